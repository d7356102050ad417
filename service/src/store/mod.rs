//! The only room that speaks SQL: filings and catalogues in, every revision kept.

mod audit;
mod catalogue;
mod chart;
mod check;
mod claim;
mod columns;
mod contents;
mod desk;
mod digest;
mod draft;
mod error;
mod filing;
mod justification;
mod numbers;
mod open;
mod outbox;
mod own_sentence;
mod received;
mod redefined;
mod release;
mod session;
mod sighting;
#[cfg(test)]
mod tests;
mod token;
mod waiting;

pub use check::{Checked, Depth, check};
pub use contents::Reading;
pub use error::StoreError;
pub use filing::Kept;
pub use open::CannotOpen;
pub use release::Decision;
pub use waiting::Waiting;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};

use crate::domain::{Moment, Revision};

/// A file of revisions. One connection writes, one reads everything, one looks up tokens, so that none waits for another.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    /// What the file was when it was opened, to notice that it is another or gone.
    identity: Option<open::Identity>,
    writer: Mutex<Connection>,
    reader: Mutex<Reader>,
    tokens: Mutex<Connection>,
}

/// The connection that notices commits of others.
#[derive(Debug)]
struct Reader {
    connection: Connection,
    /// `pragma data_version` when it was last asked.
    seen: i64,
}

impl Store {
    /// Opens the store in a folder; makes the folder and the file when they are not there, and brings the file up to this
    /// version's schema.
    ///
    /// # Errors
    /// [`CannotOpen`], one sentence.
    pub fn open(folder: &Path) -> Result<Self, CannotOpen> {
        let open::Opened { path, writer, reader, tokens } = open::open(folder)?;
        Ok(Self {
            identity: open::identity(&path),
            path,
            writer: Mutex::new(writer),
            reader: Mutex::new(Reader { connection: reader, seen: 0 }),
            tokens: Mutex::new(tokens),
        })
    }

    /// Does several things as one: all of it is durable when this returns, or none of it was done.
    ///
    /// # Errors
    /// Those of `work`, and [`StoreError`] when the file is gone or does not take it.
    pub fn write<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Writing<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut connection = held(&self.writer);
        // SQLite would go on writing into a file that has no name any more.
        if open::identity(&self.path) != self.identity {
            return Err(StoreError::Gone(self.path.clone()).into());
        }
        let transaction =
            connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(StoreError::from)?;
        let writing = Writing { transaction };
        let done = work(&writing)?;
        writing.transaction.commit().map_err(StoreError::from)?;
        Ok(done)
    }

    /// Reads, all as of one instant.
    ///
    /// # Errors
    /// Those of `work`, and when it cannot be read.
    pub fn read<T>(&self, work: impl FnOnce(&Reading<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        held(&self.reader).read(work)
    }

    /// Reads, if anyone committed since the last look and decided something after the event `than`; `None` otherwise, and
    /// when another thread is looking right now.
    ///
    /// # Errors
    /// Those of `work`, and when it cannot be read.
    pub fn newer<T>(
        &self,
        than: u64,
        work: impl FnOnce(&Reading<'_>) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        let Ok(mut reader) = self.reader.try_lock() else { return Ok(None) };
        let version = reader.connection.pragma_query_value(None, "data_version", |row| row.get(0))?;
        if version == reader.seen {
            return Ok(None);
        }
        let newest = release::newest(&reader.connection)?;
        let done = if newest == than { None } else { Some(reader.read(work)?) };
        // Only now: a look that failed is repeated.
        reader.seen = version;
        Ok(done)
    }

    /// Whether the file is where it was, and can be read by someone who opens it now.
    #[must_use]
    pub fn is_readable(&self) -> bool {
        open::identity(&self.path) == self.identity
            && open::glance(&self.path).and_then(|connection| newest(&connection)).is_ok()
    }
}

impl Reader {
    fn read<T>(&mut self, work: impl FnOnce(&Reading<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        work(&Reading { transaction: self.connection.transaction()? })
    }
}

/// A transaction that will be kept as a whole.
#[derive(Debug)]
pub struct Writing<'a> {
    transaction: Transaction<'a>,
}

impl Writing<'_> {
    /// Whether nothing was ever filed or loaded.
    ///
    /// # Errors
    /// When the store fails; likewise below.
    pub fn is_empty(&self) -> Result<bool, StoreError> {
        Ok(newest(&self.transaction)? == Revision::default())
    }

    /// The revision of the newest catalogue; 0 when there is none.
    ///
    /// # Errors
    /// When the store fails.
    pub fn newest_catalogue(&self) -> Result<Revision, StoreError> {
        catalogue::newest(&self.transaction)
    }

    /// The newest revision of any kind, as the store counts; 0 when there is none.
    ///
    /// # Errors
    /// When the store fails.
    pub fn newest(&self) -> Result<Revision, StoreError> {
        newest(&self.transaction)
    }

    /// The number of the newest decision; 0 when there is none.
    ///
    /// # Errors
    /// When the store fails.
    pub fn newest_event(&self) -> Result<u64, StoreError> {
        release::newest(&self.transaction)
    }

    fn revision(&self, kind: &str, at: &Moment, by: &str) -> Result<Revision, StoreError> {
        let Revision(newest) = newest(&self.transaction)?;
        let id = newest + 1;
        self.transaction
            .prepare_cached("insert into revision (id, kind, made_at, made_by) values (?, ?, ?, ?)")?
            .execute((id, kind, &at.instant, by))?;
        Ok(Revision(id))
    }
}

fn newest(connection: &Connection) -> Result<Revision, StoreError> {
    let newest = connection
        .prepare_cached("select id from revision order by id desc limit 1")?
        .query_row((), |row| row.get(0))
        .optional()?;
    Ok(Revision(newest.unwrap_or(0)))
}

/// A thread that panicked left no half transaction behind: dropping one rolls it back.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
