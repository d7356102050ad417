//! All figures of one measure in one era below one top, and the counts that follow from them.

use std::collections::{BTreeMap, BTreeSet};

use super::counts::{Count, Counts};
use super::lineage::{Lineage, Place};
use super::ragged::is_ragged;
use super::shape::{COUNTED, Shape, months_of_year};
use crate::cube::At;
use crate::domain::{Catalogue, Date, Kind, Organization, Period, PeriodKind};

/// One figure through all its revisions.
#[derive(Debug)]
pub(super) struct Site {
    pub organization: usize,
    pub period: Period,
    pub shape: Shape,
    /// In the order in which they supersede each other; none of what is only worked out.
    pub versions: Vec<Version>,
    pub rows: Vec<At>,
    /// The most that it ever was.
    pub most: i64,
}

/// All of a figure that decides on what is hidden.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Filed {
    organization: usize,
    period: Period,
    shape: Shape,
    versions: Box<[Version]>,
}

impl Filed {
    pub(super) fn of(site: &Site) -> Self {
        let versions = site.versions.clone().into();
        Self { organization: site.organization, period: site.period, shape: site.shape.clone(), versions }
    }

    pub(super) fn months(&self) -> u16 {
        self.shape.months
    }

    pub(super) fn runs_to(&self) -> Option<Date> {
        runs_to(&self.versions)
    }
}

/// What was filed once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Version {
    pub as_of: Date,
    pub known_on: Date,
    pub value: i64,
    /// Whether a correction of its source stands in its place, or it was taken back.
    pub is_mended: bool,
}

/// The day to which data run of what stands in the end.
fn runs_to(versions: &[Version]) -> Option<Date> {
    versions.iter().rfind(|one| !one.is_mended).map(|one| one.as_of)
}

/// A day up to which data run and a day up to which they were known.
pub(super) type Instant = (Date, Date);

impl Site {
    /// What stands for who knows what was known and looks at what ran up to these days; and what stood as long as nothing
    /// was taken back.
    pub(super) fn at(&self, (as_of, known_on): Instant, with_mended: bool) -> Option<i64> {
        let seen = |one: &&Version| {
            (with_mended || !one.is_mended) && one.as_of <= as_of && one.known_on <= known_on
        };
        self.versions.iter().rev().find(seen).map(|one| one.value)
    }

    /// The same as a count that is of no other.
    pub(super) fn alone(mut self) -> Self {
        if let Some(side) = self.shape.members.last_mut() {
            *side = COUNTED;
        }
        self
    }

    /// From when on something is known of it.
    pub(super) fn first(&self) -> Instant {
        let first = self.versions.iter().min_by_key(|one| one.known_on);
        first.map(|one| (one.as_of, one.known_on)).unwrap_or_default()
    }

    /// The one that stands in the end.
    pub(super) fn last(&self) -> Option<usize> {
        self.versions.iter().rposition(|one| !one.is_mended)
    }

    pub(super) fn runs_to(&self) -> Option<Date> {
        runs_to(&self.versions)
    }

    /// Whether it was taken back, mended by its source, filed twice on one day or as of several: what stood before is not
    /// weighed against what stood beside it.
    pub(super) fn is_unweighed(&self) -> bool {
        let days: BTreeSet<Date> = self.versions.iter().map(|one| one.known_on).collect();
        days.len() < self.versions.len()
            || self.versions.iter().any(|one| one.is_mended)
            || self.versions.windows(2).any(|pair| pair[0].as_of != pair[1].as_of)
    }

    /// All but the one that stands in the end.
    pub(super) fn superseded(&self) -> impl Iterator<Item = Instant> {
        let last = self.last();
        let others = self.versions.iter().enumerate().filter(move |(at, _)| Some(*at) != last);
        others.map(|(_, one)| (one.as_of, one.known_on))
    }
}

/// A count that must not be worked out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Secret {
    pub organization: usize,
    pub shape: Shape,
}

#[derive(Debug, Default)]
pub(super) struct Table {
    pub sites: Vec<Site>,
    /// By organization and shape.
    of: BTreeMap<usize, BTreeMap<Shape, Vec<usize>>>,
    /// Those that were revised.
    pub revised: Vec<usize>,
    /// Whether no sum ever takes one organization's count of one day and another's of an earlier one.
    pub is_even: bool,
    /// Whether there is a day as of which something is told and not yet of others.
    is_ragged: bool,
    /// In how many ways beside time its counts are broken down.
    pub axes: usize,
    /// When in this time each organization was there: what one counts can have been only another's who was there as well.
    pub lives: Vec<Vec<(Date, Date)>>,
    /// All that can be asked for.
    pub shapes: BTreeSet<Shape>,
    /// The most that the top ever had of these.
    pub tops: BTreeMap<Shape, i64>,
    /// By shape and organization, what can be dealt out at least.
    dealt: BTreeMap<Shape, Vec<Option<i64>>>,
    /// The smallest stretches of time that are filed or follow from what is filed.
    pub counts: BTreeMap<usize, BTreeMap<Shape, Count>>,
}

