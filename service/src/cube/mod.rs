//! An immutable, columnar, in-memory snapshot of all figures; swapped as a whole after each commit.

mod dictionary;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::domain::{
    Breakdown, Catalogue, Date, Figure, IndicatorCode, Measure, Observation, OrganizationCode, Period,
    Qualifier, Revision, SourceId, Status,
};
use dictionary::Dictionary;

/// Every figure of every revision, and the catalogue they belong to.
///
/// Rows are sorted by indicator, organization, period, breakdown, measure; those of one cell by as-of day, publication
/// day and revision, so that the last visible one is the one that stands.
#[derive(Debug, Default)]
pub struct Cube {
    catalogue: Arc<Catalogue>,
    revision: Revision,
    indicators: Dictionary<IndicatorCode>,
    organizations: Dictionary<OrganizationCode>,
    periods: Dictionary<Period>,
    breakdowns: Dictionary<Breakdown>,
    sources: Dictionary<SourceId>,
    columns: Columns,
    /// Where the rows of an indicator and an organization stand, by the high half of their keys.
    filed: HashMap<u64, Range<usize>>,
    /// For each indicator, whether any row has the measure.
    measured: Vec<[bool; Measure::ALL.len()]>,
}

/// One row over all columns is one observation.
#[derive(Debug, Default)]
struct Columns {
    key: Vec<u128>,
    value: Vec<i64>,
    as_of: Vec<Option<Date>>,
    known_on: Vec<Date>,
    revision: Vec<Revision>,
    source: Vec<u32>,
    qualifier: Vec<Option<Qualifier>>,
    status: Vec<Status>,
}

