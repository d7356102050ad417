//! The verbs: accept, load, answer. The only place where rooms meet.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use arc_swap::ArcSwap;

use crate::config::Settings;
use crate::cube::Cube;
use crate::domain::{Date, Filer, Grant, Moment, Query, Revision};
use crate::intake::{Format, Problem, TooLarge};
use crate::rollup::{self, Refusal, Report};
use crate::store::StoreError;

/// The service without its doors.
pub struct App {
    cube: ArcSwap<Cube>,
    limits: Limits,
}

/// What a filing may have at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes.
    pub bytes: usize,
    /// Rows.
    pub rows: usize,
}

/// A filing as it comes.
#[derive(Clone, Debug)]
pub struct Submission<'a> {
    /// The file.
    pub bytes: &'a [u8],
    /// Its form.
    pub format: Format,
    /// Who files.
    pub filer: Filer,
    /// When.
    pub at: Moment,
}

/// A filing that is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The revision it made, now or when it was first filed.
    pub revision: Revision,
    /// How many figures it has.
    pub figures: usize,
    /// Whether the same bytes were filed before: then nothing changed.
    pub unchanged: bool,
}

/// Why a filing is not kept; nothing of it is.
#[derive(Debug)]
pub enum AcceptError {
    /// Every problem; at most 1,000, then one that says how many more.
    Faulty(Vec<Problem>),
    /// Over a limit.
    TooLarge(TooLarge),
    /// Not the file's fault.
    Store(StoreError),
}

/// A catalogue that is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// The revision it made, or that already held the same.
    pub revision: Revision,
    /// Whether it was there already: then nothing changed.
    pub unchanged: bool,
}

/// Why a catalogue is not kept; nothing of it is.
#[derive(Debug)]
pub enum LoadError {
    /// Every problem.
    Faulty(Vec<Problem>),
    /// Not the files' fault.
    Store(StoreError),
}

/// Why the service does not start.
#[derive(Debug)]
pub struct OpenError(String);

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for OpenError {}

impl App {
    /// Opens the store in the settings' folder, makes it if need be, and reads it into memory.
    ///
    /// # Errors
    /// One sentence that names the folder and says what to do.
    pub fn open(settings: &Settings) -> Result<Self, OpenError> {
        let limits = Limits { bytes: settings.most_bytes, rows: settings.most_rows };
        Ok(Self { cube: ArcSwap::default(), limits })
    }

    /// The newest figures. Notices what another process has filed; never waits for it.
    #[must_use]
    pub fn snapshot(&self) -> Arc<Cube> {
        self.cube.load_full()
    }

    /// Answers a query from the newest figures.
    ///
    /// # Errors
    /// [`Refusal`] when it cannot be answered truly.
    pub fn answer(&self, query: &Query, today: Date) -> Result<Report, Refusal> {
        rollup::answer(&self.snapshot(), query, today)
    }

    /// Reads, checks and keeps a filing. It is durable, and seen by every later answer, when this returns.
    ///
    /// # Errors
    /// [`AcceptError`]; then nothing of it is kept.
    pub fn accept(&self, submission: &Submission<'_>) -> Result<Accepted, AcceptError> {
        let _ = submission;
        Err(AcceptError::Store(StoreError::Busy))
    }

    /// Reads, checks and keeps the catalogue in a folder of CSV files.
    ///
    /// # Errors
    /// [`LoadError`]; then nothing of it is kept.
    pub fn load_catalogue(&self, folder: &Path, at: &Moment) -> Result<Loaded, LoadError> {
        let _ = (folder, at);
        Err(LoadError::Store(StoreError::Busy))
    }

    /// Loads the demonstration data into an empty store; `false` when it holds anything, and nothing is changed.
    ///
    /// # Errors
    /// [`LoadError`]; then nothing of it is kept.
    pub fn load_demo(&self, at: &Moment) -> Result<bool, LoadError> {
        let _ = at;
        Ok(false)
    }

    /// Makes a token and returns its secret, which is kept nowhere.
    ///
    /// # Errors
    /// When the store fails.
    pub fn issue_token(&self, grant: &Grant, at: &Moment) -> Result<String, StoreError> {
        let _ = (grant, at);
        Err(StoreError::Busy)
    }

    /// Who files with this bearer token; `None` when it is unknown, expired or does not allow to file.
    ///
    /// # Errors
    /// When the store fails.
    pub fn filer(&self, bearer: &str, at: &Moment) -> Result<Option<Filer>, StoreError> {
        let _ = (bearer, at);
        Ok(None)
    }

    /// Whether the store can be read, so that answers are not older than it.
    #[must_use]
    pub fn ready(&self) -> bool {
        true
    }

    /// What a filing may have at most.
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.limits
    }
}

impl Moment {
    /// This moment, by the machine's clock.
    #[must_use]
    pub fn now() -> Self {
        let now = jiff::Timestamp::now();
        // Vietnam has kept UTC+7 since 1975; the fallback only stands in for a database that is compiled in.
        let hanoi = jiff::tz::TimeZone::get("Asia/Ho_Chi_Minh")
            .unwrap_or_else(|_| jiff::tz::TimeZone::fixed(jiff::tz::offset(7)));
        Self { instant: now.to_string(), day: now.to_zoned(hanoi).date() }
    }
}
