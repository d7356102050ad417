//! A folder of CSV tables into a catalogue, or every problem at once.

mod charts;
mod forms;
mod in_use;
mod indicators;
mod organizations;
mod showing;
mod slugs;
mod sources;
mod successions;

pub use charts::chart;
pub use in_use::still_serves;

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::Path;

use super::csv;
use super::fault::Fault;
use super::problem::{At, Problem, Problems};
use super::row::{Columns, Row};
use crate::domain::{Catalogue, CatalogueParts, ChartSpec, Date, Names, Validity, day};

/// The names of the tables, in the order they are read.
pub const TABLES: [&str; 8] = [
    "indicators.csv",
    "organizations.csv",
    "successions.csv",
    "sources.csv",
    "breakdowns.csv",
    "charts.csv",
    "forms.csv",
    "form-items.csv",
];

/// A catalogue has many short rows; this only stops what is no catalogue at all.
const MOST_ROWS: usize = 200_000;

/// The bytes of the tables that are there.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    found: HashMap<&'static str, Cow<'static, [u8]>>,
}

impl Tables {
    /// The tables in a folder.
    ///
    /// # Errors
    /// A problem for each table that is there and cannot be read, or for a folder that is not.
    pub fn in_folder(folder: &Path) -> Result<Self, Vec<Problem>> {
        let mut tables = Self::default();
        if !folder.is_dir() {
            let mut problems = Problems::default();
            problems.whole(0, &folder.display().to_string(), Fault::NoFolder);
            return Err(problems.into_vec());
        }
        let mut problems = Vec::new();
        for name in TABLES {
            match std::fs::read(folder.join(name)) {
                Ok(bytes) => {
                    tables.found.insert(name, bytes.into());
                }
                Err(wrong) if wrong.kind() == ErrorKind::NotFound => {}
                Err(wrong) => {
                    let mut one = Problems::of(name);
                    one.whole(0, "", Fault::UnreadableFile(wrong.to_string()));
                    problems.extend(one.into_vec());
                }
            }
        }
        if problems.is_empty() { Ok(tables) } else { Err(problems) }
    }

    /// The bytes of a table, if it is there.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&[u8]> {
        self.found.get(name).map(AsRef::as_ref)
    }

    /// The same with this table.
    #[must_use]
    pub fn with(mut self, name: &'static str, bytes: impl Into<Cow<'static, [u8]>>) -> Self {
        self.found.insert(name, bytes.into());
        self
    }
}

/// Reads a catalogue. A table that is not there leaves its part as it was `before`; indicators, organizations
/// and sources must be there once.
///
/// # Errors
/// Every problem of every table at once.
pub fn catalogue(tables: &Tables, before: &Catalogue) -> Result<CatalogueParts, Vec<Problem>> {
    let mut parts = before.parts().clone();
    let mut told = Vec::new();
    let mut lines = HashMap::new();
    let mut table = Table { tables, told: &mut told };
    if let Some(read) = table.read("indicators.csv", !parts.indicators.is_empty(), indicators::read) {
        parts.indicators = read;
    }
    if let Some((read, at)) =
        table.read("organizations.csv", !parts.organizations.is_empty(), organizations::read)
    {
        (parts.organizations, lines) = (read, at);
    }
    let organizations = &parts.organizations;
    let mut events = HashMap::new();
    if let Some((read, at)) = table
        .read("successions.csv", true, |bytes, problems| successions::read(bytes, organizations, problems))
    {
        (parts.successions, events) = (read, at);
    }
    if let Some(read) = table.read("sources.csv", !parts.sources.is_empty(), sources::read) {
        parts.sources = read;
    }
    if let Some(read) = table.read("breakdowns.csv", true, indicators::read_members) {
        parts.members = read;
    }
    let indicators = &parts.indicators;
    if let Some(read) =
        table.read("charts.csv", true, |bytes, problems| charts::read(bytes, indicators, problems))
    {
        let is_named = |chart: &ChartSpec| read.iter().any(|one| one.slug == chart.slug);
        let kept: Vec<ChartSpec> =
            parts.charts.into_iter().filter(|chart| chart.studio && !is_named(chart)).collect();
        parts.charts = read;
        parts.charts.extend(kept);
    }
    table.forms(&mut parts);
    if told.is_empty() {
        // What only the whole can show: circles in the tree, charts whose indicators were dropped.
        let wrong = Catalogue::new(parts.clone()).err().unwrap_or_default();
        for invalid in wrong {
            let value = invalid.value.clone();
            let (file, line) = match (lines.get(&value), events.get(&value)) {
                (Some(line), _) => ("organizations.csv", *line),
                (None, Some(line)) => ("successions.csv", *line),
                // A table that was left as it was has no lines.
                (None, None) if invalid.code.starts_with("succession") => ("successions.csv", 0),
                (None, None) if invalid.code.starts_with("form") => ("form-items.csv", 0),
                (None, None) => ("charts.csv", 0),
            };
            let mut problems = Problems::of(file);
            problems.whole(line, &value, Fault::Invalid(invalid));
            told.extend(problems.into_vec());
        }
    }
    if told.is_empty() { Ok(parts) } else { Err(told) }
}

