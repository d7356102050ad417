//! A random city: a tree that may change, what is counted of whom and when, and what is true after each round of filings.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use super::chance::Chance;
use super::filings::{Round, Turns, file};
use crate::cube::{Builder, Cube};
use crate::domain::{
    Catalogue, Date, Known, Measure, Observation, OrganizationCode, OrganizationKind, Revision, Succession,
    SuccessionKind, Threshold, Validity, Weight,
};
use crate::rollup::tests::fixtures::{organization, sensitive_with};

/// What one organization without any below it counts of one member in a quarter; quarters from 2021 on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Atom {
    pub measure: Measure,
    pub of: usize,
    pub quarter: usize,
    pub member: usize,
}

/// An organization, a period, and a member or 0 for the total.
pub(super) type Place = (usize, String, usize);

type Atoms = Rc<[usize]>;
type Asked = BTreeMap<(Measure, Place), Atoms>;

pub(super) struct City {
    pub parents: Vec<Option<usize>>,
    /// The quarters of each in which it exists.
    lives: Vec<Range<usize>>,
    /// Who went over into whom, or into nobody.
    successions: Vec<(usize, Option<usize>, Weight)>,
    pub kind: &'static str,
    pub members: usize,
    pub measures: Vec<Measure>,
    pub has_last_year: bool,
    /// Whether who has others below it counts something that is none of theirs.
    has_offices: bool,
    pub atoms: Vec<Atom>,
    /// After each round, what is true of each atom.
    pub truths: Vec<Vec<i64>>,
    /// What was asked for of [`City::atoms_of`].
    known: RefCell<Asked>,
    pub rounds: Vec<Round>,
    /// Of each organization.
    pub turns: Vec<Turns>,
    pub filed: Vec<Observation>,
}

/// The first quarter of 2022, and that in which a tree changes.
const THIS_YEAR: usize = 4;
const CHANGE: usize = 6;
const DAY_OF_CHANGE: &str = "2022-07-01";

/// Parts of a year; the year itself is the first.
pub(super) const PARTS: [&str; 8] = ["", "-H1", "-H2", "-9M", "-Q1", "-Q2", "-Q3", "-Q4"];

impl City {
    pub(super) fn random(seed: u64) -> Self {
        let chance = &mut Chance(seed);
        let mut parents = vec![None];
        let districts = 2 + chance.below(5) as usize;
        parents.extend(vec![Some(0); districts]);
        for district in 1..=districts {
            if chance.percent(25) {
                parents.extend(vec![Some(district); 1 + chance.below(3) as usize]);
            }
        }
        let kind = chance.of(&["flow", "flow", "flow", "stock", "cumulative", "ratio"]);
        let mut measures = vec![Measure::Actual];
        measures.extend(chance.percent(20).then_some(Measure::Plan));
        measures.extend((kind == "ratio" || chance.percent(15)).then_some(Measure::Universe));
        let rounds = Round::some(chance);
        let mut city = Self {
            lives: vec![0..8; parents.len()],
            successions: Vec::new(),
            parents,
            kind,
            members: chance.of(&[0, 2, 3]),
            measures,
            has_last_year: chance.percent(12),
            has_offices: chance.percent(10),
            atoms: Vec::new(),
            truths: Vec::new(),
            known: RefCell::default(),
            rounds,
            turns: Vec::new(),
            filed: Vec::new(),
        };
        if chance.percent(15) {
            city.has_last_year = false;
            city.change(chance);
        }
        city.atoms = city.all_atoms();
        let (zeros, smalls) = (chance.below(50), 10 + chance.below(40));
        city.tell_truths(chance, (zeros, smalls));
        city.turns = city.parents.iter().map(|_| Round::turns(&city.rounds, chance)).collect();
        city.filed = file(&city, chance);
        city
    }

