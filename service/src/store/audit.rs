//! The audit log: appended in the transaction of the act that it tells of, each row hashed with the one before.

use rusqlite::{Connection, OptionalExtension, Row};
use sha2::{Digest, Sha256};

use super::digest::Kept;
use super::{Reading, StoreError, Writing, digest};
use crate::domain::{Deed, Entry, Head, Revision};

impl Writing<'_> {
    /// Records an act, which is kept with it or not at all. An act that the actor's role may not do is not recorded: who asks
    /// for it ends with the error, and with all that was done.
    ///
    /// # Errors
    /// [`StoreError::NotAllowed`], and when the store fails.
    pub fn audit(&self, deed: &Deed<'_>) -> Result<Head, StoreError> {
        if !deed.by.may(deed.act) {
            return Err(StoreError::NotAllowed(deed.by.role, deed.act));
        }
        let last = self.head()?;
        let entry = Entry::of(last.number + 1, deed);
        let head = Head { number: entry.number, hash: chained(&last.hash, &entry) };
        self.transaction
            .prepare_cached(
                "insert into audit (number, done_at, actor, role, organization, act, about, detail, hash)
                 values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute((
                entry.number,
                entry.at,
                entry.actor,
                entry.role,
                entry.organization,
                entry.act,
                entry.about,
                entry.detail,
                head.hash,
            ))?;
        Ok(head)
    }

    /// What the log says of a row that was just kept: the hash of all of it, and what it is in words.
    pub(super) fn with_hash(&self, kept: Kept, id: u64, words: &str) -> Result<String, StoreError> {
        Ok(hashed(&digest::kept(&self.transaction, kept, id)?, words))
    }

    /// Where the log ends.
    ///
    /// # Errors
    /// When the store fails.
    pub fn head(&self) -> Result<Head, StoreError> {
        head(&self.transaction)
    }
}

/// Stands before the hash of a row; versions that wrote none wrote the words alone.
pub(super) const HASHED: &str = "sha256:";

pub(super) fn hashed(hash: &[u8; 32], words: &str) -> String {
    format!("{HASHED}{} {words}", digest::hex(hash))
}

impl Reading<'_> {
    /// Rows of the log behind this one, in order, as many at most.
    ///
    /// # Errors
    /// When they cannot be read; likewise below.
    pub fn log(&self, after: u64, most: usize) -> Result<Vec<Entry>, StoreError> {
        let mut select = self
            .transaction
            .prepare_cached("select * from audit where number > ? order by number limit ?")?;
        let mut rows = select.query((after, most))?;
        let mut entries = Vec::new();
        while let Some(row) = rows.next()? {
            entries.push(entry(row)?.0);
        }
        Ok(entries)
    }

    /// Where the log ends.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn head(&self) -> Result<Head, StoreError> {
        head(&self.transaction)
    }
}

/// The hash of a row, over it and all before it.
pub(super) fn chained(before: &[u8; 32], entry: &Entry) -> [u8; 32] {
    Sha256::new().chain_update(before).chain_update(entry.canonical()).finalize().into()
}

pub(super) fn head(connection: &Connection) -> Result<Head, StoreError> {
    let last = connection
        .prepare_cached("select number, hash from audit order by number desc limit 1")?
        .query_row((), |row| Ok(Head { number: row.get(0)?, hash: row.get(1)? }))
        .optional()?;
    last.map_or_else(|| root(connection), Ok)
}

/// Where the chain begins: with all that was there before there was a log.
pub(super) fn root(connection: &Connection) -> Result<Head, StoreError> {
    let (newest, tokens): (u64, String) =
        connection
            .query_row("select revision, tokens from audit_root", (), |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut hash = Sha256::new();
    hash.update(newest.to_le_bytes());
    hash.update((tokens.len() as u64).to_le_bytes());
    hash.update(tokens);
    let mut select = connection.prepare(
        "select id, kind, made_at, made_by, sha256, media_type, filed_on, figures from revision
         left join filing on filing.revision = id where id <= ? order by id",
    )?;
    let mut rows = select.query((newest,))?;
    while let Some(row) = rows.next()? {
        for column in 0..8 {
            digest::value(&mut hash, row.get_ref(column)?);
        }
        let revision = Revision(row.get(0)?);
        if row.get::<_, String>(1)? == "filing" {
            hash.update(digest::figures(connection, revision)?.finish(connection)?);
            hash.update(digest::reasons(connection, revision)?);
        } else {
            hash.update(digest::catalogue(connection, revision)?);
        }
    }
    Ok(Head { number: 0, hash: hash.finalize().into() })
}

/// A row as it stands, and its hash.
pub(super) fn entry(row: &Row<'_>) -> Result<(Entry, Vec<u8>), StoreError> {
    let entry = Entry {
        number: row.get("number")?,
        at: row.get("done_at")?,
        actor: row.get("actor")?,
        role: row.get("role")?,
        organization: row.get("organization")?,
        act: row.get("act")?,
        about: row.get("about")?,
        detail: row.get("detail")?,
    };
    Ok((entry, row.get("hash")?))
}
