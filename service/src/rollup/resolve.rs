//! The rules by which one number comes about: reported, last known, summed over periods, summed over children.

use jiff::ToSpan;

use super::cell::{Cell, Found};
use super::flows::counted;
use super::leaves::Broods;
use super::sum::Sum;
use super::{Refusal, Rule, disclosure};
use crate::cube::{At, Cube, Vintage};
use crate::domain::{
    Asked, Catalogue, Date, Kind, Measure, Organization, OrganizationCode, OrganizationKind, Period,
    PeriodKind, Status,
};

/// A way to find a tile that was not reported itself.
type Find<'a, 'f> = dyn Fn(Cell<'a>) -> Result<Option<Found>, Refusal> + 'f;

/// Looks numbers up in one vintage of a cube.
#[derive(Clone, Copy)]
pub(super) struct Resolver<'a> {
    pub cube: &'a Cube,
    pub vintage: Vintage,
    /// Whether what is kept is taken, and what is certain to come to nothing is left out.
    pub cuts: bool,
    /// Where the rows of those are that were just added up.
    pub broods: &'a Broods,
}

impl<'a> Resolver<'a> {
    /// The number of a cell, by the first rule that gives a whole one: what was reported for it wins over what its own
    /// periods add up to or leave of larger ones, and that over what its children add up to.
    pub(super) fn resolve(self, cell: Cell<'a>) -> Result<Found, Refusal> {
        if !self.exists(cell) {
            return Ok(Found::not_applicable());
        }
        let cell = Cell { series: Some(cell.series(self.cube)), ..cell };
        if !self.has(cell) {
            // Whoever should have reported is told of what happened only.
            let is_told = cell.measure == Measure::Actual;
            return Ok(if is_told { self.nothing(cell) } else { Found::nothing(cell.organization) });
        }
        if let Some(found) = self.reported(cell).or_else(|| self.latest_within(cell)) {
            return Ok(self.in_its_time(cell, found));
        }
        if cell.measure == Measure::PlanRate {
            return Ok(Found::nothing(cell.organization));
        }
        if matches!(cell.indicator.kind, Kind::Index | Kind::Rank) {
            return self.refuse_to_add(cell);
        }
        let is_leaf = self.cuts && self.cube.catalogue().is_leaf(cell.organization);
        if is_leaf && self.has_nothing(cell) {
            return Ok(Found::nothing(cell.organization));
        }
        if let Some(found) = self.of_periods(cell)? {
            return Ok(found);
        }
        if let Some(found) = self.rest(cell)? {
            return Ok(found);
        }
        if is_leaf {
            return Ok(self.nothing(cell));
        }
        let children = self.of_children(cell)?;
        if let Some(found) = children.as_ref().filter(|found| found.is_complete()) {
            return Ok(found.clone());
        }
        if self.cuts && self.is_torn(cell, children.as_ref()) {
            return Ok(children.unwrap_or_else(|| self.nothing(cell)));
        }
        let by_periods = self.tiled(cell, &|part| self.of_children(part))?;
        Ok(by_periods.or(children).unwrap_or_else(|| self.nothing(cell)))
    }

    /// Whether any figure of the indicator has the cell's measure, in any vintage: what nobody ever filed need not be
    /// looked for.
    pub(super) fn has(self, cell: Cell<'_>) -> bool {
        self.cube.has_of(cell.series(self.cube), cell.measure)
    }

    /// That nothing is known of a cell: the organization should have reported, or those below it, as a form says.
    pub(super) fn nothing(self, cell: Cell<'a>) -> Found {
        let nothing = Found::nothing(cell.organization);
        match self.asked(cell) {
            Some(asked) => Found { missing: self.expected(cell, &asked), ..nothing },
            None => nothing,
        }
    }

