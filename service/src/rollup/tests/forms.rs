//! Who should have reported, where a form says so.

use std::sync::Arc;

use super::fixtures::{ask_of, city, observation, organization};
use crate::cube::Cube;
use crate::domain::{
    Catalogue, CatalogueParts, ClosingDay, Date, Form, FormBreakdown, FormCode, FormItem, IndicatorCode,
    Measure, Names, OrganizationKind, Partial, PeriodKind, Revision, Status, Validity,
};
use crate::rollup::{Note, Report};

/// A form that asks districts for these indicators.
pub(super) fn form(indicators: &[&str], periods: &[PeriodKind], partial: Partial) -> Form {
    let item = |code: &&str| FormItem {
        indicator: IndicatorCode::parse(code).unwrap(),
        breakdown: FormBreakdown::default(),
        measures: vec![Measure::Actual],
        required: true,
    };
    Form {
        code: FormCode::parse("form").unwrap(),
        names: Names::default(),
        kinds: vec![OrganizationKind::UrbanDistrict],
        periods: periods.to_vec(),
        closing_day: None,
        due_days: 5,
        validity: Validity::default(),
        partial,
        items: indicators.iter().map(item).collect(),
    }
}

/// The usual city, with a department that no form asks, and two wards below `b`.
fn asked(form: Form) -> Arc<Catalogue> {
    let mut organizations = city().parts().organizations.clone();
    let below = |code, parent, kind| organization(code, Some(parent), kind, Validity::default());
    organizations.push(below("department", "city", OrganizationKind::Unit));
    organizations.push(below("ward-1", "b", OrganizationKind::Ward));
    organizations.push(below("ward-2", "b", OrganizationKind::Ward));
    let parts = CatalogueParts { organizations, forms: vec![form], ..city().parts().clone() };
    Arc::new(Catalogue::new(parts).unwrap())
}

fn answer(form: Form, figures: &[&str], query: &str) -> Report {
    let figures = figures.iter().map(|text| observation(text)).collect();
    ask_of(&Cube::new(asked(form), Revision(1), figures), &format!("{query}&explain=true")).unwrap()
}

/// Value, reported of expected, and who is missing.
fn told(form: Form, figures: &[&str], query: &str) -> (Option<i64>, String, Vec<String>, Status) {
    let report = answer(form, figures, query);
    let row = &report.rows[0];
    (
        row.actual.map(|amount| amount.units),
        format!("{}/{}", row.coverage.reported, row.coverage.expected),
        row.receipts[0].missing.iter().map(ToString::to_string).collect(),
        row.status,
    )
}

const YEAR: &[PeriodKind] = &[PeriodKind::Year];
const MONTH: &[PeriodKind] = &[PeriodKind::Month];
const CITY_2022: &str = "indicator=flow&organization=city&period=2022";

#[test]
fn who_is_not_asked_is_not_missing() {
    let figures =
        ["flow a 2022 actual - 3 - -", "flow b 2022 actual - 4 - -", "flow old 2022 actual - 5 - -"];
    let form = || form(&["flow"], YEAR, Partial::Any);
    assert_eq!(told(form(), &figures, CITY_2022), (Some(12), "3/3".into(), vec![], Status::Normal));
    let (value, coverage, missing, status) = told(form(), &figures[..2], CITY_2022);
    assert_eq!((value, coverage.as_str(), status), (Some(7), "2/3", Status::Provisional));
    assert_eq!(missing, ["old"], "the department is not asked");
    // Of an indicator in no form all children count.
    let stock = figures.map(|text| text.replace("flow", "stock"));
    let stock: Vec<&str> = stock.iter().map(String::as_str).collect();
    let (.., missing, status) = told(form(), &stock, &CITY_2022.replace("flow", "stock"));
    assert_eq!((missing, status), (vec!["department".to_owned()], Status::Provisional));
}

#[test]
fn who_reports_unasked_counts_and_must_tell_all() {
    let mut figures = vec![
        "flow a 2022 actual - 3 - -",
        "flow b 2022 actual - 4 - -",
        "flow old 2022 actual - 5 - -",
        "flow department 2022-Q1 actual - 1 - -",
    ];
    let form = || form(&["flow"], YEAR, Partial::Any);
    let (value, coverage, missing, status) = told(form(), &figures, CITY_2022);
    assert_eq!((value, coverage.as_str(), status), (Some(12), "3/4", Status::Provisional));
    assert_eq!(missing, ["department"], "a quarter of its year is not in the sum");
    figures[3] = "flow department 2022 actual - 1 - -";
    assert_eq!(told(form(), &figures, CITY_2022).1, "4/4");
    let alone = &figures[3..];
    let own = told(form(), alone, "indicator=flow&organization=department&period=2023");
    assert_eq!(own, (None, "0/0".into(), vec![], Status::NotReported));
}

