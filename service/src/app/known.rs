//! What the snapshot knows, as the rules of the intake ask for it.

use crate::cube::{Cube, Vintage};
use crate::domain::{Date, IndicatorCode, OrganizationCode, Period};
use crate::intake::rules::{History, Known};

/// Whatever was published, up to today and after.
const ALL: Vintage = Vintage { known_on: Date::MAX, as_of: None };

impl History for Cube {
    fn of(
        &self,
        indicator: &IndicatorCode,
        organization: &OrganizationCode,
        wanted: &dyn Fn(Period) -> bool,
    ) -> Vec<Known<'_>> {
        let filed = self.filed(indicator, organization, ALL);
        // Rows of one period stand together.
        let mut before: Option<(Period, bool)> = None;
        let known = filed.filter_map(|at| {
            let period = self.period(at);
            let is_wanted = match before {
                Some((other, is_wanted)) if other == period => is_wanted,
                _ => wanted(period),
            };
            before = Some((period, is_wanted));
            is_wanted.then(|| Known {
                period,
                measure: self.measure(at),
                breakdown: self.breakdown(at),
                value: self.value(at),
                as_of: self.effective_as_of(at),
                status: self.status(at),
                qualifier: self.qualifier(at),
                source: self.source(at),
            })
        });
        known.collect()
    }
}
