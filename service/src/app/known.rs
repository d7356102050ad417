//! What figures in memory know, as the rules of the intake ask for it.

use crate::cube::{Cube, Untaken};
use crate::domain::{IndicatorCode, OrganizationCode};
use crate::intake::rules::{History, Known, Wants};

impl History for Cube {
    /// Whatever was published, up to today and after.
    fn of<'k>(
        &'k self,
        indicator: &IndicatorCode,
        organization: &OrganizationCode,
        wanted: &Wants<'_>,
        known: &mut Vec<Known<'k>>,
    ) {
        self.each_standing(indicator, organization, wanted.among(self.periods()), |one| {
            let Untaken { period, measure, breakdown, value, as_of, status, qualifier, source, .. } = one;
            known.push(Known { period, measure, breakdown, value, as_of, status, qualifier, source });
        });
    }
}
