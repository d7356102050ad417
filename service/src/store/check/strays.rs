//! Rows that belong to no filing, catalogue or release, and are read with none of them.

use rusqlite::Connection;

use super::finding;
use super::records::lines;
use crate::domain::{Damage, Finding};
use crate::store::StoreError;
use crate::store::digest;

pub(super) fn strays(connection: &Connection) -> Result<Vec<Finding>, StoreError> {
    let of_filings = ["figure", "justification"].map(|table| (table, "filing"));
    let of_catalogues = digest::tables().map(|table| (table, "catalogue"));
    let mut findings = Vec::new();
    for (table, kind) in of_filings.into_iter().chain(of_catalogues) {
        // From one revision to the next, since there may be millions of rows of each.
        let sql = format!(
            "with recursive of (id) as (
                select min(revision) from {table}
                union all select (select min(revision) from {table} where revision > id) from of where id is not null)
             select id from of
             where id is not null and id not in (select id from revision where kind = '{kind}') order by id"
        );
        for revision in numbers(connection, &sql)? {
            let found = format!("has rows of a {kind} that is not there");
            findings.push(finding(Damage::Reference, format!("table {table}, {kind} {revision}"), found));
        }
    }
    let received = lines(
        connection,
        "select distinct 'table received, filing ' || revision from received where revision not in (select revision from filing)",
    )?;
    findings.extend(received.into_iter().map(|row| finding(Damage::Reference, row, "is not there")));
    let filings =
        numbers(connection, "select revision from filing where revision not in (select id from revision)")?;
    findings.extend(filings.into_iter().map(|filing| {
        finding(Damage::Unrecorded, format!("table filing, filing {filing}"), "is no revision")
    }));
    let released = lines(
        connection,
        "select 'table released, filing ' || filing || ' in decision ' || release from released
         where release not in (select id from event where kind = 'release')",
    )?;
    findings.extend(
        released.into_iter().map(|row| finding(Damage::Reference, row, "the decision is no release")),
    );
    Ok(findings)
}

fn numbers(connection: &Connection, sql: &str) -> Result<Vec<i64>, StoreError> {
    let mut select = connection.prepare(sql)?;
    let numbers = select.query_map((), |row| row.get(0))?;
    Ok(numbers.collect::<Result<_, _>>()?)
}
