//! A form is fetched as a workbook, filled in and filed.

use serde_json::json;

use super::book::{Entry, inflated, unzip, zip};
use super::marking::{XLSX, file};
use crate::harness::{Reply, Service};

const FORM: &str = "/api/v1/forms/investment/workbook.xlsx";

/// A form's workbook.
pub fn fetched(service: &Service, token: &str, query: &str) -> Reply {
    let bearer = format!("Bearer {token}");
    service.get_with(&format!("{FORM}?{query}"), &[("authorization", bearer.as_str())])
}

/// The first sheet as it is written.
pub fn first_sheet(bytes: &[u8]) -> String {
    let entries = unzip(bytes);
    let sheet = entries.iter().find(|entry| entry.name == b"xl/worksheets/sheet1.xml").unwrap();
    String::from_utf8(inflated(sheet)).unwrap()
}

/// The workbook with these cells filled in.
pub fn filled(bytes: &[u8], cells: &[(&str, &str)]) -> Vec<u8> {
    let entries = unzip(bytes).into_iter().map(|entry| {
        if entry.name != b"xl/worksheets/sheet1.xml" {
            return entry;
        }
        let mut sheet = String::from_utf8(inflated(&entry)).unwrap();
        for (cell, value) in cells {
            let at = sheet
                .find(&format!("<c r=\"{cell}\""))
                .unwrap_or_else(|| panic!("{cell} is not there: {sheet}"));
            let end = at + sheet[at..].find("/>").unwrap();
            sheet.replace_range(end..end + 2, &format!("><v>{value}</v></c>"));
        }
        Entry::new("xl/worksheets/sheet1.xml", sheet)
    });
    zip(&entries.collect::<Vec<_>>())
}

#[test]
fn a_form_is_fetched_filled_in_and_filed() {
    let service = Service::demo();
    let token = service.token("ba-dinh");
    let query = "organization=ba-dinh&period=2023-06";
    let workbook = fetched(&service, &token, query).has_status(200);
    assert_eq!(workbook.header("content-type"), Some(XLSX));
    assert!(workbook.header("content-disposition").unwrap().contains("investment-ba-dinh-2023-06.xlsx"));
    assert_eq!(fetched(&service, &token, query).body, workbook.body, "the same bytes each time");
    let sheet = first_sheet(&workbook.body);
    assert!(sheet.contains("<sheetProtection") && sheet.contains("<dataValidation type=\"list\""), "{sheet}");
    // 14 June 2023, when the form closes, stands there already.
    assert!(sheet.contains("<v>45091</v>"), "{sheet}");
    let full = filled(&workbook.body, &[("O6", "40.5"), ("O7", "100")]);
    let kept = service.file(&token, XLSX, &full).has_status(201).json();
    assert_eq!(kept["figures"], 2, "{kept}");
    let row = service
        .figures("indicator=investment-disbursed&organization=ba-dinh&period=2023-06")
        .rows()
        .remove(0);
    assert_eq!((row["actual"].to_string(), &row["plan"]), ("40.5".to_owned(), &json!(100)));
    assert_eq!(row["as_of"], "2023-06-14");
    // What is known now stands in the next one.
    let next = first_sheet(&fetched(&service, &token, query).has_status(200).body);
    assert!(next.contains("<v>40.5</v>"), "{next}");
    let year_later = fetched(&service, &token, "organization=ba-dinh&period=2024-06&lang=en").has_status(200);
    assert!(first_sheet(&year_later.body).contains("<v>40.5</v>"));
}

#[test]
fn what_a_form_asks_for_and_nobody_filled_in_is_told_by_its_cell() {
    let service = Service::demo();
    let token = service.token("ba-dinh");
    let workbook = fetched(&service, &token, "organization=ba-dinh&period=2023-06").has_status(200).body;
    let half = filled(&workbook, &[("O6", "40.5")]);
    let refused = service.file(&token, XLSX, &half).has_status(422).json();
    let told: Vec<_> =
        refused["errors"].as_array().unwrap().iter().map(|one| (&one["cell"], &one["code"])).collect();
    assert_eq!(told, [(&json!("O7"), &json!("form-asks"))]);
    // Marked, filled in, filed; and what it is not known yet is said by a status.
    let marked = file(&service, "", &token, &half).has_status(422).body;
    let whole = filled_with_text(&marked, "P7", "L");
    service.file(&token, XLSX, &whole).has_status(201).json();
}

/// The workbook with a text in one cell.
fn filled_with_text(bytes: &[u8], cell: &str, text: &str) -> Vec<u8> {
    let entries = unzip(bytes).into_iter().map(|entry| {
        if entry.name != b"xl/worksheets/sheet1.xml" {
            return entry;
        }
        let mut sheet = String::from_utf8(inflated(&entry)).unwrap();
        let at = sheet.find(&format!("<c r=\"{cell}\"")).unwrap();
        let end = at + sheet[at..].find("/>").unwrap();
        sheet.replace_range(end..end + 2, &format!(" t=\"inlineStr\"><is><t>{text}</t></is></c>"));
        Entry::new("xl/worksheets/sheet1.xml", sheet)
    });
    zip(&entries.collect::<Vec<_>>())
}

#[test]
fn a_form_is_handed_out_to_who_files_it_and_to_nobody_else() {
    let service = Service::demo();
    let own = service.token("ba-dinh");
    let good = "organization=ba-dinh&period=2023-06";
    service.get(&format!("{FORM}?{good}")).has_status(401).json();
    fetched(&service, &service.token("tay-ho"), good).has_status(403).json();
    assert!(fetched(&service, &service.token("hanoi"), good).has_status(200).body.starts_with(b"PK"));
    for (query, status, kind) in [
        ("organization=tay-ho&period=2023-06", 403, "not-yours"),
        ("organization=ba-dinh&period=2023", 422, "not-expected"),
        ("organization=ba-dinh&period=2025-12", 422, "not-expected"),
        ("organization=nowhere&period=2023-06", 422, "unknown-organization"),
        ("organization=ba-dinh", 400, "invalid"),
        ("organization=ba-dinh&period=2023-06&x=1", 400, "invalid"),
    ] {
        let refused = fetched(&service, &own, query).has_status(status);
        assert!(refused.json()["type"].as_str().unwrap().contains(kind), "{query}: {}", refused.text());
    }
    let bearer = format!("Bearer {own}");
    let none =
        service.get_with(&format!("/api/v1/forms/none/workbook.xlsx?{good}"), &[("authorization", &bearer)]);
    assert_eq!(none.has_status(404).json()["type"], "/problems/no-such-form");
}
