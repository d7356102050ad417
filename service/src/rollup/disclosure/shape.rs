//! Which part of a year and which part of an indicator a figure counts, as sets that can be compared.

use std::collections::BTreeMap;

use crate::domain::{Breakdown, DimensionCode, Kind, MemberCode, Period, PeriodKind};

/// The stretch of time within which figures add up: a calendar year, or a term by itself.
pub(super) type Era = (i16, i16);

/// The months of an era that a figure counts, one bit each, and for each dimension the member, 0 for the total over it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Shape {
    pub months: u16,
    pub members: Box<[u16]>,
}

impl Shape {
    /// Whether all that `other` counts is counted here.
    pub(super) fn contains(&self, other: &Self) -> bool {
        let members = self.members.iter().zip(&other.members);
        other.months & !self.months == 0 && members.into_iter().all(|(mine, its)| *mine == 0 || mine == its)
    }

    /// Whether anything may be counted both here and there.
    pub(super) fn meets(&self, other: &Self) -> bool {
        let mut members = self.members.iter().zip(&other.members);
        self.months & other.months != 0 && members.all(|(mine, its)| *mine == 0 || *its == 0 || mine == its)
    }

    /// The same of another member, or of the total.
    pub(super) fn with(&self, axis: usize, member: u16) -> Self {
        let mut members = self.members.clone();
        members[axis] = member;
        Self { months: self.months, members }
    }

    /// Whether another differs from this one in one dimension only, time being the first, and counts nothing in common.
    pub(super) fn is_beside(&self, other: &Self, axis: usize) -> bool {
        match axis {
            0 => other.members == self.members && other.months & self.months == 0,
            _ => {
                let mut members = self.members.iter().zip(&other.members).enumerate();
                other.months == self.months
                    && members.all(|(at, (one, its))| match at + 1 == axis {
                        true => *one != 0 && *its != 0 && one != its,
                        false => one == its,
                    })
            }
        }
    }

    /// Whether it is the M of "N of M".
    pub(super) fn is_of_all(&self) -> bool {
        self.members.last() == Some(&ALL_OF_THEM)
    }

    /// Whether it counts those of M who are not of N: nobody files them, but they follow.
    pub(super) fn is_of_others(&self) -> bool {
        self.members.last() == Some(&OTHERS)
    }

    /// The same of other months.
    pub(super) fn of(&self, months: u16) -> Self {
        Self { months, members: self.members.clone() }
    }
}

pub(super) fn era(period: Period) -> Era {
    (period.first_year(), if period.kind() == PeriodKind::Term { period.part() } else { 0 })
}

/// What a flow counts is counted in each of its months. What runs up counts from January; what stands is counted on one
/// day, so that periods which end together say the same.
pub(super) fn months(kind: Kind, period: Period) -> u16 {
    if period.kind() == PeriodKind::Term {
        1
    } else {
        span(kind, period.start().month(), period.end().month())
    }
}

fn span(kind: Kind, first: i8, last: i8) -> u16 {
    let until = |month: i8| (1_u16 << month) - 1;
    match kind {
        Kind::Cumulative => until(last),
        Kind::Stock => 1 << (last - 1),
        Kind::Flow | Kind::Ratio | Kind::Index | Kind::Rank => until(last) & !until(first - 1),
    }
}

/// The same of every period of a year.
pub(super) fn months_of_year(kind: Kind) -> impl Iterator<Item = u16> {
    let each = |length: i8| (1..=12 / length).map(move |part| (part * length - length + 1, part * length));
    each(1)
        .chain(each(3))
        .chain(each(6))
        .chain([(1, 9), (1, 12)])
        .map(move |(first, last)| span(kind, first, last))
}

/// The M of "N of M" is a total, with N and the others as its members: so no N is ever dealt out that is more than its M.
/// The last axis of every shape.
pub(super) const ALL_OF_THEM: u16 = 0;
pub(super) const COUNTED: u16 = 1;
pub(super) const OTHERS: u16 = 2;

/// The numbers of dimensions and members.
#[derive(Debug, Default)]
pub(super) struct Members {
    dimensions: Vec<DimensionCode>,
    numbers: Vec<BTreeMap<MemberCode, u16>>,
}

impl Members {
    /// Of all that occur in these breakdowns.
    pub(super) fn new<'a>(breakdowns: impl Iterator<Item = &'a Breakdown>) -> Self {
        let mut all: BTreeMap<DimensionCode, BTreeMap<MemberCode, u16>> = BTreeMap::new();
        for (dimension, member) in breakdowns.flat_map(Breakdown::iter) {
            let members = all.entry(dimension.clone()).or_default();
            let next = u16::try_from(members.len() + 1).unwrap_or(u16::MAX);
            members.entry(member.clone()).or_insert(next);
        }
        let (dimensions, numbers) = all.into_iter().unzip();
        Self { dimensions, numbers }
    }

    /// How many members of each dimension occur; their numbers run from 1.
    pub(super) fn counts(&self) -> Vec<u16> {
        self.numbers.iter().map(|numbers| u16::try_from(numbers.len()).unwrap_or(u16::MAX)).collect()
    }

    /// The numbers of a breakdown's members; of a member that does not occur, one that nothing else has. Last comes whether
    /// all are counted of whom something is counted, or those of whom it is.
    pub(super) fn of(&self, breakdown: &Breakdown, side: u16) -> Box<[u16]> {
        let number = |(dimension, numbers): (&DimensionCode, &BTreeMap<MemberCode, u16>)| {
            breakdown.member(dimension).map_or(0, |member| numbers.get(member).copied().unwrap_or(u16::MAX))
        };
        self.dimensions.iter().zip(&self.numbers).map(number).chain([side]).collect()
    }
}
