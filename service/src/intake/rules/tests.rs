//! What the rules find, each on a small history.

mod kin;
mod successors;

use std::collections::HashMap;

use proptest::prelude::*;

use super::*;
use crate::domain::{Breakdown, Justification, Measure, Qualifier, Status};
use crate::intake::difference::Change;
use crate::intake::fault::{Fault, Severity};
use crate::intake::tests::fixtures::{Before, rules};
use crate::intake::{Format, Handling, History, Reading, read};

impl Before {
    /// Rows that were filed before, read by the intake itself.
    fn of(rows: &[&str]) -> Self {
        Self(if rows.is_empty() { Vec::new() } else { filed(rows, rules(None)).figures })
    }
}

/// Rows as `indicator,period,as_of,breakdown,value` and, if need be, `,note`.
fn filed(rows: &[&str], rules: Rules<'_>) -> Reading {
    let mut text = "indicator,period,as_of,breakdown,value,note,organization,measure\n".to_owned();
    for row in rows {
        let commas = ",".repeat(5 - row.matches(',').count());
        text += &format!("{row}{commas},hanoi,actual\n");
    }
    let reading = read(text.as_bytes(), Format::Csv, rules).unwrap();
    assert_eq!(reading.problems, [], "{text}");
    reading
}

/// The codes of what is found in rows that come after others, with their lines and severities.
fn found(before: &[&str], rows: &[&str]) -> Vec<String> {
    let before = Before::of(before);
    told(&filed(rows, Rules { history: &before, ..rules(None) }))
}

fn told(reading: &Reading) -> Vec<String> {
    let told =
        reading.findings.iter().map(|one| format!("{} {} {}", one.line, one.code(), one.severity.as_str()));
    told.collect()
}

const NONE: [&str; 0] = [];
const HALF: &str = "investment-disbursed,2024-06,2024-06-30,,100";
const JULY: &str = "investment-disbursed,2024-07,2024-07-31,,130";

#[test]
fn a_cumulative_does_not_fall() {
    assert_eq!(
        found(&[HALF], &["investment-disbursed,2024-07,2024-07-31,,99"]),
        ["2 flow-in-cumulative error"]
    );
    assert_eq!(
        found(&[HALF, JULY], &["investment-disbursed,2024-08,2024-08-31,,110"]),
        ["2 falling-cumulative error"]
    );
    assert_eq!(
        found(&[JULY], &["investment-disbursed,2024-06,2024-06-30,,140"]),
        ["2 falling-cumulative error"]
    );
    assert_eq!(
        found(&[], &[HALF, "investment-disbursed,2024,2024-09-25,,2"]),
        ["3 falling-cumulative error"]
    );
    // A new year begins at zero, a correction of the same day is none, and what is about a number proves nothing.
    assert_eq!(found(&[HALF], &["investment-disbursed,2025-01,2025-01-31,,5"]), NONE);
    assert_eq!(found(&[HALF], &["investment-disbursed,2024-06,2024-06-30,,90"]), NONE);
    assert_eq!(found(&[HALF], &[JULY]), NONE);
}

#[test]
fn a_flow_in_a_cumulative_column_shows_what_was_probably_meant() {
    let before = Before::of(&[HALF, JULY]);
    let reading =
        filed(&["investment-disbursed,2024-08,2024-08-31,,28.5"], Rules { history: &before, ..rules(None) });
    assert_eq!(told(&reading), ["2 flow-in-cumulative error"]);
    assert!(reading.refused);
    assert_eq!(reading.findings[0].value, "28.5");
    let detail = reading.findings[0].detail(crate::intake::problem::Lang::Vi);
    for shown in ["`28.5`", "`30`", "`130`", "`158,5`"] {
        assert!(detail.contains(shown), "{detail}");
    }
}

#[test]
fn a_cumulative_that_stands_still_is_odd_only_where_none_ever_did() {
    let august = ["investment-disbursed,2024-08,2024-08-31,,130"];
    assert_eq!(found(&[HALF, JULY], &august), ["2 repeated-cumulative warning"]);
    let still = "investment-disbursed,2024-05,2024-05-31,,100";
    assert_eq!(found(&[still, HALF, JULY], &august), NONE);
    assert_eq!(found(&[JULY], &august), NONE, "one flow is no habit");
}

