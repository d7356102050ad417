//! (Cube, Query) → Report: kinds, tree, time, coverage, vintages, disclosure control. Pure: no I/O, no clock, no format.

mod cell;
mod change;
mod disclosure;
mod expand;
mod flows;
mod kept;
mod lately;
mod leaves;
mod notes;
pub mod parts;
mod plain;
pub mod profile;
mod report;
mod resolve;
mod row;
mod succession;
mod sum;
#[cfg(test)]
mod tests;
mod torn;
pub mod vintages;
mod weight;

pub use expand::MOST_CELLS;
pub use report::{Change, Coverage, Note, RateSource, Receipt, Refusal, Report, Restated, Row, Rule};

use std::cell::RefCell;
use std::collections::HashSet;

use crate::cube::{Cube, Vintage};
use crate::domain::{Breakdown, Date, Query};
use cell::Cell;
use leaves::Broods;
use plain::Plain;
use resolve::Resolver;
use succession::{Branches, InTree};

/// Answers a query from a snapshot, as it was known on `query.known_on` or else `today`: never later than today, for what
/// will be published is not known yet.
///
/// # Errors
/// [`Refusal`] when the question names something unknown or cannot be answered truly.
pub fn answer(cube: &Cube, query: &Query, today: Date) -> Result<Report, Refusal> {
    answer_by(cube, query, today, true)
}

/// The same; `cuts` says whether short ways may be taken to it, which is only ever denied to see that they lead there.
fn answer_by(cube: &Cube, query: &Query, today: Date, cuts: bool) -> Result<Report, Refusal> {
    let catalogue = cube.catalogue();
    let known_on = query.known_on.map_or(today, |day| day.min(today));
    let broods = Broods::default();
    let resolver =
        Resolver { cube, vintage: Vintage { known_on, as_of: query.as_of }, cuts, broods: &broods };
    let (branches, lately) = (Branches::default(), RefCell::default());
    let day = query.tree.day(known_on);
    let tree = InTree { resolver, day, branches: &branches, lately: &lately, reckoning: query.reckoning };
    let indicators = expand::indicators(catalogue, query)?;
    let organizations = expand::organizations(catalogue, query, tree.day, MOST_CELLS)?;
    let breakdowns = indicators
        .iter()
        .map(|indicator| expand::breakdowns(cube, indicator, query))
        .collect::<Result<Vec<_>, _>>()?;
    let (cells, members) = (
        organizations.iter().map(|(_, periods)| periods.len()).sum::<usize>(),
        breakdowns.iter().map(Vec::len).sum::<usize>(),
    );
    expand::few(cells.saturating_mul(members), MOST_CELLS)?;
    let has_wildcard = expand::wildcards(query).next().is_some();
    let (mut rows, mut notes, mut trees) = (Vec::new(), Vec::new(), Vec::new());
    for (indicator, breakdowns) in indicators.iter().copied().zip(&breakdowns) {
        let mut parts = Vec::new();
        let mut plain = Plain::new(tree, indicator, query).filter(|_| !has_wildcard);
        for (organization, periods) in &organizations {
            let lone = Plain::each(plain.as_ref(), organization, breakdowns);
            for &period in periods {
                for (breakdown, lone) in breakdowns.iter().zip(&lone) {
                    if let Some((row, note)) = Plain::find(plain.as_mut(), *lone, period) {
                        rows.push(row);
                        notes.extend(note);
                        continue;
                    }
                    let cell = Cell::new(cube, indicator, organization, period, breakdown);
                    let found = kept::findings(tree, cell, query.explain)?;
                    if has_wildcard {
                        parts.push((cell, found));
                        continue;
                    }
                    rows.push(row::row(tree, cell, &found, query));
                    notes.extend_from_slice(found.notes(resolver, cell)?);
                    trees.push(notes::Moves::of(&found));
                }
            }
        }
        // A member that none of the cells has is another organization's or another year's: not asked for by `*`.
        if has_wildcard {
            let there = parts.iter().filter(|(_, found)| found.is_there());
            let used: HashSet<&Breakdown> = there.map(|(cell, _)| cell.breakdown).collect();
            parts.retain(|(cell, _)| used.contains(cell.breakdown));
        }
        for (cell, found) in &parts {
            rows.push(row::row(tree, *cell, found, query));
            notes.extend_from_slice(found.notes(resolver, *cell)?);
        }
        notes.extend(notes::of_parts(tree, &parts, query)?);
        trees.extend(parts.iter().map(|(_, found)| notes::Moves::of(found)));
    }
    notes.splice(
        0..0,
        notes::of_trees(tree.day, &trees).into_iter().chain(notes::of_reckoning(tree, &indicators)),
    );
    Ok(Report {
        catalogue: catalogue.clone(),
        query: query.clone(),
        revision: cube.revision(),
        known_on,
        rows,
        notes,
    })
}
