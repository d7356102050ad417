//! The rows of one indicator and one organization: what a filing replaces as a whole, and all others share.

use std::collections::HashMap;
use std::ops::Range;

use crate::domain::{Date, Measure, Observed, Period, Qualifier, Status};

use super::stamp::Stamp;

/// One row over all columns is one observation, in 20 bytes. Sorted by breakdown, measure, period, so that what is added up
/// stands together; the rows of one cell in the order in which they supersede each other.
#[derive(Debug, Default)]
pub(super) struct Block {
    keys: Box<[Key]>,
    values: Box<[i64]>,
    stamps: Box<[u32]>,
    /// Of the mended rows those whose corrections were all rolled back, and the day from which on they are as if they had
    /// never been mended.
    mended_until: Box<[(u32, Date)]>,
}

/// From the highest bit but one: 30 of the breakdown's number, 2 of the measure, 24 of the period, 1 of whether the row is
/// mended, 3 of the status and 3 of the qualifier.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key(u64);

const MENDED: u64 = 1 << 6;

/// How many breakdowns a key has room for.
pub(super) const MOST_BREAKDOWNS: u32 = 1 << 30;

impl Key {
    fn of(one: &Observed<'_>, breakdown: u32) -> Self {
        let qualifier = one.qualifier.map_or(0, |qualifier| qualifier as u64 + 1);
        Self(Self::cell(one.period, breakdown, one.measure) << 7 | (one.status as u64) << 3 | qualifier)
    }

    /// The part that says which cell of the block a row belongs to.
    pub(super) fn cell(period: Period, breakdown: u32, measure: Measure) -> u64 {
        cell(Self::kind(breakdown, measure), period.ordinal())
    }

    /// The part that says of which breakdown and measure a row is.
    pub(super) fn kind(breakdown: u32, measure: Measure) -> u32 {
        breakdown << 2 | measure as u32
    }

    /// The part that says of which breakdown and measure it is.
    pub(super) fn of_kind(self) -> u32 {
        (self.0 >> 31) as u32
    }

    /// The cell of another period, of the same breakdown and measure.
    pub(super) fn cell_at(self, ordinal: u32) -> u64 {
        cell(self.of_kind(), ordinal)
    }

    /// What comes before the cells of the next breakdown and measure.
    pub(super) fn next_kind(self) -> u64 {
        (u64::from(self.of_kind()) + 1) << 24
    }

    fn of_cell(self) -> u64 {
        self.0 >> 7
    }

    /// Whether both are of one cell.
    pub(super) fn is_of_cell_of(self, other: Self) -> bool {
        self.of_cell() == other.of_cell()
    }

    /// Whether its source has said otherwise since, though that may have been rolled back.
    pub(super) fn is_mended(self) -> bool {
        self.0 & MENDED != 0
    }

    pub(super) fn ordinal(self) -> u32 {
        (self.0 >> 7) as u32 & 0xff_ffff
    }

    pub(super) fn period(self) -> Period {
        Period::of_ordinal(self.ordinal())
    }

    pub(super) fn breakdown(self) -> u32 {
        (self.0 >> 33) as u32
    }

    pub(super) fn measure(self) -> Measure {
        Measure::ALL[(self.0 >> 31 & 3) as usize]
    }

    pub(super) fn status(self) -> Status {
        Status::ALL[(self.0 >> 3 & 7) as usize]
    }

    pub(super) fn qualifier(self) -> Option<Qualifier> {
        Some(Qualifier::ALL[(self.0 & 7).checked_sub(1)? as usize])
    }
}

impl Block {
    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    pub(super) fn key(&self, row: u32) -> Key {
        self.keys[row as usize]
    }

    pub(super) fn value(&self, row: u32) -> i64 {
        self.values[row as usize]
    }

    pub(super) fn stamp(&self, row: u32) -> u32 {
        self.stamps[row as usize]
    }

    pub(super) fn keys(&self, rows: Range<u32>) -> &[Key] {
        &self.keys[rows.start as usize..rows.end as usize]
    }

    pub(super) fn values(&self, rows: Range<u32>) -> &[i64] {
        &self.values[rows.start as usize..rows.end as usize]
    }

    pub(super) fn stamps(&self, rows: Range<u32>) -> &[u32] {
        &self.stamps[rows.start as usize..rows.end as usize]
    }

    /// Whether on this day its source has said otherwise.
    pub(super) fn is_mended(&self, row: u32, day: Date) -> bool {
        self.key(row).is_mended() && self.mended_until(row).is_none_or(|until| day < until)
    }

    /// Whether its source has said otherwise on every day.
    pub(super) fn is_mended_for_good(&self, row: u32) -> bool {
        self.key(row).is_mended() && self.mended_until(row).is_none()
    }

    fn mended_until(&self, row: u32) -> Option<Date> {
        let at = self.mended_until.binary_search_by_key(&row, |(row, _)| *row).ok()?;
        Some(self.mended_until[at].1)
    }

