//! What a reader must know beside the rows.

use std::sync::Arc;

use super::cell::{Cell, Found};
use super::expand::wildcards;
use super::flows::{in_month_of, newest};
use super::resolve::Resolver;
use super::row::{Findings, coverage};
use super::succession::InTree;
use super::{Coverage, Note, Refusal, Rule};
use crate::domain::{
    Breakdown, Date, Indicator, Kind, Measure, Period, PeriodKind, Query, Reckoning, Status,
};

/// The notes to one row.
pub(super) fn of_row<'a>(
    resolver: Resolver<'a>,
    cell: Cell<'a>,
    found: &Findings,
) -> Result<Vec<Note>, Refusal> {
    let mut notes = Vec::new();
    for (measure, found) in [(Measure::Actual, &found.actual), (Measure::Plan, &found.plan)] {
        // A sum that cannot be made says nothing about the figure that stands.
        notes.extend(differs_from_sum(resolver, cell.of_measure(measure), found).unwrap_or_default());
    }
    let (actual, runs_up) = (&found.actual, cell.indicator.kind == Kind::Cumulative);
    if actual.rule == Rule::Restated && actual.units.is_none() && actual.rows.is_empty() {
        notes.push(Note::NotRestated { cell: cell.to_string() });
        return Ok(notes);
    }
    if actual.units.is_some() && !actual.missing.is_empty() {
        let (cell, coverage) = (cell.to_string(), Coverage { weight: found.weight, ..coverage(actual) });
        notes.push(if actual.gaps.is_empty() && !runs_up {
            Note::Incomplete { cell, coverage }
        } else {
            Note::HoleInYear { cell, coverage, holes: actual.gaps.holes(&actual.missing) }
        });
    }
    if let Some(compared) = found.comparison.as_ref().and_then(|one| one.other_day) {
        let as_of = actual.as_of.unwrap_or_else(|| cell.period.end());
        notes.push(Note::NearbyDay { cell: cell.to_string(), as_of, compared });
    }
    let is_untold = actual.status == Status::NotReported && !actual.gaps.is_empty();
    if is_untold || !found.is_there() {
        let untold = is_untold.then(|| Note::NoFlow { cell: cell.to_string(), months: actual.gaps.months() });
        notes.extend(untold.or_else(|| only_parts(resolver, cell)));
    }
    Ok(notes)
}

/// What of a row comes from another tree.
#[derive(Clone, Copy)]
pub(super) struct Moves {
    restated: bool,
    estimated: bool,
    year_before: bool,
    year_before_estimated: bool,
}

impl Moves {
    pub(super) fn of(found: &Findings) -> Self {
        let restated = found.actual.rule == Rule::Restated && found.actual.units.is_some();
        let before = found.comparison.as_ref().and_then(|one| one.change.restated);
        Self {
            restated,
            estimated: restated && found.actual.status == Status::Estimated,
            year_before: before.is_some_and(|one| one.actual.is_some()),
            year_before_estimated: before.is_some_and(|one| one.actual.is_some() && one.estimated),
        }
    }
}

/// The notes to the tree of an answer: said once, not for each of its rows.
pub(super) fn of_trees(day: Option<Date>, rows: &[Moves]) -> Vec<Note> {
    let count = |which: fn(&Moves) -> bool| rows.iter().filter(|row| which(row)).count();
    let (restated, estimated) = (count(|row| row.restated), count(|row| row.estimated));
    let tree = day.map(|day| Note::Tree { day, restated, estimated });
    let (rows, estimated) = (count(|row| row.year_before), count(|row| row.year_before_estimated));
    let year_before = (rows > 0).then_some(Note::YearBeforeRestated { rows, estimated });
    tree.into_iter().chain(year_before).collect()
}

/// That figures were worked out otherwise than they are filed: said once.
pub(super) fn of_reckoning(reckoning: Reckoning, indicators: &[&Indicator]) -> Option<Note> {
    let derived = indicators.iter().any(|one| reckoning.of(one.kind).is_ok_and(|derived| derived.is_some()));
    derived.then_some(Note::Reckoned { reckoning })
}

/// A reported figure against its children and its sub-periods. Children with a hole say nothing, unless they exceed.
fn differs_from_sum<'a>(
    resolver: Resolver<'a>,
    cell: Cell<'a>,
    found: &Found,
) -> Result<Option<Note>, Refusal> {
    let Some(reported) = found.units.filter(|_| found.rule == Rule::Reported) else {
        return Ok(None);
    };
    let by_children = resolver.of_children(cell)?;
    let by_periods = resolver.of_periods(cell)?;
    let differing = [by_children, by_periods].into_iter().flatten().find_map(|sum| {
        let sum = resolver.shown(cell, sum);
        // Of what runs up only what runs to the same month can differ.
        let is_of_one_time = || {
            let of = |found| newest(resolver.cube, found);
            of(&sum).zip(of(found)).is_some_and(|(one, other)| in_month_of(one, other))
        };
        let whole =
            !sum.has_holes() || !sum.unasked && sum.is_whole_so_far(resolver.cube) && is_of_one_time();
        sum.units.filter(|units| if whole { *units != reported } else { *units > reported && reported >= 0 })
    });
    Ok(differing.map(|units| Note::DiffersFromSum {
        cell: cell.to_string(),
        reported: cell.amount(reported),
        summed: cell.amount(units),
    }))
}

