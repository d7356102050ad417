//! CSV into rows: RFC 4180 in UTF-8, with or without a byte order mark, any column order.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::TooLarge;
use super::fault::Fault;
use super::problem::Problems;
use super::row::{Columns, Row};

/// Reads a table, row by row, blank ones left out.
///
/// # Errors
/// When it has more rows than `most`; other faults go to `problems`.
pub(super) fn rows(
    bytes: &[u8],
    columns: Columns,
    most: usize,
    problems: &mut Problems,
    mut each: impl FnMut(&Row<'_>, &mut Problems),
) -> Result<(), TooLarge> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
        Err(wrong) => {
            let line = bytes[..wrong.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
            problems.whole(line, "", Fault::NotUtf8);
            return Ok(());
        }
    };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    if !matches!(reader.read_record(&mut record), Ok(true)) {
        problems.whole(0, "", Fault::Empty);
        return Ok(());
    }
    let header = Header::read(&record, line_of(&record, text), columns, problems);
    let mut count = 0;
    // The text is UTF-8 and rows may be uneven, so reading it cannot fail otherwise than by ending.
    while matches!(reader.read_record(&mut record), Ok(true)) {
        let line = line_of(&record, text);
        let row = header.row(&record, line);
        if row.is_blank() && record.iter().all(|field| field.trim().is_empty()) {
            continue;
        }
        count += 1;
        if count > most {
            return Err(TooLarge::Rows(most));
        }
        if header.fits(&record) {
            each(&row, problems);
        } else {
            let fault = Fault::UnevenRow { expected: header.width, found: record.len() };
            problems.whole(line, "", fault);
        }
    }
    Ok(())
}

struct Header {
    columns: Columns,
    /// Where each of `columns.all` stands.
    at: Vec<Option<usize>>,
    width: usize,
}

impl Header {
    fn read(record: &csv::StringRecord, line: usize, columns: Columns, problems: &mut Problems) -> Self {
        let mut at = vec![None; columns.all.len()];
        for (place, name) in record.iter().map(str::trim).enumerate() {
            match columns.all.iter().position(|known| *known == name) {
                Some(known) if at[known].is_some() => {
                    problems.push(line, columns.all[known], name, Fault::DuplicateColumn);
                }
                Some(known) => at[known] = Some(place),
                None if name.is_empty() => {}
                None => problems.push(
                    line,
                    name.chars().take(80).collect::<String>(),
                    name,
                    Fault::UnknownColumn(columns.all),
                ),
            }
        }
        for (name, at) in columns.all.iter().zip(&at) {
            if at.is_none() && !columns.optional.contains(name) {
                problems.push(line, *name, "", Fault::MissingColumn);
            }
        }
        let width = record
            .iter()
            .enumerate()
            .filter(|(_, name)| !name.trim().is_empty())
            .last()
            .map_or(0, |(last, _)| last + 1);
        Self { columns, at, width }
    }

    fn row<'a>(&self, record: &'a csv::StringRecord, line: usize) -> Row<'a> {
        let text = |(name, at): (&&str, &Option<usize>)| match at {
            Some(at) => Some(tidy(record.get(*at).unwrap_or_default())),
            None => self.columns.optional.contains(name).then_some(Cow::Borrowed("")),
        };
        Row { line, texts: self.columns.all.iter().zip(&self.at).map(text).collect(), columns: self.columns }
    }

    /// As many fields as the header names; further ones only when nothing stands in them.
    fn fits(&self, record: &csv::StringRecord) -> bool {
        record.len() >= self.width && record.iter().skip(self.width).all(|field| field.trim().is_empty())
    }
}

/// Spreadsheets write semicolons where the comma marks decimals, as in Vietnamese.
fn delimiter(text: &str) -> u8 {
    let header = text.trim_start().lines().next().unwrap_or_default();
    if header.contains(';') && !header.contains(',') { b';' } else { b',' }
}

/// Without space around it, and composed: some machines write `ế` as three characters.
pub(super) fn tidy(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if text.is_ascii() || is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// The reader's position is where it began to look, before the blank lines that it skips.
fn line_of(record: &csv::StringRecord, text: &str) -> usize {
    let Some(position) = record.position() else { return 0 };
    let start = usize::try_from(position.byte()).unwrap_or(0);
    let skipped = text.as_bytes()[start.min(text.len())..].iter();
    let blank =
        skipped.take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n').count();
    usize::try_from(position.line()).unwrap_or(0) + blank
}