struct Table<'a> {
    tables: &'a Tables,
    told: &'a mut Vec<Problem>,
}

impl Table<'_> {
    /// What the table holds; `None` when it is not there.
    fn read<T>(
        &mut self,
        name: &'static str,
        optional: bool,
        read: impl FnOnce(&[u8], &mut Problems) -> T,
    ) -> Option<T> {
        let mut problems = Problems::of(name);
        let found = self.tables.get(name).map(|bytes| read(bytes, &mut problems));
        if found.is_none() && !optional {
            problems.whole(0, "", Fault::MissingFile);
        }
        self.told.extend(problems.into_vec());
        found
    }

    /// A form whose items are not told again keeps those it had.
    fn forms(&mut self, parts: &mut CatalogueParts) {
        if let Some(mut read) = self.read("forms.csv", true, forms::read) {
            for form in &mut read {
                let before = parts.forms.iter().find(|one| one.code == form.code);
                form.items = before.map(|one| one.items.clone()).unwrap_or_default();
            }
            parts.forms = read;
        }
        let before = &*parts;
        let items =
            self.read("form-items.csv", true, |bytes, problems| forms::read_items(bytes, before, problems));
        if let Some(read) = items {
            parts.forms = read;
        }
        if self.told.is_empty() {
            let mut problems = Problems::of("form-items.csv");
            forms::check_items(&parts.forms, &mut problems);
            self.told.extend(problems.into_vec());
        }
    }
}

/// Reads the rows of a table into things, each code once.
fn rows<T>(
    bytes: &[u8],
    columns: Columns,
    problems: &mut Problems,
    mut read: impl FnMut(&Row<'_>, &mut Problems) -> Option<T>,
) -> Vec<T> {
    let mut things = Vec::new();
    let each = |row: &Row<'_>, problems: &mut Problems| things.extend(read(row, problems));
    if csv::rows(bytes, columns, MOST_ROWS, problems, each).is_err() {
        problems.whole(0, "", Fault::More(MOST_ROWS));
    }
    things
}

/// Notes the second of two rows with one code.
#[derive(Default)]
struct Once(HashMap<String, usize>);

impl Once {
    fn check(&mut self, row: &Row<'_>, column: &'static str, code: &str, problems: &mut Problems) {
        if let Some(first) = self.0.insert(code.to_owned(), row.line) {
            problems.push(row.line, column, code, Fault::Twice(At::new(first, problems.counted)));
        }
    }
}

/// A text that must be there.
fn some<'r>(row: &'r Row<'_>, column: &'static str, problems: &mut Problems) -> Option<&'r str> {
    let text = row.get(column)?;
    if text.is_empty() {
        problems.push(row.line, column, "", Fault::Required);
        return None;
    }
    Some(text)
}

/// Names in both languages; the English one may be missing and is then the Vietnamese.
fn names(row: &Row<'_>, vi: &'static str, en: &'static str, problems: &mut Problems) -> Option<Names> {
    let vi = some(row, vi, problems)?.to_owned();
    let en = match row.text(en) {
        "" => vi.clone(),
        text => text.to_owned(),
    };
    Some(Names { vi, en })
}

/// The times in `valid_from` and `valid_to`, the latter the first day that no longer counts.
fn dates(row: &Row<'_>, problems: &mut Problems) -> Option<Validity> {
    let from = date(row, "valid_from", problems);
    let until = date(row, "valid_to", problems);
    let validity = Validity { from: from?, until: until? };
    if validity.from.zip(validity.until).is_some_and(|(from, until)| until <= from) {
        problems.push(row.line, "valid_to", row.text("code"), Fault::Overlap);
    }
    Some(validity)
}

/// The outer `None`: something is wrong with it.
fn date(row: &Row<'_>, column: &'static str, problems: &mut Problems) -> Option<Option<Date>> {
    match row.text(column) {
        "" => Some(None),
        text => problems.read(row.line, column, day(text)).map(Some),
    }
}

/// The items of a list joined by `;` or `|`.
fn items(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', '|']).map(str::trim).filter(|item| !item.is_empty())
}
