//! The weight of those who reported.

use super::fixtures::{ask, ask_of};
use super::flows::merged_with;
use crate::rollup::Note;

#[test]
fn coverage_tells_what_share_the_reporters_had_the_year_before() {
    let before =
        ["flow a 2021 actual - 70 - -", "flow b 2021 actual - 20 - -", "flow old 2021 actual - 10 - -"];
    let now = ["flow a 2022 actual - 3 - -", "flow b 2022 actual - 4 - -"];
    let weight = |figures: &[&str], query: &str| {
        let report = ask(figures, query);
        report.rows[0].coverage.weight.map(|share| share.to_string())
    };
    let query = "indicator=flow&organization=city&period=2022";
    assert_eq!(weight(&[&before[..], &now[..]].concat(), query).as_deref(), Some("90"));
    assert_eq!(weight(&[&before[..], &now[..1]].concat(), query).as_deref(), Some("70"));
    assert_eq!(
        weight(&[&before[..2], &now[..]].concat(), query),
        None,
        "who is missing had not reported then either"
    );
    assert_eq!(weight(&[&before[1..], &now[..]].concat(), query).as_deref(), Some("66.7"));
    assert_eq!(weight(&now, "indicator=flow&organization=a&period=2022").as_deref(), Some("100"));
    assert_eq!(weight(&before, query).as_deref(), Some("0"));
    let report = ask(&[&before[..], &now[..]].concat(), query);
    assert!(matches!(&report.notes[..], [Note::Incomplete { coverage, .. }] if coverage.weight.is_some()));
}

#[test]
fn a_year_of_one_organization_counts_once() {
    let figures: Vec<String> =
        (1..=12).map(|month| format!("flow a 2022-{month:02} actual - 1 - -")).collect();
    let figures: Vec<&str> = figures.iter().map(String::as_str).collect();
    let coverage = ask(&figures, "indicator=flow&organization=city&period=2022").rows[0].coverage;
    assert_eq!((coverage.reported, coverage.expected), (1, 3));
}

#[test]
fn who_is_no_more_weighs_what_it_had_in_any_tree() {
    let cube = merged_with(&[
        "flow east 2024-H1 actual - 70 - -",
        "flow west 2024-H1 actual - 30 - -",
        "flow east 2025-H1 actual - 80 - -",
    ]);
    for tree in ["as-was", "as-is", "2025-12-01"] {
        let query = format!("indicator=flow&organization=city&period=2025-H1&tree={tree}");
        let coverage = ask_of(&cube, &query).unwrap().rows[0].coverage;
        assert_eq!((coverage.reported, coverage.expected), (1, 2), "{tree}");
        assert_eq!(coverage.weight.map(|share| share.to_string()).as_deref(), Some("70"), "{tree}");
    }
}
