//! Same period last year: like with like, or nothing.

use super::cell::{Cell, Found};
use super::resolve::Resolver;
use super::{Change, Refusal, Rule};
use crate::cube::Vintage;
use crate::domain::{Amount, Date, Kind, Period};

/// Days by which the cut-off of the year before may differ and still be compared; more is another stretch of time.
const NEAR_DAYS: i32 = 15;

/// A change, and the day it had to be compared with when that is not the same.
pub(super) struct Comparison {
    pub change: Change,
    pub other_day: Option<Date>,
}

/// A cell's actual against the year before; `None` where no year comes before.
pub(super) fn compare<'a>(
    resolver: Resolver<'a>,
    cell: Cell<'a>,
    actual: &Found,
) -> Result<Option<Comparison>, Refusal> {
    let Some(from) = cell.period.year_before() else {
        return Ok(None);
    };
    let unknown = Change { from, from_as_of: None, absolute: None, percent: None };
    let day = cut_off(cell.period, actual.as_of);
    let before = if actual.units.is_some() { nearest(resolver, cell.of_period(from), day)? } else { None };
    let Some(((before, distance), units)) = before.zip(actual.units) else {
        return Ok(Some(Comparison { change: unknown, other_day: None }));
    };
    let then = before.units.map(|units| cell.amount(units)).filter(|_| before.missing == actual.missing);
    let absolute = then.and_then(|then| cell.amount(units).minus(then));
    let percent = absolute.zip(then).and_then(|(difference, then)| percent(cell, difference, then));
    let other_day = before.as_of.filter(|_| distance != 0 && absolute.is_some());
    let change = Change { from_as_of: before.as_of, absolute, percent, ..unknown };
    Ok(Some(Comparison { change, other_day }))
}

/// A rank does not change in percent, and a percentage changes in points.
fn percent(cell: Cell<'_>, difference: Amount, then: Amount) -> Option<Amount> {
    let scales = !matches!(cell.indicator.kind, Kind::Index | Kind::Rank);
    scales.then(|| difference.percent_of(Amount { units: then.units.checked_abs()?, ..then })).flatten()
}

/// The day up to which data of a period run: what was counted after its end still ends with it.
fn cut_off(period: Period, as_of: Option<Date>) -> Date {
    as_of.map_or(period.end(), |day| day.min(period.end()))
}

/// What was known of the cell of the year before as of the day nearest to `day` a year earlier, with the distance in
/// days; `None` when nothing lies near enough.
fn nearest<'a>(resolver: Resolver<'a>, cell: Cell<'a>, day: Date) -> Result<Option<(Found, i32)>, Refusal> {
    let years = day.year() - cell.period.start().year();
    let wanted = day.checked_sub(jiff::Span::new().years(years)).unwrap_or(day);
    let distance = |found: &Found| days_between(cut_off(cell.period, found.as_of), wanted);
    let near = |found: Found| Some((distance(&found), found)).filter(|(days, _)| *days <= NEAR_DAYS);
    let Cell { indicator, organization, period, breakdown, measure } = cell;
    let reported = resolver
        .cube
        .cell(&indicator.code, organization, period, breakdown, measure, resolver.vintage)
        .map(|at| Found::row(resolver.cube, at, Rule::Reported))
        .filter_map(near)
        .rev()
        .min_by_key(|(days, _)| *days);
    if let Some((days, found)) = reported {
        return Ok(Some((found, days)));
    }
    // What is summed is summed as of the latest day that is still near enough.
    let as_of = wanted.checked_add(jiff::Span::new().days(NEAR_DAYS)).unwrap_or(wanted);
    let vintage = Vintage {
        as_of: resolver.vintage.as_of.map_or(Some(as_of), |limit| Some(limit.min(as_of))),
        ..resolver.vintage
    };
    let whole = as_of >= period.end();
    let then =
        Resolver { vintage: if whole { resolver.vintage } else { vintage }, ..resolver }.resolve(cell)?;
    Ok(near(then).map(|(days, found)| (found, days)))
}

fn days_between(one: Date, other: Date) -> i32 {
    one.since(other).map_or(i32::MAX, |span| span.get_days().saturating_abs())
}