    /// Whether any row has one of these stamps.
    pub(super) fn has_stamp(&self, is_one: impl Fn(u32) -> bool) -> bool {
        self.stamps.iter().any(|stamp| is_one(*stamp))
    }

    /// The rows of a cell.
    pub(super) fn rows(&self, cell: u64) -> Range<u32> {
        let start = self.keys.partition_point(|key| key.of_cell() < cell);
        let length = self.keys[start..].iter().take_while(|key| key.of_cell() == cell).count();
        start as u32..(start + length) as u32
    }

    /// The rows of one breakdown and measure in all periods that lie within this one: in time, those of a cell together.
    /// `near` is a row to look from, wherever it is.
    pub(super) fn within(&self, period: Period, kind: u32, near: u32) -> impl Iterator<Item = (u32, Key)> {
        let (ordinals, last) = (period.ordinals(), period.ordinal() & 0xfff);
        let (first, end) = (cell(kind, ordinals.start), cell(kind, ordinals.end));
        let start = self.first_from(first, near as usize);
        let rows = (start as u32..).zip(&self.keys[start..]);
        let begin_within = rows.take_while(move |(_, key)| key.of_cell() < end);
        begin_within.filter(move |(_, key)| key.ordinal() & 0xfff <= last).map(|(row, key)| (row, *key))
    }
}

impl Block {
    /// The rows of the months of a period where they are all that there is of it, one of each and none of them mended.
    pub(super) fn months(&self, period: Period, kind: u32, near: u32) -> Option<Range<u32>> {
        let (ordinals, months) = (period.ordinals(), period.length());
        let (first, month) = (ordinals.start >> 12, |at: u32| at << 12 | at);
        let start = self.first_from(cell(kind, ordinals.start), near as usize);
        let end = start + months;
        let keys = self.keys.get(start..end)?;
        let is_month = |(key, at): (&Key, u32)| key.0 >> 6 == cell(kind, month(at)) << 1;
        let is_over = self.keys.get(end).is_none_or(|key| key.of_cell() >= cell(kind, ordinals.end));
        let is_all = is_over && keys.iter().zip(first..).all(is_month);
        is_all.then_some(start as u32..end as u32)
    }

    /// The first row of this cell or one after it: looked for around a row in strides that double, for what is asked for is
    /// mostly near to what was asked before.
    fn first_from(&self, cell: u64, near: usize) -> usize {
        let is_before = |key: &Key| key.of_cell() < cell;
        let (mut low, mut high, mut stride) = (near.min(self.keys.len()), near.min(self.keys.len()), 1);
        if self.keys.get(low).is_some_and(is_before) {
            while self.keys.get(high).is_some_and(is_before) {
                low = high + 1;
                high += stride;
                stride *= 2;
            }
        } else {
            while low > 0 && !is_before(&self.keys[low - 1]) {
                high = low - 1;
                low = low.saturating_sub(stride);
                stride *= 2;
            }
        }
        let high = high.min(self.keys.len());
        low + self.keys[low..high].partition_point(is_before)
    }

    /// The same, as a row.
    pub(super) fn row_from(&self, cell: u64, near: u32) -> u32 {
        self.first_from(cell, near as usize) as u32
    }
}

fn cell(kind: u32, ordinal: u32) -> u64 {
    u64::from(kind) << 24 | u64::from(ordinal)
}

/// Rows that are to become a block, or to join one.
#[derive(Debug, Default)]
pub(super) struct Growing {
    keys: Vec<Key>,
    values: Vec<i64>,
    stamps: Vec<u32>,
}

impl Growing {
    pub(super) fn push(&mut self, one: &Observed<'_>, breakdown: u32, stamp: u32) {
        if self.keys.len() == self.keys.capacity() {
            // By an eighth: doubling would make room for twice a city.
            let more = self.keys.len() / 8 + 8;
            self.keys.reserve_exact(more);
            self.values.reserve_exact(more);
            self.stamps.reserve_exact(more);
        }
        self.keys.push(Key::of(one, breakdown));
        self.values.push(one.value.unwrap_or(0));
        self.stamps.push(stamp);
    }

    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    /// Together with the rows that are there, in the order of a block; `is_back` where anything was ever taken back.
    pub(super) fn joined(mut self, held: &Block, stamps: &[Stamp], is_back: bool) -> Block {
        // As nearly all filings come: each of a month of which nothing was told before.
        if !is_back && let Some(block) = self.beside(held) {
            return block;
        }
        if held.len() > 0 {
            self.keys = [&held.keys, &self.keys[..]].concat();
            self.values = [&held.values, &self.values[..]].concat();
            self.stamps = [&held.stamps, &self.stamps[..]].concat();
        }
        let mut mended_until = Vec::new();
        if !self.keys.windows(2).all(|pair| pair[0].of_cell() < pair[1].of_cell()) {
            self.keys.iter_mut().for_each(|key| key.0 &= !MENDED);
            let (order, until) = self.order(stamps);
            let places = order.iter().zip(0_u32..).filter(|((_, at), _)| until.contains_key(at));
            mended_until = places.map(|((_, at), row)| (row, until[at])).collect();
            self.keys = order.iter().map(|(_, at)| self.keys[*at as usize]).collect();
            self.values = order.iter().map(|(_, at)| self.values[*at as usize]).collect();
            self.stamps = order.iter().map(|(_, at)| self.stamps[*at as usize]).collect();
        }
        Block {
            keys: self.keys.into(),
            values: self.values.into(),
            stamps: self.stamps.into(),
            mended_until: mended_until.into(),
        }
    }

