//! What follows from figures before anything is hidden: a year without its first nine months is its last quarter, a total
//! without all members but one is that member's, a district without all wards but one is that ward's.

use std::collections::{BTreeMap, BTreeSet};

use super::lineage::Lineage;
use super::shape::{COUNTED, OTHERS, Shape};
use super::table::{Instant, Site};
use crate::domain::{Catalogue, Date, Period};

/// Rounds after which nothing more is looked for: each follows from the one before.
const ROUNDS: usize = 4;

/// The least and the most that a count ever was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Count {
    pub least: i64,
    pub most: i64,
    /// Whether it was small at any time.
    pub small: bool,
    /// From when on it can be worked out at all times.
    pub since: Instant,
    /// Whether it can be dealt out: what the organization, and whoever is above it, is known to have has it in whole or not
    /// at all, and nobody below has any of it.
    pub is_lowest: bool,
}

/// Months are the spaces between boundaries; each that hangs together with others is so much after the first of them.
type Boundaries = [Option<(usize, i64)>; 17];

/// An organization and members.
type Row = (usize, Box<[u16]>);

/// The figures of one organization and one combination of members, and what follows of them from others' figures.
#[derive(Default)]
struct Group<'a> {
    sites: Vec<&'a Site>,
    implied: Vec<Implied>,
    /// What stood from a day on, in time.
    days: Vec<(Date, Boundaries)>,
}

struct Implied {
    months: u16,
    value: i64,
    /// On which day it was found, and from when on it is at all times.
    day: Date,
    since: Instant,
}

/// A whole and its parts.
struct Line {
    whole: (usize, Shape),
    parts: Vec<(usize, Shape)>,
    is_of_members: bool,
}

pub(super) struct Counts<'a> {
    groups: BTreeMap<Row, Group<'a>>,
    /// Rests of which is not known whose they are: those of one of them could be all of it.
    rests: Vec<(usize, Shape, Implied)>,
    small: i64,
}

impl<'a> Counts<'a> {
    pub(super) fn new(sites: &'a [Site], lineage: &Lineage, catalogue: &Catalogue, small: i64) -> Self {
        let mut counts = Self { groups: BTreeMap::new(), rests: Vec::new(), small };
        for site in sites {
            let row = (site.organization, site.shape.members.clone());
            counts.groups.entry(row).or_default().sites.push(site);
        }
        counts.groups.values_mut().for_each(Group::place);
        let lines = lines(sites, lineage, catalogue);
        for _ in 0..ROUNDS {
            let (implied, rests): (Vec<_>, Vec<_>) =
                lines.iter().flat_map(|line| counts.follow(line)).partition(|(.., is_rest)| !is_rest);
            counts.rests = rests.into_iter().map(|(one, shape, implied, _)| (one, shape, implied)).collect();
            if implied.is_empty() {
                break;
            }
            let mut touched = BTreeSet::new();
            for (organization, shape, implied, _) in implied {
                let row = (organization, shape.members);
                counts.groups.entry(row.clone()).or_default().implied.push(implied);
                touched.insert(row);
            }
            touched.iter().filter_map(|row| counts.groups.get_mut(row).map(Group::place)).for_each(drop);
        }
        counts
    }

    /// The count on a day.
    fn value(&self, organization: usize, shape: &Shape, day: Date) -> Option<i64> {
        let group = self.groups.get(&(organization, shape.members.clone()))?;
        let at = group.days.partition_point(|(since, _)| *since <= day).checked_sub(1)?;
        between(&group.days[at].1, shape.months)
    }

    pub(super) fn organizations(&self) -> BTreeSet<usize> {
        self.groups.keys().map(|(organization, _)| *organization).collect()
    }

    /// The most that it was on any day on which it could be worked out.
    pub(super) fn most(&self, organization: usize, shape: &Shape) -> Option<i64> {
        let group = self.groups.get(&(organization, shape.members.clone()))?;
        group.days.iter().filter_map(|(_, boundaries)| between(boundaries, shape.months)).max()
    }

    fn days(&self, organization: usize, shape: &Shape) -> impl Iterator<Item = Date> {
        let group = self.groups.get(&(organization, shape.members.clone()));
        group.into_iter().flat_map(|group| group.days.iter().map(|(day, _)| *day))
    }

    fn since(&self, (organization, shape): &(usize, Shape)) -> Instant {
        let group = self.groups.get(&(*organization, shape.members.clone()));
        group.map(|group| group.since(shape.months)).unwrap_or_default()
    }

