//! The promises of adding up, on small hand-made cities and on random trees.

use std::sync::Arc;

use proptest::prelude::*;

use super::{Note, RateSource, Refusal, Report, Rule, answer};
use crate::cube::Cube;
use crate::domain::{
    Breakdown, Catalogue, CatalogueParts, Date, DimensionCode, Figure, Indicator, IndicatorCode, Kind,
    Measure, Names, Observation, Organization, OrganizationCode, OrganizationKind, Period, Placement,
    Polarity, Query, Revision, SourceId, Status, Validity,
};

/// Every kind has an indicator of its name; decimals 0, breakdowns `subject` and `outcome`.
fn indicator(kind: Kind) -> Indicator {
    Indicator {
        code: IndicatorCode::parse(kind.as_str()).unwrap(),
        names: Names::default(),
        unit: "case".to_owned(),
        unit_names: Names::default(),
        kind,
        decimals: 0,
        polarity: Polarity::Neutral,
        sensitive: false,
        breakdowns: ["subject", "outcome"].iter().map(|code| DimensionCode::parse(code).unwrap()).collect(),
        theme: String::new(),
    }
}

fn organization(
    code: &str,
    parent: Option<&str>,
    kind: OrganizationKind,
    validity: Validity,
) -> Organization {
    Organization {
        code: OrganizationCode::parse(code).unwrap(),
        names: Names::default(),
        kind,
        placements: vec![Placement {
            parent: parent.map(|code| OrganizationCode::parse(code).unwrap()),
            validity,
        }],
        successors: Vec::new(),
    }
}

fn catalogue(organizations: Vec<Organization>) -> Arc<Catalogue> {
    let indicators = Kind::ALL.iter().map(|kind| indicator(*kind)).collect();
    Arc::new(
        Catalogue::new(CatalogueParts { indicators, organizations, ..CatalogueParts::default() }).unwrap(),
    )
}

/// A country, a city, three districts; `old` ended and `new` began on 1 July 2025.
fn city() -> Arc<Catalogue> {
    use OrganizationKind::{City, Country, UrbanDistrict};
    let change: Date = "2025-07-01".parse().unwrap();
    let always = Validity::default();
    catalogue(vec![
        organization("country", None, Country, always),
        organization("city", Some("country"), City, always),
        organization("a", Some("city"), UrbanDistrict, always),
        organization("b", Some("city"), UrbanDistrict, always),
        organization("old", Some("city"), UrbanDistrict, Validity { from: None, until: Some(change) }),
        organization("new", Some("city"), UrbanDistrict, Validity { from: Some(change), until: None }),
    ])
}

/// `flow a 2022 actual subject=member 5 2022-12-20 2022-12-27`: the words of a figure, then as-of and known-on days.
fn observation(text: &str) -> Observation {
    let words: Vec<&str> = text.split_whitespace().collect();
    let [indicator, organization, period, measure, breakdown, value, as_of, known_on] = words[..] else {
        panic!("eight words: {text}")
    };
    let revision = Revision(1);
    Observation {
        figure: Figure {
            indicator: IndicatorCode::parse(indicator).unwrap(),
            organization: OrganizationCode::parse(organization).unwrap(),
            period: Period::parse(period).unwrap(),
            measure: Measure::parse(measure).unwrap(),
            breakdown: Breakdown::parse(breakdown.trim_matches('-')).unwrap(),
            value: value.parse().ok(),
            as_of: as_of.parse().ok(),
            qualifier: None,
            status: match value {
                "-" => Status::NotReported,
                "Q" => Status::Suppressed,
                _ => Status::Normal,
            },
            source: Some(SourceId::of_filing(revision)),
        },
        known_on: known_on.parse().unwrap_or("2000-01-01".parse().unwrap()),
        revision,
    }
}

fn ask_of(cube: &Cube, query: &str) -> Result<Report, Refusal> {
    let query = Query::parse(query.split('&').filter_map(|pair| pair.split_once('='))).unwrap();
    answer(cube, &query, "2026-01-01".parse().unwrap())
}

#[track_caller]
fn ask(figures: &[&str], query: &str) -> Report {
    let cube = Cube::new(city(), Revision(1), figures.iter().map(|text| observation(text)).collect());
    ask_of(&cube, query).unwrap()
}

