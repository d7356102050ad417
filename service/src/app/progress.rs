//! Who has filed, and who has not.

use super::{App, StoreError, snapshot};
use crate::domain::{Date, FormCode, OrganizationCode, Period, Progress};

impl App {
    /// Who has filed a form for a period and who has not; of all, or of an organization and those below it. `None` where
    /// there is no such form.
    ///
    /// # Errors
    /// When the store fails.
    pub fn progress(
        &self,
        form: &FormCode,
        period: Period,
        within: Option<&OrganizationCode>,
        today: Date,
    ) -> Result<Option<Progress>, StoreError> {
        let catalogue = self.snapshot().catalogue().clone();
        let Some(form) = catalogue.form(form) else { return Ok(None) };
        let received =
            self.store.read(|reading| reading.received(&catalogue, form, period, snapshot::clock()))?;
        let seen = |code: &OrganizationCode| {
            within.is_none_or(|within| catalogue.stands_within(code, within, today))
        };
        Ok(Some(Progress::of(&catalogue, form, period, &received, today, seen)))
    }
}
