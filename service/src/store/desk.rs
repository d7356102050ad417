//! What the desk shows: filings and what was decided about them, releases and what became of them.

use rusqlite::{Connection, OptionalExtension, Row};

use super::columns::{optional, text};
use super::release::{LAST_DECISION, filed_for, of_last, released};
use super::{Reading, StoreError, justification};
use crate::domain::{Decided, HeldFiling, HeldRelease, Justification, Moment, Revision, Stage, day};

const DECIDED: &str = "kind, made_ms, due_ms, made_by, reason";

impl Reading<'_> {
    /// The newest filings that are wanted, as they are at an instant; at most so many.
    ///
    /// # Errors
    /// When they cannot be read; likewise below.
    pub fn filings(
        &self,
        now: i64,
        most: usize,
        is_stage: impl Fn(Stage) -> bool,
        wanted: impl Fn(&HeldFiling) -> bool,
    ) -> Result<Vec<HeldFiling>, StoreError> {
        let sql = format!("{} order by filing.revision desc", filing_sql());
        let mut select = self.transaction.prepare_cached(&sql)?;
        let mut rows = select.query((now,))?;
        let mut filings = Vec::new();
        while filings.len() < most {
            let Some(row) = rows.next()? else { break };
            // Whose figures it has takes a look at all of them.
            if is_stage(of_last(optional(row, 7)?)) {
                filings.extend(Some(filing(&self.transaction, row)?).filter(&wanted));
            }
        }
        Ok(filings)
    }

    /// One filing as it is at an instant.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn held_filing(&self, number: Revision, now: i64) -> Result<Option<HeldFiling>, StoreError> {
        let sql = format!("{} where filing.revision = ?2", filing_sql());
        let mut select = self.transaction.prepare_cached(&sql)?;
        let mut rows = select.query((now, number.0))?;
        rows.next()?.map(|row| filing(&self.transaction, row)).transpose()
    }

    /// Everything that was decided about a filing, the first decision first.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn decided(&self, filing: Revision) -> Result<Vec<Decided>, StoreError> {
        let mut select = self.transaction.prepare_cached(&format!(
            "select {DECIDED} from event where id in (
                select id from event where about = ?1 and kind in ('accepted', 'returned')
                union select release from released where filing = ?1
                union select event.id from released join event on event.about = released.release
                    where released.filing = ?1 and event.kind in ('cancelled', 'roll-back')) order by id"
        ))?;
        let rows = select.query_map((filing.0,), |row| decided(row, 0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The newest releases before one that are wanted, at most so many.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn releases(
        &self,
        before: Option<u64>,
        most: usize,
        wanted: impl Fn(&HeldRelease) -> bool,
    ) -> Result<Vec<HeldRelease>, StoreError> {
        let sql =
            format!("select {DECIDED}, id from event where kind = 'release' and id < ? order by id desc");
        self.held_releases(
            &sql,
            before.map_or(i64::MAX, |id| i64::try_from(id).unwrap_or(i64::MAX)),
            most,
            wanted,
        )
    }

    /// The releases that are wanted and come due after an instant, also those that were cancelled, the newest first.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn releases_to_come(
        &self,
        now: i64,
        wanted: impl Fn(&HeldRelease) -> bool,
    ) -> Result<Vec<HeldRelease>, StoreError> {
        let sql =
            format!("select {DECIDED}, id from event where kind = 'release' and due_ms > ? order by id desc");
        self.held_releases(&sql, now, usize::MAX, wanted)
    }

    fn held_releases(
        &self,
        sql: &str,
        bound: i64,
        most: usize,
        wanted: impl Fn(&HeldRelease) -> bool,
    ) -> Result<Vec<HeldRelease>, StoreError> {
        let mut select = self.transaction.prepare_cached(sql)?;
        let mut ends = self.transaction.prepare_cached(&format!(
            "select {DECIDED} from event where about = ? and kind in ('cancelled', 'roll-back')"
        ))?;
        let mut rows = select.query((bound,))?;
        let mut releases = Vec::new();
        while releases.len() < most {
            let Some(row) = rows.next()? else { break };
            let id = row.get(5)?;
            let release = HeldRelease {
                id,
                decided: decided(row, 0)?,
                filings: released(&self.transaction, id)?,
                ended: ends.query_row((id,), |row| decided(row, 0)).optional()?,
            };
            if wanted(&release) {
                releases.push(release);
            }
        }
        Ok(releases)
    }

    /// The reasons that are kept with a filing.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn justifications(&self, filing: Revision) -> Result<Vec<Justification>, StoreError> {
        justification::kept(&self.transaction, filing)
    }
}

fn filing_sql() -> String {
    format!(
        "select filing.revision, sha256, media_type, filed_on, figures, made_at, made_by, ({LAST_DECISION})
         from filing join revision on revision.id = filing.revision"
    )
}

fn filing(connection: &Connection, row: &Row<'_>) -> Result<HeldFiling, StoreError> {
    let filing = Revision(row.get(0)?);
    let filed_on = day(text(row, 3)?)?;
    Ok(HeldFiling {
        filing,
        sha256: row.get(1)?,
        media_type: row.get(2)?,
        filed_on,
        filed: Moment { instant: row.get(5)?, day: filed_on }.millis(),
        by: row.get(6)?,
        figures: row.get(4)?,
        organizations: filed_for(connection, filing)?,
        stage: of_last(optional(row, 7)?),
    })
}

fn decided(row: &Row<'_>, from: usize) -> rusqlite::Result<Decided> {
    Ok(Decided {
        kind: row.get(from)?,
        made: row.get(from + 1)?,
        due: row.get(from + 2)?,
        by: row.get(from + 3)?,
        reason: row.get(from + 4)?,
    })
}
