//! Disclosure control: no small count of a sensitive indicator is shown below the top of the tree, nor can one be worked
//! out from what is shown. A number is shown when every certificate keeps it the same; see
//! [`certificate::Certificate`].
//!
//! The certificates are those of all vintages together and do not depend on what is asked. Those of a year are worked out at
//! the first question to it and kept with the snapshot. How much is looked at for them is counted and has an end; see
//! [`effort`].

mod boundaries;
mod candidates;
mod certificate;
mod corners;
mod counts;
mod effort;
mod group;
mod lineage;
mod lines;
mod ragged;
mod reach;
mod search;
mod shape;
mod shapes;
mod site;
mod steady;
mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use super::Rule;
use super::cell::{Cell, Found};
use crate::cube::{At, Cube, Vintage};
use crate::domain::{
    Breakdown, Catalogue, Date, Indicator, IndicatorCode, Kind, Measure, Observation, OrganizationCode,
    Period, Status,
};
use certificate::plus;
use effort::{Effort, MOST};
use lineage::Lineage;
use ragged::is_ragged;
use search::{Hidden, Search};
use shape::{ALL_OF_THEM, COUNTED, Era, Members, Shape, era, months};
use site::{Site, Version};
use table::Table;

/// What is hidden of one indicator.
#[derive(Debug)]
struct Mask {
    catalogue: Arc<Catalogue>,
    lineage: Lineage,
    members: Members,
    indicator: IndicatorCode,
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
    sites: Vec<Site>,
    /// How many members each dimension has, those of other measures and years among them: all make up a total.
    members: Vec<u16>,
    /// Worked out at the first question to this year.
    hidden: OnceLock<Hidden>,
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

/// How much is looked at for each year of an indicator, if that may be so much, and whether all below the top is hidden.
#[cfg(test)]
pub(super) fn looked_at(cube: &Cube, indicator: &str, most: u64) -> Vec<(u64, bool)> {
    let mut indicators = cube.catalogue().parts().indicators.iter();
    let mask = mask(cube, indicators.find(|one| one.code.as_str() == indicator).unwrap());
    let look = |part: &Arc<Part>| {
        let effort = Effort::new(most);
        let hidden = mask.search(part, &effort);
        (effort.spent(), hidden.is_none_or(|hidden| hidden.all))
    };
    mask.parts.iter().map(look).collect()
}

/// Of how many years of an indicator it was worked out what is hidden, and of how many there are any.
#[cfg(test)]
pub(super) fn parts_done(cube: &Cube, indicator: &str) -> (usize, usize) {
    let mut indicators = cube.catalogue().parts().indicators.iter();
    let mask = mask(cube, indicators.find(|one| one.code.as_str() == indicator).unwrap());
    (mask.parts.iter().filter(|part| part.hidden.get().is_some()).count(), mask.parts.len())
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
            indicator: indicator.code.clone(),
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
            for (number, (site, rows)) in sites.iter().enumerate() {
                let (part, last) = (mask.parts.len(), site.last());
                let row = |turn| Row { part, site: number, stands: Some(turn) == last };
                mask.rows.extend(rows.iter().enumerate().map(|(turn, at)| (*at, row(turn))));
            }
            let sites: Vec<Site> = sites.into_iter().map(|(site, _)| site).collect();
            let known = known.iter().find(|part| part.sites == sites && part.members == counts).cloned();
            mask.parts.push(known.unwrap_or_else(|| Arc::new(Part::new(sites, counts.clone()))));
        }
        mask
    }

    /// What is hidden of a row's table; worked out by whoever asks first, while others who ask for it wait.
    fn hidden(&self, row: Row) -> &Hidden {
        let part = &self.parts[row.part];
        part.hidden.get_or_init(|| {
            let effort = Effort::new(MOST);
            let found = self.search(part, &effort);
            found.unwrap_or_else(|| Hidden::everything(part.sites.len()))
        })
    }

    /// `None` where it cannot be weighed at all, or would take more than the effort.
    fn search(&self, part: &Part, effort: &Effort) -> Option<Hidden> {
        // A count below zero is none, and takes from a sum what others bring.
        let are_counts = part.sites.iter().flat_map(|site| &site.versions).all(|one| one.value >= 0);
        if !are_counts || is_ragged(&part.sites) {
            return None;
        }
        let of = (&self.indicator, self.kind, self.small);
        let table = Table::new(&part.sites, &self.lineage, &self.catalogue, &part.members, of, effort)?;
        let secrets = table.secrets(&self.lineage, self.small);
        Some(Search::new(&table, &self.lineage, self.small).protect(secrets, effort))
    }

    /// Each measure, tree and era by itself: nothing adds up across them.
    fn tables(&self, cube: &Cube, indicator: &Indicator, rows: &[(usize, At)]) -> Vec<Vec<(Site, Vec<At>)>> {
        let every = Vintage { known_on: Date::MAX, as_of: None };
        let organizations = &cube.catalogue().parts().organizations;
        let visible: BTreeSet<At> =
            organizations.iter().flat_map(|one| cube.filed(&indicator.code, &one.code, every)).collect();
        let mut sites: BTreeMap<_, Sites<'_>> = BTreeMap::new();
        for &(organization, at) in rows {
            let (Some(value), Some(top)) = (cube.value(at), self.lineage.top(organization)) else { continue };
            let period = cube.period(at);
            let breakdown = cube.breakdown(at);
            let measure = cube.measure(at);
            let side = if measure == Measure::Universe { ALL_OF_THEM } else { COUNTED };
            let new = || {
                let shape =
                    Shape { months: months(self.kind, period), members: self.members.of(breakdown, side) };
                (Site { organization, period, shape, versions: Vec::new() }, Vec::new())
            };
            let sites = sites.entry((measure, top, era(period))).or_default();
            let (site, rows) = sites.entry((organization, period, breakdown)).or_insert_with(new);
            site.versions.push(Version {
                as_of: cube.effective_as_of(at),
                known_on: cube.known_on(at),
                value,
                is_mended: !visible.contains(&at),
            });
            rows.push(at);
        }
        together(sites)
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
            let hidden = self.hidden(*row);
            hidden.all && self.is_below(*row) || hidden.marks[row.site].is_some() || self.is_gone(*row)
        });
        moved
            || self.rates.contains(&at)
            || value.is_some_and(|units| self.is_small(organization, measure, units))
    }

    /// Whether something else stands in its place, or nothing, and that was not weighed. The top's own would tell of those
    /// below it as well.
    fn is_gone(&self, row: Row) -> bool {
        !row.stands && self.parts[row.part].stands_only
    }

    fn is_of_several_times(&self, rows: &[Row]) -> bool {
        let hidden = rows.iter().any(|row| self.hidden(*row).all);
        let runs_up = matches!(self.kind, Kind::Stock | Kind::Cumulative);
        // By months, the day to which data run.
        let mut ends = BTreeMap::new();
        let mut filed = rows.iter().map(|row| &self.parts[row.part].sites[row.site]);
        let is_mixed =
            filed.any(|one| *ends.entry(one.shape.months).or_insert(one.runs_to()) != one.runs_to());
        hidden && (is_mixed || runs_up && ends.len() > 1)
    }

    fn is_below(&self, row: Row) -> bool {
        !self.lineage.is_top(self.parts[row.part].sites[row.site].organization)
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
        if rows.iter().chain(&less).any(|row| self.hidden(*row).all && self.is_below(*row))
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
        self.hidden(row).marks[row.site]
    }
}

