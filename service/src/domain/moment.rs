//! Moments: an instant, and the day it is in Hanoi.

use jiff::civil::Date;

/// When something happened. Always an argument; the clock is read at the edge only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The instant, as RFC 3339.
    pub instant: String,
    /// The day of that instant in Asia/Ho_Chi_Minh.
    pub day: Date,
}

impl Moment {
    /// The instant in milliseconds since 1970; 0 for one that is none.
    #[must_use]
    pub fn millis(&self) -> i64 {
        self.instant.parse::<jiff::Timestamp>().map_or(0, |instant| instant.as_millisecond())
    }
}
