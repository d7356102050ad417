//! The sum over children that have nobody below them: their rows are added up as they stand in the cube, since a city's year is
//! more than a thousand of them. Whoever's number takes more than that is looked at by the rules, as everywhere else.

use std::cell::RefCell;
use std::ptr;

use super::cell::Cell;
use super::flows::newest;
use super::resolve::Resolver;
use super::sum::Sum;
use super::torn::months;
use super::{Refusal, Rule};
use crate::cube::{Cube, Series, Standing};
use crate::domain::{
    Date, IndicatorCode, Kind, Measure, Organization, OrganizationCode, Period, PeriodKind, Status,
};

/// Children of so many organizations are kept at hand.
const MOST: usize = 64;

/// Where the cube has the rows of the children of some organizations for one indicator, as an answer has found it out. What
/// codes they are of is told by where those stand in memory, which they do for as long as the answer takes.
#[derive(Debug, Default)]
pub(super) struct Broods(RefCell<(Option<*const IndicatorCode>, Vec<Brood>)>);

#[derive(Debug)]
struct Brood {
    of: *const OrganizationCode,
    children: Vec<(*const OrganizationCode, Series, bool)>,
}

impl Broods {
    /// The children of the cell's organization as they were at the last look, taken out.
    fn take(&self, cell: Cell<'_>) -> Brood {
        let of = ptr::from_ref(cell.organization);
        let mut held = self.0.borrow_mut();
        let indicator = Some(ptr::from_ref(&cell.indicator.code));
        if held.0 != indicator || held.1.len() > MOST {
            *held = (indicator, Vec::new());
        }
        let there = held.1.iter().position(|one| one.of == of);
        there.map_or(Brood { of, children: Vec::new() }, |at| held.1.swap_remove(at))
    }

    fn put_back(&self, cell: Cell<'_>, brood: Brood) {
        let mut held = self.0.borrow_mut();
        if held.0 == Some(ptr::from_ref(&cell.indicator.code)) {
            held.1.push(brood);
        }
    }
}

impl Brood {
    /// The rows of the child at this place, and whether it has nobody below it.
    fn child(
        &mut self,
        cube: &Cube,
        cell: Cell<'_>,
        place: usize,
        code: &OrganizationCode,
    ) -> (Series, bool) {
        let series = cell.series(cube);
        if let Some((there, child, is_leaf)) = self.children.get(place)
            && ptr::eq(*there, code)
        {
            return (child.beside(series), *is_leaf);
        }
        let (child, is_leaf) = (cube.series_of(series, code), cube.catalogue().is_leaf(code));
        self.children.truncate(place);
        self.children.push((ptr::from_ref(code), child, is_leaf));
        (child, is_leaf)
    }
}

/// What one organization told of a period and of those within it.
#[derive(Default)]
struct Own {
    /// Of the period itself.
    whole: Option<Standing>,
    /// What runs to the latest day, and that day as [`Cube::runs_to`] has it.
    latest: Option<(i32, Standing)>,
    /// How many periods.
    count: usize,
    /// Of which months of the year, the first in the lowest bit.
    told: u16,
}

impl Own {
    fn tell(&mut self, one: &Standing, january: u32) {
        let (from, to) = (one.ordinal >> 12, one.ordinal & 0xfff);
        self.count += 1;
        for month in from - january..=(to - january).min(11) {
            self.told |= 1 << month;
        }
    }
}

/// The first and the last of the months that parts run to, and the one up to which each of them owes.
struct Ends {
    span: Option<(i32, i32)>,
    owed: Option<i32>,
}

impl Ends {
    fn tell(&mut self, month: i32) {
        let (first, last) = self.span.unwrap_or((month, month));
        self.span = Some((first.min(month), last.max(month)));
    }

    fn are_one(&self) -> bool {
        self.span.is_none_or(|(first, last)| first == last)
    }
}

