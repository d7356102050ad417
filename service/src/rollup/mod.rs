//! (Cube, Query) → Report: kinds, tree, time, coverage, vintages, disclosure control. Pure: no I/O, no clock, no format.

mod apart;
mod cell;
mod change;
mod disclosure;
mod ended;
mod expand;
mod flows;
mod founded;
mod gaps;
mod kept;
mod lately;
mod leaves;
mod moved;
mod notes;
mod owed;
pub mod parts;
mod plain;
pub mod profile;
mod receipts;
mod report;
mod resolve;
mod resting;
mod row;
mod sections;
mod succession;
mod sum;
#[cfg(test)]
mod tests;
mod to_date;
mod torn;
pub mod vintages;
mod weight;
mod whole;

pub use expand::MOST_CELLS;
pub use report::{Change, Coverage, Hole, Note, RateSource, Receipt, Refusal, Report, Restated, Row, Rule};

use crate::cube::{Cube, Vintage};
use crate::domain::{Date, Query};
use sections::{Question, Section};

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
    let vintage = Vintage { known_on, as_of: query.as_of };
    let day = query.tree.day(known_on);
    let indicators = expand::indicators(catalogue, query)?;
    let organizations = expand::organizations(catalogue, query, day, MOST_CELLS)?;
    let breakdowns = indicators
        .iter()
        .map(|indicator| expand::breakdowns(cube, indicator, query))
        .collect::<Result<Vec<_>, _>>()?;
    let (cells, members) = (
        organizations.iter().map(|(_, periods)| periods.len()).sum::<usize>(),
        breakdowns.iter().map(Vec::len).sum::<usize>(),
    );
    expand::few(cells.saturating_mul(members), MOST_CELLS)?;
    let question = Question { cube, query, vintage, cuts, organizations: &organizations };
    let asked = indicators.iter().copied().zip(breakdowns.iter().map(Vec::as_slice)).collect();
    let Section { mut rows, mut notes, mut trees } = Section::default();
    for section in question.answer(asked)? {
        rows.extend(section.rows);
        notes.extend(section.notes);
        trees.extend(section.trees);
    }
    let reckoned = notes::of_reckoning(query.reckoning, &indicators);
    notes.splice(0..0, notes::of_trees(day, &trees).into_iter().chain(reckoned));
    Ok(Report {
        catalogue: catalogue.clone(),
        query: query.clone(),
        revision: cube.revision(),
        known_on,
        rows,
        notes,
    })
}
