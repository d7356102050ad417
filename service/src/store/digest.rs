//! What was kept as one hash, which the audit log holds: a figure that was changed in the file shows.

mod figures;

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use sha2::{Digest, Sha256};

use super::StoreError;
use crate::domain::Revision;
pub(super) use figures::{DICTIONARIES, Figures, Row, figures};

/// Over the reasons that are kept with a filing.
pub(super) fn reasons(connection: &Connection, revision: Revision) -> Result<[u8; 32], StoreError> {
    let mut hash = Sha256::new();
    rows(
        &mut hash,
        connection,
        "select place, about, findings, text from justification where revision = ? order by place",
        revision,
    )?;
    Ok(hash.finalize().into())
}

/// Over a decision, and over the filings of a release.
pub(super) fn event(connection: &Connection, id: u64) -> Result<[u8; 32], StoreError> {
    let mut hash = Sha256::new();
    for sql in [
        "select id, kind, about, made_at, made_ms, due_ms, day, made_by, sha256, reason from event where id = ?",
        "select filing from released where release = ? order by filing",
    ] {
        rows(&mut hash, connection, sql, Revision(id))?;
    }
    Ok(hash.finalize().into())
}

/// What the log holds of a row that an act keeps beside filings and catalogues.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kept {
    Claim,
    Webhook,
    OwnSentence,
}

/// Over a row.
pub(super) fn kept(connection: &Connection, kept: Kept, id: u64) -> Result<[u8; 32], StoreError> {
    let sql = match kept {
        Kept::Claim => {
            "select id, made_at, made_by, query, about, article, rounding, value, direction, plan, rank from claim where id = ?"
        }
        Kept::Webhook => "select id, made_at, made_by, address, secret from webhook where id = ?",
        Kept::OwnSentence => {
            "select id, made_at, made_by, chart, lang, template from own_sentence where id = ?"
        }
    };
    let mut hash = Sha256::new();
    rows(&mut hash, connection, sql, Revision(id))?;
    Ok(hash.finalize().into())
}

/// The tables of a catalogue, and what of them is hashed. What a later version adds to a table goes behind, and counts only where it
/// says something, so that the hashes of older catalogues stay what they are.
const CATALOGUE: &[(&str, &str)] = &[
    (
        "indicator",
        "code, name_vi, name_en, unit, unit_vi, unit_en, kind, decimals, polarity, sensitive, breakdowns, theme",
    ),
    ("organization", "code, name_vi, name_en, kind, successors"),
    ("placement", "organization, parent, valid_from, valid_to"),
    ("succession", "happened_on, kind, from_organization, to_organization, weight"),
    ("source", "id, publisher, published_on, title, about"),
    ("member", "dimension, member, name_vi, name_en"),
    (
        "chart",
        "slug, kind, query, category, series, whole, title_vi, title_en, subtitle_vi, subtitle_en, sort, top, stacking,
         references_vi, references_en, pickers",
    ),
    ("form", "code, name_vi, name_en, kinds, periods, closing_day, due_days, valid_from, valid_to, partial"),
    ("form_item", "form, indicator, breakdown, measures, required"),
];

/// Columns that a later version has added to a table of a catalogue: what they are called together, the table, the columns, and the
/// rows in which they say something.
const ADDED: &[(&str, &str, &str, &str)] = &[
    (
        "chart's showing",
        "chart",
        "hosts, withdrawn_on, withdrawn_vi, withdrawn_en, successor",
        "hosts <> '' or withdrawn_on is not null or withdrawn_vi <> '' or withdrawn_en <> '' or successor is not null",
    ),
    ("chart of the studio", "chart", "studio", "studio <> 0"),
    ("chart's colours", "chart", "colors", "colors <> ''"),
];

/// The tables of a catalogue.
pub(super) fn tables() -> impl Iterator<Item = &'static str> {
    CATALOGUE.iter().map(|(table, _)| *table)
}

/// Over everything of a catalogue.
pub(super) fn catalogue(connection: &Connection, revision: Revision) -> Result<[u8; 32], StoreError> {
    let mut hash = Sha256::new();
    let tables = CATALOGUE.iter().map(|(table, columns)| (*table, *table, *columns, "true"));
    for (name, table, columns, says) in tables.chain(ADDED.iter().copied()) {
        let rest = format!("from {table} where revision = ? and ({says})");
        let count: u64 = connection
            .prepare_cached(&format!("select count(*) {rest}"))?
            .query_row((revision.0,), |row| row.get(0))?;
        // A table that a later version adds is empty for this catalogue.
        if count > 0 {
            hash.update(name);
            hash.update(count.to_le_bytes());
            rows(&mut hash, connection, &format!("select place, {columns} {rest} order by place"), revision)?;
        }
    }
    Ok(hash.finalize().into())
}

/// Over every column of every row.
fn rows(hash: &mut Sha256, connection: &Connection, sql: &str, revision: Revision) -> Result<(), StoreError> {
    let mut select = connection.prepare_cached(sql)?;
    let columns = select.column_count();
    let mut rows = select.query((revision.0,))?;
    while let Some(row) = rows.next()? {
        for column in 0..columns {
            value(hash, row.get_ref(column)?);
        }
    }
    Ok(())
}

/// Over one value, so that none runs into the next.
pub(super) fn value(hash: &mut Sha256, value: ValueRef<'_>) {
    let (tag, bytes): (u8, &[u8]) = match value {
        ValueRef::Null => (0, &[]),
        ValueRef::Integer(number) => return hash.update([&[1], number.to_le_bytes().as_slice()].concat()),
        ValueRef::Real(number) => return hash.update([&[2], number.to_le_bytes().as_slice()].concat()),
        ValueRef::Text(text) => (3, text),
        ValueRef::Blob(blob) => (4, blob),
    };
    hash.update([tag]);
    hash.update((bytes.len() as u64).to_le_bytes());
    hash.update(bytes);
}

/// As it is written in the log.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
