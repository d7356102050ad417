//! Whether a store is as it was left: its file, its log, and what the log tells of.

mod chain;
mod decisions;
mod dictionaries;
mod drafts;
mod file;
mod kept;
mod received;
mod records;
mod revisions;
mod strays;
#[cfg(test)]
mod tests;

use std::path::Path;

use rusqlite::Connection;

use super::open::{self, CannotOpen};
use super::{StoreError, audit};
use crate::domain::{Damage, Finding, Head};

/// How much is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// The log, and that every row of every table that it tells of is as it tells.
    Log,
    /// Beside it every page of the file and every reference, and that all of it can be read.
    Store,
}

/// What was looked at and found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Where the log ends.
    pub head: Head,
    /// Revisions, filings and catalogues.
    pub revisions: u64,
    /// Figures of all filings.
    pub figures: u64,
    /// All that is wrong; nothing is as it should be.
    pub findings: Vec<Finding>,
}

/// Examines the store in a folder as it stands, also while a service works on it. Receipts are held against the log.
///
/// # Errors
/// [`CannotOpen`] when there is nothing to examine.
pub fn check(folder: &Path, depth: Depth, receipts: &[Head]) -> Result<Checked, CannotOpen> {
    let connection = open::examined(folder)?;
    let unreadable = |wrong: StoreError| CannotOpen::unreadable(folder, &wrong);
    // All as of one instant.
    let transaction = connection.unchecked_transaction().map_err(|wrong| unreadable(wrong.into()))?;
    let mut findings = Vec::new();
    let mut look = |place: &str, part: &dyn Fn(&Connection) -> Result<Vec<Finding>, StoreError>| {
        let found = part(&transaction);
        findings.extend(found.unwrap_or_else(|wrong| vec![finding(Damage::File, place, wrong.to_string())]));
    };
    if depth == Depth::Store {
        look("file", &file::whole);
    }
    look("schema", &file::schema);
    look("audit log", &|connection| chain::unbroken(connection, receipts));
    look("revisions", &revisions::revisions);
    look("strays", &strays::strays);
    look("forms", &received::follows);
    look("decisions", &decisions::decisions);
    look("tokens", &records::tokens);
    look("sessions", &records::sessions);
    look("drafts", &drafts::drafts);
    look("claims", &kept::claims);
    look("webhooks", &kept::webhooks);
    look("sentences", &kept::sentences);
    let count = |sql: &str| transaction.query_row(sql, (), |row| row.get::<_, u64>(0)).unwrap_or(0);
    Ok(Checked {
        head: audit::head(&transaction).unwrap_or(Head { number: 0, hash: [0; 32] }),
        revisions: count("select count(*) from revision"),
        figures: count("select coalesce(sum(figures), 0) from filing"),
        findings,
    })
}

fn finding(damage: Damage, place: impl Into<String>, found: impl Into<String>) -> Finding {
    Finding { damage, place: place.into(), found: found.into() }
}
