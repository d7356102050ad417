//! What was kept as one hash, which the audit log holds: a figure that was changed in the file shows.

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use sha2::{Digest, Sha256};

use super::StoreError;
use crate::domain::{Invalid, Revision};

/// A figure as it stands: every column but the revision.
#[derive(Clone, Copy)]
pub(super) struct Row {
    /// The numbers of its indicator, organization, period and breakdown.
    pub codes: [i64; 4],
    pub measure: u8,
    pub line: usize,
    pub value: Option<i64>,
    pub mark: i64,
}

/// Grows row by row, in the order of the table.
pub(super) struct Figures {
    hash: Sha256,
    /// By column, which numbers the rows used.
    used: [Vec<bool>; 5],
}

impl Figures {
    pub(super) fn new() -> Self {
        Self { hash: Sha256::new(), used: Default::default() }
    }

    pub(super) fn push(&mut self, row: Row) {
        let mut bytes = [0; 66];
        let numbers = row.codes.into_iter().chain([row.mark, row.line as i64, row.value.unwrap_or(0)]);
        for (place, number) in bytes.chunks_exact_mut(8).zip(numbers) {
            place.copy_from_slice(&number.to_le_bytes());
        }
        (bytes[64], bytes[65]) = (row.measure, u8::from(row.value.is_some()));
        self.hash.update(bytes);
        for (used, number) in self.used.iter_mut().zip(row.codes.into_iter().chain([row.mark])) {
            let number = usize::try_from(number).unwrap_or(0);
            if used.len() <= number {
                used.resize(number + 1, false);
            }
            used[number] = true;
        }
    }

    /// Over the rows, and over what the numbers in them mean.
    pub(super) fn finish(mut self, connection: &Connection) -> Result<[u8; 32], StoreError> {
        let words = [
            "select id, code from indicator_code where id = ?",
            "select id, code from organization_code where id = ?",
            "select id, code from period_code where id = ?",
            "select id, code from breakdown_code where id = ?",
            "select mark.id, status, as_of, qualifier, code from mark
             left join source_code on source_code.id = source where mark.id = ?",
        ];
        for (used, sql) in self.used.iter().zip(words) {
            let mut select = connection.prepare_cached(sql)?;
            let columns = select.column_count();
            for (number, _) in used.iter().enumerate().filter(|(_, used)| **used) {
                let mut rows = select.query((number,))?;
                let Some(row) = rows.next()? else {
                    let remedy = "restore the file from a backup";
                    return Err(Invalid::new("number of a code", &number.to_string(), remedy).into());
                };
                for column in 0..columns {
                    value(&mut self.hash, row.get_ref(column)?);
                }
            }
        }
        Ok(self.hash.finalize().into())
    }
}

/// The same of a filing that is kept.
pub(super) fn figures(connection: &Connection, revision: Revision) -> Result<[u8; 32], StoreError> {
    let mut figures = Figures::new();
    let mut select = connection.prepare_cached(
        "select indicator, organization, period, breakdown, measure, line, value, mark from figure where revision = ?
         order by indicator, organization, period, breakdown, measure, line",
    )?;
    let mut rows = select.query((revision.0,))?;
    while let Some(row) = rows.next()? {
        figures.push(Row {
            codes: [row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?],
            measure: row.get(4)?,
            line: row.get(5)?,
            value: row.get(6)?,
            mark: row.get(7)?,
        });
    }
    figures.finish(connection)
}

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
        "hosts <> '' or withdrawn_on is not null",
    ),
    ("chart of the studio", "chart", "studio", "studio <> 0"),
    ("chart's colours", "chart", "colors", "colors <> ''"),
];

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
