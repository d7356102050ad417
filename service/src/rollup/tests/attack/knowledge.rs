//! What the attacker knows, as a linear program.

use std::collections::{BTreeMap, BTreeSet};

use microlp::{ComparisonOp, OptimizationDirection, Problem};

use super::city::{Atom, City};
use super::facts::{Fact, Sum, Variable};
use crate::domain::Measure;

/// No count of the tests is larger, so that a count nothing is known of still has a most.
const MOST: f64 = 100_000.0;

pub(super) struct Knowledge {
    facts: Vec<Fact>,
    /// For each count the facts that it is in.
    of: Vec<Vec<usize>>,
    /// Cities, count by count, that agree with all that is shown, the true one first: what is wide in them needs no program.
    possible: Vec<Vec<f64>>,
}

impl Knowledge {
    pub(super) fn new(city: &City, facts: impl Iterator<Item = Fact>) -> Self {
        let bits = |fact: &Fact| -> Vec<(Variable, u64)> {
            let terms = fact.terms.iter().map(|(one, times)| (*one, times.to_bits()));
            terms.chain([(0, fact.least.to_bits()), (0, fact.most.to_bits())]).collect()
        };
        let some = facts.filter(|fact| !fact.terms.is_empty());
        let unique: BTreeMap<Vec<(Variable, u64)>, Fact> = some.map(|fact| (bits(&fact), fact)).collect();
        let counts = city.truths.len() * city.atoms.len();
        let truth = (0..counts).map(|one| city.true_count(one) as f64).collect();
        let mut knowledge = Self { facts: Vec::new(), of: vec![Vec::new(); counts], possible: vec![truth] };
        unique.into_values().chain(within(city)).for_each(|fact| knowledge.learn(city, fact));
        knowledge
    }

    fn learn(&mut self, city: &City, fact: Fact) {
        assert!(fact.is_true(city), "what is shown is true: {fact:?}");
        fact.terms.iter().for_each(|(one, _)| self.of[*one].push(self.facts.len()));
        self.facts.push(fact);
    }

    /// The least and the most that a sum can be; not sought any further when it is as wide as needed.
    pub(super) fn interval(&mut self, sum: &Sum, need: f64) -> (f64, f64) {
        let value =
            |city: &Vec<f64>| -> f64 { sum.iter().map(|(at, times)| city[*at] * *times as f64).sum() };
        let spread = |possible: &[Vec<f64>]| {
            possible.iter().map(value).fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), one| {
                (least.min(one), most.max(one))
            })
        };
        for direction in [OptimizationDirection::Minimize, OptimizationDirection::Maximize] {
            let (least, most) = spread(&self.possible);
            if most - least < need {
                let city = self.solve(sum, direction);
                self.possible.push(city);
            }
        }
        spread(&self.possible)
    }

    /// The counts that have to do with these, over facts, and the facts.
    fn near(&self, sum: &Sum) -> (BTreeSet<Variable>, BTreeSet<usize>) {
        let mut open: Vec<Variable> = sum.keys().copied().collect();
        let (mut counts, mut facts) = (BTreeSet::new(), BTreeSet::new());
        while let Some(one) = open.pop() {
            if !counts.insert(one) {
                continue;
            }
            for fact in self.of[one].iter().filter(|fact| facts.insert(**fact)) {
                open.extend(self.facts[*fact].terms.iter().map(|(other, _)| *other));
            }
        }
        (counts, facts)
    }

    fn solve(&self, goal: &Sum, direction: OptimizationDirection) -> Vec<f64> {
        let mut problem = Problem::new(direction);
        let (counts, facts) = self.near(goal);
        let variables: BTreeMap<Variable, microlp::Variable> = counts
            .into_iter()
            .map(|one| (one, problem.add_var(goal.get(&one).copied().unwrap_or(0) as f64, (0.0, MOST))))
            .collect();
        for fact in facts.into_iter().map(|at| &self.facts[at]) {
            let terms: Vec<_> = fact.terms.iter().map(|(one, times)| (variables[one], *times)).collect();
            if fact.least == fact.most {
                problem.add_constraint(&terms, ComparisonOp::Eq, fact.least);
                continue;
            }
            if fact.least.is_finite() {
                problem.add_constraint(&terms, ComparisonOp::Ge, fact.least);
            }
            if fact.most.is_finite() {
                problem.add_constraint(&terms, ComparisonOp::Le, fact.most);
            }
        }
        let outcome = problem.solve().expect("what is true agrees with what is shown");
        let solution = outcome.into_solution().unwrap();
        let mut city = self.possible[0].clone();
        variables.into_iter().for_each(|(one, variable)| city[one] = solution.var_value(variable));
        city
    }
}

/// That nothing is counted of more than there are.
fn within(city: &City) -> impl Iterator<Item = Fact> {
    let pair = |(all, atom): (usize, &Atom)| {
        let counted = Atom { measure: Measure::Actual, ..*atom };
        (atom.measure == Measure::Universe).then_some(())?;
        Some((city.atoms.binary_search(&counted).ok()?, all))
    };
    let pairs: Vec<(usize, usize)> = city.atoms.iter().enumerate().filter_map(pair).collect();
    (0..city.truths.len()).flat_map(move |truth| {
        let first = truth * city.atoms.len();
        let fact = move |(counted, all): (usize, usize)| Fact {
            terms: vec![(first + counted, 1.0), (first + all, -1.0)],
            least: f64::NEG_INFINITY,
            most: 0.0,
            of_top: true,
            why: "no more than there are",
        };
        pairs.clone().into_iter().map(fact)
    })
}
