//! Disclosure control: no small count of a sensitive indicator is shown below the top of the tree, nor can one be worked
//! out from what is shown. A number is shown when every certificate keeps it the same; see
//! [`certificate::Certificate`].
//!
//! The certificates are those of all vintages together and do not depend on what is asked. They are worked out at the
//! first question to a sensitive indicator and kept with the snapshot.

mod boundaries;
mod candidates;
mod certificate;
mod counts;
mod lineage;
mod ragged;
mod search;
mod shape;
mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Rule;
use super::cell::{Cell, Found};
use crate::cube::{At, Cube, Vintage};
use crate::domain::{
    Breakdown, Catalogue, Date, Indicator, Kind, Measure, Observation, OrganizationCode, Period, Status,
};
use certificate::plus;
use lineage::Lineage;
use search::{Hidden, Search};
use shape::{ALL_OF_THEM, COUNTED, Era, Members, Shape, era, months};
use table::{Filed, Site, Table, Version};

/// What is hidden of one indicator.
#[derive(Debug)]
struct Mask {
    catalogue: Arc<Catalogue>,
    lineage: Lineage,
    members: Members,
    kind: Kind,
    /// In smallest units; less is small.
    small: i64,
    parts: Vec<Arc<Part>>,
    rows: BTreeMap<At, Row>,
    /// Published rates of a top with figures of others below it: with the plan they tell the count, more or less, and that less
    /// what the others have is whoever is left.
    rates: BTreeSet<At>,
}

/// A table and what is hidden of it.
#[derive(Debug)]
struct Part {
    /// What was filed. As long as it and the catalogue are the same, so is what is hidden.
    filed: Vec<Filed>,
    /// How many members each dimension has, those of other measures and years among them: all make up a total.
    members: Vec<u16>,
    organizations: Vec<usize>,
    hidden: Hidden,
    /// Whether figures were revised in ways that the certificates do not weigh: only what stands in the end is shown.
    stands_only: bool,
}

/// Where a row of the cube stands.
#[derive(Clone, Copy, Debug)]
struct Row {
    part: usize,
    site: usize,
    /// Whether it is the one of its site that stands in the end.
    stands: bool,
}

/// The number as it may be shown: the same, or that it is suppressed.
pub(super) fn shown(cube: &Cube, cell: Cell<'_>, found: Found) -> Found {
    if !cell.indicator.sensitive || found.units.is_none() || !mask(cube, cell.indicator).hides(cell, &found) {
        return found;
    }
    Found { units: None, status: Status::Suppressed, qualifier: None, ..found }
}

/// A number that was worked out of numbers that are shown: what it tells they tell too, but it may be small itself.
pub(super) fn unless_small(cube: &Cube, cell: Cell<'_>, found: Found) -> Found {
    let is_small = |units| mask(cube, cell.indicator).is_small(cell.organization, cell.measure, units);
    if !cell.indicator.sensitive || !found.units.is_some_and(is_small) {
        return found;
    }
    Found { units: None, status: Status::Suppressed, qualifier: None, ..found }
}

/// A row as it may be shown in a receipt.
pub(super) fn observation(cube: &Cube, at: At) -> Observation {
    let mut one = cube.observation(at);
    let sensitive = cube.catalogue().indicator(&one.figure.indicator).filter(|indicator| indicator.sensitive);
    let hides = |indicator| {
        mask(cube, indicator).hides_row(at, &one.figure.organization, one.figure.measure, one.figure.value)
    };
    if sensitive.is_some_and(hides) {
        one.figure.value = None;
        one.figure.qualifier = None;
        one.figure.status = Status::Suppressed;
    }
    one
}

fn mask(cube: &Cube, indicator: &Indicator) -> Arc<Mask> {
    cube.once(&indicator.code, |before| Mask::new(cube, indicator, before))
}

/// How many tables of an indicator two snapshots share, of how many that the later one has.
#[cfg(test)]
pub(super) fn parts_shared(before: &Cube, after: &Cube, indicator: &str) -> (usize, usize) {
    let parts = |cube: &Cube| {
        let indicators = &cube.catalogue().parts().indicators;
        let one = indicators.iter().find(|one| one.code.as_str() == indicator);
        one.map_or_else(Vec::new, |one| mask(cube, one).parts.clone())
    };
    let (before, after) = (parts(before), parts(after));
    let is_there = |part: &&Arc<Part>| before.iter().any(|one| Arc::ptr_eq(one, part));
    (after.iter().filter(is_there).count(), after.len())
}