    /// What follows from a line on any day and was not known yet; and whether it is only the rest of several.
    fn follow(&self, line: &Line) -> Vec<(usize, Shape, Implied, bool)> {
        let all = || std::iter::once(&line.whole).chain(&line.parts);
        let days: BTreeSet<Date> = all().flat_map(|(one, shape)| self.days(*one, shape)).collect();
        let mut found: Vec<(usize, Shape, Implied, bool)> = Vec::new();
        for day in days {
            let whole = self.value(line.whole.0, &line.whole.1, day);
            let values: Vec<Option<i64>> =
                line.parts.iter().map(|(one, shape)| self.value(*one, shape, day)).collect();
            let unknown: Vec<usize> = (0..values.len()).filter(|at| values[*at].is_none()).collect();
            let sum: i64 = values.iter().flatten().fold(0, |sum, value| sum.saturating_add(*value));
            let rest = whole.map(|whole| whole.saturating_sub(sum));
            let is_rest = unknown.len() > 1 && rest != Some(0);
            let followed: Vec<(&(usize, Shape), i64)> = match (rest, &unknown[..]) {
                (None, []) => vec![(&line.whole, sum)],
                (Some(rest), [first, ..]) if rest != 0 => vec![(&line.parts[*first], rest)],
                // Of nothing nobody has anything.
                (Some(_), unknown) => unknown.iter().map(|at| (&line.parts[*at], 0)).collect(),
                (None, _) => continue,
            };
            for ((organization, shape), value) in followed {
                let is_known = found
                    .iter()
                    .any(|(one, of, implied, _)| (one, of, implied.value) == (organization, shape, value));
                if is_known || value < 0 || is_rest && (!line.is_of_members || sum == 0) {
                    continue;
                }
                let others = all().filter(|one| one.0 != *organization || one.1 != *shape);
                let since = others.map(|one| self.since(one)).fold((Date::MIN, day), latest);
                let implied = Implied { months: shape.months, value, day, since };
                found.push((*organization, shape.clone(), implied, is_rest));
            }
        }
        found
    }

    pub(super) fn finish(self) -> BTreeMap<usize, BTreeMap<Shape, Count>> {
        let mut found = BTreeMap::new();
        for ((organization, members), group) in &self.groups {
            let mut note = |months: u16, value: i64| {
                let key = (*organization, Shape { months, members: members.clone() });
                note(&mut found, key, value, group.since(months), self.small);
            };
            for (_, boundaries) in &group.days {
                stretches(boundaries).for_each(|(months, value)| note(months, value));
            }
            for boundaries in group.at_other_instants() {
                stretches(&boundaries).for_each(|(months, value)| note(months, value));
            }
        }
        for (organization, shape, implied) in self.rests {
            note(&mut found, (organization, shape), implied.value, implied.since, self.small);
        }
        found
    }
}

fn note(
    found: &mut BTreeMap<usize, BTreeMap<Shape, Count>>,
    (organization, shape): (usize, Shape),
    value: i64,
    since: Instant,
    small: i64,
) {
    let new = Count { least: value, most: value, small: false, since, is_lowest: false };
    let count = found.entry(organization).or_default().entry(shape).or_insert(new);
    count.least = count.least.min(value);
    count.most = count.most.max(value);
    count.small |= value >= 1 && value < small;
    count.since = latest(count.since, since);
}

fn latest(one: Instant, other: Instant) -> Instant {
    (one.0.max(other.0), one.1.max(other.1))
}

impl Group<'_> {
    fn place(&mut self) {
        let versions = self.sites.iter().flat_map(|site| &site.versions).map(|one| one.known_on);
        let days: BTreeSet<Date> = versions.chain(self.implied.iter().map(|one| one.day)).collect();
        self.days = days.into_iter().map(|day| (day, self.boundaries((Date::MAX, day), false))).collect();
    }

    fn boundaries(&self, at: Instant, with_mended: bool) -> Boundaries {
        let known = self.sites.iter().filter_map(|site| Some((site.shape.months, site.at(at, with_mended)?)));
        // What was implied last stands, and nothing that is implied against what was filed.
        let mut implied: Vec<&Implied> = self.implied.iter().filter(|one| one.day <= at.1).collect();
        implied.sort_by_key(|one| std::cmp::Reverse(one.day));
        place(known.chain(implied.iter().map(|one| (one.months, one.value))))
    }

    fn since(&self, months: u16) -> Instant {
        let sites = self.sites.iter().filter(|site| site.shape.months & months != 0).map(|site| site.first());
        let implied = self.implied.iter().filter(|one| one.months & months != 0).map(|one| one.since);
        sites.chain(implied).fold((Date::MIN, Date::MIN), latest)
    }

    /// What stands for who asks for data up to a day only, where a figure was filed as of several; and what stood before a
    /// source mended its own.
    fn at_other_instants(&self) -> Vec<Boundaries> {
        let versions = || self.sites.iter().flat_map(|site| &site.versions);
        let mut found = Vec::new();
        if self.sites.iter().any(|site| site.superseded().next().is_some()) {
            let as_ofs: BTreeSet<Date> = versions().map(|one| one.as_of).collect();
            let known: BTreeSet<Date> = versions().map(|one| one.known_on).collect();
            let instants = as_ofs.iter().flat_map(|as_of| known.iter().map(|day| (*as_of, *day)));
            found.extend(instants.flat_map(|at| [false, true].map(|mended| self.boundaries(at, mended))));
        }
        found
    }
}

