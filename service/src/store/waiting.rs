//! What waits of some organizations: figures that no reader sees yet, for who files beside them.

use std::collections::HashSet;

use rusqlite::{Connection, Row};

use super::columns::{optional, text};
use super::release::{LAST_DECISION, of_last};
use super::{Reading, StoreError};
use crate::domain::{Date, OrganizationCode, Revision, Stage, day};

/// A filing that waits for a decision, a release, or the time of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The filing, as the store counts.
    pub filing: Revision,
    /// The day on which it was filed.
    pub filed_on: Date,
}

impl Reading<'_> {
    /// The newest filings that wait at an instant and have figures of no organization but these, the newest first: as many as
    /// have so many figures together at most.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn waiting(
        &self,
        now: i64,
        most: usize,
        is_theirs: impl Fn(&OrganizationCode) -> bool,
    ) -> Result<Vec<Waiting>, StoreError> {
        let theirs = numbers(&self.transaction, is_theirs)?;
        // Of all that was ever filed nearly all is public: that a release has it is found out first.
        let mut select = self.transaction.prepare_cached(&format!(
            "select filing.revision, filed_on, figures, ({LAST_DECISION}) from filing
             where filing.revision not in (select filing from released)
                or filing.revision in (select filing from released where release in (
                    select id from event where due_ms > ?1
                    union all select about from event where kind in ('cancelled', 'roll-back')))
             order by filing.revision desc"
        ))?;
        let mut rows = select.query((now,))?;
        let (mut found, mut figures) = (Vec::new(), 0);
        while let Some(row) = rows.next()? {
            let filing = Revision(row.get(0)?);
            if !waits(row)? || !is_only_of(&self.transaction, filing, &theirs)? {
                continue;
            }
            figures += row.get::<_, usize>(2)?;
            if figures > most {
                break;
            }
            found.push(Waiting { filing, filed_on: day(text(row, 1)?)? });
        }
        Ok(found)
    }

    /// The newest revision of any kind, as the store counts; 0 when there is none.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn newest(&self) -> Result<Revision, StoreError> {
        super::newest(&self.transaction)
    }
}

fn waits(row: &Row<'_>) -> Result<bool, StoreError> {
    Ok(matches!(of_last(optional(row, 3)?), Stage::Filed | Stage::Accepted | Stage::Scheduled))
}

/// The numbers of those organizations that are meant.
fn numbers(
    connection: &Connection,
    is_meant: impl Fn(&OrganizationCode) -> bool,
) -> Result<HashSet<u32>, StoreError> {
    let mut select = connection.prepare_cached("select id, code from organization_code")?;
    let mut rows = select.query(())?;
    let mut numbers = HashSet::new();
    while let Some(row) = rows.next()? {
        if is_meant(&OrganizationCode::parse(text(row, 1)?)?) {
            numbers.insert(row.get(0)?);
        }
    }
    Ok(numbers)
}

/// Whether all figures of a filing are of these organizations; the first that is of another ends the look.
fn is_only_of(connection: &Connection, filing: Revision, of: &HashSet<u32>) -> Result<bool, StoreError> {
    let mut select = connection.prepare_cached("select organization from figure where revision = ?")?;
    let mut rows = select.query((filing.0,))?;
    while let Some(row) = rows.next()? {
        if !of.contains(&row.get(0)?) {
            return Ok(false);
        }
    }
    Ok(true)
}
