//! What the log tells of is there, as it tells; and nothing else is.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use super::{Depth, finding};
use crate::domain::{Act, Damage, Entry, Finding, Revision};
use crate::store::digest::{self, hex};
use crate::store::{StoreError, audit, filing};

/// Acts that make a catalogue.
const CATALOGUES: &[Act] = &[Act::LoadCatalogue, Act::SaveChart, Act::WithdrawChart, Act::RestoreChart];

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

/// Filings and catalogues.
pub(super) fn revisions(connection: &Connection, depth: Depth) -> Result<Vec<Finding>, StoreError> {
    let mut findings = Vec::new();
    let mut told = told(connection, &[&[Act::File], CATALOGUES].concat())?;
    let before: u64 = connection.query_row("select revision from audit_root", (), |row| row.get(0))?;
    let mut select = connection.prepare(
        "select id, kind, made_at, made_by, filing.revision is not null,
            (select count(*) from figure where figure.revision = id),
            (select count(*) from justification where justification.revision = id)
         from revision left join filing on filing.revision = id order by id",
    )?;
    let mut rows = select.query(())?;
    let mut last = 0;
    while let Some(row) = rows.next()? {
        let (id, kind): (u64, String) = (row.get(0)?, row.get(1)?);
        let (made_at, made_by): (String, String) = (row.get(2)?, row.get(3)?);
        let (is_filing, figures, reasons): (bool, u64, u64) = (row.get(4)?, row.get(5)?, row.get(6)?);
        let place = format!("revision {id}");
        let mut found = |damage, found: &str| findings.push(finding(damage, &place, found));
        if id != last + 1 {
            found(Damage::Record, "those before it are missing");
        }
        last = id;
        if is_filing != (kind == "filing") {
            found(Damage::Filing, "is a filing without its record, or the record of none");
        }
        let acts = if is_filing { &[Act::File] } else { CATALOGUES };
        let entries = told.remove(&place).unwrap_or_default();
        let of_reasons = told.remove(&format!("reasons of revision {id}")).unwrap_or_default();
        if id <= before {
            // The root of the chain holds it.
            if !entries.is_empty() || !of_reasons.is_empty() {
                found(Damage::Record, "is older than the log, which tells of it");
            }
        } else if let [entry] = entries.as_slice() {
            let is_as_told = (&entry.at, &entry.actor) == (&made_at, &made_by)
                && acts.iter().any(|act| entry.act == act.as_str());
            if !is_as_told {
                found(Damage::Record, "was made by another, or at another time, than the log tells");
            }
            match described(connection, Revision(id), is_filing, depth) {
                Ok(detail) if entry.detail.starts_with(&detail) => {}
                Ok(_) => found(Damage::Filing, "holds something else than was filed or loaded"),
                Err(wrong) => found(Damage::Filing, &wrong.to_string()),
            }
            let wanted =
                if reasons == 0 { None } else { Some(hex(&digest::reasons(connection, Revision(id))?)) };
            if of_reasons.first().map(|entry| &entry.detail) != wanted.as_ref() || of_reasons.len() > 1 {
                found(Damage::Filing, "its reasons are not those that were filed");
            }
        } else {
            found(Damage::Unrecorded, "the log must tell of it once");
        }
        if is_filing {
            let filed: u64 = connection
                .prepare_cached("select figures from filing where revision = ?")?
                .query_row((id,), |row| row.get(0))?;
            if filed != figures {
                found(Damage::Filing, &format!("has {figures} figures, of {filed} that were filed"));
            }
        }
    }
    let of_revisions =
        |about: &&String| about.starts_with("revision ") || about.starts_with("reasons of revision ");
    let missing = told.keys().filter(of_revisions);
    findings.extend(missing.map(|about| finding(Damage::Record, about, "is told of and is not there")));
    Ok(findings)
}

/// What the log must say of a revision; without the hash of its figures where those are not looked at.
fn described(
    connection: &Connection,
    revision: Revision,
    is_filing: bool,
    depth: Depth,
) -> Result<String, StoreError> {
    if !is_filing {
        return Ok(format!("catalogue {}", hex(&digest::catalogue(connection, revision)?)));
    }
    let figures = match depth {
        Depth::Log => None,
        Depth::Store => Some(digest::figures(connection, revision)?),
    };
    let detail = connection
        .prepare_cached("select figures, media_type, filed_on, sha256 from filing where revision = ?")?
        .query_row((revision.0,), |row| {
            let (media_type, filed_on): (String, String) = (row.get(1)?, row.get(2)?);
            let sha256: Vec<u8> = row.get(3)?;
            Ok(filing::detail(row.get(0)?, &media_type, &filed_on, &sha256, figures.as_ref()))
        })?;
    Ok(detail)
}

/// Decisions: what the log holds of each is the hash of its rows. Those that a catalogue or an older version's filing made are told of
/// with it, and are what follows from it. (SQLite rounds an instant to milliseconds, so that a second may be the next one's.)
pub(super) fn decisions(connection: &Connection) -> Result<Vec<Finding>, StoreError> {
    let mut findings = Vec::new();
    let told = told(connection, &[Act::Accept, Act::Return, Act::Release, Act::Cancel, Act::RollBack])?;
    let mut told: BTreeMap<String, Entry> = told
        .into_values()
        .flatten()
        .map(|entry| (entry.detail.rsplit_once(' ').map_or("", |(decision, _)| decision).to_owned(), entry))
        .collect();
    let mut select = connection.prepare(
        "select id, made_at, made_by,
            due_ms is null and sha256 is null and reason = '' and made_ms - unixepoch(made_at) * 1000 between -1 and 999 and (
                kind = 'catalogue' and day = date(made_at, '+7 hours') and exists (
                    select 1 from revision
                    where id = about and kind = 'catalogue' and made_at = event.made_at and made_by = event.made_by)
                or kind = 'release' and about is null and id <= (select revision from audit_root)
                    and (select group_concat(filing) from released where release = event.id) = id || '' and exists (
                        select 1 from revision join filing on filing.revision = id
                        where id = event.id and made_at = event.made_at and made_by = event.made_by
                            and filed_on = event.day))
         from event order by id",
    )?;
    let mut rows = select.query(())?;
    let mut last = 0;
    while let Some(row) = rows.next()? {
        let (id, made_at, made_by): (u64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let follows: bool = row.get(3)?;
        let place = format!("decision {id}");
        let mut found = |damage, found: &str| findings.push(finding(damage, &place, found));
        if id != last + 1 {
            found(Damage::Record, "those before it are missing");
        }
        last = id;
        match told.remove(&place) {
            None if follows => {}
            None => found(Damage::Unrecorded, "the log must tell of it once"),
            Some(entry) => {
                let detail = format!("{place} {}", hex(&digest::event(connection, id)?));
                if (&entry.detail, &entry.at, &entry.actor) != (&detail, &made_at, &made_by) {
                    found(Damage::Record, "is not what was decided");
                }
            }
        }
    }
    findings.extend(told.keys().map(|about| finding(Damage::Record, about, "is told of and is not there")));
    let silent = lines(
        connection,
        "select 'revision ' || id from revision
         where kind = 'catalogue' and (select count(*) from event where kind = 'catalogue' and about = revision.id) <> 1",
    )?;
    let silent =
        silent.into_iter().map(|place| finding(Damage::Record, place, "counts not once among the decisions"));
    findings.extend(silent);
    Ok(findings)
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

fn lines(connection: &Connection, sql: &str) -> Result<BTreeSet<String>, StoreError> {
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
