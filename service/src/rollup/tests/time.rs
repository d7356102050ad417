//! What is told of a period: its parts, last year, and only what was known on the day.

use super::fixtures::{actuals, ask};
use crate::domain::Status;
use crate::rollup::Note;

#[test]
fn a_year_is_made_of_periods_that_tile_it_and_of_no_others() {
    let halves =
        ["flow a 2022-H1 actual - 1 - -", "flow a 2022-Q3 actual - 2 - -", "flow a 2022-Q4 actual - 4 - -"];
    assert_eq!(actuals(&halves, "indicator=flow&organization=a&period=2022"), [Some(7)]);
    assert_eq!(actuals(&halves[..2], "indicator=flow&organization=a&period=2022-9M"), [Some(3)]);
    let report = ask(&halves[..2], "indicator=flow&organization=a&period=2022");
    assert_eq!(report.rows[0].actual, None);
    assert!(matches!(&report.notes[..], [Note::NotTiled { found, .. }] if found.len() == 2));
}

#[test]
fn what_runs_up_is_never_added_over_time() {
    let figures = [
        "cumulative a 2022-Q1 actual - 10 2022-03-31 -",
        "cumulative a 2022-Q2 actual - 15 2022-06-30 -",
        "cumulative b 2022-Q1 actual - 20 2022-03-31 -",
    ];
    assert_eq!(actuals(&figures, "indicator=cumulative&organization=a&period=2022"), [Some(15)]);
    assert_eq!(actuals(&figures, "indicator=cumulative&organization=city&period=2022"), [Some(35)]);
    assert_eq!(
        actuals(&figures, "indicator=cumulative&organization=a&period=2022&as_of=2022-05-01"),
        [Some(10)]
    );
}

#[test]
fn last_year_is_compared_on_the_nearest_day_within_fifteen_and_said_so() {
    let mut figures = vec![
        "cumulative a 2024 actual - 30 2024-09-25 -",
        "cumulative a 2023 actual - 20 2023-09-30 -",
        "cumulative a 2023 actual - 40 2023-12-31 -",
    ];
    let query = "indicator=cumulative&organization=a&period=2024";
    let report = ask(&figures, query);
    let change = report.rows[0].change.clone().unwrap();
    assert_eq!((change.absolute.unwrap().units, change.percent.unwrap().to_string().as_str()), (10, "50"));
    assert!(matches!(report.notes[..], [Note::NearbyDay { .. }]));
    figures.remove(1);
    assert_eq!(ask(&figures, query).rows[0].change.clone().unwrap().absolute, None);
}

#[test]
fn a_correction_keeps_the_figure_known_before_it() {
    let figures =
        ["flow a 2022 actual - 334 2022-12-20 2022-12-20", "flow a 2022 actual - 344 2022-12-27 2022-12-27"];
    let known = |day| actuals(&figures, &format!("indicator=flow&organization=a&period=2022&known_on={day}"));
    assert_eq!(known("2022-12-20"), [Some(334)]);
    assert_eq!(known("2022-12-27"), [Some(344)]);
    assert_eq!(known("2022-12-19"), [None]);
}

#[test]
fn what_will_be_published_is_not_known_yet() {
    let figures = ["flow a 2022 actual - 5 - 2026-06-01"];
    let report = ask(&figures, "indicator=flow&organization=a&period=2022&known_on=2099-01-01");
    assert_eq!((report.rows[0].actual, report.known_on.to_string().as_str()), (None, "2026-01-01"));
}

#[test]
fn a_figure_that_was_withdrawn_does_not_come_back() {
    let figures = [
        "stock a 2022-Q3 actual - 5 2022-09-30 2022-10-01",
        "stock a 2022-Q3 actual - Q 2022-09-30 2022-11-01",
    ];
    let report = ask(&figures, "indicator=stock&organization=a&period=2022");
    assert_eq!((report.rows[0].actual, report.rows[0].status), (None, Status::Suppressed));
}

#[test]
fn a_unit_counts_only_while_it_exists() {
    let figures = ["flow old 2026 actual - 5 - -", "flow new 2026 actual - 7 - -"];
    assert_eq!(actuals(&figures, "indicator=flow&organization=city&period=2026"), [Some(7)]);
    let report = ask(&figures, "indicator=flow&organization=old&period=2026");
    assert_eq!(report.rows[0].status, Status::NotApplicable);
    let codes =
        |query| ask(&[], query).rows.iter().map(|row| row.organization.to_string()).collect::<Vec<_>>();
    assert_eq!(codes("indicator=flow&organization=city/*&period=2024"), ["a", "b", "old"]);
    assert_eq!(codes("indicator=flow&organization=city/*&period=2026"), ["a", "b", "new"]);
}
