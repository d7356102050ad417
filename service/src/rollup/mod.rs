//! (Cube, Query) → Report: kinds, tree, time, coverage, vintages. Pure: no I/O, no clock, no format.

mod report;

pub use report::{Change, Coverage, Note, RateSource, Receipt, Refusal, Report, Row, Rule};

use crate::cube::Cube;
use crate::domain::{Date, Query};

/// Answers a query from a snapshot, as it was known on `query.known_on` or else `today`.
///
/// # Errors
/// [`Refusal`] when the question names something unknown or cannot be answered truly.
pub fn answer(cube: &Cube, query: &Query, today: Date) -> Result<Report, Refusal> {
    Ok(Report {
        catalogue: cube.catalogue().clone(),
        query: query.clone(),
        revision: cube.revision(),
        known_on: query.known_on.unwrap_or(today),
        rows: Vec::new(),
        notes: Vec::new(),
    })
}
