//! The certificates that could hide a secret, and what each would cost.

use std::collections::{BTreeMap, BTreeSet};

use super::certificate::{Certificate, Dealing, Footprint};
use super::lineage::{Lineage, Place};
use super::shape::Shape;
use super::table::{Secret, Table};

/// Partners that are tried in each dimension, and certificates of a kind that are weighed against each other.
const PARTNERS: usize = 3;
const WEIGHED: usize = 6;

/// For each site, its mark if it is hidden.
type Marks = [Option<u64>];

/// A certificate, what it costs, and the sites that it moves.
pub(super) struct Candidate {
    cost: i64,
    pub certificate: Certificate,
    pub moved: Vec<(usize, Footprint)>,
}

pub(super) struct Candidates<'a> {
    table: &'a Table,
    lineage: &'a Lineage,
    width: i64,
    /// By shape, who has a count of it that can be dealt out.
    holders: BTreeMap<&'a Shape, Vec<usize>>,
}

/// What is looked for: a certificate that moves this count of this organization, and is no use to what the secret holds.
struct Sought<'a> {
    secret: &'a Secret,
    plus: usize,
    atom: &'a Shape,
    marks: &'a Marks,
}

impl<'a> Candidates<'a> {
    pub(super) fn new(table: &'a Table, lineage: &'a Lineage, width: i64) -> Self {
        let mut holders: BTreeMap<&Shape, Vec<usize>> = BTreeMap::new();
        for (organization, counts) in &table.counts {
            for (shape, _) in counts.iter().filter(|(_, count)| count.is_lowest) {
                holders.entry(shape).or_default().push(*organization);
            }
        }
        Self { table, lineage, width, holders }
    }

    /// The cheapest that moves a secret as far as it needs.
    pub(super) fn best(&self, secret: &Secret, need: i64, marks: &Marks) -> Option<Candidate> {
        let bases = self.bases(secret);
        let sought = || bases.iter().map(|(plus, atom)| Sought { secret, plus: *plus, atom, marks });
        let mut found: Vec<Candidate> = sought().flat_map(|one| self.cubes(&one)).collect();
        // Nothing keeps more than a cube of all dimensions.
        let corners = |one: &Candidate| one.certificate.atoms.len();
        if !found.iter().any(|one| corners(one) == 2 << self.table.axes) {
            found.extend(sought().flat_map(|one| self.even(&one)));
            found.extend(sought().flat_map(|one| self.pooled(&one)));
        }
        if found.is_empty() {
            found.extend(sought().filter_map(|one| self.everybody(&one, need)));
        }
        found.into_iter().min_by_key(|one| one.cost)
    }

    /// The smallest of what is known within the secret, of those below whom nothing is.
    fn bases(&self, secret: &Secret) -> Vec<(usize, Shape)> {
        let below = self.lineage.related(secret.organization).map(|(one, _)| one);
        let below = below.filter(|one| self.lineage.place(secret.organization, *one) == Place::Above);
        let mut inside: Vec<(i64, usize, &Shape)> = below
            .filter_map(|one| Some((one, self.table.counts.get(&one)?)))
            .flat_map(|(one, counts)| counts.iter().map(move |(shape, count)| (one, shape, count)))
            .filter(|(_, shape, count)| count.most > 0 && count.is_lowest && secret.shape.contains(shape))
            .map(|(one, shape, count)| (count.most, one, shape))
            .collect();
        inside.sort_unstable();
        inside.truncate(PARTNERS);
        inside.into_iter().map(|(_, one, shape)| (one, shape.clone())).collect()
    }

    fn least(&self, organization: usize, shape: &Shape) -> i64 {
        self.table.least(organization, shape)
    }

    fn sum(&self, organizations: &[usize], shapes: &[Shape]) -> i64 {
        let each = organizations.iter().flat_map(|one| shapes.iter().map(|shape| self.least(*one, shape)));
        each.fold(0, i64::saturating_add)
    }

    fn is_hidden(&self, organization: usize, shape: &Shape, marks: &Marks) -> bool {
        let here = self.table.sites_at(organization, shape);
        here.is_empty() || here.iter().any(|at| marks[*at].is_some())
    }