#[test]
fn a_figure_far_from_the_organization_s_own_history_is_odd() {
    let before: Vec<String> =
        (1..=9).map(|month| format!("members-admitted,2024-0{month},,,{}", 90 + month)).collect();
    let before: Vec<&str> = before.iter().map(String::as_str).collect();
    let october = |value: u32| found(&before, &[&format!("members-admitted,2024-10,,,{value}")]);
    assert_eq!(october(951), ["2 far-from-history warning"]);
    assert_eq!(october(950), NONE);
    assert_eq!(october(9), ["2 far-from-history warning"]);
    assert_eq!(october(10), NONE);
    assert_eq!(found(&before[..2], &["members-admitted,2024-10,,,5000"]), NONE, "two reports are no history");
    assert_eq!(found(&before, &["members-admitted,2025,,,1200"]), NONE, "a year is no month");
    assert_eq!(
        found(&before, &["members-admitted,2024-10,,,3"]),
        found(&before, &["members-admitted,2024-10,,,0"])
    );
}

#[test]
fn parts_do_not_exceed_their_total_and_make_it_up_when_all_are_there() {
    let total = "inspected,2024,,,100";
    let one = |value: u32| format!("inspected,2024,,subject=organization,{value}");
    let other = |value: u32| format!("inspected,2024,,subject=member,{value}");
    assert_eq!(found(&[], &[total, &one(101)]), ["2 parts-exceed-total error"]);
    assert_eq!(found(&[], &[&one(61), &other(40), total]), ["4 parts-exceed-total error"]);
    assert_eq!(found(&[], &[&one(60), &other(39), total]), ["4 parts-differ-from-total warning"]);
    assert_eq!(found(&[], &[&one(60), &other(40), total]), NONE);
    assert_eq!(found(&[], &[&one(60), total]), NONE, "the others were not filed");
    assert_eq!(found(&[], &["disciplined,2024,,,9", "disciplined,2024,,office=committee-member,4"]), NONE);
}

#[test]
fn a_period_is_what_its_parts_make() {
    let months =
        ["members-admitted,2024-01,,,10", "members-admitted,2024-02,,,20", "members-admitted,2024-03,,,30"];
    assert_eq!(found(&months, &["members-admitted,2024-Q1,,,60"]), NONE);
    assert_eq!(found(&months, &["members-admitted,2024-Q1,,,61"]), ["2 periods-differ warning"]);
    assert_eq!(found(&months[..2], &["members-admitted,2024-Q1,,,61"]), NONE, "a month is missing");
    let quarter = ["members-admitted,2024-Q1,,,60", months[0], months[1]];
    assert_eq!(found(&quarter, &["members-admitted,2024-03,,,31"]), ["2 periods-differ warning"]);
    let half = [&months[..], &["members-admitted,2024-Q2,,,5"]].concat();
    assert_eq!(found(&half, &["members-admitted,2024-H1,,,60"]), ["2 periods-differ warning"]);
    let same_day = ["investment-disbursed,2024-09,2024-09-30,,150"];
    assert_eq!(
        found(&same_day, &["investment-disbursed,2024-Q3,2024-09-30,,151"]),
        ["2 same-day-differs warning"]
    );
    assert_eq!(found(&same_day, &["investment-disbursed,2024-Q3,2024-09-30,,150"]), NONE);
}

#[test]
fn parts_of_a_period_are_not_more_than_all_of_it_though_some_are_missing() {
    let months = ["members-admitted,2024-01,,,40", "members-admitted,2024-02,,,30"];
    assert_eq!(found(&months, &["members-admitted,2024-Q1,,,69"]), ["2 periods-differ warning"]);
    assert_eq!(found(&months, &["members-admitted,2024-Q1,,,70"]), NONE);
    assert_eq!(found(&["members-admitted,2024-Q1,,,35"], &months[..1]), ["2 periods-differ warning"]);
}

#[test]
fn a_part_is_not_more_than_the_whole_it_is_of() {
    let text = |rows: &str| format!("indicator,organization,period,measure,value\n{rows}");
    let reading = |before: &Before, rows: &str| {
        read(text(rows).as_bytes(), Format::Csv, Rules { history: before, ..rules(None) }).unwrap()
    };
    let none = Before(Vec::new());
    let both = "inspected,hanoi,2024,actual,12\ninspected,hanoi,2024,universe,11\n";
    assert_eq!(told(&reading(&none, both)), ["2 more-than-all error"]);
    assert_eq!(told(&reading(&none, &both.replace("12", "11"))), NONE);
    let before = Before(reading(&none, "inspected,hanoi,2024,universe,11\n").figures);
    let found = reading(&before, "inspected,hanoi,2024,actual,12\n");
    assert_eq!(told(&found), ["2 more-than-all error"]);
    assert!(found.findings[0].detail(crate::intake::problem::Lang::Vi).contains("`12` trên tổng số `11`"));
    let before = Before(reading(&none, "inspected,hanoi,2024,actual,12\n").figures);
    assert_eq!(told(&reading(&before, "inspected,hanoi,2024,universe,11\n")), ["2 more-than-all error"]);
}