impl Mask {
    /// Of a snapshot; what touches no figure of a measure, tree and year leaves what was hidden `before` of them as it was.
    fn new(cube: &Cube, indicator: &Indicator, before: Option<&Self>) -> Self {
        let catalogue = cube.catalogue();
        let lineage = Lineage::new(catalogue);
        let rows: Vec<(usize, At)> = catalogue
            .parts()
            .organizations
            .iter()
            .enumerate()
            .flat_map(|(number, one)| cube.ever(&indicator.code, &one.code).map(move |at| (number, at)))
            .filter(|(_, at)| cube.value(*at).is_some())
            .collect();
        let (rates, rows): (Vec<_>, Vec<_>) =
            rows.into_iter().partition(|(_, at)| cube.measure(*at) == Measure::PlanRate);
        let members = Members::new(rows.iter().map(|(_, at)| cube.breakdown(*at)));
        let mut mask = Self {
            catalogue: catalogue.clone(),
            members,
            kind: indicator.kind,
            small: cube.threshold().units(indicator.decimals),
            parts: Vec::new(),
            rows: BTreeMap::new(),
            rates: BTreeSet::new(),
            lineage,
        };
        if mask.small <= 1 || mask.is_only_reported() {
            return mask;
        }
        let place = |(one, at): &(usize, At)| (mask.lineage.top(*one), era(cube.period(*at)));
        let below: BTreeSet<_> =
            rows.iter().filter(|(one, _)| !mask.lineage.is_top(*one)).map(place).collect();
        mask.rates = rates.iter().filter(|one| below.contains(&place(one))).map(|(_, at)| *at).collect();
        let before = before.filter(|before| Arc::ptr_eq(&before.catalogue, catalogue));
        let known: &[Arc<Part>] = before.map_or(&[], |before| &before.parts);
        let counts = mask.members.counts();
        for sites in mask.tables(cube, indicator, &rows) {
            for (number, site) in sites.iter().enumerate() {
                let (part, last) = (mask.parts.len(), site.last());
                let row = |turn| Row { part, site: number, stands: Some(turn) == last };
                mask.rows.extend(site.rows.iter().enumerate().map(|(turn, at)| (*at, row(turn))));
            }
            let filed: Vec<Filed> = sites.iter().map(Filed::of).collect();
            let known = known.iter().find(|part| part.filed == filed && part.members == counts).cloned();
            let part = known.unwrap_or_else(|| Arc::new(mask.part(filed, sites)));
            mask.parts.push(part);
        }
        mask
    }

    fn part(&self, filed: Vec<Filed>, sites: Vec<Site>) -> Part {
        let members = self.members.counts();
        let stands_only = sites.iter().any(Site::is_unweighed);
        let table = Table::new(sites, &self.lineage, &self.catalogue, &members, (self.kind, self.small));
        let organizations = table.sites.iter().map(|site| site.organization).collect();
        Part { filed, members, organizations, hidden: self.hide(&table), stands_only }
    }

    /// Each measure, tree and era by itself: nothing adds up across them.
    fn tables(&self, cube: &Cube, indicator: &Indicator, rows: &[(usize, At)]) -> Vec<Vec<Site>> {
        let every = Vintage { known_on: Date::MAX, as_of: None };
        let organizations = &cube.catalogue().parts().organizations;
        let visible: BTreeSet<At> =
            organizations.iter().flat_map(|one| cube.filed(&indicator.code, &one.code, every)).collect();
        let mut sites: BTreeMap<_, BTreeMap<_, Site>> = BTreeMap::new();
        for &(organization, at) in rows {
            let (Some(value), Some(top)) = (cube.value(at), self.lineage.top(organization)) else { continue };
            let period = cube.period(at);
            let breakdown = cube.breakdown(at);
            let measure = cube.measure(at);
            let side = if measure == Measure::Universe { ALL_OF_THEM } else { COUNTED };
            let site = sites
                .entry((measure, top, era(period)))
                .or_default()
                .entry((organization, period, breakdown))
                .or_insert_with(|| Site {
                    organization,
                    period,
                    shape: Shape {
                        months: months(self.kind, period),
                        members: self.members.of(breakdown, side),
                    },
                    versions: Vec::new(),
                    rows: Vec::new(),
                    most: value,
                });
            site.most = site.most.max(value);
            site.versions.push(Version {
                as_of: cube.effective_as_of(at),
                known_on: cube.known_on(at),
                value,
                is_mended: !visible.contains(&at),
            });
            site.rows.push(at);
        }
        together(sites)
    }

    fn hide(&self, table: &Table) -> Hidden {
        let mut search = Search::new(table, &self.lineage, self.small);
        if table.is_of_counts() {
            search.protect(table.secrets(&self.lineage, self.small));
        } else {
            search.hidden.all = true;
        }
        search.hidden
    }

    /// An index or a rank is nobody's count, and what it says of one cannot be weighed: it is shown of the top only.
    fn is_only_reported(&self) -> bool {
        matches!(self.kind, Kind::Index | Kind::Rank)
    }

    /// What is below the top and says too much by itself. A published rate is the count itself to who knows the plan.
    fn is_small(&self, organization: &OrganizationCode, measure: Measure, units: i64) -> bool {
        let below = self.lineage.number(organization).is_some_and(|number| !self.lineage.is_top(number));
        let counts = measure != Measure::PlanRate && !self.is_only_reported();
        below && self.small > 1 && (!counts || (1..self.small).contains(&units.saturating_abs()))
    }

