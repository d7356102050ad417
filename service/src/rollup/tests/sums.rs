//! Adding up: children, members of a breakdown, rates, holes, and what is refused.

use super::fixtures::{actuals, ask, ask_of, city, observation};
use crate::cube::Cube;
use crate::domain::{Revision, Status};
use crate::rollup::{Note, RateSource, Refusal, Rule};

#[test]
fn children_add_up_and_a_hole_makes_the_sum_provisional() {
    let figures = ["flow a 2022 actual - 3 - -", "flow b 2022 actual - 4 - -"];
    let report = ask(&figures, "indicator=flow&organization=city&period=2022&explain=true");
    let row = &report.rows[0];
    assert_eq!(row.actual.unwrap().units, 7);
    assert_eq!((row.coverage.reported, row.coverage.expected), (2, 3));
    assert_eq!(row.status, Status::Provisional);
    assert_eq!(row.receipts[0].rule, Rule::SumOfChildren);
    assert_eq!(row.receipts[0].missing[0].as_str(), "old");
    assert!(matches!(report.notes[..], [Note::Incomplete { .. }]));
}

#[test]
fn a_reported_total_wins_and_the_difference_is_told() {
    let figures = [
        "flow city 2022 actual - 9 - -",
        "flow a 2022 actual - 3 - -",
        "flow b 2022 actual - 4 - -",
        "flow old 2022 actual - 1 - -",
    ];
    let report = ask(&figures, "indicator=flow&organization=city&period=2022");
    assert_eq!(report.rows[0].actual.unwrap().units, 9);
    assert_eq!(report.rows[0].coverage.expected, 1);
    let [Note::DiffersFromSum { reported, summed, .. }] = &report.notes[..] else {
        panic!("{:?}", report.notes)
    };
    assert_eq!((reported.units, summed.units), (9, 8));
}

#[test]
fn an_index_or_a_rank_that_would_have_to_be_added_is_refused() {
    for kind in ["index", "rank"] {
        let cube =
            Cube::new(city(), Revision(1), vec![observation(&format!("{kind} a 2022 actual - 3 - -"))]);
        let refusal = ask_of(&cube, &format!("indicator={kind}&organization=city&period=2022")).unwrap_err();
        assert!(matches!(refusal, Refusal::NotAdditive { .. }), "{refusal:?}");
        let reported = ask_of(&cube, &format!("indicator={kind}&organization=a&period=2022")).unwrap();
        assert_eq!(reported.rows[0].actual.unwrap().units, 3);
    }
}

#[test]
fn a_country_is_not_the_sum_of_the_one_city_on_file() {
    let figures = ["flow city 2022 actual - 9 - -"];
    assert_eq!(actuals(&figures, "indicator=flow&organization=country&period=2022"), [None]);
}

#[test]
fn parts_of_a_breakdown_are_not_passed_off_as_the_total() {
    let figures = ["flow a 2022 actual subject=member 3 - -"];
    let report = ask(&figures, "indicator=flow&organization=a&period=2022");
    assert_eq!((report.rows[0].actual, report.rows[0].status), (None, Status::NotReported));
    assert!(matches!(report.notes[..], [Note::TotalNotReported { .. }]));
}

#[test]
fn members_shown_are_held_against_the_reported_total() {
    let figures = [
        "flow a 2022 actual subject=member 10 - -",
        "flow a 2022 actual subject=member;outcome=warning 4 - -",
        "flow a 2022 actual subject=member;outcome=reprimand 5 - -",
        "flow b 2022 actual subject=member;outcome=expulsion 5 - -",
    ];
    let report = ask(&figures, "indicator=flow&organization=a&period=2022&subject=member&outcome=*");
    assert_eq!(report.rows.len(), 2);
    let [Note::PartsDiffer { reported, summed, .. }] = &report.notes[..] else {
        panic!("{:?}", report.notes)
    };
    assert_eq!((reported.units, summed.units), (10, 9));
}

#[test]
fn a_rate_is_computed_only_from_the_same_organizations() {
    let figures = [
        "flow a 2022 actual - 3 - -",
        "flow a 2022 plan - 6 - -",
        "flow b 2022 plan - 6 - -",
        "flow b 2021 plan-rate - 90500 - -",
    ];
    let rate = |query| {
        let row = ask(&figures, query).rows.remove(0);
        row.plan_rate.map(|rate| (rate.to_string(), row.plan_rate_source))
    };
    let found = rate("indicator=flow&organization=a&period=2022");
    assert_eq!(found, Some(("50".to_owned(), Some(RateSource::Computed))));
    assert_eq!(rate("indicator=flow&organization=city&period=2022"), None);
    let found = rate("indicator=flow&organization=b&period=2021");
    assert_eq!(found, Some(("90.5".to_owned(), Some(RateSource::Published))));
}

#[test]
fn what_is_withheld_leaves_a_hole_and_cannot_be_worked_out() {
    let figures = [
        "flow city 2022 actual - 93 - -",
        "flow a 2022 actual - 40 - -",
        "flow b 2022 actual - 47 - -",
        "flow old 2022 actual - Q - -",
    ];
    let report = ask(&figures, "indicator=flow&organization=city&period=2022");
    assert_eq!(report.notes, [], "93 against 87 would tell the 6");
    let report = ask(&figures[1..], "indicator=flow&organization=city&period=2022");
    let row = &report.rows[0];
    assert_eq!((row.actual.unwrap().units, row.status), (87, Status::Provisional));
    assert_eq!((row.coverage.reported, row.coverage.expected), (2, 3));
    let report = ask(&figures[3..], "indicator=flow&organization=city,old&period=2022");
    assert!(report.rows.iter().all(|row| row.actual.is_none() && row.status == Status::Suppressed));
}

#[test]
fn parts_are_compared_with_their_own_total() {
    let figures = [
        "flow a 2022 actual subject=member 7 - -",
        "flow a 2022 actual subject=member;outcome=warning 7 - -",
        "flow a 2022 actual subject=organization;outcome=warning 2 - -",
    ];
    let report = ask(
        &figures,
        "indicator=flow&organization=a&period=2022&subject=member,organization,member&outcome=*",
    );
    assert_eq!(report.rows.len(), 2, "what is named twice is asked for once");
    let [Note::TotalNotReported { cell }] = &report.notes[..] else { panic!("{:?}", report.notes) };
    assert_eq!(cell, "flow a 2022 subject=organization");
}

#[test]
fn a_short_question_cannot_ask_for_more_than_memory_holds() {
    let members = |of: &str| (0..400).map(|at| format!("{of}{at}")).collect::<Vec<_>>().join(",");
    let cube = Cube::new(city(), Revision(1), Vec::new());
    let query = format!(
        "indicator=flow&organization=a&period=2022&subject={}&outcome={}",
        members("s"),
        members("o")
    );
    let refusal = ask_of(&cube, &query).unwrap_err();
    assert_eq!(refusal, Refusal::TooManyCells { asked: 160_000, most: 50_000 });
}

#[test]
fn a_sum_that_does_not_fit_is_refused() {
    let most = i64::MAX;
    let figures = [format!("flow a 2022 actual - {most} - -"), format!("flow b 2022 actual - {most} - -")];
    let cube = Cube::new(city(), Revision(1), figures.iter().map(|text| observation(text)).collect());
    let refusal = ask_of(&cube, "indicator=flow&organization=city&period=2022").unwrap_err();
    assert!(matches!(refusal, Refusal::TooBig { .. }));
}
