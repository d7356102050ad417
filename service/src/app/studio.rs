//! The studio: what a builder has to know of the figures.

use std::collections::BTreeSet;

use super::App;
use crate::cube::Vintage;
use crate::domain::{Date, Indicator, Kind, OrganizationCode, Period};

impl App {
    /// The periods for which there are figures of an indicator, of an organization or of those below it (`None`: of any), and the
    /// periods that these make up, in time.
    #[must_use]
    pub fn filed_periods(
        &self,
        indicator: &Indicator,
        within: Option<&OrganizationCode>,
        today: Date,
    ) -> Vec<Period> {
        let cube = self.snapshot();
        let catalogue = cube.catalogue();
        let vintage = Vintage { known_on: today, as_of: None };
        let is_within =
            |code: &&OrganizationCode| within.is_none_or(|own| *code == own || catalogue.is_below(code, own));
        let codes = catalogue.parts().organizations.iter().map(|one| &one.code).filter(is_within);
        let mut found: BTreeSet<Period> = BTreeSet::new();
        for code in codes {
            found.extend(cube.filed(&indicator.code, code, vintage).map(|at| cube.period(at)));
        }
        if !matches!(indicator.kind, Kind::Index | Kind::Rank) {
            let wholes: Vec<Period> =
                found.iter().flat_map(|one| one.wholes()).map(|(whole, _)| whole).collect();
            found.extend(wholes);
        }
        found.into_iter().collect()
    }
}
