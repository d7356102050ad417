//! An immutable, columnar, in-memory snapshot of all figures; swapped as a whole after each commit. What a filing does not
//! touch is shared by the snapshots before and after it.

mod aside;
mod block;
mod bringing;
mod build;
mod dictionary;
mod series;
mod stamp;
mod standing;
#[cfg(test)]
mod tests;

pub use build::Builder;
pub use series::{Months, Series, Standing};

use std::any::Any;
use std::ops::Range;
use std::sync::Arc;

use crate::domain::{
    Breakdown, Catalogue, Date, Figure, IndicatorCode, Known, Measure, Observation, OrganizationCode, Period,
    Qualifier, Quick, Revision, SourceId, Status, Threshold,
};
use aside::{Aside, Kept};
use block::{Block, Key, effective};
use dictionary::Dictionary;
use stamp::Stamp;

/// Every figure of every revision, and the catalogue they belong to.
///
/// Rows stand in blocks, one for each indicator and organization; in a block they are sorted by breakdown, measure, period,
/// those of one cell by as-of day, publication day and revision, so that the last visible one stands. A row that its source
/// has mended is kept and never visible.
#[derive(Clone, Debug, Default)]
pub struct Cube {
    catalogue: Arc<Catalogue>,
    revision: Revision,
    indicators: Arc<Dictionary<IndicatorCode>>,
    organizations: Arc<Dictionary<OrganizationCode>>,
    breakdowns: Arc<Dictionary<Breakdown>>,
    sorted_breakdowns: Arc<[Breakdown]>,
    periods: Arc<Vec<Period>>,
    stamps: Vec<Stamp>,
    /// The as-of days of the stamps as [`Cube::runs_to`] has them, [`NO_DAY`] where they have none.
    runs_to: Vec<i32>,
    /// The numbers of blocks, by indicator and organization.
    places: Arc<Quick<u64, u32>>,
    /// With the key of its place.
    blocks: Vec<(u64, Arc<Block>)>,
    /// For each indicator, whether any row has the measure.
    measured: Vec<[bool; Measure::ALL.len()]>,
    /// For each indicator, what is kept of answers; all that a filing does not touch goes on to the next snapshot.
    kept: Vec<Kept>,
    rows: usize,
    /// The last day on which anything was published, and whether anything was ever taken back.
    published: (Date, bool),
    threshold: Threshold,
    aside: Aside,
}

/// The place of a block among the others.
fn high(indicator: u32, organization: u32) -> u64 {
    u64::from(indicator) << 32 | u64::from(organization)
}

/// A day as a number that orders days: the last of any month is its 31st.
fn in_days(day: Date) -> i32 {
    let of_month = if day.day() == day.days_in_month() { 31 } else { day.day() };
    (i32::from(day.year()) * 12 + i32::from(day.month()) - 1) << 5 | i32::from(of_month)
}

const NO_DAY: i32 = i32::MIN;

/// January 1900, from which on ordinals count months, counted from the year 0.
const MONTH_0: i32 = 1900 * 12;

/// The place of a row; good for the cube it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    block: u32,
    row: u32,
}

/// Which vintage is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Vintage {
    /// Only what was published on or before this day.
    pub known_on: Date,
    /// Only data that end on or before this day; a figure without an as-of day counts as of its period's end.
    pub as_of: Option<Date>,
}

impl Cube {
    /// A snapshot of these observations, in any order.
    #[must_use]
    pub fn new(catalogue: Arc<Catalogue>, revision: Revision, observations: Vec<Observation>) -> Self {
        let mut builder = Builder::new(catalogue);
        observations.into_iter().for_each(|one| builder.push(one.observed()));
        builder.finish(revision)
    }

    fn block(&self, indicator: &IndicatorCode, organization: &OrganizationCode) -> Option<u32> {
        let high = high(self.indicators.find(indicator)?, self.organizations.find(organization)?);
        self.places.get(&high).copied()
    }

    fn rows(&self, block: Option<u32>, rows: Range<u32>) -> impl DoubleEndedIterator<Item = At> {
        block.into_iter().flat_map(move |block| rows.clone().map(move |row| At { block, row }))
    }

