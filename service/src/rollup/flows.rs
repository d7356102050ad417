//! What happened within a period from what had run up by its ends, and what has run up from what happened: for who asks for
//! the one where the other is filed.
//!
//! Whatever is worked out here is worked out of numbers that may be shown, so it says nothing that they do not.

use std::collections::BTreeSet;

use super::cell::{Cell, Found};
use super::disclosure;
use super::resolve::{Resolver, is_country, sum};
use super::succession::InTree;
use super::{Refusal, Rule, torn};
use crate::cube::{At, Cube};
use crate::domain::{Date, Derived, Kind, Measure, OrganizationCode, Period, PeriodKind, Status};

/// Days by which two cut-off days may lie differently in their months: those of a form that closes on the 14th lie alike.
const NEAR_DAYS: i32 = 15;

impl<'a> InTree<'a> {
    /// What has to be worked out for a cell; `None` for what is filed as it is asked for.
    pub(super) fn derived(self, cell: Cell<'_>) -> Option<Derived> {
        self.reckoning.of(cell.indicator.kind).unwrap_or_default()
    }

    /// The number of a cell as it is asked for, and as it may be shown.
    pub(super) fn shown(self, cell: Cell<'a>) -> Result<Found, Refusal> {
        let catalogue = self.resolver.cube.catalogue();
        if !self.resolver.cuts || cell.measure != Measure::Actual || catalogue.is_leaf(cell.organization) {
            return self.found(cell);
        }
        let known = self.lately.borrow().get(self, cell);
        if let Some(found) = known {
            return Ok(found);
        }
        let found = self.found(cell)?;
        self.lately.borrow_mut().keep(self, cell, &found);
        Ok(found)
    }

    fn found(self, cell: Cell<'a>) -> Result<Found, Refusal> {
        let derived = self.derived(cell);
        if derived.is_some() && self.day.is_none() && !self.resolver.exists(cell) {
            return Ok(Found::not_applicable());
        }
        Ok(match derived {
            None => self.resolver.shown(cell, self.filed(cell)?),
            Some(Derived::Flow) => self.flow(cell)?,
            Some(Derived::ToDate) => self.to_date(cell)?,
        })
    }

    fn shown_as_filed(self, cell: Cell<'a>) -> Result<Found, Refusal> {
        Ok(self.resolver.shown(cell, self.filed(cell)?))
    }

    /// The difference of what had run up by the end and before the beginning, in the same tree; else the sum of what the
    /// children's are. What runs up begins at zero each year.
    fn flow(self, cell: Cell<'a>) -> Result<Found, Refusal> {
        let Some(before) = cell.period.month_before().filter(|_| cell.measure != Measure::PlanRate) else {
            return match cell.period.kind() {
                PeriodKind::Term => self.shown_as_filed(cell),
                _ if cell.period.begins_its_year() => Ok(self.to_its_end(cell, self.shown_as_filed(cell)?)),
                _ => Ok(self.resolver.nothing(cell)),
            };
        };
        if self.day.is_none() && !self.resolver.exists(cell) {
            return Ok(Found::not_applicable());
        }
        let like = self.of_last_day(cell);
        let end = self.shown_as_filed(cell.of_period(cell.period.longest_with_its_end()))?;
        if end.status == Status::NotApplicable {
            return Ok(end);
        }
        let start = like.shown_as_filed(cell.of_period(before.longest_with_its_end()))?;
        // An organization that began within the year, of no other's figures, began at zero; so did what could not be before.
        let start = (start.status != Status::NotApplicable).then_some(start);
        let ends = (&end, cell.period);
        if self.resolver.closes_alike(cell, ends, start.as_ref().map(|start| (start, before))) {
            let found = end.minus(start.into_iter().collect(), Rule::DifferenceOfCumulatives);
            return found.map(|found| self.small_hidden(cell, found)).ok_or_else(|| too_big(cell));
        }
        let withheld = [Some(&end), start.as_ref()]
            .into_iter()
            .flatten()
            .any(|found| found.status == Status::Suppressed);
        let children = self.children(cell, &[cell.period]);
        let mut parts = self.each(cell, &children, Self::flow)?;
        let closed = self.resolver.closed(cell);
        let closed: Vec<_> =
            closed.into_iter().map(|one| &one.code).filter(|one| !children.contains(one)).collect();
        parts.extend(Self { day: None, ..self }.each(cell, &closed, Self::flow)?);
        if parts.iter().any(|part| part.units.is_some()) {
            return Ok(self.small_hidden(cell, sum(cell, parts, Rule::SumOfChildren)?));
        }
        let nothing = self.resolver.nothing(cell);
        Ok(if withheld { Found { status: Status::Suppressed, ..nothing } } else { nothing })
    }

