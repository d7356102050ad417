//! What is said beside a value and is the same for most of a filing, kept once.

use crate::domain::{Date, Observed, Revision, SourceId};

/// The as-of day, the source, the day it was known and the revision of a row.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Stamp {
    pub as_of: Option<Date>,
    pub known_on: Date,
    pub revision: Revision,
    pub source: Option<SourceId>,
}

impl Stamp {
    pub(super) fn of(one: &Observed<'_>) -> Self {
        let Observed { as_of, known_on, revision, source, .. } = *one;
        Self { as_of, known_on, revision, source: source.cloned() }
    }

    pub(super) fn is_of(&self, one: &Observed<'_>) -> bool {
        self.revision == one.revision
            && self.as_of == one.as_of
            && self.known_on == one.known_on
            && self.source.as_ref() == one.source
    }
}
