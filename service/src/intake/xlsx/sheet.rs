//! A sheet's cells, row by row. Nothing is kept of rows and columns that hold nothing, however far apart the others are.

use std::io::Read;
use std::ops::Range;

use super::look::Look;
use super::number::{Decimal, decimal, percent};
use super::package::{Budget, Package};
use super::xml::{Event, Tag, Xml};
use crate::domain::Date;
use crate::intake::cell_name::place;
use crate::intake::header::Fields;
use crate::intake::refusal::{Measure, Refusal, Why};
use crate::intake::row::tidy;

/// Cells that hold something, in one row; and the bytes of their texts.
const MOST_CELLS: usize = 1_000;
const MOST_ROW_TEXT: usize = 200_000;

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Number,
    /// A number of more digits than are exact.
    Inexact,
    /// A day that is shown without its day of the month.
    Month,
}

/// The cells of one row that hold something.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    /// From 1.
    pub number: u32,
    cells: Vec<Filled>,
    text: String,
}

#[derive(Clone, Debug)]
struct Filled {
    column: u32,
    kind: Kind,
    text: Range<usize>,
}

impl Line {
    /// A cell's text and kind; empty where nothing stands.
    pub fn cell(&self, column: u32) -> (&str, Kind) {
        let found = self.cells.binary_search_by_key(&column, |cell| cell.column);
        found.map_or(("", Kind::Text), |at| (&self.text[self.cells[at].text.clone()], self.cells[at].kind))
    }

    /// Puts a text where nothing stands, and tells whether it did.
    pub fn fill(&mut self, column: u32, text: &str, kind: Kind) -> bool {
        let Err(at) = self.cells.binary_search_by_key(&column, |cell| cell.column) else { return false };
        let start = self.text.len();
        self.text.push_str(text);
        self.cells.insert(at, Filled { column, kind, text: start..self.text.len() });
        true
    }

    fn clear(&mut self, number: u32) {
        self.number = number;
        self.cells.clear();
        self.text.clear();
    }
}

impl Fields for Line {
    fn width(&self) -> usize {
        self.cells.last().map_or(0, |last| last.column as usize + 1)
    }

    fn field(&self, at: usize) -> &str {
        u32::try_from(at).map_or("", |column| self.cell(column).0)
    }

    fn filled(&self) -> impl Iterator<Item = (usize, &str)> {
        self.cells.iter().map(|cell| (cell.column as usize, &self.text[cell.text.clone()]))
    }
}

/// Reads the rows of a sheet in their order.
pub(super) struct Lines<'p, R> {
    package: &'p Package<'p>,
    part: &'p str,
    xml: Xml<'p, R>,
    budget: &'p Budget,
    line: Line,
}

impl<'p, R: Read> Lines<'p, R> {
    pub fn new(package: &'p Package<'p>, part: &'p str, xml: Xml<'p, R>, budget: &'p Budget) -> Self {
        Self { package, part, xml, budget, line: Line::default() }
    }

    /// The next row that holds anything; `None` behind the last.
    pub fn next_line(&mut self) -> Result<Option<&mut Line>, Refusal> {
        loop {
            match self.xml.token()?.kind {
                Event::Start(tag) if tag.name == "row" => {
                    let number = match tag.get("r") {
                        Some(number) => number.parse().ok().filter(|number| *number > self.line.number),
                        None => Some(self.line.number + 1),
                    };
                    let number = number.filter(|number| *number <= 1_048_576);
                    self.line.clear(number.ok_or_else(|| Why::Malformed.within(self.part))?);
                    self.row()?;
                    if !self.line.cells.is_empty() {
                        return Ok(Some(&mut self.line));
                    }
                }
                Event::Done => return Ok(None),
                _ => {}
            }
        }
    }

    fn row(&mut self) -> Result<(), Refusal> {
        let mut next = 0;
        loop {
            match self.xml.token()?.kind {
                Event::Start(tag) if tag.name == "c" => {
                    let head = Head::read(tag, next)
                        .filter(|head| head.row.is_none_or(|row| row == self.line.number));
                    let head = head.ok_or_else(|| Why::Malformed.within(self.part))?;
                    next = head.column + 1;
                    self.cell(&head)?;
                }
                Event::Start(_) => self.xml.skip()?,
                Event::End("row") => return Ok(()),
                _ => {}
            }
        }
    }