impl Table {
    pub(super) fn new(
        sites: Vec<Site>,
        lineage: &Lineage,
        catalogue: &Catalogue,
        members: &[u16],
        (kind, small): (Kind, i64),
    ) -> Self {
        let counts = Counts::new(&sites, lineage, catalogue, members, small);
        let top = sites.first().and_then(|site| lineage.top(site.organization));
        let all = sites.first().map_or(0, |site| site.shape.members.len());
        // An M is asked for where none was filed, but not of an indicator that has none.
        let axes = if sites.iter().any(|site| site.shape.is_of_all()) { all } else { all.saturating_sub(1) };
        let shapes = shapes(&sites, axes, kind);
        let most = |shape: &Shape| Some((shape.clone(), counts.most(top?, shape)?));
        let tops = shapes.iter().filter_map(most).collect();
        let worked_out = worked_out(&sites, &shapes, &counts, lineage);
        let counts = counts.finish();
        let is_ragged = is_ragged(&sites);
        let is_even = matches!(kind, Kind::Flow | Kind::Ratio) || are_even(&sites);
        let first = sites.iter().map(|site| site.period.start()).min().unwrap_or_default();
        let last = sites.iter().map(|site| site.period.end()).max().unwrap_or_default();
        let organizations = &catalogue.parts().organizations;
        let lives = organizations.iter().map(|one| life(one, first, last)).collect();
        let mut table =
            Self { sites, axes, lives, shapes, tops, counts, is_even, is_ragged, ..Self::default() };
        table.sites.extend(worked_out);
        for (at, site) in table.sites.iter().enumerate() {
            let of = table.of.entry(site.organization).or_default();
            of.entry(site.shape.clone()).or_default().push(at);
            if site.superseded().next().is_some() {
                table.revised.push(at);
            }
        }
        let mut lowest = Vec::new();
        for (organization, counts) in &table.counts {
            lowest.extend(counts.keys().map(|shape| table.is_lowest(lineage, *organization, shape)));
        }
        let counts = table.counts.values_mut().flat_map(BTreeMap::values_mut);
        counts.zip(lowest).for_each(|(count, is_lowest)| count.is_lowest = is_lowest);
        let nobody = vec![None; table.lives.len()];
        for (organization, counts) in &table.counts {
            for (shape, count) in counts.iter().filter(|(_, count)| count.is_lowest) {
                let of = table.dealt.entry(shape.clone()).or_insert_with(|| nobody.clone());
                of[*organization] = Some(count.least);
            }
        }
        table
    }

    /// For each organization, what can be dealt out of its count at least; `None` where nothing can. Nothing at all where nobody's
    /// can.
    pub(super) fn dealt(&self, shape: &Shape) -> &[Option<i64>] {
        self.dealt.get(shape).map_or(&[], Vec::as_slice)
    }

    pub(super) fn count(&self, organization: usize, shape: &Shape) -> Option<&Count> {
        self.counts.get(&organization)?.get(shape)
    }

    /// What can be dealt out at least.
    pub(super) fn least(&self, organization: usize, shape: &Shape) -> i64 {
        self.dealt(shape).get(organization).copied().flatten().unwrap_or(0)
    }

    /// Whether it can be weighed at all. A count below zero is none, and takes from a sum what others bring.
    pub(super) fn is_of_counts(&self) -> bool {
        !self.is_ragged && self.sites.iter().flat_map(|site| &site.versions).all(|one| one.value >= 0)
    }

    /// All counts below the top that are small, or follow as small from what was filed: what holds others first.
    pub(super) fn secrets(&self, lineage: &Lineage, small: i64) -> Vec<Secret> {
        let is_small = |value: i64| value >= 1 && value < small;
        let mut secrets = BTreeSet::new();
        for (organization, counts) in &self.counts {
            secrets.extend(
                counts
                    .iter()
                    .filter(|(shape, count)| count.small && !shape.is_of_others())
                    .map(|(shape, _)| (*organization, shape)),
            );
        }
        for site in &self.sites {
            let differs =
                site.versions.windows(2).any(|pair| is_small((pair[1].value - pair[0].value).abs()));
            if differs || site.versions.iter().any(|one| is_small(one.value)) {
                secrets.insert((site.organization, &site.shape));
            }
        }
        let mut secrets: Vec<_> = secrets.into_iter().filter(|(one, _)| !lineage.is_top(*one)).collect();
        let totals = |shape: &Shape| shape.members.iter().filter(|member| **member == 0).count();
        secrets.sort_by_key(|(_, shape)| std::cmp::Reverse((shape.months.count_ones(), totals(shape))));
        secrets
            .into_iter()
            .map(|(organization, shape)| Secret { organization, shape: shape.clone() })
            .collect()
    }

