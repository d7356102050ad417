//! On which pages charts are seen.

use super::{App, StoreError};
use crate::domain::{Date, Sighting};

/// For so many days it is kept.
const KEPT: i32 = 400;

impl App {
    /// Keeps what was seen. Nobody's act, and no figure: it is neither recorded nor public.
    ///
    /// # Errors
    /// When the store fails; then nothing of it is kept.
    pub fn keep_sightings(&self, seen: &[Sighting], today: Date) -> Result<(), StoreError> {
        self.store.write(|writing| writing.seen(seen, before(today, KEPT)))
    }

    /// What was seen in the last so many days, today included; the newest first.
    ///
    /// # Errors
    /// When the store fails.
    pub fn sightings(&self, days: i32, today: Date) -> Result<Vec<Sighting>, StoreError> {
        self.store.read(|reading| reading.sightings(before(today, days - 1)))
    }
}

fn before(today: Date, days: i32) -> Date {
    today.saturating_sub(jiff::Span::new().days(days))
}
