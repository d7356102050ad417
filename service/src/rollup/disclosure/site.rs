//! One figure through all its revisions: all of it that decides on what is hidden.

use std::collections::BTreeSet;

use super::shape::{COUNTED, Shape};
use crate::domain::{Date, Period};

/// What was filed of one organization, period and breakdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Site {
    pub organization: usize,
    pub period: Period,
    pub shape: Shape,
    /// In the order in which they supersede each other.
    pub versions: Vec<Version>,
}

/// What was filed once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Version {
    pub as_of: Date,
    pub known_on: Date,
    pub value: i64,
    /// Whether a correction of its source stands in its place, or it was taken back.
    pub is_mended: bool,
}

/// A day up to which data run and a day up to which they were known.
pub(super) type Instant = (Date, Date);

pub(super) fn latest(one: Instant, other: Instant) -> Instant {
    (one.0.max(other.0), one.1.max(other.1))
}

pub(super) fn earliest(one: Instant, other: Instant) -> Instant {
    (one.0.min(other.0), one.1.min(other.1))
}

/// Whether neither of its days comes before those of the other.
pub(super) fn is_since(one: Instant, other: Instant) -> bool {
    one.0 >= other.0 && one.1 >= other.1
}

impl Site {
    /// The most that it ever was.
    pub(super) fn most(&self) -> i64 {
        self.versions.iter().map(|one| one.value).max().unwrap_or(0)
    }

    /// What stands for who knows what was known and looks at what ran up to these days; and what stood as long as nothing
    /// was taken back.
    pub(super) fn at(&self, at: Instant, with_mended: bool) -> Option<i64> {
        let seen =
            |one: &&Version| (with_mended || !one.is_mended) && is_since(at, (one.as_of, one.known_on));
        self.versions.iter().rev().find(seen).map(|one| one.value)
    }

    /// The same as a count that is of no other.
    pub(super) fn alone(mut self) -> Self {
        if let Some(side) = self.shape.members.last_mut() {
            *side = COUNTED;
        }
        self
    }

    /// From when on something is known of it.
    pub(super) fn first(&self) -> Instant {
        let first = self.versions.iter().min_by_key(|one| one.known_on);
        first.map(|one| (one.as_of, one.known_on)).unwrap_or_default()
    }

    /// The one that stands in the end.
    pub(super) fn last(&self) -> Option<usize> {
        self.versions.iter().rposition(|one| !one.is_mended)
    }

    /// The day to which data run of what stands in the end.
    pub(super) fn runs_to(&self) -> Option<Date> {
        self.last().map(|last| self.versions[last].as_of)
    }

    /// Whether it was taken back, mended by its source, filed twice on one day or as of several: what stood before is not
    /// weighed against what stood beside it.
    pub(super) fn is_unweighed(&self) -> bool {
        let days: BTreeSet<Date> = self.versions.iter().map(|one| one.known_on).collect();
        days.len() < self.versions.len()
            || self.versions.iter().any(|one| one.is_mended)
            || self.versions.windows(2).any(|pair| pair[0].as_of != pair[1].as_of)
    }

    /// All but the one that stands in the end.
    pub(super) fn superseded(&self) -> impl Iterator<Item = Instant> {
        let last = self.last();
        let others = self.versions.iter().enumerate().filter(move |(at, _)| Some(*at) != last);
        others.map(|(_, one)| (one.as_of, one.known_on))
    }
}