    /// Two come together, or one comes apart or is closed. What runs up is carried on as a whole only.
    fn change(&mut self, chance: &mut Chance) {
        let leaves: Vec<usize> = (1..self.parents.len()).filter(|at| self.is_leaf(*at)).collect();
        let one = chance.of(&leaves);
        let beside: Vec<usize> = leaves
            .iter()
            .copied()
            .filter(|other| *other != one && self.parents[*other] == self.parents[one])
            .collect();
        let begin = |city: &mut Self| {
            city.parents.push(city.parents[one]);
            city.lives.push(CHANGE..8);
            city.parents.len() - 1
        };
        let fate = chance.below(100);
        if fate < 50 && !beside.is_empty() {
            let (other, new) = (chance.of(&beside), begin(self));
            self.successions.extend([one, other].map(|old| (old, Some(new), Weight::WHOLE)));
            self.lives[other] = 0..CHANGE;
        } else if fate < 70 || self.kind == "cumulative" {
            self.successions.push((one, None, Weight::WHOLE));
        } else {
            for share in ["0.375", "0.625"] {
                let new = begin(self);
                self.successions.push((one, Some(new), Weight::parse(share).unwrap()));
            }
        }
        self.lives[one] = 0..CHANGE;
    }

    /// Each round is a little truer than the one that it follows.
    fn tell_truths(&mut self, chance: &mut Chance, (zeros, smalls): (u64, u64)) {
        for round in 0..self.rounds.len() {
            let none = || vec![0; self.atoms.len()];
            let mut truth = self.before(round).map_or_else(none, |before| self.truths[before].clone());
            for (atom, count) in self.atoms.iter().zip(&mut truth) {
                if round > 0 && !chance.percent(8) {
                    continue;
                }
                let is_idle = !self.is_leaf(atom.of) && chance.percent(80);
                *count = if is_idle { 0 } else { chance.count(zeros, smalls) };
            }
            // Nothing is counted of more than there are.
            for (at, atom) in self.atoms.iter().enumerate() {
                let counted = Atom { measure: Measure::Actual, ..*atom };
                if atom.measure == Measure::Universe
                    && let Ok(counted) = self.atoms.binary_search(&counted)
                {
                    truth[at] = truth[at].max(truth[counted]);
                }
            }
            self.truths.push(truth);
        }
        // Who files late had, for the first sums, nothing.
        for late in 1..self.parents.len() {
            if chance.percent(6) && self.is_leaf(late) {
                let counts = self.atoms.iter().zip(&mut self.truths[0]);
                counts.filter(|(atom, _)| atom.of == late).for_each(|(_, count)| *count = 0);
            }
        }
    }

    /// The round whose truth stood before this one.
    pub(super) fn before(&self, round: usize) -> Option<usize> {
        (0..round).rev().find(|before| self.rounds[*before].ended.is_none())
    }

    pub(super) fn is_leaf(&self, organization: usize) -> bool {
        !self.parents.contains(&Some(organization))
    }

    pub(super) fn has_changed(&self) -> bool {
        !self.successions.is_empty()
    }

