//! Moments: an instant, and the day it is in Hanoi.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::Invalid;

/// When something happened. Always an argument; the clock is read at the edge only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The instant, as RFC 3339.
    pub instant: String,
    /// The day of that instant in Asia/Ho_Chi_Minh.
    pub day: Date,
}

impl Moment {
    /// The moment of an instant.
    #[must_use]
    pub fn of(instant: Timestamp) -> Self {
        Self { instant: instant.to_string(), day: instant.to_zoned(hanoi()).date() }
    }

    /// The moment of an instant in milliseconds since 1970.
    #[must_use]
    pub fn of_millis(millis: i64) -> Self {
        Self::of(Timestamp::from_millisecond(millis).unwrap_or_default())
    }

    /// A day and a time in Hanoi, such as `2026-11-22T15:00`.
    ///
    /// # Errors
    /// [`Invalid`] for any other text.
    pub fn in_hanoi(text: &str) -> Result<Self, Invalid> {
        let time = text.trim().parse::<DateTime>().ok();
        let zoned = time.and_then(|time| time.to_zoned(hanoi()).ok());
        let invalid =
            || Invalid::new("time", text, "write a day and a time in Hanoi, such as 2026-11-22T15:00");
        zoned.map(|zoned| Self::of(zoned.timestamp())).ok_or_else(invalid)
    }

    /// The instant in milliseconds since 1970; 0 for one that is none.
    #[must_use]
    pub fn millis(&self) -> i64 {
        self.instant.parse::<Timestamp>().map_or(0, |instant| instant.as_millisecond())
    }

    /// The day and the time in Hanoi to the minute, such as `2026-11-22 15:00`.
    #[must_use]
    pub fn on_the_clock(&self) -> String {
        let instant = self.instant.parse::<Timestamp>().unwrap_or_default();
        instant.to_zoned(hanoi()).strftime("%Y-%m-%d %H:%M").to_string()
    }
}

/// Vietnam has kept UTC+7 since 1975; the fallback only stands in for a database that is compiled in.
fn hanoi() -> TimeZone {
    TimeZone::get("Asia/Ho_Chi_Minh").unwrap_or_else(|_| TimeZone::fixed(jiff::tz::offset(7)))
}
