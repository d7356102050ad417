//! What figures in memory know, as the rules of the intake ask for it.

use crate::cube::Cube;
use crate::domain::{IndicatorCode, OrganizationCode, Untaken};
use crate::intake::{History, Wants};

impl History for Cube {
    /// Whatever was published, up to today and after.
    fn of<'k>(
        &'k self,
        indicator: &IndicatorCode,
        organization: &OrganizationCode,
        wanted: &Wants<'_>,
        known: &mut Vec<Untaken<'k>>,
    ) {
        let wanted = wanted.among(self.periods());
        self.each_standing(indicator, organization, wanted, |_, one| known.push(one));
    }
}
