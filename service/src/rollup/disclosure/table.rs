//! All figures of one measure in one era below one top, and the counts that follow from them.

use std::collections::{BTreeMap, BTreeSet};

use super::counts::{Count, Counts};
use super::effort::Effort;
use super::lineage::{Lineage, Place};
use super::shape::{Shape, months_of_year};
use super::shapes::Shapes;
use super::site::{Instant, Site};
use crate::domain::{Catalogue, Date, IndicatorCode, Kind, Organization, PeriodKind};

/// More organizations times shapes than this are not looked at: all of them are hidden.
const MOST_PLACES: usize = 1 << 20;

/// A count that must not be worked out: an organization, and a shape by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Secret {
    pub organization: usize,
    pub shape: u32,
}

/// An organization and a shape are a place; places are numbered row by row.
#[derive(Debug)]
pub(super) struct Table<'a> {
    pub sites: &'a [Site],
    pub shapes: Shapes,
    /// For each organization, whose row it has; of others nothing is known here.
    rows: Vec<Option<u32>>,
    /// Whether anything can be asked for at a place, and what is lost when it is hidden.
    pub is_asked: Vec<bool>,
    pub cost: Vec<i64>,
    /// For each site, its place.
    pub places: Vec<usize>,
    /// For each organization, its figures; and those of them that were revised.
    of: BTreeMap<usize, Vec<usize>>,
    revised: BTreeMap<usize, Vec<usize>>,
    /// Whether no sum ever takes one organization's count of one day and another's of an earlier one.
    pub is_even: bool,
    /// In how many ways beside time its counts are broken down.
    pub axes: usize,
    /// When in this time each organization was there: what one counts can have been only another's who was there as well.
    pub lives: Vec<Vec<(Date, Date)>>,
    /// For each shape, whether it can be asked for.
    pub is_askable: Vec<bool>,
    /// For each shape, the most that the top ever had of it.
    pub tops: Vec<Option<i64>>,
    /// By shape and organization, what can be dealt out at least.
    dealt: Vec<Vec<Option<i64>>>,
    /// For each organization a number: those that have the same one have the same counts that can be dealt out.
    pub kinds: Vec<usize>,
    /// The smallest stretches of time that are filed or follow from what is filed, by organization in the order of shapes.
    counts: BTreeMap<usize, Vec<(u32, Count)>>,
}

impl<'a> Table<'a> {
    pub(super) fn new(
        sites: &'a [Site],
        lineage: &Lineage,
        catalogue: &Catalogue,
        members: &[u16],
        (indicator, kind, small): (&IndicatorCode, Kind, i64),
        effort: &Effort,
    ) -> Option<Self> {
        let top = sites.first().and_then(|site| lineage.top(site.organization));
        let all = sites.first().map_or(0, |site| site.shape.members.len());
        // An M is asked for where none was filed, but not of an indicator that has none.
        let axes = if sites.iter().any(|site| site.shape.is_of_all()) { all } else { all.saturating_sub(1) };
        let organizations = &catalogue.parts().organizations;
        let askable = shapes(sites, axes, kind, MOST_PLACES / organizations.len().max(1))?;
        let known = Counts::new(sites, lineage, catalogue, (indicator, kind), (members, small), effort);
        if effort.is_spent() {
            return None;
        }
        let is_even = matches!(kind, Kind::Flow | Kind::Ratio) || are_even(sites);
        let opens = |site: &Site| catalogue.opens(indicator, None, site.period);
        let first = sites.iter().map(opens).min().unwrap_or_default();
        let last = sites.iter().map(|site| site.period.end()).max().unwrap_or_default();
        let lives: Vec<_> = organizations.iter().map(|one| life(one, first, last)).collect();

        let stretches = known.stretches();
        let of_counts = stretches.values().flat_map(BTreeMap::keys);
        let shapes = Shapes::new(of_counts.chain(&askable).cloned().collect());
        let is_askable: Vec<bool> = shapes.numbers().map(|one| askable.contains(shapes.get(one))).collect();
        if shapes.len().saturating_mul(organizations.len()) > 2 * MOST_PLACES {
            return None;
        }
        let within: Vec<usize> = known.organizations().into_iter().collect();
        let mut rows = vec![None; organizations.len()];
        let related = lineage.related_to(&within);
        (0..).zip(&related).for_each(|(row, one)| rows[*one] = Some(row));
        let mut table = Self {
            sites,
            rows,
            is_asked: vec![false; related.len() * shapes.len()],
            cost: vec![0; related.len() * shapes.len()],
            places: Vec::new(),
            of: BTreeMap::new(),
            revised: BTreeMap::new(),
            is_even,
            axes,
            lives,
            tops: shapes
                .numbers()
                .map(|one| known.most(top.filter(|_| is_askable[one as usize])?, shapes.get(one)))
                .collect(),
            is_askable,
            dealt: vec![Vec::new(); shapes.len()],
            kinds: Vec::new(),
            counts: BTreeMap::new(),
            shapes,
        };
        table.put_sites();
        for (organization, counts) in stretches {
            let counts = counts.into_iter().filter_map(|(shape, mut count)| {
                let number = table.shapes.number(&shape)?;
                count.is_lowest = table.is_lowest(lineage, organization, number);
                Some((number, count))
            });
            let counts: Vec<_> = counts.collect();
            for (number, count) in counts.iter().filter(|(_, count)| count.is_lowest) {
                let dealt = &mut table.dealt[*number as usize];
                dealt.resize(organizations.len(), None);
                dealt[organization] = Some(count.least);
            }
            table.counts.insert(organization, counts);
        }
        table.put_worked_out(&known, lineage);
        table.put_kinds();
        Some(table)
    }

