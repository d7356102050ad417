//! Rows of organizations that nobody stands below, that reported the number itself and the year before too: nothing has to be
//! summed, restated or hidden, and a city has some thousand of them. Whatever is not as plain as that goes the long way.

use super::cell::Cell;
use super::change::{NEAR_DAYS, cut_off, days_between, percent, year_before};
use super::flows::in_month_of;
use super::resolve::Resolver;
use super::succession::InTree;
use super::weight::WHOLE;
use super::{Change, Coverage, Note, Row};
use crate::cube::{At, Series};
use crate::domain::{
    Breakdown, Date, Indicator, Kind, Measure, Organization, OrganizationCode, Period, PeriodKind, Query,
};

/// One indicator in an answer to which its plain rows may be found so.
pub(super) struct Plain<'a> {
    resolver: Resolver<'a>,
    indicator: &'a Indicator,
    /// The periods met so far, and the place of the one that was met last.
    spans: Vec<Span>,
    turn: usize,
}

/// A period and the same of the year before.
#[derive(Clone, Copy)]
struct Span {
    period: Period,
    then: Period,
    /// From the first day of the one to the last of the other.
    days: (Date, Date),
    /// Whether nobody came, went or moved in that time.
    is_calm: bool,
}

/// An organization that nobody stands below, and one part of its figures.
#[derive(Clone, Copy)]
pub(super) struct Lone<'a> {
    organization: &'a Organization,
    breakdown: &'a Breakdown,
    series: Series,
}

impl<'a> Plain<'a> {
    /// `None` where every row has to go the long way.
    pub(super) fn new(tree: InTree<'a>, indicator: &'a Indicator, query: &Query) -> Option<Self> {
        let cube = tree.resolver.cube;
        let others = [Measure::Plan, Measure::Universe, Measure::PlanRate];
        let is_plain = tree.resolver.cuts
            && !query.explain
            && (query.measures.is_empty() || query.measures.contains(&Measure::Actual))
            && tree.day.is_none()
            && !indicator.sensitive
            && tree.reckoning.of(indicator.kind) == Ok(None)
            && !others.into_iter().any(|measure| cube.has(&indicator.code, measure));
        is_plain.then(|| Self { resolver: tree.resolver, indicator, spans: Vec::new(), turn: 0 })
    }

