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

#[test]
fn a_plan_that_is_revised_changes_its_rate_only_from_the_day_it_is_known() {
    let figures = [
        "flow a 2022 actual - 30 - 2023-01-10",
        "flow a 2022 plan - 60 - 2022-01-15",
        "flow a 2022 plan - 40 - 2023-02-01",
        "flow b 2022 actual - 10 - 2023-01-10",
        "flow b 2022 plan - 20 - 2022-01-15",
        "flow old 2022 actual - 0 - 2023-01-10",
        "flow old 2022 plan - 20 - 2022-01-15",
    ];
    let rate = |organization: &str, day: &str| {
        let query = format!("indicator=flow&organization={organization}&period=2022&known_on={day}");
        let row = ask(&figures, &query).rows.remove(0);
        (row.plan.map(|plan| plan.units), row.plan_rate.map(|rate| rate.to_string()))
    };
    let percent = |plan: i64, rate: &str| (Some(plan), Some(rate.to_owned()));
    assert_eq!(rate("a", "2022-12-31"), (Some(60), None), "nothing has happened yet");
    assert_eq!(rate("a", "2023-01-31"), percent(60, "50"));
    assert_eq!(rate("a", "2023-02-01"), percent(40, "75"));
    assert_eq!(rate("city", "2023-01-31"), percent(100, "40"));
    assert_eq!(rate("city", "2023-02-01"), percent(80, "50"));
}

#[test]
fn six_and_nine_months_are_made_of_what_tiles_them_and_compared_with_those_of_the_year_before() {
    let mut figures: Vec<String> = Vec::new();
    for (year, value) in [(2023, 10), (2024, 13)] {
        figures.extend((1..=6).map(|month| format!("flow a {year}-{month:02} actual - {value} - -")));
        figures.push(format!("flow a {year}-Q3 actual - {} - -", value * 3));
    }
    let figures: Vec<&str> = figures.iter().map(String::as_str).collect();
    let told = |period: &str| {
        let row = ask(&figures, &format!("indicator=flow&organization=a&period={period}")).rows.remove(0);
        (row.actual.map(|one| one.units), row.change.and_then(|one| one.absolute).map(|one| one.units))
    };
    assert_eq!(told("2024-H1"), (Some(78), Some(18)));
    assert_eq!(told("2024-9M"), (Some(117), Some(27)));
    assert_eq!(told("2024-H2"), (None, None), "a quarter is no half");
    assert_eq!(told("2024"), (None, None));
    let stock = ["stock a 2024-Q2 actual - 4 - -", "stock a 2024-08 actual - 6 - -"];
    assert_eq!(
        actuals(&stock, "indicator=stock&organization=a&period=2024-H1,2024-9M,2024"),
        [Some(4), Some(6), Some(6)]
    );
}

#[test]
fn a_term_is_what_was_reported_for_it_and_nothing_else() {
    let years: Vec<String> = (2016..=2020).map(|year| format!("flow a {year} actual - 1 - -")).collect();
    let mut figures: Vec<&str> = years.iter().map(String::as_str).collect();
    figures.extend(["stock a 2018 actual - 7 - -", "cumulative a 2019 actual - 7 2019-12-31 -"]);
    for as_filed in ["", "&as=cumulative"] {
        let query = format!("indicator=flow&organization=a&period=2016-2020{as_filed}");
        assert_eq!(actuals(&figures, &query), [None], "{as_filed}");
        let notes = ask(&figures, &query).notes;
        let says_why =
            |note: &Note| matches!(note, Note::TermNotSummed { years, .. } if years == "2016..2020");
        assert!(notes.iter().any(says_why), "{notes:?}");
        let of_city = ask(&figures, &query.replace("organization=a", "organization=city")).notes;
        assert!(of_city.iter().any(says_why), "{of_city:?}");
    }
    assert_eq!(actuals(&figures, "indicator=cumulative&organization=a&period=2016-2020"), [None]);
    assert_eq!(
        actuals(&figures, "indicator=stock&organization=a&period=2016-2020"),
        [Some(7)],
        "the last known"
    );
    figures.extend([
        "flow a 2016-2020 actual - 6 - -",
        "flow b 2016-2020 actual - 2 - -",
        "flow old 2016-2020 actual - 1 - -",
    ]);
    for as_filed in ["", "&as=cumulative"] {
        let query = format!("indicator=flow&organization=a,city&period=2016-2020{as_filed}");
        assert_eq!(actuals(&figures, &query), [Some(6), Some(9)], "{as_filed}");
    }
    let row = ask(&figures, "indicator=flow&organization=a&period=2016-2020").rows.remove(0);
    assert_eq!(row.change, None, "no term comes a year before");
}
