//! An organization's own figure and those of everyone below it, whichever was filed last.

use super::*;
use crate::domain::{Catalogue, OrganizationCode};
use crate::intake::Problem;
use crate::intake::catalogue::{Tables, catalogue};
use crate::intake::problem::Lang;

/// A city with two districts, of which one has two wards; the city's own office is asked for `seen`.
fn city(sensitive: &str) -> Catalogue {
    let tables = [
        (
            "organizations.csv",
            "code,parent,name_vi,name_en,kind,valid_from,valid_to,successors\nvn,,V,V,country,,,\nhanoi,vn,H,H,city,,,\n\
             a,hanoi,A,A,town,,,\nb,hanoi,B,B,town,,,\nb1,b,B1,B1,ward,,,\nb2,b,B2,B2,ward,,2024-07-01,\n"
                .to_owned(),
        ),
        (
            "indicators.csv",
            format!(
                "code,name_vi,name_en,unit,unit_vi,kind,decimals,sensitive\npaid,P,P,VND-billion,tỷ đồng,cumulative,0,\n\
                 met,M,M,VND-billion,tỷ đồng,flow,0,{sensitive}\nseen,S,S,case,vụ,flow,0,\nleft,L,L,task,việc,stock,0,\n"
            ),
        ),
        ("sources.csv", "id,publisher,published_on,title_vi,about\n".to_owned()),
        (
            "forms.csv",
            "code,name_vi,name_en,kinds,periods,closing_day,due_days,valid_from,valid_to,partial\n\
             office,O,O,city|town,month,,5,,,any\nclosing,C,C,town,quarter,14,5,,,any\n"
                .to_owned(),
        ),
        ("form-items.csv", "form,indicator,breakdown,measures,required\noffice,seen,,actual,no\nclosing,met,,actual,no\n".to_owned()),
    ];
    let tables =
        tables.into_iter().fold(Tables::default(), |all, (name, text)| all.with(name, text.into_bytes()));
    Catalogue::new(catalogue(&tables, &Catalogue::default()).unwrap()).unwrap()
}

/// What is found in rows `indicator,organization,period,as_of,value` that come after others.
#[track_caller]
fn found_by(within: Option<&str>, sensitive: &str, before: &[&str], rows: &[&str]) -> Vec<Problem> {
    let catalogue = city(sensitive);
    let of = |rows: &[&str], history: &dyn History, within: Option<&OrganizationCode>| {
        let text =
            rows.iter().fold("indicator,organization,period,as_of,value,measure\n".to_owned(), |all, row| {
                format!("{all}{row},actual\n")
            });
        let rules = Rules { catalogue: &catalogue, history, within, ..rules(None) };
        let reading = read(text.as_bytes(), Format::Csv, rules).unwrap();
        assert_eq!(reading.problems, []);
        reading
    };
    let before = Before(if before.is_empty() { Vec::new() } else { of(before, &(), None).figures });
    let within = within.map(|code| OrganizationCode::parse(code).unwrap());
    of(rows, &before, within.as_ref()).findings
}

#[track_caller]
fn found(before: &[&str], rows: &[&str]) -> Vec<String> {
    found_by(None, "", before, rows)
        .iter()
        .map(|one| format!("{} {} {}", one.line, one.code(), one.severity.as_str()))
        .collect()
}

const DISTRICTS: [&str; 2] = ["met,a,2024-05,,30", "met,b,2024-05,,20"];
const EXCEED: [&str; 1] = ["2 children-exceed error"];
const DIFFER: [&str; 1] = ["2 children-differ warning"];

#[test]
fn a_parent_filed_after_those_below_it_is_held_against_them() {
    assert_eq!(found(&DISTRICTS, &["met,hanoi,2024-05,,50"]), NONE);
    assert_eq!(found(&DISTRICTS, &["met,hanoi,2024-05,,49"]), EXCEED);
    assert_eq!(found(&DISTRICTS, &["met,hanoi,2024-05,,51"]), DIFFER);
    // Of one of two, only that it is not more.
    assert_eq!(found(&DISTRICTS[..1], &["met,hanoi,2024-05,,31"]), NONE);
    assert_eq!(found(&DISTRICTS[..1], &["met,hanoi,2024-05,,29"]), EXCEED);
    let other = ["met,hanoi,2024-06,,9", "met,hanoi,2024-05,,50"];
    assert_eq!(found(&DISTRICTS, &other), NONE, "another month");
    let told = found_by(None, "", &DISTRICTS, &["met,hanoi,2024-05,,49"]);
    let (vi, en) = (told[0].detail(Lang::Vi), told[0].detail(Lang::En));
    assert!(vi.contains("`50`") && vi.contains("`49`") && en.contains("`hanoi`"), "{vi} {en}");
}

