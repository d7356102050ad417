//! What adds up: every total beside its members, and every organization beside its children.

use std::collections::{BTreeMap, BTreeSet};

use super::lineage::Lineage;
use super::shape::{COUNTED, OTHERS, Shape};
use super::site::Site;
use crate::domain::{Catalogue, IndicatorCode, Kind, Period};

/// A group of figures by number, and months.
pub(super) type Spot = (usize, u16);

/// A whole and its parts.
#[derive(Debug)]
pub(super) struct Line {
    pub whole: Spot,
    pub parts: Vec<Spot>,
    pub is_of_members: bool,
}

/// An organization and a combination of members are a group; groups are numbered, those that have no figures too.
#[derive(Debug)]
pub(super) struct Groups {
    combinations: BTreeMap<Box<[u16]>, usize>,
    by_number: Vec<Box<[u16]>>,
    organizations: usize,
}

impl Groups {
    pub(super) fn number(&self, organization: usize, members: &[u16]) -> Option<usize> {
        Some(self.combinations.get(members)? * self.organizations + organization)
    }

    fn add(&mut self, members: &[u16]) {
        if !self.combinations.contains_key(members) {
            self.combinations.insert(members.into(), self.by_number.len());
            self.by_number.push(members.into());
        }
    }

    pub(super) fn len(&self) -> usize {
        self.by_number.len() * self.organizations
    }

    /// The organization of a group.
    pub(super) fn organization(&self, number: usize) -> usize {
        number % self.organizations
    }

    /// The members of a group.
    pub(super) fn members(&self, number: usize) -> &[u16] {
        &self.by_number[number / self.organizations]
    }

    /// All groups: number, organization, members.
    pub(super) fn all(&self) -> impl Iterator<Item = (usize, usize, &[u16])> {
        (0..self.len()).map(|number| (number, self.organization(number), self.members(number)))
    }
}

/// The lines of each shape that was filed by anybody, of a table whose dimensions have so many members.
pub(super) fn lines(
    sites: &[Site],
    lineage: &Lineage,
    catalogue: &Catalogue,
    of: (&IndicatorCode, Kind),
    members: &[u16],
) -> (Groups, Vec<Line>) {
    let shapes: BTreeMap<&Shape, Period> = sites.iter().map(|site| (&site.shape, site.period)).collect();
    let organizations: BTreeSet<usize> = sites.iter().map(|site| site.organization).collect();
    let mut members: Vec<BTreeSet<u16>> = members.iter().map(|count| (1..=*count).collect()).collect();
    if sites.iter().any(|site| site.shape.is_of_all()) {
        members.push(BTreeSet::from([COUNTED, OTHERS]));
    }
    let axes: Vec<BTreeSet<Shape>> =
        (0..members.len()).map(|axis| shapes.keys().map(|shape| shape.with(axis, 0)).collect()).collect();
    let parts_of = |shape: &Shape, axis: usize| -> Vec<Shape> {
        members[axis].iter().map(|member| shape.with(axis, *member)).collect()
    };
    let organizations_of_all = catalogue.parts().organizations.len();
    let mut groups =
        Groups { combinations: BTreeMap::new(), by_number: Vec::new(), organizations: organizations_of_all };
    shapes.keys().for_each(|shape| groups.add(&shape.members));
    for (axis, wholes) in axes.iter().enumerate() {
        for whole in wholes {
            groups.add(&whole.members);
            parts_of(whole, axis).iter().for_each(|part| groups.add(&part.members));
        }
    }
    let spot = |organization: usize, shape: &Shape| {
        let number = groups.number(organization, &shape.members);
        (number.unwrap_or_default(), shape.months)
    };
    let mut lines = Vec::new();
    for (axis, wholes) in axes.iter().enumerate() {
        for whole in wholes {
            let parts = parts_of(whole, axis);
            let line = |organization: &usize| Line {
                whole: spot(*organization, whole),
                parts: parts.iter().map(|part| spot(*organization, part)).collect(),
                is_of_members: true,
            };
            lines.extend(organizations.iter().map(line));
        }
    }
    let mut families: BTreeMap<Period, BTreeMap<usize, Vec<usize>>> = BTreeMap::new();
    for (shape, period) in shapes {
        let family = families.entry(period).or_insert_with(|| children(lineage, catalogue, of, period));
        let line = |(parent, children): (&usize, &Vec<usize>)| Line {
            whole: spot(*parent, shape),
            parts: children.iter().map(|child| spot(*child, shape)).collect(),
            is_of_members: false,
        };
        lines.extend(family.iter().map(line));
    }
    (groups, lines)
}

fn children(
    lineage: &Lineage,
    catalogue: &Catalogue,
    (indicator, kind): (&IndicatorCode, Kind),
    period: Period,
) -> BTreeMap<usize, Vec<usize>> {
    // What stands is summed over who is there at the end.
    let happens = matches!(kind, Kind::Flow | Kind::Ratio);
    let mut family: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, one) in catalogue.parts().organizations.iter().enumerate() {
        let parent = match happens {
            true => catalogue.parent_in(indicator, one, period).flatten(),
            false => one.parent_within(period.start(), period.end()).flatten(),
        };
        if let Some(parent) = parent.and_then(|code| lineage.number(code))
            && lineage.top(parent).is_some()
        {
            family.entry(parent).or_default().push(at);
        }
    }
    family
}