/// The place of a row; good for the cube it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct At(usize);

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
        let figures = || observations.iter().map(|one| &one.figure);
        let mut cube = Self {
            catalogue,
            revision,
            indicators: Dictionary::new(figures().map(|figure| &figure.indicator)),
            organizations: Dictionary::new(figures().map(|figure| &figure.organization)),
            periods: Dictionary::new(figures().map(|figure| &figure.period)),
            breakdowns: Dictionary::new(figures().map(|figure| &figure.breakdown)),
            sources: Dictionary::new(figures().filter_map(|figure| figure.source.as_ref())),
            columns: Columns::default(),
            filed: HashMap::new(),
            measured: Vec::new(),
        };
        cube.measured = vec![[false; Measure::ALL.len()]; cube.indicators.all().len()];
        let mut rows: Vec<(u128, Observation)> =
            observations.into_iter().filter_map(|one| Some((cube.key_of(&one.figure)?, one))).collect();
        rows.sort_by_key(|(key, one)| (*key, effective(&one.figure), one.known_on, one.revision));
        for (key, one) in rows {
            cube.push(key, &one);
        }
        cube
    }

    fn push(&mut self, key: u128, one: &Observation) {
        self.measured[(key >> 96) as usize][one.figure.measure as usize] = true;
        let at = self.columns.key.len();
        self.filed.entry((key >> 64) as u64).or_insert(at..at).end = at + 1;
        let columns = &mut self.columns;
        columns.key.push(key);
        columns.value.push(one.figure.value.unwrap_or(0));
        columns.as_of.push(one.figure.as_of);
        columns.known_on.push(one.known_on);
        columns.revision.push(one.revision);
        columns.source.push(
            one.figure.source.as_ref().and_then(|source| self.sources.find(source)).unwrap_or(u32::MAX),
        );
        columns.qualifier.push(one.figure.qualifier);
        columns.status.push(one.figure.status);
    }

    fn key_of(&self, figure: &Figure) -> Option<u128> {
        let high = self.high(&figure.indicator, &figure.organization)?;
        Some(
            u128::from(high) << 64
                | u128::from(self.low(figure.period, &figure.breakdown, figure.measure)?),
        )
    }

    fn high(&self, indicator: &IndicatorCode, organization: &OrganizationCode) -> Option<u64> {
        Some(
            u64::from(self.indicators.find(indicator)?) << 32
                | u64::from(self.organizations.find(organization)?),
        )
    }

    fn low(&self, period: Period, breakdown: &Breakdown, measure: Measure) -> Option<u64> {
        let (period, breakdown) = (self.periods.find(&period)?, self.breakdowns.find(breakdown)?);
        Some(u64::from(period) << 32 | u64::from(breakdown) << 2 | measure as u64)
    }

    fn span(&self, indicator: &IndicatorCode, organization: &OrganizationCode) -> Range<usize> {
        let high = self.high(indicator, organization);
        high.and_then(|high| self.filed.get(&high)).cloned().unwrap_or_default()
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
        let filed = self.span(indicator, organization);
        let span = self.low(period, breakdown, measure).map_or(0..0, |low| {
            let keys = &self.columns.key[filed.clone()];
            let start = keys.partition_point(|key| (*key as u64) < low);
            let length = keys[start..].iter().take_while(|key| **key as u64 == low).count();
            filed.start + start..filed.start + start + length
        });
        span.map(At).filter(move |at| self.is_visible(*at, vintage))
    }

    /// Every row of an indicator and an organization that can be seen: all periods, breakdowns and measures.
    pub fn filed(
        &self,
        indicator: &IndicatorCode,
        organization: &OrganizationCode,
        vintage: Vintage,
    ) -> impl Iterator<Item = At> {
        let span = self.span(indicator, organization);
        span.map(At).filter(move |at| self.is_visible(*at, vintage))
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
        self.breakdowns.all()
    }

    /// Every period that any figure has, in time.
    #[must_use]
    pub fn periods(&self) -> &[Period] {
        self.periods.all()
    }

    fn is_visible(&self, At(at): At, vintage: Vintage) -> bool {
        self.columns.known_on[at] <= vintage.known_on
            && vintage.as_of.is_none_or(|last| self.effective_as_of(At(at)) <= last)
    }

    /// The value in smallest units; `None` where the status has none.
    #[must_use]
    pub fn value(&self, At(at): At) -> Option<i64> {
        self.columns.status[at].has_value().then_some(self.columns.value[at])
    }

    /// The as-of day as it was filed.
    #[must_use]
    pub fn as_of(&self, At(at): At) -> Option<Date> {
        self.columns.as_of[at]
    }

    /// The as-of day, or the period's last where none was filed.
    #[must_use]
    pub fn effective_as_of(&self, at: At) -> Date {
        self.as_of(at).unwrap_or_else(|| self.period(at).end())
    }

    /// The qualifier.
    #[must_use]
    pub fn qualifier(&self, At(at): At) -> Option<Qualifier> {
        self.columns.qualifier[at]
    }

    /// The status.
    #[must_use]
    pub fn status(&self, At(at): At) -> Status {
        self.columns.status[at]
    }

    /// The source; none only for an observation that was made without one.
    #[must_use]
    pub fn source(&self, At(at): At) -> Option<&SourceId> {
        self.sources.get(self.columns.source[at])
    }

    /// The period.
    #[must_use]
    pub fn period(&self, At(at): At) -> Period {
        self.periods.all()[(self.columns.key[at] >> 32) as u32 as usize]
    }

    /// The breakdown.
    #[must_use]
    pub fn breakdown(&self, At(at): At) -> &Breakdown {
        &self.breakdowns.all()[(self.columns.key[at] as u32 >> 2) as usize]
    }

    /// The measure.
    #[must_use]
    pub fn measure(&self, At(at): At) -> Measure {
        Measure::ALL[(self.columns.key[at] & 3) as usize]
    }

    /// The whole row as it was stored.
    #[must_use]
    pub fn observation(&self, at: At) -> Observation {
        let key = self.columns.key[at.0];
        Observation {
            figure: Figure {
                indicator: self.indicators.all()[(key >> 96) as usize].clone(),
                organization: self.organizations.all()[(key >> 64) as u32 as usize].clone(),
                period: self.period(at),
                measure: self.measure(at),
                breakdown: self.breakdown(at).clone(),
                value: self.value(at),
                as_of: self.as_of(at),
                qualifier: self.qualifier(at),
                status: self.status(at),
                source: self.source(at).cloned(),
            },
            known_on: self.columns.known_on[at.0],
            revision: self.columns.revision[at.0],
        }
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
        self.columns.key.len()
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.columns.key.is_empty()
    }
}

fn effective(figure: &Figure) -> Date {
    figure.as_of.unwrap_or_else(|| figure.period.end())
}
