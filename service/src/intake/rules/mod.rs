//! Rules between figures: against what is known, between periods, between parts and totals. Each finding is an error or a
//! warning; a reason that is filed with it lets an error pass.

mod closing;
mod cumulative;
mod history;
mod parts;
mod periods;
mod series;
#[cfg(test)]
mod tests;
mod universe;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};
use std::fmt::{self, Debug};

use super::difference::Differences;
use super::fault::Fault;
use super::problem::{Problem, Problems, Severity};
use super::{Handling, Rules};
use crate::domain::{
    Amount, Date, Figure, Indicator, IndicatorCode, Justification, Measure, OrganizationCode,
    PLAN_RATE_DECIMALS, Period, PeriodKind, Quick, Untaken, Wanted, halves,
};
pub(super) use series::Series;
use series::{Point, series};

/// Which periods are looked for in what is known.
pub struct Wants<'w> {
    wants: Box<dyn Fn(Period) -> bool + 'w>,
    among: OnceCell<Wanted>,
}

impl Debug for Wants<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Wants")
    }
}

impl<'w> Wants<'w> {
    /// Those that this says so of.
    pub fn new(wants: impl Fn(Period) -> bool + 'w) -> Self {
        Self { wants: Box::new(wants), among: OnceCell::new() }
    }

    /// Whether one is.
    #[must_use]
    pub fn wants(&self, period: Period) -> bool {
        (self.wants)(period)
    }

    /// Those among all that there are, which come in time and are the same whenever this is asked.
    pub fn among(&self, all: &[Period]) -> &Wanted {
        self.among.get_or_init(|| Wanted::of(all.iter().copied().filter(|one| self.wants(*one))))
    }
}

/// What is known before a filing.
pub trait History: Debug + Sync {
    /// Hands over the figures of an indicator and an organization in the periods that are wanted, those of one cell in the
    /// order in which they supersede each other.
    fn of<'k>(
        &'k self,
        indicator: &IndicatorCode,
        organization: &OrganizationCode,
        wanted: &Wants<'_>,
        known: &mut Vec<Untaken<'k>>,
    );
}

/// Nothing is known.
impl History for () {
    fn of<'k>(&'k self, _: &IndicatorCode, _: &OrganizationCode, _: &Wants<'_>, _: &mut Vec<Untaken<'k>>) {}
}

/// How many reports of its own a figure is held against.
const HISTORY: usize = 12;

/// Breakdowns that are found by looking at one after the other.
const FEW: usize = 32;

/// Figures of a filing that are judged in two halves: fewer are not worth a thread.
const MANY: usize = 2_000;

/// A series longer than this is no series of reports; comparing all of it with all of it would take too long.
const LONGEST: usize = 500;

/// The figures of a filing and where they stand in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Filed<'a> {
    pub figures: &'a [Figure],
    pub lines: &'a [usize],
    /// Reasons that were filed with figures, by their places.
    pub notes: &'a HashMap<usize, String>,
    /// Values that are not plain digits, as they came.
    pub texts: &'a HashMap<usize, String>,
}

/// What the rules say of a filing.
#[derive(Debug)]
pub(super) struct Judged {
    pub findings: Vec<Problem>,
    pub refused: bool,
    pub justifications: Vec<Justification>,
    pub differences: Differences,
}

/// Holds a filing against itself and against what is known.
pub(super) fn judge(filed: Filed<'_>, rules: Rules<'_>, problems: Problems) -> Judged {
    let least = if filed.figures.len() < MANY { usize::MAX } else { 0 };
    judge_by(filed, rules, problems, least)
}

/// The same in two halves where there are at least so many subjects.
fn judge_by(filed: Filed<'_>, rules: Rules<'_>, problems: Problems, least: usize) -> Judged {
    let subjects = by_subject(filed.figures);
    let counted = problems.counted;
    let parts = halves(subjects, least, |subjects| {
        let mut problems = Problems::default();
        problems.counted = counted;
        let mut findings = Findings::of(filed, rules.handling, problems);
        let mut differences = Differences::default();
        hold(&subjects, rules, &mut findings, &mut differences);
        (findings, differences)
    });
    let mut findings = Findings::of(filed, rules.handling, problems);
    let mut differences = Differences::default();
    for (found, different) in parts {
        findings.join(found);
        differences.join(different);
    }
    differences.sort();
    findings.judged(differences)
}

