//! Who stands above whom, over all times: organizations by number.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Catalogue, OrganizationCode, OrganizationKind};

/// Where an organization stands to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Beside it: they count nothing in common.
    Beside,
    /// The same, or above it at all times.
    Above,
    /// Below it, or above it at some times only.
    Partly,
}

#[derive(Debug)]
pub(super) struct Lineage {
    numbers: BTreeMap<OrganizationCode, usize>,
    /// Itself and all that stood above it at any time, and those of them that always did.
    ever: Vec<BTreeSet<usize>>,
    always: Vec<BTreeSet<usize>>,
    countries: BTreeSet<usize>,
    tops: Vec<Option<usize>>,
    /// For each, everyone who ever stood above or below it, and itself.
    related: Vec<BTreeMap<usize, Place>>,
    /// For each, the number of those that stood below the same ones; and for each two of these numbers, by how many they differ.
    groups: Vec<usize>,
    apart: Vec<Vec<usize>>,
}

impl Lineage {
    pub(super) fn new(catalogue: &Catalogue) -> Self {
        let organizations = &catalogue.parts().organizations;
        let numbers: BTreeMap<_, _> =
            organizations.iter().enumerate().map(|(at, one)| (one.code.clone(), at)).collect();
        let parents: Vec<BTreeSet<Option<usize>>> = organizations
            .iter()
            .map(|one| {
                let parent = |code: &OrganizationCode| numbers.get(code).copied();
                one.placements.iter().map(|placed| placed.parent.as_ref().and_then(parent)).collect()
            })
            .collect();
        let countries: BTreeSet<usize> = (0..organizations.len())
            .filter(|at| organizations[*at].kind == OrganizationKind::Country)
            .collect();
        let mut lineage = Self {
            numbers,
            ever: vec![BTreeSet::new(); organizations.len()],
            always: vec![BTreeSet::new(); organizations.len()],
            tops: vec![None; organizations.len()],
            related: vec![BTreeMap::new(); organizations.len()],
            groups: Vec::new(),
            apart: Vec::new(),
            countries,
        };
        for at in 0..organizations.len() {
            lineage.climb(at, &parents);
        }
        for at in 0..organizations.len() {
            let roots = lineage.ever[at].iter().copied().filter(|above| {
                !lineage.countries.contains(above)
                    && parents[*above]
                        .iter()
                        .any(|parent| parent.is_none_or(|parent| lineage.countries.contains(&parent)))
            });
            lineage.tops[at] = roots.min();
            for &above in &lineage.ever[at] {
                let place = if lineage.always[at].contains(&above) { Place::Above } else { Place::Partly };
                lineage.related[at].insert(above, place);
                lineage.related[above].entry(at).or_insert(Place::Partly);
            }
        }
        lineage.group();
        lineage
    }

    fn group(&mut self) {
        let mut numbers: BTreeMap<BTreeSet<usize>, usize> = BTreeMap::new();
        for (at, ever) in self.ever.iter().enumerate() {
            let above = ever.iter().copied().filter(|one| *one != at).collect();
            let next = numbers.len();
            self.groups.push(*numbers.entry(above).or_insert(next));
        }
        let mut groups: Vec<(usize, &BTreeSet<usize>)> =
            numbers.iter().map(|(above, number)| (*number, above)).collect();
        groups.sort_unstable();
        let apart = |one: &BTreeSet<usize>| {
            groups.iter().map(|(_, other)| one.symmetric_difference(other).count()).collect()
        };
        self.apart = groups.iter().map(|(_, one)| apart(one)).collect();
    }

    /// The catalogue has no circle, so this ends.
    fn climb(&mut self, at: usize, parents: &[BTreeSet<Option<usize>>]) {
        if !self.ever[at].is_empty() {
            return;
        }
        let mut always: Option<BTreeSet<usize>> = None;
        self.ever[at].insert(at);
        for parent in &parents[at] {
            let above = parent.map(|parent| {
                self.climb(parent, parents);
                self.always[parent].clone()
            });
            if let Some(parent) = parent {
                let ever = self.ever[*parent].clone();
                self.ever[at].extend(ever);
            }
            let above = above.unwrap_or_default();
            always = Some(match always {
                Some(before) => before.intersection(&above).copied().collect(),
                None => above,
            });
        }
        self.always[at] = always.unwrap_or_default();
        self.always[at].insert(at);
    }

    pub(super) fn number(&self, code: &OrganizationCode) -> Option<usize> {
        self.numbers.get(code).copied()
    }

    /// Where `one` stands to `other`.
    pub(super) fn place(&self, one: usize, other: usize) -> Place {
        self.related[other].get(&one).copied().unwrap_or(Place::Beside)
    }

    /// Everyone who ever stood above or below an organization, and itself, with where they stand to it.
    pub(super) fn related(&self, organization: usize) -> impl Iterator<Item = (usize, Place)> {
        self.related[organization].iter().map(|(other, place)| (*other, *place))
    }

    /// Everyone who is related to any of these.
    pub(super) fn related_to(&self, organizations: &[usize]) -> BTreeSet<usize> {
        organizations.iter().flat_map(|one| self.related[*one].keys().copied()).collect()
    }

    /// How far two that count nothing in common stand from each other: least below the same organization.
    pub(super) fn distance(&self, one: usize, other: usize) -> usize {
        self.apart[self.groups[one]][self.groups[other]]
    }

    /// The top of the tree in which it stands: what has nobody above it but a country. None for a country.
    pub(super) fn top(&self, at: usize) -> Option<usize> {
        self.tops[at].filter(|_| !self.countries.contains(&at))
    }

    /// Whether its figures may always be shown.
    pub(super) fn is_top(&self, at: usize) -> bool {
        self.top(at).is_none_or(|top| top == at)
    }
}
