//! What all requests share: the verbs, the finished answers, the gates before dear work.

use std::sync::{Arc, Mutex};

use moka::sync::Cache;

use super::answer::Answer;
use super::gate::{Busy, Gate, Places};
use super::knocks::Knocks;
use super::problem::Problem;
use super::sightings::Sightings;
use super::stamp::{self, Stamp};
use super::standings::Standings;
use crate::app::App;
use crate::domain::{Date, Network};
use crate::intake::Format;

/// Bytes that finished answers may take.
const KEPT_BYTES: u64 = 40 * 1024 * 1024;

/// The kept answers.
pub(super) type Answers = Cache<Box<str>, Arc<Answer>>;

/// Shared by all workers.
pub(super) struct Site {
    pub(super) app: Arc<App>,
    /// By raw path and query (after the host where the answer names it), so that a hit parses nothing.
    pub(super) answers: Answers,
    pub(super) pictures: Gate,
    workbooks: Gate,
    /// Answers that are sent in parts.
    pub(super) parts: Places,
    /// What the claims of articles are worth, as it was worked out last.
    pub(super) standings: Mutex<Option<Standings>>,
    /// Who is believed about whom they ask for.
    pub(super) proxies: Vec<Network>,
    /// Tries to sign in.
    pub(super) knocks: Knocks,
    /// On which pages charts are seen.
    pub(super) sightings: Sightings,
}

impl Site {
    pub(super) fn new(app: Arc<App>) -> Self {
        let answers = Cache::builder().max_capacity(KEPT_BYTES).weigher(weight).build();
        Self {
            app,
            answers,
            pictures: Gate::new(),
            workbooks: Gate::new(),
            parts: Places::new(),
            proxies: Vec::new(),
            knocks: Knocks::default(),
            sightings: Sightings::default(),
            standings: Mutex::default(),
        }
    }

    /// The same behind these proxies.
    pub(super) fn behind(mut self, proxies: &[Network]) -> Self {
        self.proxies = proxies.to_vec();
        self
    }

    /// Reads a file that was sent; of workbooks, which unpack to many times their size, only some at once.
    pub(super) fn reading<T>(&self, format: Format, read: impl FnOnce() -> T) -> Result<T, Problem> {
        match format {
            Format::Csv | Format::Json => Ok(read()),
            Format::Xlsx => self.workbooks.pass(read).map_err(|Busy| Problem::Busy),
        }
    }

    /// The day in Hanoi.
    pub(super) fn today(&self) -> Date {
        stamp::today()
    }

    /// The stamp of an answer that is made now.
    pub(super) fn stamp(&self) -> Stamp {
        Stamp::now(self.app.snapshot().revision())
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.sightings.write(&self.app);
    }
}

#[expect(clippy::borrowed_box, reason = "the cache gives the key as it keeps it")]
fn weight(key: &Box<str>, answer: &Arc<Answer>) -> u32 {
    answer.weight().saturating_add(u32::try_from(key.len()).unwrap_or(u32::MAX))
}