    /// What had run up within a period that begins its year, with the months of it that are over and that nobody has told of.
    fn to_its_end(self, cell: Cell<'a>, found: Found) -> Found {
        let cube = self.resolver.cube;
        let told =
            found.rows.iter().filter(|at| cube.value(**at).is_some()).map(|at| cut_off(cube, *at)).max();
        let seen = self.resolver.last_day(cell.period);
        let over = torn::months(cell.period).map(|(_, month)| month.end()).filter(|end| *end <= seen).last();
        match told.zip(over) {
            // A plan is made when it is made.
            Some((told, over))
                if cell.measure == Measure::Actual && told < over && !in_month_of(told, over) =>
            {
                late(cube, cell.organization, found, told, over)
            }
            _ => found,
        }
    }

    /// The sum of what happened from January to the end of the period. With a hole it is provisional, and has the months that
    /// are missing and of whom.
    fn to_date(self, cell: Cell<'a>) -> Result<Found, Refusal> {
        let periods = cell.period.year_to_date();
        if periods == [cell.period] {
            let found = self.shown_as_filed(cell)?;
            if found.is_complete() || found.is_impossible() || cell.period.kind() == PeriodKind::Term {
                return Ok(found);
            }
        }
        if cell.measure == Measure::PlanRate || !self.resolver.cube.has(&cell.indicator.code, cell.measure) {
            return Ok(self.resolver.nothing(cell));
        }
        let mut parts = Vec::with_capacity(periods.len());
        for period in &periods {
            parts.push(self.shown_as_filed(cell.of_period(*period))?);
        }
        parts.retain(|part| part.status != Status::NotApplicable);
        if parts.is_empty() {
            return Ok(Found::not_applicable());
        }
        if parts.iter().any(|part| part.status == Status::Suppressed) {
            return Ok(Found { status: Status::Suppressed, ..self.resolver.nothing(cell) });
        }
        let cube = self.resolver.cube;
        let found = if parts.iter().all(Found::is_complete) {
            sum(cell, parts, Rule::SumOfPeriods)?
        } else {
            self.with_holes(cell, &periods)?
        };
        Ok(self.small_hidden(cell, counted(cube, found)))
    }

    /// What there is of the year up to the period's end: of the organization's own reports, else of its children's.
    fn with_holes(self, cell: Cell<'a>, periods: &[Period]) -> Result<Found, Refusal> {
        let is_own = |period: &Period| self.resolver.has_any_within(cell.of_period(*period));
        let children = self.children(cell, periods);
        // Of a year of which it told nothing itself, and into which nothing is carried, no way of putting its parts together
        // finds more than its children's: all of them would be tried, and for each child again.
        if self.day.is_none() && cell.period.kind() != PeriodKind::Term && !is_own(&cell.period.its_year()) {
            let parts = self.each(cell, &children, Self::to_date)?;
            let has_any = parts.iter().any(|part| part.units.is_some());
            return if has_any {
                sum(cell, parts, Rule::SumOfChildren)
            } else {
                Ok(self.resolver.nothing(cell))
            };
        }
        if !children.is_empty() && !periods.iter().any(is_own) {
            let parts = self.each(cell, &children, Self::to_date)?;
            if parts.iter().any(|part| part.units.is_some()) {
                return sum(cell, parts, Rule::SumOfChildren);
            }
        }
        let mut there = Vec::new();
        let mut gaps = Vec::new();
        for period in periods {
            let (parts, missing) = self.pieces(cell.of_period(*period))?;
            there.extend(parts);
            gaps.extend(missing);
        }
        if there.iter().all(|part| part.units.is_none()) {
            return Ok(self.resolver.nothing(cell));
        }
        let found = sum(cell, there, Rule::SumOfPeriods)?;
        let as_of = found.rows.iter().map(|at| self.resolver.cube.effective_as_of(*at)).max();
        let status = if gaps.is_empty() { found.status } else { Status::Provisional };
        Ok(Found { gaps, as_of: as_of.or(found.as_of), status, ..found })
    }

