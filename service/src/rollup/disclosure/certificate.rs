//! Why what is hidden cannot be worked out: ways to change it that change nothing shown.

/// Counts that could as well have been another organization's.
///
/// In any city of which the published figures are true, what `members` count of `atoms` can be dealt out among them in
/// another way: the result is a city too, as long as no count falls below zero, and whoever reads only figures that stay the
/// same cannot tell the two apart. A certificate is accepted when every figure that does not stay the same can be moved by the
/// protection asked for; those are hidden, and so is whatever is worked out from them and does not stay the same either.
#[derive(Debug)]
pub(super) struct Certificate {
    /// Organizations that count nothing in common, and below which nothing of the atoms is filed.
    pub members: Vec<usize>,
    /// Shapes that have nothing in common, by number.
    pub atoms: Vec<u32>,
    pub dealing: Dealing,
    /// How far it moves whatever it moves, in smallest units.
    pub width: i64,
}

/// In which ways the counts are dealt out anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Dealing {
    /// Each atom by itself, so that only the sum over all members stays: it must be as much as the protection.
    Free,
    /// So that every member's sum over the atoms stays as well. Where each of these sums, and each atom's, is as much as
    /// the protection, any two members can exchange so much in any two atoms, however little is in them now.
    Even,
    /// Between two members in one way only, by these signs, so that all sums over an edge of the cube stay. This is the
    /// hypercube of Repsilber's method (GHMITER); there must be as much in its corners.
    Cube(Vec<i32>),
}

/// How many of a certificate's atoms a figure counts, and the sum of their signs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counted {
    pub atoms: usize,
    pub balance: i32,
}

impl Certificate {
    /// The sign of an atom, by its place.
    pub(super) fn sign(&self, atom: usize) -> i32 {
        if let Dealing::Cube(signs) = &self.dealing { signs[atom] } else { 1 }
    }

    /// Whether a figure of some of the members, not all, stays the same however the counts are dealt out.
    pub(super) fn keeps(&self, counted: Counted) -> bool {
        counted.atoms == 0
            || match &self.dealing {
                Dealing::Free => false,
                Dealing::Even => counted.atoms == self.atoms.len(),
                Dealing::Cube(_) => counted.balance == 0,
            }
    }

    /// Chance numbers by which sums of figures are told apart; see [`Marks`].
    pub(super) fn marks(&self, seed: u64) -> Marks {
        let mut chance = seed;
        let mut weights = |count: usize, is_balanced: bool| {
            let mut weights: Vec<u64> = (0..count).map(|_| next(&mut chance)).collect();
            if is_balanced && weights.pop().is_some() {
                let sum = weights.iter().fold(0, |sum, one| plus(sum, *one));
                weights.push(PRIME - sum);
            }
            weights
        };
        let atoms = match &self.dealing {
            Dealing::Free => weights(self.atoms.len(), false),
            Dealing::Even => weights(self.atoms.len(), true),
            Dealing::Cube(signs) => signs.iter().map(|sign| if *sign < 0 { PRIME - 1 } else { 1 }).collect(),
        };
        Marks { members: weights(self.members.len(), true), atoms }
    }
}

/// The field in which marks are numbers.
const PRIME: u64 = (1 << 61) - 1;

/// A number for each member and each atom, so drawn that the sum of the products of what a figure counts is nothing for
/// each figure that stays the same, however the counts are dealt out, and so of any sum of figures that does. Of one that does not
/// it is something but for one chance in 2⁶⁰: the polynomial is not nothing, and has few roots (Schwartz, Zippel).
#[derive(Debug)]
pub(super) struct Marks {
    pub members: Vec<u64>,
    pub atoms: Vec<u64>,
}

pub(super) fn plus(one: u64, other: u64) -> u64 {
    (one + other) % PRIME
}

pub(super) fn times(one: u64, other: u64) -> u64 {
    (u128::from(one) * u128::from(other) % u128::from(PRIME)) as u64
}

/// A small generator of chance (SplitMix64): the same of any snapshot of the same figures.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (mixed ^ (mixed >> 31)) % PRIME
}
