//! What holds under any reorganization: in every tree the city has the same total, and nothing is lost or counted twice.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use super::fixtures::{ask_of, catalogue_with, observation, organization};
use super::succession::{succession, unit};
use crate::cube::Cube;
use crate::domain::{
    Catalogue, Date, Observation, OrganizationCode, OrganizationKind, Period, Revision, Succession, Validity,
    sample_reorganization,
};
use crate::rollup::{Note, Report};

/// The days on which the tree may change: in the middle of a quarter and at the end of a year.
const DAYS: [&str; 3] = ["2021-07-01", "2023-01-01", "2024-05-15"];

/// What a unit does on a day, of which a number up to 999,999 decides the weights.
type Fate = (u8, u32);

fn histories() -> impl Strategy<Value = Vec<Vec<Fate>>> {
    let fates = proptest::collection::vec((0..6_u8, 1..1_000_000_u32), 8);
    proptest::collection::vec(fates, DAYS.len())
}

/// A city of five units that are renamed, merged, split and taken over, as fate has it; where it is deep, half of them
/// below each of two districts, so that figures cross from one to the other.
fn reorganized(history: &[Vec<Fate>], deep: bool) -> Arc<Catalogue> {
    let mut lives: BTreeMap<String, (String, String)> =
        (0..5).map(|at| (format!("u{at}"), (String::new(), String::new()))).collect();
    let mut successions: Vec<Succession> = Vec::new();
    for (number, (day, fates)) in DAYS.iter().zip(history).enumerate() {
        let alive: Vec<String> =
            lives.iter().filter(|(_, (_, until))| until.is_empty()).map(|(code, _)| code.clone()).collect();
        let fate = |at: usize| fates[at % fates.len()];
        let stays = alive.iter().enumerate().find(|(at, _)| fate(*at).0 == 0).map(|(_, code)| code.clone());
        for (at, from) in alive.iter().enumerate() {
            let (act, millionths) = fate(at);
            let new = |which: usize| format!("n{number}-{which}");
            let heirs = match act {
                1 => vec![new(at % 2)],
                2 => vec![new(0), new(1)],
                3 => vec![from.clone(), new(2)],
                4 => vec![new(0), new(2)],
                5 => stays.iter().cloned().collect(),
                _ => Vec::new(),
            };
            let weights = [millionths, 1_000_000 - millionths];
            for (heir, weight) in heirs.iter().zip(weights) {
                let weight = if heirs.len() == 1 { 1_000_000 } else { weight };
                let share = format!("{}.{:06}", weight / 1_000_000, weight % 1_000_000);
                successions.push(succession(&format!("{day} {from} {heir} {share}")));
                lives.entry(heir.clone()).or_insert(((*day).to_owned(), String::new()));
            }
            if !heirs.is_empty() && !heirs.contains(from) {
                lives.get_mut(from).unwrap().1 = (*day).to_owned();
            }
        }
    }
    let top = organization("city", None, OrganizationKind::City, Validity::default());
    let district = |code| organization(code, Some("city"), OrganizationKind::Unit, Validity::default());
    let mut all = vec![top];
    if deep {
        all.extend(["north", "south"].map(district));
        // A district in which nobody is left has nobody to report for it.
        lives.extend(["k0", "k1"].map(|code| (code.to_owned(), (String::new(), String::new()))));
    }
    for (code, (from, until)) in &lives {
        let mut one = unit(&format!("{code} {from}..{until}"));
        if deep {
            let parent = if code.ends_with(['0', '2', '4']) { "north" } else { "south" };
            one.placements[0].parent = OrganizationCode::parse(parent).ok();
        }
        all.push(one);
    }
    catalogue_with(all, successions)
}

fn period(text: &str) -> Period {
    Period::parse(text).unwrap()
}

