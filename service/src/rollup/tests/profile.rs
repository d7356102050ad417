//! What a page about an indicator or an organization finds to show.

use super::fixtures::{city, observation};
use crate::cube::Cube;
use crate::domain::{Date, IndicatorCode, OrganizationCode, Period, Revision};
use crate::rollup::{Report, profile};

const TODAY: Date = jiff::civil::date(2026, 1, 1);

fn cube(figures: &[&str]) -> Cube {
    Cube::new(city(), Revision(1), figures.iter().map(|text| observation(text)).collect())
}

/// Period, breakdown and value of every row.
fn told(reports: &[Report]) -> Vec<String> {
    let rows = reports.iter().flat_map(|report| &report.rows);
    rows.map(|row| {
        let value = row.actual.map_or("-".to_owned(), |amount| amount.to_string());
        format!("{} {} {value}", row.period, row.breakdown)
    })
    .collect()
}

fn profiled(cube: &Cube, indicator: &str, organization: &str) -> Vec<String> {
    let indicator = cube.catalogue().indicator(&IndicatorCode::parse(indicator).unwrap()).unwrap();
    told(&profile::profile(cube, indicator, &OrganizationCode::parse(organization).unwrap(), TODAY))
}

#[test]
fn everything_that_was_filed_is_told_the_total_before_its_parts() {
    let cube = cube(&[
        "flow a 2021 actual - 4 2021-12-31 2022-01-05",
        "flow a 2022 actual - 5 2022-12-31 2023-01-05",
        "flow a 2022 actual subject=member 3 2022-12-31 2023-01-05",
        "flow a 2015-2020 actual - 40 2020-12-31 2021-01-05",
    ]);
    let all = ["2015-2020  40", "2021  4", "2022  5", "2022 subject=member 3"];
    assert_eq!(profiled(&cube, "flow", "a"), all);
    assert!(profiled(&cube, "flow", "b").is_empty() && profiled(&cube, "stock", "a").is_empty());
}

#[test]
fn what_those_below_have_filed_makes_up_the_times_that_nobody_filed_above() {
    let cube = cube(&[
        "flow city 2021 actual - 9 2021-12-31 2022-01-05",
        "flow a 2021 actual - 4 2021-12-31 2022-01-05",
        "flow a 2022 actual - 5 2022-12-31 2023-01-05",
        "flow b 2022 actual - 6 2022-12-31 2023-01-05",
        "rank a 2022 actual - 1 2022-12-31 2023-01-05",
    ]);
    assert_eq!(profiled(&cube, "flow", "city"), ["2021  9", "2022  11"]);
    assert!(profiled(&cube, "rank", "city").is_empty(), "ranks are never added up");
}

#[test]
fn of_many_months_the_years_are_told_and_what_comes_after_the_last_whole_one() {
    let months = (2023..=2025).flat_map(|year| (1..=12).map(move |month| (year, month)));
    let filed = months.filter(|at| *at <= (2025, 2)).map(|(year, month)| {
        format!("flow a {year}-{month:02} actual - 1 {year}-{month:02}-28 {year}-{month:02}-28")
    });
    let filed: Vec<String> = filed.collect();
    let cube = cube(&filed.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(profiled(&cube, "flow", "a"), ["2023  12", "2024  12", "2025-01  1", "2025-02  1"]);
}

#[test]
fn the_newest_is_of_the_period_that_ends_last_and_the_total_where_there_is_one() {
    let cube = cube(&[
        "flow a 2022 actual subject=member 3 2022-12-31 2023-01-05",
        "flow a 2021 actual - 4 2021-12-31 2022-01-05",
        "stock a 2022 actual subject=member 3 2022-12-31 2023-01-05",
        "stock a 2022 actual - 7 2022-12-31 2023-01-05",
    ]);
    let newest = |indicator: &str, organization: &str| {
        let indicator = cube.catalogue().indicator(&IndicatorCode::parse(indicator).unwrap()).unwrap();
        let code = OrganizationCode::parse(organization).unwrap();
        told(profile::newest(&cube, indicator, &code, TODAY).as_slice())
    };
    assert_eq!(newest("flow", "a"), ["2022 subject=member 3"]);
    assert_eq!(newest("stock", "a"), ["2022  7"]);
    assert_eq!(newest("stock", "city"), ["2022  7"], "of those below");
    assert!(newest("index", "a").is_empty());
}

#[test]
fn a_period_has_what_was_filed_for_it_and_what_had_run_up_by_a_day_of_it() {
    let cube = cube(&[
        "flow a 2024-Q3 actual - 4 2024-09-30 2024-10-05",
        "cumulative a 2024 actual - 70 2024-09-25 2024-10-05",
        "cumulative a 2024 actual - 90 2024-12-31 2025-01-05",
    ]);
    let quarter = Period::parse("2024-Q3").unwrap();
    let code = OrganizationCode::parse("a").unwrap();
    let indicator = |code: &str| cube.catalogue().indicator(&IndicatorCode::parse(code).unwrap()).unwrap();
    assert_eq!(told(&profile::of_period(&cube, indicator("flow"), &code, quarter, TODAY)), ["2024-Q3  4"]);
    assert_eq!(told(&profile::up_to(&cube, indicator("cumulative"), &code, quarter, TODAY)), ["2024  70"]);
    let before = Period::parse("2024-Q2").unwrap();
    assert!(profile::up_to(&cube, indicator("cumulative"), &code, before, TODAY).is_empty());
}