    pub(super) fn sites_of(&self, organization: usize) -> impl Iterator<Item = (usize, &Site)> {
        let all = self.of.get(&organization).into_iter().flat_map(BTreeMap::values).flatten();
        all.map(|at| (*at, &self.sites[*at]))
    }

    /// The figures of one shape: several where periods end together.
    pub(super) fn sites_at(&self, organization: usize, shape: &Shape) -> &[usize] {
        self.of.get(&organization).and_then(|of| of.get(shape)).map_or(&[], Vec::as_slice)
    }

    fn is_lowest(&self, lineage: &Lineage, organization: usize, shape: &Shape) -> bool {
        !lineage.is_top(organization)
            && lineage.related(organization).all(|(other, place)| {
                self.sites_of(other).filter(|(_, site)| !site.rows.is_empty()).all(|(_, site)| {
                    !site.shape.meets(shape) || place == Place::Above && site.shape.contains(shape)
                })
            })
    }
}

/// What nobody filed and whoever asks for it is answered with all the same.
fn worked_out(sites: &[Site], shapes: &BTreeSet<Shape>, counts: &Counts<'_>, lineage: &Lineage) -> Vec<Site> {
    let filed: BTreeSet<(usize, &Shape)> =
        sites.iter().map(|site| (site.organization, &site.shape)).collect();
    let Some(period) = sites.first().map(|site| site.period) else { return Vec::new() };
    let mut found = Vec::new();
    for organization in counts.organizations().into_iter().filter(|one| !lineage.is_top(*one)) {
        for shape in shapes.iter().filter(|shape| !filed.contains(&(organization, *shape))) {
            if let Some(most) = counts.most(organization, shape) {
                let shape = shape.clone();
                found.push(Site {
                    organization,
                    period,
                    shape,
                    versions: Vec::new(),
                    rows: Vec::new(),
                    most,
                });
            }
        }
    }
    found
}

/// Every period of the era, with all members that were filed and all totals over them.
fn shapes(sites: &[Site], axes: usize, kind: Kind) -> BTreeSet<Shape> {
    let mut members: BTreeSet<Box<[u16]>> = sites.iter().map(|site| site.shape.members.clone()).collect();
    for axis in 0..axes {
        let totals: Vec<Box<[u16]>> = members
            .iter()
            .map(|one| {
                one.iter().enumerate().map(|(at, member)| if at == axis { 0 } else { *member }).collect()
            })
            .collect();
        members.extend(totals);
    }
    let mut periods: BTreeSet<u16> = sites.iter().map(|site| site.shape.months).collect();
    if sites.iter().any(|site| site.period.kind() != PeriodKind::Term) {
        periods.extend(months_of_year(kind));
    }
    let shape = |members: &[u16], months: u16| Shape { months, members: members.into() };
    members.iter().flat_map(|members| periods.iter().map(move |months| shape(members, *months))).collect()
}

/// Whether everybody filed the same at the same time.
fn are_even(sites: &[Site]) -> bool {
    let mut filed: BTreeMap<usize, BTreeSet<(&Shape, Instant)>> = BTreeMap::new();
    for site in sites {
        filed.entry(site.organization).or_default().insert((&site.shape, site.first()));
    }
    let mut all = filed.values();
    let first = all.next();
    all.all(|other| Some(other) == first)
}

/// The stretches of days within these in which an organization was there, wherever it stood.
fn life(organization: &Organization, first: Date, last: Date) -> Vec<(Date, Date)> {
    let clipped = organization.placements.iter().map(|one| {
        let until = one.validity.until.map_or(last, |day| day.yesterday().unwrap_or(day));
        (one.validity.from.unwrap_or(first).max(first), until.min(last))
    });
    let mut stretches: Vec<(Date, Date)> = clipped.filter(|(from, until)| from <= until).collect();
    stretches.sort_unstable();
    stretches.dedup_by(|next, one| {
        let follows = one.1.tomorrow().is_ok_and(|day| day == next.0);
        one.1 = if follows { next.1 } else { one.1 };
        follows
    });
    stretches
}
