//! Workbooks into rows. The file is walked through under caps before anything of it is believed; then its sheets are read
//! row by row. Formulas are not worked out: what they last came to stands beside them in the file.

mod entities;
mod look;
mod marked;
mod namespaces;
mod notes;
mod number;
mod pack;
mod package;
mod painted;
mod sheet;
mod summary;
mod xml;
mod zip;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Read;
use std::sync::Arc;

pub use marked::marked;
use package::{Budget, Package, Sheet};

use sheet::{Kind, Line, Lines};

use super::cell_name::{column_at, letters};
use super::fault::Fault;
use super::header::{Fields, Header, MOST_ABOVE, MOST_BELOW};
use super::problem::{Counted, Problem, Problems, Spot};
use super::refusal::Refusal;
use super::row::{Columns, Row, Written};
use super::terms::TooLarge;

/// A sheet that names fewer of the columns is none of figures.
const FEWEST_NAMED: usize = 2;

/// Where the tables of a workbook stand, so that a problem with a line of them all can be told by its cell.
#[derive(Debug, Default)]
pub(super) struct Places {
    tables: Vec<Table>,
}

#[derive(Debug)]
struct Table {
    /// The sheet's place among all, and its name.
    at: usize,
    sheet: Arc<str>,
    /// The last line of the tables before it.
    base: usize,
    /// The header's names and where they stand.
    names: Vec<(String, u32)>,
}