    pub(super) fn years(&self) -> &'static [&'static str] {
        if self.has_last_year { &["2021", "2022"] } else { &["2022"] }
    }

    fn all_atoms(&self) -> Vec<Atom> {
        let mut atoms = Vec::new();
        for of in (0..self.parents.len()).filter(|at| self.is_leaf(*at) || self.has_offices) {
            let first = if self.has_last_year { 0 } else { THIS_YEAR };
            for quarter in self.lives[of].clone().filter(|quarter| *quarter >= first) {
                for &measure in &self.measures {
                    let members = 1..=self.members.max(1);
                    atoms.extend(members.map(|member| Atom { measure, of, quarter, member }));
                }
            }
        }
        atoms.sort_unstable();
        atoms
    }

    /// Whether an organization exists at any time of a period.
    pub(super) fn exists(&self, organization: usize, period: &str) -> bool {
        quarters(period).any(|quarter| self.lives[organization].contains(&quarter))
    }

    pub(super) fn is_within(&self, mut one: usize, organization: usize) -> bool {
        loop {
            match self.parents[one] {
                _ if one == organization => return true,
                Some(parent) => one = parent,
                None => return false,
            }
        }
    }

    /// Whether one's counts are in an organization's number: it is below it, or what had run up with it goes on there.
    fn is_counted(&self, one: usize, organization: usize, end: usize) -> bool {
        let goes_on = |(from, to, _): &(usize, Option<usize>, Weight)| {
            *from == one && to.is_some_and(|to| self.is_within(to, organization))
        };
        self.is_within(one, organization)
            || self.kind == "cumulative" && end > CHANGE && self.successions.iter().any(goes_on)
    }

    /// What a figure counts, by the places of its atoms; member 0 is the total.
    pub(super) fn atoms_of(&self, measure: Measure, place: &Place) -> Rc<[usize]> {
        let key = (measure, place.clone());
        if let Some(known) = self.known.borrow().get(&key) {
            return known.clone();
        }
        let (organization, period, member) = place;
        let Range { start, end } = quarters(period);
        let counted = match self.kind {
            "stock" => end - 1..end,
            "cumulative" => start - start % 4..end,
            _ => start..end,
        };
        let is_counted = |(_, atom): &(usize, &Atom)| {
            atom.measure == measure
                && counted.contains(&atom.quarter)
                && (*member == 0 || atom.member == *member)
                && self.is_counted(atom.of, *organization, end)
        };
        let found: Rc<[usize]> = self.atoms.iter().enumerate().filter(is_counted).map(|(at, _)| at).collect();
        self.known.borrow_mut().insert(key, found.clone());
        found
    }

    fn catalogue(&self) -> std::sync::Arc<Catalogue> {
        let code = |at: usize| OrganizationCode::parse(&format!("n{at}")).unwrap();
        let day: Date = DAY_OF_CHANGE.parse().unwrap();
        let node = |(at, parent): (usize, &Option<usize>)| {
            let kind = if at == 0 { OrganizationKind::City } else { OrganizationKind::Unit };
            let lives = &self.lives[at];
            let validity = Validity {
                from: (lives.start == CHANGE).then_some(day),
                until: (lives.end == CHANGE).then_some(day),
            };
            organization(
                &format!("n{at}"),
                parent.map(|parent| format!("n{parent}")).as_deref(),
                kind,
                validity,
            )
        };
        let succession = |(from, to, weight): &(usize, Option<usize>, Weight)| Succession {
            on: day,
            kind: match to {
                None => SuccessionKind::Close,
                Some(_) if *weight == Weight::WHOLE => SuccessionKind::Merge,
                Some(_) => SuccessionKind::Split,
            },
            from: code(*from),
            to: to.map(code),
            weight: *weight,
        };
        let organizations = self.parents.iter().enumerate().map(node).collect();
        sensitive_with(organizations, self.successions.iter().map(succession).collect())
    }

    pub(super) fn cube(&self, smallest: &str) -> Cube {
        let mut builder = Builder::new(self.catalogue());
        self.filed.iter().for_each(|one| builder.push(one.observed()));
        let mut revision = Revision(self.rounds.len() as u64);
        let mut cube = builder.finish(revision);
        for (at, round) in (1..).zip(&self.rounds) {
            if let Some(on) = round.ended {
                revision = Revision(revision.0 + 1);
                let mut builder = Builder::after(&cube);
                builder.end(Revision(at), Known { on: on.parse().unwrap(), revision });
                cube = builder.finish(revision);
            }
        }
        cube.with_threshold(Threshold::parse(smallest).unwrap())
    }
}

/// The quarters that a period has.
pub(super) fn quarters(period: &str) -> Range<usize> {
    let first = if period.starts_with("2021") { 0 } else { THIS_YEAR };
    let (from, to) = match &period[4..] {
        "" => (0, 4),
        "-H1" => (0, 2),
        "-H2" => (2, 4),
        "-9M" => (0, 3),
        part => {
            let end: usize = part[2..].parse().unwrap();
            (end - 1, end)
        }
    };
    first + from..first + to
}
