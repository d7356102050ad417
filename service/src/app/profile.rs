//! What pages about an indicator, an organization or a period find to show.

use super::App;
use crate::cube::Vintage;
use crate::domain::{Date, Indicator, OrganizationCode, Period, Threshold};
use crate::rollup::{Report, profile};

impl App {
    /// Everything that there is of an indicator and an organization, as [`profile::profile`] has it.
    #[must_use]
    pub fn profile(
        &self,
        indicator: &Indicator,
        organization: &OrganizationCode,
        today: Date,
    ) -> Vec<Report> {
        profile::profile(&self.snapshot(), indicator, organization, today)
    }

    /// The newest that an organization has of each indicator that it has anything of.
    #[must_use]
    pub fn newest(&self, organization: &OrganizationCode, today: Date) -> Vec<Report> {
        let cube = self.snapshot();
        let indicators = cube.catalogue().parts().indicators.iter();
        indicators.filter_map(|one| profile::newest(&cube, one, organization, today)).collect()
    }

    /// What an organization has of an indicator for a period; where that is nothing, what had run up by a day of it.
    #[must_use]
    pub fn of_period(
        &self,
        indicator: &Indicator,
        organization: &OrganizationCode,
        period: Period,
        today: Date,
    ) -> Vec<Report> {
        let cube = self.snapshot();
        let of_it = profile::of_period(&cube, indicator, organization, period, today);
        if of_it.is_empty() { profile::up_to(&cube, indicator, organization, period, today) } else { of_it }
    }

    /// Everybody of whom figures of an indicator are public, in the order of the catalogue.
    #[must_use]
    pub fn reporters(&self, indicator: &Indicator, today: Date) -> Vec<OrganizationCode> {
        let cube = self.snapshot();
        let vintage = Vintage { known_on: today, as_of: None };
        let has = |code: &&OrganizationCode| cube.filed(&indicator.code, code, vintage).next().is_some();
        let all = cube.catalogue().parts().organizations.iter().map(|one| &one.code);
        all.filter(has).cloned().collect()
    }

    /// The smallest count of a sensitive indicator that may be shown below the top of the tree.
    #[must_use]
    pub fn threshold(&self) -> Threshold {
        self.threshold
    }
}
