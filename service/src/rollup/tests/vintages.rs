//! Nothing that was known is lost: changes lead from any state of knowledge to any later one, and histories tell all.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::fixtures::{city, observation};
use crate::cube::{Cube, Vintage};
use crate::domain::{
    Breakdown, Date, Known, Measure, Observation, Period, Place, Query, Revision, Since, SourceId,
};
use crate::rollup::vintages::{DifferenceKind, Differences, Wanted, differences, history, newer};
use crate::rollup::{Refusal, Rule, answer};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn known(on: &str, revision: u64) -> Known {
    Known { on: day(on), revision: Revision(revision) }
}

/// Figures with the revision that each came in.
fn cube(figures: &[(u64, &str)]) -> Cube {
    let filed =
        |(revision, text): &(u64, &str)| Observation { revision: Revision(*revision), ..observation(text) };
    Cube::new(city(), Revision(9), figures.iter().map(filed).collect())
}

fn all(most: usize) -> Wanted {
    Wanted { most, ..Wanted::default() }
}

/// Kind, value before, value after.
fn told(page: &Differences) -> Vec<(DifferenceKind, Option<i64>, Option<i64>)> {
    let value = |one: &Observation| one.figure.value;
    page.changes
        .iter()
        .map(|one| (one.kind, one.before.as_ref().and_then(value), one.after.as_ref().and_then(value)))
        .collect()
}

const CORRECTED: [(u64, &str); 5] = [
    (1, "flow a 2022 actual - 334 2022-12-20 2022-12-20"),
    (2, "flow a 2022 actual - 344 2022-12-27 2022-12-27"),
    (2, "flow b 2022 actual - 5 2022-12-20 2022-12-20"),
    (3, "flow b 2022 actual - 5 2022-12-27 2022-12-27"),
    (4, "flow b 2022 actual - 4 2022-12-01 2022-12-28"),
];

#[test]
fn a_change_tells_what_stood_and_what_stands() {
    use DifferenceKind::{Confirmed, New, Revised};
    let cube = cube(&CORRECTED);
    let between = |from, to| told(&differences(&cube, &all(100), (from, to), None).unwrap());
    let end = known("2023-01-01", 9);
    let start = known("2022-12-01", 9);
    assert_eq!(between(start, end), [(New, None, Some(344)), (New, None, Some(5))]);
    let first = known("2022-12-20", 9);
    assert_eq!(between(first, end), [(Revised, Some(334), Some(344)), (Confirmed, Some(5), Some(5))]);
    assert_eq!(between(known("2022-12-27", 9), end), [], "older data that come late do not stand");
    assert_eq!(between(known("2023-01-01", 2), end), [(Confirmed, Some(5), Some(5))]);
    assert_eq!(between(end, end), []);
}

#[test]
fn a_correction_of_an_earlier_day_tells_what_it_mends() {
    let cube = cube(&[
        (1, "flow a 2022 actual - 7 2022-12-31 2023-01-05"),
        (2, "flow a 2022 actual - 8 2022-12-20 2023-01-05"),
    ]);
    let day = "2023-01-05";
    let told =
        |from, to| told(&differences(&cube, &all(9), (known(day, from), known(day, to)), None).unwrap());
    assert_eq!(told(0, 1), [(DifferenceKind::New, None, Some(7))]);
    assert_eq!(told(1, 2), [(DifferenceKind::Revised, Some(7), Some(8))]);
    let own =
        history(&cube, &ask("indicator=flow&organization=a&period=2022"), "2023-02-01".parse().unwrap())
            .unwrap();
    assert_eq!((own.filed.len(), own.stretches.len()), (2, 1), "what was mended is told as filed");
}

#[test]
fn what_is_published_tomorrow_is_no_change_today_and_one_tomorrow() {
    let cube =
        cube(&[(1, "flow a 2022 actual - 1 - 2022-12-20"), (2, "flow a 2022 actual - 2 - 2022-12-27")]);
    let told = |from, to| told(&differences(&cube, &all(9), (from, to), None).unwrap());
    let seen = known("2022-12-26", 2);
    assert_eq!(told(known("2022-12-26", 1), seen), []);
    assert_eq!(told(seen, known("2022-12-27", 2)), [(DifferenceKind::Revised, Some(1), Some(2))]);
}

