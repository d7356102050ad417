//! Who came from nobody after the day of a tree: what they have is, on that day, with whoever those stood below in whose place
//! they began. The total has it, and the sum of its parts would not.

use super::Refusal;
use super::cell::{Cell, Found};
use super::succession::{Codes, InTree};
use crate::domain::{Date, Organization, OrganizationCode};

impl<'a> InTree<'a> {
    /// The figures of who was founded after a day, and of who came from none but such, that are with the cell's organization
    /// then; `None` where some of it is with others too.
    pub(super) fn founded_later(
        self,
        cell: Cell<'a>,
        day: Date,
    ) -> Result<Option<Vec<(&'a OrganizationCode, Found)>>, Refusal> {
        let catalogue = self.resolver.cube.catalogue();
        let mut found = Vec::new();
        if !self.has_founders(day) {
            return Ok(Some(found));
        }
        for one in &catalogue.parts().organizations {
            let part = cell.below(self.resolver.cube, &one.code);
            let Some(last) = self.last_day(&one.code, part).filter(|last| *last > day) else { continue };
            if !self.is_of_nobody(one, part, day) || self.is_within_founded(one, part, last, day) {
                continue;
            }
            let homes = self.homes_of_founded(one, last, day);
            if !homes.contains(cell.organization) {
                continue;
            }
            let is_whole = self.is_of_founded(one, part, last, day);
            if is_whole && homes.len() == 1 {
                found.push((&one.code, self.resolver.resolve(part)?));
            } else if is_whole || !self.is_of_parts(part, last) {
                return Ok(None);
            }
        }
        Ok(Some(found))
    }

    /// Whether any who was founded after a day, and of whom the figures are with the cell's organization then, is none of these.
    pub(super) fn founded_elsewhere(self, cell: Cell<'a>, day: Date, then: &Codes<'a>) -> bool {
        self.has_founders(day)
            && self.resolver.cube.catalogue().parts().organizations.iter().any(|one| {
                let part = cell.below(self.resolver.cube, &one.code);
                let last = self.last_day(&one.code, part).filter(|last| *last > day);
                last.is_some_and(|last| {
                    !then.contains(&one.code)
                        && self.is_of_nobody(one, part, day)
                        && self.homes_of_founded(one, last, day).contains(cell.organization)
                })
            })
    }

    /// Whether anybody was founded after a day.
    fn has_founders(self, day: Date) -> bool {
        let catalogue = self.resolver.cube.catalogue();
        catalogue.parts().organizations.iter().any(|one| {
            let begins = one.placements.iter().map(|placement| placement.validity.from);
            let begin = begins.min().flatten().filter(|begin| *begin > day);
            begin.is_some_and(|begin| catalogue.lineage().origins(&one.code, day, begin).is_none())
        })
    }

    /// Whether one was not there on a day, and nothing of it came from who was.
    fn is_of_nobody(self, one: &Organization, part: Cell<'a>, day: Date) -> bool {
        !self.exists_on(&one.code, day) && self.came_from(&one.code, part, day).is_empty()
    }

    /// Whether nobody below one on its last day was there on an earlier one, or came from who was.
    fn is_of_founded(self, one: &Organization, part: Cell<'a>, last: Date, day: Date) -> bool {
        let below = self.resolver.cube.catalogue().below_on(&one.code, last);
        below.into_iter().all(|one| self.is_of_nobody(one, part, day))
    }

    /// Whether one's figures are in those of another that is of such only.
    fn is_within_founded(self, one: &'a Organization, part: Cell<'a>, last: Date, day: Date) -> bool {
        let parent = one.parent_within(last, last).flatten();
        let Some(parent) = parent.and_then(|code| self.resolver.cube.catalogue().organization(code)) else {
            return false;
        };
        self.is_of_nobody(parent, part, day) && self.is_of_founded(parent, part, last, day)
            || self.is_within_founded(parent, part, last, day)
    }

    /// With whom on a day the figures are of one that nobody on that day is in.
    pub(super) fn homes_of_founded(self, one: &Organization, last: Date, day: Date) -> Codes<'a> {
        let catalogue = self.resolver.cube.catalogue();
        let founders = catalogue.lineage().ancestors(&one.code, day, last);
        let founders = founders.iter().filter_map(|code| catalogue.organization(code));
        founders.flat_map(|one| self.place(one, day)).collect()
    }

    /// Who on a day is what an organization that was founded later then stood below.
    fn place(self, one: &'a Organization, day: Date) -> Codes<'a> {
        let begins = one.placements.iter().filter_map(|placement| {
            Some((placement.validity.from.filter(|from| *from > day)?, placement.parent.as_ref()?))
        });
        let Some((begin, parent)) = begins.min_by_key(|(begin, _)| *begin) else { return Codes::new() };
        let catalogue = self.resolver.cube.catalogue();
        let came = catalogue.lineage().ancestors(parent, day, begin);
        let came = came.iter().filter_map(|code| catalogue.organization(code));
        came.flat_map(|of| {
            if self.exists_on(&of.code, day) { Codes::from([&of.code]) } else { self.place(of, day) }
        })
        .collect()
    }
}
