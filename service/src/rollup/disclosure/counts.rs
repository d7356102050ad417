//! What follows from figures before anything is hidden: a year without its first nine months is its last quarter, a total
//! without all members but one is that member's, a district without all wards but one is that ward's.

use std::collections::{BTreeMap, BTreeSet};

use super::boundaries::{between, stretches};
use super::effort::Effort;
use super::group::{Group, Implied};
use super::lineage::Lineage;
use super::lines::{Groups, Line, Spot, lines};
use super::shape::Shape;
use super::site::{Instant, Site, latest};
use crate::domain::{Catalogue, Date, IndicatorCode, Kind, Organization, Period, PeriodKind};

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

pub(super) struct Counts<'a> {
    numbers: Groups,
    /// By number; `None` where nothing was filed and nothing follows.
    groups: Vec<Option<Box<Group<'a>>>>,
    /// Rests of which is not known whose they are: those of one of them could be all of it.
    rests: Vec<(usize, Implied)>,
    small: i64,
}

/// What follows from a line.
struct Followed {
    group: usize,
    implied: Implied,
    /// Whether it is only the rest of several.
    is_rest: bool,
}

impl<'a> Counts<'a> {
    /// Of a table whose dimensions have so many members. When the effort is spent, not all is found.
    pub(super) fn new(
        sites: &'a [Site],
        lineage: &Lineage,
        catalogue: &Catalogue,
        of: (&IndicatorCode, Kind),
        (members, small): (&[u16], i64),
        effort: &Effort,
    ) -> Self {
        let (numbers, lines) = lines(sites, lineage, catalogue, of, members);
        let groups = (0..numbers.len()).map(|_| None).collect();
        let mut counts = Self { numbers, groups, rests: Vec::new(), small };
        let absent = absent(sites, catalogue, of.0);
        for site in sites {
            if let Some(number) = counts.numbers.number(site.organization, &site.shape.members) {
                counts.group(number, &absent).sites.push(site);
            }
        }
        counts.groups.iter_mut().flatten().for_each(|group| group.place());
        let mut is_new = vec![true; counts.groups.len()];
        let mut followed: Vec<Vec<Followed>> = lines.iter().map(|_| Vec::new()).collect();
        for _ in 0..ROUNDS {
            for (line, followed) in lines.iter().zip(&mut followed) {
                effort.spend(line.parts.len());
                // What follows from the same figures is the same.
                let is_new = is_new[line.whole.0] || line.parts.iter().any(|one| is_new[one.0]);
                if is_new && !effort.is_spent() {
                    *followed = counts.follow(line, effort);
                }
            }
            let mut implied: BTreeMap<usize, Vec<Implied>> = BTreeMap::new();
            for one in followed.iter().flatten().filter(|one| !one.is_rest) {
                implied.entry(one.group).or_default().push(one.implied);
            }
            if implied.is_empty() {
                break;
            }
            is_new.fill(false);
            for (number, implied) in implied {
                is_new[number] = counts.group(number, &absent).take_in(&implied);
            }
        }
        let rests = followed.into_iter().flatten().filter(|one| one.is_rest);
        counts.rests = rests.map(|one| (one.group, one.implied)).collect();
        counts
    }