    fn put_sites(&mut self) {
        for (number, site) in self.sites.iter().enumerate() {
            let place =
                self.shapes.number(&site.shape).and_then(|shape| self.place(site.organization, shape));
            let Some(place) = place else { continue };
            self.is_asked[place] = true;
            self.cost[place] = self.cost[place].saturating_add(1).saturating_add(site.most());
            self.places.push(place);
            self.of.entry(site.organization).or_default().push(number);
            if site.superseded().next().is_some() {
                self.revised.entry(site.organization).or_default().push(number);
            }
        }
    }

    /// What nobody filed and whoever asks for it is answered with all the same.
    fn put_worked_out(&mut self, known: &Counts<'_>, lineage: &Lineage) {
        for organization in known.organizations().into_iter().filter(|one| !lineage.is_top(*one)) {
            for shape in self.shapes.numbers().filter(|shape| self.is_askable[*shape as usize]) {
                let place = self.place(organization, shape).filter(|place| !self.is_asked[*place]);
                let most = || known.most(organization, self.shapes.get(shape));
                if let Some((place, most)) = place.and_then(|place| Some((place, most()?))) {
                    self.is_asked[place] = true;
                    self.cost[place] = 1_i64.saturating_add(most);
                }
            }
        }
    }

    fn put_kinds(&mut self) {
        let mut kinds = BTreeMap::new();
        self.kinds = (0..self.lives.len())
            .map(|organization| {
                let lowest = self.counts(organization).iter().filter(|(_, count)| count.is_lowest);
                let next = kinds.len();
                *kinds.entry(lowest.map(|(shape, _)| *shape).collect::<Vec<u32>>()).or_insert(next)
            })
            .collect();
    }

    pub(super) fn place(&self, organization: usize, shape: u32) -> Option<usize> {
        let row = self.rows.get(organization).copied().flatten()?;
        Some(row as usize * self.shapes.len() + shape as usize)
    }

    /// For each organization, what can be dealt out of its count at least; `None` where nothing can. Nothing at all where nobody's
    /// can.
    pub(super) fn dealt(&self, shape: u32) -> &[Option<i64>] {
        &self.dealt[shape as usize]
    }

    /// What is known of an organization, in the order of shapes.
    pub(super) fn counts(&self, organization: usize) -> &[(u32, Count)] {
        self.counts.get(&organization).map_or(&[], Vec::as_slice)
    }

    pub(super) fn count(&self, organization: usize, shape: u32) -> Option<&Count> {
        let counts = self.counts(organization);
        let at = counts.binary_search_by_key(&shape, |(shape, _)| *shape).ok()?;
        Some(&counts[at].1)
    }

    /// For whom anything is known.
    pub(super) fn organizations(&self) -> impl Iterator<Item = usize> {
        self.counts.keys().copied()
    }