    /// The block where each row is of a cell of its own, and the others stay as they are: none mends another.
    fn beside(&self, held: &Block) -> Option<Block> {
        let mut order: Vec<(u64, u32)> = self.keys.iter().map(|key| key.of_cell()).zip(0..).collect();
        order.sort_unstable();
        if order.windows(2).any(|pair| pair[0].0 == pair[1].0) {
            return None;
        }
        let rows = held.len() + self.len();
        let (mut keys, mut values) = (Vec::with_capacity(rows), Vec::with_capacity(rows));
        let (mut stamps, mut next) = (Vec::with_capacity(rows), 0);
        let mut take = |from: usize, until: usize, one: Option<usize>| {
            keys.extend_from_slice(&held.keys[from..until]);
            values.extend_from_slice(&held.values[from..until]);
            stamps.extend_from_slice(&held.stamps[from..until]);
            keys.extend(one.map(|at| self.keys[at]));
            values.extend(one.map(|at| self.values[at]));
            stamps.extend(one.map(|at| self.stamps[at]));
        };
        for (cell, at) in order {
            let place = next + held.keys[next..].partition_point(|key| key.of_cell() < cell);
            if held.keys.get(place).is_some_and(|key| key.of_cell() == cell) {
                return None;
            }
            take(next, place, Some(at as usize));
            next = place;
        }
        take(next, held.len(), None);
        let (keys, values, stamps) = (keys.into(), values.into(), stamps.into());
        Some(Block { keys, values, stamps, mended_until: Box::default() })
    }

    /// The order of a block, each row with its cell, and until when those rows are mended that are not for good.
    fn order(&mut self, stamps: &[Stamp]) -> (Vec<(u64, u32)>, HashMap<u32, Date>) {
        let mut until = HashMap::new();
        let mut order: Vec<(u64, u32)> = self.keys.iter().map(|key| key.of_cell()).zip(0..).collect();
        order.sort_unstable();
        for rows in order.chunk_by_mut(|one, other| one.0 == other.0).filter(|rows| rows.len() > 1) {
            self.mend(rows, stamps, &mut until);
            rows.sort_by_key(|(_, at)| {
                let stamp = &stamps[self.stamps[*at as usize] as usize];
                let day = effective(stamp.as_of, self.keys[*at as usize].period());
                (day, stamp.known_on, stamp.turn(), *at)
            });
        }
        (order, until)
    }

    /// What a source says anew mends what it said before: where all that a later filing has of a source is of earlier
    /// days, what an earlier filing had of it was of a wrong day. So much for one cell.
    fn mend(&mut self, cell: &mut [(u64, u32)], stamps: &[Stamp], until: &mut HashMap<u32, Date>) {
        let stamp = |at: u32| &stamps[self.stamps[at as usize] as usize];
        let of = |at: u32| (&stamp(at).source, stamp(at).known_on);
        cell.sort_by_key(|(_, at)| (of(*at), std::cmp::Reverse(stamp(*at).turn())));
        for source in cell.chunk_by(|(_, one), (_, other)| of(*one) == of(*other)) {
            // The last day of each later filing, and the day from which on that is rolled back.
            let mut later: Vec<(Date, Date)> = Vec::new();
            for filing in source.chunk_by(|(_, one), (_, other)| stamp(*one).turn() == stamp(*other).turn()) {
                let mut last = Date::MIN;
                for (_, at) in filing {
                    let day = effective(stamp(*at).as_of, self.keys[*at as usize].period());
                    last = last.max(day);
                    let mends = later.iter().filter(|(last, _)| day > *last).map(|(_, until)| *until).max();
                    if let Some(ends) = mends {
                        self.keys[*at as usize].0 |= MENDED;
                        if ends < Date::MAX {
                            until.insert(*at, ends);
                        }
                    }
                }
                let ends = stamp(filing[0].1).until.map_or(Date::MAX, |until| until.on);
                later.push((last, ends));
            }
        }
    }
}

/// The as-of day, or the period's last where none was filed.
pub(super) fn effective(as_of: Option<Date>, period: Period) -> Date {
    as_of.unwrap_or_else(|| period.end())
}
