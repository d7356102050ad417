//! What runs up of which some are behind: whose months are missing, and what may still be said.

use std::sync::Arc;

use super::fixtures::{ask, ask_of, catalogue, city, observation, organization};
use super::flows::RUN_UP;
use super::forms::form;
use crate::cube::Cube;
use crate::domain::{
    Catalogue, CatalogueParts, ClosingDay, Form, OrganizationCode, OrganizationKind, Partial, PeriodKind,
    Revision, Status, Validity,
};
use crate::rollup::{Hole, Note, Report};

/// What a form asks of the districts.
fn monthly(periods: &[PeriodKind]) -> Form {
    form(&["cumulative"], periods, Partial::AtEnd)
}

fn cube_of(form: Option<Form>, figures: &[&str]) -> Cube {
    let forms = form.into_iter().collect();
    let parts = CatalogueParts { forms, ..city().parts().clone() };
    let figures = figures.iter().map(|text| observation(text)).collect();
    Cube::new(Arc::new(Catalogue::new(parts).unwrap()), Revision(1), figures)
}

fn in_words(holes: &[Hole]) -> String {
    let join = |words: Vec<String>| words.join(",");
    let one = |hole: &Hole| {
        let months = join(hole.months.iter().map(ToString::to_string).collect());
        format!("{months} of {}", join(hole.organizations.iter().map(ToString::to_string).collect()))
    };
    holes.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn holes(report: &Report) -> Vec<String> {
    let told = report.notes.iter().filter_map(|note| match note {
        Note::HoleInYear { holes, .. } => Some(in_words(holes)),
        _ => None,
    });
    told.collect()
}

/// `120 P 0/1`, then who left out what, where anybody did.
fn told(cube: &Cube, query: &str) -> String {
    let report = ask_of(cube, &format!("indicator=cumulative&{query}")).unwrap();
    let row = &report.rows[0];
    let value = row.actual.map_or("-".to_owned(), |amount| amount.to_string());
    let (of, holes) = (row.coverage, holes(&report).join(" | "));
    format!("{value} {} {}/{} {holes}", row.status, of.reported, of.expected).trim().to_owned()
}

/// `a` until April of 2022, `b` until May and `old` until June.
const TOLD: [&str; 5] = [
    "cumulative a 2022-03 actual - 30 2022-03-31 -",
    "cumulative a 2022-04 actual - 40 2022-04-30 -",
    "cumulative b 2022-05 actual - 7 2022-05-31 -",
    "cumulative old 2022-06 actual - 3 2022-06-30 -",
    "cumulative a 2022 plan - 80 2022-01-01 -",
];

#[test]
fn whoever_told_of_april_last_is_behind_once_a_form_expects_june() {
    let cube = cube_of(Some(monthly(&[PeriodKind::Month])), &TOLD);
    assert_eq!(told(&cube, "organization=a&period=2022-H1"), "40 P 0/1 2022-05,2022-06 of a");
    assert_eq!(told(&cube, "organization=a&period=2022-Q2"), "40 P 0/1 2022-05,2022-06 of a");
    assert_eq!(told(&cube, "organization=old&period=2022-H1"), "3 A 1/1");
    assert_eq!(told(&cube, "organization=a&period=2022-04"), "40 A 1/1", "asked of April");
    for as_was in ["as_of=2022-04-30", "as_of=2022-05-20"] {
        assert_eq!(told(&cube, &format!("organization=a&period=2022&{as_was}")), "40 A 1/1", "{as_was}");
    }
    assert_eq!(told(&cube, "organization=a&period=2022&as_of=2022-05-31"), "40 P 0/1 2022-05 of a");
    let year = told(&cube, "organization=a&period=2022");
    assert_eq!(year, told(&cube, "organization=a&period=2022&as=flow"));
    assert!(year.starts_with("40 P 0/1 2022-05,") && year.ends_with("2022-12 of a"), "{year}");
    let quarterly = cube_of(Some(monthly(&[PeriodKind::Quarter])), &TOLD);
    assert_eq!(told(&quarterly, "organization=a&period=2022&as_of=2022-05-31"), "40 A 1/1");
    assert_eq!(told(&quarterly, "organization=a&period=2022-H1"), "40 P 0/1 2022-05,2022-06 of a");
}

#[test]
fn in_a_city_it_is_said_who_left_out_which_months() {
    let form = || monthly(&[PeriodKind::Month]);
    let cube = cube_of(Some(form()), &TOLD);
    assert_eq!(
        told(&cube, "organization=city&period=2022-H1"),
        "50 P 1/3 2022-05,2022-06 of a; 2022-06 of b"
    );
    let alike = cube_of(Some(form()), &[TOLD[1], "cumulative b 2022-04 actual - 7 2022-04-30 -"]);
    let query = "organization=city&period=2022-H1";
    assert_eq!(told(&alike, query), "47 P 0/3 2022-05,2022-06 of a,b;  of old", "nobody is ahead of them");
    assert_eq!(told(&alike, "organization=city&period=2022-04"), "47 P 2/3  of old");
    let flow = told(&cube, "organization=city&period=2022-Q2&as=flow");
    assert_eq!(flow, "- L 0/3", "nobody told of March and of June");
    let march = [&TOLD[..], &["cumulative old 2022-03 actual - 1 2022-03-31 -"]].concat();
    let flow = told(&cube_of(Some(form()), &march), "organization=city&period=2022-Q2&as=flow");
    assert_eq!(flow, "2 P 1/3 2022-03,2022-06 of b; 2022-06 of a");
}

#[test]
fn where_no_form_asks_an_organization_goes_on_as_it_began() {
    let none = cube_of(None, &TOLD);
    assert_eq!(told(&none, "organization=a&period=2022-H1"), "40 P 0/1 2022-05,2022-06 of a");
    assert_eq!(told(&none, "organization=a&period=2022&as_of=2022-04-30"), "40 A 1/1");
    let quarters = ["cumulative a 2022-Q1 actual - 5 2022-03-31 -", "cumulative a 2022-H1 actual - 9 - -"];
    let of = |period: &str| told(&cube_of(None, &quarters), &format!("organization=a&period={period}"));
    assert_eq!(of("2022-H1"), "9 A 1/1");
    assert_eq!(of("2022-9M"), "9 P 0/1 2022-07,2022-08,2022-09 of a");
    let years = ["cumulative a 2021 actual - 5 - -", "cumulative a 2022 actual - 9 2022-09-25 -"];
    assert_eq!(told(&cube_of(None, &years), "organization=a&period=2022"), "9 A 1/1", "the year was told of");
    let ended = ["cumulative old 2025-05 actual - 5 2025-05-31 -"];
    assert_eq!(told(&cube_of(None, &ended), "organization=old&period=2025"), "5 P 0/1 2025-06 of old");
    let ended = ["cumulative old 2025-06 actual - 5 2025-06-30 -"];
    assert_eq!(told(&cube_of(None, &ended), "organization=old&period=2025"), "5 A 1/1", "it is no more");
}

#[test]
fn what_a_form_of_the_fourteenth_expects_is_told_by_then() {
    let form = Form { closing_day: ClosingDay::parse("14").ok(), ..monthly(&[PeriodKind::Month]) };
    let figures = ["cumulative a 2022-05 actual - 7 2022-05-14 -"];
    let cube = cube_of(Some(form), &figures);
    assert_eq!(told(&cube, "organization=a&period=2022&as_of=2022-06-13"), "7 A 1/1");
    assert_eq!(told(&cube, "organization=a&period=2022&as_of=2022-06-14"), "7 P 0/1 2022-06 of a");
    let filed = [&figures[..], &["cumulative a 2022-06 actual - 7 2022-05-31 -"]].concat();
    let cube = cube_of(Some(monthly(&[PeriodKind::Month])), &filed);
    assert_eq!(
        told(&cube, "organization=a&period=2022-H1"),
        "7 A 1/1",
        "June was filed, with what there was"
    );
}

#[test]
fn whoever_is_behind_keeps_its_rate_of_plan_and_its_change() {
    let before =
        ["cumulative a 2021-04 actual - 32 2021-04-30 -", "cumulative a 2021-06 actual - 60 2021-06-30 -"];
    let cube = cube_of(Some(monthly(&[PeriodKind::Month])), &[&TOLD[..], &before].concat());
    for query in ["organization=a&period=2022", "organization=a&period=2022&as=flow"] {
        let row = ask_of(&cube, &format!("indicator=cumulative&{query}")).unwrap().rows.remove(0);
        assert_eq!(row.plan_rate.map(|rate| rate.to_string()).as_deref(), Some("50"), "{query}");
        assert_eq!(row.change.unwrap().absolute.unwrap().units, 8, "{query}: April with April");
        assert_eq!(row.status, Status::Provisional);
    }
    // One of a sum is behind the others: a plan of both is not of the same.
    let plans = ["cumulative b 2022 plan - 10 2022-01-01 -", "cumulative old 2022 plan - 10 2022-01-01 -"];
    let cube = cube_of(Some(monthly(&[PeriodKind::Month])), &[&TOLD[..], &plans].concat());
    let row = ask_of(&cube, "indicator=cumulative&organization=city&period=2022").unwrap().rows.remove(0);
    assert_eq!((row.plan_rate, row.plan.map(|plan| plan.units)), (None, Some(100)));
}

#[test]
fn a_flow_that_cannot_be_worked_out_names_the_month_that_is_missing() {
    let figures = [
        "cumulative a 2022-04 actual - 40 2022-04-30 -",
        "cumulative a 2022-07 actual - 60 2022-07-31 -",
        "cumulative a 2022-09 actual - 90 2022-09-30 -",
    ];
    let untold = |figures: &[&str], query: &str| {
        let report = ask(figures, &format!("indicator=cumulative&organization=a&{query}&as=flow"));
        assert_eq!(report.rows[0].actual, None);
        report.notes.into_iter().find_map(|note| match note {
            Note::NoFlow { months, .. } => Some(months.iter().map(ToString::to_string).collect::<Vec<_>>()),
            Note::NotTiled { .. } => panic!("nothing is added up: {note:?}"),
            _ => None,
        })
    };
    let one = |month: &str| Some(vec![month.to_owned()]);
    assert_eq!(untold(&figures, "period=2022-Q3"), one("2022-06"));
    assert_eq!(untold(&figures, "period=2022-06"), Some(vec!["2022-05".to_owned(), "2022-06".to_owned()]));
    assert_eq!(untold(&figures, "period=2022-Q4&as_of=2022-11-20"), None, "it is not over");
    assert_eq!(untold(&[], "period=2022-Q3"), None);
    let unlike = ["cumulative a 2022-06 actual - 40 2022-06-05 -", figures[2]];
    assert_eq!(untold(&unlike, "period=2022-Q3"), Some(Vec::new()), "both are told, of other days");
}

#[test]
fn what_runs_up_in_a_city_is_provisional_while_one_of_it_is_months_behind() {
    let figures = [
        &RUN_UP[..],
        &["cumulative b 2022-9M actual - 5 2022-09-25 -", "cumulative old 2022-07 actual - 7 2022-07-31 -"],
    ]
    .concat();
    let report =
        ask(&figures, "indicator=cumulative&organization=city&period=2022&as_of=2022-10-15&explain=true");
    let row = &report.rows[0];
    assert_eq!((row.actual.unwrap().units, row.status), (72, Status::Provisional));
    assert_eq!((row.coverage.reported, row.coverage.expected), (2, 3));
    let receipt = &row.receipts[0];
    assert_eq!(receipt.missing[0].as_str(), "old");
    assert_eq!(
        receipt.holes[0].months.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["2022-08", "2022-09"]
    );
    assert!(matches!(&report.notes[..], [Note::HoleInYear { .. }]));
    // A plan is made when it is made.
    let plans = [
        "cumulative a 2022 plan - 5 2022-01-01 -",
        "cumulative b 2022 plan - 5 2022-06-01 -",
        "cumulative old 2022 plan - 5 2022-01-01 -",
    ];
    let report = ask(&plans, "indicator=cumulative&organization=city&period=2022&measure=plan");
    assert_eq!(report.notes, []);
}

#[test]
fn of_a_part_that_is_behind_all_who_reported_are_missing() {
    use OrganizationKind::{City, UrbanDistrict, Ward};
    let of = |code, parent, kind| organization(code, parent, kind, Validity::default());
    let organizations = vec![
        of("city", None, City),
        of("a", Some("city"), UrbanDistrict),
        of("b", Some("city"), UrbanDistrict),
        of("a1", Some("a"), Ward),
        of("a2", Some("a"), Ward),
        of("b1", Some("b"), Ward),
        of("b2", Some("b"), Ward),
    ];
    let figures = [
        "cumulative a1 2022-10 actual - 10 2022-10-31 -",
        "cumulative a2 2022-10 actual - 10 2022-10-31 -",
        "cumulative b1 2022-9M actual - 10 2022-09-30 -",
        "cumulative b2 2022-9M actual - 10 2022-09-30 -",
    ];
    let cube = Cube::new(catalogue(organizations), Revision(1), figures.map(observation).into());
    let query = "indicator=cumulative&organization=city&period=2022&as_of=2022-11-10&explain=true";
    let row = ask_of(&cube, query).unwrap().rows.remove(0);
    assert_eq!((row.coverage.reported, row.coverage.expected), (2, 4));
    let missing: Vec<_> = row.receipts[0].missing.iter().map(OrganizationCode::as_str).collect();
    assert_eq!(missing, ["b1", "b2"]);
}