    /// Who should have reported it, where a form says so.
    fn asked(self, cell: Cell<'_>) -> Option<Asked<'a>> {
        self.cube.catalogue().asks(&cell.indicator.code, cell.breakdown, cell.period)
    }

    /// The organization, if it is expected, else those below it that are: sorted. Whoever told of a part of the period
    /// should have told of all of it.
    fn expected(self, cell: Cell<'a>, asked: &Asked<'_>) -> Vec<OrganizationCode> {
        let organization = self.cube.catalogue().organization(cell.organization);
        if organization.is_some_and(|one| asked.expects(one)) || !self.standing_within(cell).is_empty() {
            return vec![cell.organization.clone()];
        }
        let below = |child: &'a Organization| self.expected(cell.of_organization(&child.code), asked);
        let mut expected: Vec<_> = self.children(cell).into_iter().flat_map(below).collect();
        expected.sort();
        expected.dedup();
        expected
    }

    /// Whether a form asks the organization, or all below it, but not of so small a part of their time. What is withheld is
    /// weighed against every sum that could be made; of sensitive counts none is made of fewer parts.
    pub(super) fn is_excused(self, cell: Cell<'a>) -> bool {
        !cell.indicator.sensitive && self.asked(cell).is_some_and(|asked| self.excuses(cell, &asked))
    }

    fn excuses(self, cell: Cell<'a>, asked: &Asked<'_>) -> bool {
        let organization = self.cube.catalogue().organization(cell.organization);
        if organization.is_some_and(|one| asked.excuses(one)) {
            return true;
        }
        let children = self.children(cell);
        let is_excused = |child: &&Organization| self.excuses(cell.of_organization(&child.code), asked);
        !children.is_empty() && children.iter().all(is_excused)
    }

    /// The number as it may be shown.
    pub(super) fn shown(self, cell: Cell<'_>, found: Found) -> Found {
        disclosure::shown(self.cube, cell, found)
    }

    /// The last day of a period that can be looked at: whose tree a figure of what stands belongs to.
    pub(super) fn last_day(self, period: Period) -> Date {
        let seen = self.vintage.as_of.map_or(self.vintage.known_on, |day| day.min(self.vintage.known_on));
        period.end().min(seen).max(period.start())
    }

    /// Whether the organization's figures of the indicator can tell of the period.
    pub(super) fn exists(self, cell: Cell<'_>) -> bool {
        self.cube.catalogue().organization(cell.organization).is_some_and(|one| self.was_there(cell, one))
    }

    /// Whether figures of an organization can tell of the cell's period.
    pub(super) fn was_there(self, cell: Cell<'_>, one: &Organization) -> bool {
        self.cube.catalogue().parent_in(&cell.indicator.code, one, cell.period).is_some()
    }

    /// The first day that figures of the cell's period tell of; its own first where nobody came, went or moved between the two.
    pub(super) fn opens(self, cell: Cell<'_>) -> Date {
        let (catalogue, start) = (self.cube.catalogue(), cell.period.start());
        let before = start.saturating_sub(1.month());
        if !catalogue.has_changed(before, start) {
            return start;
        }
        catalogue.opens(&cell.indicator.code, None, cell.period)
    }

    /// What was reported for the cell itself. A row that says "not reported" is as good as none.
    pub(super) fn reported(self, cell: Cell<'_>) -> Option<Found> {
        let series = cell.series(self.cube);
        let at = self.cube.cell_of(series, cell.period, cell.measure, self.vintage).next_back()?;
        self.standing(at, Rule::Reported)
    }

    /// What a row says: a number, that there cannot be one, that it is withheld; `None` when it says "not reported".
    fn standing(self, at: At, rule: Rule) -> Option<Found> {
        match self.cube.status(at) {
            Status::NotReported => None,
            Status::NotApplicable => Some(Found { rows: vec![at], ..Found::not_applicable() }),
            _ => Some(Found::row(self.cube, at, rule)),
        }
    }

    /// For what stands or runs up, the last known within the period. What runs up starts anew each year, so no term
    /// has a last of it.
    fn latest_within(self, cell: Cell<'_>) -> Option<Found> {
        match cell.indicator.kind {
            Kind::Stock => {}
            Kind::Cumulative if cell.period.kind() != PeriodKind::Term => {}
            _ => return None,
        }
        let latest = self.standing_within(cell);
        let at = latest.into_iter().max_by_key(|at| (self.cube.effective_as_of(*at), *at))?;
        self.standing(at, Rule::Latest)
    }

    /// The row that stands for each period within the cell's own, in time; those that say "not reported" left out.
    pub(super) fn standing_within(self, cell: Cell<'_>) -> Vec<At> {
        let mut standing: Vec<At> = Vec::new();
        let mut series = cell.series(self.cube);
        self.cube.each_of_series(&mut series, cell.period, cell.measure, self.vintage, |one| {
            if one.status != Status::NotReported {
                standing.push(one.at);
            }
        });
        standing
    }

    /// The sum over periods of the organization's own that tile the cell's: what [`Self::tiled`] finds, and at once where
    /// all there is are its months.
    pub(super) fn of_periods(self, cell: Cell<'a>) -> Result<Option<Found>, Refusal> {
        if !matches!(cell.indicator.kind, Kind::Flow | Kind::Ratio) {
            return Ok(None);
        }
        let standing = self.standing_within(cell);
        if standing.is_empty() {
            return Ok(None);
        }
        let can_be_tiled = !matches!(cell.period.kind(), PeriodKind::Month | PeriodKind::Term);
        let is_month = |at: &At| self.cube.period(*at).kind() == PeriodKind::Month;
        if can_be_tiled
            && standing.len() == cell.period.length()
            && standing.iter().all(is_month)
            && let Some(found) = Found::of_rows(self.cube, standing, Rule::SumOfPeriods)
        {
            return Ok(Some(found));
        }
        self.tiled(cell, &|_| Ok(None))
    }

    /// The sum over the periods that tile the cell's own; `None` when one is not there. Only a flow adds up over time,
    /// and a ratio by its parts.
    pub(super) fn tiled(self, cell: Cell<'a>, find: &Find<'a, '_>) -> Result<Option<Found>, Refusal> {
        if !matches!(cell.indicator.kind, Kind::Flow | Kind::Ratio) {
            return Ok(None);
        }
        for tiling in cell.period.tilings() {
            if let Some(parts) = self.tiles(cell, &tiling, find)? {
                return Ok(Some(counted(self.cube, sum(cell, parts, Rule::SumOfPeriods)?)));
            }
        }
        Ok(None)
    }

    /// Each tile as it was reported, else as `find` finds it, else tiled again. A tile in which the organization did not
    /// exist, or of which no form asks it, takes nothing away: what it did in its time is all it did.
    fn tiles(
        self,
        cell: Cell<'a>,
        tiling: &[Period],
        find: &Find<'a, '_>,
    ) -> Result<Option<Vec<Found>>, Refusal> {
        let mut parts = Vec::with_capacity(tiling.len());
        for period in tiling {
            let part = cell.of_period(*period);
            if !self.exists(part) {
                continue;
            }
            let mut found = self.reported(part);
            if found.is_none() {
                found = find(part)?.filter(Found::is_complete);
            }
            if found.is_none() {
                found = self.tiled(part, find)?;
            }
            match found {
                Some(found) if found.units.is_some() => parts.push(found),
                None if self.is_excused(part) => {}
                _ => return Ok(None),
            }
        }
        Ok(Some(parts).filter(|parts| !parts.is_empty()))
    }

    /// The sum over the children, with a hole for each that did not report; `None` when none did, when there are none,
    /// and for a country, of whose parts only the city is on file.
    pub(super) fn of_children(self, cell: Cell<'a>) -> Result<Option<Found>, Refusal> {
        let (mut children, closed) = (self.children(cell), self.closed(cell));
        let apart = self.apart(cell)?;
        if !apart.is_empty() {
            if let Some(by_periods) = self.tiled(cell, &|part| self.of_children(part))? {
                return Ok(Some(by_periods));
            }
            children.retain(|one| !apart.contains(&&one.code));
        }
        let at_once = if closed.is_empty() { self.added_up(cell, &children)? } else { None };
        let mut sum = match at_once {
            Some(sum) => sum,
            None => self.held_together(cell, &children, &closed)?,
        };
        if sum.is_nothing() {
            return Ok(None);
        }
        apart.into_iter().for_each(|code| sum.add(Found::nothing(code)));
        sum.finish().map(Some).ok_or_else(|| Refusal::TooBig { cell: cell.to_string() })
    }

    /// The children's numbers, and what had run up with those that were closed, added up once all of them are known.
    fn held_together(
        self,
        cell: Cell<'a>,
        children: &[&'a Organization],
        closed: &[&'a Organization],
    ) -> Result<Sum, Refusal> {
        let living = children.iter().map(|one| (one, self.resolve(cell.below(self.cube, &one.code))));
        let parts = living
            .chain(closed.iter().map(|one| (one, self.last_told(cell, one))))
            .map(|(one, part)| Ok((&one.code, part?.for_a_sum(&one.code))))
            .collect::<Result<Vec<_>, _>>()?;
        let mut sum = Sum::new(Rule::SumOfChildren);
        self.in_time(cell, parts).into_iter().for_each(|part| sum.add(part));
        Ok(sum)
    }

    /// Those whose numbers make up the organization's: nobody where they do not add up, or are not all on file.
    pub(super) fn children(self, cell: Cell<'a>) -> Vec<&'a Organization> {
        let catalogue = self.cube.catalogue();
        // What stands at the end of a period stands with those who exist then; what happened within it, with all who did.
        match cell.indicator.kind {
            _ if is_country(catalogue, cell.organization) => Vec::new(),
            Kind::Index | Kind::Rank => Vec::new(),
            Kind::Stock | Kind::Cumulative => {
                catalogue.children_on(cell.organization, self.last_day(cell.period)).collect()
            }
            Kind::Flow | Kind::Ratio => {
                catalogue.children_in(&cell.indicator.code, cell.organization, cell.period).collect()
            }
        }
    }

    /// The parts of a sum; of what runs up, those that are behind the newest have a hole.
    pub(super) fn in_time(self, cell: Cell<'a>, parts: Vec<(&'a OrganizationCode, Found)>) -> Vec<Found> {
        if cell.indicator.kind == Kind::Cumulative && cell.measure == Measure::Actual {
            self.behind(cell, parts)
        } else {
            parts.into_iter().map(|(_, found)| found).collect()
        }
    }

    /// An index or a rank that was not reported: a refusal when there are figures that a careless sum would use,
    /// otherwise it is simply not reported.
    fn refuse_to_add(self, cell: Cell<'a>) -> Result<Found, Refusal> {
        let catalogue = self.cube.catalogue();
        let below = catalogue.below(cell.organization, cell.period);
        let codes = std::iter::once(cell.organization).chain(below.iter().map(|one| &one.code));
        let mut filed = codes.flat_map(|code| self.cube.filed(&cell.indicator.code, code, self.vintage));
        let would_be_summed = filed.any(|at| {
            self.cube.measure(at) == cell.measure
                && self.cube.breakdown(at) == cell.breakdown
                && cell.period.contains(self.cube.period(at))
        });
        if would_be_summed {
            return Err(Refusal::NotAdditive {
                indicator: cell.indicator.code.clone(),
                kind: cell.indicator.kind.as_str(),
                cell: cell.to_string(),
            });
        }
        Ok(self.nothing(cell))
    }
}

pub(super) fn sum(cell: Cell<'_>, parts: Vec<Found>, rule: Rule) -> Result<Found, Refusal> {
    Found::sum(parts, rule).ok_or_else(|| Refusal::TooBig { cell: cell.to_string() })
}

/// Of whose parts only one is on file.
pub(super) fn is_country(catalogue: &Catalogue, code: &OrganizationCode) -> bool {
    catalogue.organization(code).is_some_and(|one| one.kind == OrganizationKind::Country)
}
