//! What an organization reported itself, in the tree of a day that has others below it: what came to it is added and what went
//! from it taken away where all of that is exactly known. A sum of those below it on the day would leave out its own.

use super::Rule;
use super::cell::{Cell, Found};
use super::flows::newest;
use super::succession::{Codes, InTree, adds_up, stands};
use crate::domain::{Date, Organization};

impl<'a> InTree<'a> {
    /// Its own number with what came and without what went; `None` where it has none, or not all of that is known.
    pub(super) fn with_moves(self, cell: Cell<'a>, day: Date) -> Option<Found> {
        let own = self.resolver.resolve(cell).ok()?;
        let is_alone = self.sources(cell, day).iter().eq([&cell.organization]);
        if !adds_up(cell) || !self.tells_itself(cell, &own) || !is_alone || !self.is_itself(cell, day) {
            return None;
        }
        let (now, then) = self.below(cell, day);
        if self.rests_of_others(cell, day, &then) || self.founded_elsewhere(cell, day, &then) {
            return None;
        }
        let (came, went) = self.moves(cell, day, (&now, &then));
        let came = self.known(cell, day, &came, &own)?;
        let went = self.known(cell, day, &went, &own)?;
        let all = came.into_iter().chain([own]).collect();
        Found::sum(all, Rule::Restated)?.minus(went, Rule::Restated)
    }

    /// Whether whoever the cell's number comes from told nothing of their own that the sum of those below them lacks.
    pub(super) fn is_of_parts(self, cell: Cell<'a>, day: Date) -> bool {
        let cube = self.resolver.cube;
        self.sources(cell, day).into_iter().all(|code| {
            let cell = cell.of_organization(code);
            let Ok(own) = self.resolver.resolve(cell) else { return false };
            let parts = || self.resolver.of_children(cell).ok().flatten();
            !self.tells_itself(cell, &own)
                || parts()
                    .is_some_and(|sum| !sum.unasked && sum.is_whole_so_far(cube) && sum.units == own.units)
        })
    }

    /// Whether nobody who was closed in the cell's year is lost or counted elsewhere in the sum of those below an organization
    /// on a day.
    pub(super) fn keeps_closed(self, cell: Cell<'a>, day: Date) -> bool {
        let resolver = self.resolver;
        let closed = resolver.closed(cell);
        let is_kept = |one: &&Organization| closed.iter().any(|other| other.code == one.code);
        let catalogue = resolver.cube.catalogue();
        let ended = |one: &&'a Organization| resolver.end_of(cell, &one.code).is_some();
        let of_others = self.sources(cell, day).into_iter().filter(|code| *code != cell.organization);
        let stood = |one: &&Organization| {
            resolver.end_of(cell, &one.code).is_some_and(|end| end < day)
                || one.parent_within(day, day) == Some(Some(cell.organization))
        };
        closed.iter().all(stood)
            && catalogue.children_on(cell.organization, day).filter(ended).all(|one| is_kept(&one))
            && of_others
                .map(|code| resolver.closed(cell.of_organization(code)))
                .all(|closed| closed.is_empty())
    }

    /// Whether a figure of the organization's own is in its number.
    fn tells_itself(self, cell: Cell<'_>, found: &Found) -> bool {
        let cube = self.resolver.cube;
        found.units.is_some() && found.rows.iter().any(|at| cube.organization(*at) == cell.organization)
    }

    /// The uppermost of those below it on the day that were not then, and of those that were and are not.
    fn moves(
        self,
        cell: Cell<'a>,
        day: Date,
        (now, then): (&Codes<'a>, &Codes<'a>),
    ) -> (Vec<&'a Organization>, Vec<&'a Organization>) {
        let catalogue = self.resolver.cube.catalogue();
        let came: Codes<'a> = now
            .iter()
            .copied()
            .filter(|code| !self.sources(cell.of_organization(code), day).is_subset(then))
            .collect();
        let went: Codes<'a> =
            then.iter().copied().filter(|code| !self.became(code, cell, day, now)).collect();
        let uppermost = |codes: Codes<'a>, on: &dyn Fn(&Organization) -> Option<Date>| {
            let is_upper = |one: &&'a Organization| {
                let parent = on(one).and_then(|day| one.parent_within(day, day)).flatten();
                parent.is_none_or(|parent| !codes.contains(parent))
            };
            codes.iter().filter_map(|code| catalogue.organization(code)).filter(is_upper).collect()
        };
        (uppermost(came, &|_| Some(day)), uppermost(went, &|one| self.last_day(&one.code, cell)))
    }

    /// The numbers of those that moved, each of which must be whole and theirs alone, and of the months that `own` is of;
    /// `None` where one is not, or was elsewhere for a part of what its number is of.
    fn known(self, cell: Cell<'a>, day: Date, moved: &[&'a Organization], own: &Found) -> Option<Vec<Found>> {
        let cube = self.resolver.cube;
        let (start, last) = (self.resolver.opens(cell), self.resolver.last_day(cell.period));
        let mut parts = Vec::with_capacity(moved.len());
        for one in moved {
            let part = cell.of_organization(&one.code);
            let stood = one.placements.iter().map(|one| one.validity);
            let is_at_home =
                stands(cell) || stood.filter(|one| one.last_day_within(start, last).is_some()).count() == 1;
            let is_alone = self.sources(part, day).iter().eq([&part.organization])
                && self.exists(part)
                && self.is_itself(part, day)
                && self.is_whole(part, day);
            let found = self.resolver.resolve(part).ok().filter(|found| found.is_whole_so_far(cube))?;
            let month = |found: &Found| newest(cube, found).map(|day| (day.year(), day.month()));
            let is_of_one_time = !stands(cell) || month(&found) == month(own);
            if !is_at_home || !is_alone || found.unasked || !is_of_one_time {
                return None;
            }
            parts.push(found);
        }
        Some(parts)
    }
}