/// Reads every sheet that names columns of figures, row by row. The lines of each follow those of the one before.
///
/// # Errors
/// When they have more rows than `most`; other faults go to `problems`.
pub(super) fn rows(
    bytes: &[u8],
    columns: Columns,
    most: usize,
    problems: &mut Problems,
    each: impl FnMut(&Row<'_>, &mut Problems),
) -> Result<Places, TooLarge> {
    problems.counted = Counted::Rows;
    let mut reader = Reader { columns, most, each, rows: 0, places: Places::default(), base: 0 };
    match reader.read(bytes, problems) {
        Ok(()) => {
            if reader.places.tables.is_empty() && problems.is_empty() {
                problems.whole(0, "", Fault::NoTable);
            }
        }
        Err(Stopped::Refused(refusal)) => {
            // What was found so far says nothing of a file that is not to be believed.
            *problems = Problems::default();
            problems.counted = Counted::Rows;
            problems.whole(0, "", Fault::Workbook(refusal));
        }
        Err(Stopped::TooLarge(limit)) => return Err(limit),
    }
    Ok(reader.places)
}

enum Stopped {
    Refused(Refusal),
    TooLarge(TooLarge),
}

impl From<Refusal> for Stopped {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

struct Reader<F> {
    columns: Columns,
    most: usize,
    each: F,
    rows: usize,
    places: Places,
    base: usize,
}

impl<F: FnMut(&Row<'_>, &mut Problems)> Reader<F> {
    fn read(&mut self, bytes: &[u8], problems: &mut Problems) -> Result<(), Stopped> {
        let package = Package::open(bytes)?;
        let budget = Budget::new();
        for (at, sheet) in package.sheets.iter().enumerate() {
            let xml = package.xml(&sheet.path, &budget)?;
            let lines = Lines::new(&package, &sheet.path, xml, &budget);
            self.sheet(at, sheet, lines, &budget, problems)?;
        }
        Ok(())
    }

    fn sheet<R: Read>(
        &mut self,
        at: usize,
        sheet: &Sheet,
        mut lines: Lines<'_, R>,
        budget: &Budget,
        problems: &mut Problems,
    ) -> Result<(), Stopped> {
        let mut first: Vec<Line> = Vec::new();
        while first.len() <= MOST_ABOVE
            && let Some(line) = lines.next_line()?
        {
            first.push(line.clone());
        }
        let Some(head) = self.head(&first) else { return Ok(()) };
        let names = first[head].filled().map(|(at, name)| (name.to_owned(), at as u32)).collect();
        self.places.tables.push(Table { at, sheet: sheet.name.as_str().into(), base: self.base, names });
        let line = self.base + first[head].number as usize;
        if sheet.hidden {
            // What nobody sees must not be filed without a word, nor left out without one.
            problems.whole(line, &sheet.name, Fault::HiddenSheet);
            self.base = line;
            return Ok(());
        }
        self.above(&first[..head], problems);
        let header = Header::read(&first[head], line, self.columns, problems);
        let value = header.at[self.columns.at("value")].and_then(|at| u32::try_from(at).ok());
        let named = header.at.iter().flatten().filter_map(|at| u32::try_from(*at).ok());
        let named = named.filter(|at| Some(*at) != value).collect();
        let mut merged = Merged { sheet, named, open: BTreeMap::new() };
        let mut remarks: Vec<Line> = Vec::new();
        let mut waiting = first.split_off(head + 1).into_iter();
        let (mut told, mut last) = (0, first[head].number);
        loop {
            let mut line = match waiting.next() {
                Some(line) => line,
                None => match lines.next_line()? {
                    Some(line) => line.clone(),
                    None => break,
                },
            };
            last = line.number;
            merged.fill(&mut line, budget)?;
            if line.filled().eq(first[head].filled()) {
                continue;
            }
            self.rows += 1;
            if self.rows > self.most {
                return Err(Stopped::TooLarge(TooLarge::Rows(self.most)));
            }
            if remarks.len() < MOST_BELOW && line.is_remark() {
                remarks.push(line);
                continue;
            }
            for remark in remarks.drain(..).chain([line]) {
                self.tell(&header, &remark, problems);
                told += 1;
            }
        }
        if told == 0 {
            for remark in remarks {
                self.tell(&header, &remark, problems);
            }
        }
        self.base += last as usize;
        Ok(())
    }

    /// The first of the rows that name the most columns.
    fn head(&self, lines: &[Line]) -> Option<usize> {
        let named = |line: &Line| {
            let known = |column: &&&str| line.filled().any(|(_, name)| name == **column);
            self.columns.all.iter().filter(known).count()
        };
        let best = lines.iter().map(named).enumerate().rev().max_by_key(|(_, named)| *named)?;
        (best.1 >= FEWEST_NAMED).then_some(best.0)
    }

    /// A row of figures above the header would be lost without a word.
    fn above(&self, lines: &[Line], problems: &mut Problems) {
        let least = self.columns.all.len() - self.columns.optional.len();
        for line in lines {
            let is_number = |(_, text): (usize, &str)| text.starts_with(|c: char| c.is_ascii_digit());
            if line.filled().count() >= least && line.filled().any(is_number) {
                let texts: Vec<_> = line.filled().map(|(_, text)| text).collect();
                problems.whole(self.base + line.number as usize, &texts.join(" "), Fault::AboveHeader);
            }
        }
    }

    fn tell(&mut self, header: &Header, line: &Line, problems: &mut Problems) {
        let number = self.base + line.number as usize;
        for (at, text) in line.filled().filter(|(at, _)| *at >= header.width || header.unnamed.contains(at)) {
            problems.push(number, letters(at as u32), text, Fault::UnnamedColumn);
        }
        let mut row = header.row(line, number);
        let kind = |name| {
            let column = header.at[self.columns.at(name)].and_then(|at| u32::try_from(at).ok());
            column.map_or(Kind::Text, |column| line.cell(column).1)
        };
        row.value = match kind("value") {
            Kind::Number => Written::AsNumber,
            Kind::Inexact => Written::Inexactly,
            Kind::Text | Kind::Month => Written::AsText,
        };
        if kind("period") == Kind::Month
            && let Some(Some(Cow::Borrowed(day))) = row.texts.get_mut(self.columns.at("period"))
        {
            *day = day.get(..7).unwrap_or(day);
        }
        (self.each)(&row, problems);
    }
}

/// Cells that were merged down: each row has what stands in the first, but for values, which count once.
struct Merged<'s> {
    sheet: &'s Sheet,
    /// The columns that are filled.
    named: Vec<u32>,
    open: BTreeMap<u32, (u32, String, Kind)>,
}

impl Merged<'_> {
    fn fill(&mut self, line: &mut Line, budget: &Budget) -> Result<(), Refusal> {
        if self.sheet.merged.is_empty() {
            return Ok(());
        }
        self.open.retain(|_, (last, ..)| *last >= line.number);
        for (column, (_, text, kind)) in &self.open {
            if line.fill(*column, text, *kind) {
                budget.text(text.len(), &self.sheet.path)?;
            }
        }
        for column in &self.named {
            let (text, kind) = line.cell(*column);
            let last = self.sheet.merged.get(&(line.number, *column));
            if let Some(last) = last.filter(|last| **last > line.number && !text.is_empty()) {
                self.open.insert(*column, (*last, text.to_owned(), kind));
            }
        }
        Ok(())
    }
}

impl Places {
    /// Tells where in its sheet a problem with a line of all tables is.
    pub fn locate(&self, problem: &mut Problem) {
        problem.fault.relocate(|at| {
            if let Some(table) = self.table(at.line) {
                at.line -= table.base;
                // Where there is one table only, nobody asks which.
                at.sheet = (self.tables.len() > 1).then(|| table.sheet.clone());
            }
        });
        let Some(table) = self.table(problem.line) else { return };
        problem.line -= table.base;
        let column = problem.column.as_deref().and_then(|name| {
            let named = table.names.iter().find(|(found, _)| found == name).map(|(_, at)| *at);
            named.or_else(|| column_at(name))
        });
        let first = table.names.first().map_or(0, |(_, at)| *at);
        let column = column.unwrap_or(first);
        let row = u32::try_from(problem.line).unwrap_or_default();
        problem.spot = Some(Spot { at: table.at, sheet: table.sheet.clone(), row, column });
    }

    fn table(&self, line: usize) -> Option<&Table> {
        let after = self.tables.partition_point(|table| table.base < line);
        self.tables.get(after.checked_sub(1)?)
    }
}