    /// The parts of a period that are there, in the way that leaves the fewest months out, and those months. What is still to
    /// come is not missing.
    fn pieces(self, cell: Cell<'a>) -> Result<(Vec<Found>, Vec<Period>), Refusal> {
        let found = self.shown_as_filed(cell)?;
        if found.status == Status::NotApplicable || found.rows.is_empty() && self.resolver.is_excused(cell) {
            return Ok((Vec::new(), Vec::new()));
        }
        if found.is_complete() {
            return Ok((vec![found], Vec::new()));
        }
        let cube = self.resolver.cube;
        let tellers = |parts: &[Found]| {
            let rows = parts.iter().flat_map(|part| &part.rows);
            rows.map(|at| cube.organization(*at)).collect::<BTreeSet<_>>().len()
        };
        // What some have told of the whole is better than its months of which nobody told.
        let months = || {
            let due = |month: &Period| month.end() <= self.resolver.last_day(cell.period);
            torn::months(cell.period).map(|(_, month)| month).filter(due).collect()
        };
        let mut best: Option<(Vec<Found>, Vec<Period>)> =
            found.units.is_some().then(|| (vec![found.clone()], months()));
        for tiling in cell.period.tilings() {
            let (mut parts, mut gaps) = (Vec::new(), Vec::new());
            for period in tiling {
                let (these, missing) = self.pieces(cell.of_period(period))?;
                parts.extend(these);
                gaps.extend(missing);
            }
            let is_better = |(best, fewest): &(Vec<Found>, Vec<Period>)| {
                gaps.len() < fewest.len() || gaps.len() == fewest.len() && tellers(&parts) > tellers(best)
            };
            if best.as_ref().is_none_or(is_better) {
                best = Some((parts, gaps));
            }
        }
        Ok(best.unwrap_or_else(|| {
            let is_due = cell.period.end() <= self.resolver.last_day(cell.period);
            let gaps = if is_due { vec![cell.period] } else { Vec::new() };
            let is_part = is_due || found.units.is_some();
            (if is_part { vec![found] } else { Vec::new() }, gaps)
        }))
    }

