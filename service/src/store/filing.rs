//! Filings: a revision each, the same bytes once.

use rusqlite::{Connection, OptionalExtension};

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
            let key = (
                indicators.number(&figure.indicator)?,
                organizations.number(&figure.organization)?,
                periods.number(figure.period)?,
                breakdowns.number(&figure.breakdown)?,
                figure.measure as u8,
                line,
            );
            let mark = marks.number(Mark { status, as_of, qualifier, source: source.as_ref() })?;
            rows.push((key, figure.value, mark));
        }
        rows.sort_unstable_by_key(|(key, ..)| *key);
        let mut insert = self.transaction.prepare_cached(
            "insert into figure (revision, indicator, organization, period, breakdown, measure, line, value, mark)
             values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?;
        let mut digest = digest::Figures::new();
        for ((indicator, organization, period, breakdown, measure, line), value, mark) in rows {
            let codes = [indicator, organization, period, breakdown];
            digest.push(digest::Row { codes, measure, line, value, mark });
            insert.execute((
                revision.0,
                indicator,
                organization,
                period,
                breakdown,
                measure,
                line,
                value,
                mark,
            ))?;
        }
        digest.finish(&self.transaction)
    }
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
