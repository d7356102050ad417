//! What has run up from January on out of what happened, with the months that are missing and of whom.

use std::collections::BTreeSet;

use super::cell::{Cell, Found};
use super::flows::counted;
use super::resolve::sum;
use super::succession::InTree;
use super::{Refusal, Rule, torn};
use crate::domain::{Measure, Period, PeriodKind, Status};

impl<'a> InTree<'a> {
    /// The sum of what happened from January to the end of the period. With a hole it is provisional, and has the months that
    /// are missing and of whom.
    pub(super) fn to_date(self, cell: Cell<'a>) -> Result<Found, Refusal> {
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
        let mut is_whole = true;
        for period in periods {
            let (parts, missing) = self.pieces(cell.of_period(*period))?;
            there.extend(parts);
            is_whole &= missing.is_empty();
        }
        if there.iter().all(|part| part.units.is_none()) {
            return Ok(self.resolver.nothing(cell));
        }
        let found = sum(cell, there, Rule::SumOfPeriods)?;
        let as_of = found.rows.iter().map(|at| self.resolver.cube.effective_as_of(*at)).max();
        let status = if is_whole { found.status } else { Status::Provisional };
        Ok(Found { as_of: as_of.or(found.as_of), status, ..found })
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
        let months = || -> Vec<Period> {
            let due = |month: &Period| month.end() <= self.resolver.last_day(cell.period);
            torn::months(cell.period).map(|(_, month)| month).filter(due).collect()
        };
        let mut best: Option<(Vec<Found>, Vec<Period>)> =
            found.units.is_some().then(|| (vec![found.clone().lacking(cell, &months())], months()));
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
            (if is_part { vec![found.lacking(cell, &gaps)] } else { Vec::new() }, gaps)
        }))
    }
}
