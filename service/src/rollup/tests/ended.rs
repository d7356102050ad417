//! What had run up with units that were closed stays in the year.

use std::sync::Arc;

use super::fixtures::{ask_of, catalogue_with, observation, organization};
use super::succession::{succession, unit};
use crate::cube::Cube;
use crate::domain::{Catalogue, OrganizationKind, Revision, Succession, SuccessionKind, Validity};
use crate::rollup::Note;

/// A city of `a` and of `e`, which was closed in the middle of 2025; and of others.
fn city(others: &[&str], successions: &[&str]) -> Arc<Catalogue> {
    let top = organization("city", None, OrganizationKind::City, Validity::default());
    let units = ["a", "e ..2025-07-01"].iter().chain(others).map(|text| unit(text));
    let closed = Succession { kind: SuccessionKind::Close, to: None, ..succession("2025-07-01 e a") };
    let successions = successions.iter().map(|text| succession(text)).chain([closed]).collect();
    catalogue_with(std::iter::once(top).chain(units).collect(), successions)
}

const TOLD: [&str; 5] = [
    "cumulative a 2025-06 actual - 100 2025-06-30 -",
    "cumulative e 2025-03 actual - 130 2025-03-31 -",
    "cumulative e 2025-06 actual - 300 2025-06-30 -",
    "cumulative a 2025-07 actual - 110 2025-07-31 -",
    "cumulative a 2025-12 actual - 150 2025-12-31 -",
];

#[track_caller]
fn told(catalogue: &Arc<Catalogue>, figures: &[&str], query: &str) -> Vec<String> {
    told_of(catalogue, figures, &format!("indicator=cumulative&{query}"))
}

#[track_caller]
fn told_of(catalogue: &Arc<Catalogue>, figures: &[&str], query: &str) -> Vec<String> {
    let figures = figures.iter().map(|text| observation(text)).collect();
    let cube = Cube::new(catalogue.clone(), Revision(1), figures);
    let report = ask_of(&cube, query).unwrap();
    let not_restated = |note: &&Note| matches!(note, Note::NotRestated { .. });
    let untold = report.notes.iter().filter(not_restated).count();
    let mut told: Vec<String> = report
        .rows
        .iter()
        .map(|row| {
            let value = row.actual.or(row.plan).map_or("-".to_owned(), |amount| amount.to_string());
            let of = row.coverage;
            format!("{} {value} {} {}/{}", row.organization, row.status, of.reported, of.expected)
        })
        .collect();
    told.extend((untold > 0).then(|| format!("{untold} not restated")));
    told
}

#[test]
fn what_had_run_up_with_a_closed_unit_stays_in_the_year() {
    let catalogue = city(&[], &[]);
    let whole = ["city 450 A 2/2", "city 400 A 2/2", "city 410 A 2/2", "city 450 A 2/2"];
    for tree in ["as-was", "as-is", "2025-06-30", "2025-01-01"] {
        let query = format!("organization=city&period=2025,2025-06,2025-07,2025-12&tree={tree}");
        assert_eq!(told(&catalogue, &TOLD, &query), whole, "{tree}");
    }
    let next = [&TOLD[..], &["cumulative a 2026-01 actual - 5 2026-01-01 -"]].concat();
    assert_eq!(
        told(&catalogue, &next, "organization=city&period=2026-01"),
        ["city 5 A 1/1"],
        "a year begins at zero"
    );
    assert_eq!(told(&catalogue, &TOLD, "organization=e&period=2025-07"), ["e - M 0/0"]);
}

#[test]
fn a_flow_counts_a_closed_unit_up_to_its_end() {
    let catalogue = city(&[], &[]);
    let figures = [&TOLD[..], &["cumulative a 2025-03 actual - 40 2025-03-31 -"]].concat();
    for tree in ["as-was", "as-is"] {
        let query = format!("organization=city&period=2025,2025-Q2,2025-07,2025-H2&as=flow&tree={tree}");
        let flows = ["city 450 A 2/2", "city 230 A 2/2", "city 10 A 2/2", "city 50 A 2/2"];
        assert_eq!(told(&catalogue, &figures, &query), flows, "{tree}");
    }
    let early = city(&["f ..2025-05-01"], &[]);
    let figures = [
        &figures[..],
        &["cumulative f 2025-03 actual - 10 2025-03-31 -", "cumulative f 2025-04 actual - 17 2025-04-30 -"],
    ]
    .concat();
    assert_eq!(
        told(&early, &figures, "organization=city,f&period=2025-Q2&as=flow"),
        ["city 237 A 3/3", "f 7 A 1/1"]
    );
    assert_eq!(told(&early, &figures, "organization=city&period=2025-H2&as=flow"), ["city 50 A 3/3"]);
}