impl Part {
    fn new(sites: Vec<Site>, members: Vec<u16>) -> Self {
        let stands_only = sites.iter().any(Site::is_unweighed);
        Self { sites, members, hidden: OnceLock::new(), stands_only }
    }
}

/// What was filed of each organization, period and breakdown, with its rows in the cube.
type Sites<'a> = BTreeMap<(usize, Period, &'a Breakdown), (Site, Vec<At>)>;

/// The figures of each measure, tree and era; those of an N with those of its M, unless there were ever more than all.
fn together(mut sites: BTreeMap<(Measure, usize, Era), Sites<'_>>) -> Vec<Vec<(Site, Vec<At>)>> {
    let of_all: Vec<_> = sites.keys().copied().filter(|key| key.0 == Measure::Universe).collect();
    let mut found = Vec::new();
    for key in of_all {
        let counted = (Measure::Actual, key.1, key.2);
        let is_within = sites.get(&counted).is_some_and(|own| are_within(own, &sites[&key]));
        let Some(all) = sites.remove(&key) else { continue };
        let own = if is_within { sites.remove(&counted) } else { None };
        // An M by itself is a count like any other.
        let alone = own.is_none();
        let all = all.into_values().map(|(site, rows)| (if alone { site.alone() } else { site }, rows));
        found.push(all.chain(own.into_iter().flat_map(BTreeMap::into_values)).collect());
    }
    found.extend(sites.into_values().map(|sites| sites.into_values().collect()));
    found
}

/// Whether no N was ever more than its M.
fn are_within(own: &Sites<'_>, all: &Sites<'_>) -> bool {
    own.iter().all(|(key, (site, _))| {
        let Some((all, _)) = all.get(key) else { return true };
        let days = site.versions.iter().chain(&all.versions).map(|one| (Date::MAX, one.known_on));
        let mut pairs = days.filter_map(|day| site.at(day, false).zip(all.at(day, false)));
        pairs.all(|(own, all)| own <= all)
    })
}
