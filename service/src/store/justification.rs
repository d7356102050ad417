//! The reasons that are kept with filings.

use rusqlite::Connection;

use super::{StoreError, Writing, digest};
use crate::domain::{Act, Actor, Deed, Justification, Moment, Revision};

impl Writing<'_> {
    /// Keeps the reasons of a filing that was just kept.
    ///
    /// # Errors
    /// When the store fails; likewise below.
    pub fn justify(
        &self,
        revision: Revision,
        reasons: &[Justification],
        by: &Actor,
        at: &Moment,
    ) -> Result<(), StoreError> {
        if reasons.is_empty() {
            return Ok(());
        }
        let mut insert = self.transaction.prepare_cached(
            "insert into justification (revision, place, about, findings, text) values (?, ?, ?, ?, ?)",
        )?;
        for (place, reason) in reasons.iter().enumerate() {
            let findings = reason.findings.join(";");
            insert.execute((revision.0, place, &reason.about, findings, &reason.text))?;
        }
        let about = format!("reasons of revision {revision}");
        let detail = digest::hex(&digest::reasons(&self.transaction, revision)?);
        self.audit(&Deed { by, act: Act::File, about: &about, detail: &detail, at })?;
        Ok(())
    }

    /// The reasons of a filing, as they were kept.
    ///
    /// # Errors
    /// When the store fails.
    pub fn justifications(&self, revision: Revision) -> Result<Vec<Justification>, StoreError> {
        kept(&self.transaction, revision)
    }
}

pub(super) fn kept(connection: &Connection, revision: Revision) -> Result<Vec<Justification>, StoreError> {
    let mut select = connection.prepare_cached(
        "select about, findings, text from justification where revision = ? order by place",
    )?;
    let rows = select.query_map((revision.0,), |row| {
        let findings: String = row.get(1)?;
        Ok(Justification {
            about: row.get(0)?,
            findings: findings.split(';').filter(|code| !code.is_empty()).map(str::to_owned).collect(),
            text: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
