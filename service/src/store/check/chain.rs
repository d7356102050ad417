//! The audit log: every row hashed with the one before, none missing, none too many, the end still there.

use rusqlite::{Connection, OptionalExtension};

use super::finding;
use crate::domain::{Damage, Finding, Head};
use crate::store::{StoreError, audit};

pub(super) fn unbroken(connection: &Connection, receipts: &[Head]) -> Result<Vec<Finding>, StoreError> {
    let mut findings = Vec::new();
    let roots: u64 = connection.query_row("select count(*) from audit_root", (), |row| row.get(0))?;
    if roots != 1 {
        findings.push(finding(
            Damage::Chain,
            "table audit_root",
            format!("has {roots} rows, of one that was written"),
        ));
    }
    let mut last = audit::root(connection)?;
    let mut select = connection.prepare("select * from audit order by number")?;
    let mut rows = select.query(())?;
    while let Some(row) = rows.next()? {
        let (entry, hash) = audit::entry(row)?;
        let place = format!("audit row {}", entry.number);
        if entry.number != last.number + 1 {
            let missing = format!("row {} is missing before it", last.number + 1);
            findings.push(finding(Damage::Chain, &place, missing));
        } else if audit::chained(&last.hash, &entry).as_slice() != hash {
            findings.push(finding(
                Damage::Chain,
                &place,
                "is not the row that was written, or not behind that row",
            ));
        }
        // Each row is held against the hash that stands before it, so that what was changed is found where it was changed.
        last = Head { number: entry.number, hash: hash.try_into().unwrap_or_default() };
    }
    let counters: u64 = connection.query_row("select count(*) from sqlite_sequence", (), |row| row.get(0))?;
    if counters > 1 {
        let found = format!("has {counters} rows, of one that SQLite writes");
        findings.push(finding(Damage::End, "table sqlite_sequence", found));
    }
    let given: Option<u64> = connection
        .query_row("select seq from sqlite_sequence where name = 'audit'", (), |row| row.get(0))
        .optional()?;
    let given = given.unwrap_or(0);
    if given != last.number {
        let found = format!("the log ends with row {}, but {given} rows were written", last.number);
        findings.push(finding(Damage::End, "audit log", found));
    }
    for receipt in receipts {
        let kept: Option<Vec<u8>> = connection
            .query_row("select hash from audit where number = ?", (receipt.number,), |row| row.get(0))
            .optional()?;
        if kept.as_deref() != Some(receipt.hash.as_slice()) {
            findings.push(finding(
                Damage::Receipt,
                format!("audit row {}", receipt.number),
                "is not that of the receipt",
            ));
        }
    }
    Ok(findings)
}
