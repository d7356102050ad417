//! What figures in memory know, as the rules of the intake ask for it.

use crate::cube::Cube;
use crate::domain::{IndicatorCode, OrganizationCode, Period};
use crate::intake::rules::{History, Known};

impl History for Cube {
    /// Whatever was published, up to today and after.
    fn of<'k>(
        &'k self,
        indicator: &IndicatorCode,
        organization: &OrganizationCode,
        wanted: &dyn Fn(Period) -> bool,
        known: &mut Vec<Known<'k>>,
    ) {
        self.each_standing(indicator, organization, wanted, |at, (period, as_of)| {
            known.push(Known {
                period,
                measure: self.measure(at),
                breakdown: self.breakdown(at),
                value: self.value(at),
                as_of,
                status: self.status(at),
                qualifier: self.qualifier(at),
                source: self.source(at),
            });
        });
    }
}
