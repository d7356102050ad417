//! Sources: each is one release, public from its publication date.

use std::fmt;

use jiff::civil::Date;

use super::SourceId;

/// A number of something that happened, counted from 1. What readers see counts all that became public: catalogues, releases
/// and what was taken back of them. The store counts its filings and catalogues beside it; those numbers stay inside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Revision(pub u64);

impl fmt::Display for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Where figures were published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its id.
    pub id: SourceId,
    /// Who published.
    pub publisher: String,
    /// The day from which a reader could know its figures.
    pub published_on: Date,
    /// Its title, in Vietnamese as published.
    pub title: String,
    /// What it is about, in English.
    pub about: String,
}
