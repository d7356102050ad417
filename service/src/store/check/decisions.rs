//! Decisions: each is as the log tells, or follows from a catalogue or an older version's filing.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::finding;
use super::records::{lines, told};
use crate::domain::{Act, Damage, Date, Entry, Finding, Moment};
use crate::store::StoreError;
use crate::store::digest::{self, hex};

/// Decisions: what the log holds of each is the hash of its rows. Those that a catalogue or an older version's filing made are told of
/// with it, and are what follows from it.
pub(super) fn decisions(connection: &Connection) -> Result<Vec<Finding>, StoreError> {
    let mut findings = Vec::new();
    let told = told(connection, &[Act::Accept, Act::Return, Act::Release, Act::Cancel, Act::RollBack])?;
    let mut told: BTreeMap<String, Entry> = told
        .into_values()
        .flatten()
        // `decision 7 5f2b…`, and for some in words what was said.
        .map(|entry| (entry.detail.splitn(3, ' ').take(2).collect::<Vec<_>>().join(" "), entry))
        .collect();
    let mut select = connection.prepare(
        "select id, made_at, made_by,
            due_ms is null and sha256 is null and reason = '' and (
                kind = 'catalogue' and day = date(made_at, '+7 hours') and exists (
                    select 1 from revision
                    where id = about and kind = 'catalogue' and made_at = event.made_at and made_by = event.made_by)
                or kind = 'release' and about is null and id <= (select revision from audit_root)
                    and (select group_concat(filing) from released where release = event.id) = id || '' and exists (
                        select 1 from revision join filing on filing.revision = id
                        where id = event.id and made_at = event.made_at and made_by = event.made_by
                            and filed_on = event.day)),
            made_ms
         from event order by id",
    )?;
    let mut rows = select.query(())?;
    let mut last = 0;
    while let Some(row) = rows.next()? {
        let (id, made_at, made_by): (u64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let follows = row.get::<_, bool>(3)? && is_instant_of(row.get(4)?, &made_at);
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
                let said = entry.detail.strip_prefix(&detail);
                let is_as_told = said.is_some_and(|said| said.is_empty() || said.starts_with(' '));
                if !is_as_told || (&entry.at, &entry.actor) != (&made_at, &made_by) {
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

/// Whether these milliseconds are of an instant; those that were reckoned when decisions began to be kept are whole seconds, and since
/// SQLite rounds may be the next one's.
fn is_instant_of(millis: i64, instant: &str) -> bool {
    let exact = Moment { instant: instant.to_owned(), day: Date::default() }.millis();
    millis == exact || millis % 1_000 == 0 && (-1..1_000).contains(&(exact - millis))
}
