//! Who ended within a year and went over into nobody: what had run up with them by then stays in the sums of that year.

use super::Refusal;
use super::cell::{Cell, Found};
use super::flows::{in_month_of, late, newest};
use super::resolve::Resolver;
use crate::domain::{Date, Kind, Measure, Organization, OrganizationCode, Period, PeriodKind};

impl<'a> Resolver<'a> {
    /// Those below the cell's organization that ended within its year, by the last day of its period, and whose figures nobody
    /// carries on. One of whom some part goes on elsewhere is there by the parts of it that do not.
    pub(super) fn closed(self, cell: Cell<'a>) -> Vec<&'a Organization> {
        let catalogue = self.cube.catalogue();
        let (year, last) = (cell.period.its_year(), self.last_day(cell.period));
        if !runs_up(cell) || !catalogue.has_changed(year.start(), last) {
            return Vec::new();
        }
        let parent = Some(Some(cell.organization));
        let mut closed = Vec::new();
        for one in catalogue.children(cell.organization, year) {
            let Some(end) = self.end_of(cell, &one.code) else { continue };
            if one.parent_within(year.start(), last) != parent {
                continue;
            }
            let below = catalogue.below_on(&one.code, end);
            if below.into_iter().all(|one| self.end_of(cell, &one.code).is_some()) {
                closed.push(one);
            } else {
                closed.extend(self.closed(cell.of_organization(&one.code)));
            }
        }
        closed
    }

    /// The last day of an organization that ended within the cell's year, by the last day of its period, with nobody after it.
    pub(super) fn end_of(self, cell: Cell<'_>, code: &OrganizationCode) -> Option<Date> {
        if !runs_up(cell) {
            return None;
        }
        let catalogue = self.cube.catalogue();
        let last = self.last_day(cell.period);
        let one = catalogue.organization(code)?;
        let end = one.last_day_within(cell.period.its_year().start(), last).filter(|end| *end < last)?;
        let after = catalogue.lineage().event(code, end.tomorrow().ok()?);
        (one.successors.is_empty() && after.iter().all(|row| row.to.is_none())).then_some(end)
    }

    /// The day up to which an organization owes what runs up: the cell's last, or the end of its last month of which it is
    /// asked at all.
    fn due(self, cell: Cell<'a>, code: &'a OrganizationCode, last: Date) -> Date {
        let Some(end) = self.end_of(cell, code) else { return last };
        let excuses = |month: &Period| self.is_excused(cell.of_organization(code).of_period(*month));
        let before = Period::month_of(end).filter(excuses).and_then(Period::month_before);
        before.map_or(end, Period::end).min(last)
    }

    /// Parts of a sum of what runs up, of which some are of earlier months than the newest: what those have not told since is
    /// missing, of who was closed up to their end.
    pub(super) fn behind(self, cell: Cell<'a>, parts: Vec<(&'a OrganizationCode, Found)>) -> Vec<Found> {
        let days: Vec<Option<Date>> = parts
            .iter()
            .map(|(code, found)| {
                let day = found.units.and_then(|_| newest(self.cube, found))?;
                Some(self.end_of(cell, code).map_or(day, |end| day.min(end)))
            })
            .collect();
        let last = days.iter().flatten().max().copied();
        let parts = parts.into_iter().zip(days).map(|((code, found), day)| match day.zip(last) {
            Some((day, last)) if !in_month_of(day, last) => {
                let due = self.due(cell, code, last);
                let is_late = day < due && !in_month_of(day, due);
                if is_late { late(self.cube, code, found, day, due) } else { found }
            }
            _ => found,
        });
        parts.collect()
    }

    /// What had run up with one that was closed.
    pub(super) fn last_told(self, cell: Cell<'a>, one: &'a Organization) -> Result<Found, Refusal> {
        let part = cell.below(self.cube, &one.code);
        if cell.measure == Measure::Actual {
            return self.resolve(part.of_period(cell.period.its_year()));
        }
        // A plan of the whole year is none of its first months.
        for period in cell.period.year_to_date().into_iter().rev() {
            let found = self.resolve(part.of_period(period))?;
            if found.units.is_some() {
                return Ok(found);
            }
        }
        Ok(Found::nothing(&one.code))
    }
}

/// Whether the cell's number is one that begins at zero each year.
fn runs_up(cell: Cell<'_>) -> bool {
    cell.indicator.kind == Kind::Cumulative && cell.period.kind() != PeriodKind::Term
}
