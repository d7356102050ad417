//! The numbers by which figures name their codes.

use std::collections::HashMap;
use std::fmt::Display;
use std::hash::Hash;

use rusqlite::{CachedStatement, OptionalExtension, Transaction};

use super::StoreError;
use crate::domain::{Date, Qualifier, SourceId, Status};

/// The numbers of one dictionary table, as far as a filing has asked for them.
pub(super) struct Numbers<'t, K> {
    find: CachedStatement<'t>,
    add: CachedStatement<'t>,
    known: HashMap<K, i64>,
    /// What was asked for last: mostly one of a few is asked for again.
    lately: Vec<(K, i64)>,
}

/// How many are looked at one after the other.
const FEW: usize = 8;

impl<'t, K: Hash + Eq + Display + Copy> Numbers<'t, K> {
    pub(super) fn of(transaction: &'t Transaction<'_>, table: &str) -> Result<Self, StoreError> {
        Ok(Self {
            find: transaction.prepare_cached(&format!("select id from {table} where code = ?"))?,
            add: transaction
                .prepare_cached(&format!("insert into {table} (code) values (?) returning id"))?,
            known: HashMap::new(),
            lately: Vec::with_capacity(FEW),
        })
    }

    /// The number of a code, which gets one if it has none.
    pub(super) fn number(&mut self, code: K) -> Result<i64, StoreError> {
        if let Some((_, number)) = self.lately.iter().rfind(|(last, _)| *last == code) {
            return Ok(*number);
        }
        let number = self.looked_up(code)?;
        if self.lately.len() == FEW {
            self.lately.clear();
        }
        self.lately.push((code, number));
        Ok(number)
    }

    fn looked_up(&mut self, code: K) -> Result<i64, StoreError> {
        if let Some(number) = self.known.get(&code) {
            return Ok(*number);
        }
        let text = code.to_string();
        let found = self.find.query_row((&text,), |row| row.get(0)).optional()?;
        let number = match found {
            Some(number) => number,
            None => self.add.query_row((&text,), |row| row.get(0))?,
        };
        self.known.insert(code, number);
        Ok(number)
    }
}

/// What is said beside a value.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Mark<'f> {
    pub status: Status,
    pub as_of: Option<Date>,
    pub qualifier: Option<Qualifier>,
    pub source: Option<&'f SourceId>,
}

/// The numbers of marks, likewise.
pub(super) struct Marks<'t, 'f> {
    find: CachedStatement<'t>,
    add: CachedStatement<'t>,
    sources: Numbers<'t, &'f SourceId>,
    known: HashMap<Mark<'f>, i64>,
    last: Option<(Mark<'f>, i64)>,
}

impl<'t, 'f> Marks<'t, 'f> {
    pub(super) fn of(transaction: &'t Transaction<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            find: transaction.prepare_cached(
                "select id from mark where status is ? and as_of is ? and qualifier is ? and source is ?",
            )?,
            add: transaction.prepare_cached(
                "insert into mark (status, as_of, qualifier, source) values (?, ?, ?, ?) returning id",
            )?,
            sources: Numbers::of(transaction, "source_code")?,
            known: HashMap::new(),
            last: None,
        })
    }

    pub(super) fn number(&mut self, mark: Mark<'f>) -> Result<i64, StoreError> {
        match self.last {
            Some((last, number)) if last == mark => Ok(number),
            _ => {
                let number = self.looked_up(mark)?;
                self.last = Some((mark, number));
                Ok(number)
            }
        }
    }

    fn looked_up(&mut self, mark: Mark<'f>) -> Result<i64, StoreError> {
        if let Some(number) = self.known.get(&mark) {
            return Ok(*number);
        }
        let source = mark.source.map(|source| self.sources.number(source)).transpose()?;
        let said = (
            mark.status.as_str(),
            mark.as_of.map(|day| day.to_string()),
            mark.qualifier.map(Qualifier::as_str),
            source,
        );
        let found = self.find.query_row((said.0, &said.1, said.2, said.3), |row| row.get(0)).optional()?;
        let number = match found {
            Some(number) => number,
            None => self.add.query_row((said.0, &said.1, said.2, said.3), |row| row.get(0))?,
        };
        self.known.insert(mark, number);
        Ok(number)
    }
}
