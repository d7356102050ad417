//! The certificates that could hide a secret, and what each would cost.

use std::cell::OnceCell;

use super::certificate::{Certificate, Dealing};
use super::corners::Corners;
use super::lineage::{Lineage, Place};
use super::reach::{Moved, Reach};
use super::search::State;
use super::steady::Steady;
use super::table::{Secret, Table};

/// Partners that are tried in each dimension, and certificates of a kind that are weighed against each other.
const PARTNERS: usize = 3;
const WEIGHED: usize = 6;

/// With more corners than this it is not looked any further.
const MOST_CORNERS: usize = 1 << 18;

/// A certificate, what it costs, and what it moves.
pub(super) struct Candidate {
    cost: i64,
    pub certificate: Certificate,
    pub moved: Moved,
}

pub(super) struct Candidates<'a> {
    table: &'a Table<'a>,
    lineage: &'a Lineage,
    reach: &'a Reach<'a>,
    steady: Steady<'a>,
    width: i64,
    /// For each organization, who could have what it counts, the nearest in the tree first.
    peers: Vec<OnceCell<Vec<usize>>>,
    /// For each shape and dimension, time being the first, what differs from it in this one only.
    beside: Vec<OnceCell<Vec<Vec<u32>>>>,
}

/// What is looked for: a certificate that moves this count of this organization, and is no use to what the secret holds.
struct Sought<'a> {
    secret: Secret,
    plus: usize,
    atom: u32,
    state: &'a State,
}

/// The cheapest so far; of those that cost the same, the first.
#[derive(Default)]
struct Found {
    best: Option<Candidate>,
    count: usize,
    /// The most atoms that any of them has.
    atoms: usize,
}

impl Found {
    /// What is no cheaper than this is no better.
    fn cost(&self) -> i64 {
        self.best.as_ref().map_or(i64::MAX, |best| best.cost)
    }

    fn add(&mut self, one: Option<Candidate>) {
        let Some(one) = one else { return };
        self.count += 1;
        self.atoms = self.atoms.max(one.certificate.atoms.len());
        if self.best.as_ref().is_none_or(|best| one.cost < best.cost) {
            self.best = Some(one);
        }
    }
}

impl<'a> Candidates<'a> {
    pub(super) fn new(table: &'a Table<'a>, lineage: &'a Lineage, reach: &'a Reach<'a>, width: i64) -> Self {
        let peers = vec![OnceCell::new(); table.lives.len()];
        let beside = vec![OnceCell::new(); table.shapes.len()];
        Self { table, lineage, reach, steady: Steady::new(table, lineage), width, peers, beside }
    }

    /// The cheapest that moves a secret as far as it needs.
    pub(super) fn best(&self, secret: Secret, need: i64, state: &State) -> Option<Candidate> {
        let bases = self.bases(secret);
        let sought = || bases.iter().map(|(plus, atom)| Sought { secret, plus: *plus, atom: *atom, state });
        let mut found = Found::default();
        sought().for_each(|one| self.cubes(&one, &mut found));
        // Nothing keeps more than a cube of all dimensions.
        if found.atoms != 2 << self.table.axes {
            sought().for_each(|one| self.even(&one, &mut found));
            sought().for_each(|one| self.pooled(&one, &mut found));
        }
        if found.count == 0 {
            sought().for_each(|one| found.add(self.everybody(&one, need)));
        }
        found.best
    }

    /// The smallest of what is known within the secret, of those below whom nothing is.
    fn bases(&self, secret: Secret) -> Vec<(usize, u32)> {
        let whole = self.table.shapes.get(secret.shape);
        let below = self.lineage.related(secret.organization).map(|(one, _)| one);
        let below = below.filter(|one| self.lineage.place(secret.organization, *one) == Place::Above);
        let mut inside: Vec<(i64, usize, u32)> = below
            .flat_map(|one| self.table.counts(one).iter().map(move |(shape, count)| (one, *shape, count)))
            .filter(|(_, shape, count)| {
                count.most > 0 && count.is_lowest && whole.contains(self.table.shapes.get(*shape))
            })
            .map(|(one, shape, count)| (count.most, one, shape))
            .collect();
        inside.sort_unstable();
        inside.truncate(PARTNERS);
        inside.into_iter().map(|(_, one, shape)| (one, shape)).collect()
    }

