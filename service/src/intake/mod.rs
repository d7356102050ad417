//! Bytes into figures or a catalogue, or every problem at once.

pub mod catalogue;
mod cell_name;
mod check;
mod closing;
mod csv;
pub mod demo;
pub mod difference;
mod encoding;
mod fault;
mod header;
mod history;
mod json;
mod numbers;
mod place;
pub mod problem;
mod refusal;
mod row;
mod rules;
pub mod sample;
mod series;
mod terms;
#[cfg(test)]
mod tests;
mod words;
mod xlsx;

pub use fault::Fault;
pub use history::{History, Wants};
pub use problem::Problem;
pub use refusal::{Measure as Excess, Refusal, Why};
pub use terms::{Handling, Rules, TooLarge};
pub use xlsx::marked;

use crate::domain::{Figure, Invalid, Justification};
use check::{COLUMNS, Check, Checked};
use difference::Differences;
use std::collections::HashMap;

use problem::{Counted, Lang, Problems};
use rules::{Filed, Judged, judge};
use xlsx::Places;

/// The form that the bytes of a filing have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated, with a header.
    Csv,
    /// A list of objects, or `{"figures": […]}`.
    Json,
    /// A workbook.
    Xlsx,
}

impl Format {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Csv, Self::Json, Self::Xlsx];

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::Json => "application/json",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// Why a filing is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rejected {
    /// Every problem.
    Faulty(Vec<Problem>),
    /// Over a limit.
    TooLarge(TooLarge),
}

/// A filing that was read: it is kept when it has no problems and is not refused.
#[derive(Debug)]
pub struct Reading {
    /// The good rows.
    pub figures: Vec<Figure>,
    /// What is wrong with the others; then not one figure is kept.
    pub problems: Vec<Problem>,
    /// What the rules between figures found.
    pub findings: Vec<Problem>,
    /// Whether any of these refuses the filing.
    pub refused: bool,
    /// Reasons that came with it.
    pub justifications: Vec<Justification>,
    /// What it would change.
    pub differences: Differences,
    /// How its numbers are written, where any of them shows it.
    pub numbers: Option<Lang>,
}

impl Reading {
    /// Problems and findings, line by line.
    #[must_use]
    pub fn everything(self) -> Vec<Problem> {
        let mut all = self.problems;
        all.extend(self.findings);
        // What tells how many more there are has no line, and stays last.
        let sheet = |one: &Problem| one.spot.as_ref().map_or(0, |spot| spot.at);
        all.sort_by_key(|one| (matches!(one.fault, Fault::More(_)), sheet(one), one.line));
        all
    }
}

/// Reads a filing, checks each row, and holds the good ones against each other and against what is known.
///
/// # Errors
/// When it is over a limit.
pub fn read(bytes: &[u8], format: Format, rules: Rules<'_>) -> Result<Reading, TooLarge> {
    let mut check = Check::new(rules);
    let mut problems = Problems::default();
    let each = |row: &row::Row<'_>, problems: &mut Problems| check.row(row, problems);
    let mut places = Places::default();
    match format {
        Format::Csv => csv::rows(bytes, COLUMNS, rules.most_rows, &mut problems, each)?,
        Format::Json => json::rows(bytes, COLUMNS, rules.most_rows, &mut problems, each)?,
        Format::Xlsx => places = xlsx::rows(bytes, COLUMNS, rules.most_rows, &mut problems, each)?,
    }
    let Checked { mut figures, lines, notes, texts, closed, numbers, counted, mut problems } =
        check.finish(problems);
    closing::reopen(&mut figures, &closed, rules.catalogue, rules.history);
    let filed = Filed { figures: &figures, lines: &lines, notes: &notes, texts: &texts };
    let mut found = Problems::default();
    found.counted = counted;
    let Judged { mut findings, refused, justifications, differences } = judge(filed, rules, found);
    problems.iter_mut().chain(&mut findings).for_each(|problem| places.locate(problem));
    Ok(Reading { figures, problems, findings, refused, justifications, differences, numbers })
}

/// Holds figures that are kept already against each other and against what is known: what the rules find, where each finding
/// names the place of its figure from 1, and what the figures would change.
#[must_use]
pub fn judged(figures: &[Figure], rules: Rules<'_>) -> (Vec<Problem>, Differences) {
    let lines: Vec<usize> = (1..=figures.len()).collect();
    let (notes, texts) = (HashMap::new(), HashMap::new());
    let filed = Filed { figures, lines: &lines, notes: &notes, texts: &texts };
    let mut found = Problems::default();
    found.counted = Counted::Items;
    let Judged { findings, differences, .. } = judge(filed, rules, found);
    (findings, differences)
}

/// Reads and checks the figures of a filing, row by row only: what others published is not held against them.
///
/// # Errors
/// Every problem at once, at most [`problem::MOST_PROBLEMS`] of them; or the limit that was passed.
pub fn figures(bytes: &[u8], format: Format, rules: Rules<'_>) -> Result<Vec<Figure>, Rejected> {
    let reading = read(bytes, format, rules).map_err(Rejected::TooLarge)?;
    if reading.problems.is_empty() { Ok(reading.figures) } else { Err(Rejected::Faulty(reading.problems)) }
}

/// Reads a reason that is given for a whole filing.
///
/// # Errors
/// [`Invalid`] when it is too long.
pub fn justification(text: &str) -> Result<String, Invalid> {
    check::note(&row::tidy(text))
}
