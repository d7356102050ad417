//! All figures of one measure in one era below one top, with what can be worked out from them at once.

use std::collections::{BTreeMap, BTreeSet};

use super::lineage::Lineage;
use super::shape::Shape;
use crate::cube::At;
use crate::domain::{Catalogue, Date, OrganizationCode, Period};

/// One figure through all its revisions.
#[derive(Debug)]
pub(super) struct Site {
    pub organization: usize,
    pub period: Period,
    pub shape: Shape,
    /// As-of day, day from which it is known, value; in the order in which they supersede each other.
    pub versions: Vec<(Date, Date, i64)>,
    pub rows: Vec<At>,
}

impl Site {
    /// What stands on a day.
    pub(super) fn on(&self, day: Date) -> Option<i64> {
        self.versions.iter().rev().find(|(_, known_on, _)| *known_on <= day).map(|(_, _, value)| *value)
    }

    /// The earliest as-of day and the earliest day on which it was known.
    fn first(&self) -> (Date, Date) {
        let first =
            |day: fn(&(Date, Date, i64)) -> Date| self.versions.iter().map(day).min().unwrap_or_default();
        (first(|one| one.0), first(|one| one.1))
    }
}

/// The least and the most that a count ever was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bounds {
    pub least: i64,
    pub most: i64,
    /// Whether it was small at any time.
    pub small: bool,
}

/// A count that must not be worked out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Secret {
    pub organization: usize,
    pub shape: Shape,
    /// Whether it is only the rest of this shape, so that all parts of it are to be hidden.
    pub rest: bool,
}

#[derive(Debug, Default)]
pub(super) struct Table {
    pub sites: Vec<Site>,
    /// By organization.
    pub of: BTreeMap<usize, Vec<usize>>,
    /// The smallest stretches of time that are filed or follow from what is filed.
    pub atoms: BTreeMap<(usize, Shape), Bounds>,
}

impl Table {
    pub(super) fn push(&mut self, site: Site) {
        self.of.entry(site.organization).or_default().push(self.sites.len());
        self.sites.push(site);
    }

    pub(super) fn site(&self, organization: usize, shape: &Shape) -> Option<&Site> {
        self.of.get(&organization)?.iter().map(|at| &self.sites[*at]).find(|site| site.shape == *shape)
    }

    /// A count below zero is none, and takes from a sum what others bring.
    pub(super) fn is_of_counts(&self) -> bool {
        self.sites.iter().flat_map(|site| &site.versions).all(|(_, _, value)| *value >= 0)
    }

    /// Works out what follows over time within each organization and member.
    pub(super) fn split(&mut self, small: i64) {
        let mut groups: BTreeMap<(usize, Box<[u16]>), Vec<usize>> = BTreeMap::new();
        for (at, site) in self.sites.iter().enumerate() {
            groups.entry((site.organization, site.shape.members.clone())).or_default().push(at);
        }
        for ((organization, members), sites) in groups {
            let sites: Vec<&Site> = sites.iter().map(|at| &self.sites[*at]).collect();
            for (months, bounds) in stretches(&sites, small) {
                self.atoms.insert((organization, Shape { months, members: members.clone() }), bounds);
            }
        }
    }

    /// All counts below the top that are small, or follow as small from what was filed.
    pub(super) fn secrets(&self, lineage: &Lineage, catalogue: &Catalogue, small: i64) -> BTreeSet<Secret> {
        let is_small = |value: i64| value >= 1 && value < small;
        let mut secrets = BTreeSet::new();
        let mut add = |organization: usize, shape: &Shape, rest: bool| {
            if !lineage.is_top(organization) {
                secrets.insert(Secret { organization, shape: shape.clone(), rest });
            }
        };
        for ((organization, shape), bounds) in &self.atoms {
            if bounds.small {
                add(*organization, shape, false);
            }
        }
        for site in &self.sites {
            let differs = site.versions.windows(2).any(|pair| is_small((pair[1].2 - pair[0].2).abs()));
            if differs || site.versions.iter().any(|(_, _, value)| is_small(*value)) {
                add(site.organization, &site.shape, false);
            }
            let days: BTreeSet<Date> = self.days();
            for axis in (0..site.shape.members.len()).filter(|axis| site.shape.members[*axis] == 0) {
                let parts: Vec<&Site> = self.beside(site).filter(|part| is_part(site, part, axis)).collect();
                if days.iter().any(|day| rest(site, &parts, *day).is_some_and(is_small)) {
                    add(site.organization, &site.shape, true);
                }
            }
            let children = children(catalogue, lineage, site);
            let parts: Vec<&Site> =
                children.iter().filter_map(|child| self.site(*child, &site.shape)).collect();
            for child in children.iter().filter(|child| self.site(**child, &site.shape).is_none()) {
                if days.iter().any(|day| rest(site, &parts, *day).is_some_and(is_small)) {
                    add(*child, &site.shape, false);
                    break;
                }
            }
        }
        secrets
    }