    fn least(&self, organization: usize, shape: u32) -> i64 {
        self.table.least(organization, shape)
    }

    fn sum(&self, organizations: &[usize], shapes: &[u32]) -> i64 {
        let each = organizations.iter().flat_map(|one| shapes.iter().map(|shape| self.least(*one, *shape)));
        each.fold(0, i64::saturating_add)
    }

    fn is_hidden(&self, organization: usize, shape: u32, state: &State) -> bool {
        let place = self.table.place(organization, shape);
        place.is_none_or(|place| !self.table.is_asked[place] || state.marks[place].is_some())
    }

    /// Who stands beside it in the same tree and was there when it was, the nearest first.
    fn peers(&self, plus: usize) -> &[usize] {
        self.peers[plus].get_or_init(|| {
            let is_peer = |other: &usize| {
                self.lineage.top(*other) == self.lineage.top(plus)
                    && self.table.lives[*other] == self.table.lives[plus]
                    && self.lineage.place(plus, *other) == Place::Beside
                    && self.lineage.place(*other, plus) == Place::Beside
            };
            let mut peers: Vec<usize> = self.table.organizations().filter(is_peer).collect();
            peers.sort_by_key(|other| self.lineage.distance(plus, *other));
            peers
        })
    }

    /// Who else has all of these counts and can deal them out: those of whom they are hidden already first, then the nearest
    /// in the tree. At most so many.
    fn partners(
        &self,
        sought: &Sought<'_>,
        atoms: &[u32],
        most: usize,
        has_enough: impl Fn(usize) -> bool,
    ) -> Vec<usize> {
        let dealt: Vec<&[Option<i64>]> = atoms.iter().map(|atom| self.table.dealt(*atom)).collect();
        let kind = self.table.kinds[sought.plus];
        let has_all = |other: usize| {
            self.table.kinds[other] == kind
                || dealt.iter().all(|counts| matches!(counts.get(other), Some(Some(_))))
        };
        let (mut hidden, mut shown) = (Vec::new(), Vec::new());
        for &other in self.peers(sought.plus) {
            self.reach.effort.spend(1);
            if !(has_all(other) && has_enough(other)) {
                continue;
            }
            if atoms.iter().all(|atom| self.is_hidden(other, *atom, sought.state)) {
                hidden.push(other);
            } else {
                shown.push(other);
            }
            if hidden.len() >= most {
                break;
            }
        }
        hidden.extend(shown);
        hidden.truncate(most);
        hidden
    }

    fn is_beside(&self, members: &[usize], other: usize) -> bool {
        members.iter().all(|one| self.lineage.place(*one, other) == Place::Beside)
    }

    /// One partner, and in each other dimension none or one: corners with enough in them.
    fn cubes(&self, sought: &Sought<'_>, found: &mut Found) {
        let enough = found.count + WEIGHED;
        let mut sets = self.corner_sets(sought);
        sets.sort_by_key(|set| std::cmp::Reverse(set.corners.len()));
        for set in sets {
            if found.count >= enough {
                break;
            }
            let atoms: Vec<u32> = set.corners.iter().map(|(shape, _)| *shape).collect();
            let signs: Vec<i32> = set.corners.iter().map(|(_, sign)| *sign).collect();
            let others: Vec<&[Option<i64>]> = atoms.iter().map(|atom| self.table.dealt(*atom)).collect();
            let wide = self.partners(sought, &atoms, PARTNERS, |minus| {
                set.width(&others, minus) >= self.width
                    && self.lineage.place(sought.secret.organization, minus) == Place::Beside
            });
            for minus in wide {
                let (members, dealing) = (vec![sought.plus, minus], Dealing::Cube(signs.clone()));
                let cube = Certificate { members, atoms: atoms.clone(), dealing, width: self.width };
                found.add(self.weigh(sought, cube, i64::MAX));
            }
        }
    }

