//! Looks for the certificates that hide every secret, and as little else as it can.

use super::certificate::{Certificate, Move};
use super::lineage::{Lineage, Place};
use super::shape::Shape;
use super::table::{Secret, Table};
use crate::domain::Date;

/// Partners that are tried in each dimension, and certificates that are weighed against each other.
const PARTNERS: usize = 3;
const WEIGHED: usize = 12;

/// What is hidden of a table.
#[derive(Debug, Default)]
pub(super) struct Hidden {
    pub certificates: Vec<Certificate>,
    /// For each site, the certificates that move it.
    pub moved: Vec<Vec<(usize, Move)>>,
    /// Whether nothing below the top can be shown.
    pub all: bool,
}

pub(super) struct Search<'a> {
    pub table: &'a Table,
    pub lineage: &'a Lineage,
    /// The width that an interval must have, in smallest units.
    pub width: i64,
    pub hidden: Hidden,
}

/// A certificate and the sites that it moves.
type Candidate = (Certificate, Vec<(usize, Move)>);

impl<'a> Search<'a> {
    pub(super) fn new(table: &'a Table, lineage: &'a Lineage, width: i64) -> Self {
        let hidden = Hidden { moved: vec![Vec::new(); table.sites.len()], ..Hidden::default() };
        Self { table, lineage, width, hidden }
    }

    /// Hides one more; everything, where there is no other way.
    pub(super) fn protect(&mut self, secret: &Secret) {
        if self.hidden.all || self.is_protected(secret) {
            return;
        }
        match self.best(secret) {
            Some((certificate, moved)) => self.accept(certificate, moved),
            None => self.hidden.all = true,
        }
    }

    /// What is hidden only because it may be moved must not be worked out either: who hides in vain tells that he hides.
    pub(super) fn settle(&mut self) {
        let mut at = 0;
        while at < self.table.sites.len() && !self.hidden.all {
            let moved = &self.hidden.moved[at];
            let site = &self.table.sites[at];
            if !moved.is_empty() && moved.iter().all(|(_, by)| *by == Move::Unsure) {
                self.protect(&Secret {
                    organization: site.organization,
                    shape: site.shape.clone(),
                    rest: false,
                });
                self.hidden.all |= self.hidden.moved[at].iter().all(|(_, by)| *by == Move::Unsure);
                // What this hides may stand before.
                at = 0;
            } else {
                at += 1;
            }
        }
    }

    fn accept(&mut self, certificate: Certificate, moved: Vec<(usize, Move)>) {
        for (site, by) in moved {
            self.hidden.moved[site].push((self.hidden.certificates.len(), by));
        }
        self.hidden.certificates.push(certificate);
    }

    fn is_protected(&self, secret: &Secret) -> bool {
        self.hidden.certificates.iter().any(|one| {
            let by = one.moves(self.lineage, secret.organization, &secret.shape);
            let whole = one.corners.iter().any(|(corner, _)| *corner == secret.shape);
            matches!(by, Move::By(times) if times != 0) && (whole || !secret.rest)
        })
    }

    fn best(&self, secret: &Secret) -> Option<Candidate> {
        let pluses = self.pluses(secret);
        let mut sets: Vec<Vec<(Shape, i32)>> = if secret.rest {
            vec![vec![(secret.shape.clone(), 1)]]
        } else {
            pluses
                .iter()
                .flat_map(|plus| self.bases(*plus, &secret.shape).into_iter().map(move |base| (*plus, base)))
                .flat_map(|(plus, base)| self.corner_sets(plus, &base))
                .collect()
        };
        sets.sort_by_key(|corners| std::cmp::Reverse(corners.len()));
        sets.dedup();
        let mut candidates: Vec<(usize, Candidate)> = Vec::new();
        for corners in &sets {
            for plus in &pluses {
                for minus in self.singles(secret, *plus, corners) {
                    let weighed = self.weigh(*plus, vec![minus], corners, self.width);
                    candidates.extend(weighed.map(|one| (self.cost(&one.1), one)));
                    if candidates.len() >= WEIGHED {
                        return cheapest(candidates);
                    }
                }
            }
        }
        if candidates.is_empty() {
            // What all others together do not have cannot be asked for.
            let width = self.width.min(self.table.mass(self.lineage, &secret.shape)).max(1);
            for corners in sets.iter().filter(|corners| corners.len() <= 2) {
                for plus in &pluses {
                    let pooled = self.pooled(secret, *plus, corners, width);
                    candidates.extend(pooled.map(|one| (self.cost(&one.1), one)));
                }
            }
        }
        cheapest(candidates)
    }

