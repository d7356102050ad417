//! What the studio keeps: drafts in versions, and saved charts as they were.

use super::{ChartSpec, Draft};

/// A version of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptDraft {
    /// The draft's number.
    pub draft: u64,
    /// The version's, from 1.
    pub version: u64,
    /// What its keeper calls it.
    pub name: String,
    /// The fields.
    pub fields: Draft,
    /// When it was kept, as RFC 3339.
    pub made_at: String,
    /// By whom.
    pub made_by: String,
}

/// A saved chart as it stood from a catalogue on.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartVersion {
    /// The chart.
    pub spec: ChartSpec,
    /// When it was saved, as RFC 3339.
    pub made_at: String,
    /// By whom.
    pub made_by: String,
}
