//! What happened within a period from what had run up by its ends, for who asks for the one where the other is filed.
//!
//! Whatever is worked out here is worked out of numbers that may be shown, so it says nothing that they do not.

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

    pub(super) fn shown_as_filed(self, cell: Cell<'a>) -> Result<Found, Refusal> {
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
        if withheld {
            return Ok(Found { status: Status::Suppressed, ..nothing });
        }
        let ends = [Some(ends), start.as_ref().map(|start| (start, before))];
        Ok(self.resolver.without_ends(cell, nothing, ends.into_iter().flatten()))
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

    /// Each child's number, with a hole where it is withheld.
    pub(super) fn each(
        self,
        cell: Cell<'a>,
        children: &[&'a OrganizationCode],
        find: impl Fn(Self, Cell<'a>) -> Result<Found, Refusal>,
    ) -> Result<Vec<Found>, Refusal> {
        children.iter().map(|code| Ok(find(self, cell.of_organization(code))?.for_a_sum(code))).collect()
    }

    /// The children whose numbers make up the organization's in these periods.
    pub(super) fn children(self, cell: Cell<'a>, periods: &[Period]) -> Vec<&'a OrganizationCode> {
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

    pub(super) fn small_hidden(self, cell: Cell<'_>, found: Found) -> Found {
        disclosure::unless_small(self.resolver.cube, cell, found)
    }
}

impl<'a> Resolver<'a> {
    /// Whether the organization itself has any figure of the cell's indicator, breakdown and measure within its period.
    pub(super) fn has_any_within(self, cell: Cell<'_>) -> bool {
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
        let closes = |end| self.closes(cell, end);
        let Some(start) = start else { return closes(end).is_some() };
        // A total that was reported has perhaps more in it than a sum of children.
        let is_own = |found: &Found| matches!(found.rule, Rule::Reported | Rule::Latest);
        let is_sum = |found: &Found| found.rule == Rule::SumOfChildren;
        let (one, other) = (end.0, start.0);
        let mixed = is_own(one) && is_sum(other) || is_sum(one) && is_own(other);
        let near = |(end, start): (i32, i32)| (end - start).abs() <= NEAR_DAYS;
        !mixed && closes(end).zip(closes(start)).is_some_and(near)
    }

    /// How many days before its due day a number of what has run up by the end of a period closes; `None` where it is not whole, or
    /// runs to an earlier month.
    fn closes(self, cell: Cell<'_>, (found, period): (&Found, Period)) -> Option<i32> {
        let cube = self.cube;
        let days = found.rows.iter().filter(|at| cube.value(**at).is_some()).map(|at| {
            let due = self.end_of(cell.of_period(period), cube.organization(*at)).unwrap_or(period.end());
            (cut_off(cube, *at).min(due), due)
        });
        let in_time = found.is_complete() && days.clone().all(|(day, due)| in_month_of(day, due));
        days.max().filter(|_| in_time).map(|(day, due)| days_to(day, due))
    }

    /// That there is no flow, with the months, of those that are over, by whose ends nobody told what had run up: of an
    /// organization that told of other months of the year.
    fn without_ends<'f>(
        self,
        cell: Cell<'a>,
        nothing: Found,
        ends: impl Iterator<Item = (&'f Found, Period)>,
    ) -> Found {
        if !self.has_any_within(cell.of_period(cell.period.its_year())) {
            return nothing;
        }
        let untold = ends.filter(|end| self.closes(cell, *end).is_none());
        let months = untold.filter_map(|(_, period)| Period::month_of(period.end()));
        let is_over = |month: &Period| month.end() <= self.last_day(*month);
        nothing.lacking(cell, &months.filter(is_over).collect::<Vec<_>>())
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
    let since = |month: &Period| !in_month_of(day, month.end());
    let months = std::iter::successors(Period::month_of(last).filter(since), |month| {
        month.month_before().filter(since)
    });
    let months: Vec<Period> = months.collect();
    let behind: Vec<OrganizationCode> = match found.rule {
        Rule::SumOfChildren => reporters(cube, &found).into_iter().cloned().collect(),
        _ => vec![code.clone()],
    };
    // Who was behind already is further behind now; who told nothing at all stays so.
    let all: Vec<OrganizationCode> =
        found.missing.iter().filter(|one| found.gaps.has(one)).cloned().collect();
    for one in behind.iter().chain(&all) {
        found.gaps.add(one, months.iter().copied());
    }
    let reported = found.reported.saturating_sub(u32::try_from(behind.len()).unwrap_or(u32::MAX));
    found.missing.extend(behind);
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
