//! The rows of one indicator, organization and breakdown: found once by their codes, then looked at by number.

use std::any::Any;
use std::ops::Range;

use super::block::Key;
use super::{At, Cube, MONTH_0, NO_DAY, Vintage, high};
use crate::domain::{Breakdown, Date, IndicatorCode, Measure, OrganizationCode, Period, Qualifier, Status};

/// Where a cube has them; good for the cube it came from.
#[derive(Clone, Copy, Debug)]
pub struct Series {
    indicator: Option<u32>,
    block: Option<u32>,
    breakdown: Option<u32>,
    /// A row of the block from which on the next one is looked for.
    near: u32,
}

/// A row that stands in its cell.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// Where it is.
    pub at: At,
    /// Its period, as [`Period::ordinal`] has it.
    pub ordinal: u32,
    /// Its status.
    pub status: Status,
    /// Its qualifier.
    pub qualifier: Option<Qualifier>,
    /// In smallest units; `None` where the status has none.
    pub value: Option<i64>,
}

/// Rows of months, one of each, that all have numbers.
#[derive(Clone, Debug)]
pub struct Months {
    /// What they come to, in smallest units.
    pub units: i128,
    /// The last of the as-of days they have.
    pub as_of: Option<Date>,
    /// Of each status that any of them has the bit of its place.
    pub statuses: u8,
    /// The same of the qualifiers.
    pub qualifiers: u8,
    block: u32,
    rows: Range<u32>,
}

impl Months {
    /// Where they are, in time.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = At> + use<> {
        let block = self.block;
        self.rows.clone().map(move |row| At { block, row })
    }
}

impl Series {
    /// The same of the breakdown of another series of the indicator.
    #[must_use]
    pub fn beside(self, other: Self) -> Self {
        Self { breakdown: other.breakdown, ..self }
    }
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
            near: 0,
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

    /// Looks at the row that stands in each period within this one, in time. The next look at the same series is quicker.
    pub fn each_of_series(
        &self,
        series: &mut Series,
        period: Period,
        measure: Measure,
        vintage: Vintage,
        mut look: impl FnMut(Standing),
    ) {
        let Some((number, breakdown)) = series.block.zip(series.breakdown) else { return };
        let block = &*self.blocks[number as usize].1;
        let all = self.sees_all(vintage);
        let mut before: Option<(u32, Key)> = None;
        let near = series.near;
        let mut tell = |(row, key): (u32, Key)| {
            let (status, at) = (key.status(), At { block: number, row });
            let value = status.has_value().then(|| block.value(row));
            look(Standing { at, ordinal: key.ordinal(), status, qualifier: key.qualifier(), value });
        };
        for (row, key) in block.within(period, Key::kind(breakdown, measure), near) {
            series.near = row + 1;
            let is_seen =
                if all { !key.is_mended() } else { self.is_visible(At { block: number, row }, vintage) };
            // Rows of one period stand together, the one that supersedes the others last.
            if is_seen
                && let Some(other) = before.replace((row, key))
                && other.1.ordinal() != key.ordinal()
            {
                tell(other);
            }
        }
        before.into_iter().for_each(tell);
    }

    /// The months of a period where that is quick to tell: they are all that there is of it, one row of each, and all of them can
    /// be seen.
    #[must_use]
    pub fn months(
        &self,
        series: &mut Series,
        period: Period,
        measure: Measure,
        vintage: Vintage,
    ) -> Option<Months> {
        let (number, breakdown) = series.block.zip(series.breakdown)?;
        let block = &*self.blocks[number as usize].1;
        let rows = block.months(period, Key::kind(breakdown, measure), series.near)?;
        series.near = rows.end;
        let is_visible = |row| self.is_visible(At { block: number, row }, vintage);
        if !self.sees_all(vintage) && !rows.clone().all(is_visible) {
            return None;
        }
        let (mut statuses, mut qualifiers) = (0, 0);
        for key in block.keys(rows.clone()) {
            statuses |= 1 << key.status() as u8;
            qualifiers |= key.qualifier().map_or(0, |one| 1 << one as u8);
        }
        let have_values = Status::ALL.iter().all(|one| one.has_value() || statuses & 1 << *one as u8 == 0);
        have_values.then(|| Months {
            units: block.values(rows.clone()).iter().map(|value| i128::from(*value)).sum(),
            as_of: self.last_day(block.stamps(rows.clone())),
            statuses,
            qualifiers,
            block: number,
            rows,
        })
    }

    /// The last as-of day that any of these stamps has.
    fn last_day(&self, stamps: &[u32]) -> Option<Date> {
        if stamps.iter().all(|at| self.runs_to[*at as usize] == NO_DAY) {
            return None;
        }
        stamps.iter().filter_map(|at| self.stamps[*at as usize].as_of).max()
    }

    /// The row of a period's months that runs to the latest day, where that is quick to tell: as [`Self::months`] has it, and
    /// all of them say something.
    #[must_use]
    pub fn latest_month(
        &self,
        series: &mut Series,
        period: Period,
        measure: Measure,
        vintage: Vintage,
    ) -> Option<Standing> {
        let (number, breakdown) = series.block.zip(series.breakdown)?;
        let block = &*self.blocks[number as usize].1;
        let rows = block.months(period, Key::kind(breakdown, measure), series.near)?;
        let is_visible = |row| self.is_visible(At { block: number, row }, vintage);
        let says_something = |key: &Key| key.status() != Status::NotReported;
        if !block.keys(rows.clone()).iter().all(says_something)
            || !self.sees_all(vintage) && !rows.clone().all(is_visible)
        {
            return None;
        }
        series.near = rows.end;
        // Of two that run to one day the later row stands.
        let (_, row) = rows
            .clone()
            .zip(block.keys(rows.clone()))
            .zip(block.stamps(rows))
            .map(|((row, key), stamp)| (self.runs_to_of(*stamp, key.ordinal()), row))
            .max()?;
        let (key, at) = (block.key(row), At { block: number, row });
        let value = key.status().has_value().then(|| block.value(row));
        Some(Standing { at, ordinal: key.ordinal(), status: key.status(), qualifier: key.qualifier(), value })
    }

    /// The day up to which a row runs, as a number that orders days: whatever runs to a month's last day is the same.
    #[must_use]
    pub fn runs_to(&self, one: &Standing) -> i32 {
        let stamp = self.blocks[one.at.block as usize].1.stamp(one.at.row);
        self.runs_to_of(stamp, one.ordinal)
    }

    fn runs_to_of(&self, stamp: u32, ordinal: u32) -> i32 {
        match self.runs_to[stamp as usize] {
            NO_DAY => ((ordinal & 0xfff) as i32 + MONTH_0) << 5 | 31,
            day => day,
        }
    }

    /// Whether a vintage sees every row that its source has not mended.
    fn sees_all(&self, vintage: Vintage) -> bool {
        let (last, is_back) = self.published;
        vintage.as_of.is_none() && !is_back && last <= vintage.known_on
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