impl<'a> Resolver<'a> {
    /// The children's numbers, added up; `None` where they must be held against each other first, since some are behind.
    pub(super) fn added_up(
        self,
        cell: Cell<'a>,
        children: &[&'a Organization],
    ) -> Result<Option<Sum>, Refusal> {
        if !self.cuts || cell.measure == Measure::PlanRate {
            return Ok(None);
        }
        let cell = Cell { series: Some(cell.series(self.cube)), ..cell };
        let (mut sum, mut are_leaves) = (Sum::new(Rule::SumOfChildren), true);
        let mut ends = Ends { span: None, owed: self.owed_up_to(cell) };
        sum.make_room(children.len() * if adds_up(cell) { cell.period.length().min(12) } else { 1 });
        let mut brood = self.broods.take(cell);
        for (place, child) in children.iter().enumerate() {
            let (mut series, is_leaf) = brood.child(self.cube, cell, place, &child.code);
            let part = Cell { organization: &child.code, series: Some(series), ..cell };
            if is_leaf && self.add_own((part, &mut series), child, &mut sum, &mut ends) {
                brood.children[place].1 = series;
                continue;
            }
            let found = self.resolve(part)?.for_a_sum(&child.code);
            if let Some(day) = found.units.and_then(|_| newest(self.cube, &found)) {
                ends.tell(in_months(day));
            }
            are_leaves = false;
            sum.add(found);
        }
        self.broods.put_back(cell, brood);
        let runs_up = cell.indicator.kind == Kind::Cumulative && cell.measure == Measure::Actual;
        if are_leaves {
            sum.of_leaves();
        }
        Ok(Some(sum).filter(|_| !runs_up || ends.are_one()))
    }

    /// Adds what a child without others below it has of its own, or that it has nothing; `false`, and nothing is added, where
    /// that takes all the rules.
    fn add_own(
        self,
        (cell, series): (Cell<'a>, &mut Series),
        child: &Organization,
        sum: &mut Sum,
        ends: &mut Ends,
    ) -> bool {
        let (cube, adds_up) = (self.cube, adds_up(cell));
        let is_tiled = !matches!(cell.period.kind(), PeriodKind::Month | PeriodKind::Term);
        if adds_up
            && is_tiled
            && let Some(months) = cube.months(series, cell.period, cell.measure, self.vintage)
            && let Ok(units) = i64::try_from(months.units)
        {
            sum.months(&months, units);
            return true;
        }
        let has_latest = match cell.indicator.kind {
            Kind::Stock => true,
            Kind::Cumulative => cell.period.kind() != PeriodKind::Term,
            _ => false,
        };
        let owed = ends.owed;
        let mut add = |one: &Standing| {
            // Of who may be behind all the rules are asked.
            if self.may_be_behind(one, owed) {
                return false;
            }
            sum.row(cube, one, &child.code);
            if one.value.is_some() {
                let end = (one.ordinal & 0xfff) as i32 + MONTH_0;
                ends.tell((cube.runs_to(one) >> 5).min(end));
            }
            true
        };
        if has_latest && let Some(one) = cube.latest_month(series, cell.period, cell.measure, self.vintage) {
            return add(&one);
        }
        let own = self.own(cell, series);
        let latest = own.latest.filter(|_| has_latest).map(|(_, one)| one);
        if let Some(one) = own.whole.or(latest) {
            return add(&one);
        }
        let is_missing =
            if adds_up { self.comes_to_nothing(cell, child, &own) } else { self.owes(cell, child) };
        if is_missing {
            sum.missing(&child.code);
        }
        is_missing
    }

    /// What the cell's organization told of its period.
    fn own(self, cell: Cell<'_>, series: &mut Series) -> Own {
        let (asked, adds_up, mut own) = (cell.period.ordinal(), adds_up(cell), Own::default());
        let january = cell.period.its_year().ordinal() >> 12;
        self.cube.each_of_series(series, cell.period, cell.measure, self.vintage, |one| {
            if one.status == Status::NotReported {
                return;
            }
            if one.ordinal == asked {
                own.whole = Some(one);
            }
            if adds_up {
                own.tell(&one, january);
            } else {
                let day = self.cube.runs_to(&one);
                // In time: of two that run to one day the later row stands.
                if own.latest.as_ref().is_none_or(|(last, _)| *last <= day) {
                    own.latest = Some((day, one));
                }
            }
        });
        own
    }

    /// Whether it is certain that an organization without others below it has nothing of what adds up, nor can have. It has told
    /// nothing of the period itself.
    pub(super) fn has_nothing(self, cell: Cell<'a>) -> bool {
        let one = self.cube.catalogue().organization(cell.organization);
        let own = || self.own(cell, &mut cell.series(self.cube));
        adds_up(cell) && one.is_some_and(|one| self.comes_to_nothing(cell, one, &own()))
    }

    /// Whether no periods of an organization's own add up to the cell, nor leave it over, and it is missing: it told nothing of
    /// a month of it that it owes, and whatever tiles the period has a part with that month, down to the month itself.
    fn comes_to_nothing(self, cell: Cell<'a>, child: &Organization, own: &Own) -> bool {
        let has_hole = match cell.period.kind() {
            PeriodKind::Month | PeriodKind::Term => own.count == 0 && self.owes(cell, child),
            _ => months(cell.period).any(|(at, month)| {
                own.told & 1 << at == 0
                    && self.was_there(cell.of_period(month), child)
                    && self.owes(cell.of_period(month), child)
            }),
        };
        let is_no_rest = |(whole, _): &(Period, _)| self.reported(cell.of_period(*whole)).is_none();
        has_hole && (cell.indicator.sensitive || cell.period.wholes().iter().all(is_no_rest))
    }
}

/// Whether the cell's number may be the sum of those of months.
fn adds_up(cell: Cell<'_>) -> bool {
    matches!(cell.indicator.kind, Kind::Flow | Kind::Ratio)
}

/// January 1900, from which on ordinals count months, counted from the year 0.
const MONTH_0: i32 = 1900 * 12;

/// The month that a day lies in, counted from the year 0.
fn in_months(day: Date) -> i32 {
    i32::from(day.year()) * 12 + i32::from(day.month()) - 1
}