/// Holds the figures of some subjects, which stand at these places, against each other and against what is known.
fn hold(
    subjects: &[Vec<usize>],
    rules: Rules<'_>,
    findings: &mut Findings<'_>,
    differences: &mut Differences,
) {
    let filed = findings.filed;
    let mut known = Vec::new();
    // Mostly all subjects of a filing are of the same periods.
    let mut wanted: Option<(Vec<Period>, Wants<'_>)> = None;
    for places in subjects {
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
        for series in series(filed.figures, places, periods, &known) {
            differences.compare(indicator, filed.figures, &series, &known);
            if series.points.len() <= LONGEST {
                cumulative::check(indicator, &series, findings);
                history::check(indicator, &series, findings);
                periods::check(indicator, &series, findings);
            }
        }
        parts::check(indicator, rules.catalogue, filed.figures, places, findings);
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

/// The day a figure's data end.
pub(super) fn effective(figure: &Figure) -> Date {
    figure.as_of.unwrap_or_else(|| figure.period.end())
}

/// Collects what the rules find.
pub(super) struct Findings<'a> {
    filed: Filed<'a>,
    handling: Handling<'a>,
    problems: Problems,
    refused: bool,
    /// The codes of what was found about each figure.
    codes: HashMap<usize, BTreeSet<Cow<'static, str>>>,
}

impl<'a> Findings<'a> {
    fn of(filed: Filed<'a>, handling: Handling<'a>, problems: Problems) -> Self {
        Self { filed, handling, problems, refused: false, codes: HashMap::new() }
    }

    /// Adds what was found of other subjects, after what was found of these.
    fn join(&mut self, others: Self) {
        self.problems.join(others.problems);
        self.refused |= others.refused;
        self.codes.extend(others.codes);
    }

    /// Notes something about a filed figure.
    fn tell(&mut self, indicator: &Indicator, place: usize, fault: Fault) {
        let figure = &self.filed.figures[place];
        let justified = self.handling.justification.is_some() || self.filed.notes.contains_key(&place);
        let severity = match fault.severity() {
            _ if justified && fault.may_be_justified() => Severity::Justified,
            Severity::Warning if self.handling.strict => Severity::Error,
            severity => severity,
        };
        self.refused |= severity == Severity::Error;
        self.codes.entry(place).or_default().insert(fault.code());
        let plain = || figure.value.map(|units| number(indicator, figure.measure, units)).unwrap_or_default();
        let value = self.filed.texts.get(&place).map_or_else(plain, Clone::clone);
        self.problems.finding(self.filed.lines[place], &value, fault, severity);
    }

    fn judged(self, differences: Differences) -> Judged {
        let Self { filed, handling, problems, refused, codes } = self;
        let mut places: Vec<_> = filed.notes.iter().collect();
        places.sort_by_key(|(place, _)| **place);
        let joined =
            |codes: BTreeSet<&Cow<'static, str>>| codes.into_iter().map(ToString::to_string).collect();
        let noted = places.into_iter().map(|(place, text)| Justification {
            about: Some(cell(&filed.figures[*place])),
            findings: joined(codes.get(place).into_iter().flatten().collect()),
            text: text.clone(),
        });
        let others = codes.iter().filter(|(place, _)| !filed.notes.contains_key(*place));
        let whole = handling.justification.map(|text| Justification {
            about: None,
            findings: joined(others.flat_map(|(_, codes)| codes).collect()),
            text: text.to_owned(),
        });
        let justifications = whole.into_iter().chain(noted).collect();
        Judged { findings: problems.into_vec(), refused, justifications, differences }
    }
}

/// The cell of a figure, in words.
fn cell(figure: &Figure) -> String {
    let Figure { indicator, organization, period, measure, breakdown, .. } = figure;
    format!("{indicator} {organization} {period} {measure} {breakdown}").trim_end().to_owned()
}

/// So many smallest units as a plain number.
pub(super) fn number(indicator: &Indicator, measure: Measure, units: i64) -> String {
    Amount::new(units, decimals(indicator, measure)).to_string()
}

/// The same of a sum, which may be too big to be a figure.
fn sum(indicator: &Indicator, measure: Measure, units: i128) -> String {
    match i64::try_from(units) {
        Ok(units) => number(indicator, measure, units),
        Err(_) => format!("{units}e-{}", decimals(indicator, measure)),
    }
}

/// The decimals of an indicator's measure.
pub(super) fn decimals(indicator: &Indicator, measure: Measure) -> u8 {
    if measure == Measure::PlanRate { PLAN_RATE_DECIMALS } else { indicator.decimals }
}
