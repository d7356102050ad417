//! Filings and catalogues: each is there, is as the log tells, and so is every row of it.

use rusqlite::Connection;

use super::dictionaries::Users;
use super::finding;
use super::records::{lines, told};
use crate::domain::{Act, Damage, Entry, Finding, Revision};
use crate::store::digest::{self, hex};
use crate::store::{StoreError, filing};

/// Acts that make a catalogue.
const CATALOGUES: &[Act] = &[Act::LoadCatalogue, Act::SaveChart, Act::WithdrawChart, Act::RestoreChart];

/// So many organizations and indicators of a filing are named.
const NAMED: usize = 3;

/// A revision as it stands.
struct Row {
    id: u64,
    is_filing: bool,
    made_at: String,
    made_by: String,
}

impl Row {
    fn place(&self) -> String {
        format!("{} {}", if self.is_filing { "filing" } else { "catalogue" }, self.id)
    }
}

/// All of them, one after the other: of the largest store no more than one filing's codes are held at once.
pub(super) fn revisions(connection: &Connection) -> Result<Vec<Finding>, StoreError> {
    let mut told = told(connection, &[&[Act::File], CATALOGUES].concat())?;
    let before: u64 = connection.query_row("select revision from audit_root", (), |row| row.get(0))?;
    let mut select = connection.prepare(
        "select id, kind, made_at, made_by, filing.revision is not null from revision
         left join filing on filing.revision = id order by id",
    )?;
    let mut rows = select.query(())?;
    let (mut findings, mut users, mut last) = (Vec::new(), Users::default(), 0);
    while let Some(row) = rows.next()? {
        let kind: String = row.get(1)?;
        let row = Row { id: row.get(0)?, is_filing: row.get(4)?, made_at: row.get(2)?, made_by: row.get(3)? };
        let mut found = |damage, found: &str| findings.push(finding(damage, row.place(), found));
        if row.id != last + 1 {
            found(Damage::Record, "table revision: those before it are missing");
        }
        last = row.id;
        if row.is_filing != (kind == "filing") {
            found(
                Damage::Filing,
                "tables revision and filing: is a filing without its record, or the record of none",
            );
        }
        let entries = told.remove(&format!("revision {}", row.id)).unwrap_or_default();
        let of_reasons = told.remove(&format!("reasons of revision {}", row.id)).unwrap_or_default();
        let entry = match entries.as_slice() {
            // The root of the chain holds it.
            [] if row.id <= before => None,
            [entry] if row.id > before => Some(entry),
            [] => {
                found(Damage::Unrecorded, "table revision: the log must tell of it once");
                None
            }
            _ => {
                found(Damage::Record, "is older than the log, or is told of more than once");
                None
            }
        };
        for what in made(connection, &row, entry, &of_reasons)? {
            found(Damage::Record, &what);
        }
        let held = if row.is_filing {
            figures(connection, &row, entry, &mut users)
        } else {
            tables(connection, &row, entry)
        };
        for what in held.unwrap_or_else(|wrong| vec![wrong.to_string()]) {
            found(Damage::Filing, &what);
        }
    }
    let of_revisions =
        |about: &&String| about.starts_with("revision ") || about.starts_with("reasons of revision ");
    let missing = told.keys().filter(of_revisions);
    findings.extend(missing.map(|about| finding(Damage::Record, about, "is told of and is not there")));
    findings.extend(users.findings(connection)?);
    Ok(findings)
}