#[test]
fn a_source_s_own_correction_is_not_older_than_what_it_mends() {
    let read = |before: &dyn History, rows: &str| {
        let text = format!("indicator,organization,period,as_of,measure,value,source\n{rows}");
        read(text.as_bytes(), Format::Csv, Rules { history: before, ..rules(None) }).unwrap()
    };
    let row = |day: &str, value: u32, source: &str| {
        format!("investment-disbursed,hanoi,2024,{day},actual,{value},{source}\n")
    };
    let changes = |before: &dyn History, rows: &str| {
        read(before, rows).differences.listed.iter().map(|one| one.change).collect::<Vec<_>>()
    };
    let sources: Vec<String> =
        rules(None).catalogue.parts().sources.iter().map(|one| one.id.to_string()).collect();
    let (one, other) = (sources[0].as_str(), sources[1].as_str());
    let before = Before(read(&(), &row("2024-09-30", 40, one)).figures);
    assert_eq!(changes(&before, &row("2024-09-25", 38, one)), [Change::Changed], "it mends a mistyped day");
    assert_eq!(changes(&before, &row("2024-09-25", 38, other)), [Change::Older]);
    let both = row("2024-09-25", 38, one) + &row("2024-10-25", 42, one);
    assert_eq!(changes(&before, &both), [Change::Older, Change::Changed], "it goes on to say more");
    let two = row("2024-09-30", 40, one) + &row("2024-09-28", 39, other);
    let before = Before(read(&(), &two).figures);
    assert_eq!(changes(&before, &row("2024-09-25", 38, one)), [Change::Older], "the other's stands then");
}

#[test]
fn a_reason_lets_a_finding_pass_and_is_kept_with_its_code() {
    let before = Before::of(&[HALF, JULY]);
    let falling = "investment-disbursed,2024-08,2024-08-31,,110";
    let base = Rules { history: &before, ..rules(None) };
    let noted = filed(&[&format!("{falling},thu hồi vốn ứng trước"), "members-admitted,2024,,,1"], base);
    assert_eq!((told(&noted), noted.refused), (vec!["2 falling-cumulative justified".to_owned()], false));
    assert_eq!(
        noted.justifications,
        [Justification {
            about: Some("investment-disbursed hanoi 2024-08 actual".to_owned()),
            findings: vec!["falling-cumulative".to_owned()],
            text: "thu hồi vốn ứng trước".to_owned(),
        }]
    );
    let handling = Handling { justification: Some("điều chỉnh"), ..Handling::default() };
    let whole = filed(&[falling], Rules { handling, ..base });
    assert!(!whole.refused);
    let reason = &whole.justifications[0];
    assert_eq!((reason.about.as_deref(), reason.findings.join(";")), (None, "falling-cumulative".to_owned()));
    // A reason is for what a rule finds: a bad row stays one.
    let rows = "indicator,organization,period,measure,value,note\nnone-such,hanoi,2024,actual,1,lý do\n";
    assert_eq!(read(rows.as_bytes(), Format::Csv, Rules { handling, ..base }).unwrap().problems.len(), 1);
}

#[test]
fn strict_takes_warnings_for_errors() {
    let before = Before::of(&[HALF, JULY]);
    let still = "investment-disbursed,2024-08,2024-08-31,,130";
    let handling = Handling { strict: true, ..Handling::default() };
    let strict = Rules { history: &before, handling, ..rules(None) };
    assert!(filed(&[still], strict).refused);
    assert!(!filed(&[&format!("{still},không giải ngân trong tháng")], strict).refused);
    assert!(!filed(&[still], Rules { handling: Handling::default(), ..strict }).refused);
}

#[test]
fn what_a_filing_would_change_is_counted_and_listed() {
    let before = Before::of(&[HALF, JULY, "members-admitted,2023,2023-12-31,,7"]);
    let reading = filed(
        &[
            HALF,
            "investment-disbursed,2024-07,2024-07-31,,131",
            "investment-disbursed,2024-08,2024-08-31,,140",
            "members-admitted,2023,2023-09-30,,5",
        ],
        Rules { history: &before, ..rules(None) },
    );
    let differences = &reading.differences;
    assert_eq!((differences.same, differences.different), (1, 3));
    let listed: Vec<_> = differences.listed.iter().map(|one| (one.place, one.change)).collect();
    assert_eq!(listed, [(1, Change::Changed), (2, Change::New), (3, Change::Older)]);
    let changed = &differences.listed[0];
    let shown = |state: &crate::intake::difference::State| state.value.unwrap().to_string();
    assert_eq!(
        (shown(changed.known.as_ref().unwrap()), shown(&changed.filed)),
        ("130".to_owned(), "131".to_owned())
    );
}