#[test]
fn only_the_changes_that_are_wanted_are_told() {
    let cube = cube(&CORRECTED);
    let span = (known("2022-12-20", 9), known("2023-01-01", 9));
    let of_b = Wanted { organizations: vec![observation(CORRECTED[3].1).figure.organization], ..all(9) };
    assert_eq!(
        told(&differences(&cube, &of_b, span, None).unwrap()),
        [(DifferenceKind::Confirmed, Some(5), Some(5))]
    );
    let stock = observation("stock a 2022 actual - 1 - -").figure.indicator;
    let of_stock = Wanted { indicators: vec![stock], ..all(9) };
    assert_eq!(told(&differences(&cube, &of_stock, span, None).unwrap()), []);
    let nobody =
        Wanted { organizations: vec![crate::domain::OrganizationCode::parse("nobody").unwrap()], ..all(9) };
    assert!(matches!(differences(&cube, &nobody, span, None), Err(Refusal::UnknownOrganization(_))));
}

fn ask(text: &str) -> Query {
    Query::parse(text.split('&').filter_map(|pair| pair.split_once('='))).unwrap()
}

#[test]
fn a_history_tells_each_answer_and_how_long_it_stood() {
    let cube = cube(&[
        (1, "flow a 2022 actual - 10 - 2022-12-20"),
        (2, "flow b 2022 actual - 5 - 2022-12-22"),
        (3, "flow a 2022 actual - 11 - 2022-12-27"),
        (4, "flow a 2022 actual - 12 - 2022-12-27"),
        (5, "flow a 2019 actual - 99 - 2022-12-30"),
    ]);
    let told =
        history(&cube, &ask("indicator=flow&organization=city&period=2022"), day("2023-01-01")).unwrap();
    let stretches: Vec<_> = told
        .stretches
        .iter()
        .map(|one| {
            (one.from.to_string(), one.until.map(|day| day.to_string()), one.row.actual.unwrap().units)
        })
        .collect();
    let line = |from: &str, until: Option<&str>, value| (from.to_owned(), until.map(str::to_owned), value);
    assert_eq!(
        stretches,
        [
            line("2022-12-20", Some("2022-12-21"), 10),
            line("2022-12-22", Some("2022-12-26"), 15),
            line("2022-12-27", None, 17),
        ]
    );
    assert!(told.filed.is_empty(), "nothing was filed for the city itself");
    let own = history(&cube, &ask("indicator=flow&organization=a&period=2022"), day("2022-12-27")).unwrap();
    let values: Vec<_> = own.filed.iter().map(|one| (one.revision.0, one.figure.value.unwrap())).collect();
    assert_eq!(values, [(1, 10), (3, 11), (4, 12)], "also what was superseded on its own day");
    assert_eq!(own.stretches.len(), 2);
    let then = history(
        &cube,
        &ask("indicator=flow&organization=a&period=2022&known_on=2022-12-21"),
        day("2023-01-01"),
    );
    assert_eq!(then.unwrap().filed.len(), 1, "a history is no way around the day that is asked for");
}

#[test]
fn a_history_is_of_one_cell() {
    let cube = cube(&CORRECTED);
    let two = history(&cube, &ask("indicator=flow&organization=a,b&period=2022"), day("2023-01-01"));
    assert!(matches!(two, Err(Refusal::TooManyCells { asked: 2, most: 1 })));
}

#[test]
fn a_receipt_names_rule_figures_filings_and_who_is_missing() {
    let cube = cube(&[
        (1, "flow a 2022 actual - 10 - 2022-12-20"),
        (2, "flow b 2022 actual - 5 - 2022-12-20"),
        (3, "flow old 2022 actual - 1 - 2022-12-20"),
        (4, "flow city 2022 plan - 32 - 2022-01-01"),
        (5, "flow a 2023 actual - 7 - 2023-12-20"),
    ]);
    let rows = |text: &str| answer(&cube, &ask(text), day("2024-01-01")).unwrap().rows;
    let row = rows("indicator=flow&organization=city&period=2022&explain=true").remove(0);
    let told: Vec<_> = row
        .receipts
        .iter()
        .map(|one| {
            (one.measure, one.rule, one.figures.iter().map(|figure| figure.revision.0).collect::<Vec<_>>())
        })
        .collect();
    assert_eq!(
        told,
        [
            (Measure::Actual, Rule::SumOfChildren, vec![1, 2, 3]),
            (Measure::Plan, Rule::Reported, vec![4]),
            (Measure::PlanRate, Rule::RateOfPlan, vec![1, 2, 3, 4]),
        ]
    );
    let sources = row.receipts[0].figures.iter().filter_map(|one| one.figure.source.as_ref());
    assert_eq!(sources.count(), 3);
    let row = rows("indicator=flow&organization=city&period=2023&explain=true").remove(0);
    let missing: Vec<_> = row.receipts[0].missing.iter().map(|one| one.as_str().to_owned()).collect();
    assert_eq!(missing, ["b", "old"]);
    let none = rows("indicator=flow&organization=b&period=2021&explain=true").remove(0);
    assert_eq!(none.receipts[0].missing.len(), 1, "who should have reported is named where nobody did");
}

