//! What can go wrong with the store.

use std::fmt;
use std::path::PathBuf;

use rusqlite::ErrorCode;

use crate::domain::{Act, Invalid, Role};

/// Why the store did not do what was asked. Nothing was kept.
#[derive(Debug)]
pub enum StoreError {
    /// The disk is full.
    Full,
    /// Another process held the store for too long.
    Busy,
    /// The file is no longer where it was opened.
    Gone(PathBuf),
    /// A row that this version cannot read.
    Unreadable(Invalid),
    /// An act that the actor's role may not do.
    NotAllowed(Role, Act),
    /// The machine gives no random numbers.
    NoRandomness,
    /// Anything else that SQLite says.
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            _ => Self::Sqlite(error),
        }
    }
}

impl From<Invalid> for StoreError {
    fn from(invalid: Invalid) -> Self {
        Self::Unreadable(invalid)
    }
}

impl From<Vec<Invalid>> for StoreError {
    /// The first of several; a store that was written by this program has none.
    fn from(problems: Vec<Invalid>) -> Self {
        let unsaid = || Invalid::new("catalogue", "", "nothing was said about it");
        Self::Unreadable(problems.into_iter().next().unwrap_or_else(unsaid))
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Full => f.write_str("the disk of the store is full; make room and try again"),
            Self::Busy => {
                f.write_str("another process is writing to the store for a long time; try again in a minute")
            }
            Self::Gone(path) => write!(
                f,
                "the store `{}` is gone or was replaced; put it back and start again",
                path.display()
            ),
            Self::Unreadable(invalid) => {
                write!(
                    f,
                    "the store holds what this version cannot read ({invalid}); use the newer version that wrote it"
                )
            }
            Self::NotAllowed(role, act) if role.may(*act) => write!(
                f,
                "`{act}` concerns the whole service; ask somebody whose token is for all organizations"
            ),
            Self::NotAllowed(role, act) => {
                write!(f, "the role `{role}` may not do `{act}`; ask somebody whose token may")
            }
            Self::NoRandomness => f.write_str("the machine gives no random numbers; try again"),
            Self::Sqlite(error) => write!(f, "the store failed: {error}"),
        }
    }
}

impl std::error::Error for StoreError {}
