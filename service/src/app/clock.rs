//! The machine's clock, and its times in Hanoi.

use crate::domain::{Invalid, Moment};

impl Moment {
    /// This moment, by the machine's clock.
    #[must_use]
    pub fn now() -> Self {
        Self::of(jiff::Timestamp::now())
    }

    /// The moment of an instant in milliseconds since 1970.
    #[must_use]
    pub fn of_millis(millis: i64) -> Self {
        Self::of(jiff::Timestamp::from_millisecond(millis).unwrap_or_default())
    }

    /// A day and a time in Hanoi, such as `2026-11-22T15:00`.
    ///
    /// # Errors
    /// [`Invalid`] for any other text.
    pub fn in_hanoi(text: &str) -> Result<Self, Invalid> {
        let time = text.trim().parse::<jiff::civil::DateTime>().ok();
        let zoned = time.and_then(|time| time.to_zoned(hanoi()).ok());
        let invalid =
            || Invalid::new("time", text, "write a day and a time in Hanoi, such as 2026-11-22T15:00");
        zoned.map(|zoned| Self::of(zoned.timestamp())).ok_or_else(invalid)
    }

    /// The day and the time in Hanoi to the minute, such as `2026-11-22 15:00`.
    #[must_use]
    pub fn on_the_clock(&self) -> String {
        let instant = self.instant.parse::<jiff::Timestamp>().unwrap_or_default();
        instant.to_zoned(hanoi()).strftime("%Y-%m-%d %H:%M").to_string()
    }

    fn of(instant: jiff::Timestamp) -> Self {
        Self { instant: instant.to_string(), day: instant.to_zoned(hanoi()).date() }
    }
}

/// Vietnam has kept UTC+7 since 1975; the fallback only stands in for a database that is compiled in.
fn hanoi() -> jiff::tz::TimeZone {
    jiff::tz::TimeZone::get("Asia/Ho_Chi_Minh")
        .unwrap_or_else(|_| jiff::tz::TimeZone::fixed(jiff::tz::offset(7)))
}
