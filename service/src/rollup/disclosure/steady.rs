//! Whether counts can be dealt out in the same way in all vintages.

use std::cell::OnceCell;

use super::certificate::Certificate;
use super::lineage::Lineage;
use super::site::{Instant, Site, earliest, is_since};
use super::table::Table;
use crate::domain::Date;

/// What is asked of members and of their counts, each found once.
pub(super) struct Steady<'a> {
    table: &'a Table<'a>,
    lineage: &'a Lineage,
    /// For each organization, the shapes that were revised of whoever is above or below it, and when they first stood.
    revised: Vec<OnceCell<Vec<(u32, Instant)>>>,
    /// For each place, since when its count is known; the first of all times, where nothing that has anything of it was known
    /// before.
    since: Vec<OnceCell<Option<Instant>>>,
}

impl<'a> Steady<'a> {
    pub(super) fn new(table: &'a Table<'a>, lineage: &'a Lineage) -> Self {
        let places = if table.has_revised() { table.cost.len() } else { 0 };
        let (revised, since) = (vec![OnceCell::new(); table.lives.len()], vec![OnceCell::new(); places]);
        Self { table, lineage, revised, since }
    }

    /// Whether, whenever something stood that was revised later, each count is known, or nothing that has anything of it.
    pub(super) fn holds(&self, certificate: &Certificate) -> bool {
        if !self.table.has_revised() {
            return true;
        }
        let shapes = &self.table.shapes;
        let meets = |shape: &u32| {
            let mut atoms = certificate.atoms.iter();
            atoms.any(|atom| shapes.get(*atom).meets(shapes.get(*shape)))
        };
        let revised = certificate.members.iter().flat_map(|member| self.revised(*member));
        let early = revised.filter(|(shape, _)| meets(shape)).map(|(_, first)| *first).reduce(earliest);
        let Some(early) = early else { return true };
        let is_known =
            |member: usize, atom: u32| self.since(member, atom).is_some_and(|since| is_since(early, since));
        certificate.members.iter().all(|member| certificate.atoms.iter().all(|atom| is_known(*member, *atom)))
    }

    fn revised(&self, member: usize) -> &[(u32, Instant)] {
        self.revised[member].get_or_init(|| {
            let related = self.lineage.related(member);
            let sites = related.flat_map(|(other, _)| self.table.revised(other));
            let first = |site: &Site| {
                Some((self.table.shapes.number(&site.shape)?, site.superseded().reduce(earliest)?))
            };
            sites.filter_map(first).collect()
        })
    }

    fn since(&self, member: usize, atom: u32) -> Option<Instant> {
        *self.since[self.table.place(member, atom)?].get_or_init(|| {
            let since = self.table.count(member, atom)?.since;
            let shape = self.table.shapes.get(atom);
            let mut near = self.lineage.related(member).flat_map(|(other, _)| self.table.sites_of(other));
            let is_first = near.all(|site| {
                let mut versions = site.versions.iter();
                !site.shape.meets(shape) || versions.all(|one| is_since((one.as_of, one.known_on), since))
            });
            Some(if is_first { (Date::MIN, Date::MIN) } else { since })
        })
    }
}
