//! What an organization has of an indicator, cell by cell as it was filed or as those below it make it up: what a page about
//! either shows. Which cells there are is looked up; what is in them is answered as any question is.

use std::collections::{BTreeMap, BTreeSet};

use super::{Refusal, Report, Row, answer};
use crate::cube::{Cube, Vintage};
use crate::domain::{
    Date, DimensionCode, Indicator, Kind, MemberPattern, OrganizationCode, OrganizationPattern, Period,
    PeriodKind, PeriodPattern, Query, Reckoning, Status, Tree,
};

/// Up to so many periods are told as they were filed; of more, their years and what comes after the last whole one.
const MOST_PERIODS: usize = 24;

/// The breakdowns that figures share.
pub type Shape = Vec<DimensionCode>;

/// The answers to everything that there is of an indicator and an organization: first the total, then by one breakdown, then by
/// more. Empty where there is nothing.
#[must_use]
pub fn profile(
    cube: &Cube,
    indicator: &Indicator,
    organization: &OrganizationCode,
    today: Date,
) -> Vec<Report> {
    let mut found = filed(cube, indicator, [organization], today);
    let whole = whole(&found);
    if adds_up(indicator) {
        // What those below have filed stands beside it for the times that it has not filed itself.
        let below = below(cube, organization);
        for (shape, periods) in filed(cube, indicator, &below, today) {
            let is_filed = |period: &Period| whole.iter().any(|one| one.contains(*period));
            let more = shortened(indicator, &periods).into_iter().filter(|period| !is_filed(period));
            found.entry(shape).or_default().extend(more);
        }
    }
    let shapes = found.into_iter().filter(|(_, periods)| !periods.is_empty());
    let mut reports: Vec<(Shape, Report)> = shapes
        .filter_map(|(shape, periods)| {
            let periods = if periods.len() > MOST_PERIODS { shortened(indicator, &periods) } else { periods };
            let asked = question(indicator, organization, &shape, periods.into_iter().collect());
            Some((shape, told(cube, &asked, today)?))
        })
        .collect();
    reports.sort_by_key(|(shape, _)| shape.len());
    reports.into_iter().map(|(_, report)| report).collect()
}

/// The newest of it: the total where there is one, else the parts.
#[must_use]
pub fn newest(
    cube: &Cube,
    indicator: &Indicator,
    organization: &OrganizationCode,
    today: Date,
) -> Option<Report> {
    let found = filed(cube, indicator, [organization], today);
    let last = |periods: &BTreeSet<Period>| {
        periods.iter().copied().max_by_key(|one| (one.end(), std::cmp::Reverse(one.start())))
    };
    let mut shapes: Vec<(Shape, Period)> =
        found.into_iter().filter_map(|(shape, periods)| Some((shape, last(&periods)?))).collect();
    shapes.sort_by_key(|(shape, period)| (std::cmp::Reverse(period.end()), shape.len()));
    let mut questions: Vec<Query> = shapes
        .into_iter()
        .map(|(shape, period)| question(indicator, organization, &shape, vec![period]))
        .collect();
    if questions.is_empty() && adds_up(indicator) && !cube.catalogue().is_leaf(organization) {
        let ended: BTreeSet<Period> =
            cube.periods().iter().copied().filter(|one| one.end() <= today).collect();
        let total = |period| question(indicator, organization, &Shape::new(), vec![period]);
        questions.extend(last(&years(&ended)).into_iter().chain(last(&ended)).map(total));
    }
    questions.iter().find_map(|asked| told(cube, asked, today))
}

/// What an organization has of an indicator for one period: the total, then each breakdown.
#[must_use]
pub fn of_period(
    cube: &Cube,
    indicator: &Indicator,
    organization: &OrganizationCode,
    period: Period,
    today: Date,
) -> Vec<Report> {
    let own = filed(cube, indicator, [organization], today);
    let of_it = own.into_iter().filter(|(_, periods)| periods.contains(&period)).map(|(shape, _)| shape);
    let mut shapes: BTreeSet<Shape> = of_it.collect();
    if adds_up(indicator) {
        shapes.insert(Shape::new());
        shapes.extend(indicator.breakdowns.iter().map(|dimension| vec![dimension.clone()]));
    }
    let asked = |shape: &Shape| question(indicator, organization, shape, vec![period]);
    let mut shapes: Vec<Shape> = shapes.into_iter().collect();
    shapes.sort_by_key(Vec::len);
    shapes.iter().filter_map(|shape| told(cube, &asked(shape), today)).collect()
}

/// What it has for longer periods that were counted up to a day of this one: what had run up by then.
#[must_use]
pub fn up_to(
    cube: &Cube,
    indicator: &Indicator,
    organization: &OrganizationCode,
    period: Period,
    today: Date,
) -> Vec<Report> {
    let own = filed(cube, indicator, [organization], today);
    let longer = own.into_iter().flat_map(|(shape, periods)| {
        let around = periods.into_iter().filter(move |one| *one != period && one.contains(period));
        around.map(move |one| (shape.clone(), one)).collect::<Vec<_>>()
    });
    let counted = |row: &Row| row.as_of.is_some_and(|day| period.start() <= day && day <= period.end());
    let told = longer.filter_map(|(shape, one)| {
        let asked =
            Query { as_of: Some(period.end()), ..question(indicator, organization, &shape, vec![one]) };
        let report = told(cube, &asked, today)?;
        let rows: Vec<Row> = report.rows.into_iter().filter(counted).collect();
        (!rows.is_empty()).then_some(Report { rows, ..report })
    });
    told.collect()
}

