//! Sentences that editors write for charts.

use super::Slug;

/// A template that stands in the place of the one that came with the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnSentence {
    /// The chart that it speaks of.
    pub chart: Slug,
    /// Its language: `vi` or `en`.
    pub lang: String,
    /// The template; empty where the service's own is used again.
    pub template: String,
    /// When it was saved, as RFC 3339.
    pub made_at: String,
    /// By whom.
    pub made_by: String,
}