#[test]
fn what_a_pin_leaves_out_is_told_in_the_order_of_the_newest_answer() {
    let cube = cube(&CORRECTED);
    let report = |text: &str| answer(&cube, &ask(text), day("2023-01-01")).unwrap();
    let live = report("indicator=flow&organization=a,b&period=2022&explain=true");
    let pinned = report("indicator=flow&organization=a,b&period=2022&known_on=2022-12-20");
    let found = newer(&pinned, &live).unwrap();
    assert_eq!((found.changed.len(), found.cells, found.known_on), (1, 2, day("2022-12-27")));
    assert_eq!(found.changed[0].row().unwrap().organization.as_str(), "a");
    assert!(newer(&live, &live).is_none());
}

type Cells = BTreeMap<(String, String, Period, Measure), Observation>;

/// What stands in every cell, found cell by cell.
fn standing(cube: &Cube, known: Known) -> Cells {
    let mut cells = Cells::new();
    let vintage = Vintage { known_on: known.on, as_of: None };
    let total = Breakdown::default();
    let parts = cube.catalogue().parts();
    for indicator in &parts.indicators {
        for organization in &parts.organizations {
            for &period in cube.periods() {
                for &measure in Measure::ALL {
                    let (one, other) = (&indicator.code, &organization.code);
                    let rows = cube.cell(one, other, period, &total, measure, vintage);
                    let mut rows =
                        rows.map(|at| cube.observation(at)).filter(|row| row.revision <= known.revision);
                    if let Some(stands) = rows.next_back() {
                        cells.insert((one.to_string(), other.to_string(), period, measure), stands);
                    }
                }
            }
        }
    }
    cells
}

fn states() -> impl Strategy<Value = Known> {
    (1..28_u8, 0..9_u64).prop_map(|(on, revision)| known(&format!("2023-02-{on:02}"), revision))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn changes_lead_from_any_state_to_any_later_one_in_pages_of_any_size(
        filings in proptest::collection::vec((0..3_usize, 0..4_usize, 0..3_usize, 0..5_i64, 1..4_u8, 1..28_u8, 1..9_u64), 0..40),
        one in states(), other in states(), most in 1..6_usize,
    ) {
        let (kinds, nodes, periods) = (["flow", "stock", "index"], ["a", "b", "city", "country"], ["2022", "2022-H1", "2022-Q3"]);
        let figures: Vec<Observation> = filings.iter().map(|(kind, node, period, value, as_of, known, revision)| {
            let text = format!("{} {} {} actual - {value} 2023-01-{as_of:02} 2023-02-{known:02}", kinds[*kind], nodes[*node], periods[*period]);
            // Each filing is a source of its own: none mends another.
            let mut one = Observation { revision: Revision(*revision), ..observation(&text) };
            one.figure.source = Some(SourceId::of_filing(one.revision));
            one
        }).collect();
        let cube = Cube::new(city(), Revision(9), figures);
        let (from, to) = (one.at_most(other), Known { on: one.on.max(other.on), revision: one.revision.max(other.revision) });
        let mut cells = standing(&cube, from);
        let mut after: Option<Place> = None;
        loop {
            let page = differences(&cube, &all(most), (from, to), after.as_ref()).unwrap();
            prop_assert!(page.changes.len() <= most);
            for change in page.changes {
                let figure = change.figure().unwrap();
                let key = (figure.indicator.to_string(), figure.organization.to_string(), figure.period, figure.measure);
                prop_assert_eq!(cells.insert(key, change.after.clone().unwrap()), change.before);
            }
            let Some(place) = page.rest else { break };
            let written = Since::Rest { from, to, after: place.clone() }.to_string();
            prop_assert_eq!(Since::parse(&written), Ok(Since::Rest { from, to, after: place.clone() }));
            after = Some(place);
        }
        // A figure that was filed once more as it was is no change, whichever of the two stands.
        let figures = |cells: Cells| cells.into_iter().map(|(key, one)| (key, one.figure)).collect::<Vec<_>>();
        prop_assert_eq!(figures(cells), figures(standing(&cube, to)));
    }
}

#[test]
fn a_history_knows_the_days_of_all_that_the_year_is_worked_out_of() {
    let cube =
        cube(&[(1, "flow a 2022 actual - 61 - 2023-01-05"), (2, "flow a 2022-9M actual - 60 - 2023-01-10")]);
    let told =
        history(&cube, &ask("indicator=flow&organization=a&period=2022-Q4"), day("2023-02-01")).unwrap();
    let stretches: Vec<_> = told
        .stretches
        .iter()
        .map(|one| (one.from.to_string(), one.row.actual.map(|amount| amount.units)))
        .collect();
    assert_eq!(stretches, [("2023-01-10".to_owned(), Some(1))]);
}
