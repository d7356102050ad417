//! Which figures a certificate moves, and what it would cost to hide them.

use std::cell::RefCell;

use super::certificate::{Certificate, Counted, Marks, plus, times};
use super::effort::Effort;
use super::lineage::{Lineage, Place};
use super::table::Table;

/// These shapes of these organizations: whatever counts some of the members and some of the atoms, but for what stays the same.
#[derive(Debug)]
pub(super) struct Moved {
    /// Who stands above some of the members always, and is below none.
    pub organizations: Vec<usize>,
    pub shapes: Vec<u32>,
}

pub(super) struct Reach<'a> {
    table: &'a Table<'a>,
    lineage: &'a Lineage,
    /// For each shape, what it counts of the certificate that is looked at: nothing, between two of them.
    tally: RefCell<Vec<Counted>>,
    pub effort: &'a Effort,
}

/// Counts as some of it, and is told by nothing.
const CUT: usize = usize::MAX;

impl<'a> Reach<'a> {
    pub(super) fn new(table: &'a Table<'a>, lineage: &'a Lineage, effort: &'a Effort) -> Self {
        let tally = RefCell::new(vec![Counted::default(); table.shapes.len()]);
        Self { table, lineage, tally, effort }
    }

    pub(super) fn moved(&self, certificate: &Certificate) -> Moved {
        Moved { organizations: self.organizations(certificate), shapes: self.shapes(certificate) }
    }

    /// What counts all or none of each atom, and not all alike. All that was filed does: the atoms are the lowest counts.
    fn shapes(&self, certificate: &Certificate) -> Vec<u32> {
        let mut tally = self.tally.borrow_mut();
        let mut touched = Vec::new();
        for (at, atom) in certificate.atoms.iter().enumerate() {
            let (whole, cut) = (self.table.shapes.containing(*atom), self.table.shapes.cutting(*atom));
            self.effort.spend(whole.len() + cut.len());
            for shape in whole {
                let counted = &mut tally[*shape as usize];
                if counted.atoms == 0 {
                    touched.push(*shape);
                }
                counted.atoms = counted.atoms.saturating_add(1);
                counted.balance += certificate.sign(at);
            }
            for shape in cut {
                if std::mem::replace(&mut tally[*shape as usize].atoms, CUT) == 0 {
                    touched.push(*shape);
                }
            }
        }
        touched.retain(|shape| {
            let counted = std::mem::take(&mut tally[*shape as usize]);
            counted.atoms != CUT && !certificate.keeps(counted)
        });
        touched
    }

    /// Who counts some of the members, but not all, and at all times.
    fn organizations(&self, certificate: &Certificate) -> Vec<usize> {
        let related = certificate.members.iter().flat_map(|member| self.lineage.related(*member));
        let mut related: Vec<(usize, bool)> =
            related.map(|(one, place)| (one, place == Place::Above)).collect();
        self.effort.spend(related.len());
        related.sort_unstable();
        let alike = related.chunk_by(|one, other| one.0 == other.0);
        let some = alike.filter(|all| all.len() < certificate.members.len() && all.iter().all(|one| one.1));
        some.map(|all| all[0].0).collect()
    }

    /// What is lost when what is moved is hidden, by what is lost at each place.
    pub(super) fn cost(&self, moved: &Moved, costs: &[i64]) -> i64 {
        self.effort.spend(moved.organizations.len() * moved.shapes.len());
        let mut cost = 0_i64;
        for organization in &moved.organizations {
            let Some(row) = self.table.place(*organization, 0) else { continue };
            for shape in &moved.shapes {
                cost = cost.saturating_add(costs[row + *shape as usize]);
            }
        }
        cost
    }

    /// For each place that is moved, the sum of the marks of what is counted there.
    pub(super) fn marks(&self, certificate: &Certificate, moved: &Moved, marks: &Marks) -> Vec<(usize, u64)> {
        let mut of_shapes = vec![0; self.table.shapes.len()];
        for (atom, mark) in certificate.atoms.iter().zip(&marks.atoms) {
            for shape in self.table.shapes.containing(*atom) {
                let sum = &mut of_shapes[*shape as usize];
                *sum = plus(*sum, *mark);
            }
        }
        let of = |organization: usize| {
            let members = certificate.members.iter().zip(&marks.members);
            let its = members.filter(|(one, _)| self.lineage.place(organization, **one) == Place::Above);
            its.fold(0, |sum, (_, mark)| plus(sum, *mark))
        };
        let rows = moved.organizations.iter().filter_map(|one| Some((self.table.place(*one, 0)?, of(*one))));
        rows.flat_map(|(row, mark)| {
            let of_shapes = &of_shapes;
            moved.shapes.iter().map(move |shape| {
                let shape = *shape as usize;
                (row + shape, times(mark, of_shapes[shape]))
            })
        })
        .collect()
    }
}
