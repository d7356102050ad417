//! What follows from figures before anything is hidden: a year without its first nine months is its last quarter, a total
//! without all members but one is that member's, a district without all wards but one is that ward's.

use std::collections::{BTreeMap, BTreeSet};

use super::boundaries::{Boundaries, between, falls, place, stretches};
use super::lineage::Lineage;
use super::shape::{COUNTED, OTHERS, Shape};
use super::table::{Instant, Site};
use crate::domain::{Catalogue, Date, Organization, Period, PeriodKind};

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

/// An organization and members.
type Row = (usize, Box<[u16]>);

/// The figures of one organization and one combination of members, and what follows of them from others' figures.
#[derive(Default)]
struct Group<'a> {
    sites: Vec<&'a Site>,
    implied: Vec<Implied>,
    /// Months in which the organization was not there.
    absent: u16,
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
    /// Of a table whose dimensions have so many members.
    pub(super) fn new(
        sites: &'a [Site],
        lineage: &Lineage,
        catalogue: &Catalogue,
        members: &[u16],
        small: i64,
    ) -> Self {
        let mut counts = Self { groups: BTreeMap::new(), rests: Vec::new(), small };
        for site in sites {
            let row = (site.organization, site.shape.members.clone());
            counts.groups.entry(row).or_default().sites.push(site);
        }
        let absent = absent(sites, catalogue);
        counts.groups.iter_mut().for_each(|((organization, _), group)| group.absent = absent[*organization]);
        counts.groups.values_mut().for_each(Group::place);
        let lines = lines(sites, lineage, catalogue, members);
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
                let group = counts.groups.entry(row.clone()).or_default();
                group.absent = absent[organization];
                group.implied.push(implied);
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
                if months & !group.absent == 0 {
                    return;
                }
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
        let nobody = (0..12).map(|month| 1 << month).filter(|month| self.absent & month != 0);
        let filed = self.sites.iter().filter_map(|site| Some((site.shape.months, site.at(at, with_mended)?)));
        let mut known: Vec<(u16, i64)> = filed.chain(nobody.map(|month| (month, 0))).collect();
        let mut placed = place(&known);
        // What was implied last stands, and nothing that is implied against what was filed: it came of a sum that holds more, as
        // of a district with an office of its own.
        let mut implied: Vec<&Implied> = self.implied.iter().filter(|one| one.day <= at.1).collect();
        implied.sort_by_key(|one| std::cmp::Reverse(one.day));
        for one in implied {
            if between(&placed, one.months).is_some() {
                continue;
            }
            known.push((one.months, one.value));
            let with_it = place(&known);
            if falls(&with_it) && !falls(&placed) {
                known.pop();
            } else {
                placed = with_it;
            }
        }
        placed
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

/// Every total beside its members, and every organization beside its children, of each shape that was filed by anybody.
fn lines(sites: &[Site], lineage: &Lineage, catalogue: &Catalogue, members: &[u16]) -> Vec<Line> {
    let shapes: BTreeMap<&Shape, Period> = sites.iter().map(|site| (&site.shape, site.period)).collect();
    let organizations: BTreeSet<usize> = sites.iter().map(|site| site.organization).collect();
    let mut members: Vec<BTreeSet<u16>> = members.iter().map(|count| (1..=*count).collect()).collect();
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

/// For each organization, the months of the year in which it was not there: it has nothing of them, and whatever is said of
/// the year is said of the others.
fn absent(sites: &[Site], catalogue: &Catalogue) -> Vec<u16> {
    let organizations = &catalogue.parts().organizations;
    let year = sites.first().map(|site| site.period).filter(|one| one.kind() != PeriodKind::Term);
    let month = |at: i8| Period::month_of(Date::new(year?.first_year(), at, 1).ok()?);
    let months: Vec<(u16, Period)> = (1..=12).filter_map(|at| Some((1 << (at - 1), month(at)?))).collect();
    let is_away = |one: &Organization, month: Period| one.parent_within(month.start(), month.end()).is_none();
    let of = |one: &Organization| {
        months.iter().filter(|(_, month)| is_away(one, *month)).fold(0, |all, (bit, _)| all | bit)
    };
    organizations.iter().map(of).collect()
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