#[test]
fn a_closed_unit_that_fell_silent_before_its_end_leaves_a_hole() {
    let catalogue = city(&[], &[]);
    let figures = [TOLD[0], TOLD[1], TOLD[3]];
    assert_eq!(told(&catalogue, &figures, "organization=city&period=2025-07"), ["city 240 P 1/2"]);
    let figures = [TOLD[0], TOLD[3]];
    assert_eq!(told(&catalogue, &figures, "organization=city&period=2025-07"), ["city 110 P 1/2"]);
    let only_the_closed = [TOLD[2]];
    assert_eq!(told(&catalogue, &only_the_closed, "organization=city&period=2025-07"), ["city 300 P 1/2"]);
    let behind = ["cumulative a 2025-05 actual - 90 2025-05-31 -", TOLD[2]];
    assert_eq!(told(&catalogue, &behind, "organization=city&period=2025")[..], ["city 390 P 1/2"]);
}

#[test]
fn who_comes_after_carries_what_had_run_up() {
    let catalogue = city(&["b ..2025-07-01", "c 2025-07-01.."], &["2025-07-01 b c"]);
    let figures = [
        &TOLD[..],
        &["cumulative b 2025-06 actual - 20 2025-06-30 -", "cumulative c 2025-07 actual - 25 2025-07-31 -"],
    ]
    .concat();
    for tree in ["as-was", "as-is", "2025-06-30"] {
        let query = format!("organization=city&period=2025-06,2025-07&tree={tree}");
        assert_eq!(told(&catalogue, &figures, &query), ["city 420 A 3/3", "city 435 A 3/3"], "{tree}");
    }
}

#[test]
fn the_plan_is_of_the_same_units() {
    let catalogue = city(&[], &[]);
    let figures = ["cumulative a 2025 plan - 200 - -", "cumulative e 2025 plan - 500 - -"];
    let plan =
        |period: &str| told(&catalogue, &figures, &format!("organization=city&measure=plan&period={period}"));
    assert_eq!(plan("2025")[0], "city 700 L 2/2");
    assert!(plan("2025-07")[0].starts_with("city - "), "of the whole year only");
}

#[test]
fn a_closed_district_is_counted_by_what_of_it_nobody_carries_on() {
    let mut units: Vec<_> =
        ["w ..2025-07-01", "x ..2025-07-01", "y ..2025-04-01"].iter().map(|text| unit(text)).collect();
    for one in &mut units {
        one.placements[0].parent = Some(crate::domain::OrganizationCode::parse("d").unwrap());
    }
    let top = organization("city", None, OrganizationKind::City, Validity::default());
    units.extend([top, unit("a"), unit("d ..2025-07-01")]);
    let close = |code: &str, day: &str| Succession {
        kind: SuccessionKind::Close,
        to: None,
        ..succession(&format!("{day} {code} a"))
    };
    let mut successions = vec![close("d", "2025-07-01"), close("x", "2025-07-01"), close("y", "2025-04-01")];
    let figures = [
        TOLD[0],
        TOLD[3],
        "cumulative w 2025-06 actual - 7 2025-06-30 -",
        "cumulative x 2025-06 actual - 8 2025-06-30 -",
        "cumulative y 2025-03 actual - 9 2025-03-31 -",
    ];
    let mut closed = successions.clone();
    closed.push(close("w", "2025-07-01"));
    let all = catalogue_with(units.clone(), closed);
    let query = "organization=city&period=2025-06,2025-07";
    assert_eq!(told(&all, &figures, query), ["city 124 A 4/4", "city 134 A 4/4"]);
    successions.push(succession("2025-07-01 w a"));
    let parted = catalogue_with(units, successions);
    assert_eq!(told(&parted, &figures, query), ["city 124 A 4/4", "city 127 A 3/3"], "w's is in a's");
}

#[test]
fn what_a_closed_unit_had_stays_with_its_district_in_every_later_tree() {
    let district = |code: &str, of: &str| {
        let mut one = unit(code);
        one.placements[0].parent = Some(crate::domain::OrganizationCode::parse(of).unwrap());
        one
    };
    let top = organization("city", None, OrganizationKind::City, Validity::default());
    let units = vec![
        top,
        unit("d"),
        unit("e"),
        district("w ..2023-01-01", "d"),
        district("x ..2024-01-01", "d"),
        district("y", "d"),
        district("z", "e"),
    ];
    let closed = Succession { kind: SuccessionKind::Close, to: None, ..succession("2023-01-01 w w") };
    // Something leaves the district, so that it is not the whole that it was.
    let catalogue = catalogue_with(units, vec![closed, succession("2024-01-01 x z")]);
    let figures =
        ["flow w 2022 actual - 7 - -", "flow x 2022 actual - 20 - -", "flow y 2022 actual - 100 - -"];
    let figures = [&figures[..], &["flow z 2022 actual - 3 - -"]].concat();
    let query = |tree: &str| format!("indicator=flow&organization=city,d,e&period=2022&tree={tree}");
    let as_was = ["city 130 A 4/4", "d 127 A 3/3", "e 3 A 1/1"];
    assert_eq!(told_of(&catalogue, &figures, &query("as-was")), as_was);
    let as_is = ["city 130 A 4/4", "d 107 A 2/2", "e 23 A 2/2"];
    assert_eq!(told_of(&catalogue, &figures, &query("as-is")), as_is);
}