    /// The organization itself, or those below it that have a figure of their own of what is to be hidden.
    fn pluses(&self, secret: &Secret) -> Vec<usize> {
        let below = |other: &usize| {
            *other != secret.organization
                && self.lineage.place(secret.organization, *other) == Place::Above
                && self.has(*other, &secret.shape)
        };
        let all: Vec<usize> = self.table.of.keys().copied().filter(below).collect();
        let own = |other: &&usize| {
            self.table.atoms.get(&(**other, secret.shape.clone())).is_some_and(|one| one.most > 0)
        };
        let lowest = |other: &usize| {
            !all.iter().any(|one| one != other && self.lineage.place(*other, *one) == Place::Above)
        };
        let leaves: Vec<usize> = all.iter().filter(own).copied().filter(lowest).collect();
        if leaves.is_empty() { vec![secret.organization] } else { leaves }
    }

    /// The smallest of what is known within the shape, so that nothing inside has to be hidden with it; else the shape.
    fn bases(&self, plus: usize, shape: &Shape) -> Vec<Shape> {
        let mut inside: Vec<(usize, u32, &Shape)> = self
            .table
            .atoms
            .iter()
            .filter(|((one, of), bounds)| *one == plus && shape.contains(of) && bounds.most > 0)
            .map(|((_, of), _)| {
                (of.members.iter().filter(|member| **member == 0).count(), of.months.count_ones(), of)
            })
            .collect();
        inside.sort_unstable();
        inside.truncate(PARTNERS);
        let mut bases: Vec<Shape> = inside.into_iter().map(|(_, _, of)| of.clone()).collect();
        if !bases.contains(shape) {
            bases.push(shape.clone());
        }
        bases
    }

    fn has(&self, organization: usize, shape: &Shape) -> bool {
        self.table
            .of
            .get(&organization)
            .into_iter()
            .flatten()
            .any(|at| self.table.sites[*at].shape.meets(shape))
    }

    /// For each dimension nothing, or one of a few others to change places with: all combinations, as corners.
    fn corner_sets(&self, plus: usize, base: &Shape) -> Vec<Vec<(Shape, i32)>> {
        let positive = |shape: &Shape| {
            self.table.atoms.get(&(plus, shape.clone())).filter(|one| one.least >= 1).map(|one| one.least)
        };
        let mut sets = vec![vec![(base.clone(), 1)]];
        let others = self.table.atoms.range((plus, Shape { months: 0, members: Box::default() })..);
        let others: Vec<&Shape> =
            others.take_while(|((one, _), _)| *one == plus).map(|((_, shape), _)| shape).collect();
        for axis in 0..=base.members.len() {
            let mut partners: Vec<(bool, i64, Shape)> = others
                .iter()
                .filter(|other| is_partner(base, other, axis))
                .filter_map(|other| Some((!self.is_hidden(plus, other), -positive(other)?, (*other).clone())))
                .collect();
            partners.sort();
            partners.truncate(PARTNERS);
            let mut more = Vec::new();
            for set in &sets {
                for (_, _, partner) in &partners {
                    let turned = |(shape, sign): &(Shape, i32)| {
                        let shape = match axis {
                            0 => shape.of(partner.months),
                            _ => shape.with(axis - 1, partner.members[axis - 1]),
                        };
                        (shape, -sign)
                    };
                    more.push(set.iter().cloned().chain(set.iter().map(turned)).collect());
                }
            }
            sets.extend(more);
        }
        let known = |corners: &Vec<(Shape, i32)>| {
            corners.iter().all(|(shape, _)| shape == base || positive(shape).is_some())
        };
        sets.retain(known);
        sets
    }

    fn is_hidden(&self, organization: usize, shape: &Shape) -> bool {
        let here = self.table.of.get(&organization).into_iter().flatten();
        here.into_iter().any(|at| self.table.sites[*at].shape == *shape && !self.hidden.moved[*at].is_empty())
    }