    fn cell(&mut self, head: &Head) -> Result<(), Refusal> {
        let (mut value, mut formula, mut within) = (String::new(), false, "");
        loop {
            match self.xml.token()?.kind {
                Event::Start(tag) => match tag.name {
                    "v" | "t" => within = "value",
                    "f" => {
                        formula = true;
                        self.xml.skip()?;
                    }
                    "is" | "r" => {}
                    // How a text is to be pronounced, how its letters look.
                    _ => self.xml.skip()?,
                },
                Event::End("c") => break,
                Event::End(_) => within = "",
                Event::Text(text) if !within.is_empty() => {
                    value.push_str(&text.read().unwrap_or_default());
                    if value.len() > MOST_ROW_TEXT {
                        return Err(Why::TooMuch(Measure::Text, MOST_ROW_TEXT as u64).within(self.part));
                    }
                }
                _ => {}
            }
        }
        let malformed = || Why::Malformed.within(self.part);
        if value.is_empty() && !formula {
            return Ok(());
        }
        self.budget.text(value.len(), self.part)?;
        let (text, kind) = match head.holds {
            Holds::Shared => {
                let text = value.trim().parse().ok().and_then(|at| self.package.strings.get(at));
                let text = text.ok_or_else(malformed)?;
                // Before it is tidied: nothing may be left of it.
                self.budget.text(text.len(), self.part)?;
                (text.to_owned(), Kind::Text)
            }
            Holds::Text | Holds::Error => (value, Kind::Text),
            Holds::Truth => (if value == "1" { "TRUE" } else { "FALSE" }.to_owned(), Kind::Text),
            // A formula that nothing has worked out yet.
            Holds::Number if value.is_empty() => ("=…".to_owned(), Kind::Text),
            Holds::Number => self.number(value.trim(), head.format).ok_or_else(malformed)?,
        };
        let text = tidy(&text);
        if text.is_empty() {
            return Ok(());
        }
        let line = &mut self.line;
        let start = line.text.len();
        line.text.push_str(&text);
        line.cells.push(Filled { column: head.column, kind, text: start..line.text.len() });
        if line.text.len() > MOST_ROW_TEXT {
            return Err(Why::TooMuch(Measure::Text, MOST_ROW_TEXT as u64).within(self.part));
        }
        if line.cells.len() > MOST_CELLS {
            return Err(Why::TooMuch(Measure::Cells, MOST_CELLS as u64).within(self.part));
        }
        Ok(())
    }

    fn number(&self, value: &str, format: usize) -> Option<(String, Kind)> {
        let (text, kind) = match decimal(value)? {
            Decimal::Exact(text) => (text, Kind::Number),
            Decimal::Inexact(text) => (text, Kind::Inexact),
        };
        let look = self.package.looks.get(format).copied().unwrap_or_default();
        Some(match look {
            Look::Number => (text, kind),
            Look::Percent => (percent(&text), kind),
            Look::Day | Look::Month => match day(&text, self.package.from_1904) {
                Some(day) if look == Look::Month => (day.to_string(), Kind::Month),
                Some(day) => (day.to_string(), Kind::Text),
                None => (text, kind),
            },
        })
    }
}

/// What a cell says of itself before its content.
struct Head {
    row: Option<u32>,
    column: u32,
    holds: Holds,
    format: usize,
}

enum Holds {
    Number,
    Shared,
    Text,
    Truth,
    Error,
}

impl Head {
    /// Cells stand from left to right; one that does not say where stands beside the last.
    fn read(tag: Tag<'_>, next: u32) -> Option<Self> {
        let (row, column) = match tag.get("r") {
            Some(at) => place(&at).map(|(row, column)| (Some(row), column))?,
            None => (None, next),
        };
        let holds = match tag.get("t").as_deref() {
            None | Some("n") => Holds::Number,
            Some("s") => Holds::Shared,
            Some("str" | "inlineStr" | "d") => Holds::Text,
            Some("b") => Holds::Truth,
            Some("e") => Holds::Error,
            Some(_) => return None,
        };
        let format = match tag.get("s") {
            Some(format) => format.parse().ok()?,
            None => 0,
        };
        (column >= next && column < 16_384).then_some(Self { row, column, holds, format })
    }
}

/// The day that a whole number counts. Excel's calendar has a 29 February 1900, which nobody can mean.
fn day(number: &str, from_1904: bool) -> Option<Date> {
    let count: i32 = number.parse().ok()?;
    let count = match (from_1904, count) {
        (true, 0..) | (false, 61..) => count,
        (false, 1..=59) => count + 1,
        _ => return None,
    };
    let first = if from_1904 { Date::new(1904, 1, 1) } else { Date::new(1899, 12, 30) };
    first.ok()?.checked_add(jiff::Span::new().try_days(count).ok()?).ok()
}
