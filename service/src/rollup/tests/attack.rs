//! The attacker: knows everything that is shown, in every vintage and tree and down to the receipts, and that counts add up over
//! organizations, time and members; asks a linear program for the least and the most that each hidden count can be.

mod anew;
mod chance;
mod city;
mod facts;
mod filings;
mod knowledge;
mod leaks;
mod questions;
mod typical;

use std::collections::BTreeSet;

use city::City;
use facts::{Cell, Fact, Sum, of_answer, of_figure};
use knowledge::Knowledge;
use questions::{Answers, ask_all};

const SMALLEST: i64 = 5;

/// What came out of attacking one city.
#[derive(Default)]
struct Outcome {
    hidden: usize,
    /// Counts that were told within less than what was promised, by what they are.
    told: Vec<String>,
    shown: usize,
    cells: usize,
}

impl Outcome {
    fn add(&mut self, seed: u64, one: Self) {
        self.hidden += one.hidden;
        self.told.extend(one.told.into_iter().map(|what| format!("city {seed}: {what}")));
        self.shown += one.shown;
        self.cells += one.cells;
    }
}

/// Runs the attacker over so many cities, on two threads.
fn run(cases: u64) -> Outcome {
    let half = |from: u64| {
        let mut all = Outcome::default();
        for seed in (from..cases).step_by(2) {
            let city = City::random(seed);
            all.add(seed, attack(&city, &ask_all(&city, SMALLEST), usize::MAX));
        }
        all
    };
    std::thread::scope(|scope| {
        let other = scope.spawn(|| half(1));
        let mut all = half(0);
        let other = other.join().unwrap();
        all.hidden += other.hidden;
        all.told.extend(other.told);
        all.shown += other.shown;
        all.cells += other.cells;
        all
    })
}

/// All that is told, and all that might be.
fn all(city: &City, answers: &Answers) -> (Vec<Fact>, Vec<Cell>) {
    let mut facts: Vec<Fact> = answers.figures.iter().flat_map(|one| of_figure(city, one)).collect();
    let mut cells = Vec::new();
    for answer in &answers.reports {
        let (told, asked) = of_answer(city, answer);
        facts.extend(told);
        cells.extend(asked);
    }
    (facts, cells)
}

/// Until so many are told.
fn attack(city: &City, answers: &Answers, most: usize) -> Outcome {
    let (facts, cells) = all(city, answers);
    // Whatever is hidden below it, the top's own figures bound what anybody below can have, and who has not filed anew since
    // an earlier day has the same.
    let mut of_tops = Knowledge::new(city, facts.iter().filter(|fact| fact.of_top).cloned());
    let mut knowledge = Knowledge::new(city, facts.into_iter());
    let mut outcome = Outcome::default();
    // Periods that end together are often told by the same figures.
    let mut asked: BTreeSet<(bool, &Sum)> = BTreeSet::new();
    for cell in cells.iter().filter(|cell| cell.organization != 0) {
        if outcome.told.len() >= most {
            break;
        }
        let is_hidden = cell.has_number && cell.value.is_none();
        outcome.cells += usize::from(cell.has_number);
        outcome.shown += usize::from(cell.value.is_some());
        outcome.hidden += usize::from(is_hidden);
        if cell.value.is_some_and(|value| (1..SMALLEST).contains(&value)) {
            outcome.told.push(format!("shown: {cell:?}"));
        } else if cell.value.is_none() && asked.insert((is_hidden, &cell.sum)) {
            outcome.told.extend(told(city, (&mut knowledge, &mut of_tops), (cell, is_hidden)));
        }
    }
    outcome
}

/// What is told of a cell without a number, if that is more than was promised.
fn told(
    city: &City,
    (knowledge, of_tops): (&mut Knowledge, &mut Knowledge),
    (cell, is_hidden): (&Cell, bool),
) -> Option<String> {
    let truth: i64 = cell.sum.iter().map(|(at, times)| city.true_count(*at) * times).sum();
    if !(is_hidden && cell.is_plain || (1..SMALLEST).contains(&truth)) {
        return None;
    }
    // What nobody filed must not be worked out; what is hidden must not be known within less than the protection.
    let need = if is_hidden { SMALLEST as f64 } else { 1.0 };
    let (least, most) = knowledge.interval(&cell.sum, need);
    if most - least > need - 1e-6 || !is_hidden && most - least > 1e-6 {
        return None;
    }
    let (lowest, highest) = of_tops.interval(&cell.sum, need);
    let need = (highest - lowest).min(need);
    let is_told = if is_hidden { most - least < need - 1e-6 } else { need > 1e-6 };
    let how = if most - least < 1e-6 { "recovered" } else { "narrow" };
    is_told.then(|| format!("{how} {least}..{most}, truly {truth}, of {need}: {cell:?}"))
}

/// Cities that are attacked; `ATTACK_CASES` asks for more.
fn cases() -> u64 {
    std::env::var("ATTACK_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(2_000)
}

#[test]
fn no_hidden_count_can_be_told_from_all_that_is_shown() {
    let outcome = run(cases());
    let first: Vec<&str> = outcome.told.iter().map(|one| &one[..one.len().min(330)]).take(12).collect();
    assert!(outcome.told.is_empty(), "{} of {} hidden told: {first:#?}", outcome.told.len(), outcome.hidden);
    assert!(outcome.shown * 20 > outcome.cells, "{} of {} shown", outcome.shown, outcome.cells);
}
