//! What disclosure control says and does not say, one route at a time.

use super::fixtures::{ask_of, observation, organization, sensitive};
use crate::cube::{Builder, Cube};
use crate::domain::{
    Known, Measure, Observation, OrganizationKind, Query, Revision, Status, Threshold, Validity,
};
use crate::rollup::Report;
use crate::rollup::vintages::{DifferenceKind, Wanted, differences, history};

/// A city of four districts, of which `b` counts 3.
const COUNTS: [&str; 4] = [
    "flow a 2022 actual - 40",
    "flow b 2022 actual - 3",
    "flow c 2022 actual - 12",
    "flow d 2022 actual - 90",
];

fn cube(figures: &[&str]) -> Cube {
    let district =
        |code| organization(code, Some("city"), OrganizationKind::UrbanDistrict, Validity::default());
    let city = organization("city", None, OrganizationKind::City, Validity::default());
    let organizations = std::iter::once(city).chain(["a", "b", "c", "d"].map(district)).collect();
    let figures = figures.iter().map(|text| {
        let days = if text.split(' ').count() < 7 { " - -" } else { "" };
        observation(&format!("{text}{days}"))
    });
    Cube::new(sensitive(organizations), Revision(1), figures.collect())
}

#[track_caller]
fn ask(figures: &[&str], query: &str) -> Report {
    ask_of(&cube(figures), query).unwrap()
}

fn hidden(report: &Report) -> usize {
    report.rows.iter().filter(|row| row.status == Status::Suppressed && row.actual.is_none()).count()
}

#[test]
fn a_small_count_is_hidden_with_one_other_and_the_city_is_told() {
    let report = ask(&COUNTS, "indicator=flow&organization=city,city/*&period=2022&explain=true");
    assert_eq!(report.rows[0].actual.unwrap().units, 145);
    assert_eq!(hidden(&report), 2, "the small one, and one more so that the city's sum does not tell it");
    for row in report.rows.iter().filter(|row| row.status == Status::Suppressed) {
        assert!(row.receipts[0].figures[0].figure.value.is_none(), "a receipt tells no more than the row");
    }
    let told = report.rows[0].receipts[0].figures.iter().filter(|one| one.figure.value.is_some());
    assert_eq!(told.count(), 2);
}

#[test]
fn a_rate_or_a_change_tells_no_hidden_count() {
    let mut figures = COUNTS.to_vec();
    figures.extend([
        "flow b 2022 plan - 30",
        "flow b 2021 actual - 50",
        "flow b 2023 actual - 60",
        "flow b 2022 plan-rate - 10000",
    ]);
    let report = ask(&figures, "indicator=flow&organization=b&period=2022,2023");
    assert_eq!((report.rows[0].plan_rate, report.rows[0].actual), (None, None));
    assert!(report.rows.iter().all(|row| row.change.as_ref().is_none_or(|change| change.absolute.is_none())));
    assert_eq!(report.rows[1].actual.unwrap().units, 60);
}

#[test]
fn a_published_rate_of_the_city_tells_not_who_is_left() {
    let published = ["flow city 2022 plan - 1000", "flow city 2022 plan-rate - 14500"];
    let query = "indicator=flow&organization=city&period=2022&explain=true";
    let rate = |figures: &[&str]| {
        let row = ask(&[&published, figures].concat(), query).rows.remove(0);
        let receipts = row.receipts.iter().flat_map(|one| &one.figures);
        let told =
            receipts.filter(|one| one.figure.measure == Measure::PlanRate && one.figure.value.is_some());
        (row.plan_rate.map(|rate| rate.units), told.count())
    };
    let others = ["flow a 2022 actual - 40", "flow c 2022 actual - 12", "flow d 2022 actual - 90"];
    assert_eq!(rate(&others), (None, 0), "14.5 % of 1000 less 142 is the district b");
    assert_eq!(rate(&[]), (Some(14_500), 1), "nobody is left of whom nothing is told");
}

#[test]
fn an_n_is_not_told_by_an_m_that_is_hardly_more() {
    let figures = [
        "ratio a 2022 actual - 20",
        "ratio b 2022 actual - 2",
        "ratio c 2022 actual - 33",
        "ratio d 2022 actual - 60",
        "ratio a 2022 universe - 21",
        "ratio b 2022 universe - 5",
        "ratio c 2022 universe - 50",
        "ratio d 2022 universe - 90",
    ];
    let report = ask(&figures, "indicator=ratio&organization=city/*&period=2022");
    let told = |code: &str| {
        let row = report.rows.iter().find(|row| row.organization.as_str() == code).unwrap();
        [row.actual, row.universe].map(|amount| amount.map(|amount| amount.units))
    };
    assert_eq!(told("b")[0], None);
    assert_eq!(told("a"), [Some(20), Some(21)], "at most 21, a could take but one of them: others must");
}