    fn group(&mut self, number: usize, absent: &[u16]) -> &mut Group<'a> {
        let absent = absent[self.numbers.organization(number)];
        self.groups[number].get_or_insert_with(|| Box::new(Group::new(absent)))
    }

    pub(super) fn organizations(&self) -> BTreeSet<usize> {
        let there = self.numbers.all().filter(|(number, ..)| self.groups[*number].is_some());
        there.map(|(_, organization, _)| organization).collect()
    }

    /// The most that it was on any day on which it could be worked out.
    pub(super) fn most(&self, organization: usize, shape: &Shape) -> Option<i64> {
        let group = self.groups[self.numbers.number(organization, &shape.members)?].as_ref()?;
        group.days.iter().filter_map(|(_, boundaries)| between(boundaries, shape.months)).max()
    }

    fn since(&self, (group, months): Spot) -> Instant {
        self.groups[group].as_ref().map_or((Date::MIN, Date::MIN), |group| group.since(months))
    }

    /// What follows from a line on any day and was not known yet.
    fn follow(&self, line: &Line, effort: &Effort) -> Vec<Followed> {
        let spots: Vec<Spot> = std::iter::once(line.whole).chain(line.parts.iter().copied()).collect();
        let groups: Vec<Option<&Group<'_>>> = spots.iter().map(|one| self.groups[one.0].as_deref()).collect();
        let of_groups = groups.iter().flatten().flat_map(|group| &group.days);
        let mut days: Vec<Date> = of_groups.map(|(day, _)| *day).collect();
        days.sort_unstable();
        days.dedup();
        effort.spend(days.len().saturating_mul(spots.len()));
        let mut found: Vec<Followed> = Vec::new();
        let mut seen = vec![0; spots.len()];
        let mut values = vec![None; spots.len()];
        let mut since: Option<Vec<Instant>> = None;
        for day in days {
            let mut is_same = true;
            for (at, group) in groups.iter().enumerate() {
                let Some(group) = group else { continue };
                let before = seen[at];
                while group.days.get(seen[at]).is_some_and(|(first, _)| *first <= day) {
                    seen[at] += 1;
                }
                if seen[at] != before {
                    let value = between(&group.days[seen[at] - 1].1, spots[at].1);
                    is_same &= value == values[at];
                    values[at] = value;
                }
            }
            if is_same {
                continue;
            }
            let parts = || values[1..].iter().enumerate();
            let unknown = || parts().filter(|(_, value)| value.is_none()).map(|(at, _)| at + 1);
            let sum: i64 = values[1..].iter().flatten().fold(0, |sum, value| sum.saturating_add(*value));
            let rest = values[0].map(|whole: i64| whole.saturating_sub(sum));
            let is_rest = unknown().nth(1).is_some() && rest != Some(0);
            let followed: Vec<(usize, i64)> = match (rest, unknown().next()) {
                (None, None) => vec![(0, sum)],
                (Some(rest), Some(first)) if rest != 0 => vec![(first, rest)],
                // Of nothing nobody has anything.
                (Some(_), _) => unknown().map(|at| (at, 0)).collect(),
                (None, _) => continue,
            };
            for (at, value) in followed {
                let (group, months) = spots[at];
                let is_known = found
                    .iter()
                    .any(|one| (one.group, one.implied.months, one.implied.value) == (group, months, value));
                if is_known || value < 0 || is_rest && (!line.is_of_members || sum == 0) {
                    continue;
                }
                let since = since.get_or_insert_with(|| spots.iter().map(|one| self.since(*one)).collect());
                let others = since.iter().zip(&spots).filter(|(_, spot)| **spot != spots[at]);
                let since = others.fold((Date::MIN, day), |all, (one, _)| latest(all, *one));
                found.push(Followed { group, implied: Implied { months, value, day, since }, is_rest });
            }
        }
        found
    }

    /// The shortest stretches of time of which anything is known.
    pub(super) fn stretches(&self) -> BTreeMap<usize, BTreeMap<Shape, Count>> {
        let mut found = BTreeMap::new();
        for (number, organization, members) in self.numbers.all() {
            let Some(group) = &self.groups[number] else { continue };
            let mut note = |months: u16, value: i64| {
                if months & !group.absent == 0 {
                    return;
                }
                let key = (organization, Shape { months, members: members.into() });
                note(&mut found, key, value, group.since(months), self.small);
            };
            for (_, boundaries) in &group.days {
                stretches(boundaries).for_each(|(months, value)| note(months, value));
            }
            for boundaries in group.at_other_instants() {
                stretches(&boundaries).for_each(|(months, value)| note(months, value));
            }
        }
        for (number, implied) in &self.rests {
            let members = self.numbers.members(*number).into();
            let key = (self.numbers.organization(*number), Shape { months: implied.months, members });
            note(&mut found, key, implied.value, implied.since, self.small);
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

/// For each organization, the months of the year in which it was not there: it has nothing of them, and whatever is said of
/// the year is said of the others.
fn absent(sites: &[Site], catalogue: &Catalogue, indicator: &IndicatorCode) -> Vec<u16> {
    let organizations = &catalogue.parts().organizations;
    let year = sites.first().map(|site| site.period).filter(|one| one.kind() != PeriodKind::Term);
    let month = |at: i8| Period::month_of(Date::new(year?.first_year(), at, 1).ok()?);
    let months: Vec<(u16, Period)> = (1..=12).filter_map(|at| Some((1 << (at - 1), month(at)?))).collect();
    let is_away = |one: &Organization, month: Period| catalogue.parent_in(indicator, one, month).is_none();
    let of = |one: &Organization| {
        months.iter().filter(|(_, month)| is_away(one, *month)).fold(0, |all, (bit, _)| all | bit)
    };
    organizations.iter().map(of).collect()
}
