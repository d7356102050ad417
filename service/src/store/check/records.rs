//! What the log tells of is there, as it tells; and nothing else is.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use super::finding;
use crate::domain::{Act, Damage, Entry, Finding};
use crate::store::{StoreError, audit};

/// The entries of some acts, by what they are about.
pub(super) fn told(
    connection: &Connection,
    acts: &[Act],
) -> Result<BTreeMap<String, Vec<Entry>>, StoreError> {
    let mut told: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
    let mut select = connection.prepare("select * from audit where act = ? order by number")?;
    for act in acts {
        let mut rows = select.query((act.as_str(),))?;
        while let Some(row) = rows.next()? {
            let (entry, _) = audit::entry(row)?;
            told.entry(entry.about.clone()).or_default().push(entry);
        }
    }
    Ok(told)
}

/// Tokens, and those that were revoked.
pub(super) fn tokens(connection: &Connection) -> Result<Vec<Finding>, StoreError> {
    let before: String = connection.query_row("select tokens from audit_root", (), |row| row.get(0))?;
    let older = before.lines().map(str::to_owned);
    let issued = told(connection, &[Act::IssueToken])?;
    let issued = issued
        .into_values()
        .flatten()
        .map(|entry| format!("{} {}", entry.about.strip_prefix("token ").unwrap_or_default(), entry.detail));
    let wanted: BTreeSet<String> = older.chain(issued).collect();
    let there = lines(
        connection,
        "select name || ' ' || role || ' ' || coalesce(organization, '-') || ' ' || made_at || ' ' || expires_at || ' ' ||
            lower(hex(sha256)) from token",
    )?;
    let mut findings = differences("token", &there, &wanted);
    let revoked = told(connection, &[Act::RevokeToken])?.into_values().flatten();
    let wanted =
        revoked.map(|entry| format!("{} {}", entry.about.replacen("token ", "", 1), entry.at)).collect();
    let there = lines(connection, "select token || ' ' || revoked_at from revocation")?;
    findings.extend(differences("revocation of token", &there, &wanted));
    Ok(findings)
}

/// Sessions: each was opened by a sign-in, and not ended yet. Those that are over may be gone.
pub(super) fn sessions(connection: &Connection) -> Result<Vec<Finding>, StoreError> {
    let opened = told(connection, &[Act::SignIn])?.into_values().flatten();
    let closed = told(connection, &[Act::SignOut])?;
    let opened = opened.filter(|entry| !closed.contains_key(&entry.about));
    let wanted: BTreeSet<String> = opened
        .map(|entry| format!("{} {} {} {}", entry.about, entry.actor, entry.at, entry.detail))
        .collect();
    let there = lines(
        connection,
        "select 'session ' || lower(hex(sha256)) || ' token-' || token || ' ' || made_at || ' until ' || expires_at
         from session",
    )?;
    let unknown = there.difference(&wanted);
    Ok(unknown.map(|line| finding(Damage::Unrecorded, shortened(line), "nobody signed in to it")).collect())
}

pub(super) fn lines(connection: &Connection, sql: &str) -> Result<BTreeSet<String>, StoreError> {
    let mut select = connection.prepare(sql)?;
    let lines = select.query_map((), |row| row.get(0))?;
    Ok(lines.collect::<Result<_, _>>()?)
}

pub(super) fn differences(what: &str, there: &BTreeSet<String>, wanted: &BTreeSet<String>) -> Vec<Finding> {
    let name = |line: &str| format!("{what} {}", line.split(' ').next().unwrap_or_default());
    let other = there.difference(wanted);
    let other = other.map(|line| finding(Damage::Unrecorded, name(line), "is not as the log tells"));
    let missing = wanted.difference(there);
    other
        .chain(missing.map(|line| finding(Damage::Record, name(line), "is told of and is not there")))
        .collect()
}

/// A hash by its first digits.
fn shortened(line: &str) -> String {
    line.chars().take(24).collect()
}
