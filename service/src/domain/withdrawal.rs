//! A chart that is no longer shown: what stands in its place, for good.

use super::{Date, Names, Slug};

/// From when on a chart is not shown, why, and what to look at instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawal {
    /// The first day.
    pub on: Date,
    /// What readers are told.
    pub reasons: Names,
    /// A chart that takes its place.
    pub successor: Option<Slug>,
}