#[test]
fn those_below_are_missing_where_they_are_asked() {
    let wards = Form { kinds: vec![OrganizationKind::Ward], ..form(&["flow"], YEAR, Partial::Any) };
    let (_, coverage, missing, _) = told(wards.clone(), &["flow ward-1 2022 actual - 3 - -"], CITY_2022);
    assert_eq!((coverage.as_str(), missing), ("1/2", vec!["ward-2".to_owned()]));
    let (_, coverage, missing, _) = told(wards.clone(), &["flow a 2022 actual - 3 - -"], CITY_2022);
    assert_eq!((coverage.as_str(), missing), ("1/3", vec!["ward-1".to_owned(), "ward-2".to_owned()]));
    let nobody = told(wards, &["flow a 2021 actual - 3 - -"], CITY_2022);
    assert_eq!(nobody.1, "0/2", "nobody told anything of this year");
}

#[test]
fn who_existed_for_a_part_is_expected_as_the_form_says() {
    // `old` ended and `new` began on 1 July 2025.
    let figures = ["flow a 2025 actual - 3 - -", "flow b 2025 actual - 4 - -"];
    let query = "indicator=flow&organization=city&period=2025";
    let expected = |partial| {
        let (_, _, missing, _) = told(form(&["flow"], YEAR, partial), &figures, query);
        missing.join(" ")
    };
    assert_eq!(expected(Partial::Any), "new old");
    assert_eq!(expected(Partial::AtEnd), "new");
    assert_eq!(expected(Partial::Whole), "");
    // Who files months should have filed for the year of each.
    let months = told(form(&["flow"], MONTH, Partial::Whole), &figures, query);
    assert_eq!(months.2, ["new", "old"]);
}

#[test]
fn a_month_of_which_too_little_is_left_takes_nothing_from_the_quarter() {
    // For the 14th `new` was there from 1 July, when July had been open since 15 June.
    let closing = ClosingDay::parse("14").ok();
    let quarter = |partial| {
        let form = Form { closing_day: closing, ..form(&["flow"], MONTH, partial) };
        let figures = ["flow new 2025-08 actual - 3 - -", "flow new 2025-09 actual - 4 - -"];
        told(form, &figures, "indicator=flow&organization=new&period=2025-Q3")
    };
    assert_eq!(quarter(Partial::Whole), (Some(7), "1/1".into(), vec![], Status::Normal));
    assert_eq!(quarter(Partial::AtEnd), (None, "0/1".into(), vec!["new".to_owned()], Status::NotReported));
    // Nobody asks the department, so what it leaves out is left out.
    let figures = ["flow department 2025-08 actual - 3 - -", "flow department 2025-09 actual - 4 - -"];
    let of = "indicator=flow&organization=department&period=2025-Q3";
    let report = answer(form(&["flow"], MONTH, Partial::Whole), &figures, of);
    assert_eq!(report.rows[0].actual, None);
    assert!(matches!(&report.notes[..], [Note::NotTiled { .. }]), "{:?}", report.notes);
}

#[test]
fn a_form_says_nothing_of_periods_that_it_is_not_filed_for() {
    let figures = ["flow a 2022-01 actual - 3 - -"];
    let query = "indicator=flow&organization=city&period=2022-01";
    let (_, coverage, ..) = told(form(&["flow"], YEAR, Partial::Any), &figures, query);
    assert_eq!(coverage, "1/4", "all children, as where there is no form");
    let ended: Option<Date> = "2021-12-31".parse().ok();
    let over =
        Form { validity: Validity { from: None, until: ended }, ..form(&["flow"], YEAR, Partial::Any) };
    let (_, coverage, ..) = told(over, &["flow a 2022 actual - 3 - -"], CITY_2022);
    assert_eq!(coverage, "1/4");
}

#[test]
fn a_year_before_that_closed_on_the_same_day_is_compared() {
    let figures = [
        "flow a 2025-03 actual - 9 2025-03-14 2025-03-20",
        "flow a 2024-03 actual - 6 2024-03-14 2024-03-20",
        "flow a 2024-03 actual - 8 2024-03-31 2024-04-20",
    ];
    let report = answer(
        form(&["flow"], MONTH, Partial::Any),
        &figures,
        "indicator=flow&organization=a&period=2025-03",
    );
    let change = report.rows[0].change.clone().unwrap();
    assert_eq!((change.absolute.unwrap().units, change.from_as_of), (3, "2024-03-14".parse().ok()));
    let later = answer(
        form(&["flow"], MONTH, Partial::Any),
        &[figures[0], figures[2]],
        "indicator=flow&organization=a&period=2025-03",
    );
    assert_eq!(later.rows[0].change.clone().unwrap().absolute, None, "a month that ran 17 days longer");
}
