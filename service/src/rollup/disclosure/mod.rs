//! Disclosure control: no small count of a sensitive indicator is shown below the top of the tree, nor can one be worked
//! out from what is shown. A number is shown when every certificate keeps it the same; see
//! [`certificate::Certificate`].
//!
//! The certificates are those of all vintages together and do not depend on what is asked. They are worked out at the
//! first question to a sensitive indicator and kept with the snapshot.

mod candidates;
mod certificate;
mod counts;
mod lineage;
mod search;
mod shape;
mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Rule;
use super::cell::{Cell, Found};
use crate::cube::{At, Cube, Vintage};
use crate::domain::{Date, Indicator, Kind, Measure, Observation, OrganizationCode, Status};
use certificate::plus;
use lineage::Lineage;
use search::{Hidden, Search};
use shape::{Members, Shape, era, months};
use table::{Site, Table, Version};

/// What is hidden of one indicator.
#[derive(Debug)]
struct Mask {
    lineage: Lineage,
    members: Members,
    kind: Kind,
    /// In smallest units; less is small.
    small: i64,
    parts: Vec<Part>,
    rows: BTreeMap<At, Row>,
}

/// A table and what is hidden of it.
#[derive(Debug)]
struct Part {
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
    cube.once(&indicator.code, || Mask::new(cube, indicator))
}

impl Mask {
    fn new(cube: &Cube, indicator: &Indicator) -> Self {
        let catalogue = cube.catalogue();
        let lineage = Lineage::new(catalogue);
        let rows: Vec<(usize, At)> = catalogue
            .parts()
            .organizations
            .iter()
            .enumerate()
            .flat_map(|(number, one)| cube.ever(&indicator.code, &one.code).map(move |at| (number, at)))
            .filter(|(_, at)| cube.value(*at).is_some() && cube.measure(*at) != Measure::PlanRate)
            .collect();
        let members = Members::new(rows.iter().map(|(_, at)| cube.breakdown(*at)));
        let mut mask = Self {
            members,
            kind: indicator.kind,
            small: cube.threshold().units(indicator.decimals),
            parts: Vec::new(),
            rows: BTreeMap::new(),
            lineage,
        };
        if mask.small <= 1 || mask.is_only_reported() {
            return mask;
        }
        for table in mask.tables(cube, indicator, &rows) {
            let hidden = mask.hide(&table);
            let part = mask.parts.len();
            for (number, site) in table.sites.iter().enumerate() {
                let last = site.last();
                let row = |turn| Row { part, site: number, stands: Some(turn) == last };
                mask.rows.extend(site.rows.iter().enumerate().map(|(turn, at)| (*at, row(turn))));
            }
            let organizations = table.sites.iter().map(|site| site.organization).collect();
            let stands_only = table.sites.iter().any(Site::is_unweighed);
            mask.parts.push(Part { organizations, hidden, stands_only });
        }
        mask
    }

    /// Each measure, tree and era by itself: nothing adds up across them.
    fn tables(&self, cube: &Cube, indicator: &Indicator, rows: &[(usize, At)]) -> Vec<Table> {
        let every = Vintage { known_on: Date::MAX, as_of: None };
        let organizations = &cube.catalogue().parts().organizations;
        let visible: BTreeSet<At> =
            organizations.iter().flat_map(|one| cube.filed(&indicator.code, &one.code, every)).collect();
        let mut sites: BTreeMap<_, BTreeMap<_, Site>> = BTreeMap::new();
        for &(organization, at) in rows {
            let (Some(value), Some(top)) = (cube.value(at), self.lineage.top(organization)) else { continue };
            let period = cube.period(at);
            let breakdown = cube.breakdown(at);
            let site = sites
                .entry((cube.measure(at), top, era(period)))
                .or_default()
                .entry((organization, period, breakdown))
                .or_insert_with(|| Site {
                    organization,
                    period,
                    shape: Shape { months: months(self.kind, period), members: self.members.of(breakdown) },
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
        let table = |sites: BTreeMap<_, Site>| {
            Table::new(sites.into_values(), &self.lineage, cube.catalogue(), (self.kind, self.small))
        };
        sites.into_values().map(table).collect()
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
        moved || value.is_some_and(|units| self.is_small(organization, measure, units))
    }

    /// Whether something else stands in its place, or nothing, and that was not weighed. The top's own would tell of those
    /// below it as well.
    fn is_gone(&self, row: Row) -> bool {
        self.parts[row.part].stands_only && !row.stands
    }

    fn is_below(&self, row: Row) -> bool {
        !self.lineage.is_top(self.parts[row.part].organizations[row.site])
    }

    fn hides(&self, cell: Cell<'_>, found: &Found) -> bool {
        let Some(number) = self.lineage.number(cell.organization) else { return false };
        if found.units.is_some_and(|units| self.is_small(cell.organization, cell.measure, units)) {
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