/// What of who made a revision when, and of the reasons given with it, is not as the log tells.
fn made(
    connection: &Connection,
    row: &Row,
    entry: Option<&Entry>,
    of_reasons: &[Entry],
) -> Result<Vec<String>, StoreError> {
    let mut found = Vec::new();
    let Some(entry) = entry else {
        if !of_reasons.is_empty() {
            found.push("is not told of, and reasons for it are".to_owned());
        }
        return Ok(found);
    };
    let acts = if row.is_filing { &[Act::File] } else { CATALOGUES };
    let is_as_told = (&entry.at, &entry.actor) == (&row.made_at, &row.made_by)
        && acts.iter().any(|act| entry.act == act.as_str());
    if !is_as_told {
        found.push("table revision: was made by another, or at another time, than the log tells".to_owned());
    }
    let reasons: u64 = connection
        .prepare_cached("select count(*) from justification where revision = ?")?
        .query_row((row.id,), |row| row.get(0))?;
    let reasons = match reasons {
        0 => None,
        _ => Some(hex(&digest::reasons(connection, Revision(row.id))?)),
    };
    if of_reasons.first().map(|entry| &entry.detail) != reasons.as_ref() || of_reasons.len() > 1 {
        found.push("table justification: its reasons are not those that were filed".to_owned());
    }
    Ok(found)
}

/// What of a catalogue's tables is not as the log tells.
fn tables(connection: &Connection, row: &Row, entry: Option<&Entry>) -> Result<Vec<String>, StoreError> {
    let hash = digest::catalogue(connection, Revision(row.id))?;
    let is_as_told = |entry: &Entry| entry.detail.starts_with(&format!("catalogue {}", hex(&hash)));
    if entry.is_none_or(is_as_told) {
        return Ok(Vec::new());
    }
    let tables = digest::tables().collect::<Vec<_>>().join(", ");
    Ok(vec![format!("a row of one of its tables ({tables}) is not as it was loaded")])
}

/// What of a filing and its figures is not as the log tells.
fn figures(
    connection: &Connection,
    row: &Row,
    entry: Option<&Entry>,
    users: &mut Users,
) -> Result<Vec<String>, StoreError> {
    type Columns = (usize, String, String, Vec<u8>);
    let (filed, media_type, filed_on, sha256): Columns = connection
        .prepare_cached("select figures, media_type, filed_on, sha256 from filing where revision = ?")?
        .query_row((row.id,), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let whose = || whose(connection, row.id);
    let mut found = Vec::new();
    let figures = match digest::figures(connection, Revision(row.id)) {
        Ok(figures) => figures,
        Err(wrong) => {
            users.unknown();
            return Ok(vec![format!("table figure: a row{} cannot be read ({wrong})", whose()?)]);
        }
    };
    if figures.rows() != filed {
        let there = figures.rows();
        found.push(format!("table figure: {there} rows are there{}, of {filed} that were filed", whose()?));
    }
    let used: Vec<(usize, i64)> = figures.used().collect();
    let hash = figures.finish(connection).map(|hash| hex(&hash));
    let told = entry.map(|entry| {
        let of_filing = filing::detail(filed, &media_type, &filed_on, &sha256, None);
        (entry.detail.starts_with(&of_filing), entry.detail.rsplit(' ').next().unwrap_or_default())
    });
    if told.is_some_and(|(is_as_told, _)| !is_as_told) {
        found.push("table filing: its bytes, its day or their number are not what the log tells".to_owned());
    }
    let is_sound = match (&hash, told) {
        (Ok(hash), Some((_, told))) => hash == told,
        (hash, _) => hash.is_ok(),
    };
    if !is_sound {
        let wrong = hash.err().map(|wrong| format!(" ({wrong})")).unwrap_or_default();
        found.push(format!(
            "table figure, or a code that it names: a row{} is not as it was filed{wrong}",
            whose()?
        ));
    }
    users.add(used, is_sound);
    Ok(found)
}

/// Of whom and of what a filing has figures: ` of hanoi, members-admitted`, and how many more.
fn whose(connection: &Connection, filing: u64) -> Result<String, StoreError> {
    let mut whose = Vec::new();
    for of in ["organization", "indicator"] {
        let codes = lines(
            connection,
            &format!(
                "select code from {of}_code where id in (select {of} from figure where revision = {filing})"
            ),
        )?;
        let more = codes.len().saturating_sub(NAMED);
        let named = codes.into_iter().take(NAMED).collect::<Vec<_>>().join(", ");
        whose.push(if more > 0 { format!("{named} and {more} more {of}s") } else { named });
    }
    Ok(format!(" of {}", whose.join("; ")))
}
