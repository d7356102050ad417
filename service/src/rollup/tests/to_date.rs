//! What runs up from flows, and years to date with holes.

use super::fixtures::{actuals, ask};
use crate::domain::{OrganizationCode, Status};
use crate::rollup::{Note, Rule};

#[test]
fn what_runs_up_is_added_up_from_january() {
    let months: Vec<String> =
        (1..=8).map(|month| format!("flow a 2022-0{month} actual - {month} - -")).collect();
    let months: Vec<&str> = months.iter().map(String::as_str).collect();
    let of = |period: &str| {
        actuals(&months, &format!("indicator=flow&organization=a&period={period}&as=cumulative"))
    };
    assert_eq!(
        (of("2022-01"), of("2022-02"), of("2022-Q2"), of("2022-08")),
        (vec![Some(1)], vec![Some(3)], vec![Some(21)], vec![Some(36)])
    );
    assert_eq!(
        of("2022-01..2022-08").into_iter().flatten().collect::<Vec<_>>(),
        [1, 3, 6, 10, 15, 21, 28, 36]
    );
    let report = ask(&months, "indicator=flow&organization=a&period=2022-08&as=cumulative&explain=true");
    assert_eq!(
        (report.rows[0].receipts[0].rule, report.rows[0].receipts[0].figures.len()),
        (Rule::SumOfPeriods, 8)
    );
    assert_eq!(actuals(&months, "indicator=flow&organization=a&period=2022-08"), [Some(8)], "as it is filed");
}

#[test]
fn a_year_to_date_with_a_hole_is_provisional_and_says_whose_and_which() {
    let mut figures: Vec<String> = Vec::new();
    for organization in ["a", "b"] {
        figures.extend((1..=6).map(|month| format!("flow {organization} 2022-0{month} actual - 10 - -")));
    }
    figures.push("flow old 2022-Q1 actual - 30 - -".to_owned());
    figures.push("flow old 2022-06 actual - 10 - -".to_owned());
    let figures: Vec<&str> = figures.iter().map(String::as_str).collect();
    let report = ask(&figures, "indicator=flow&organization=city&period=2022-H1&as=cumulative&explain=true");
    let row = &report.rows[0];
    assert_eq!((row.actual.unwrap().units, row.status), (160, Status::Provisional));
    assert_eq!((row.coverage.reported, row.coverage.expected), (2, 3));
    let told = report.notes.iter().find_map(|note| match note {
        Note::HoleInYear { holes, .. } => Some(holes),
        _ => None,
    });
    let [hole] = &told.unwrap()[..] else { panic!("{told:?}") };
    assert_eq!(hole.months.iter().map(ToString::to_string).collect::<Vec<_>>(), ["2022-04", "2022-05"]);
    assert_eq!(hole.organizations.iter().map(OrganizationCode::as_str).collect::<Vec<_>>(), ["old"]);
    assert_eq!(row.receipts[0].holes, told.unwrap()[..]);
    assert_eq!(
        actuals(&figures, "indicator=flow&organization=old&period=2022-H1"),
        [None],
        "a half is all of it"
    );
}

#[test]
fn months_to_come_are_no_hole() {
    let figures: Vec<String> =
        (1..=12).map(|month| format!("flow a 2025-{month:02} actual - 1 - -")).collect();
    let figures: Vec<&str> = figures.iter().map(String::as_str).collect();
    let query = "indicator=flow&organization=a&period=2025&as=cumulative&as_of=2025-05-31";
    let report = ask(&figures, query);
    assert_eq!((report.rows[0].actual.unwrap().units, report.rows[0].status), (5, Status::Normal));
    assert_eq!(report.rows[0].as_of.unwrap().to_string(), "2025-05-31");
}

#[test]
fn a_year_to_date_is_compared_with_the_same_months_of_the_year_before() {
    let mut figures: Vec<String> = Vec::new();
    figures.extend((1..=12).map(|month| format!("flow a 2024-{month:02} actual - 10 - -")));
    figures.extend((1..=5).map(|month| format!("flow a 2025-{month:02} actual - 11 - -")));
    let figures: Vec<&str> = figures.iter().map(String::as_str).collect();
    let change = |query: &str| {
        let row = ask(&figures, query).rows.remove(0);
        row.change.unwrap().absolute.map(|amount| amount.units)
    };
    assert_eq!(change("indicator=flow&organization=a&period=2025-05&as=cumulative"), Some(5));
    assert_eq!(change("indicator=flow&organization=a&period=2025&as=cumulative&as_of=2025-05-31"), Some(5));
    let flows = [
        "cumulative a 2023-H1 actual - 10 2023-06-30 -",
        "cumulative a 2023-9M actual - 30 2023-09-30 -",
        "cumulative a 2024-H1 actual - 10 2024-06-25 -",
        "cumulative a 2024-9M actual - 35 2024-09-25 -",
    ];
    let report = ask(&flows, "indicator=cumulative&organization=a&period=2024-Q3&as=flow");
    assert_eq!(report.rows[0].change.as_ref().unwrap().absolute.unwrap().units, 5);
    assert!(report.notes.iter().any(|note| matches!(note, Note::NearbyDay { .. })));
}

#[test]
fn years_to_date_that_lack_different_months_are_not_compared() {
    let now = ["flow a 2022-01 actual - 5 - -", "flow a 2022-03 actual - 5 - -"];
    let row = |others: [&str; 2]| {
        let query = "indicator=flow&organization=a&period=2022-Q1&as=cumulative";
        ask(&[&now[..], &others].concat(), query).rows.remove(0)
    };
    let change = |others| row(others).change.unwrap().absolute.map(|amount| amount.units);
    assert_eq!(change(["flow a 2021-01 actual - 4 - -", "flow a 2021-03 actual - 3 - -"]), Some(3));
    assert_eq!(change(["flow a 2021-02 actual - 4 - -", "flow a 2021-03 actual - 3 - -"]), None);
    let rate = |others| row(others).plan_rate.map(|rate| rate.to_string());
    let same = rate(["flow a 2022-01 plan - 10 - -", "flow a 2022-03 plan - 10 - -"]);
    assert_eq!(same.as_deref(), Some("50"));
    assert_eq!(rate(["flow a 2022-02 plan - 10 - -", "flow a 2022-03 plan - 10 - -"]), None);
}

#[test]
fn a_quarter_that_some_filed_is_part_of_the_year_to_date() {
    let figures = [
        "flow city 2022-01 actual - 1 - -",
        "flow a 2022-Q2 actual - 10 - -",
        "flow b 2022-Q2 actual - 10 - -",
    ];
    let report = ask(&figures, "indicator=flow&organization=city&period=2022-H1&as=cumulative");
    assert_eq!((report.rows[0].actual.unwrap().units, report.rows[0].status), (21, Status::Provisional));
}
