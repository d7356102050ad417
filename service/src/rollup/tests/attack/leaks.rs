//! Proves that the attacker attacks: of every way to tell a number, one city after another is shown what a service tells that
//! forgets to hide it there, until a count is worked out.

use super::city::City;
use super::facts::{COUNTED, has_number, units};
use super::questions::{Answers, ask_all};
use super::{Outcome, SMALLEST, attack};
use crate::domain::Measure;
use crate::rollup::{Note, RateSource, Report, Row};

/// Cities that are looked at for one that is told.
const CITIES: u64 = 2_000;

/// What a service that forgets to hide tells, of the rows of a hidden answer and of the whole one.
type Leak = fn(&mut Row, &Row);

/// Whether a city has what leaks.
type Fits = fn(&City) -> bool;

/// The first city that fits of which more is told than without the leak, which is nothing.
fn first_told(fits: Fits, leak: impl Fn(&mut Answers, &Answers)) -> Option<String> {
    (0..CITIES).find_map(|seed| {
        let city = City::random(seed);
        if !fits(&city) {
            return None;
        }
        let mut answers = ask_all(&city, SMALLEST);
        leak(&mut answers, &ask_all(&city, 1));
        let Outcome { mut told, .. } = attack(&city, &answers, 1);
        told.pop().map(|what| format!("city {seed}: {what}"))
    })
}

fn rows(answers: &mut Answers, whole: &Answers, leak: Leak, is_leaking: impl Fn(bool) -> bool) {
    for (answer, whole) in answers.reports.iter_mut().zip(&whole.reports) {
        if is_leaking(answer.is_plain()) {
            let pairs = answer.told.rows.iter_mut().zip(&whole.told.rows);
            pairs.for_each(|(row, whole)| leak(row, whole));
        }
    }
}

const LEAKS: [(&str, Fits, Leak); 7] = [
    (
        "counts that are not small",
        |_| true,
        |row, whole| {
            let large = |amount: &crate::domain::Amount| !(1..SMALLEST).contains(&amount.units);
            row.actual = whole.actual.filter(large);
        },
    ),
    (
        "plans that are not small",
        |city| city.measures.contains(&Measure::Plan),
        |row, whole| {
            row.plan = whole.plan.filter(|amount| !(1..SMALLEST).contains(&amount.units));
        },
    ),
    (
        "the M of N of M",
        |city| city.measures.contains(&Measure::Universe),
        |row, whole| {
            row.universe = whole.universe.filter(|amount| !(1..SMALLEST).contains(&amount.units));
        },
    ),
    (
        "rates that are worked out",
        |city| city.measures.contains(&Measure::Plan),
        |row, whole| {
            if whole.plan_rate_source == Some(RateSource::Computed) {
                (row.plan_rate, row.plan_rate_source) = (whole.plan_rate, whole.plan_rate_source);
            }
        },
    ),
    ("changes", |city| city.has_last_year, |row, whole| row.change.clone_from(&whole.change)),
    (
        "changes in percent",
        |city| city.has_last_year,
        |row, whole| {
            if let (Some(change), Some(whole)) = (&mut row.change, &whole.change) {
                change.percent = whole.percent;
            }
        },
    ),
    (
        "weights of coverage",
        |city| city.has_last_year,
        |row, whole| row.coverage.weight = whole.coverage.weight,
    ),
];

#[test]
fn an_attacker_works_out_what_any_number_tells() {
    for (name, fits, leak) in LEAKS {
        assert!(
            first_told(fits, |told, whole| rows(told, whole, leak, |is_plain| is_plain)).is_some(),
            "{name}"
        );
    }
}

#[test]
fn an_attacker_works_out_what_receipts_notes_and_changes_tell() {
    let receipts: Leak = |row, whole| row.receipts.clone_from(&whole.receipts);
    assert!(
        first_told(|_| true, |told, whole| rows(told, whole, receipts, |is_plain| is_plain)).is_some(),
        "receipts"
    );
    let notes = |answers: &mut Answers, whole: &Answers| {
        let add = |shown: &mut Report, whole: &Report| {
            let differs = |note: &&Note| matches!(note, Note::DiffersFromSum { .. });
            shown.notes.extend(whole.notes.iter().filter(differs).cloned());
        };
        let pairs = answers.reports.iter_mut().zip(&whole.reports);
        pairs.for_each(|(one, whole)| add(&mut one.told, &whole.told));
    };
    assert!(first_told(|_| true, notes).is_some(), "notes");
    let figures = |answers: &mut Answers, whole: &Answers| answers.figures.clone_from(&whole.figures);
    assert!(first_told(|_| true, figures).is_some(), "changes and histories");
}

#[test]
fn an_attacker_works_out_what_another_tree_or_reckoning_tells() {
    let other: Leak = |row, whole| {
        row.actual = whole.actual.filter(|amount| !(1..SMALLEST).contains(&amount.units));
        row.receipts.clone_from(&whole.receipts);
        row.receipts.iter_mut().flat_map(|one| &mut one.figures).for_each(|one| one.figure.value = None);
    };
    assert!(
        first_told(City::has_changed, |told, whole| rows(told, whole, other, |is_plain| !is_plain)).is_some()
    );
}

#[test]
fn what_is_hidden_is_known_to_be_hidden() {
    for seed in 0..30 {
        let city = City::random(seed);
        let (told, whole) = (ask_all(&city, SMALLEST), ask_all(&city, 1));
        let pairs = told.reports.iter().zip(&whole.reports);
        for (told, whole) in pairs.filter(|(told, _)| told.whole.is_none()) {
            assert_eq!(told.told.rows.len(), whole.told.rows.len());
            for (row, whole) in told.told.rows.iter().zip(&whole.told.rows) {
                let has = |row: &Row| COUNTED.map(|measure| units(row, measure).is_some());
                let known = COUNTED.map(|measure| has_number(row, measure));
                let is_known = has(whole).iter().zip(known).all(|(has, known)| known || !has);
                assert!(is_known, "city {seed}: {row:?} of {whole:?}");
            }
        }
    }
}
