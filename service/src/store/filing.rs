//! Filings: a revision each, the same bytes once.

use rusqlite::OptionalExtension;

use super::{StoreError, Writing};
use crate::domain::{Filing, Moment, Revision};

/// What became of a filing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The revision it made, now or when it was first filed.
    pub revision: Revision,
    /// How many figures it has.
    pub figures: usize,
    /// Whether the same bytes were there before: then nothing was written.
    pub unchanged: bool,
}

impl Writing<'_> {
    /// Keeps a filing as a new revision, unless the same bytes are kept already.
    ///
    /// # Errors
    /// When the store fails.
    pub fn filing(&self, filing: &Filing) -> Result<Kept, StoreError> {
        let from = &filing.provenance;
        if let Some(before) = self.filed_before(&from.sha256)? {
            return Ok(before);
        }
        let at = Moment { instant: from.filed_at.clone(), day: from.filed_on };
        let revision = self.revision("filing", &at, &from.filed_by)?;
        self.transaction.execute(
            "insert into filing (revision, sha256, media_type, filed_on, figures) values (?, ?, ?, ?, ?)",
            (revision.0, from.sha256, from.media_type, from.filed_on.to_string(), filing.figures.len()),
        )?;
        self.figures(revision, filing)?;
        Ok(Kept { revision, figures: filing.figures.len(), unchanged: false })
    }

    /// What became of these bytes, if they were filed before.
    ///
    /// # Errors
    /// When the store fails.
    pub fn filed_before(&self, sha256: &[u8; 32]) -> Result<Option<Kept>, StoreError> {
        let kept = self
            .transaction
            .query_row("select revision, figures from filing where sha256 = ?", (sha256,), |row| {
                Ok(Kept { revision: Revision(row.get(0)?), figures: row.get(1)?, unchanged: true })
            })
            .optional()?;
        Ok(kept)
    }

    fn figures(&self, revision: Revision, filing: &Filing) -> Result<(), StoreError> {
        let mut insert = self.transaction.prepare_cached(
            "insert into figure (revision, line, indicator, organization, period, measure, breakdown, value, as_of,
             qualifier, status, source) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?;
        for (line, figure) in filing.figures.iter().enumerate() {
            insert.execute((
                revision.0,
                line,
                figure.indicator.as_str(),
                figure.organization.as_str(),
                figure.period.to_string(),
                figure.measure.as_str(),
                figure.breakdown.to_string(),
                figure.value,
                figure.as_of.map(|day| day.to_string()),
                figure.qualifier.map(|qualifier| qualifier.as_str()),
                figure.status.as_str(),
                figure.source.as_ref().map(|id| id.as_str()),
            ))?;
        }
        Ok(())
    }
}