#[track_caller]
fn actuals(figures: &[&str], query: &str) -> Vec<Option<i64>> {
    ask(figures, query).rows.iter().map(|row| row.actual.map(|amount| amount.units)).collect()
}

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
fn a_figure_that_was_withdrawn_does_not_come_back() {
    let figures = [
        "stock a 2022-Q3 actual - 5 2022-09-30 2022-10-01",
        "stock a 2022-Q3 actual - Q 2022-09-30 2022-11-01",
    ];
    let report = ask(&figures, "indicator=stock&organization=a&period=2022");
    assert_eq!((report.rows[0].actual, report.rows[0].status), (None, Status::Suppressed));
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
fn what_will_be_published_is_not_known_yet() {
    let figures = ["flow a 2022 actual - 5 - 2026-06-01"];
    let report = ask(&figures, "indicator=flow&organization=a&period=2022&known_on=2099-01-01");
    assert_eq!((report.rows[0].actual, report.known_on.to_string().as_str()), (None, "2026-01-01"));
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

/// A tree of up to 14 nodes: the parent of node n+1 is one of 0..=n.
fn trees() -> impl Strategy<Value = Vec<usize>> {
    proptest::collection::vec(any::<prop::sample::Index>(), 1..14)
        .prop_map(|parents| parents.iter().enumerate().map(|(node, parent)| parent.index(node + 1)).collect())
}

fn tree(parents: &[usize]) -> Arc<Catalogue> {
    let node = |at: usize| format!("n{at}");
    let root = organization("n0", None, OrganizationKind::City, Validity::default());
    let others = parents.iter().enumerate().map(|(at, parent)| {
        organization(&node(at + 1), Some(&node(*parent)), OrganizationKind::Unit, Validity::default())
    });
    catalogue(std::iter::once(root).chain(others).collect())
}

/// Random figures of a tree: any node, a few periods, any as-of and publication day.
fn filings() -> impl Strategy<Value = Vec<(usize, usize, i64, u8, u8)>> {
    proptest::collection::vec((0..14_usize, 0..5_usize, 0..1_000_i64, 1..28_u8, 1..28_u8), 0..30)
}

fn observations(filings: &[(usize, usize, i64, u8, u8)], nodes: usize, kind: &str) -> Vec<Observation> {
    let periods = ["2022", "2022-H1", "2022-H2", "2022-Q3", "2022-Q4"];
    let mut seen = std::collections::BTreeSet::new();
    filings
        .iter()
        .filter(|(node, period, _, as_of, known)| seen.insert((node % nodes, *period, *as_of, *known)))
        .map(|(node, period, value, as_of, known)| {
            let (node, period) = (node % nodes, periods[*period]);
            observation(&format!(
                "{kind} n{node} {period} actual - {value} 2023-01-{as_of:02} 2023-02-{known:02}"
            ))
        })
        .collect()
}

fn rows(cube: &Cube, query: &str) -> String {
    format!("{:?}", ask_of(cube, query).map(|report| (report.rows, report.notes)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_parent_equals_its_children_under_any_tree(parents in trees(), values in proptest::collection::vec(0..1_000_i64, 14)) {
        let catalogue = tree(&parents);
        let leaf = |at: usize| !parents.contains(&at);
        let figures = (0..=parents.len()).filter(|at| leaf(*at))
            .map(|at| observation(&format!("flow n{at} 2022 actual - {} - -", values[at % 14]))).collect();
        let cube = Cube::new(catalogue, Revision(1), figures);
        let value = |query: &str| -> i64 {
            ask_of(&cube, query).unwrap().rows.iter().filter_map(|row| row.actual).map(|amount| amount.units).sum()
        };
        for at in (0..=parents.len()).filter(|at| !leaf(*at)) {
            let parent = value(&format!("indicator=flow&organization=n{at}&period=2022"));
            prop_assert_eq!(parent, value(&format!("indicator=flow&organization=n{at}/*&period=2022")));
        }
        let all: i64 = (0..=parents.len()).filter(|at| leaf(*at)).map(|at| values[at % 14]).sum();
        prop_assert_eq!(value("indicator=flow&organization=n0&period=2022"), all);
    }

    #[test]
    fn the_rows_do_not_depend_on_the_order_of_filing(parents in trees(), filings in filings(), kind in "flow|stock|cumulative") {
        let catalogue = tree(&parents);
        let figures = observations(&filings, parents.len() + 1, &kind);
        let mut turned = figures.clone();
        turned.reverse();
        let (one, other) = (Cube::new(catalogue.clone(), Revision(1), figures), Cube::new(catalogue, Revision(1), turned));
        let query = format!("indicator={kind}&organization=n0,n0/**&period=2022,2022-H2");
        prop_assert_eq!(rows(&one, &query), rows(&other, &query));
    }

    #[test]
    fn what_was_known_on_a_day_never_sees_a_later_release(parents in trees(), filings in filings(), kind in "flow|stock|cumulative", day in 1..10_u8) {
        let catalogue = tree(&parents);
        let figures = observations(&filings, parents.len() + 1, &kind);
        let day_text = format!("2023-02-{day:02}");
        let known: Date = day_text.parse().unwrap();
        let before = figures.iter().filter(|one| one.known_on <= known).cloned().collect();
        let (all, then) = (Cube::new(catalogue.clone(), Revision(1), figures), Cube::new(catalogue, Revision(1), before));
        let query = format!("indicator={kind}&organization=n0,n0/**&period=2022,2022-H2&known_on={day_text}");
        prop_assert_eq!(rows(&all, &query), rows(&then, &query));
    }
}