#[test]
fn what_is_about_a_number_is_not_held_against_another() {
    let mut before = Before::of(&[HALF, JULY]);
    for figure in &mut before.0 {
        figure.qualifier = Some(Qualifier::About);
    }
    let reading =
        filed(&["investment-disbursed,2024-08,2024-08-31,,30"], Rules { history: &before, ..rules(None) });
    assert_eq!(told(&reading), NONE);
}

#[test]
fn problems_of_two_parts_are_those_of_the_whole() {
    use crate::intake::problem::MOST_PROBLEMS;
    let tell = |problems: &mut Problems, lines: std::ops::Range<usize>| {
        for line in lines {
            let severity = if line == MOST_PROBLEMS + 7 { Severity::Error } else { Severity::Warning };
            problems.finding(line, "1", Fault::Required, severity);
        }
    };
    for (first, all) in [
        (0, 3),
        (3, 3),
        (2, 5),
        (MOST_PROBLEMS - 1, MOST_PROBLEMS + 1),
        (5, MOST_PROBLEMS + 9),
        (MOST_PROBLEMS + 8, MOST_PROBLEMS + 9),
    ] {
        let (mut whole, mut one, mut other) = (Problems::default(), Problems::default(), Problems::default());
        tell(&mut whole, 0..all);
        tell(&mut one, 0..first);
        tell(&mut other, first..all);
        one.join(other);
        assert_eq!(one.into_vec(), whole.into_vec());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever was known and is filed, in any order of periods, days and extremes of 64 bits.
    #[test]
    fn any_history_is_judged(
        cells in proptest::collection::vec((0_usize..4, 0_usize..9, 0_usize..5, prop_oneof![
            any::<i64>(), -20_i64..20, Just(i64::MIN), Just(i64::MAX)
        ]), 1..40),
        known in 0_usize..40
    ) {
        let catalogue = rules(None).catalogue;
        let periods = ["2024", "2024-H1", "2024-9M", "2024-Q1", "2024-01", "2024-02", "2024-03", "2023", "2021-2025"];
        let days = ["2024-01-31", "2024-03-31", "2024-09-25", "2023-12-31", "1900-01-01"];
        let indicators = ["investment-disbursed", "members-admitted", "investment-commitment-shortfall", "digital-economy-share"];
        let figures: Vec<Figure> = cells.iter().map(|&(indicator, period, day, value)| Figure {
            indicator: IndicatorCode::parse(indicators[indicator]).unwrap(),
            organization: OrganizationCode::parse("hanoi").unwrap(),
            period: Period::parse(periods[period]).unwrap(),
            measure: Measure::Actual,
            breakdown: Breakdown::parse(if day == 1 { "tier=city" } else { "" }).unwrap(),
            value: Some(value),
            as_of: Some(days[day].parse().unwrap()),
            qualifier: None,
            status: Status::Normal,
            source: None,
        }).collect();
        let (before, filed) = figures.split_at(known.min(figures.len()));
        let before = Before(before.to_vec());
        let lines: Vec<usize> = (2..).take(filed.len()).collect();
        let filed = Filed { figures: filed, lines: &lines, notes: &HashMap::new(), texts: &HashMap::new() };
        let judged = judge(filed, Rules { catalogue, history: &before, ..rules(None) }, Problems::default());
        let rules = Rules { catalogue, history: &before, ..rules(None) };
        let in_halves = judge_by(filed, rules, Problems::default(), 0);
        prop_assert_eq!(format!("{judged:?}"), format!("{in_halves:?}"));
        prop_assert_eq!(judged.differences.same + judged.differences.different, filed.figures.len());
        let errors = judged.findings.iter().any(|one| one.severity == Severity::Error);
        prop_assert_eq!(errors, judged.refused);
        for finding in &judged.findings {
            for lang in [crate::intake::problem::Lang::Vi, crate::intake::problem::Lang::En] {
                prop_assert!(finding.detail(lang).ends_with('.') && finding.remedy(lang).ends_with('.'));
            }
        }
    }
}
