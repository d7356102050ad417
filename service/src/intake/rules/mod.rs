//! Rules between figures: against what is known, between periods, between parts and totals. Each finding is an error or a
//! warning; a reason that is filed with it lets an error pass.

mod closing;
mod cumulative;
mod findings;
mod forebears;
mod heirs;
mod increments;
mod kin;
mod long_after;
mod median;
mod number;
mod parts;
mod periods;
#[cfg(test)]
mod tests;
mod universe;

use std::cell::RefCell;

use super::difference::Differences;
use super::history::Wants;
use super::problem::Problems;
use super::series::series;
use super::terms::Rules;
use crate::domain::{Figure, IndicatorCode, OrganizationCode, Period, PeriodKind, Quick};
use crate::halves::halves;
use findings::Findings;
pub(super) use findings::{Filed, Judged};
use forebears::{Forebears, Subjects};

/// Figures of a filing that are judged in two halves: fewer are not worth a thread.
const MANY: usize = 2_000;

/// A series longer than this is no series of reports; comparing all of it with all of it would take too long.
const LONGEST: usize = 500;

/// Holds a filing against itself and against what is known.
pub(super) fn judge(filed: Filed<'_>, rules: Rules<'_>, problems: Problems) -> Judged {
    let least = if filed.figures.len() < MANY { usize::MAX } else { 0 };
    judge_by(filed, rules, problems, least)
}

/// The same in two halves where there are at least so many subjects.
fn judge_by(filed: Filed<'_>, rules: Rules<'_>, problems: Problems, least: usize) -> Judged {
    let subjects = by_subject(filed.figures);
    let runs_up = forebears::subjects(filed.figures, &subjects, rules.catalogue);
    let counted = problems.counted;
    let parts = halves(subjects.iter().collect(), least, |subjects: Vec<&Vec<usize>>| {
        let mut problems = Problems::default();
        problems.counted = counted;
        let mut findings = Findings::of(filed, rules.handling, problems);
        let mut differences = Differences::default();
        hold(&subjects, &runs_up, rules, &mut findings, &mut differences);
        (findings, differences)
    });
    let mut findings = Findings::of(filed, rules.handling, problems);
    let mut differences = Differences::default();
    for (found, different) in parts {
        findings.join(found);
        differences.join(different);
    }
    differences.sort();
    kin::check(&subjects, rules, &mut findings);
    findings.judged(differences)
}

/// Holds the figures of some subjects, which stand at these places, against each other and against what is known.
fn hold(
    subjects: &[&Vec<usize>],
    runs_up: &Subjects<'_>,
    rules: Rules<'_>,
    findings: &mut Findings<'_>,
    differences: &mut Differences,
) {
    let filed = findings.filed;
    let mut known = Vec::new();
    // Mostly all subjects of a filing are of the same periods.
    let mut wanted: Option<(Vec<Period>, Wants<'_>)> = None;
    for places in subjects.iter().copied() {
        let first = &filed.figures[places[0]];
        // Checked before it became a figure.
        let Some(indicator) = rules.catalogue.indicator(&first.indicator) else { continue };
        let mut periods: Vec<Period> = places.iter().map(|at| filed.figures[*at].period).collect();
        periods.dedup();
        periods.sort_unstable();
        periods.dedup();
        let (periods, wanted) = match &mut wanted {
            Some(same) if same.0 == periods => same,
            wanted => wanted.insert((periods.clone(), concerning(periods))),
        };
        known.clear();
        rules.history.of(&first.indicator, &first.organization, wanted, &mut known);
        let forebears = Forebears {
            rules,
            indicator,
            organization: &first.organization,
            figures: filed.figures,
            subjects: runs_up,
            wanted,
            found: RefCell::default(),
        };
        for series in series(filed.figures, places, periods, &known) {
            differences.compare(indicator, filed.figures, &series, &known);
            if series.points.len() <= LONGEST {
                cumulative::check(indicator, &series, &forebears, findings);
                increments::check(indicator, &series, &forebears, findings);
                median::check(indicator, &series, findings);
                periods::check(indicator, &series, findings);
            }
        }
        parts::check(indicator, rules.catalogue, filed.figures, places, findings);
        long_after::check(indicator, filed, places, findings);
        closing::check(indicator, rules.catalogue, filed, places, rules.today, findings);
        universe::check(indicator, filed.figures, places, &known, findings);
    }
}

/// The known periods that can say anything about these.
fn concerning(filed: Vec<Period>) -> Wants<'static> {
    // So many want all that is known anyway.
    Wants::new(move |period| filed.len() > LONGEST || filed.iter().any(|filed| concerns(*filed, period)))
}

/// The places of the figures of one indicator and one organization, for each of these.
fn by_subject(figures: &[Figure]) -> Vec<Vec<usize>> {
    let mut found: Quick<(&IndicatorCode, &OrganizationCode), usize> = Quick::default();
    let mut subjects: Vec<Vec<usize>> = Vec::new();
    let mut before: Option<(&Figure, usize)> = None;
    for (at, figure) in figures.iter().enumerate() {
        // Those of one subject mostly come together.
        let is_like = |(other, _): &(&Figure, usize)| {
            other.organization == figure.organization && other.indicator == figure.indicator
        };
        let subject = before.filter(is_like).map_or_else(
            || {
                *found.entry((&figure.indicator, &figure.organization)).or_insert_with(|| {
                    subjects.push(Vec::new());
                    subjects.len() - 1
                })
            },
            |(_, subject)| subject,
        );
        before = Some((figure, subject));
        subjects[subject].push(at);
    }
    subjects
}

/// Whether a known period can say anything about a filed one: the same year, or one of the last twelve of its kind.
fn concerns(filed: Period, known: Period) -> bool {
    let years = match filed.kind() {
        PeriodKind::Month => 1,
        PeriodKind::Quarter => 3,
        PeriodKind::Half => 6,
        PeriodKind::NineMonths | PeriodKind::Year => 12,
        PeriodKind::Term => return known == filed,
    };
    let back = filed.first_year() - known.first_year();
    back.abs() <= 1 || known.kind() == filed.kind() && (0..=years).contains(&back)
        // A cumulative is held against the same part of earlier years.
        || known.kind() == filed.kind() && known.part() == filed.part() && (0..=12).contains(&back)
}
