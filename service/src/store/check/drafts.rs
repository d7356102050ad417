//! Drafts: each version is as the log tells, and none is missing.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::records::{differences, told};
use crate::domain::{Act, Finding};
use crate::store::{StoreError, draft};

pub(super) fn drafts(connection: &Connection) -> Result<Vec<Finding>, StoreError> {
    let told = told(connection, &[Act::KeepDraft])?.into_values().flatten();
    let wanted: BTreeSet<String> = told
        .map(|entry| {
            format!(
                "{} {} {} {}",
                entry.about.trim_start_matches("draft "),
                entry.detail,
                entry.at,
                entry.actor
            )
        })
        .collect();
    let mut select =
        connection.prepare("select draft, version, name, fields, made_at, made_by from draft")?;
    let rows = select.query_map((), |row| {
        let (name, fields): (String, String) = (row.get(2)?, row.get(3)?);
        let detail = draft::detail(row.get(1)?, &name, &fields);
        let (number, at, by): (u64, String, String) = (row.get(0)?, row.get(4)?, row.get(5)?);
        Ok(format!("{number} {detail} {at} {by}"))
    })?;
    let there = rows.collect::<Result<BTreeSet<String>, _>>()?;
    Ok(differences("draft", &there, &wanted))
}