/// Whether sums are made of it.
fn adds_up(indicator: &Indicator) -> bool {
    !matches!(indicator.kind, Kind::Index | Kind::Rank)
}

fn below(cube: &Cube, organization: &OrganizationCode) -> Vec<OrganizationCode> {
    let catalogue = cube.catalogue();
    if catalogue.is_leaf(organization) {
        return Vec::new();
    }
    let all = catalogue.parts().organizations.iter().map(|one| &one.code);
    all.filter(|code| catalogue.is_below(code, organization)).cloned().collect()
}

/// The periods of all that these organizations have filed and that can be seen, by breakdowns.
fn filed<'a>(
    cube: &Cube,
    indicator: &Indicator,
    organizations: impl IntoIterator<Item = &'a OrganizationCode>,
    today: Date,
) -> BTreeMap<Shape, BTreeSet<Period>> {
    let vintage = Vintage { known_on: today, as_of: None };
    let mut found: BTreeMap<Shape, BTreeSet<Period>> = BTreeMap::new();
    for organization in organizations {
        let mut last = None;
        for at in cube.filed(&indicator.code, organization, vintage) {
            // Rows of one period and breakdown stand together.
            let cell = (cube.period(at), cube.breakdown(at));
            if last.replace(cell) == Some(cell) {
                continue;
            }
            let shape = cell.1.iter().map(|(dimension, _)| dimension.clone()).collect();
            found.entry(shape).or_default().insert(cell.0);
        }
    }
    found
}

fn whole(found: &BTreeMap<Shape, BTreeSet<Period>>) -> Vec<Period> {
    let all = found.values().flatten().copied();
    all.filter(|one| one.kind() != PeriodKind::Term).collect()
}

/// The calendar years that periods lie in, as far as they have come to their ends.
fn years(periods: &BTreeSet<Period>) -> BTreeSet<Period> {
    let within = periods.iter().filter(|one| one.kind() != PeriodKind::Term);
    let last = within.clone().map(|one| one.end()).max();
    let year = |one: &Period| Period::parse(&one.first_year().to_string()).ok();
    within.filter_map(year).filter(|year| Some(year.end()) <= last).collect()
}

/// Of many periods: the years they make up where they can be added up, else the last ones.
fn shortened(indicator: &Indicator, periods: &BTreeSet<Period>) -> BTreeSet<Period> {
    if !adds_up(indicator) {
        return periods.iter().rev().take(MOST_PERIODS).copied().collect();
    }
    let years = years(periods);
    let last = years.iter().map(|year| year.end()).max();
    let after = periods.iter().copied().filter(|one| Some(one.start()) > last);
    let terms = periods.iter().copied().filter(|one| one.kind() == PeriodKind::Term);
    years.iter().copied().chain(after).chain(terms).collect()
}

fn question(
    indicator: &Indicator,
    organization: &OrganizationCode,
    shape: &Shape,
    periods: Vec<Period>,
) -> Query {
    Query {
        indicators: vec![indicator.code.clone()],
        organizations: vec![OrganizationPattern::One(organization.clone())],
        periods: periods.into_iter().map(PeriodPattern::One).collect(),
        measures: BTreeSet::new(),
        breakdown: shape.iter().map(|dimension| (dimension.clone(), MemberPattern::All)).collect(),
        as_of: None,
        known_on: None,
        tree: Tree::default(),
        reckoning: Reckoning::default(),
        explain: false,
    }
}

/// The answer without the cells that nobody has said anything of. Where one of the periods cannot be answered, the others are
/// told by themselves.
fn told(cube: &Cube, asked: &Query, today: Date) -> Option<Report> {
    let report = match answer(cube, asked, today) {
        Ok(report) => report,
        Err(_) if asked.periods.len() > 1 => one_by_one(cube, asked, today)?,
        Err(_) => return None,
    };
    let rows: Vec<_> = report.rows.into_iter().filter(|row| !says_nothing(row)).collect();
    (!rows.is_empty()).then_some(Report { rows, ..report })
}

fn one_by_one(cube: &Cube, asked: &Query, today: Date) -> Option<Report> {
    let of = |period: &PeriodPattern| -> Result<Report, Refusal> {
        answer(cube, &Query { periods: vec![*period], ..asked.clone() }, today)
    };
    let mut reports = asked.periods.iter().filter_map(|period| of(period).ok());
    let mut whole = reports.next()?;
    for report in reports {
        whole.query.periods.extend(report.query.periods);
        whole.rows.extend(report.rows);
        whole.notes.extend(report.notes);
    }
    Some(whole)
}

fn says_nothing(row: &Row) -> bool {
    let numbers = [row.actual, row.plan, row.universe, row.plan_rate];
    row.status == Status::NotReported && numbers.iter().all(Option::is_none)
}