#[test]
fn a_child_filed_after_its_parent_is_held_against_it() {
    let before = ["met,hanoi,2024-05,,50", DISTRICTS[0]];
    assert_eq!(found(&before, &["met,b,2024-05,,20"]), NONE);
    assert_eq!(found(&before, &["met,b,2024-05,,21"]), EXCEED);
    assert_eq!(found(&before, &["met,b,2024-05,,19"]), DIFFER);
    assert_eq!(found(&before[..1], &["met,b,2024-05,,51"]), EXCEED, "alone it is more");
    // Those of one filing are told of together, at the one above.
    let all = ["met,a,2024-05,,30", "met,b,2024-05,,20", "met,hanoi,2024-05,,40"];
    assert_eq!(found(&[], &all), ["4 children-exceed error"]);
    assert_eq!(
        found(&before, &["met,a,2024-05,,31", "met,b,2024-05,,20"]),
        EXCEED,
        "once, at the first of them"
    );
    let wards = ["met,b,2024-05,,20", "met,b1,2024-05,,12"];
    assert_eq!(found(&wards, &["met,b2,2024-05,,9"]), EXCEED, "one level at a time");
}

#[test]
fn what_runs_up_is_held_against_the_same_day() {
    let before = ["paid,a,2024-05,2024-05-31,30", "paid,b,2024-05,2024-05-31,20"];
    assert_eq!(found(&before, &["paid,hanoi,2024-05,2024-05-31,50"]), NONE);
    assert_eq!(found(&before, &["paid,hanoi,2024-05,2024-05-31,49"]), EXCEED);
    assert_eq!(found(&before, &["paid,hanoi,2024-05,2024-05-31,55"]), DIFFER);
    assert_eq!(found(&before, &["paid,hanoi,2024-05,2024-05-20,40"]), NONE, "they told of eleven days more");
    let city = ["paid,hanoi,2024-05,2024-05-31,50", "paid,a,2024-05,2024-05-31,30"];
    assert_eq!(found(&city, &["paid,b,2024-05,2024-05-20,10"]), NONE, "eleven days are not in it");
    assert_eq!(found(&city, &["paid,b,2024-05,2024-05-20,21"]), EXCEED, "and it was more already");
    // In a year in which one of them ended what the district has may be of that one.
    let wards = ["paid,b1,2024-08,2024-08-31,12"];
    assert_eq!(found(&wards, &["paid,b,2024-08,2024-08-31,20"]), NONE);
    assert_eq!(found(&wards, &["paid,b,2024-08,2024-08-31,11"]), EXCEED);
}

#[test]
fn a_parent_that_has_more_of_its_own_is_not_asked_about() {
    let seen = ["seen,a,2024-05,,30", "seen,b,2024-05,,20"];
    assert_eq!(found(&seen, &["seen,hanoi,2024-05,,60"]), NONE, "a form asks the city too");
    assert_eq!(found(&seen, &["seen,hanoi,2024-05,,40"]), EXCEED);
    let before = ["met,a,2024-04,,30", "met,b,2024-04,,20", "met,hanoi,2024-04,,60"];
    let before = [&before[..], &DISTRICTS[..]].concat();
    assert_eq!(found(&before, &["met,hanoi,2024-05,,60"]), NONE, "it had more in April");
    // What stands, and a country of which one part is on file, are others' matter.
    assert_eq!(found(&["left,a,2024-05,,30", "left,b,2024-05,,20"], &["left,hanoi,2024-05,,9"]), NONE);
    assert_eq!(found(&["met,hanoi,2024-05,,30"], &["met,vn,2024-05,,90"]), NONE);
    assert_eq!(found(&["met,hanoi,2024-05,,30"], &["met,vn,2024-05,,9"]), NONE);
}

#[test]
fn a_quarter_that_the_districts_form_closed_is_all_of_it() {
    let before = ["met,a,2024-Q1,2024-03-14,30", "met,b,2024-Q1,2024-03-14,20"];
    assert_eq!(found(&before, &["met,hanoi,2024-Q1,,60"]), DIFFER);
    let open = ["met,a,2024-Q1,2024-02-14,30", "met,b,2024-Q1,2024-03-14,20"];
    assert!(!found(&open, &["met,hanoi,2024-Q1,,60"]).contains(&DIFFER[0].to_owned()), "on the way there");
}

#[test]
fn a_reason_lets_it_pass_and_what_is_not_exact_is_not_held() {
    let text = "indicator,organization,period,value,measure,qualifier,note\nmet,hanoi,2024-05,49,actual,,đã đối chiếu\n";
    let catalogue = city("");
    let before: Vec<Figure> = {
        let rows =
            "indicator,organization,period,value,measure\nmet,a,2024-05,30,actual\nmet,b,2024-05,20,actual\n";
        read(rows.as_bytes(), Format::Csv, Rules { catalogue: &catalogue, ..rules(None) }).unwrap().figures
    };
    let history = Before(before);
    let of = |text: &str| {
        let rules = Rules { catalogue: &catalogue, history: &history, ..rules(None) };
        let reading = read(text.as_bytes(), Format::Csv, rules).unwrap();
        (told(&reading), reading.refused)
    };
    assert_eq!(of(text), (vec!["2 children-exceed justified".to_owned()], false));
    assert_eq!(of(&text.replace(",,đã", ",about,đã")).0, NONE);
}

#[test]
fn who_files_for_a_child_learns_nothing_of_hidden_counts_beside_it() {
    let before = ["met,hanoi,2024-05,,50", DISTRICTS[0]];
    let codes = |within, sensitive| found_by(within, sensitive, &before, &["met,b,2024-05,,21"]).len();
    assert_eq!((codes(Some("b"), ""), codes(Some("b"), "yes"), codes(None, "yes")), (1, 0, 1));
}
