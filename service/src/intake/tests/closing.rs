//! Where a form closes a period, data run to that day.

use super::fixtures::{Before, rules};
use crate::domain::Figure;
use crate::intake::{Format, Reading, Rules, read};

fn filed_on(today: &str, before: &[Figure], row: &str) -> Reading {
    let text = format!("indicator,organization,period,as_of,measure,breakdown,value,note\n{row}\n");
    let history = Before(before.to_vec());
    let rules = Rules { today: today.parse().unwrap(), history: &history, ..rules(None) };
    read(text.as_bytes(), Format::Csv, rules).unwrap()
}

/// The as-of day that the one figure got, and the codes of what is wrong.
fn told(today: &str, row: &str) -> (Option<String>, Vec<String>) {
    let mut reading = filed_on(today, &[], row);
    let as_of = reading.figures.pop().and_then(|figure| figure.as_of).map(|day| day.to_string());
    (as_of, reading.everything().iter().map(|one| one.code().into_owned()).collect())
}

fn some(day: &str) -> Option<String> {
    Some(day.to_owned())
}

#[test]
fn a_day_that_is_left_out_is_the_one_on_which_the_form_closes() {
    // The forms of the demonstration close on the 14th: one has months of investment, the other quarters of admissions.
    let month = "investment-disbursed,ba-dinh,2024-03,,actual,,5,";
    assert_eq!(told("2024-03-20", month), (some("2024-03-14"), vec![]));
    assert_eq!(told("2024-03-10", month), (some("2024-03-10"), vec![]), "nothing is known of days to come");
    let quarter = "members-admitted,ba-dinh,2024-Q1,,actual,,5,";
    assert_eq!(told("2024-04-01", quarter), (some("2024-03-14"), vec![]));
    for other in [
        "members-admitted,ba-dinh,2024-03,,actual,,5,",
        "members-admitted,hanoi,2024-Q1,,actual,,5,",
        "members-admitted,ba-dinh,2024-Q1,,universe,,5,",
        "members-admitted,ba-dinh,2024-Q1,,actual,sector=non-state,5,",
    ] {
        assert_eq!(told("2024-04-01", other), (None, vec![]), "no form closes it: {other}");
    }
    let city = "investment-disbursed,hanoi,2024-03,,actual,,5,";
    assert_eq!(told("2024-03-20", city), (None, vec!["as-of-required".to_owned()]));
}

#[test]
fn another_day_than_the_closing_one_is_asked_about() {
    let found = |today: &str, as_of: &str, note: &str| {
        let (_, codes) =
            told(today, &format!("investment-disbursed,ba-dinh,2024-03,{as_of},actual,,5,{note}"));
        codes
    };
    assert_eq!(found("2024-04-01", "2024-03-14", ""), [""; 0]);
    assert_eq!(found("2024-04-01", "2024-03-31", ""), ["other-closing-day"]);
    assert_eq!(found("2024-04-01", "2024-03-10", ""), ["other-closing-day"]);
    assert_eq!(found("2024-03-10", "2024-03-10", ""), [""; 0], "a report on the way there");
    let reading =
        filed_on("2024-04-01", &[], "investment-disbursed,ba-dinh,2024-03,2024-03-31,actual,,5,checked");
    assert!(!reading.refused);
    assert_eq!(reading.justifications[0].findings, ["other-closing-day"]);
    let told = &reading.findings[0];
    assert!(told.detail(crate::intake::problem::Lang::En).contains("closes 2024-03 on 2024-03-14"));
}

#[test]
fn a_correction_without_a_day_stands_before_what_was_filed_without_one() {
    // Filed when no form closed the quarter, so that it runs to the quarter's end.
    let mut before = filed_on("2024-04-01", &[], "members-admitted,ba-dinh,2024-Q1,,actual,,5,").figures;
    let correction = "members-admitted,ba-dinh,2024-Q1,,actual,,6,";
    assert_eq!(filed_on("2024-04-02", &before, correction).figures[0].as_of, before[0].as_of);
    before[0].as_of = None;
    let reading = filed_on("2024-04-02", &before, correction);
    assert_eq!(reading.figures[0].as_of, None);
    assert_eq!(reading.differences.listed[0].change.as_str(), "changed");
}

#[test]
fn a_day_a_year_after_the_period_is_refused_unless_a_reason_stands_beside_it() {
    let found = |as_of: &str, measure: &str, note: &str| {
        let row = format!("investment-disbursed,ba-dinh,2024-03,{as_of},{measure},,5,{note}");
        let reading = filed_on("2026-11-22", &[], &row);
        let codes: Vec<_> = reading.findings.iter().map(|one| one.code().into_owned()).collect();
        (codes, reading.refused)
    };
    let long = || vec!["as-of-long-after-period".to_owned()];
    assert_eq!(
        found("2025-04-14", "actual", ""),
        (long(), true),
        "2025 for 2024, and nothing else is said of it"
    );
    assert_eq!(found("2025-03-31", "actual", ""), (long(), true));
    assert_eq!(found("2025-03-31", "actual", "quyết toán"), (long(), false));
    assert_eq!(found("2025-03-30", "actual", "").0, ["other-closing-day"]);
    assert!(!found("2025-03-31", "plan", "").1, "a plan may be changed whenever");
    assert_eq!(
        told("2026-11-22", "investment-disbursed,ba-dinh,2024-03,2042-03-14,actual,,5,").1,
        ["as-of-in-future"]
    );
}
