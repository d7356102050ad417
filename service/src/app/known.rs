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
        let filed = self.filed_in(indicator, organization, ALL, wanted);
        let known = filed.map(|at| Known {
            period: self.period(at),
            measure: self.measure(at),
            breakdown: self.breakdown(at),
            value: self.value(at),
            as_of: self.effective_as_of(at),
            status: self.status(at),
            qualifier: self.qualifier(at),
            source: self.source(at),
        });
        known.collect()
    }
}