    /// Who else has all of these counts and can deal them out: those of whom they are hidden already first, then the nearest
    /// in the tree.
    fn partners(
        &self,
        sought: &Sought<'_>,
        atoms: &[Shape],
        has_enough: impl Fn(usize) -> bool,
    ) -> Vec<usize> {
        let plus = sought.plus;
        let holders = atoms.first().and_then(|atom| self.holders.get(atom));
        let dealt: Vec<&[Option<i64>]> = atoms[1..].iter().map(|atom| self.table.dealt(atom)).collect();
        let is_partner = |other: &usize| {
            dealt.iter().all(|counts| matches!(counts.get(*other), Some(Some(_))))
                && has_enough(*other)
                && self.lineage.top(*other) == self.lineage.top(plus)
                && self.table.lives[*other] == self.table.lives[plus]
                && self.lineage.place(plus, *other) == Place::Beside
                && self.lineage.place(*other, plus) == Place::Beside
        };
        let partners = holders.into_iter().flatten().copied().filter(is_partner);
        let mut found: Vec<(bool, usize, usize)> = partners
            .map(|other| {
                let shown = !atoms.iter().all(|atom| self.is_hidden(other, atom, sought.marks));
                (shown, self.lineage.distance(plus, other), other)
            })
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(.., other)| other).collect()
    }

    fn is_beside(&self, members: &[usize], other: usize) -> bool {
        members.iter().all(|one| self.lineage.place(*one, other) == Place::Beside)
    }

    /// One partner, and in each other dimension none or one: corners with enough in them.
    fn cubes(&self, sought: &Sought<'_>) -> Vec<Candidate> {
        let mut found = Vec::new();
        let mut sets = self.corner_sets(sought);
        sets.sort_by_key(|corners| std::cmp::Reverse(corners.len()));
        for corners in sets {
            if found.len() >= WEIGHED {
                break;
            }
            let atoms: Vec<Shape> = corners.iter().map(|(shape, _)| shape.clone()).collect();
            let signs: Vec<i32> = corners.iter().map(|(_, sign)| *sign).collect();
            let corners = self.corners(sought.plus, &corners);
            let wide = self.partners(sought, &atoms, |minus| {
                width_of(&corners, minus) >= self.width
                    && self.lineage.place(sought.secret.organization, minus) == Place::Beside
            });
            for minus in wide.into_iter().take(PARTNERS) {
                let (members, dealing) = (vec![sought.plus, minus], Dealing::Cube(signs.clone()));
                let cube = Certificate { members, atoms: atoms.clone(), dealing, width: self.width };
                found.extend(self.weigh(sought, cube));
            }
        }
        found
    }

    /// For each dimension nothing, or one of a few others to change places with: all combinations, as corners.
    fn corner_sets(&self, sought: &Sought<'_>) -> Vec<Vec<(Shape, i32)>> {
        let (plus, base) = (sought.plus, sought.atom);
        let mut sets = vec![vec![(base.clone(), 1)]];
        for axis in 0..=base.members.len() {
            let mut partners: Vec<(bool, i64, &Shape)> = self
                .others(plus, base, Some(axis))
                .map(|other| (!self.is_hidden(plus, other, sought.marks), -self.least(plus, other), other))
                .filter(|(_, least, _)| *least < 0)
                .collect();
            partners.sort_unstable();
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
        sets.retain(|corners: &Vec<(Shape, i32)>| {
            corners.iter().all(|(shape, _)| shape == base || self.least(plus, shape) >= 1)
        });
        sets
    }

    /// What else is known of an organization and differs in this dimension only, time being the first; in any, if none.
    fn others(&self, plus: usize, base: &Shape, axis: Option<usize>) -> impl Iterator<Item = &'a Shape> {
        let lowest = self.table.counts.get(&plus).into_iter().flatten().filter(|(_, count)| count.is_lowest);
        lowest
            .map(|(shape, _)| shape)
            .filter(move |other| !other.meets(base) && axis.is_none_or(|axis| is_partner(base, other, axis)))
    }

    fn corners(&self, plus: usize, corners: &[(Shape, i32)]) -> Vec<Corner<'_>> {
        let corner = |(shape, sign): &(Shape, i32)| Corner {
            gives: *sign > 0,
            own: self.least(plus, shape),
            others: self.table.dealt(shape),
        };
        corners.iter().map(corner).collect()
    }

    /// As many partners and other counts as it takes, so that everybody's sum over those counts stays.
    fn even(&self, sought: &Sought<'_>) -> Vec<Candidate> {
        let (plus, atom) = (sought.plus, sought.atom);
        let axes = (0..=atom.members.len()).map(Some).chain([None]);
        let mut found = Vec::new();
        for axis in axes {
            let mut others: Vec<&Shape> = self.others(plus, atom, axis).collect();
            others.sort_by_key(|other| std::cmp::Reverse(self.least(plus, other)));
            let mut apart: Vec<Shape> = vec![atom.clone()];
            for other in others {
                if apart.iter().all(|one| !one.meets(other)) {
                    apart.push(other.clone());
                }
            }
            let enough = (2..=apart.len()).find(|few| self.sum(&[plus], &apart[..*few]) >= self.width);
            let Some(enough) = enough else { continue };
            found.extend(self.even_over(sought, apart[..enough].to_vec()));
            if enough < apart.len() {
                found.extend(self.even_over(sought, apart));
            }
        }
        found
    }

    fn even_over(&self, sought: &Sought<'_>, mut atoms: Vec<Shape>) -> Option<Candidate> {
        let counts = |one: usize| atoms.iter().map(|atom| self.least(one, atom)).collect::<Vec<i64>>();
        let mut members = vec![sought.plus];
        let mut sums = counts(sought.plus);
        let dealt: Vec<&[Option<i64>]> = atoms.iter().map(|atom| self.table.dealt(atom)).collect();
        let sum_of = |other: usize| {
            let each = dealt.iter().map(|counts| counts.get(other).copied().flatten().unwrap_or(0));
            each.fold(0, i64::saturating_add)
        };
        for other in self.partners(sought, &atoms, |other| sum_of(other) >= self.width) {
            let own = counts(other);
            let mut each = sums.iter().zip(&own);
            let helps = members.len() == 1 || each.any(|(sum, own)| *sum < self.width && *own > 0);
            if helps && self.is_beside(&members, other) {
                members.push(other);
                sums.iter_mut().zip(own).for_each(|(sum, own)| *sum = sum.saturating_add(own));
            }
        }
        let mut enough = sums.into_iter().map(|sum| sum >= self.width);
        atoms.retain(|_| enough.next().unwrap_or(false));
        let certificate = Certificate { members, atoms, dealing: Dealing::Even, width: self.width };
        let holds = certificate.members.len() > 1
            && certificate.atoms.len() > 1
            && certificate.members.iter().all(|one| self.sum(&[*one], &certificate.atoms) >= self.width);
        holds.then(|| self.weigh(sought, certificate)).flatten()
    }

    fn moves(&self, certificate: &Certificate, secret: &Secret) -> bool {
        let footprint = certificate.footprint(self.lineage, secret.organization, &secret.shape);
        footprint.is_some_and(|footprint| !certificate.keeps(&footprint))
    }

    /// As many partners as it takes, so that only their sum stays.
    fn pooled(&self, sought: &Sought<'_>) -> Vec<Candidate> {
        let atoms = std::slice::from_ref(sought.atom);
        let nearest = self.partners(sought, atoms, |other| self.least(other, sought.atom) > 0);
        let mut largest = nearest.clone();
        largest.sort_by_key(|other| std::cmp::Reverse(self.least(*other, sought.atom)));
        let mut found = Vec::new();
        for others in [&nearest, &largest] {
            let mut members = vec![sought.plus];
            for other in others {
                let helps = self.least(*other, sought.atom) > 0 && self.sum(&members, atoms) < self.width;
                if helps && self.is_beside(&members, *other) {
                    members.push(*other);
                }
            }
            let width = self.width;
            if members.len() > 1 && self.sum(&members, atoms) >= width {
                let pool = Certificate { members, atoms: atoms.to_vec(), dealing: Dealing::Free, width };
                found.extend(self.weigh(sought, pool));
            }
        }
        found
    }

    /// Everybody, where all together do not have as much as the protection: what they do not have cannot be asked for.
    fn everybody(&self, sought: &Sought<'_>, need: i64) -> Option<Candidate> {
        if !self.table.is_even {
            return None;
        }
        let atoms = std::slice::from_ref(sought.atom);
        let mut members = vec![sought.plus];
        for other in self.partners(sought, atoms, |_| true) {
            if self.is_beside(&members, other) {
                members.push(other);
            }
        }
        let width = self.sum(&members, atoms);
        let holds = members.len() > 1 && *self.table.tops.get(sought.atom)? <= width && width >= need;
        let all = Certificate { members, atoms: atoms.to_vec(), dealing: Dealing::Free, width };
        holds.then(|| self.weigh(sought, all)).flatten()
    }

    /// The certificate, if it moves the secret and nothing of the top.
    fn weigh(&self, sought: &Sought<'_>, certificate: Certificate) -> Option<Candidate> {
        if !self.moves(&certificate, sought.secret) {
            return None;
        }
        let mut moved = Vec::new();
        let mut cost = 0_i64;
        for organization in self.lineage.related_to(&certificate.members) {
            for (at, site) in self.table.sites_of(organization) {
                let Some(footprint) = certificate.footprint(self.lineage, organization, &site.shape) else {
                    if site.rows.is_empty() {
                        continue;
                    }
                    return None;
                };
                if certificate.keeps(&footprint) {
                    continue;
                }
                if self.lineage.is_top(organization) {
                    return None;
                }
                if sought.marks[at].is_none() {
                    cost = cost.saturating_add(1).saturating_add(site.most);
                }
                moved.push((at, footprint));
            }
        }
        self.is_steady(&certificate).then_some(Candidate { cost, certificate, moved })
    }

    /// Whether the counts can be dealt out in the same way in all vintages: whenever something stood that was revised later,
    /// each count is known, or nothing that has anything of it.
    fn is_steady(&self, certificate: &Certificate) -> bool {
        let near = |at: &&usize| {
            let site = &self.table.sites[**at];
            let counts = |one: &usize| self.lineage.place(site.organization, *one) != Place::Beside;
            certificate.atoms.iter().any(|atom| site.shape.meets(atom))
                && certificate.members.iter().any(counts)
        };
        let revised: Vec<usize> = self.table.revised.iter().filter(near).copied().collect();
        if revised.is_empty() {
            return true;
        }
        let early: BTreeSet<_> = revised.iter().flat_map(|at| self.table.sites[*at].superseded()).collect();
        certificate.members.iter().all(|member| {
            certificate.atoms.iter().all(|atom| {
                let Some(count) = self.table.count(*member, atom) else { return false };
                let knows = |at: &(_, _)| at.0 >= count.since.0 && at.1 >= count.since.1;
                early.iter().all(knows) || {
                    let related = self.lineage.related(*member);
                    related
                        .flat_map(|(other, _)| self.table.sites_of(other))
                        .filter(|(_, site)| site.shape.meets(atom))
                        .flat_map(|(_, site)| &site.versions)
                        .all(|one| knows(&(one.as_of, one.known_on)))
                }
            })
        })
    }
}

/// A count that two exchange some of, as much as it can be dealt out at least.
struct Corner<'a> {
    gives: bool,
    own: i64,
    others: &'a [Option<i64>],
}

/// How far the counts in the corners can move, both ways together.
fn width_of(corners: &[Corner<'_>], minus: usize) -> i64 {
    let way = |gives: bool| {
        let other = |corner: &Corner<'_>| corner.others.get(minus).copied().flatten().unwrap_or(0);
        let bounds =
            corners.iter().map(|corner| if corner.gives == gives { other(corner) } else { corner.own });
        bounds.min().unwrap_or(0)
    };
    way(true).saturating_add(way(false))
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
