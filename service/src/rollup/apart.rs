//! Who moved within a period from one branch to another: where the one branch tells of its months and the other of the whole
//! period, the sum of both counts what was moved twice, or loses it. Month by month it is counted once.

use super::cell::Cell;
use super::resolve::Resolver;
use super::succession::InTree;
use super::{Refusal, Rule};
use crate::domain::{Date, Kind, Organization, OrganizationCode, PeriodKind};

impl<'a> Resolver<'a> {
    /// The children of whom the sum over all children would count something that is counted elsewhere too, or nowhere.
    pub(super) fn apart(self, cell: Cell<'a>) -> Result<Vec<&'a OrganizationCode>, Refusal> {
        let (start, end) = (cell.period.start(), cell.period.end());
        let catalogue = self.cube.catalogue();
        let happens = matches!(cell.indicator.kind, Kind::Flow | Kind::Ratio);
        let is_short = matches!(cell.period.kind(), PeriodKind::Month);
        let mut apart = Vec::new();
        if !happens || is_short || !catalogue.has_changed(start, end) {
            return Ok(apart);
        }
        for one in &catalogue.parts().organizations {
            let mut stays: Vec<(Date, &OrganizationCode)> = one
                .placements
                .iter()
                .filter_map(|place| {
                    Some((place.validity.last_day_within(start, end)?, place.parent.as_ref()?))
                })
                .collect();
            stays.sort_unstable();
            let Some((last, parent)) = stays.pop() else { continue };
            let Some(now) = self.way(cell, (parent, last)) else { continue };
            for (day, parent) in stays {
                let Some(then) = self.way(cell, (parent, day)) else { continue };
                if then.first() == now.first() || !self.tells(cell, one)? {
                    continue;
                }
                let Some(upper) = then.first() else { continue };
                // The branch that it left has what it had there, or the one it came to has all of it, but not both.
                if self.is_by_time(cell, &then)? != self.is_by_time(cell, &now)? {
                    apart.push(*upper);
                }
            }
        }
        apart.sort_unstable();
        apart.dedup();
        Ok(apart)
    }

    /// From the child of the cell's organization down to a parent on a day; empty where it is the organization itself.
    fn way(
        self,
        cell: Cell<'a>,
        (parent, day): (&'a OrganizationCode, Date),
    ) -> Option<Vec<&'a OrganizationCode>> {
        let mut way = Vec::new();
        let mut code = parent;
        while code != cell.organization {
            way.push(code);
            code = self.cube.catalogue().organization(code)?.parent_within(day, day)??;
        }
        way.reverse();
        Some(way)
    }

    /// Whether an organization has a number of the whole period, so that there is something to count twice.
    fn tells(self, cell: Cell<'a>, one: &'a Organization) -> Result<bool, Refusal> {
        Ok(self.resolve(cell.below(self.cube, &one.code))?.units.is_some())
    }

    /// Whether one of these has its number from what was told of it itself or of its months, and not from all below it.
    fn is_by_time(self, cell: Cell<'a>, way: &[&'a OrganizationCode]) -> Result<bool, Refusal> {
        for code in way {
            let found = self.resolve(cell.below(self.cube, code))?;
            if found.units.is_some() && found.rule != Rule::SumOfChildren {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

impl<'a> InTree<'a> {
    /// Whether what came to the cell's organization by a day has something in it that is in its own, or in another's, too.
    pub(super) fn has_twice(self, cell: Cell<'a>, day: Date) -> Result<bool, Refusal> {
        let (start, end) = (cell.period.start(), cell.period.end());
        let catalogue = self.resolver.cube.catalogue();
        if !catalogue.has_changed(start, end) {
            return Ok(false);
        }
        for code in self.sources(cell, day).into_iter().filter(|code| *code != cell.organization) {
            let parent = catalogue.organization(code).and_then(|one| one.parent_within(start, end)).flatten();
            let Some(parent) = parent else { continue };
            if self.resolver.apart(cell.below(self.resolver.cube, parent))?.contains(&code) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
