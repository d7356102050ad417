//! A figure that nothing took back, borrowed: what is known of a cell before another figure of it is filed.

use super::{Breakdown, Date, Measure, Period, Qualifier, SourceId, Status};

/// One of those of an indicator and an organization, which who asks for it has named.
#[derive(Clone, Copy, Debug)]
pub struct Untaken<'a> {
    /// Its period.
    pub period: Period,
    /// Its measure.
    pub measure: Measure,
    /// Its breakdown.
    pub breakdown: &'a Breakdown,
    /// In smallest units; `None` where the status has none.
    pub value: Option<i64>,
    /// The day its data end, or the period's last where none was filed.
    pub as_of: Date,
    /// Its status.
    pub status: Status,
    /// How exactly it was stated; `None` is exactly.
    pub qualifier: Option<Qualifier>,
    /// Where it was published.
    pub source: Option<&'a SourceId>,
}
