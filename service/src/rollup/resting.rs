//! Who went over into nobody by the day of a tree: what they had stays with whoever they stood below when they ended, and goes
//! where that one went. The total would have it, and the sum of its parts would not.

use super::Refusal;
use super::cell::{Cell, Found};
use super::succession::{Codes, InTree};
use crate::domain::{Date, Organization, OrganizationCode};

impl<'a> InTree<'a> {
    /// What those had that rest with the cell's organization on a day, in the tree of their own last days; `None` where some
    /// of it cannot be told from what is another's.
    pub(super) fn at_rest(
        self,
        cell: Cell<'a>,
        day: Date,
    ) -> Result<Option<Vec<(&'a OrganizationCode, Found)>>, Refusal> {
        let catalogue = self.resolver.cube.catalogue();
        let mut found = Vec::new();
        for one in &catalogue.parts().organizations {
            let Some(end) = self.ended(one, day) else { continue };
            let homes = self.homes_of_ended(one, end, day);
            if !homes.contains(cell.organization) || self.is_within_ended(one, end, day) {
                continue;
            }
            let part = cell.below(self.resolver.cube, &one.code);
            if self.sources(part, end).is_empty() {
                continue;
            }
            let is_whole = self.ended_whole(one, end, day);
            if is_whole && homes.len() == 1 {
                let Some(of_it) = self.carried_to(part, end)? else { return Ok(None) };
                found.push((&one.code, of_it));
            } else if is_whole || !self.is_of_parts(part, end) {
                return Ok(None);
            }
        }
        Ok(Some(found))
    }

    /// Whether what rests with the cell's organization on a day is of others too than these.
    pub(super) fn rests_of_others(self, cell: Cell<'a>, day: Date, then: &Codes<'a>) -> bool {
        self.resolver.cube.catalogue().parts().organizations.iter().any(|one| {
            let end = self.ended(one, day);
            end.is_some_and(|end| {
                let part = cell.below(self.resolver.cube, &one.code);
                self.homes_of_ended(one, end, day).contains(cell.organization)
                    && !self.sources(part, end).is_subset(then)
            })
        })
    }

    /// The last day of one that ended before a day, with nobody after it.
    fn ended(self, one: &Organization, day: Date) -> Option<Date> {
        let end = one.last_day_within(Date::MIN, day).filter(|end| *end < day)?;
        let after = self.resolver.cube.catalogue().lineage().event(&one.code, end.tomorrow().ok()?);
        (one.successors.is_empty() && after.iter().all(|row| row.to.is_none())).then_some(end)
    }

    /// Whether all who stood below one on its last day ended with it, or soon after, with nobody after them.
    fn ended_whole(self, one: &Organization, end: Date, day: Date) -> bool {
        let below = self.resolver.cube.catalogue().below_on(&one.code, end);
        below.into_iter().all(|part| self.ended(part, day).is_some())
    }

    /// Whether the figures of one that ended are in those of another that it stood below and that ended whole after it.
    fn is_within_ended(self, one: &'a Organization, end: Date, day: Date) -> bool {
        let parent = one.parent_within(end, end).flatten();
        let parent = parent.and_then(|code| self.resolver.cube.catalogue().organization(code));
        let ended = parent.and_then(|parent| Some((parent, self.ended(parent, day)?)));
        ended.is_some_and(|(parent, last)| {
            self.ended_whole(parent, last, day) || self.is_within_ended(parent, last, day)
        })
    }

    /// With whom the figures of one rest that ended.
    fn homes_of_ended(self, one: &'a Organization, end: Date, day: Date) -> Codes<'a> {
        let parent = one.parent_within(end, end).flatten();
        parent.map_or_else(Codes::new, |parent| self.homes(parent, end, day))
    }

    /// Who on a day has what an organization had at the end of an earlier one.
    pub(super) fn homes(self, code: &'a OrganizationCode, after: Date, day: Date) -> Codes<'a> {
        let catalogue = self.resolver.cube.catalogue();
        if let Some((on, rows)) = catalogue.lineage().outcomes(code, after, day)
            && rows.iter().any(|row| row.to.is_some())
        {
            let went = rows.into_iter().filter_map(|row| row.to.as_ref());
            return went.flat_map(|to| self.homes(to, on, day)).collect();
        }
        if self.exists_on(code, day) {
            return Codes::from([code]);
        }
        let ended = catalogue.organization(code).and_then(|one| Some((one, self.ended(one, day)?)));
        ended.map_or_else(Codes::new, |(one, end)| self.homes_of_ended(one, end, day))
    }
}
