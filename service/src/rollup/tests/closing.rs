//! A form that closes on the 14th, across a reorganization on the first: what happened from 15 to 30 June is in July.

use std::sync::Arc;

use super::fixtures::{catalogue_with, observation, organization};
use super::forms::form;
use super::succession::{succession, unit};
use crate::cube::Cube;
use crate::domain::{
    Catalogue, CatalogueParts, ClosingDay, Form, Indicator, OrganizationKind, Partial, PeriodKind, Query,
    Revision, Validity,
};
use crate::rollup::{Report, answer};

/// Districts d1 and d2 went over into the wards w1 and w2 on 1 July 2025; a department outlives it all.
fn reorganized(closing: &str, partial: Partial, sensitive: bool) -> Arc<Catalogue> {
    let form = Form {
        kinds: vec![OrganizationKind::Unit],
        closing_day: ClosingDay::parse(closing).ok(),
        ..form(&["flow", "cumulative"], &[PeriodKind::Month], partial)
    };
    let units = ["d1 ..2025-07-01", "d2 ..2025-07-01", "w1 2025-07-01..", "w2 2025-07-01..", "department"];
    let top = organization("city", None, OrganizationKind::City, Validity::default());
    let units = std::iter::once(top).chain(units.map(unit)).collect();
    let went = ["2025-07-01 d1 w1 0.25", "2025-07-01 d1 w2 0.75", "2025-07-01 d2 w2"];
    let all = catalogue_with(units, went.map(succession).to_vec());
    let indicators = all.parts().indicators.iter().map(|one| Indicator { sensitive, ..one.clone() });
    let parts = CatalogueParts { indicators: indicators.collect(), forms: vec![form], ..all.parts().clone() };
    Arc::new(Catalogue::new(parts).unwrap())
}

const FIGURES: [&str; 8] = [
    "flow d1 2025-06 actual - 10 2025-06-14 2025-06-16",
    "flow d2 2025-06 actual - 7 2025-06-14 2025-06-16",
    "flow department 2025-06 actual - 1 2025-06-14 2025-06-16",
    "flow d1 2025-07 actual - 8 2025-06-30 2025-07-16",
    "flow d2 2025-07 actual - 3 2025-06-30 2025-07-16",
    "flow w1 2025-07 actual - 5 2025-07-14 2025-07-16",
    "flow w2 2025-07 actual - 6 2025-07-14 2025-07-16",
    "flow department 2025-07 actual - 2 2025-07-14 2025-07-16",
];

#[track_caller]
fn ask(catalogue: &Arc<Catalogue>, figures: &[&str], query: &str) -> Report {
    let figures = figures.iter().map(|text| observation(text)).collect();
    let query = Query::parse(query.split('&').filter_map(|pair| pair.split_once('='))).unwrap();
    answer(&Cube::new(catalogue.clone(), Revision(1), figures), &query, "2026-12-31".parse().unwrap())
        .unwrap()
}

/// `city 24 5/5 A` of every row.
fn told(report: &Report) -> Vec<String> {
    let one = |row: &crate::rollup::Row| {
        let value = row.actual.map_or("-".to_owned(), |amount| amount.to_string());
        let coverage = format!("{}/{}", row.coverage.reported, row.coverage.expected);
        format!("{} {} {value} {coverage} {}", row.organization, row.period, row.status)
    };
    report.rows.iter().map(one).collect()
}

#[test]
fn the_last_weeks_of_a_unit_are_in_the_month_that_they_open() {
    let catalogue = reorganized("14", Partial::Any, false);
    let city = "indicator=flow&organization=city&period=2025-06,2025-07";
    assert_eq!(told(&ask(&catalogue, &FIGURES, city)), ["city 2025-06 18 3/3 A", "city 2025-07 24 5/5 A"]);
    let rows = "indicator=flow&organization=city/*&period=2025-07";
    assert_eq!(
        told(&ask(&catalogue, &FIGURES, rows)),
        [
            "d1 2025-07 8 1/1 A",
            "d2 2025-07 3 1/1 A",
            "w1 2025-07 5 1/1 A",
            "w2 2025-07 6 1/1 A",
            "department 2025-07 2 1/1 A",
        ]
    );
    // Who did not tell of them is missing.
    let (without, query) = ([&FIGURES[..4], &FIGURES[5..]].concat(), format!("{city}&explain=true"));
    let report = ask(&catalogue, &without, &query);
    assert_eq!(told(&report)[1], "city 2025-07 21 4/5 P");
    assert_eq!(report.rows[1].receipts[0].missing[0].as_str(), "d2");
}

