//! Same period last year: like with like, or nothing.

use super::cell::{Cell, Found};
use super::flows::newest;
use super::resolve::Resolver;
use super::succession::InTree;
use super::{Change, Refusal, Restated, Rule};
use crate::cube::{Cube, Vintage};
use crate::domain::{Amount, Date, Kind, Period, Status};

/// Days by which the cut-off of the year before may differ and still be compared; more is another stretch of time.
pub(super) const NEAR_DAYS: i32 = 15;

/// A change, and the day it had to be compared with when that is not the same.
pub(super) struct Comparison {
    pub change: Change,
    pub other_day: Option<Date>,
    /// What the year before was restated as, with all that it was made of.
    pub restated: Option<Found>,
}

/// A cell's actual against the year before; `None` where no year comes before.
pub(super) fn compare<'a>(
    tree: InTree<'a>,
    cell: Cell<'a>,
    actual: &Found,
) -> Result<Option<Comparison>, Refusal> {
    let Some(from) = cell.period.year_before() else {
        return Ok(None);
    };
    let unknown = Change {
        from,
        from_as_of: None,
        from_qualifier: None,
        restated: None,
        absolute: None,
        percent: None,
    };
    let day = cut_off(cell.period, actual.as_of);
    let then = cell.of_period(from);
    let like = tree.of_last_day(cell);
    let moved = actual.units.is_some() && like.differs(then);
    // A part of a year, since the organization began or ended in it, is not compared with a whole one.
    let before = match actual.units.filter(|_| tree.all_of_it(cell)) {
        Some(_) if moved => summed(like, then, day)?,
        Some(_) => nearest(like, then, day)?,
        None => None,
    };
    let restated =
        moved.then(|| restated(like, then, before.as_ref().map(|(found, _)| found))).transpose()?;
    let unknown = Change { restated, ..unknown };
    let Some(((before, distance), units)) = before.zip(actual.units) else {
        return Ok(Some(Comparison { change: unknown, other_day: None, restated: None }));
    };
    // Of the same organizations the same months must be there; of what runs up, up to the day that is compared.
    let cube = tree.resolver.cube;
    let until = |found: &Found| compared_to(cube, cell, found);
    let ((missing, gaps), (missed, left_out)) = (actual.lacks(until(actual)), before.lacks(until(&before)));
    let alike = missing == missed && gaps.year_before() == left_out;
    let then = before.units.map(|units| cell.amount(units)).filter(|_| alike);
    let absolute = then.and_then(|then| cell.amount(units).minus(then));
    let percent = absolute.zip(then).and_then(|(difference, then)| percent(cell, difference, then));
    let other_day = before.as_of.filter(|_| distance != 0 && absolute.is_some());
    let change =
        Change { from_as_of: before.as_of, from_qualifier: before.qualifier, absolute, percent, ..unknown };
    Ok(Some(Comparison { change, other_day, restated: moved.then_some(before) }))
}

/// The day up to which a number of what runs up tells: what is owed since is in nothing that it is held against.
pub(super) fn compared_to(cube: &Cube, cell: Cell<'_>, found: &Found) -> Option<Date> {
    let runs_up = cell.indicator.kind == Kind::Cumulative;
    runs_up.then(|| newest(cube, found)).flatten()
}

/// The year before in the terms of the year after, beside what the organization itself published then.
fn restated<'a>(like: InTree<'a>, then: Cell<'a>, before: Option<&Found>) -> Result<Restated, Refusal> {
    let own = InTree { day: None, ..like }.shown(then)?;
    let published = own.units.filter(|_| own.rule != Rule::SumOfChildren);
    Ok(Restated {
        actual: before.and_then(|found| found.units).map(|units| then.amount(units)),
        published: published.map(|units| then.amount(units)),
        estimated: before.is_some_and(|found| found.status == Status::Estimated),
    })
}

/// A rank does not change in percent, and a percentage changes in points.
pub(super) fn percent(cell: Cell<'_>, difference: Amount, then: Amount) -> Option<Amount> {
    let scales = !matches!(cell.indicator.kind, Kind::Index | Kind::Rank);
    scales.then(|| difference.percent_of(Amount { units: then.units.checked_abs()?, ..then })).flatten()
}

/// The day up to which data of a period run: what was counted after its end still ends with it.
pub(super) fn cut_off(period: Period, as_of: Option<Date>) -> Date {
    as_of.map_or(period.end(), |day| day.min(period.end()))
}

/// What was known of the cell of the year before as of the day nearest to `day` a year earlier, with the distance in
/// days; `None` when nothing lies near enough.
fn nearest<'a>(tree: InTree<'a>, cell: Cell<'a>, day: Date) -> Result<Option<(Found, i32)>, Refusal> {
    let (resolver, wanted) = (tree.resolver, year_before(cell, day));
    if tree.derived(cell).is_some() {
        return summed(InTree { day: None, ..tree }, cell, day);
    }
    let reported = resolver
        .cube
        .cell_of(cell.series(resolver.cube), cell.period, cell.measure, resolver.vintage)
        .map(|at| Found::row(resolver.cube, at, Rule::Reported))
        .filter_map(|found| near(cell, found, wanted))
        .rev()
        .min_by_key(|(days, _)| *days);
    if let Some((days, found)) = reported {
        return Ok(Some((resolver.shown(cell, found), days)));
    }
    summed(InTree { day: None, ..tree }, cell, day)
}

/// What is summed or restated is so as of the latest day that is still near enough.
fn summed<'a>(tree: InTree<'a>, cell: Cell<'a>, day: Date) -> Result<Option<(Found, i32)>, Refusal> {
    let wanted = year_before(cell, day);
    let resolver = tree.resolver;
    let as_of = wanted.checked_add(jiff::Span::new().days(NEAR_DAYS)).unwrap_or(wanted);
    let vintage = Vintage {
        as_of: resolver.vintage.as_of.map_or(Some(as_of), |limit| Some(limit.min(as_of))),
        ..resolver.vintage
    };
    let whole = as_of >= cell.period.end();
    let vintage = if whole { resolver.vintage } else { vintage };
    let then = InTree { resolver: Resolver { vintage, ..resolver }, ..tree }.shown(cell)?;
    Ok(near(cell, then, wanted).map(|(days, found)| (found, days)))
}

/// The same day of the year that the cell is of.
pub(super) fn year_before(cell: Cell<'_>, day: Date) -> Date {
    let years = day.year() - cell.period.start().year();
    day.checked_sub(jiff::Span::new().years(years)).unwrap_or(day)
}

/// What runs up to a day near enough to the wanted one, with the distance.
fn near(cell: Cell<'_>, found: Found, wanted: Date) -> Option<(i32, Found)> {
    let days = days_between(cut_off(cell.period, found.as_of), wanted);
    (days <= NEAR_DAYS).then_some((days, found))
}

pub(super) fn days_between(one: Date, other: Date) -> i32 {
    one.since(other).map_or(i32::MAX, |span| span.get_days().saturating_abs())
}
