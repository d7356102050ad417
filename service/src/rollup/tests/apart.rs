//! Who moves within a year between branches that tell of themselves in different ways is counted once.

use std::sync::Arc;

use super::fixtures::{ask_of, catalogue_with, observation, organization};
use super::succession::{succession, unit};
use crate::cube::Cube;
use crate::domain::{Catalogue, OrganizationCode, OrganizationKind, Placement, Revision, Validity};

/// `u x ..2024-05-01 y 2024-05-01..`: a unit and whom it stands below when.
fn city(units: &[&str], successions: &[&str]) -> Arc<Catalogue> {
    let mut all = vec![organization("city", None, OrganizationKind::City, Validity::default())];
    for text in units {
        let words: Vec<&str> = text.split(' ').collect();
        let mut one = unit(words[0]);
        one.placements = words[1..]
            .chunks(2)
            .map(|place| {
                let (from, until) = place.get(1).unwrap_or(&"..").split_once("..").unwrap();
                let validity = Validity { from: from.parse().ok(), until: until.parse().ok() };
                Placement { parent: OrganizationCode::parse(place[0]).ok(), validity }
            })
            .collect();
        all.push(one);
    }
    catalogue_with(all, successions.iter().map(|text| succession(text)).collect())
}

fn months(code: &str, months: std::ops::RangeInclusive<u8>, value: i64) -> Vec<String> {
    months.map(|month| format!("flow {code} 2024-{month:02} actual - {value} - -")).collect()
}

#[track_caller]
fn told(catalogue: &Arc<Catalogue>, figures: &[Vec<String>], period: &str) -> Vec<String> {
    let figures = figures.iter().flatten().map(|text| observation(text)).collect();
    let cube = Cube::new(catalogue.clone(), Revision(1), figures);
    ["as-was", "as-is", "2024-01-01"]
        .map(|tree| {
            let query = format!("indicator=flow&organization=city&period={period}&tree={tree}");
            let report = ask_of(&cube, &query).unwrap();
            let row = &report.rows[0];
            let value = row.actual.map_or("-".to_owned(), |amount| amount.to_string());
            format!("{value} {} {}/{}", row.status, row.coverage.reported, row.coverage.expected)
        })
        .to_vec()
}

#[test]
fn a_ward_whose_district_ends_within_the_year_is_counted_once() {
    let figures = [months("u", 1..=12, 1_000), months("v", 1..=12, 1)];
    let below_the_city =
        city(&["x city ..2024-05-01", "y city", "u x ..2024-05-01 city 2024-05-01..", "v y"], &[]);
    let below_another = city(
        &["x city ..2024-05-01", "y city", "u x ..2024-05-01 y 2024-05-01..", "v y"],
        &["2024-05-01 x y"],
    );
    for catalogue in [below_the_city, below_another] {
        for (period, total) in [("2024", "12012"), ("2024-Q2", "3003"), ("2024-05", "1001")] {
            for one in told(&catalogue, &figures, period) {
                assert!(one.starts_with(&format!("{total} A ")), "{period}: {one}");
            }
        }
    }
}

#[test]
fn what_a_district_had_that_ended_is_not_added_to_what_its_ward_brings() {
    let catalogue = city(
        &["x city ..2024-05-01", "y city", "u x ..2024-05-01 y 2024-05-01..", "v y"],
        &["2024-05-01 x y"],
    );
    let figures = [months("u", 1..=12, 1_000), months("v", 1..=12, 1)];
    let figures = figures.iter().flatten().map(|text| observation(text)).collect();
    let cube = Cube::new(catalogue, Revision(1), figures);
    let report = ask_of(&cube, "indicator=flow&organization=y&period=2024,2025&tree=as-is").unwrap();
    let rows = report.rows.iter().map(|row| row.actual.map(|amount| amount.units));
    assert_eq!(rows.collect::<Vec<_>>(), [None, None], "and not 16012");
}

#[test]
fn who_moves_between_a_district_that_tells_of_itself_and_one_that_does_not_is_counted_once() {
    let others = [months("u", 1..=12, 1_000), months("k", 1..=12, 10), months("l", 1..=12, 1)];
    let out = city(&["x city", "y city", "u x ..2024-05-01 y 2024-05-01..", "k x", "l y"], &[]);
    let figures = [&others[..], &[months("x", 1..=4, 1_010), months("x", 5..=12, 10)]].concat();
    assert_eq!(told(&out, &figures, "2024")[0], "12132 A 3/3");
    let into = city(&["x city", "y city", "u y ..2024-05-01 x 2024-05-01..", "k x", "l y"], &[]);
    let figures = [&others[..], &[months("x", 1..=4, 10), months("x", 5..=12, 1_010)]].concat();
    assert_eq!(told(&into, &figures, "2024")[0], "12132 A 3/3");
}

#[test]
fn where_the_months_are_not_told_what_would_count_twice_is_missing() {
    let moved = city(&["x city", "y city", "u x ..2024-05-01 y 2024-05-01..", "k x", "l y"], &[]);
    let year = |code: &str, value| vec![format!("flow {code} 2024 actual - {value} - -")];
    let figures = [year("u", 12_000), year("x", 4_120), year("l", 12)];
    assert_eq!(told(&moved, &figures, "2024")[0], "12012 P 2/3");
}
