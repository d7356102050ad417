//! Filings: a revision each, the same bytes once.

use rusqlite::{Connection, OptionalExtension, Statement};

use super::numbers::{Mark, Marks, Numbers};
use super::{Reading, StoreError, Writing, digest};
use crate::domain::{Act, Deed, Figure, Filing, Head, Moment, Revision};

/// What became of a filing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The revision it made, now or when it was first filed.
    pub revision: Revision,
    /// How many figures it has.
    pub figures: usize,
    /// Whether the same bytes were there before: then nothing was written.
    pub unchanged: bool,
    /// Where the log tells of it; `None` for what was filed before there was a log.
    pub receipt: Option<Head>,
}

impl Writing<'_> {
    /// Keeps a filing as a new revision and records it, unless the same bytes are kept already.
    ///
    /// # Errors
    /// When the store fails.
    pub fn filing(&self, filing: &Filing) -> Result<Kept, StoreError> {
        let from = &filing.provenance;
        if let Some(before) = self.filed_before(&from.sha256)? {
            return Ok(before);
        }
        let at = Moment { instant: from.filed_at.clone(), day: from.filed_on };
        let revision = self.revision("filing", &at, &from.filed_by.name)?;
        self.transaction.execute(
            "insert into filing (revision, sha256, media_type, filed_on, figures) values (?, ?, ?, ?, ?)",
            (revision.0, from.sha256, from.media_type, from.filed_on.to_string(), filing.figures.len()),
        )?;
        let figures = self.figures(revision, filing)?;
        let detail = detail(
            filing.figures.len(),
            from.media_type,
            &from.filed_on.to_string(),
            &from.sha256,
            Some(&figures),
        );
        let about = format!("revision {revision}");
        let deed = Deed { by: &from.filed_by, act: Act::File, about: &about, detail: &detail, at: &at };
        let receipt = Some(self.audit(&deed)?);
        Ok(Kept { revision, figures: filing.figures.len(), unchanged: false, receipt })
    }

    /// What became of these bytes, if they were filed before.
    ///
    /// # Errors
    /// When the store fails.
    pub fn filed_before(&self, sha256: &[u8; 32]) -> Result<Option<Kept>, StoreError> {
        filed_before(&self.transaction, sha256)
    }

    /// In the order of the table's key, so that each row is written behind the one before. Returns what the log holds of them.
    fn figures(&self, revision: Revision, filing: &Filing) -> Result<[u8; 32], StoreError> {
        let mut indicators = Numbers::of(&self.transaction, "indicator_code")?;
        let mut organizations = Numbers::of(&self.transaction, "organization_code")?;
        let mut periods = Numbers::of(&self.transaction, "period_code")?;
        let mut breakdowns = Numbers::of(&self.transaction, "breakdown_code")?;
        let mut marks = Marks::of(&self.transaction)?;
        let mut rows = Vec::with_capacity(filing.figures.len());
        for (line, figure) in filing.figures.iter().enumerate() {
            let Figure { status, as_of, qualifier, ref source, .. } = *figure;
            let codes = [
                indicators.number(&figure.indicator)?,
                organizations.number(&figure.organization)?,
                periods.number(figure.period)?,
                breakdowns.number(&figure.breakdown)?,
            ];
            let mark = marks.number(Mark { status, as_of, qualifier, source: source.as_ref() })?;
            rows.push(digest::Row { codes, measure: figure.measure as u8, line, value: figure.value, mark });
        }
        rows.sort_unstable_by_key(|row| (row.codes, row.measure, row.line));
        let mut digest = digest::Figures::new();
        let (many, others) = rows.as_chunks::<TOGETHER>();
        for (length, rows) in [(TOGETHER, many.as_flattened()), (1, others)] {
            let mut insert = self.transaction.prepare_cached(&insert(length))?;
            for rows in rows.chunks(length) {
                write(&mut insert, revision, rows)?;
            }
        }
        rows.iter().for_each(|row| digest.push(*row));
        digest.finish(&self.transaction)
    }
}

/// Rows that are written by one statement, which takes half as long as one for each.
const TOGETHER: usize = 32;

/// What a row has beside its revision.
const OF_A_ROW: usize = 8;

/// Writes rows by a statement that is made for as many.
fn write(insert: &mut Statement<'_>, revision: Revision, rows: &[digest::Row]) -> Result<(), StoreError> {
    insert.raw_bind_parameter(1, revision.0)?;
    for (place, row) in rows.iter().enumerate() {
        let first = 2 + place * OF_A_ROW;
        for (at, code) in row.codes.into_iter().enumerate() {
            insert.raw_bind_parameter(first + at, code)?;
        }
        insert.raw_bind_parameter(first + 4, row.measure)?;
        insert.raw_bind_parameter(first + 5, row.line)?;
        insert.raw_bind_parameter(first + 6, row.value)?;
        insert.raw_bind_parameter(first + 7, row.mark)?;
    }
    insert.raw_execute()?;
    Ok(())
}

/// A statement that writes so many rows of one revision.
fn insert(rows: usize) -> String {
    let row = format!("(?1{})", ", ?".repeat(OF_A_ROW));
    format!(
        "insert into figure (revision, indicator, organization, period, breakdown, measure, line, value, mark) values {}",
        vec![row; rows].join(", ")
    )
}

impl Reading<'_> {
    /// What became of these bytes, if they were filed before.
    ///
    /// # Errors
    /// When the store fails.
    pub fn filed_before(&self, sha256: &[u8; 32]) -> Result<Option<Kept>, StoreError> {
        filed_before(&self.transaction, sha256)
    }
}

/// What the log says of a filing, with the hash of its figures at the end, where it is known.
pub(super) fn detail(
    count: usize,
    media_type: &str,
    filed_on: &str,
    sha256: &[u8],
    figures: Option<&[u8; 32]>,
) -> String {
    let sha256 = digest::hex(sha256);
    let figures = figures.map(|hash| digest::hex(hash)).unwrap_or_default();
    format!("{count} figures, {media_type}, filed on {filed_on}, sha256 {sha256}, figures {figures}")
}

fn filed_before(connection: &Connection, sha256: &[u8; 32]) -> Result<Option<Kept>, StoreError> {
    let kept = connection
        .prepare_cached(
            "select revision, figures, number, hash from filing
             left join audit on about = 'revision ' || revision and act = 'file' where sha256 = ?",
        )?
        .query_row((sha256,), |row| {
            let recorded = row.get::<_, Option<u64>>(2)?.zip(row.get(3)?);
            let receipt = recorded.map(|(number, hash)| Head { number, hash });
            Ok(Kept { revision: Revision(row.get(0)?), figures: row.get(1)?, unchanged: true, receipt })
        })
        .optional()?;
    Ok(kept)
}
