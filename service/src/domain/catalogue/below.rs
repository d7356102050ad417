//! Who stands below whom: during a period, on a day, or ever.

use std::collections::BTreeSet;

use super::Catalogue;
use crate::domain::{Date, Organization, OrganizationCode, Period};

impl Catalogue {
    /// The children of an organization during a period, in the order of the file: each stands under the parent it had on
    /// its last day of the period.
    pub fn children<'a>(
        &'a self,
        parent: &'a OrganizationCode,
        period: Period,
    ) -> impl Iterator<Item = &'a Organization> {
        let (start, end) = (period.start(), period.end());
        self.ever_below(parent).filter(move |one| one.parent_within(start, end) == Some(Some(parent)))
    }

    /// All that ever stood directly below an organization, in the order of the file.
    pub(super) fn ever_below(&self, parent: &OrganizationCode) -> impl Iterator<Item = &Organization> {
        self.offspring.of(parent).iter().map(|at| &self.parts.organizations[*at])
    }

    /// Whether nobody ever stood below an organization.
    #[must_use]
    pub fn is_leaf(&self, code: &OrganizationCode) -> bool {
        self.offspring.of(code).is_empty()
    }

    /// Whether anyone came, went or moved after the one day and up to the other.
    #[must_use]
    pub fn has_changed(&self, after: Date, until: Date) -> bool {
        self.offspring.has_changed(after, until)
    }

    /// All below an organization during a period, each parent before its children.
    #[must_use]
    pub fn below<'a>(&'a self, parent: &'a OrganizationCode, period: Period) -> Vec<&'a Organization> {
        self.children(parent, period)
            .flat_map(|child| std::iter::once(child).chain(self.below(&child.code, period)))
            .collect()
    }

    /// The children of an organization on a day, in the order of the file.
    pub fn children_on<'a>(
        &'a self,
        parent: &'a OrganizationCode,
        day: Date,
    ) -> impl Iterator<Item = &'a Organization> {
        self.ever_below(parent).filter(move |one| one.parent_within(day, day) == Some(Some(parent)))
    }

    /// All below an organization on a day, each parent before its children.
    #[must_use]
    pub fn below_on<'a>(&'a self, parent: &'a OrganizationCode, day: Date) -> Vec<&'a Organization> {
        self.children_on(parent, day)
            .flat_map(|child| std::iter::once(child).chain(self.below_on(&child.code, day)))
            .collect()
    }

    /// Whether `code` ever stood below `above`, at any depth.
    #[must_use]
    pub fn is_below(&self, code: &OrganizationCode, above: &OrganizationCode) -> bool {
        let mut seen = BTreeSet::new();
        let mut open = vec![code];
        while let Some(code) = open.pop() {
            let placements = self.organization(code).into_iter().flat_map(|one| &one.placements);
            for parent in placements.filter_map(|placement| placement.parent.as_ref()) {
                if parent == above {
                    return true;
                }
                if seen.insert(parent) {
                    open.push(parent);
                }
            }
        }
        false
    }

    /// Whether who acts for `above` acts for this organization too: it is the same, or below it in the tree of the day. What has
    /// ended belongs to where it last stood, what is to come to where it will begin.
    #[must_use]
    pub fn stands_within(&self, code: &OrganizationCode, above: &OrganizationCode, on: Date) -> bool {
        let mut seen = BTreeSet::new();
        let mut next = Some(code);
        while let Some(code) = next.filter(|code| seen.insert((*code).clone())) {
            if code == above {
                return true;
            }
            next = self.organization(code).and_then(|one| {
                let first = || one.placements.iter().min_by_key(|placement| placement.validity.from);
                let begun = one.parent_within(Date::MIN, on);
                begun.unwrap_or_else(|| first().and_then(|placement| placement.parent.as_ref()))
            });
        }
        false
    }
}
