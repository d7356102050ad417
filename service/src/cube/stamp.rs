//! What is said beside a value and is the same for most of a filing, kept once.

use crate::domain::{Date, Known, Observed, Revision, SourceId};

/// The as-of day, the source, the day it was known, the release and the filing of a row.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Stamp {
    pub as_of: Option<Date>,
    pub known_on: Date,
    pub revision: Revision,
    pub filing: Revision,
    pub source: Option<SourceId>,
    /// What was rolled back is not shown to who knows this much.
    pub until: Option<Known>,
}

impl Stamp {
    pub(super) fn of(one: &Observed<'_>) -> Self {
        let Observed { as_of, known_on, revision, filing, source, .. } = *one;
        Self { as_of, known_on, revision, filing, source: source.cloned(), until: None }
    }

    pub(super) fn is_of(&self, one: &Observed<'_>) -> bool {
        self.revision == one.revision
            && self.filing == one.filing
            && self.as_of == one.as_of
            && self.known_on == one.known_on
            && self.source.as_ref() == one.source
    }

    /// Of several that say something of one cell, the later one supersedes and mends.
    pub(super) fn turn(&self) -> (Revision, Revision) {
        (self.revision, self.filing)
    }

    /// Whether it is shown to who knows what was published on or before this day.
    pub(super) fn is_shown_on(&self, day: Date) -> bool {
        self.known_on <= day && self.until.is_none_or(|until| day < until.on)
    }
}
