//! What the tables of a catalogue have in common: rows, and the fields that many of them have.

use std::collections::HashMap;

use crate::domain::{Date, Names, Validity, day};
use crate::intake::csv;
use crate::intake::fault::Fault;
use crate::intake::problem::{At, Problems};
use crate::intake::row::{Columns, Row};

/// A catalogue has many short rows; this only stops what is no catalogue at all.
const MOST_ROWS: usize = 200_000;

/// Reads the rows of a table into things, each code once.
pub(super) fn rows<T>(
    bytes: &[u8],
    columns: Columns,
    problems: &mut Problems,
    mut read: impl FnMut(&Row<'_>, &mut Problems) -> Option<T>,
) -> Vec<T> {
    let mut things = Vec::new();
    let each = |row: &Row<'_>, problems: &mut Problems| {
        let thing = if row.is_plain(problems) { read(row, problems) } else { None };
        if thing.is_none() {
            // What others call it stands in its first column, or in that of the members of breakdowns.
            let code = row.get("member").unwrap_or_else(|| row.text(columns.all[0]));
            problems.skipped.push((row.line, code.to_owned()));
        }
        things.extend(thing);
    };
    if csv::rows(bytes, columns, MOST_ROWS, problems, each).is_err() {
        problems.whole(0, "", Fault::More(MOST_ROWS));
    }
    things
}

/// Notes the second of two rows with one code.
#[derive(Default)]
pub(super) struct Once(HashMap<String, usize>);

impl Once {
    pub fn check(&mut self, row: &Row<'_>, column: &'static str, code: &str, problems: &mut Problems) {
        if let Some(first) = self.0.insert(code.to_owned(), row.line) {
            problems.push(row.line, column, code, Fault::Twice(At::new(first, problems.counted)));
        }
    }
}

/// A text that must be there.
pub(super) fn some<'r>(row: &'r Row<'_>, column: &'static str, problems: &mut Problems) -> Option<&'r str> {
    let text = row.get(column)?;
    if text.is_empty() {
        problems.push(row.line, column, "", Fault::Required);
        return None;
    }
    Some(text)
}

/// Names in both languages; the English one may be missing and is then the Vietnamese.
pub(super) fn names(
    row: &Row<'_>,
    vi: &'static str,
    en: &'static str,
    problems: &mut Problems,
) -> Option<Names> {
    let vi = some(row, vi, problems)?.to_owned();
    let en = match row.text(en) {
        "" => vi.clone(),
        text => text.to_owned(),
    };
    Some(Names { vi, en })
}

/// The times in `valid_from` and `valid_to`, the latter the first day that no longer counts.
pub(super) fn dates(row: &Row<'_>, problems: &mut Problems) -> Option<Validity> {
    let from = date(row, "valid_from", problems);
    let until = date(row, "valid_to", problems);
    let validity = Validity { from: from?, until: until? };
    if validity.from.zip(validity.until).is_some_and(|(from, until)| until <= from) {
        problems.push(row.line, "valid_to", row.text("code"), Fault::Overlap);
    }
    Some(validity)
}

/// The outer `None`: something is wrong with it.
pub(super) fn date(row: &Row<'_>, column: &'static str, problems: &mut Problems) -> Option<Option<Date>> {
    match row.text(column) {
        "" => Some(None),
        text => problems.read(row.line, column, day(text)).map(Some),
    }
}

/// The items of a list joined by `;` or `|`.
pub(super) fn items(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', '|']).map(str::trim).filter(|item| !item.is_empty())
}
