//! Opening: the folder, the file, its schema and the connections to it.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fmt, io};

use rusqlite::{Connection, OpenFlags};

use super::StoreError;
use crate::domain::Invalid;

mod embedded {
    refinery::embed_migrations!("migrations");
}

/// Long enough for another process to keep a filing of the largest size.
const PATIENCE: Duration = Duration::from_secs(15);

/// Readers wait for nobody in this mode, except while another process mends the file after a crash; an answer does not
/// wait even for that.
const GLANCE: Duration = Duration::from_millis(250);

const DAMAGED: &str = "check the file baocao.sqlite there, and the rights to it";

/// Why a store cannot be opened, and what to do.
#[derive(Debug)]
pub struct CannotOpen {
    folder: PathBuf,
    why: String,
    remedy: &'static str,
}

impl CannotOpen {
    /// A store that opens, but cannot be read.
    #[must_use]
    pub fn unreadable(folder: &Path, wrong: &StoreError) -> Self {
        Self { folder: folder.to_owned(), why: wrong.to_string(), remedy: DAMAGED }
    }
}

impl fmt::Display for CannotOpen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the store in `{}` cannot be opened ({}); {}", self.folder.display(), self.why, self.remedy)
    }
}

impl std::error::Error for CannotOpen {}

pub(super) struct Opened {
    pub path: PathBuf,
    pub writer: Connection,
    pub reader: Connection,
    pub tokens: Connection,
}

pub(super) fn open(folder: &Path) -> Result<Opened, CannotOpen> {
    let cannot = |why: String, remedy| CannotOpen { folder: folder.to_owned(), why, remedy };
    let unwritable = |wrong: io::Error| {
        cannot(wrong.to_string(), "name a folder that this user can write to, with --data or BAOCAO_DATA")
    };
    let damaged = |wrong: StoreError| cannot(wrong.to_string(), DAMAGED);
    fs::create_dir_all(folder).map_err(unwritable)?;
    let path = folder.join("baocao.sqlite");
    // Two processes that start at once would both make the tables.
    let lock = File::create(folder.join("baocao.lock")).map_err(unwritable)?;
    lock.lock().map_err(unwritable)?;
    let mut writer = connect(&path, PATIENCE).map_err(damaged)?;
    embedded::migrations::runner().run(&mut writer).map_err(|wrong| {
        cannot(wrong.to_string(), "a store that a newer version has written needs that version")
    })?;
    drop(lock);
    let reader = connect(&path, GLANCE).map_err(damaged)?;
    let tokens = connect(&path, PATIENCE).map_err(damaged)?;
    Ok(Opened { path, writer, reader, tokens })
}

fn connect(path: &Path, patience: Duration) -> Result<Connection, StoreError> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(patience)?;
    // Readers never wait for the writer, and a commit is on the disk before it returns.
    connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // A file from elsewhere must not run functions through its schema.
    connection.pragma_update(None, "trusted_schema", false)?;
    Ok(connection)
}

/// A short look at the file by a connection of its own, which hardly waits.
pub(super) fn glance(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(GLANCE)?;
    Ok(connection)
}

/// The file as it stands, to be examined: nothing is made, brought up to date or written.
pub(super) fn examined(folder: &Path) -> Result<Connection, CannotOpen> {
    let cannot = |why: String, remedy| CannotOpen { folder: folder.to_owned(), why, remedy };
    let path = folder.join("baocao.sqlite");
    if !path.is_file() {
        return Err(cannot(
            "there is no baocao.sqlite".to_owned(),
            "name the folder of the store with --data",
        ));
    }
    let open = || -> Result<(Connection, i64), StoreError> {
        // Not read-only: after a crash the first who opens it mends it from its own log.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&path, flags)?;
        connection.busy_timeout(PATIENCE)?;
        connection.pragma_update(None, "trusted_schema", false)?;
        connection.pragma_update(None, "query_only", true)?;
        let version =
            connection.query_row("select max(version) from refinery_schema_history", (), |row| row.get(0))?;
        Ok((connection, version))
    };
    let (connection, version) = open().map_err(|wrong| cannot(wrong.to_string(), DAMAGED))?;
    let newest =
        embedded::migrations::runner().get_migrations().iter().map(|one| i64::from(one.version())).max();
    match newest {
        Some(newest) if version < newest => Err(cannot(
            format!("it is of version {version}"),
            "start this version's service once, which brings it up to date",
        )),
        Some(newest) if version > newest => Err(cannot(
            format!("it is of version {version}"),
            "a store that a newer version has written needs that version",
        )),
        _ => Ok(connection),
    }
}

/// An empty store, for comparing.
pub(super) fn pattern() -> Result<Connection, StoreError> {
    let mut connection = Connection::open_in_memory()?;
    let made = embedded::migrations::runner().run(&mut connection);
    made.map_err(|wrong| Invalid::new("schema", &wrong.to_string(), "build the binary again"))?;
    Ok(connection)
}

/// What tells one file from another of the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Identity(u64, u64);

#[cfg(unix)]
pub(super) fn identity(path: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).ok().map(|file| Identity(file.dev(), file.ino()))
}

/// Elsewhere an open file cannot be taken away, so that it is there is enough.
#[cfg(not(unix))]
pub(super) fn identity(path: &Path) -> Option<Identity> {
    fs::metadata(path).ok().map(|_| Identity(0, 0))
}

/// A file as an older version made it.
#[cfg(test)]
pub(super) fn migrate_to(connection: &mut Connection, version: i32) {
    let target = refinery::Target::Version(version);
    assert!(embedded::migrations::runner().set_target(target).run(connection).is_ok());
}
