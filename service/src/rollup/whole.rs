//! Whether an organization is of the same whole in the tree of a day as in that of its figures.

use super::cell::Cell;
use super::succession::{Codes, InTree, stands};
use crate::domain::{Date, OrganizationCode};

impl<'a> InTree<'a> {
    /// Whether all below an organization on the day, and no others, came from all below it, and below those whose figures
    /// it has, in the period: then what was filed or summed for it is of the same whole, whatever became of its parts.
    pub(super) fn is_whole(self, cell: Cell<'a>, day: Date) -> bool {
        if self.resolver.cube.catalogue().is_closed(cell.organization) && self.is_itself(cell, day) {
            return true;
        }
        let last = self.resolver.last_day(cell.period);
        // Where a form opens the period early, who is in it depends on what is asked for.
        let own = (self.resolver.opens(cell) < cell.period.start()).then(|| cell.indicator.code.clone());
        let key = (cell.organization.clone(), cell.period, last, stands(cell), day, own);
        if let Some(known) = self.branches.0.borrow().get(&key) {
            return *known;
        }
        let whole = self.has_same_parts(cell, day);
        self.branches.0.borrow_mut().insert(key, whole);
        whole
    }

    /// All below the cell's organization on the day, and all who were below those whose figures it has, in the period.
    pub(super) fn below(self, cell: Cell<'a>, day: Date) -> (Codes<'a>, Codes<'a>) {
        let catalogue = self.resolver.cube.catalogue();
        let now: Codes<'a> =
            catalogue.below_on(cell.organization, day).into_iter().map(|one| &one.code).collect();
        let mut then = Codes::new();
        for code in self.sources(cell, day) {
            let last = self.last_day(code, cell);
            let below = match last.filter(|_| stands(cell)) {
                Some(last) => catalogue.below_on(code, last),
                None => catalogue.below_in(&cell.indicator.code, code, cell.period),
            };
            then.extend(
                below.into_iter().map(|one| &one.code).filter(|code| self.last_day(code, cell).is_some()),
            );
        }
        (now, then)
    }

    /// Whether all that became of an organization until the day, or was of it before it was founded, is among these or rests
    /// with the cell's own.
    pub(super) fn became(
        self,
        code: &'a OrganizationCode,
        cell: Cell<'a>,
        day: Date,
        now: &Codes<'a>,
    ) -> bool {
        let is_here = |one: &&OrganizationCode| now.contains(*one) || *one == cell.organization;
        match self.last_day(code, cell) {
            Some(last) if last <= day => self.homes(code, last, day).iter().all(is_here),
            last => {
                let came = self.came_from(code, cell, day);
                let founded = last.filter(|_| came.is_empty() && !self.exists_on(code, day));
                let one = founded.and_then(|_| self.resolver.cube.catalogue().organization(code));
                match one.zip(founded) {
                    Some((one, last)) => self.homes_of_founded(one, last, day).iter().all(is_here),
                    None => came.is_subset(now),
                }
            }
        }
    }

    fn has_same_parts(self, cell: Cell<'a>, day: Date) -> bool {
        let (now, then) = self.below(cell, day);
        then.iter().copied().all(|code| self.became(code, cell, day, &now))
            && now.iter().copied().all(|code| self.sources(cell.of_organization(code), day).is_subset(&then))
            && !self.rests_of_others(cell, day, &then)
            && !self.founded_elsewhere(cell, day, &then)
    }
}
