//! What all requests share: the verbs, the finished answers, the gates before dear work.

use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

use moka::sync::Cache;

use super::answer::Answer;
use super::claims::Standings;
use super::gate::{Busy, Gate, Places};
use super::knocks::Knocks;
use super::problem::Problem;
use super::sightings::Sightings;
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

/// What a finished answer was made from; for a newer one it is made anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    revision: u64,
    /// Days since 1970 in Hanoi.
    day: u64,
}

impl Stamp {
    #[cfg(test)]
    pub(super) fn of(revision: u64, day: u64) -> Self {
        Self { revision, day }
    }

    /// Whether what was made from it may miss what the other one has.
    pub(super) fn is_older_than(self, other: Self) -> bool {
        self.revision < other.revision || self.day < other.day
    }
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
        let days = i64::try_from(hanoi_day()).unwrap_or(0);
        jiff::civil::date(1970, 1, 1).saturating_add(jiff::Span::new().days(days))
    }

    /// The stamp of an answer that is made now.
    pub(super) fn stamp(&self) -> Stamp {
        Stamp { revision: self.app.snapshot().revision().0, day: hanoi_day() }
    }
}

/// Days since 1970. Vietnam has kept UTC+7 since 1975; asking the time zone database would cost more than the rest of a hit.
fn hanoi_day() -> u64 {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    (seconds + 7 * 3600) / 86_400
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