#[test]
fn every_tree_has_the_last_weeks_once() {
    let catalogue = reorganized("14", Partial::Any, false);
    let rows = "indicator=flow&organization=city,w1,w2&period=2025-07&tree=as-is";
    // A quarter of 8, and three quarters of 8 with all of 3.
    assert_eq!(
        told(&ask(&catalogue, &FIGURES, rows)),
        ["city 2025-07 24 5/5 A", "w1 2025-07 7 2/2 E", "w2 2025-07 15 3/3 E"]
    );
    let before = "indicator=flow&organization=city,d1,d2&period=2025-07&tree=2025-06-30";
    assert_eq!(told(&ask(&catalogue, &FIGURES, before))[0], "city 2025-07 24 5/5 A");
}

#[test]
fn longer_periods_have_them_too() {
    let catalogue = reorganized("14", Partial::Any, false);
    let mut figures = FIGURES.to_vec();
    let later: Vec<String> = ["w1", "w2", "department"]
        .iter()
        .flat_map(|who| {
            ["08", "09"].map(|month| format!("flow {who} 2025-{month} actual - 1 2025-{month}-14 -"))
        })
        .collect();
    figures.extend(later.iter().map(String::as_str));
    for tree in ["as-was", "as-is"] {
        let query = format!("indicator=flow&organization=city&period=2025-Q3&tree={tree}");
        assert_eq!(told(&ask(&catalogue, &figures, &query)), ["city 2025-Q3 30 5/5 A"], "{tree}");
    }
    let own = "indicator=flow&organization=d1&period=2025-Q3,2025-08";
    assert_eq!(told(&ask(&catalogue, &figures, own)), ["d1 2025-Q3 8 1/1 A", "d1 2025-08 - 0/0 M"]);
}

#[test]
fn a_year_later_the_same_days_are_compared() {
    let catalogue = reorganized("14", Partial::Any, false);
    let mut figures = FIGURES.to_vec();
    figures.push("flow w1 2026-07 actual - 9 2026-07-14 2026-07-16");
    let report = ask(&catalogue, &figures, "indicator=flow&organization=w1&period=2026-07");
    let change = report.rows[0].change.clone().unwrap();
    assert_eq!(change.absolute.unwrap().to_string(), "2", "9 against the 5 and 2 of 15 June to 14 July 2025");
    // Its own first month is two weeks, which are not held against the four of the year before.
    figures.push("flow d1 2024-07 actual - 40 2024-07-14 2024-07-16");
    let report = ask(&catalogue, &figures, "indicator=flow&organization=w1&period=2025-07");
    assert!(report.rows[0].change.as_ref().is_none_or(|change| change.absolute.is_none()));
}

#[test]
fn what_stands_is_of_who_is_there_at_the_end() {
    let catalogue = reorganized("14", Partial::Any, false);
    let figures = [
        "cumulative d1 2025-07 actual - 80 2025-06-30 2025-07-16",
        "cumulative d2 2025-07 actual - 20 2025-06-30 2025-07-16",
        "cumulative w1 2025-07 actual - 25 2025-07-14 2025-07-16",
        "cumulative w2 2025-07 actual - 90 2025-07-14 2025-07-16",
        "cumulative department 2025-07 actual - 5 2025-07-14 2025-07-16",
    ];
    let query = "indicator=cumulative&organization=city,d1&period=2025-07";
    assert_eq!(told(&ask(&catalogue, &figures, query)), ["city 2025-07 120 3/3 A", "d1 2025-07 80 1/1 A"]);
}

#[test]
fn a_calendar_month_and_a_form_that_asks_for_no_part_have_none_of_it() {
    for (closing, partial) in [("", Partial::Any), ("14", Partial::AtEnd), ("14", Partial::Whole)] {
        let catalogue = reorganized(closing, partial, false);
        let query = "indicator=flow&organization=city&period=2025-07";
        assert_eq!(told(&ask(&catalogue, &FIGURES, query)), ["city 2025-07 13 3/3 A"], "{closing} {partial}");
    }
}

#[test]
fn a_small_count_of_the_last_weeks_is_not_what_the_others_leave() {
    let catalogue = reorganized("14", Partial::Any, true);
    let query = "indicator=flow&organization=city/*&period=2025-07";
    let figures = FIGURES.map(|text| text.replace("actual - 8 ", "actual - 80 "));
    let figures: Vec<&str> = figures.iter().map(String::as_str).collect();
    let report = ask(&catalogue, &figures, query);
    let hidden: Vec<&str> =
        report.rows.iter().filter(|row| row.actual.is_none()).map(|row| row.organization.as_str()).collect();
    assert!(hidden.contains(&"d2") && hidden.len() > 1, "the city less all others is d2's 3: {hidden:?}");
}