    /// The organization with each of these parts of its figures, if it is such a one.
    pub(super) fn each(
        plain: Option<&Self>,
        code: &OrganizationCode,
        breakdowns: &'a [Breakdown],
    ) -> Vec<Option<Lone<'a>>> {
        breakdowns.iter().map(|breakdown| plain?.lone(code, breakdown)).collect()
    }

    /// What [`Self::row`] finds, where there is anything to find it by.
    pub(super) fn find(
        plain: Option<&mut Self>,
        lone: Option<Lone<'a>>,
        period: Period,
    ) -> Option<(Row, Option<Note>)> {
        plain?.row(lone?, period)
    }

    /// The organization, if it is such a one.
    fn lone(&self, code: &OrganizationCode, breakdown: &'a Breakdown) -> Option<Lone<'a>> {
        let cube = self.resolver.cube;
        let organization = cube.catalogue().organization(code).filter(|one| one.placements.len() == 1)?;
        let series = || cube.series(&self.indicator.code, &organization.code, breakdown);
        cube.catalogue().is_leaf(code).then(|| Lone { organization, breakdown, series: series() })
    }

    /// The organization's row for a period, and what a reader must know beside it; `None` where it goes the long way.
    fn row(&mut self, lone: Lone<'a>, period: Period) -> Option<(Row, Option<Note>)> {
        let Span { then, days: (first, last), is_calm, .. } = self.span(period)?;
        let validity = lone.organization.placements.first()?.validity;
        let was_there =
            validity.from.is_none_or(|from| from <= first) && validity.until.is_none_or(|until| last < until);
        if !is_calm || !was_there {
            return None;
        }
        let Resolver { cube, vintage, .. } = self.resolver;
        let rows = |period| cube.cell_of(lone.series, period, Measure::Actual, vintage);
        let at = rows(period).next_back()?;
        let units = cube.value(at)?;
        if self.owes(at, period) {
            return None;
        }
        if period.kind() != PeriodKind::Month && self.tells_of_parts(lone, period) {
            return None;
        }
        let cell = Cell {
            indicator: self.indicator,
            organization: &lone.organization.code,
            period,
            breakdown: lone.breakdown,
            measure: Measure::Actual,
            series: Some(lone.series),
        };
        let mut before = rows(then);
        let (before, rest) = (before.next(), before.next());
        let (change, note) = match before {
            Some(before) if rest.is_none() => self.change(cell, (at, units), then, before)?,
            None if self.told_nothing(lone, then) => (unknown(then), None),
            _ => return None,
        };
        let row = Row {
            indicator: cell.indicator.code.clone(),
            organization: cell.organization.clone(),
            period,
            breakdown: cell.breakdown.clone(),
            as_of: cube.as_of(at),
            actual: Some(cell.amount(units)),
            plan: None,
            universe: None,
            plan_rate: None,
            plan_rate_source: None,
            change: Some(change),
            qualifier: cube.qualifier(at),
            status: cube.status(at),
            coverage: Coverage { reported: 1, expected: 1, weight: Some(WHOLE) },
            sources: cube.source(at).cloned().into_iter().collect(),
            receipts: Vec::new(),
            year_before: None,
        };
        Some((row, note))
    }

    fn span(&mut self, period: Period) -> Option<Span> {
        // Each organization is asked for the same periods in the same order.
        self.turn += 1;
        if self.spans.get(self.turn).is_none_or(|span| span.period != period) {
            self.turn = match self.spans.iter().position(|span| span.period == period) {
                Some(place) => place,
                None => {
                    let then = period.year_before()?;
                    let catalogue = self.resolver.cube.catalogue();
                    let days = (catalogue.opens(&self.indicator.code, None, then), period.end());
                    let is_calm = !catalogue.has_changed(days.0, days.1);
                    self.spans.push(Span { period, then, days, is_calm });
                    self.spans.len() - 1
                }
            };
        }
        self.spans.get(self.turn).copied()
    }

    /// The change from the one figure of the year before; `None` where that is too far off, or has no number.
    fn change(
        &self,
        cell: Cell<'a>,
        (at, units): (At, i64),
        then: Period,
        before: At,
    ) -> Option<(Change, Option<Note>)> {
        let cube = self.resolver.cube;
        let other = cell.amount(cube.value(before)?);
        let (as_of, compared) = (cube.as_of(at), cube.as_of(before));
        // Where neither has a day of its own, both run to the ends of their periods.
        let distance = if as_of.is_none() && compared.is_none() {
            0
        } else {
            let wanted = year_before(cell.of_period(then), cut_off(cell.period, as_of));
            days_between(cut_off(then, compared), wanted)
        };
        if distance > NEAR_DAYS {
            return None;
        }
        let absolute = cell.amount(units).minus(other);
        let percent = absolute.and_then(|difference| percent(cell, difference, other));
        let from_qualifier = cube.qualifier(before);
        let change = Change { from_as_of: compared, from_qualifier, absolute, percent, ..unknown(then) };
        let note = compared.filter(|_| distance != 0 && absolute.is_some()).map(|compared| Note::NearbyDay {
            cell: cell.to_string(),
            as_of: as_of.unwrap_or_else(|| cell.period.end()),
            compared,
        });
        Some((change, note))
    }

    /// Whether what it told of a period may leave something owed.
    fn owes(&self, at: At, period: Period) -> bool {
        let (told, last) = (self.resolver.cube.effective_as_of(at), self.resolver.last_day(period));
        self.indicator.kind == Kind::Cumulative && told < last && !in_month_of(told, last)
    }

    /// Whether it told of other periods within this one too.
    fn tells_of_parts(&self, lone: Lone<'a>, period: Period) -> bool {
        self.told(lone, period) != 1
    }

    /// Whether it told of no part of the year that a period lies in.
    fn told_nothing(&self, lone: Lone<'a>, period: Period) -> bool {
        self.told(lone, period.its_year()) == 0
    }

    fn told(&self, mut lone: Lone<'a>, period: Period) -> usize {
        let Resolver { cube, vintage, .. } = self.resolver;
        let mut told = 0;
        cube.each_of_series(&mut lone.series, period, Measure::Actual, vintage, |_| told += 1);
        told
    }
}

/// That nothing can be compared with.
fn unknown(from: Period) -> Change {
    Change { from, from_as_of: None, from_qualifier: None, restated: None, absolute: None, percent: None }
}