#[test]
fn a_note_tells_no_hidden_count() {
    let mut figures = COUNTS.to_vec();
    figures.extend(["flow b 2022-H1 actual - 1", "flow b 2022-H2 actual - 1"]);
    let report = ask(&figures, "indicator=flow&organization=city/*&period=2022");
    assert_eq!(report.notes, [], "a reported 3 beside its halves' 2");
}

#[test]
fn what_is_not_sensitive_or_not_small_is_shown_and_the_top_always() {
    let shown = ask(
        &["flow a 2022 actual - 7", "flow b 2022 actual - 0"],
        "indicator=flow&organization=a,b&period=2022",
    );
    assert_eq!(hidden(&shown), 0, "zero is no count of anybody");
    let top = ask(&["flow city 2022 actual - 2"], "indicator=flow&organization=city&period=2022");
    assert_eq!(top.rows[0].actual.unwrap().units, 2);
    let all = cube(&COUNTS).with_threshold(Threshold::parse("1").unwrap());
    let report = ask_of(&all, "indicator=flow&organization=city/*&period=2022").unwrap();
    assert_eq!(hidden(&report), 0, "1 hides nothing");
}

#[test]
fn an_earlier_vintage_tells_no_hidden_count() {
    let figures = [
        "flow a 2022 actual - 40 - 2023-01-10",
        "flow b 2022 actual - 3 - 2023-02-10",
        "flow c 2022 actual - 12 - 2023-01-10",
        "flow d 2022 actual - 90 - 2023-01-10",
    ];
    let before = ask(&figures, "indicator=flow&organization=city&period=2022&known_on=2023-01-20");
    let after = ask(&figures, "indicator=flow&organization=city&period=2022");
    assert_eq!(after.rows[0].actual.unwrap().units, 145);
    assert_eq!(before.rows[0].actual, None, "145 less 142 would tell it");
}

/// A city of two districts, `d` of two wards.
fn wards(figures: &[&str]) -> Cube {
    let below = |code, parent| organization(code, Some(parent), OrganizationKind::Unit, Validity::default());
    let city = organization("city", None, OrganizationKind::City, Validity::default());
    let below =
        [("d", "city"), ("e", "city"), ("a", "d"), ("b", "d")].map(|(code, parent)| below(code, parent));
    let organizations = std::iter::once(city).chain(below).collect();
    Cube::new(sensitive(organizations), Revision(1), figures.iter().map(|text| observation(text)).collect())
}

fn shown(cube: &Cube, query: &str) -> usize {
    ask_of(cube, query).unwrap().rows.iter().filter(|row| row.actual.is_some()).count()
}

#[test]
fn what_was_taken_back_tells_no_hidden_count() {
    let cube = wards(&[
        "flow d 2022 actual - 20 - 2023-01-10",
        "flow a 2022 actual - 18 - 2023-01-10",
        "flow e 2022 actual - 60 - 2023-01-10",
    ]);
    let query = "indicator=flow&organization=d,a&period=2022&known_on=2023-01-20";
    assert!(shown(&cube, query) < 2, "20 less 18 is the ward b");
    let mut builder = Builder::after(&cube);
    builder.end(Revision(1), Known { on: "2023-02-01".parse().unwrap(), revision: Revision(2) });
    assert_eq!(shown(&builder.finish(Revision(2)), query), 0, "what no longer stands is not weighed");
}

#[test]
fn what_was_corrected_on_its_own_day_tells_no_hidden_count() {
    let cube = wards(&[
        "cumulative e 2022-01 actual - 100 2022-03-01 2022-03-01",
        "cumulative e 2022-02 actual - 103 2022-03-01 2022-03-01",
        "cumulative e 2022-01 actual - 50 2022-03-01 2022-03-01",
    ]);
    let filed = |period: &str| -> Vec<Option<i64>> {
        let words = [("indicator", "cumulative"), ("organization", "e"), ("period", period)];
        let history = history(&cube, &Query::parse(words).unwrap(), "2026-01-01".parse().unwrap()).unwrap();
        history.filed.iter().map(|one| one.figure.value).collect()
    };
    assert_eq!(filed("2022-01"), [None, Some(50)], "103 less 100 is the February");
    assert_eq!(filed("2022-02"), [Some(103)]);
}

#[test]
fn an_earlier_end_of_data_tells_no_hidden_count() {
    let cube = wards(&[
        "flow d 2022 actual - 20 2022-03-31 2022-07-10",
        "flow d 2022 actual - 50 2022-06-30 2022-07-10",
        "flow a 2022 actual - 18 2022-03-31 2022-07-10",
        "flow a 2022 actual - 30 2022-06-30 2022-07-10",
        "flow e 2022 actual - 60 2022-06-30 2022-07-10",
    ]);
    let query = "indicator=flow&organization=d,a&period=2022";
    assert_eq!(shown(&cube, query), 2);
    assert_eq!(shown(&cube, &format!("{query}&as_of=2022-03-31")), 0, "20 less 18 is the ward b");
}

