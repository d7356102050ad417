//! What figures name by number: every row of the dictionaries is used by a figure, and which of them may have been changed.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::finding;
use crate::domain::{Damage, Finding};
use crate::store::StoreError;
use crate::store::digest::DICTIONARIES;

/// How many filings use a row: sound ones, and others.
#[derive(Clone, Copy, Default)]
struct Filings {
    sound: u32,
    others: u32,
}

/// By which filings each row of the dictionaries is used.
#[derive(Default)]
pub(super) struct Users {
    rows: BTreeMap<(usize, i64), Filings>,
    /// Not all figures could be read: what is unused is not known.
    is_part: bool,
}

impl Users {
    pub(super) fn add(&mut self, used: impl IntoIterator<Item = (usize, i64)>, is_sound: bool) {
        for row in used {
            let filings = self.rows.entry(row).or_default();
            filings.sound += u32::from(is_sound);
            filings.others += u32::from(!is_sound);
        }
    }

    /// A filing could not be read.
    pub(super) fn unknown(&mut self) {
        self.is_part = true;
    }

    pub(super) fn findings(&self, connection: &Connection) -> Result<Vec<Finding>, StoreError> {
        let mut findings = Vec::new();
        for (place, table) in DICTIONARIES.iter().enumerate() {
            let what = if *table == "mark" { "status" } else { "code" };
            let mut select = connection.prepare(&format!("select id, {what} from {table} order by id"))?;
            let mut rows = select.query(())?;
            while let Some(row) = rows.next()? {
                let (number, code): (i64, String) = (row.get(0)?, row.get(1)?);
                let name = format!("{table} row {number} (`{code}`)");
                match self.rows.get(&(place, number)) {
                    None if !self.is_part => {
                        findings.push(finding(Damage::Unrecorded, name, "no figure uses it"));
                    }
                    // That several filings were changed apart is the less likely.
                    Some(Filings { sound: 0, others: 2.. }) => {
                        findings.push(finding(
                            Damage::Filing,
                            name,
                            "may be what was changed: no filing that uses it is as it was filed",
                        ));
                    }
                    _ => {}
                }
            }
        }
        let mut select = connection.prepare(
            "select id, code from source_code where id not in (select source from mark where source is not null)",
        )?;
        let mut rows = select.query(())?;
        while let Some(row) = rows.next()? {
            let (number, code): (i64, String) = (row.get(0)?, row.get(1)?);
            let name = format!("source_code row {number} (`{code}`)");
            findings.push(finding(Damage::Unrecorded, name, "no figure uses it"));
        }
        Ok(findings)
    }
}