    /// For each dimension nothing, or one of a few others to change places with: all combinations, as corners. Of those of which
    /// the organization itself has enough.
    fn corner_sets(&self, sought: &Sought<'_>) -> Vec<Corners> {
        let (plus, base) = (sought.plus, sought.atom);
        let axes = self.table.shapes.get(base).members.len();
        let own = self.least(plus, base);
        let mut sets = vec![Corners { corners: vec![(base, 1)], gives: own, takes: i64::MAX }];
        for axis in 0..=axes {
            let mut partners: Vec<(bool, i64, u32)> = self
                .others(plus, base, axis)
                .map(|other| (!self.is_hidden(plus, other, sought.state), -self.least(plus, other), other))
                .filter(|(_, least, _)| *least < 0)
                .collect();
            partners.sort_unstable();
            partners.truncate(PARTNERS);
            let mut more = Vec::new();
            let corners: usize = sets.iter().map(|set| set.corners.len()).sum();
            if corners > MOST_CORNERS {
                self.reach.effort.give_up();
                return Vec::new();
            }
            for set in &sets {
                let turned = partners.iter().filter_map(|(.., other)| self.turned(plus, set, axis, *other));
                more.extend(turned.filter(|set| set.gives.saturating_add(set.takes) >= self.width));
            }
            sets.extend(more);
        }
        sets
    }

    /// The corners, and each of them once more with another one's time or member.
    fn turned(&self, plus: usize, set: &Corners, axis: usize, other: u32) -> Option<Corners> {
        let shapes = &self.table.shapes;
        let other = shapes.get(other);
        let mut turned = Corners { corners: set.corners.clone(), ..*set };
        for (shape, sign) in &set.corners {
            self.reach.effort.spend(1);
            let shape = shapes.get(*shape);
            let shape = match axis {
                0 => shape.of(other.months),
                _ => shape.with(axis - 1, other.members[axis - 1]),
            };
            let shape = shapes.number(&shape)?;
            let own = self.least(plus, shape);
            if own < 1 {
                return None;
            }
            let bound = if *sign < 0 { &mut turned.gives } else { &mut turned.takes };
            *bound = (*bound).min(own);
            turned.corners.push((shape, -sign));
        }
        Some(turned)
    }

    /// What else is known of an organization and differs in this dimension only, time being the first.
    fn others(&self, plus: usize, base: u32, axis: usize) -> impl Iterator<Item = u32> {
        let beside = self.beside[base as usize].get_or_init(|| {
            let shapes = &self.table.shapes;
            let of = |axis: usize| {
                let is_beside = |other: &u32| shapes.get(base).is_beside(shapes.get(*other), axis);
                shapes.numbers().filter(is_beside).collect()
            };
            (0..=shapes.get(base).members.len()).map(of).collect()
        });
        beside[axis].iter().copied().filter(move |other| self.table.is_dealt(plus, *other))
    }

    /// As many partners and other counts as it takes, so that everybody's sum over those counts stays.
    fn even(&self, sought: &Sought<'_>, found: &mut Found) {
        let (plus, atom) = (sought.plus, sought.atom);
        let axes = self.table.shapes.get(atom).members.len();
        for axis in (0..=axes).map(Some).chain([None]) {
            let mut others: Vec<u32> = match axis {
                Some(axis) => self.others(plus, atom, axis).collect(),
                None => {
                    let counts = self.table.counts(plus).iter().filter(|(_, count)| count.is_lowest);
                    counts.map(|(shape, _)| *shape).collect()
                }
            };
            others.sort_by_key(|other| std::cmp::Reverse(self.least(plus, *other)));
            let apart = self.apart(atom, &others);
            let enough = (2..=apart.len()).find(|few| self.sum(&[plus], &apart[..*few]) >= self.width);
            let Some(enough) = enough else { continue };
            found.add(self.even_over(sought, apart[..enough].to_vec(), found.cost()));
            if enough < apart.len() {
                found.add(self.even_over(sought, apart, found.cost()));
            }
        }
    }

    /// The atom, and those of the others that have nothing in common with it or with one before.
    fn apart(&self, atom: u32, others: &[u32]) -> Vec<u32> {
        let shapes = &self.table.shapes;
        let mut is_met = vec![false; shapes.len()];
        let mut apart = Vec::new();
        for other in std::iter::once(&atom).chain(others) {
            if !is_met[*other as usize] {
                apart.push(*other);
                shapes.meeting(*other).for_each(|one| is_met[one as usize] = true);
            }
        }
        apart
    }