    /// The rows of one cell that can be seen, in the order in which they supersede each other: the last stands.
    pub fn cell(
        &self,
        indicator: &IndicatorCode,
        organization: &OrganizationCode,
        period: Period,
        breakdown: &Breakdown,
        measure: Measure,
        vintage: Vintage,
    ) -> impl DoubleEndedIterator<Item = At> {
        self.cell_of(self.series(indicator, organization, breakdown), period, measure, vintage)
    }

    /// Every row of an indicator and an organization that can be seen: all periods, breakdowns and measures.
    pub fn filed(
        &self,
        indicator: &IndicatorCode,
        organization: &OrganizationCode,
        vintage: Vintage,
    ) -> impl Iterator<Item = At> {
        let block = self.block(indicator, organization);
        let length = block.map_or(0, |block| self.blocks[block as usize].1.len());
        self.rows(block, 0..length as u32).filter(move |at| self.is_visible(*at, vintage))
    }

    /// Every row of an indicator and an organization, also those that a correction of their source has mended since: those
    /// of one cell stand together, in the order in which they supersede each other.
    pub fn ever(
        &self,
        indicator: &IndicatorCode,
        organization: &OrganizationCode,
    ) -> impl Iterator<Item = At> {
        let block = self.block(indicator, organization);
        let length = block.map_or(0, |block| self.blocks[block as usize].1.len());
        self.rows(block, 0..length as u32)
    }

    /// Those of them that could be seen on any day at all.
    pub fn once_shown(
        &self,
        indicator: &IndicatorCode,
        organization: &OrganizationCode,
    ) -> impl Iterator<Item = At> {
        let mended = |at: &At| self.blocks[at.block as usize].1.is_mended_for_good(at.row);
        self.ever(indicator, organization).filter(move |at| !mended(at))
    }

    /// Whether a row is of this breakdown and measure.
    #[must_use]
    pub fn is_of(&self, at: At, breakdown: &Breakdown, measure: Measure) -> bool {
        self.measure(at) == measure && self.breakdown(at) == breakdown
    }

    /// Whether any figure of the indicator has this measure, in any vintage: what nobody ever filed need not be looked for.
    #[must_use]
    pub fn has(&self, indicator: &IndicatorCode, measure: Measure) -> bool {
        let at = self.indicators.find(indicator).and_then(|at| self.measured.get(at as usize));
        at.is_some_and(|measured| measured[measure as usize])
    }

    /// Every breakdown that any figure has, sorted.
    #[must_use]
    pub fn breakdowns(&self) -> &[Breakdown] {
        &self.sorted_breakdowns
    }

    /// Every period that any figure has, in time.
    #[must_use]
    pub fn periods(&self) -> &[Period] {
        &self.periods
    }

    fn is_visible(&self, at: At, vintage: Vintage) -> bool {
        self.stamp(at).is_shown_on(vintage.known_on)
            && !self.blocks[at.block as usize].1.is_mended(at.row, vintage.known_on)
            && vintage.as_of.is_none_or(|last| self.effective_as_of(at) <= last)
    }

    fn stamp(&self, at: At) -> &Stamp {
        &self.stamps[self.blocks[at.block as usize].1.stamp(at.row) as usize]
    }

    fn key(&self, at: At) -> Key {
        self.blocks[at.block as usize].1.key(at.row)
    }

    /// The value in smallest units; `None` where the status has none.
    #[must_use]
    pub fn value(&self, at: At) -> Option<i64> {
        self.status(at).has_value().then(|| self.blocks[at.block as usize].1.value(at.row))
    }

    /// The as-of day as it was filed.
    #[must_use]
    pub fn as_of(&self, at: At) -> Option<Date> {
        self.stamp(at).as_of
    }

    /// The as-of day, or the period's last where none was filed.
    #[must_use]
    pub fn effective_as_of(&self, at: At) -> Date {
        effective(self.as_of(at), self.period(at))
    }

