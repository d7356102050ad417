//! What a finished answer was made from, and the day in Hanoi on which that was.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::domain::{Date, Revision};

/// What a finished answer was made from; for a newer one it is made anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    revision: u64,
    /// Days since 1970 in Hanoi.
    day: u64,
}

impl Stamp {
    /// Of an answer that is made now from this revision.
    pub(super) fn now(revision: Revision) -> Self {
        Self { revision: revision.0, day: hanoi_day() }
    }

    #[cfg(test)]
    pub(super) fn of(revision: u64, day: u64) -> Self {
        Self { revision, day }
    }

    /// Whether what was made from it may miss what the other one has.
    pub(super) fn is_older_than(self, other: Self) -> bool {
        self.revision < other.revision || self.day < other.day
    }
}

/// The day in Hanoi.
pub(super) fn today() -> Date {
    let days = i64::try_from(hanoi_day()).unwrap_or(0);
    jiff::civil::date(1970, 1, 1).saturating_add(jiff::Span::new().days(days))
}

/// Days since 1970. Vietnam has kept UTC+7 since 1975; asking the time zone database would cost more than the rest of a hit.
fn hanoi_day() -> u64 {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    (seconds + 7 * 3600) / 86_400
}
