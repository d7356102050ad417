//! How much of the year before the organizations had that have reported: nine of ten may be half of the city.

use super::Refusal;
use super::cell::{Cell, Found};
use super::flows::reporters;
use super::succession::InTree;
use crate::domain::{Amount, Kind, Status};

/// None, and all.
const NOTHING: Amount = Amount { units: 0, decimals: 1 };
const WHOLE: Amount = Amount { units: 1_000, decimals: 1 };

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
    let reporters = reporters(cube, found);
    let (mut reported, mut all) = (0_i64, 0_i64);
    // Those first of whom it is most often not known.
    for code in found.missing.iter().chain(reporters) {
        let Some(code) = cube.catalogue().organization(code).map(|one| &one.code) else { continue };
        let (cell, is_missing) = (cell.below(cube, code), found.missing.binary_search(code).is_ok());
        let before = tree.of_last_day(cell).shown(cell.of_period(then))?;
        if before.status == Status::Suppressed || is_missing && !before.is_complete() {
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