    /// The days on which anything became known.
    fn days(&self) -> BTreeSet<Date> {
        self.sites.iter().flat_map(|site| &site.versions).map(|(_, known_on, _)| *known_on).collect()
    }

    fn beside<'a>(&'a self, site: &Site) -> impl Iterator<Item = &'a Site> {
        self.of.get(&site.organization).into_iter().flatten().map(|at| &self.sites[*at])
    }

    /// Since when the parts of a shape are known of an organization: the earliest and the latest of their first days.
    pub(super) fn since(&self, organization: usize, shape: &Shape) -> Vec<(Date, Date)> {
        let here = self.of.get(&organization).into_iter().flatten().map(|at| &self.sites[*at]);
        here.filter(|site| site.shape.meets(shape)).map(Site::first).collect()
    }

    /// What the organizations that are counted first under the top have of a shape, at least.
    pub(super) fn mass(&self, lineage: &Lineage, shape: &Shape) -> i64 {
        let counted: Vec<(usize, i64)> = self
            .atoms
            .iter()
            .filter(|((organization, of), _)| of == shape && !lineage.is_top(*organization))
            .map(|((organization, _), bounds)| (*organization, bounds.least))
            .collect();
        let lowest = |at: &&(usize, i64)| {
            !counted
                .iter()
                .any(|(other, _)| *other != at.0 && lineage.are_related(*other, at.0) && other < &at.0)
        };
        counted.iter().filter(lowest).map(|(_, least)| *least).sum()
    }
}

fn children(catalogue: &Catalogue, lineage: &Lineage, site: &Site) -> Vec<usize> {
    let code: &OrganizationCode = &catalogue.parts().organizations[site.organization].code;
    catalogue.children(code, site.period).filter_map(|child| lineage.number(&child.code)).collect()
}

fn is_part(whole: &Site, part: &Site, axis: usize) -> bool {
    let member = part.shape.members[axis];
    member != 0 && whole.shape.with(axis, member) == part.shape && whole.period == part.period
}

/// What the parts that are known on a day leave of the whole; `None` where none is.
fn rest(whole: &Site, parts: &[&Site], day: Date) -> Option<i64> {
    let known: Vec<i64> = parts.iter().filter_map(|part| part.on(day)).collect();
    let sum = known.iter().try_fold(0_i64, |sum, value| sum.checked_add(*value))?;
    whole.on(day)?.checked_sub(sum).filter(|_| !known.is_empty())
}

/// The shortest stretches of months of which the count follows from these figures: the year without its first nine months
/// is its last quarter. Months are the spaces between thirteen boundaries; each figure says how far two of them are apart.
fn stretches(sites: &[&Site], small: i64) -> BTreeMap<u16, Bounds> {
    let days: BTreeSet<Date> =
        sites.iter().flat_map(|site| &site.versions).map(|(_, known_on, _)| *known_on).collect();
    let mut found: BTreeMap<u16, Bounds> = BTreeMap::new();
    for day in days {
        let known: Vec<(usize, usize, i64)> = sites
            .iter()
            .filter_map(|site| {
                let from = site.shape.months.trailing_zeros() as usize;
                Some((from, 16 - site.shape.months.leading_zeros() as usize, site.on(day)?))
            })
            .collect();
        let mut placed: [Option<(usize, i64)>; 17] = [None; 17];
        for start in 0..placed.len() {
            if placed[start].is_none() {
                placed[start] = Some((start, 0));
                spread(&mut placed, &known);
            }
        }
        for from in 0..placed.len() {
            let Some((root, before)) = placed[from] else { continue };
            let next = (from + 1..placed.len())
                .find_map(|to| placed[to].filter(|(other, _)| *other == root).map(|(_, after)| (to, after)));
            if let Some((to, after)) = next {
                note(
                    &mut found,
                    ((1_u32 << to) - (1_u32 << from)) as u16,
                    after.saturating_sub(before),
                    small,
                );
            }
        }
    }
    // What was filed for a stretch itself, also as of other days.
    for site in sites.iter().filter(|site| found.contains_key(&site.shape.months)).collect::<Vec<_>>() {
        for (_, _, value) in &site.versions {
            note(&mut found, site.shape.months, *value, small);
        }
    }
    found
}

fn note(found: &mut BTreeMap<u16, Bounds>, months: u16, value: i64, small: i64) {
    let bounds = found.entry(months).or_insert(Bounds { least: value, most: value, small: false });
    bounds.least = bounds.least.min(value);
    bounds.most = bounds.most.max(value);
    bounds.small |= value >= 1 && value < small;
}

/// Places every boundary that hangs together with one that is placed.
fn spread(placed: &mut [Option<(usize, i64)>; 17], known: &[(usize, usize, i64)]) {
    loop {
        let mut grown = false;
        for &(from, to, value) in known {
            match (placed[from], placed[to]) {
                (Some((root, at)), None) => placed[to] = Some((root, at.saturating_add(value))),
                (None, Some((root, at))) => placed[from] = Some((root, at.saturating_sub(value))),
                _ => continue,
            }
            grown = true;
        }
        if !grown {
            return;
        }
    }
}
