//! Periods that rows are looked through for.

use super::{Date, Period};

/// Some periods, in time, with what is asked of each for every row.
#[derive(Clone, Debug, Default)]
pub struct Wanted(Vec<Span>);

/// One of them.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// What orders it, as [`Period::ordinal`] has it.
    pub ordinal: u32,
    /// The period.
    pub period: Period,
    /// Its last day.
    pub end: Date,
}

impl Wanted {
    /// These periods, which come in time.
    pub fn of(periods: impl IntoIterator<Item = Period>) -> Self {
        let span = |period: Period| Span { ordinal: period.ordinal(), period, end: period.end() };
        Self(periods.into_iter().map(span).collect())
    }

    /// Every one.
    #[must_use]
    pub fn spans(&self) -> &[Span] {
        &self.0
    }
}
