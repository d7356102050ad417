//! On which pages a chart is seen: hosts and counts, never readers.

use super::{Date, Slug};

/// How often pages of a host asked for a chart on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// In Hanoi.
    pub day: Date,
    /// The chart.
    pub slug: Slug,
    /// The pages' host, with its port where that is not the scheme's own; empty for all beyond the most that are told apart.
    pub host: String,
    /// Requests.
    pub count: u64,
}
