//! Hides every secret: looks for certificates, and keeps those that hide as little else as they can.

use std::collections::{BTreeSet, VecDeque};

use super::candidates::{Candidate, Candidates};
use super::certificate::{Certificate, plus};
use super::lineage::Lineage;
use super::shape::Shape;
use super::table::{Secret, Table};

/// What is hidden of a table.
#[derive(Debug, Default)]
pub(super) struct Hidden {
    /// For each site that is hidden, the sum of its marks of all certificates.
    pub marks: Vec<Option<u64>>,
    /// Whether nothing below the top can be shown.
    pub all: bool,
}

pub(super) struct Search<'a> {
    table: &'a Table,
    lineage: &'a Lineage,
    /// The width that an interval must have, in smallest units.
    width: i64,
    pub hidden: Hidden,
    certificates: Vec<Certificate>,
    /// For each site, how far it is moved.
    widths: Vec<i64>,
}

impl<'a> Search<'a> {
    pub(super) fn new(table: &'a Table, lineage: &'a Lineage, width: i64) -> Self {
        let hidden = Hidden { marks: vec![None; table.sites.len()], ..Hidden::default() };
        let widths = vec![0; table.sites.len()];
        Self { table, lineage, width, hidden, certificates: Vec::new(), widths }
    }

    /// Hides all of them; everything, where there is no other way.
    pub(super) fn protect(&mut self, secrets: Vec<Secret>) {
        let candidates = Candidates::new(self.table, self.lineage, self.width);
        let mut open: VecDeque<Secret> = secrets.into();
        while let Some(secret) = open.pop_front() {
            let need = self.need(&secret);
            if self.is_protected(&secret, need) {
                continue;
            }
            let Some(one) = candidates.best(&secret, need, &self.hidden.marks) else {
                self.hidden.all = true;
                return;
            };
            if one.certificate.width < self.width {
                open.extend(self.holders_of(&one.certificate));
            }
            self.accept(one);
        }
    }

    fn accept(&mut self, one: Candidate) {
        let marks = one.certificate.marks(self.certificates.len() as u64 + 1);
        for (site, footprint) in one.moved {
            let mark = &mut self.hidden.marks[site];
            *mark = Some(plus(mark.unwrap_or(0), marks.of(&footprint)));
            self.widths[site] = self.widths[site].max(one.certificate.width);
        }
        self.certificates.push(one.certificate);
    }

    /// What holds the counts of a certificate and more: it must be moved as far as it can be, by others.
    fn holders_of(&self, certificate: &Certificate) -> BTreeSet<Secret> {
        let below = self.lineage.related_to(&certificate.members);
        let below = below.into_iter().filter(|one| !self.lineage.is_top(*one));
        let holds =
            |shape: &&Shape| certificate.atoms.iter().any(|atom| shape.contains(atom) && **shape != *atom);
        let shapes: Vec<&Shape> = self.table.shapes.iter().filter(holds).collect();
        below
            .flat_map(|organization| {
                shapes.iter().map(move |shape| Secret { organization, shape: (*shape).clone() })
            })
            .filter(|secret| {
                let footprint = certificate.footprint(self.lineage, secret.organization, &secret.shape);
                !footprint.is_some_and(|footprint| certificate.keeps(&footprint))
            })
            .collect()
    }

    /// What the top's own count leaves: where all together do not have as much as the protection, that much.
    fn need(&self, secret: &Secret) -> i64 {
        let top = self.table.tops.get(&secret.shape).filter(|top| **top > 0);
        top.map_or(self.width, |top| self.width.min(*top))
    }

    fn is_protected(&self, secret: &Secret, need: i64) -> bool {
        match self.table.sites_at(secret.organization, &secret.shape).first() {
            Some(at) => self.widths[*at] >= need,
            None => self.certificates.iter().filter(|one| one.width >= need).any(|one| {
                let footprint = one.footprint(self.lineage, secret.organization, &secret.shape);
                footprint.is_some_and(|footprint| !one.keeps(&footprint))
            }),
        }
    }
}
