//! The machine's clock.

use crate::domain::Moment;

impl Moment {
    /// This moment, by the machine's clock.
    #[must_use]
    pub fn now() -> Self {
        Self::of(jiff::Timestamp::now())
    }
}