    /// The qualifier.
    #[must_use]
    pub fn qualifier(&self, at: At) -> Option<Qualifier> {
        self.key(at).qualifier()
    }

    /// The status.
    #[must_use]
    pub fn status(&self, at: At) -> Status {
        self.key(at).status()
    }

    /// The day from which a reader could know it.
    #[must_use]
    pub fn known_on(&self, at: At) -> Date {
        self.stamp(at).known_on
    }

    /// Whether somebody with this knowledge is shown it, but for what its own source has said otherwise since.
    #[must_use]
    pub fn is_known(&self, at: At, known: Known) -> bool {
        let knows = |day: Date, revision: Revision| day <= known.on && revision <= known.revision;
        let Stamp { known_on, revision, until, .. } = *self.stamp(at);
        knows(known_on, revision) && !until.is_some_and(|until| knows(until.on, until.revision))
    }

    /// The day from which on it is no longer shown, if it was rolled back.
    #[must_use]
    pub fn until(&self, at: At) -> Option<Date> {
        self.stamp(at).until.map(|until| until.on)
    }

    /// What it came in: of two in one cell, the later one supersedes and mends.
    #[must_use]
    pub fn turn(&self, at: At) -> impl Ord + use<> {
        self.stamp(at).turn()
    }

    /// The filing it came in, as the store counts.
    #[must_use]
    pub fn filing(&self, at: At) -> Revision {
        self.stamp(at).filing
    }

    /// The source; none only for an observation that was made without one.
    #[must_use]
    pub fn source(&self, at: At) -> Option<&SourceId> {
        self.stamp(at).source.as_ref()
    }

    /// Whose it is.
    #[must_use]
    pub fn organization(&self, at: At) -> &OrganizationCode {
        self.organizations.get(self.blocks[at.block as usize].0 as u32)
    }

    /// The period.
    #[must_use]
    pub fn period(&self, at: At) -> Period {
        self.key(at).period()
    }

    /// The breakdown.
    #[must_use]
    pub fn breakdown(&self, at: At) -> &Breakdown {
        self.breakdowns.get(self.key(at).breakdown())
    }

    /// The measure.
    #[must_use]
    pub fn measure(&self, at: At) -> Measure {
        self.key(at).measure()
    }

    /// The whole row as it was stored.
    #[must_use]
    pub fn observation(&self, at: At) -> Observation {
        let (high, stamp) = (self.blocks[at.block as usize].0, self.stamp(at));
        Observation {
            figure: Figure {
                indicator: self.indicators.get((high >> 32) as u32).clone(),
                organization: self.organizations.get(high as u32).clone(),
                period: self.period(at),
                measure: self.measure(at),
                breakdown: self.breakdown(at).clone(),
                value: self.value(at),
                as_of: stamp.as_of,
                qualifier: self.qualifier(at),
                status: self.status(at),
                source: stamp.source.clone(),
            },
            known_on: stamp.known_on,
            revision: stamp.revision,
        }
    }

    /// The same with another smallest count of sensitive indicators.
    #[must_use]
    pub fn with_threshold(self, threshold: Threshold) -> Self {
        let aside = if threshold == self.threshold { self.aside } else { Aside::default() };
        Self { threshold, aside, ..self }
    }

    /// The smallest count of a sensitive indicator that may be shown below the top of the tree.
    #[must_use]
    pub fn threshold(&self) -> Threshold {
        self.threshold
    }

    /// What is worked out from this snapshot once for an indicator, and then kept with it. Whoever makes it is handed what was
    /// made from the snapshot before, if it was asked for.
    pub fn once<T: Any + Send + Sync>(
        &self,
        indicator: &IndicatorCode,
        make: impl Fn(Option<&T>) -> T,
    ) -> Arc<T> {
        self.aside.of(indicator, make)
    }

    /// The catalogue.
    #[must_use]
    pub fn catalogue(&self) -> &Arc<Catalogue> {
        &self.catalogue
    }

    /// The newest revision it holds.
    #[must_use]
    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// How many figures it holds, of all revisions.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }
}