/// Each unit files each quarter in which it existed (what stands: at whose end it does).
fn filed(catalogue: &Catalogue, kind: &str, values: &[i64]) -> Vec<Observation> {
    let mut figures = Vec::new();
    let quarters = period("2020-Q1").up_to(period("2025-Q4")).unwrap();
    for one in catalogue
        .parts()
        .organizations
        .iter()
        .filter(|one| !["city", "north", "south"].contains(&one.code.as_str()))
    {
        for quarter in &quarters {
            let exists = match kind {
                "flow" => one.last_day_within(quarter.start(), quarter.end()).is_some(),
                _ => one.exists_on(quarter.end()),
            };
            if exists {
                let value = values[figures.len() % values.len()];
                let text = format!("{kind} {} {quarter} actual - {value} {} -", one.code, quarter.end());
                figures.push(observation(&text));
            }
        }
    }
    figures
}

/// The total worked out from the figures themselves.
fn total(figures: &[Observation], kind: &str, asked: Period) -> i64 {
    let counts = |one: &&Observation| match kind {
        "flow" => asked.contains(one.figure.period),
        _ => one.figure.period.end() == asked.end(),
    };
    figures.iter().filter(counts).filter_map(|one| one.figure.value).sum()
}

fn sum(report: &Report) -> i64 {
    report.rows.iter().filter_map(|row| row.actual).map(|amount| amount.units).sum()
}

/// Holds all promises for a city.
fn check(catalogue: &Arc<Catalogue>, kind: &str, figures: &[Observation], trees: &[&str]) {
    let cube = Cube::new(catalogue.clone(), Revision(1), figures.to_vec());
    for asked in ["2020", "2021", "2021-Q3", "2022-H2", "2023", "2024", "2024-Q2", "2025-Q2", "2025"] {
        let expected = total(figures, kind, period(asked));
        for tree in trees {
            let ask = |organization: &str| {
                let query =
                    format!("indicator={kind}&organization={organization}&period={asked}&tree={tree}");
                ask_of(&cube, &query).unwrap()
            };
            let city = ask("city");
            assert_eq!(sum(&city), expected, "the city in {asked}, tree {tree}");
            assert_eq!(city.rows[0].coverage.reported, city.rows[0].coverage.expected);
            let parts = ask("city/*");
            let lacking =
                parts.rows.iter().filter(|row| row.actual.is_none() && row.status.as_str() != "M").count();
            let told = parts.notes.iter().filter(|note| matches!(note, Note::NotRestated { .. })).count();
            let whole = parts.rows.iter().all(|row| row.coverage.reported == row.coverage.expected);
            let before = tree.parse::<Date>().is_ok_and(|day| day < period(asked).end());
            // As it was, what stood is also shown of those who ended within the period.
            if kind == "flow" || *tree != "as-was" {
                assert_eq!(lacking, told, "{asked}, tree {tree}: {:?}", parts.notes);
                assert!(before || lacking == 0 && whole, "{asked}, tree {tree}");
                assert!(
                    lacking > 0 || !whole || sum(&parts) == expected,
                    "the parts in {asked}, tree {tree}: {parts:?}"
                );
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_tree_has_the_same_total_and_nothing_is_lost_or_counted_twice(
        history in histories(), deep: bool, kind in "flow|stock|cumulative",
        values in proptest::collection::vec(-1_000..1_000_000_i64, 7)
    ) {
        let catalogue = reorganized(&history, deep);
        let figures = filed(&catalogue, &kind, &values);
        check(&catalogue, &kind, &figures, &["as-was", "as-is", "2020-06-30", "2021-07-01", "2023-06-30", "2025-01-01"]);
    }
}

#[test]
fn the_city_of_30_districts_is_that_of_126_wards_and_communes() {
    let district = |number: usize| {
        let kind =
            if number < 13 { OrganizationKind::UrbanDistrict } else { OrganizationKind::RuralDistrict };
        let validity = Validity { from: None, until: "2025-07-01".parse().ok() };
        organization(&format!("d{number:02}"), Some("city"), kind, validity)
    };
    let top = organization("city", None, OrganizationKind::City, Validity::default());
    let mut all: Vec<_> = std::iter::once(top).chain((0..30).map(district)).collect();
    let sample = sample_reorganization(&all);
    all.extend(sample.begun);
    let catalogue = catalogue_with(all, sample.successions);
    for kind in ["flow", "stock"] {
        let figures = filed(&catalogue, kind, &[3, 1_000_003, 0, 77, 12_345]);
        check(&catalogue, kind, &figures, &["as-was", "as-is", "2024-12-31"]);
    }
}
