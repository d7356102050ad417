//! What newsrooms, admins and editors keep: each claim, webhook and sentence is as the log tells, and none is missing.

use std::collections::{BTreeMap, VecDeque};

use rusqlite::Connection;

use super::finding;
use super::records::told;
use crate::domain::{Act, Damage, Entry, Finding};
use crate::store::digest::{self, Kept};
use crate::store::{StoreError, audit};

/// A row: what it is called in the log, when and by whom it was made, and what the log said of it before it held a hash.
struct Row {
    id: u64,
    about: String,
    at: String,
    by: String,
    words: String,
}

pub(super) fn claims(connection: &Connection) -> Result<Vec<Finding>, StoreError> {
    let made = compared(
        connection,
        (Act::RegisterClaim, Some(Kept::Claim)),
        "select id, 'claim ' || id, made_at, made_by, query || ' in ' || article from claim order by id",
    )?;
    let ended = compared(
        connection,
        (Act::WithdrawClaim, None),
        "select claim, 'claim ' || claim, made_at, made_by, '' from claim_withdrawn order by claim",
    )?;
    Ok([made, ended].concat())
}

pub(super) fn webhooks(connection: &Connection) -> Result<Vec<Finding>, StoreError> {
    let made = compared(
        connection,
        (Act::SetWebhook, Some(Kept::Webhook)),
        "select id, 'webhook ' || id, made_at, made_by, address from webhook order by id",
    )?;
    let ended = compared(
        connection,
        (Act::EndWebhook, None),
        "select webhook, 'webhook ' || webhook, made_at, made_by, '' from webhook_ended order by webhook",
    )?;
    Ok([made, ended].concat())
}

pub(super) fn sentences(connection: &Connection) -> Result<Vec<Finding>, StoreError> {
    compared(
        connection,
        (Act::SaveSentence, Some(Kept::OwnSentence)),
        "select id, 'sentence ' || chart || ' ' || lang, made_at, made_by, replace(template, char(10), ' ')
         from own_sentence order by id",
    )
}

/// The rows of a table, in the order in which they were made, against the log's of an act.
fn compared(
    connection: &Connection,
    (act, kept): (Act, Option<Kept>),
    sql: &str,
) -> Result<Vec<Finding>, StoreError> {
    let mut told: BTreeMap<String, VecDeque<Entry>> =
        told(connection, &[act])?.into_iter().map(|(about, entries)| (about, entries.into())).collect();
    let mut findings = Vec::new();
    let mut select = connection.prepare(sql)?;
    let rows = select.query_map((), |row| {
        Ok(Row { id: row.get(0)?, about: row.get(1)?, at: row.get(2)?, by: row.get(3)?, words: row.get(4)? })
    })?;
    for row in rows {
        let row = row?;
        let mut found = |damage, found: &str| findings.push(finding(damage, &row.about, found));
        let Some(entry) = told.get_mut(&row.about).and_then(VecDeque::pop_front) else {
            found(Damage::Unrecorded, "the log must tell of it once");
            continue;
        };
        let is_as_told = match kept.filter(|_| entry.detail.starts_with(audit::HASHED)) {
            Some(kept) => entry.detail == audit::hashed(&digest::kept(connection, kept, row.id)?, &row.words),
            None => entry.detail == row.words,
        };
        if !is_as_told || (&entry.at, &entry.actor) != (&row.at, &row.by) {
            found(Damage::Record, "is not as the log tells");
        }
    }
    let missing = told.into_iter().filter(|(_, entries)| !entries.is_empty());
    findings.extend(missing.map(|(about, _)| finding(Damage::Record, about, "is told of and is not there")));
    Ok(findings)
}
