//! How much of the year before the organizations had that have reported: nine of ten may be half of the city.

use super::cell::{Cell, Found};
use super::flows::reporters;
use super::succession::InTree;
use super::{Refusal, Rule};
use crate::cube::Cube;
use crate::domain::{Amount, Kind, Organization, OrganizationCode, Period, Status};

/// None, and all.
const NOTHING: Amount = Amount { units: 0, decimals: 1 };
pub(super) const WHOLE: Amount = Amount { units: 1_000, decimals: 1 };

/// The share, in percent, that those who reported had of what all who should have reported had the year before, each in the
/// terms of its own last day. `None` where that cannot be told: one that is missing had not reported then either, or it may
/// not be shown.
pub(super) fn weight<'a>(tree: InTree<'a>, cell: Cell<'a>, found: &Found) -> Result<Option<Amount>, Refusal> {
    if found.missing.is_empty() {
        return Ok((found.reported > 0).then_some(WHOLE));
    }
    if found.reported == 0 {
        return Ok(Some(NOTHING));
    }
    let Some(then) = cell.period.year_before() else { return Ok(None) };
    if found.units.is_none() || matches!(cell.indicator.kind, Kind::Index | Kind::Rank) {
        return Ok(None);
    }
    let cube = tree.resolver.cube;
    if let Some(before) = whole_before(tree, cell, then, found) {
        return of_whole(tree, cell, found, (then, &before));
    }
    let (mut reported, mut all) = (0_i64, 0_i64);
    // Those first of whom it is most often not known.
    for code in found.missing.iter().chain(reporters(cube, found)) {
        let Some(code) = cube.catalogue().organization(code).map(|one| &one.code) else { continue };
        let (cell, is_missing) = (cell.below(cube, code), found.missing.binary_search(code).is_ok());
        let before = InTree { day: None, ..tree }.of_last_day(cell).shown(cell.of_period(then))?;
        if before.status == Status::Suppressed || is_missing && !before.is_whole_so_far(cube) {
            return Ok(None);
        }
        // Who did not report then had no part in what was known.
        let units = before.units.unwrap_or(0);
        let Some(sum) = all.checked_add(units).filter(|_| units >= 0) else { return Ok(None) };
        all = sum;
        reported += if is_missing { 0 } else { units };
    }
    Ok(cell.amount(reported).percent_of(cell.amount(all)))
}

/// What all of them together had the year before, where that is certain to be what each of them had by itself: they are the
/// children of both years, nobody came, went or moved, and nothing was below zero.
fn whole_before<'a>(tree: InTree<'a>, cell: Cell<'a>, then: Period, found: &Found) -> Option<Found> {
    let resolver = tree.resolver;
    let cube = resolver.cube;
    let catalogue = cube.catalogue();
    let opens = resolver.opens(cell.of_period(then));
    if !resolver.cuts
        || tree.day.is_some()
        || cell.indicator.sensitive
        || tree.derived(cell).is_some()
        || !matches!(cell.indicator.kind, Kind::Flow | Kind::Stock)
        || catalogue.has_changed(opens, resolver.last_day(cell.period))
    {
        return None;
    }
    let is_whole = found.of_leaves && !catalogue.has_changed(opens, cell.period.end());
    if !is_whole && !are_all(cube, &resolver.children(cell.of_period(then)), found) {
        return None;
    }
    let before = tree.shown(cell.of_period(then)).ok()?;
    let is_plain = before.rule == Rule::SumOfChildren
        && before.units.is_some()
        && before.less.is_empty()
        && before.rows.iter().all(|at| cube.value(*at).is_none_or(|units| units >= 0));
    is_plain.then_some(before)
}

/// Whether these have nobody below them and are all who are missing of a number and all who are not.
fn are_all(cube: &Cube, children: &[&Organization], found: &Found) -> bool {
    let (missing, reporters) = (&found.missing, reporters(cube, found));
    let is_there = |code: &OrganizationCode| {
        missing.binary_search(code).is_ok() || reporters.binary_search(&code).is_ok()
    };
    children.len() == missing.len() + reporters.len()
        && children.iter().all(|one| cube.catalogue().is_leaf(&one.code) && is_there(&one.code))
}

/// The share where `before` is what all of them had: only those with a hole now or then are looked at by themselves.
fn of_whole<'a>(
    tree: InTree<'a>,
    cell: Cell<'a>,
    found: &Found,
    (then, before): (Period, &Found),
) -> Result<Option<Amount>, Refusal> {
    let cube = tree.resolver.cube;
    let all = before.units.unwrap_or(0);
    let mut reported = all;
    for code in found.missing.iter().chain(&before.missing) {
        let Some(code) = cube.catalogue().organization(code).map(|one| &one.code) else { continue };
        let (part, is_missing) = (cell.below(cube, code), found.missing.binary_search(code).is_ok());
        if is_missing && before.missing.binary_search(code).is_ok() {
            return Ok(None);
        }
        let own = tree.of_last_day(part).shown(part.of_period(then))?;
        if own.status == Status::Suppressed || is_missing && !own.is_whole_so_far(cube) {
            return Ok(None);
        }
        reported -= if is_missing { own.units.unwrap_or(0) } else { 0 };
    }
    Ok(cell.amount(reported).percent_of(cell.amount(all)))
}