/// Nothing for the cell itself, but something near it that a careless sum would use.
fn only_parts(resolver: Resolver<'_>, cell: Cell<'_>) -> Option<Note> {
    let mut found: Vec<Period> = Vec::new();
    let mut has_parts = false;
    for at in resolver.cube.filed(&cell.indicator.code, cell.organization, resolver.vintage) {
        let (period, breakdown) = (resolver.cube.period(at), resolver.cube.breakdown(at));
        if period == cell.period {
            has_parts |= cell.breakdown.iter().all(|(name, member)| breakdown.member(name) == Some(member));
        } else if breakdown == cell.breakdown && cell.period.contains(period) {
            found.push(period);
        }
    }
    found.sort_unstable();
    found.dedup();
    let (kind, period) = (cell.indicator.kind, cell.period);
    if period.kind() == PeriodKind::Term && matches!(kind, Kind::Flow | Kind::Ratio | Kind::Cumulative) {
        // What those below it told of is not looked through.
        let is_told = !found.is_empty() || !resolver.cube.catalogue().is_leaf(cell.organization);
        let years = format!("{}..{}", period.first_year(), period.part());
        let note = Note::TermNotSummed { cell: cell.to_string(), years };
        if is_told && !has_parts {
            return Some(note);
        }
    } else if !found.is_empty() {
        let cell = cell.to_string();
        // What runs up has no last number where it is told as a flow.
        let is_flow = kind == Kind::Cumulative;
        return Some(if is_flow {
            Note::NoFlow { cell, months: Vec::new() }
        } else {
            Note::NotTiled { cell, found }
        });
    }
    has_parts.then(|| Note::TotalNotReported { cell: cell.to_string() })
}

/// The reported total against the members shown, where `*` asked for all of them.
pub(super) fn of_parts<'a>(
    tree: InTree<'a>,
    parts: &[(Cell<'a>, Arc<Findings>)],
    query: &Query,
) -> Result<Vec<Note>, Refusal> {
    let dimensions: Vec<_> = wildcards(query).collect();
    let mut groups: Vec<(Cell<'a>, Breakdown, Option<i128>)> = Vec::new();
    for (cell, found) in parts.iter().filter(|_| !dimensions.is_empty()) {
        // Parts of what was restated are rounded each for itself, and nobody reported their total.
        if matches!(cell.indicator.kind, Kind::Index | Kind::Rank) || found.actual.rule == Rule::Restated {
            continue;
        }
        let total =
            dimensions.iter().fold(cell.breakdown.clone(), |total, dimension| total.without(dimension));
        let units = found.actual.units.map(i128::from);
        // Cells of one organization and period follow one another, those of one total among them need not.
        let near = groups.iter_mut().rev().take_while(|(of, ..)| is_beside(*of, *cell));
        match near.into_iter().find(|(_, of, _)| *of == total) {
            Some((_, _, sum)) => *sum = sum.zip(units).map(|(sum, units)| sum + units),
            None => groups.push((*cell, total, units)),
        }
    }
    let note = |(cell, total, shown): &(Cell<'a>, Breakdown, Option<i128>)| {
        of_total(tree, cell.of_breakdown(total), *shown).transpose()
    };
    groups.iter().filter_map(note).collect()
}

fn is_beside(one: Cell<'_>, other: Cell<'_>) -> bool {
    (&one.indicator.code, one.organization, one.period)
        == (&other.indicator.code, other.organization, other.period)
}

/// Parts of which one has no number say nothing about the total.
fn of_total<'a>(tree: InTree<'a>, cell: Cell<'a>, shown: Option<i128>) -> Result<Option<Note>, Refusal> {
    let Some(summed) = shown.and_then(|units| i64::try_from(units).ok()) else { return Ok(None) };
    let resolver = tree.resolver;
    let found = match tree.derived(cell) {
        Some(_) => Some(tree.shown(cell)?).filter(Found::is_complete),
        None => resolver.reported(cell).map(|found| resolver.shown(cell, found)),
    };
    if found.as_ref().is_some_and(|found| found.status == Status::Suppressed) {
        return Ok(None);
    }
    Ok(match found.and_then(|found| found.units) {
        None => Some(Note::TotalNotReported { cell: cell.to_string() }),
        Some(reported) => (reported != summed).then(|| Note::PartsDiffer {
            cell: cell.to_string(),
            reported: cell.amount(reported),
            summed: cell.amount(summed),
        }),
    })
}
