//! CSV into rows: RFC 4180 with commas, semicolons or tabs, any column order, and what spreadsheets leave around a table.

use super::encoding;
use super::fault::Fault;
use super::header::{Fields, Header, MOST_ABOVE, MOST_BELOW};
use super::problem::Problems;
use super::row::{Columns, Row};
use super::terms::TooLarge;

/// Reads a table, row by row, blank ones left out. What stands above its header and remarks below its last row are left
/// out too, but never a row that could be a figure.
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
    let text = match encoding::text(bytes) {
        Ok(text) => text,
        Err(wrong) => {
            problems.whole(wrong.line, "", Fault::NotUtf8);
            return Ok(());
        }
    };
    let Some(layout) = Layout::find(&text, columns) else {
        problems.whole(0, "", Fault::Empty);
        return Ok(());
    };
    layout.above(&text, columns, problems);
    let text = &text[layout.start..];
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(layout.delimiter)
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    if !matches!(reader.read_record(&mut record), Ok(true)) {
        problems.whole(0, "", Fault::Empty);
        return Ok(());
    }
    let line_of = |record: &csv::StringRecord| layout.lines + line_of(record, text);
    let header = Header::read(&record, line_of(&record), columns, problems);
    let names = record.clone();
    let mut remarks: Vec<(usize, csv::StringRecord)> = Vec::new();
    let mut tell = |record: &csv::StringRecord, line, problems: &mut Problems| {
        for field in header.unnamed.iter().filter_map(|at| record.get(*at)).map(str::trim) {
            if !field.is_empty() {
                problems.whole(line, field, Fault::UnnamedColumn);
            }
        }
        if header.fits(record) {
            each(&header.row(record, line), problems);
        } else {
            let fault = Fault::UnevenRow { expected: header.width, found: record.len() };
            problems.whole(line, "", fault);
        }
    };
    let mut count = 0;
    // The text is UTF-8 and rows may be uneven, so reading it cannot fail otherwise than by ending.
    while matches!(reader.read_record(&mut record), Ok(true)) {
        // Tables that were joined repeat their header.
        if record.is_blank() || record == names {
            continue;
        }
        let line = line_of(&record);
        count += 1;
        if count > most {
            return Err(TooLarge::Rows(most));
        }
        if remarks.len() < MOST_BELOW && record.is_remark() {
            remarks.push((line, record.clone()));
            continue;
        }
        for (line, remark) in remarks.drain(..) {
            tell(&remark, line, problems);
        }
        tell(&record, line, problems);
    }
    // Below the last row they are remarks; without any row above them, they are all there is.
    if count == remarks.len() {
        for (line, remark) in remarks {
            tell(&remark, line, problems);
        }
    }
    Ok(())
}

impl Fields for csv::StringRecord {
    fn width(&self) -> usize {
        self.len()
    }

    fn field(&self, at: usize) -> &str {
        self.get(at).unwrap_or_default()
    }

    fn filled(&self) -> impl Iterator<Item = (usize, &str)> {
        self.iter().map(str::trim).enumerate().filter(|(_, field)| !field.is_empty())
    }
}

/// Where the table begins, and what stands between its cells.
struct Layout {
    delimiter: u8,
    /// The byte at which the header begins.
    start: usize,
    /// The lines above it.
    lines: usize,
}

impl Layout {
    /// The first of the lines that name the most columns, by the delimiter by which they do; the first line that is not
    /// blank where none names any. `None` when all are blank.
    fn find(text: &str, columns: Columns) -> Option<Self> {
        let (mut best, mut named) = (None, 0);
        let mut start = 0;
        for (lines, line) in text.split_inclusive('\n').enumerate() {
            if lines > MOST_ABOVE && best.is_some() {
                break;
            }
            if !line.trim().is_empty() {
                let most = [b',', b';', b'\t'].map(|delimiter| (known(line, delimiter, columns), delimiter));
                // Of those that name as many the first, which is the comma.
                let (count, delimiter) =
                    most.into_iter().rev().max_by_key(|(count, _)| *count).unwrap_or((0, b','));
                if best.is_none() || count > named {
                    named = count;
                    let delimiter = if count == 0 { commonest(line) } else { delimiter };
                    best = Some(Self { delimiter, start, lines });
                }
            }
            start += line.len();
        }
        best
    }

    /// A row of figures above the header would be lost without a word.
    fn above(&self, text: &str, columns: Columns, problems: &mut Problems) {
        let least = columns.all.len() - columns.optional.len();
        for (index, line) in text[..self.start].lines().enumerate() {
            let cells = || cells(line, self.delimiter).filter(|cell| !cell.is_empty());
            if cells().count() >= least && cells().any(|cell| cell.starts_with(|c: char| c.is_ascii_digit()))
            {
                problems.whole(index + 1, line.trim(), Fault::AboveHeader);
            }
        }
    }
}

/// How many columns of the table a line names.
fn known(line: &str, delimiter: u8, columns: Columns) -> usize {
    let mut found = vec![false; columns.all.len()];
    for cell in cells(line, delimiter) {
        if let Some(at) = columns.all.iter().position(|name| *name == cell) {
            found[at] = true;
        }
    }
    found.into_iter().filter(|found| *found).count()
}

fn cells(line: &str, delimiter: u8) -> impl Iterator<Item = &str> {
    line.split(char::from(delimiter)).map(|cell| cell.trim().trim_matches('"').trim())
}

/// Spreadsheets write semicolons where the comma marks decimals, as in Vietnamese.
fn commonest(line: &str) -> u8 {
    let count = |mark: u8| line.bytes().filter(|byte| *byte == mark).count();
    [b'\t', b';', b','].into_iter().max_by_key(|mark| count(*mark)).unwrap_or(b',')
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
