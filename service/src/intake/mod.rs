//! Bytes into figures or a catalogue, or every problem at once.

pub mod catalogue;
mod check;
mod csv;
pub mod demo;
mod encoding;
mod fault;
mod json;
mod numbers;
pub mod problem;
mod row;
#[cfg(test)]
mod tests;
mod words;

pub use fault::Fault;
pub use problem::Problem;

use crate::domain::{Catalogue, Date, Figure, OrganizationCode};
use check::{COLUMNS, Check};
use problem::{Lang, Problems};

/// The form that the bytes of a filing have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated, with a header.
    Csv,
    /// A list of objects, or `{"figures": […]}`.
    Json,
}

impl Format {
    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::Json => "application/json",
        }
    }
}

/// More than a filing may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TooLarge {
    /// This many bytes are the most.
    Bytes(usize),
    /// This many rows are the most.
    Rows(usize),
}

/// Why a filing is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rejected {
    /// Every problem.
    Faulty(Vec<Problem>),
    /// Over a limit.
    TooLarge(TooLarge),
}

/// What a filing is checked against.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// The codes that can be filed.
    pub catalogue: &'a Catalogue,
    /// The only organization that may be filed for, with those below it; `None` is all.
    pub within: Option<&'a OrganizationCode>,
    /// The most rows it may have.
    pub most_rows: usize,
    /// The day it is filed: no data end later.
    pub today: Date,
    /// How its numbers are said to be written; `None` where they show it themselves.
    pub numbers: Option<Lang>,
}

/// Reads and checks the figures of a filing.
///
/// # Errors
/// Every problem at once, at most [`problem::MOST_PROBLEMS`] of them; or the limit that was passed.
pub fn figures(bytes: &[u8], format: Format, rules: Rules<'_>) -> Result<Vec<Figure>, Rejected> {
    let mut check = Check::new(rules);
    let mut problems = Problems::default();
    let each = |row: &row::Row<'_>, problems: &mut Problems| check.row(row, problems);
    match format {
        Format::Csv => csv::rows(bytes, COLUMNS, rules.most_rows, &mut problems, each),
        Format::Json => json::rows(bytes, COLUMNS, rules.most_rows, &mut problems, each),
    }
    .map_err(Rejected::TooLarge)?;
    check.finish(problems).map_err(Rejected::Faulty)
}