    /// Each child's number, with a hole where it is withheld.
    fn each(
        self,
        cell: Cell<'a>,
        children: &[&'a OrganizationCode],
        find: impl Fn(Self, Cell<'a>) -> Result<Found, Refusal>,
    ) -> Result<Vec<Found>, Refusal> {
        children.iter().map(|code| Ok(find(self, cell.of_organization(code))?.for_a_sum(code))).collect()
    }

    /// The children whose numbers make up the organization's in these periods.
    fn children(self, cell: Cell<'a>, periods: &[Period]) -> Vec<&'a OrganizationCode> {
        let catalogue = self.resolver.cube.catalogue();
        let mut codes: Vec<&OrganizationCode> = Vec::new();
        for period in periods {
            let children = match self.day {
                Some(_) if is_country(catalogue, cell.organization) => Vec::new(),
                Some(day) => catalogue.children_on(cell.organization, day).collect(),
                None => self.resolver.children(cell.of_period(*period)),
            };
            for child in children {
                if !codes.contains(&&child.code) {
                    codes.push(&child.code);
                }
            }
        }
        codes
    }

    fn small_hidden(self, cell: Cell<'_>, found: Found) -> Found {
        disclosure::unless_small(self.resolver.cube, cell, found)
    }
}

impl<'a> Resolver<'a> {
    /// Whether the organization itself has any figure of the cell's indicator, breakdown and measure within its period.
    fn has_any_within(self, cell: Cell<'_>) -> bool {
        !self.standing_within(cell).is_empty()
    }

    /// What is left of a larger period that was reported itself once its other parts are taken away, of the organization's
    /// own reports: the third quarter from the first nine months and the first half. Only where all of them run to their
    /// periods' ends. Not of a sensitive indicator, whose certificates know sums only.
    pub(super) fn rest(self, cell: Cell<'a>) -> Result<Option<Found>, Refusal> {
        if cell.indicator.sensitive || !matches!(cell.indicator.kind, Kind::Flow | Kind::Ratio) {
            return Ok(None);
        }
        'wholes: for (whole, others) in cell.period.wholes() {
            let Some(all) = self.reported(cell.of_period(whole)).filter(|found| self.is_steady(found)) else {
                continue;
            };
            let mut parts = Vec::with_capacity(others.len());
            for other in
                others.into_iter().map(|other| cell.of_period(other)).filter(|part| self.exists(*part))
            {
                let own = self.reported(other);
                let found = if own.is_some() { own } else { self.of_periods(other)? };
                let Some(found) = found.filter(|found| self.is_steady(found)) else { continue 'wholes };
                parts.push(found);
            }
            return all.minus(parts, Rule::DifferenceOfPeriods).map(Some).ok_or_else(|| too_big(cell));
        }
        Ok(None)
    }

    /// Whether two numbers of what has run up are whole, come about alike, and are of days that lie alike in the months that
    /// their periods end with; of who was closed before, in those of their own end.
    fn closes_alike(self, cell: Cell<'_>, end: (&Found, Period), start: Option<(&Found, Period)>) -> bool {
        let cube = self.cube;
        let closes = |(found, period): (&Found, Period)| {
            let days = found.rows.iter().filter(|at| cube.value(**at).is_some()).map(|at| {
                let due = self.end_of(cell.of_period(period), cube.organization(*at)).unwrap_or(period.end());
                (cut_off(cube, *at).min(due), due)
            });
            let in_time = found.is_complete() && days.clone().all(|(day, due)| in_month_of(day, due));
            days.max().filter(|_| in_time).map(|(day, due)| days_to(day, due))
        };
        let Some(start) = start else { return closes(end).is_some() };
        // A total that was reported has perhaps more in it than a sum of children.
        let is_own = |found: &Found| matches!(found.rule, Rule::Reported | Rule::Latest);
        let is_sum = |found: &Found| found.rule == Rule::SumOfChildren;
        let (one, other) = (end.0, start.0);
        let mixed = is_own(one) && is_sum(other) || is_sum(one) && is_own(other);
        let near = |(end, start): (i32, i32)| (end - start).abs() <= NEAR_DAYS;
        !mixed && closes(end).zip(closes(start)).is_some_and(near)
    }

    /// Whether a number is there, of rows that tell of the whole of their periods.
    fn is_steady(self, found: &Found) -> bool {
        let to_its_end = |at: &At| in_month_of(cut_off(self.cube, *at), self.cube.period(*at).end());
        found.units.is_some() && found.rows.iter().all(to_its_end)
    }
}

/// The last day up to which the rows of a number tell of their periods.
pub(super) fn newest(cube: &Cube, found: &Found) -> Option<Date> {
    found.rows.iter().map(|at| cut_off(cube, *at)).max()
}

/// A part that has gaps: of a sum, those who reported are behind, each for itself.
pub(super) fn late(cube: &Cube, code: &OrganizationCode, mut found: Found, day: Date, last: Date) -> Found {
    let mut missing = Period::month_of(last).filter(|month| !in_month_of(day, month.end()));
    while let Some(month) = missing {
        found.gaps.push(month);
        missing = month.month_before().filter(|month| !in_month_of(day, month.end()));
    }
    found.gaps.sort_unstable();
    found.gaps.dedup();
    let who: Vec<OrganizationCode> = match found.rule {
        Rule::SumOfChildren => reporters(cube, &found).into_iter().cloned().collect(),
        _ => vec![code.clone()],
    };
    let reported = found.reported.saturating_sub(u32::try_from(who.len()).unwrap_or(u32::MAX));
    found.missing.extend(who);
    found.missing.sort_unstable();
    found.missing.dedup();
    Found { reported, status: Status::Provisional, ..found }
}

/// The day up to which a row tells of its period.
fn cut_off(cube: &Cube, at: At) -> Date {
    cube.effective_as_of(at).min(cube.period(at).end())
}

fn days_to(day: Date, end: Date) -> i32 {
    i32::from(end.day()) - i32::from(day.day())
}

pub(super) fn in_month_of(day: Date, other: Date) -> bool {
    (day.year(), day.month()) == (other.year(), other.month())
}

/// Counts the organizations that reported all that they should: a year of one organization is one.
pub(super) fn counted(cube: &Cube, found: Found) -> Found {
    let count = reporters(cube, &found).len();
    Found { reported: u32::try_from(count).unwrap_or(u32::MAX), ..found }
}

/// The organizations that reported all that they should, sorted.
pub(super) fn reporters<'c>(cube: &'c Cube, found: &Found) -> Vec<&'c OrganizationCode> {
    let mut codes: Vec<&OrganizationCode> = found.rows.iter().map(|at| cube.organization(*at)).collect();
    // The months of one stand together.
    codes.dedup_by(|one, other| std::ptr::eq(*one, *other));
    codes.sort_unstable();
    codes.dedup();
    codes.retain(|code| found.missing.binary_search(code).is_err());
    codes
}

fn too_big(cell: Cell<'_>) -> Refusal {
    Refusal::TooBig { cell: cell.to_string() }
}