    /// Who counts something in every corner, the nearest in the tree first, and of those who is hidden already.
    fn singles(&self, secret: &Secret, plus: usize, corners: &[(Shape, i32)]) -> Vec<usize> {
        let mut found: Vec<(bool, usize, usize)> = self
            .partners(plus)
            .filter(|other| !self.lineage.are_related(*other, secret.organization))
            .filter(|other| corners.iter().all(|(shape, _)| self.least(*other, shape) >= 1))
            .map(|other| {
                let shown = !corners.iter().all(|(shape, _)| self.is_hidden(other, shape));
                (shown, self.lineage.distance(plus, other), other)
            })
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, _, other)| other).collect()
    }

    fn partners(&self, plus: usize) -> impl Iterator<Item = usize> {
        let top = self.lineage.top(plus);
        self.table.of.keys().copied().filter(move |other| {
            self.lineage.top(*other) == top
                && !self.lineage.is_top(*other)
                && !self.lineage.are_related(*other, plus)
        })
    }

    fn least(&self, organization: usize, shape: &Shape) -> i64 {
        self.table.atoms.get(&(organization, shape.clone())).map_or(0, |one| one.least)
    }

    /// As many as it takes, the largest first.
    fn pooled(
        &self,
        secret: &Secret,
        plus: usize,
        corners: &[(Shape, i32)],
        width: i64,
    ) -> Option<Candidate> {
        let mut others = self.singles(secret, plus, corners);
        others.sort_by_key(|other| {
            std::cmp::Reverse(corners.iter().map(|(shape, _)| self.least(*other, shape)).min())
        });
        let mut minus: Vec<usize> = Vec::new();
        for other in others {
            if minus.iter().any(|one| self.lineage.are_related(*one, other)) {
                continue;
            }
            minus.push(other);
            if self.width_of(plus, &minus, corners) >= width {
                return self.weigh(plus, minus, corners, width);
            }
        }
        None
    }

    /// How far the counts can move, both ways together.
    fn width_of(&self, plus: usize, minus: &[usize], corners: &[(Shape, i32)]) -> i64 {
        let least = |organizations: &[usize], shape: &Shape| -> i64 {
            organizations.iter().map(|one| self.least(*one, shape)).fold(0, i64::saturating_add)
        };
        let way =
            |gives: i32| {
                let bounds = corners.iter().map(|(shape, sign)| {
                    if *sign == gives { least(minus, shape) } else { least(&[plus], shape) }
                });
                bounds.min().unwrap_or(0)
            };
        way(1).saturating_add(way(-1))
    }

    /// The certificate, if it holds and moves nothing of the top.
    fn weigh(
        &self,
        plus: usize,
        minus: Vec<usize>,
        corners: &[(Shape, i32)],
        width: i64,
    ) -> Option<Candidate> {
        if self.width_of(plus, &minus, corners) < width {
            return None;
        }
        let certificate = Certificate { plus, minus, corners: corners.to_vec() };
        let mut moved = Vec::new();
        for (organization, sites) in &self.table.of {
            let near = std::iter::once(&plus).chain(&certificate.minus);
            if !near.into_iter().any(|one| self.lineage.are_related(*one, *organization)) {
                continue;
            }
            for &at in sites {
                let site = &self.table.sites[at];
                let mut by = certificate.moves(self.lineage, *organization, &site.shape);
                if by == Move::NOT && !self.is_steady(&certificate, at) {
                    by = Move::Unsure;
                }
                if by != Move::NOT {
                    if self.lineage.is_top(*organization) {
                        return None;
                    }
                    moved.push((at, by));
                }
            }
        }
        Some((certificate, moved))
    }

    /// Whether a figure that is not moved says nothing in any vintage: all that moves within it is known whenever it is.
    /// A sum that was published when only one of two was known tells that one.
    fn is_steady(&self, certificate: &Certificate, at: usize) -> bool {
        let site = &self.table.sites[at];
        let mut firsts: Vec<(Date, Date)> = Vec::new();
        for one in std::iter::once(&certificate.plus).chain(&certificate.minus) {
            if self.lineage.place(site.organization, *one) != Place::Beside {
                let corners = certificate.corners.iter().filter(|(corner, _)| corner.meets(&site.shape));
                firsts.extend(corners.flat_map(|(corner, _)| self.table.since(*one, corner)));
            }
        }
        let Some(first) = firsts.first() else { return true };
        firsts.iter().all(|other| other == first)
            || site.versions.iter().all(|(as_of, known_on, _)| {
                firsts
                    .iter()
                    .all(|(first_as_of, first_known)| as_of >= first_as_of && known_on >= first_known)
            })
    }

    /// How many figures it hides that are still shown.
    fn cost(&self, moved: &[(usize, Move)]) -> usize {
        moved.iter().filter(|(at, _)| self.hidden.moved[*at].is_empty()).count()
    }
}

fn cheapest(candidates: Vec<(usize, Candidate)>) -> Option<Candidate> {
    candidates.into_iter().min_by_key(|(cost, _)| *cost).map(|(_, one)| one)
}

/// Whether it differs from the base in this one dimension only, time being the first, and counts nothing in common.
fn is_partner(base: &Shape, other: &Shape, axis: usize) -> bool {
    match axis {
        0 => other.members == base.members && other.months & base.months == 0,
        _ => {
            let member = other.members[axis - 1];
            member != 0
                && base.members[axis - 1] != 0
                && *other != *base
                && base.with(axis - 1, member) == *other
        }
    }
}
