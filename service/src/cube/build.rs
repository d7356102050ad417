//! Making a snapshot: from nothing, or from one that is there and what was filed since.

use std::collections::HashMap;
use std::sync::Arc;

use super::aside::Kept;
use super::block::{Growing, MOST_BREAKDOWNS};
use super::dictionary::Dictionary;
use super::stamp::Stamp;
use super::{Cube, NO_DAY, high, in_days};
use crate::domain::{
    Breakdown, Catalogue, IndicatorCode, Known, Measure, Observed, OrganizationCode, Period, Quick, Revision,
};
use crate::halves::halves;

/// Blocks that are joined in two halves: fewer are not worth a thread.
const MANY: usize = 256;

/// Breakdowns that are looked at one after the other.
const FEW: usize = 8;

/// A snapshot in the making.
#[derive(Debug)]
pub struct Builder {
    cube: Cube,
    growing: Quick<u32, Growing>,
    /// The numbers of the stamps that were added; none of them was there before, since each has its revision.
    stamps: HashMap<Stamp, u32>,
    /// What is taken back.
    ended: Vec<(Revision, Known)>,
    /// The numbers of a few breakdowns, which come by turns.
    lately: Vec<(Breakdown, u32)>,
    /// Where the row before went: rows of one indicator and one organization mostly come together.
    last: Option<Last>,
}

#[derive(Debug)]
struct Last {
    indicator: IndicatorCode,
    organization: OrganizationCode,
    number: u32,
    block: u32,
    period: Period,
    stamp: u32,
}

impl Builder {
    /// Of nothing yet.
    #[must_use]
    pub fn new(catalogue: Arc<Catalogue>) -> Self {
        Self::after(&Cube { catalogue, ..Cube::default() })
    }

    /// Of all that `cube` holds; what is not touched is shared with it.
    #[must_use]
    pub fn after(cube: &Cube) -> Self {
        Self {
            cube: cube.clone(),
            growing: Quick::default(),
            stamps: HashMap::new(),
            ended: Vec::new(),
            lately: Vec::new(),
            last: None,
        }
    }

    /// The same with another catalogue; `None` when that dates a source otherwise, so that all has to be read anew.
    #[must_use]
    pub fn with_catalogue(mut self, catalogue: Arc<Catalogue>) -> Option<Self> {
        let agrees = |stamp: &Stamp| {
            let source = stamp.source.as_ref().and_then(|source| catalogue.source(source));
            source.is_none_or(|source| source.published_on == stamp.known_on)
        };
        self.cube.stamps.iter().all(agrees).then(|| {
            self.cube.catalogue = catalogue;
            self.cube.kept.fill_with(Kept::default);
            self
        })
    }

    /// The catalogue it is made with.
    #[must_use]
    pub fn catalogue(&self) -> &Arc<Catalogue> {
        &self.cube.catalogue
    }

    /// What came in with this release is not shown to who knows as much as `until`.
    pub fn end(&mut self, release: Revision, until: Known) {
        self.ended.push((release, until));
    }

    /// Adds an observation of a release that the cube does not hold.
    pub fn push(&mut self, one: Observed<'_>) {
        let breakdown = self.breakdown(one.breakdown);
        if breakdown >= MOST_BREAKDOWNS {
            return;
        }
        let (block, stamp) = self.place(&one);
        self.growing.entry(block).or_default().push(&one, breakdown, stamp);
    }

    fn breakdown(&mut self, breakdown: &Breakdown) -> u32 {
        if let Some((_, number)) = self.lately.iter().find(|(last, _)| last == breakdown) {
            return *number;
        }
        let number = number(&mut self.cube.breakdowns, breakdown);
        if self.lately.len() == FEW {
            self.lately.clear();
        }
        self.lately.push((breakdown.clone(), number));
        number
    }

    /// The numbers of the row's block and stamp.
    fn place(&mut self, one: &Observed<'_>) -> (u32, u32) {
        let stamp = match &self.last {
            Some(last) if self.cube.stamps[last.stamp as usize].is_of(one) => last.stamp,
            _ => self.stamp(one),
        };
        match &mut self.last {
            Some(last) if last.organization == *one.organization && last.indicator == *one.indicator => {
                last.stamp = stamp;
                self.cube.measured[last.number as usize][one.measure as usize] = true;
                if last.period != one.period {
                    last.period = one.period;
                    note_period(&mut self.cube.periods, one.period);
                }
                (last.block, stamp)
            }
            _ => {
                let indicator = number(&mut self.cube.indicators, one.indicator);
                let organization = number(&mut self.cube.organizations, one.organization);
                if self.cube.measured.len() <= indicator as usize {
                    self.cube.measured.push([false; Measure::ALL.len()]);
                    self.cube.kept.push(Kept::default());
                }
                self.cube.measured[indicator as usize][one.measure as usize] = true;
                note_period(&mut self.cube.periods, one.period);
                let block = self.block(high(indicator, organization));
                self.last = Some(Last {
                    indicator: one.indicator.clone(),
                    organization: one.organization.clone(),
                    number: indicator,
                    block,
                    period: one.period,
                    stamp,
                });
                (block, stamp)
            }
        }
    }

