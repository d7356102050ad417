//! The attacker: knows everything that is shown, in every vintage and down to the receipts, and that counts add up over
//! organizations, time and members; asks a linear program for the least and the most that each hidden count can be.

mod city;
mod knowledge;
mod typical;

use std::collections::BTreeSet;

use city::{Atom, City, Shown};
use knowledge::Knowledge;

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

/// Runs the attacker over so many cities, on two threads.
fn run(cases: u64, attacked: fn(&City) -> Vec<Shown>) -> Outcome {
    let half = |from: u64| {
        let mut all = Outcome::default();
        for seed in (from..cases).step_by(2) {
            let city = City::random(seed);
            let one = attack(&city, &attacked(&city));
            all.hidden += one.hidden;
            all.told.extend(one.told.into_iter().map(|what| format!("city {seed}: {what}")));
            all.shown += one.shown;
            all.cells += one.cells;
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

fn attack(city: &City, shown: &[Shown]) -> Outcome {
    let mut knowledge = Knowledge::new(city, shown);
    let mut outcome = Outcome::default();
    // Whatever is hidden below it, the top's own figures bound what anybody below can have, and who has not filed anew since
    // an earlier day has the same.
    let tops: Vec<Shown> = shown.iter().map(Shown::without_values).collect();
    let mut of_tops = Knowledge::new(city, &tops);
    // Periods that end together are often told by the same figures.
    let mut asked: BTreeSet<(usize, bool, &[Atom])> = BTreeSet::new();
    for one in shown.iter().filter(|one| one.organization != 0) {
        outcome.cells += usize::from(one.has_number);
        outcome.shown += usize::from(one.value.is_some());
        outcome.hidden += usize::from(one.is_hidden);
        if one.value.is_none() && !asked.insert((one.vintage, one.is_hidden, &one.sum)) {
            continue;
        }
        let truth = city.truth(one.vintage, &one.sum);
        if one.is_hidden {
            let (least, most) = knowledge.interval(one, SMALLEST as f64);
            if most - least > SMALLEST as f64 - 1e-6 {
                continue;
            }
            let (lowest, highest) = of_tops.interval(one, SMALLEST as f64);
            let need = (highest - lowest).min(SMALLEST as f64);
            if most - least < need - 1e-6 {
                let told = if most - least < 1e-6 { "recovered" } else { "narrow" };
                outcome.told.push(format!("{told} {least}..{most}, truly {truth}, of {need}: {one:?}"));
            }
        } else if one.value.is_none() && (1..SMALLEST).contains(&truth) {
            let (least, most) = knowledge.interval(one, 1.0);
            let (lowest, highest) = of_tops.interval(one, 1.0);
            if most - least < 1e-6 && highest - lowest > 1e-6 {
                outcome.told.push(format!("worked out {least}, truly {truth}: {one:?}"));
            }
        } else if one.value.is_some_and(|value| (1..SMALLEST).contains(&value)) {
            outcome.told.push(format!("shown: {one:?}"));
        }
    }
    outcome
}

/// Cities that are attacked; `ATTACK_CASES` asks for more.
fn cases() -> u64 {
    std::env::var("ATTACK_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(2_000)
}

#[test]
fn no_hidden_count_can_be_told_from_all_that_is_shown() {
    let outcome = run(cases(), City::answers);
    let first: Vec<&String> = outcome.told.iter().take(5).collect();
    assert!(outcome.told.is_empty(), "{} of {} hidden told: {first:#?}", outcome.told.len(), outcome.hidden);
    assert!(outcome.shown * 20 > outcome.cells, "{} of {} shown", outcome.shown, outcome.cells);
}

/// Proves that the attacker attacks: hiding the small counts alone, or nothing, tells many of them.
#[test]
fn an_attacker_works_out_what_only_primary_suppression_hides() {
    let outcome = run(60, City::answers_without_their_small_counts);
    let recovered = outcome.told.iter().filter(|told| told.contains("recovered")).count();
    assert!(recovered * 5 > outcome.hidden, "{recovered} of {} recovered", outcome.hidden);
    let outcome = run(20, City::answers_without_disclosure_control);
    assert!(outcome.told.iter().filter(|told| told.contains("shown")).count() > 20, "{}", outcome.told.len());
}