    fn even_over(&self, sought: &Sought<'_>, mut atoms: Vec<u32>, most: i64) -> Option<Candidate> {
        let dealt: Vec<&[Option<i64>]> = atoms.iter().map(|atom| self.table.dealt(*atom)).collect();
        let own = |other: usize, at: usize| dealt[at].get(other).copied().flatten().unwrap_or(0);
        let has_enough = |other: usize| {
            let mut sum = 0_i64;
            (0..dealt.len()).any(|at| {
                sum = sum.saturating_add(own(other, at));
                sum >= self.width
            })
        };
        let mut members = vec![sought.plus];
        let mut sums: Vec<i64> = (0..dealt.len()).map(|at| own(sought.plus, at)).collect();
        let mut lacking: Vec<usize> = (0..dealt.len()).filter(|at| sums[*at] < self.width).collect();
        for other in self.partners(sought, &atoms, usize::MAX, has_enough) {
            if members.len() > 1 && lacking.is_empty() {
                break;
            }
            self.reach.effort.spend(lacking.len());
            let helps = members.len() == 1 || lacking.iter().any(|at| own(other, *at) > 0);
            if helps && self.is_beside(&members, other) {
                members.push(other);
                lacking.iter().for_each(|at| sums[*at] = sums[*at].saturating_add(own(other, *at)));
                lacking.retain(|at| sums[*at] < self.width);
            }
        }
        let mut enough = sums.into_iter().map(|sum| sum >= self.width);
        atoms.retain(|_| enough.next().unwrap_or(false));
        let certificate = Certificate { members, atoms, dealing: Dealing::Even, width: self.width };
        let holds = certificate.members.len() > 1
            && certificate.atoms.len() > 1
            && certificate.members.iter().all(|one| self.sum(&[*one], &certificate.atoms) >= self.width);
        holds.then(|| self.weigh(sought, certificate, most)).flatten()
    }

    /// As many partners as it takes, so that only their sum stays.
    fn pooled(&self, sought: &Sought<'_>, found: &mut Found) {
        let atoms = [sought.atom];
        let has_any = |other| self.least(other, sought.atom) > 0;
        let nearest = self.partners(sought, &atoms, usize::MAX, has_any);
        let mut largest = nearest.clone();
        largest.sort_by_key(|other| std::cmp::Reverse(self.least(*other, sought.atom)));
        for others in [&nearest, &largest] {
            let mut members = vec![sought.plus];
            for other in others {
                if self.sum(&members, &atoms) >= self.width {
                    break;
                }
                if self.is_beside(&members, *other) {
                    members.push(*other);
                }
            }
            let width = self.width;
            if members.len() > 1 && self.sum(&members, &atoms) >= width {
                let pool = Certificate { members, atoms: atoms.to_vec(), dealing: Dealing::Free, width };
                found.add(self.weigh(sought, pool, found.cost()));
            }
        }
    }

    /// Everybody, where all together do not have as much as the protection: what they do not have cannot be asked for.
    fn everybody(&self, sought: &Sought<'_>, need: i64) -> Option<Candidate> {
        if !self.table.is_even {
            return None;
        }
        let atoms = vec![sought.atom];
        let mut members = vec![sought.plus];
        for other in self.partners(sought, &atoms, usize::MAX, |_| true) {
            if self.is_beside(&members, other) {
                members.push(other);
            }
        }
        let width = self.sum(&members, &atoms);
        let holds = members.len() > 1 && self.table.tops[sought.atom as usize]? <= width && width >= need;
        let all = Certificate { members, atoms, dealing: Dealing::Free, width };
        holds.then(|| self.weigh(sought, all, i64::MAX)).flatten()
    }

    /// The certificate, if it moves the secret and costs less than `most`. It moves nothing of the top: that counts all members.
    fn weigh(&self, sought: &Sought<'_>, certificate: Certificate, most: i64) -> Option<Candidate> {
        let moved = self.reach.moved(&certificate);
        let moves = moved.organizations.contains(&sought.secret.organization)
            && moved.shapes.contains(&sought.secret.shape);
        if !moves {
            return None;
        }
        let cost = self.reach.cost(&moved, &sought.state.costs);
        (cost < most && self.steady.holds(&certificate)).then_some(Candidate { cost, certificate, moved })
    }
}