    fn block(&mut self, high: u64) -> u32 {
        if let Some(number) = self.cube.places.get(&high) {
            return *number;
        }
        let number = u32::try_from(self.cube.blocks.len()).unwrap_or(u32::MAX);
        self.cube.blocks.push((high, Arc::default()));
        Arc::make_mut(&mut self.cube.places).insert(high, number);
        number
    }

    fn stamp(&mut self, one: &Observed<'_>) -> u32 {
        let stamps = &mut self.cube.stamps;
        *self.stamps.entry(Stamp::of(one)).or_insert_with_key(|stamp| {
            stamps.push(stamp.clone());
            u32::try_from(stamps.len() - 1).unwrap_or(u32::MAX)
        })
    }

    /// The snapshot of this revision.
    #[must_use]
    pub fn finish(mut self, revision: Revision) -> Cube {
        self.take_back();
        let is_back = self.cube.stamps.iter().any(|stamp| stamp.until.is_some());
        // In their order: what is made beside takes its memory elsewhere, each time the same blocks.
        let mut growing: Vec<(u32, Growing)> = self.growing.drain().collect();
        growing.sort_unstable_by_key(|(number, _)| *number);
        // The first of all are most of what will be: they take the room of what they are made of, one after the other.
        let least = if self.cube.rows == 0 { usize::MAX } else { MANY };
        let (blocks, stamps) = (&self.cube.blocks, &self.cube.stamps);
        let joined = halves(growing, least, |growing| {
            let join = |(number, rows): (u32, Growing)| {
                let block = rows.joined(&blocks[number as usize].1, stamps, is_back);
                (number, Arc::new(block))
            };
            growing.into_iter().map(join).collect::<Vec<_>>()
        });
        for (number, block) in joined.into_iter().flatten() {
            let (high, held) = &mut self.cube.blocks[number as usize];
            self.cube.kept[(*high >> 32) as usize] = Kept::default();
            self.cube.rows += block.len() - held.len();
            *held = block;
        }
        if self.cube.sorted_breakdowns.len() != self.cube.breakdowns.all().len() {
            let mut sorted = self.cube.breakdowns.all().to_vec();
            sorted.sort_unstable();
            self.cube.sorted_breakdowns = sorted.into();
        }
        self.cube.runs_to =
            self.cube.stamps.iter().map(|stamp| stamp.as_of.map_or(NO_DAY, in_days)).collect();
        let days = self.cube.stamps.iter().map(|stamp| stamp.known_on);
        self.cube.published = (days.max().unwrap_or_default(), is_back);
        self.cube.revision = revision;
        self.cube
    }

    /// Says of the rows of what ended that it did; blocks that hold any are put in order once more, since what they mended is
    /// no longer mended.
    fn take_back(&mut self) {
        if self.ended.is_empty() {
            return;
        }
        let mut is_ended = vec![false; self.cube.stamps.len()];
        for (stamp, is_ended) in self.cube.stamps.iter_mut().zip(&mut is_ended) {
            if let Some((_, until)) = self.ended.iter().find(|(release, _)| *release == stamp.revision) {
                stamp.until = Some(*until);
                *is_ended = true;
            }
        }
        for (number, (_, block)) in (0..).zip(&self.cube.blocks) {
            if block.has_stamp(|stamp| is_ended[stamp as usize]) {
                self.growing.entry(number).or_default();
            }
        }
    }
}

/// The number of a thing, which gets one if it has none; only then is a shared dictionary copied.
fn number<T: std::hash::Hash + Eq + Clone>(dictionary: &mut Arc<Dictionary<T>>, thing: &T) -> u32 {
    match dictionary.find(thing) {
        Some(number) => number,
        None => Arc::make_mut(dictionary).add(thing),
    }
}

fn note_period(periods: &mut Arc<Vec<Period>>, period: Period) {
    if let Err(place) = periods.binary_search(&period) {
        Arc::make_mut(periods).insert(place, period);
    }
}
