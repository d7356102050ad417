//! The figures of a filing as one hash: over the rows, and over what the numbers in them mean.

use std::collections::BTreeSet;

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use super::value;
use crate::domain::{Invalid, Revision};
use crate::store::StoreError;

/// A figure as it stands: every column but the revision.
#[derive(Clone, Copy)]
pub(in crate::store) struct Row {
    /// The numbers of its indicator, organization, period and breakdown.
    pub codes: [i64; 4],
    pub measure: u8,
    pub line: usize,
    pub value: Option<i64>,
    pub mark: i64,
}

/// The tables that the numbers in a row are of: of codes, and of what is said beside a value.
pub(in crate::store) const DICTIONARIES: [&str; 5] =
    ["indicator_code", "organization_code", "period_code", "breakdown_code", "mark"];

/// Numbers are given one after the other; one beyond these was written by somebody else, and is kept apart.
const GIVEN: usize = 1 << 20;

/// Which numbers of a dictionary rows use.
#[derive(Clone, Default)]
struct Used {
    given: Vec<bool>,
    others: BTreeSet<i64>,
}

impl Used {
    fn add(&mut self, number: i64) {
        match usize::try_from(number) {
            Ok(place) if place < GIVEN => {
                if self.given.len() <= place {
                    self.given.resize(place + 1, false);
                }
                self.given[place] = true;
            }
            _ => {
                self.others.insert(number);
            }
        }
    }

    fn iter(&self) -> impl Iterator<Item = i64> {
        let given = (0..).zip(&self.given).filter(|(_, used)| **used).map(|(number, _)| number);
        given.chain(self.others.iter().copied())
    }
}

/// Grows row by row, in the order of the table.
pub(in crate::store) struct Figures {
    hash: Sha256,
    rows: usize,
    used: [Used; 5],
}

impl Figures {
    pub(in crate::store) fn new() -> Self {
        Self { hash: Sha256::new(), rows: 0, used: Default::default() }
    }

    pub(in crate::store) fn push(&mut self, row: Row) {
        let mut bytes = [0; 66];
        let numbers = row.codes.into_iter().chain([row.mark, row.line as i64, row.value.unwrap_or(0)]);
        for (place, number) in bytes.chunks_exact_mut(8).zip(numbers) {
            place.copy_from_slice(&number.to_le_bytes());
        }
        (bytes[64], bytes[65]) = (row.measure, u8::from(row.value.is_some()));
        self.hash.update(bytes);
        self.rows += 1;
        for (used, number) in self.used.iter_mut().zip(row.codes.into_iter().chain([row.mark])) {
            used.add(number);
        }
    }

    /// How many there were.
    pub(in crate::store) fn rows(&self) -> usize {
        self.rows
    }

    /// Every number that a row uses, once: of which of the [`DICTIONARIES`], and the number.
    pub(in crate::store) fn used(&self) -> impl Iterator<Item = (usize, i64)> {
        self.used.iter().enumerate().flat_map(|(table, used)| used.iter().map(move |number| (table, number)))
    }

    /// Over the rows, and over what the numbers in them mean.
    pub(in crate::store) fn finish(mut self, connection: &Connection) -> Result<[u8; 32], StoreError> {
        let words = [
            "select id, code from indicator_code where id = ?",
            "select id, code from organization_code where id = ?",
            "select id, code from period_code where id = ?",
            "select id, code from breakdown_code where id = ?",
            "select mark.id, status, as_of, qualifier, code from mark
             left join source_code on source_code.id = source where mark.id = ?",
        ];
        for ((used, sql), table) in self.used.iter().zip(words).zip(DICTIONARIES) {
            let mut select = connection.prepare_cached(sql)?;
            let columns = select.column_count();
            for number in used.iter() {
                let mut rows = select.query((number,))?;
                let Some(row) = rows.next()? else {
                    let remedy = "restore the file from a backup";
                    return Err(Invalid::new(table, &number.to_string(), remedy).into());
                };
                for column in 0..columns {
                    value(&mut self.hash, row.get_ref(column)?);
                }
            }
        }
        Ok(self.hash.finalize().into())
    }
}

/// The figures of a filing that is kept, row by row.
pub(in crate::store) fn figures(connection: &Connection, revision: Revision) -> Result<Figures, StoreError> {
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
    Ok(figures)
}