/// Places every boundary that hangs together with another one.
fn place(known: impl Iterator<Item = (u16, i64)>) -> Boundaries {
    let edges: Vec<(usize, usize, i64)> = known
        .map(|(months, value)| {
            (months.trailing_zeros() as usize, 16 - months.leading_zeros() as usize, value)
        })
        .collect();
    let mut placed: Boundaries = [None; 17];
    for start in edges.iter().map(|edge| edge.0).collect::<BTreeSet<_>>() {
        if placed[start].is_none() {
            placed[start] = Some((start, 0));
            spread(&mut placed, &edges);
        }
    }
    placed
}

fn spread(placed: &mut Boundaries, edges: &[(usize, usize, i64)]) {
    loop {
        let mut grown = false;
        for &(from, to, value) in edges {
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

fn between(boundaries: &Boundaries, months: u16) -> Option<i64> {
    let (from, to) = (months.trailing_zeros() as usize, 16 - months.leading_zeros() as usize);
    let ((root, before), (other, after)) = (boundaries.get(from).copied()??, boundaries.get(to).copied()??);
    (root == other).then(|| after.saturating_sub(before))
}

/// The shortest stretches of months that are known.
fn stretches(boundaries: &Boundaries) -> impl Iterator<Item = (u16, i64)> {
    (0..boundaries.len()).filter_map(|from| {
        let (root, before) = boundaries[from]?;
        let next =
            |to: usize| boundaries[to].filter(|(other, _)| *other == root).map(|(_, after)| (to, after));
        let (to, after) = (from + 1..boundaries.len()).find_map(next)?;
        Some((((1_u32 << to) - (1_u32 << from)) as u16, after.saturating_sub(before)))
    })
}

/// Every total beside its members, and every organization beside its children, of each shape that was filed by anybody.
fn lines(sites: &[Site], lineage: &Lineage, catalogue: &Catalogue) -> Vec<Line> {
    let shapes: BTreeMap<&Shape, Period> = sites.iter().map(|site| (&site.shape, site.period)).collect();
    let organizations: BTreeSet<usize> = sites.iter().map(|site| site.organization).collect();
    let axes = sites.first().map_or(0, |site| site.shape.members.len());
    let mut members: Vec<BTreeSet<u16>> = (0..axes)
        .map(|axis| sites.iter().map(|site| site.shape.members[axis]).filter(|member| *member != 0).collect())
        .collect();
    members.pop();
    if sites.iter().any(|site| site.shape.is_of_all()) {
        members.push(BTreeSet::from([COUNTED, OTHERS]));
    }
    let mut lines = Vec::new();
    for (axis, members) in members.iter().enumerate() {
        let wholes: BTreeSet<Shape> = shapes.keys().map(|shape| shape.with(axis, 0)).collect();
        for shape in &wholes {
            for &organization in &organizations {
                let parts = members.iter().map(|member| (organization, shape.with(axis, *member))).collect();
                lines.push(Line { whole: (organization, shape.clone()), parts, is_of_members: true });
            }
        }
    }
    let mut families: BTreeMap<Period, BTreeMap<usize, Vec<usize>>> = BTreeMap::new();
    for (shape, period) in shapes {
        let family = families.entry(period).or_insert_with(|| children(lineage, catalogue, period));
        for (parent, children) in family {
            let parts = children.iter().map(|child| (*child, shape.clone())).collect();
            lines.push(Line { whole: (*parent, shape.clone()), parts, is_of_members: false });
        }
    }
    lines
}

fn children(lineage: &Lineage, catalogue: &Catalogue, period: Period) -> BTreeMap<usize, Vec<usize>> {
    let mut family: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, one) in catalogue.parts().organizations.iter().enumerate() {
        let parent = one.parent_within(period.start(), period.end()).flatten();
        if let Some(parent) = parent.and_then(|code| lineage.number(code))
            && lineage.top(parent).is_some()
        {
            family.entry(parent).or_default().push(at);
        }
    }
    family
}
