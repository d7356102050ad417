//! Hides every secret: looks for certificates, and keeps those that hide as little else as they can.

use std::collections::{BTreeSet, VecDeque};

use super::candidates::{Candidate, Candidates};
use super::certificate::{Certificate, plus};
use super::effort::Effort;
use super::lineage::{Lineage, Place};
use super::reach::Reach;
use super::table::{Secret, Table};

/// What is hidden of a table.
#[derive(Debug, Default)]
pub(super) struct Hidden {
    /// For each site that is hidden, the sum of its marks of all certificates.
    pub marks: Vec<Option<u64>>,
    /// Whether nothing below the top can be shown.
    pub all: bool,
}

impl Hidden {
    pub(super) fn everything(sites: usize) -> Self {
        Self { marks: vec![None; sites], all: true }
    }
}

/// What is hidden so far, by place.
pub(super) struct State {
    pub marks: Vec<Option<u64>>,
    /// What is lost when it is hidden too.
    pub costs: Vec<i64>,
    /// How far it is moved.
    pub widths: Vec<i64>,
}

pub(super) struct Search<'a> {
    table: &'a Table<'a>,
    lineage: &'a Lineage,
    /// The width that an interval must have, in smallest units.
    width: i64,
    state: State,
    certificates: u64,
}

impl<'a> Search<'a> {
    pub(super) fn new(table: &'a Table<'a>, lineage: &'a Lineage, width: i64) -> Self {
        let places = table.cost.len();
        let state = State { marks: vec![None; places], costs: table.cost.clone(), widths: vec![0; places] };
        Self { table, lineage, width, state, certificates: 0 }
    }

    /// Hides all of them; everything, where there is no other way or it would take more than the effort to find one.
    pub(super) fn protect(mut self, secrets: Vec<Secret>, effort: &Effort) -> Hidden {
        let reach = Reach::new(self.table, self.lineage, effort);
        let candidates = Candidates::new(self.table, self.lineage, &reach, self.width);
        let mut open: VecDeque<Secret> = secrets.into();
        while let Some(secret) = open.pop_front() {
            effort.spend(1);
            let need = self.need(secret);
            if self.is_protected(secret, need) {
                continue;
            }
            let found = candidates.best(secret, need, &self.state).filter(|_| !effort.is_spent());
            let Some(one) = found else { return self.hidden(true) };
            if one.certificate.width < self.width {
                open.extend(self.holders_of(&one.certificate));
            }
            self.accept(&reach, &one);
        }
        self.hidden(false)
    }

    fn hidden(&self, all: bool) -> Hidden {
        let marks = self.table.places.iter().map(|place| self.state.marks[*place]).collect();
        Hidden { marks, all }
    }

    fn accept(&mut self, reach: &Reach<'_>, one: &Candidate) {
        self.certificates += 1;
        let marks = one.certificate.marks(self.certificates);
        for (place, mark) in reach.marks(&one.certificate, &one.moved, &marks) {
            self.state.marks[place] = Some(plus(self.state.marks[place].unwrap_or(0), mark));
            self.state.costs[place] = 0;
            let width = &mut self.state.widths[place];
            *width = (*width).max(one.certificate.width);
        }
    }

    /// What holds the counts of a certificate and more: it must be moved as far as it can be, by others.
    fn holders_of(&self, certificate: &Certificate) -> BTreeSet<Secret> {
        let below = self.lineage.related_to(&certificate.members);
        let below = below.into_iter().filter(|one| !self.lineage.is_top(*one));
        let holding = |atom: &u32| self.table.shapes.containing(*atom).iter().copied();
        let shapes: BTreeSet<u32> = certificate
            .atoms
            .iter()
            .flat_map(|atom| holding(atom).filter(move |shape| shape != atom))
            .filter(|shape| self.table.is_askable[*shape as usize])
            .collect();
        below
            .flat_map(|organization| shapes.iter().map(move |shape| Secret { organization, shape: *shape }))
            .filter(|secret| {
                let holds = |one: &usize| self.lineage.place(secret.organization, *one) == Place::Above;
                !certificate.members.iter().all(holds)
            })
            .collect()
    }

    /// What the top's own count leaves: where all together do not have as much as the protection, that much.
    fn need(&self, secret: Secret) -> i64 {
        let top = self.table.tops[secret.shape as usize].filter(|top| *top > 0);
        top.map_or(self.width, |top| self.width.min(top))
    }

    fn is_protected(&self, secret: Secret, need: i64) -> bool {
        let place = self.table.place(secret.organization, secret.shape);
        place.is_some_and(|place| self.state.widths[place] >= need)
    }
}
