//! Forms: read with their items, and refused where nobody could fill them in.

use super::fixtures::DEMO;
use crate::domain::{Catalogue, CatalogueParts, FormCode, Period};
use crate::intake::catalogue::{Tables, catalogue};
use crate::intake::demo;
use crate::intake::problem::{Lang, Problem};

const FORMS: &str = "code,name_vi,name_en,kinds,periods,closing_day,due_days,valid_from,valid_to,partial";
const ITEMS: &str = "form,indicator,breakdown,measures,required";

fn tables(forms: &str, items: &str) -> Tables {
    demo::tables()
        .with("forms.csv", format!("{FORMS}\n{forms}\n").into_bytes())
        .with("form-items.csv", format!("{ITEMS}\n{items}\n").into_bytes())
}

fn read(forms: &str, items: &str) -> Result<CatalogueParts, Vec<Problem>> {
    catalogue(&tables(forms, items), &Catalogue::default())
}

#[track_caller]
fn told(forms: &str, items: &str) -> Vec<String> {
    let problems = read(forms, items).expect_err("they were taken");
    for problem in &problems {
        let (vi, en) = (problem.fault.remedy(Lang::Vi), problem.fault.remedy(Lang::En));
        assert!(!vi.is_empty() && vi != en, "{vi}");
    }
    let place = |one: &Problem| one.column.clone().unwrap_or("-".into());
    problems
        .iter()
        .map(|one| format!("{} {} {} {}", one.file.unwrap_or("-"), one.line, place(one), one.code()))
        .collect()
}

#[test]
fn the_demonstration_asks_every_district_for_its_quarter() {
    let form = DEMO.form(&FormCode::parse("inspection").unwrap()).unwrap();
    let quarter = |text: &str| DEMO.expected(form, Period::parse(text).unwrap()).len();
    assert_eq!((quarter("2025-Q2"), quarter("2025-Q3"), quarter("2025-05")), (30, 0, 0));
    assert_eq!(form.due(Period::parse("2025-Q2").unwrap()).to_string(), "2025-06-20");
    assert_eq!(form.cells(&DEMO).len(), 2 + 5 * 2 + 2 * 5);
}

#[test]
fn every_problem_of_forms_is_told_at_once() {
    assert_eq!(
        told(
            "a,A,A,moon,week,31,x,2025-01-01,2024-01-01,half\na,,A,,month,,400,,,any",
            "a,members-admitted,,,"
        ),
        [
            "forms.csv 2 kinds invalid-organization-kind",
            "forms.csv 2 periods invalid-period-kind",
            "forms.csv 2 closing_day invalid-closing-day",
            "forms.csv 2 due_days invalid-number-of-days",
            "forms.csv 2 valid_to overlapping-placements",
            "forms.csv 2 partial invalid-partial",
            "forms.csv 2 - problems-that-follow",
            "forms.csv 3 code twice",
            "forms.csv 3 name_vi required",
            "forms.csv 3 kinds required",
            "forms.csv 3 due_days invalid-number-of-days",
        ]
    );
}

#[test]
fn every_problem_of_items_is_told_at_once() {
    let form = "a,A,A,city,month,,5,,,any\nb,B,B,city,month,,5,,,any";
    let items = "c,members-admitted,,,\na,nothing,,,\na,members-admitted,subject=*,,\na,inspected,subject=nobody,,\n\
                 a,inspected,subject,plans,perhaps\na,inspected,subject=member,,\na,inspected,subject=*,plan|actual,no";
    assert_eq!(
        told(form, items),
        [
            "form-items.csv 2 form unknown-form",
            "form-items.csv 3 indicator unknown-indicator",
            "form-items.csv 4 breakdown not-broken-down",
            "form-items.csv 5 breakdown unknown-breakdown-member",
            "form-items.csv 6 breakdown invalid-breakdown",
            "form-items.csv 6 measures invalid-measure",
            "form-items.csv 6 required invalid-flag",
            "form-items.csv 8 breakdown twice",
        ]
    );
    assert_eq!(told(form, "a,inspected,,,"), ["form-items.csv 0 form invalid-form-without-items"]);
}

#[test]
fn a_slip_in_a_table_does_not_fill_the_memory() {
    let members = (0..30_000).map(|number| format!("subject,m{number},M,M\n")).collect::<String>();
    let tables = tables("a,A,A,city,month,,5,,,any", "a,inspected,subject=*,,")
        .with("breakdowns.csv", format!("breakdown,member,name_vi,name_en\n{members}").into_bytes())
        .with("charts.csv", &b"slug,kind,query,category,title_vi,title_en\n"[..]);
    let problems = catalogue(&tables, &Catalogue::default()).unwrap_err();
    assert_eq!(problems[0].code(), "invalid-form-item");
}

#[test]
fn a_form_that_is_told_again_keeps_its_items() {
    let before = Catalogue::new(read("a,A,A,city,month,,5,,,any", "a,members-admitted,,,").unwrap()).unwrap();
    let alone =
        Tables::default().with("forms.csv", format!("{FORMS}\na,A,New,city,month,14,5,,,any\n").into_bytes());
    let parts = catalogue(&alone, &before).unwrap();
    assert_eq!((parts.forms[0].names.en.as_str(), parts.forms[0].items.len()), ("New", 1));

    let other =
        Tables::default().with("forms.csv", format!("{FORMS}\nb,B,B,city,month,14,5,,,any\n").into_bytes());
    let problems = catalogue(&other, &before).unwrap_err();
    assert_eq!(problems[0].code(), "invalid-form-without-items");

    let fewer = Tables::default().with(
        "indicators.csv",
        &b"code,name_vi,name_en,unit,unit_vi,kind,decimals\nother,O,O,u,u,flow,0\n"[..],
    );
    let problems =
        catalogue(&fewer.with("charts.csv", &b"slug,kind,query,category,title_vi,title_en\n"[..]), &before);
    let problems = problems.unwrap_err();
    assert_eq!(
        (problems[0].file, problems[0].code().as_ref()),
        (Some("form-items.csv"), "invalid-form-item")
    );
}
