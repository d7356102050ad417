//! What the attacker knows, as a linear program.

use std::collections::{BTreeMap, BTreeSet};

use microlp::{ComparisonOp, OptimizationDirection, Problem};

use super::city::{Atom, City, Shown};

/// No count of the tests is larger, so that a count nothing is known of still has a most.
const MOST: f64 = 100_000.0;

pub(super) struct Knowledge {
    variables: BTreeMap<(usize, Atom), usize>,
    equations: BTreeSet<(Vec<(usize, i64)>, i64)>,
    /// Cities that agree with all that is shown: what is wide in them needs no program.
    possible: Vec<Vec<f64>>,
}

impl Knowledge {
    pub(super) fn new(city: &City, shown: &[Shown]) -> Self {
        let mut knowledge =
            Self { variables: BTreeMap::new(), equations: BTreeSet::new(), possible: Vec::new() };
        let mut seen: BTreeMap<(usize, String, usize, String), BTreeSet<usize>> = BTreeMap::new();
        for one in shown {
            if let Some(value) = one.value {
                let sum = knowledge.sum(one.vintage, &one.sum);
                knowledge.equations.insert((sum, value));
            }
            for (organization, period, member, known_on, value) in &one.figures {
                let atoms = city.atoms_of(*organization, period, *member);
                if let Some(value) = value {
                    let sum = knowledge.sum(one.vintage, &atoms);
                    knowledge.equations.insert((sum, *value));
                }
                let figure = (*organization, period.clone(), *member, known_on.clone());
                seen.entry(figure).or_default().insert(one.vintage);
            }
        }
        // The same figure in both vintages is the same number, also where it is not told.
        for ((organization, period, member, _), vintages) in seen {
            if vintages.len() == 2 {
                let atoms = city.atoms_of(organization, &period, member);
                let mut sum = knowledge.sum(0, &atoms);
                sum.extend(knowledge.sum(1, &atoms).into_iter().map(|(at, times)| (at, -times)));
                knowledge.equations.insert((sum, 0));
            }
        }
        knowledge
    }

    fn sum(&mut self, vintage: usize, atoms: &[Atom]) -> Vec<(usize, i64)> {
        let mut sum: BTreeMap<usize, i64> = BTreeMap::new();
        for atom in atoms {
            let next = self.variables.len();
            *sum.entry(*self.variables.entry((vintage, *atom)).or_insert(next)).or_default() += 1;
        }
        sum.into_iter().collect()
    }

    /// The least and the most that a number can be; not sought any further when it is as wide as needed.
    pub(super) fn interval(&mut self, one: &Shown, need: f64) -> (f64, f64) {
        let sum = self.sum(one.vintage, &one.sum);
        let value = |city: &Vec<f64>| -> f64 {
            sum.iter().map(|(at, times)| city.get(*at).copied().unwrap_or(0.0) * *times as f64).sum()
        };
        let spread = |possible: &[Vec<f64>]| {
            let values = possible.iter().map(value);
            values.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), one| {
                (least.min(one), most.max(one))
            })
        };
        for direction in [OptimizationDirection::Minimize, OptimizationDirection::Maximize] {
            let (least, most) = spread(&self.possible);
            if most - least < need {
                let city = self.solve(&sum, direction);
                self.possible.push(city);
            }
        }
        spread(&self.possible)
    }

    fn solve(&self, goal: &[(usize, i64)], direction: OptimizationDirection) -> Vec<f64> {
        let mut problem = Problem::new(direction);
        let goal: BTreeMap<usize, i64> = goal.iter().copied().collect();
        let variables: Vec<_> = (0..self.variables.len())
            .map(|at| problem.add_var(goal.get(&at).copied().unwrap_or(0) as f64, (0.0, MOST)))
            .collect();
        for (sum, value) in &self.equations {
            let terms: Vec<_> = sum.iter().map(|(at, times)| (variables[*at], *times as f64)).collect();
            problem.add_constraint(&terms, ComparisonOp::Eq, *value as f64);
        }
        let outcome = problem.solve().expect("what is true agrees with what is shown");
        let solution = outcome.into_solution().unwrap();
        variables.iter().map(|variable| solution.var_value(*variable)).collect()
    }
}