    fn hides_row(
        &self,
        at: At,
        organization: &OrganizationCode,
        measure: Measure,
        value: Option<i64>,
    ) -> bool {
        let moved = self.rows.get(&at).is_some_and(|row| {
            let hidden = &self.parts[row.part].hidden;
            hidden.all && self.is_below(*row) || hidden.marks[row.site].is_some() || self.is_gone(*row)
        });
        moved
            || self.rates.contains(&at)
            || value.is_some_and(|units| self.is_small(organization, measure, units))
    }

    /// Whether something else stands in its place, or nothing, and that was not weighed. The top's own would tell of those
    /// below it as well.
    fn is_gone(&self, row: Row) -> bool {
        self.parts[row.part].stands_only && !row.stands
    }

    fn is_of_several_times(&self, rows: &[Row]) -> bool {
        let hidden = rows.iter().any(|row| self.parts[row.part].hidden.all);
        let runs_up = matches!(self.kind, Kind::Stock | Kind::Cumulative);
        // By months, the day to which data run.
        let mut ends = BTreeMap::new();
        let mut filed = rows.iter().map(|row| &self.parts[row.part].filed[row.site]);
        let is_mixed = filed.any(|one| *ends.entry(one.months()).or_insert(one.runs_to()) != one.runs_to());
        hidden && (is_mixed || runs_up && ends.len() > 1)
    }

    fn is_below(&self, row: Row) -> bool {
        !self.lineage.is_top(self.parts[row.part].organizations[row.site])
    }

    fn hides(&self, cell: Cell<'_>, found: &Found) -> bool {
        let Some(number) = self.lineage.number(cell.organization) else { return false };
        if found.units.is_some_and(|units| self.is_small(cell.organization, cell.measure, units)) {
            return true;
        }
        if found.rows.iter().any(|at| self.rates.contains(at)) {
            return true;
        }
        let of =
            |rows: &[At]| -> Vec<Row> { rows.iter().filter_map(|at| self.rows.get(at)).copied().collect() };
        let (rows, less) = (of(&found.rows), of(&found.less));
        if rows.iter().chain(&less).any(|row| self.is_gone(*row)) {
            return true;
        }
        if rows.iter().chain(&less).any(|row| self.parts[row.part].hidden.all && self.is_below(*row))
            && (!self.lineage.is_top(number) || found.has_holes())
        {
            return true;
        }
        // What stands or runs up is told of the top as of one time, but a sum of children takes each one's latest.
        if self.is_of_several_times(&rows) {
            return true;
        }
        // The certificates know the tree in which figures were filed. What of them was carried into another one is not weighed
        // against what that tree shows, so below the top it is not shown.
        if matches!(found.rule, Rule::Restated) && !self.lineage.is_top(number) {
            return true;
        }
        // What is carried through a split is a share of its rows: none of them may be hidden.
        let is_share = matches!(found.rule, Rule::Restated) || found.status == Status::Estimated;
        if is_share && rows.iter().any(|row| self.mark(*row).is_some()) {
            return true;
        }
        let sum = |rows: &[Row]| rows.iter().filter_map(|row| self.mark(*row)).fold(0, plus);
        sum(&rows) != sum(&less)
    }

    fn mark(&self, row: Row) -> Option<u64> {
        self.parts[row.part].hidden.marks[row.site]
    }
}

/// What was filed of one organization, period and breakdown.
type Sites<'a> = BTreeMap<(usize, Period, &'a Breakdown), Site>;

/// The figures of each measure, tree and era; those of an N with those of its M, unless there were ever more than all.
fn together(mut sites: BTreeMap<(Measure, usize, Era), Sites<'_>>) -> Vec<Vec<Site>> {
    let of_all: Vec<_> = sites.keys().copied().filter(|key| key.0 == Measure::Universe).collect();
    let mut found = Vec::new();
    for key in of_all {
        let counted = (Measure::Actual, key.1, key.2);
        let is_within = sites.get(&counted).is_some_and(|own| are_within(own, &sites[&key]));
        let Some(all) = sites.remove(&key) else { continue };
        let own = if is_within { sites.remove(&counted) } else { None };
        // An M by itself is a count like any other.
        let alone = own.is_none();
        let all = all.into_values().map(|site| if alone { site.alone() } else { site });
        found.push(all.chain(own.into_iter().flat_map(BTreeMap::into_values)).collect());
    }
    found.extend(sites.into_values().map(|sites| sites.into_values().collect()));
    found
}

/// Whether no N was ever more than its M.
fn are_within(own: &Sites<'_>, all: &Sites<'_>) -> bool {
    own.iter().all(|(key, site)| {
        let Some(all) = all.get(key) else { return true };
        let days = site.versions.iter().chain(&all.versions).map(|one| (Date::MAX, one.known_on));
        let mut pairs = days.filter_map(|day| site.at(day, false).zip(all.at(day, false)));
        pairs.all(|(own, all)| own <= all)
    })
}
