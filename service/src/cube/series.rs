//! The rows of one indicator, organization and breakdown: found once by their codes, then looked at by number.

use std::any::Any;

use super::block::Key;
use super::{At, Cube, Vintage, high};
use crate::domain::{Breakdown, IndicatorCode, Measure, OrganizationCode, Period};

/// Where a cube has them; good for the cube it came from.
#[derive(Clone, Copy, Debug)]
pub struct Series {
    indicator: Option<u32>,
    block: Option<u32>,
    breakdown: Option<u32>,
}

impl Cube {
    /// Finds the rows of these three.
    #[must_use]
    pub fn series(
        &self,
        indicator: &IndicatorCode,
        organization: &OrganizationCode,
        breakdown: &Breakdown,
    ) -> Series {
        let one = Series {
            indicator: self.indicators.find(indicator),
            block: None,
            breakdown: self.breakdowns.find(breakdown),
        };
        self.series_of(one, organization)
    }

    /// The same of another organization.
    #[must_use]
    pub fn series_of(&self, one: Series, organization: &OrganizationCode) -> Series {
        let numbers = one.indicator.zip(self.organizations.find(organization));
        let place = numbers.and_then(|(indicator, number)| self.places.get(&high(indicator, number)));
        Series { block: place.copied(), ..one }
    }

    /// Whether any figure of the indicator has this measure, in any vintage.
    #[must_use]
    pub fn has_of(&self, series: Series, measure: Measure) -> bool {
        let measured = series.indicator.and_then(|at| self.measured.get(at as usize));
        measured.is_some_and(|measured| measured[measure as usize])
    }

    /// The rows of one cell that can be seen, in the order in which they supersede each other: the last stands.
    pub fn cell_of(
        &self,
        series: Series,
        period: Period,
        measure: Measure,
        vintage: Vintage,
    ) -> impl DoubleEndedIterator<Item = At> {
        let rows = series.block.zip(series.breakdown).map_or(0..0, |(block, breakdown)| {
            self.blocks[block as usize].1.rows(Key::cell(period, breakdown, measure))
        });
        self.rows(series.block, rows).filter(move |at| self.is_visible(*at, vintage))
    }

    /// The same for the periods that lie within this one: in time, those of one cell as [`Self::cell_of`] has them.
    pub fn within_of(
        &self,
        series: Series,
        period: Period,
        measure: Measure,
        vintage: Vintage,
    ) -> impl Iterator<Item = At> {
        let found = series.block.zip(series.breakdown).into_iter();
        let rows = found.flat_map(move |(block, breakdown)| {
            let rows = self.blocks[block as usize].1.within(period, Key::kind(breakdown, measure));
            rows.map(move |row| At { block, row })
        });
        rows.filter(move |at| self.is_visible(*at, vintage))
    }

    /// What is kept of answers about the indicator, in this snapshot and in those after it until a filing or a catalogue
    /// touches it; `None` for an indicator without figures.
    pub fn kept<T: Any + Send + Sync + Default>(&self, series: Series) -> Option<&T> {
        self.kept.get(series.indicator? as usize)?.get()
    }

    /// How many indicators have figures.
    #[must_use]
    pub fn indicators(&self) -> usize {
        self.kept.len()
    }
}