    /// Whether the organization's count can be dealt out.
    pub(super) fn is_dealt(&self, organization: usize, shape: u32) -> bool {
        matches!(self.dealt(shape).get(organization), Some(Some(_)))
    }

    /// What can be dealt out at least.
    pub(super) fn least(&self, organization: usize, shape: u32) -> i64 {
        self.dealt(shape).get(organization).copied().flatten().unwrap_or(0)
    }

    /// All counts below the top that are small, or follow as small from what was filed: what holds others first.
    pub(super) fn secrets(&self, lineage: &Lineage, small: i64) -> Vec<Secret> {
        let is_small = |value: i64| value >= 1 && value < small;
        let mut secrets = BTreeSet::new();
        for (organization, counts) in &self.counts {
            let small = counts.iter().filter(|(_, count)| count.small).map(|(shape, _)| *shape);
            let counted = small.filter(|shape| !self.shapes.get(*shape).is_of_others());
            secrets.extend(counted.map(|shape| Secret { organization: *organization, shape }));
        }
        for site in self.sites {
            let differs =
                site.versions.windows(2).any(|pair| is_small((pair[1].value - pair[0].value).abs()));
            if differs || site.versions.iter().any(|one| is_small(one.value)) {
                let shape = self.shapes.number(&site.shape);
                secrets.extend(shape.map(|shape| Secret { organization: site.organization, shape }));
            }
        }
        let mut secrets: Vec<_> =
            secrets.into_iter().filter(|secret| !lineage.is_top(secret.organization)).collect();
        let totals = |shape: &Shape| shape.members.iter().filter(|member| **member == 0).count();
        secrets.sort_by_key(|secret| {
            let shape = self.shapes.get(secret.shape);
            std::cmp::Reverse((shape.months.count_ones(), totals(shape)))
        });
        secrets
    }

    /// The figures of an organization.
    pub(super) fn sites_of(&self, organization: usize) -> impl Iterator<Item = &Site> {
        self.of.get(&organization).into_iter().flatten().map(|number| &self.sites[*number])
    }

    /// Its figures that were revised.
    pub(super) fn revised(&self, organization: usize) -> impl Iterator<Item = &Site> {
        self.revised.get(&organization).into_iter().flatten().map(|number| &self.sites[*number])
    }

    /// Whether anything was revised.
    pub(super) fn has_revised(&self) -> bool {
        !self.revised.is_empty()
    }

    /// Whether everything that was filed of any of it counts all of it, and nobody's below.
    fn is_lowest(&self, lineage: &Lineage, organization: usize, shape: u32) -> bool {
        let is_filed =
            |other: usize, shape: u32| self.place(other, shape).is_some_and(|at| self.is_asked[at]);
        !lineage.is_top(organization)
            && lineage.related(organization).all(|(other, place)| {
                let nothing = |shapes: &[u32]| !shapes.iter().any(|shape| is_filed(other, *shape));
                nothing(self.shapes.cutting(shape))
                    && (place == Place::Above || nothing(self.shapes.containing(shape)))
            })
    }
}

/// Every period of the era, with all members that were filed and all totals over them; `None` if they are more than so many.
fn shapes(sites: &[Site], axes: usize, kind: Kind, most: usize) -> Option<BTreeSet<Shape>> {
    let mut members: BTreeSet<Box<[u16]>> = sites.iter().map(|site| site.shape.members.clone()).collect();
    for axis in 0..axes {
        let totals: Vec<Box<[u16]>> = members
            .iter()
            .map(|one| {
                one.iter().enumerate().map(|(at, member)| if at == axis { 0 } else { *member }).collect()
            })
            .collect();
        members.extend(totals);
        if members.len() > most {
            return None;
        }
    }
    let mut periods: BTreeSet<u16> = sites.iter().map(|site| site.shape.months).collect();
    if sites.iter().any(|site| site.period.kind() != PeriodKind::Term) {
        periods.extend(months_of_year(kind));
    }
    if members.len().saturating_mul(periods.len()) > most {
        return None;
    }
    let shape = |members: &[u16], months: u16| Shape { months, members: members.into() };
    let each = |members| periods.iter().map(move |months| shape(members, *months));
    Some(members.iter().flat_map(|members| each(members)).collect())
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