#[test]
fn a_part_whose_data_run_further_than_the_wholes_is_not_told_as_of_an_earlier_day() {
    let figures = |day: &str| {
        [
            "flow d 2022 actual - 20 2022-03-31 2022-07-10".to_owned(),
            "flow a 2022 actual - 18 2022-03-31 2022-07-10".to_owned(),
            format!("flow b 2022 actual - 40 {day} 2022-07-10"),
            "flow e 2022 actual - 60 2022-03-31 2022-07-10".to_owned(),
        ]
    };
    let told = |day: &str, query: &str| {
        let figures = figures(day);
        shown(&wards(&figures.each_ref().map(String::as_str)), query)
    };
    let query = "indicator=flow&organization=city/**&period=2022";
    assert_eq!(told("2022-03-31", query), 4);
    assert_eq!(told("2022-06-30", query), 0, "20 less 18 is what b had in March");
    assert_eq!(told("2022-06-30", &format!("{query}&as_of=2022-03-31")), 0);
}

#[test]
fn a_year_of_who_came_within_it_tells_no_hidden_count() {
    let since = |from: Option<&str>| Validity { from: from.map(|day| day.parse().unwrap()), until: None };
    let below = |code, from| organization(code, Some("city"), OrganizationKind::Unit, since(from));
    let city = organization("city", None, OrganizationKind::City, Validity::default());
    let july = Some("2022-07-01");
    let organizations = vec![city, below("a", None), below("b", july), below("c", july)];
    let figures = [
        "flow a 2022 actual - 90 - 2023-01-10",
        "flow b 2022 actual - 13 - 2023-01-10",
        "flow b 2022-Q3 actual - 12 - 2023-01-10",
        "flow c 2022 actual - 60 - 2023-01-10",
        "flow c 2022-Q3 actual - 20 - 2023-01-10",
    ];
    let cube = Cube::new(sensitive(organizations), Revision(1), figures.map(observation).into());
    assert!(shown(&cube, "indicator=flow&organization=b&period=2022,2022-Q3") < 2, "13 less 12 is Q4");
}

#[test]
fn an_office_of_a_district_keeps_no_wards_count_from_being_hidden() {
    let cube = wards(&[
        "flow a 2022 actual - 13 - 2023-01-10",
        "flow a 2022-H1 actual - 10 - 2023-01-10",
        "flow b 2022-Q3 actual - 10 - 2023-01-10",
        "flow d 2022-Q3 actual - 70 - 2023-01-10",
        "flow e 2022 actual - 60 - 2023-01-10",
    ]);
    let query = "indicator=flow&organization=a&period=2022,2022-H1";
    assert!(shown(&cube, query) < 2, "13 less 10 is H2, whatever 70 less 10 is");
}

#[test]
fn a_member_of_whom_only_a_plan_was_filed_is_no_less_what_a_total_leaves() {
    let cube = wards(&[
        "flow a 2022 actual - 51 - 2023-01-10",
        "flow a 2022 actual subject=member 47 - 2023-01-10",
        "flow a 2022 plan subject=organization 30 - 2023-01-10",
        "flow e 2022 actual - 60 - 2023-01-10",
    ]);
    let query = "indicator=flow&organization=a&period=2022";
    let told = shown(&cube, query) + shown(&cube, &format!("{query}&subject=member"));
    assert!(told < 2, "51 less 47 is what the organizations have");
}

#[test]
fn a_correction_of_a_hidden_count_is_told_in_the_same_words_whether_it_is_the_same_or_not() {
    let (day, corrected) = ("2022-12-20 2022-12-20", "2022-12-27 2022-12-27");
    let told = |count: i64, days: &str| {
        let mut figures = COUNTS.map(|text| observation(&format!("{text} {day}"))).to_vec();
        let again = observation(&format!("flow b 2022 actual - {count} {days}"));
        figures.push(Observation { revision: Revision(2), ..again });
        let cube = Cube::new(cube(&[]).catalogue().clone(), Revision(2), figures);
        let known = |revision| Known { on: "2023-01-01".parse().unwrap(), revision: Revision(revision) };
        let wanted = Wanted { most: 9, ..Wanted::default() };
        let page = differences(&cube, &wanted, (known(1), known(2)), None).unwrap();
        let kinds: Vec<DifferenceKind> = page.changes.iter().map(|one| one.kind).collect();
        (kinds, format!("{:?}", page.changes))
    };
    for days in [day, corrected] {
        let (kinds, same) = told(3, days);
        assert_eq!(kinds, [DifferenceKind::Hidden], "as of {days}");
        for count in [1, 2, 4] {
            assert_eq!(told(count, days), (kinds.clone(), same.clone()), "{count} as of {days}");
        }
    }
}
