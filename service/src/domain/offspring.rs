//! Who ever stood below whom, and on which days the tree changed: found once, asked for every cell of an answer.

use super::{Date, Organization, OrganizationCode, Quick, Succession};

/// The tree of all times at once.
#[derive(Clone, Debug, Default)]
pub(super) struct Offspring {
    /// The places of all that ever stood directly below an organization, in the order of the file.
    below: Quick<OrganizationCode, Vec<usize>>,
    /// The days on which anyone came, went or moved, in time.
    changes: Vec<Date>,
}

impl Offspring {
    pub(super) fn new(organizations: &[Organization], successions: &[Succession]) -> Self {
        let mut below: Quick<OrganizationCode, Vec<usize>> = Quick::default();
        let mut changes: Vec<Date> = successions.iter().map(|one| one.on).collect();
        for (at, placement) in organizations
            .iter()
            .enumerate()
            .flat_map(|(at, one)| one.placements.iter().map(move |of| (at, of)))
        {
            changes.extend(placement.validity.from.into_iter().chain(placement.validity.until));
            let Some(parent) = &placement.parent else { continue };
            let children = below.entry(parent.clone()).or_default();
            // Who came back to the same parent is its child once.
            if children.last() != Some(&at) {
                children.push(at);
            }
        }
        changes.sort_unstable();
        changes.dedup();
        Self { below, changes }
    }

    pub(super) fn of(&self, parent: &OrganizationCode) -> &[usize] {
        self.below.get(parent).map_or(&[], Vec::as_slice)
    }

    /// Whether anyone came, went or moved after the one day and up to the other.
    pub(super) fn has_changed(&self, after: Date, until: Date) -> bool {
        let next = self.changes.partition_point(|on| *on <= after);
        self.changes.get(next).is_some_and(|on| *on <= until)
    }
}
