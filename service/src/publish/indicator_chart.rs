//! The chart of an indicator's page, which nobody saved: what its figures can show best, over time where they can be compared.

use super::{Lang, name, words};
use crate::domain::{
    ChartKind, ChartSpec, Indicator, Look, MemberPattern, Names, Organization, Period, PeriodKind,
    PeriodPattern, Query, Slug,
};
use crate::rollup::{Report, Row};

/// Up to so many periods stand as columns; of more a line is drawn.
const MOST_COLUMNS: usize = 12;

/// The chart of what an organization has of an indicator; `None` where there is nothing to draw.
#[must_use]
pub fn spec(indicator: &Indicator, organization: &Organization, reports: &[Report]) -> Option<ChartSpec> {
    made(indicator, organization, over_time(reports).or_else(|| of_one_period(reports))?)
}

/// The same of one period: its parts, where there are several.
#[must_use]
pub fn of_parts(indicator: &Indicator, organization: &Organization, reports: &[Report]) -> Option<ChartSpec> {
    let choice = of_one_period(reports).filter(|(kind, ..)| *kind == ChartKind::Bar)?;
    made(indicator, organization, choice)
}

fn made(
    indicator: &Indicator,
    organization: &Organization,
    (kind, query, category, series): Choice,
) -> Option<ChartSpec> {
    let texts = |lang: Lang| {
        let unit = words::capitalized(words::unit(indicator, lang));
        let whose = name(&organization.names, lang);
        let when = periods(&query, lang);
        [unit.as_str(), whose, &when]
            .iter()
            .filter(|text| !text.is_empty())
            .copied()
            .collect::<Vec<_>>()
            .join(" · ")
    };
    Some(ChartSpec {
        slug: Slug::parse(indicator.code.as_str()).ok()?,
        kind,
        category,
        series,
        whole: None,
        titles: indicator.names.clone(),
        subtitles: Names { vi: texts(Lang::Vi), en: texts(Lang::En) },
        look: Look::default(),
        pickers: Vec::new(),
        hosts: Vec::new(),
        withdrawn: None,
        studio: false,
        query,
    })
}

type Choice = (ChartKind, Query, String, Option<String>);

/// The longest run of periods of one kind that have numbers, of the total, else of the parts of one breakdown.
fn over_time(reports: &[Report]) -> Option<Choice> {
    reports.iter().filter(|report| report.query.breakdown.len() <= 1).find_map(|report| {
        let periods = comparable(report);
        if periods.len() < 2 {
            return None;
        }
        let dimension = report.query.breakdown.keys().next().map(ToString::to_string);
        let kind = match (&dimension, periods.len()) {
            (None, 2..=MOST_COLUMNS) => ChartKind::Column,
            _ => ChartKind::Line,
        };
        Some((kind, narrowed(&report.query, &periods), "period".to_owned(), dimension))
    })
}

/// The periods with numbers of the kind that has most of them; of as many, the longer ones. They are of different years or
/// parts of a year, and none holds another.
fn comparable(report: &Report) -> Vec<Period> {
    let mut with_numbers: Vec<Period> =
        report.rows.iter().filter(|row| row.actual.is_some()).map(|row| row.period).collect();
    with_numbers.sort_unstable();
    with_numbers.dedup();
    let of = |kind: PeriodKind| with_numbers.iter().copied().filter(|one| one.kind() == kind).collect();
    let kinds = PeriodKind::ALL.iter().filter(|kind| **kind != PeriodKind::Term);
    kinds.map(|kind| of(*kind)).max_by_key(|periods: &Vec<Period>| periods.len()).unwrap_or_default()
}

/// The newest period: by the members of the breakdown that has most, else as a single number.
fn of_one_period(reports: &[Report]) -> Option<Choice> {
    let last = |report: &Report| {
        let rows = report.rows.iter().filter(|row| row.actual.is_some() || row.plan.is_some());
        rows.map(|row| row.period).max_by_key(|one| (one.end(), *one))
    };
    let members = |report: &Report| {
        let period = last(report);
        let is_there = |row: &&Row| Some(row.period) == period && row.actual.is_some();
        report.rows.iter().filter(is_there).count()
    };
    let broken = |report: &&Report| (1..=2).contains(&report.query.breakdown.len()) && members(report) > 1;
    let fewest = reports.iter().filter(broken).map(|report| report.query.breakdown.len()).min();
    let chosen = reports.iter().filter(broken).filter(|one| Some(one.query.breakdown.len()) == fewest);
    if let Some(report) = chosen.max_by_key(|report| members(report)) {
        let mut dimensions = report.query.breakdown.keys().rev().map(ToString::to_string);
        let query = narrowed(&report.query, &[last(report)?]);
        let category = dimensions.next()?;
        return Some((ChartKind::Bar, query, category, dimensions.next()));
    }
    let report = reports.iter().find(|report| last(report).is_some())?;
    // A member that stands alone is named in the query, so that nothing else may come beside it.
    let mut query = narrowed(&report.query, &[last(report)?]);
    let row = report.rows.iter().rfind(|row| Some(row.period) == last(report))?;
    for (dimension, member) in row.breakdown.iter() {
        query.breakdown.insert(dimension.clone(), MemberPattern::These(vec![member.clone()]));
    }
    Some((ChartKind::Number, query, "period".to_owned(), None))
}

fn narrowed(query: &Query, periods: &[Period]) -> Query {
    Query { periods: periods.iter().copied().map(PeriodPattern::One).collect(), ..query.clone() }
}

/// `2021-2022`, or the only one.
fn periods(query: &Query, lang: Lang) -> String {
    let one = |pattern: &PeriodPattern| pattern.periods().first().map(|period| words::period(*period, lang));
    let (first, last) = (query.periods.first().and_then(one), query.periods.last().and_then(one));
    match (first, last) {
        (Some(first), Some(last)) if first != last => format!("{first} – {last}"),
        (first, _) => first.unwrap_or_default(),
    }
}
