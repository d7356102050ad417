//! The file as SQLite sees it.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::finding;
use super::records::lines;
use crate::domain::{Damage, Finding};
use crate::store::contents::Words;
use crate::store::{StoreError, catalogue, open};

/// Every page, every reference, every word of the dictionaries, and the newest catalogue.
pub(super) fn whole(connection: &Connection) -> Result<Vec<Finding>, StoreError> {
    let mut findings = Vec::new();
    let mut select = connection.prepare("pragma integrity_check")?;
    for told in select.query_map((), |row| row.get::<_, String>(0))? {
        let told = told?;
        if told != "ok" {
            findings.push(finding(Damage::File, "baocao.sqlite", told));
        }
    }
    let mut select = connection.prepare("pragma foreign_key_check")?;
    let broken = select.query_map((), |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, Option<i64>>(1)?, row.get::<_, String>(2)?))
    })?;
    for broken in broken {
        let (table, row, parent) = broken?;
        let place = row.map_or_else(|| table.clone(), |row| format!("{table} row {row}"));
        findings.push(finding(Damage::Reference, place, format!("names what is not in {parent}")));
    }
    let newest = catalogue::read(connection)?;
    Words::read(connection, &newest)?;
    Ok(findings)
}

/// The tables and the triggers that guard them are those that this version makes.
pub(super) fn schema(connection: &Connection) -> Result<Vec<Finding>, StoreError> {
    let pattern = open::pattern()?;
    let (there, wanted) = (objects(connection)?, objects(&pattern)?);
    let missing = wanted.keys().filter(|name| !there.contains_key(*name)).map(|name| (name, "is missing"));
    let other = there.iter().filter_map(|(name, sql)| match wanted.get(name) {
        None => Some((name, "is not of this version")),
        Some(wanted) if wanted != sql => Some((name, "is not as this version makes it")),
        Some(_) => None,
    });
    let mut findings: Vec<Finding> =
        missing.chain(other).map(|(name, what)| finding(Damage::File, name, what)).collect();
    let history = "select version || ' ' || name || ' ' || checksum from refinery_schema_history";
    let (there, wanted) = (lines(connection, history)?, lines(&pattern, history)?);
    let other = there.symmetric_difference(&wanted);
    let place = |line: &String| format!("table refinery_schema_history, version {line}");
    findings.extend(
        other.map(|line| finding(Damage::File, place(line), "is not as this version made the tables")),
    );
    Ok(findings)
}

fn objects(connection: &Connection) -> Result<BTreeMap<String, String>, StoreError> {
    let mut select = connection.prepare(
        "select type || ' ' || name, sql from sqlite_schema
         where sql is not null and name not like 'sqlite_%' and name not like 'refinery_%'",
    )?;
    let objects = select.query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(objects.collect::<Result<_, _>>()?)
}
