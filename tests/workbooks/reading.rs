//! Workbooks as people and programs write them: each says the same as its table in CSV.

use serde_json::{Value, json};

use super::book::{
    Entry, book, book_of, frame, good, header, inflated, row, sheet, strings, text, with, zip,
};
use crate::harness::Service;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What a dry run says of a file: what is wrong with it and what it would change.
#[track_caller]
fn tried(service: &Service, token: &str, media_type: &str, bytes: &[u8]) -> Value {
    service.file_with("dry_run=true", token, media_type, bytes).has_status(200).json()
}

/// The places of what is wrong.
fn places(tried: &Value) -> Vec<String> {
    let told = |one: &Value| {
        let word = |name: &str| one[name].as_str().unwrap_or("-").to_owned();
        format!("{}!{} {}", word("sheet"), word("cell"), word("code"))
    };
    tried["errors"].as_array().unwrap().iter().map(told).collect()
}

#[test]
fn a_workbook_is_filed_as_its_table_in_csv_is() {
    let service = Service::demo();
    let token = service.token("hanoi");
    let shared = ["value", "investment-disbursed", "ba-dinh", "actual", "tiến độ chậm"];
    let items: String = shared.iter().map(|text| format!("<si><t>{text}</t></si>")).collect();
    let s = |at: usize| format!("<c t=\"s\"><v>{at}</v></c>");
    let n = |style: usize, value: &str| format!("<c s=\"{style}\"><v>{value}</v></c>");
    let names = ["indicator", "organization", "period", "as_of", "measure", "#ghi nhớ"].map(text);
    // 14 June 2023 as a day, June 2023 as Excel makes it of a typed 2023-06, and 81033.18 as Excel keeps it.
    let rows = [
        row(&[text("BÁO CÁO GIẢI NGÂN")]),
        row(&[&names[..], &[s(0)]].concat()),
        row(&[s(1), s(2), n(2, "45078"), n(1, "45091"), s(3), s(4), n(0, "81033.179999999993")]),
        row(&[
            s(1),
            s(2),
            n(0, "2023"),
            n(1, "45291"),
            s(3),
            s(4),
            "<c t=\"str\"><f>A1</f><v>81.033,5</v></c>".to_owned(),
        ]),
        row(&[text("Người lập biểu")]),
    ];
    let entries = with(frame(&["Giải ngân"]), Entry::new("xl/worksheets/sheet1.xml", sheet(&rows.concat())));
    let workbook = zip(&with(entries, Entry::new("xl/sharedStrings.xml", strings(&items))));
    let csv = "indicator,organization,period,as_of,measure,value\n\
               investment-disbursed,ba-dinh,2023-06,2023-06-14,actual,\"81.033,18\"\n\
               investment-disbursed,ba-dinh,2023,2023-12-31,actual,\"81.033,5\"\n";
    let (one, other) =
        (tried(&service, &token, XLSX, &workbook), tried(&service, &token, "text/csv", csv.as_bytes()));
    assert_eq!(one, other);
    assert_eq!(one["acceptable"], true, "{one}");
    service.file(&token, XLSX, &workbook).has_status(201).json();
    let again = service.file(&token, XLSX, &workbook).has_status(200).json();
    assert_eq!(again["unchanged"], true);
    let rows = service.figures("indicator=investment-disbursed&organization=ba-dinh&period=2023-06").rows();
    assert_eq!(rows[0]["actual"].to_string(), "81033.18");
}

#[test]
fn every_problem_names_its_sheet_and_cell() {
    let service = Service::demo();
    let token = service.token("hanoi");
    let number = |value: &str| format!("<c><v>{value}</v></c>");
    let wrong = |place: &str, period: &str, value: String| {
        row(&[text("members-admitted"), text(place), text(period), text("actual"), value])
    };
    let first = [
        header(),
        good("ba-dinh", "310"),
        wrong("nowhere", "2023-13", number("1.5")),
        wrong("tay-ho", "2023", number("0.33333333333333331")),
        wrong("tay-ho", "2022", "<c t=\"e\"><v>#REF!</v></c>".to_owned()),
        wrong("tay-ho", "2021", "<c><f>SUM(A1:A2)</f></c>".to_owned()),
    ];
    let second = [
        row(&[text("Trang thứ hai")]),
        header(),
        good("ba-dinh", "310"),
        row(&[
            text("members-admitted"),
            text("hoan-kiem"),
            text("2023"),
            text("actual"),
            number("1"),
            text(""),
            text("ngoài bảng"),
        ]),
    ];
    let mut entries = frame(&["Quận", "Ghi chú", "Phường"]);
    entries.push(Entry::new("xl/worksheets/sheet1.xml", sheet(&first.concat())));
    entries.push(Entry::new("xl/worksheets/sheet2.xml", sheet(&row(&[text("chỉ là ghi chú")]))));
    entries.push(Entry::new("xl/worksheets/sheet3.xml", sheet(&second.concat())));
    let tried = tried(&service, &token, XLSX, &zip(&entries));
    let expected = [
        "Quận!B3 unknown-organization",
        "Quận!C3 invalid-period",
        "Quận!E3 too-many-decimals",
        "Quận!E4 inexact-number",
        "Quận!E5 invalid-number",
        "Quận!E6 invalid-number",
        "Phường!A3 twice",
        "Phường!G4 unnamed-column",
    ];
    assert_eq!(places(&tried), expected);
    let twice = &tried["errors"][6]["detail_vi"];
    assert!(twice.as_str().unwrap().contains("dòng 2 của trang tính `Quận`"), "{twice}");
}

#[test]
fn merged_cells_blank_columns_and_rows_out_of_order_are_survived() {
    let service = Service::demo();
    let token = service.token("hanoi");
    let cell = |at: &str, value: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{value}</t></is></c>");
    let rows = format!(
        "<row r=\"3\">{}{}{}{}{}</row><row r=\"4\"><c r=\"A4\" s=\"1\"/></row>\
         <row r=\"5\">{}{}{}{}{}</row><row r=\"6\">{}{}</row><row r=\"20\">{}{}{}</row>",
        cell("B3", "indicator"),
        cell("D3", "organization"),
        cell("E3", "period"),
        cell("F3", "measure"),
        cell("G3", "value"),
        cell("B5", "members-admitted"),
        cell("D5", "ba-dinh"),
        cell("E5", "2023-01"),
        cell("F5", "actual"),
        cell("G5", "5"),
        cell("E6", "2023-02"),
        cell("G6", "6"),
        cell("D20", "tay-ho"),
        cell("E20", "2023-02"),
        cell("G20", "7"),
    );
    let merged = "</sheetData><mergeCells count=\"4\"><mergeCell ref=\"B5:B20\"/><mergeCell ref=\"D5:D6\"/>\
                  <mergeCell ref=\"F5:F20\"/><mergeCell ref=\"B3:C3\"/></mergeCells>";
    let one = tried(&service, &token, XLSX, &book_of(&sheet(&rows).replace("</sheetData>", merged)));
    let csv = "indicator,organization,period,measure,value\nmembers-admitted,ba-dinh,2023-01,actual,5\n\
               members-admitted,ba-dinh,2023-02,actual,6\nmembers-admitted,tay-ho,2023-02,actual,7\n";
    assert_eq!(one, tried(&service, &token, "text/csv", csv.as_bytes()));
    assert_eq!(one["figures"], 3, "{one}");
    // A value that stands for several rows is nobody's.
    let merged = "</sheetData><mergeCells><mergeCell ref=\"E2:E3\"/></mergeCells>";
    let rows =
        [header(), good("ba-dinh", "310"), row(&["members-admitted", "tay-ho", "2023", "actual"].map(text))];
    let two = tried(&service, &token, XLSX, &book_of(&sheet(&rows.concat()).replace("</sheetData>", merged)));
    assert_eq!(places(&two), ["Sheet1!E3 value-required"]);
}

#[test]
fn a_hidden_sheet_of_figures_is_neither_filed_nor_left_out_without_a_word() {
    let service = Service::demo();
    let token = service.token("hanoi");
    let mut entries = frame(&["Sheet1", "Cũ"]);
    let listed = String::from_utf8(inflated(&entries[2]))
        .unwrap()
        .replace("name=\"Cũ\"", "name=\"Cũ\" state=\"hidden\"");
    entries = with(entries, Entry::new("xl/workbook.xml", listed));
    entries.push(Entry::new("xl/worksheets/sheet1.xml", sheet(&[header(), good("ba-dinh", "310")].concat())));
    entries.push(Entry::new("xl/worksheets/sheet2.xml", sheet(&[header(), good("tay-ho", "999")].concat())));
    let tried = tried(&service, &token, XLSX, &zip(&entries));
    assert_eq!(places(&tried), ["Cũ!A1 hidden-sheet"]);
}

#[test]
fn percentages_count_as_they_are_shown() {
    let service = Service::demo();
    let token = service.token("hanoi");
    let shown = row(&[
        text("digital-economy-share"),
        text("hanoi"),
        text("2019"),
        text("actual"),
        "<c s=\"3\"><v>0.125</v></c>".to_owned(),
    ]);
    let csv = "indicator,organization,period,measure,value\ndigital-economy-share,hanoi,2019,actual,12.5%\n";
    let one = tried(&service, &token, XLSX, &book(&[header(), shown].concat()));
    assert_eq!(one["figures"], tried(&service, &token, "text/csv", csv.as_bytes())["figures"]);
    assert_eq!(one["differences"][0]["filed"]["value"].to_string(), "12.5", "{one}");
}

#[test]
fn a_workbook_without_a_table_says_what_is_missing() {
    let service = Service::demo();
    let token = service.token("hanoi");
    let refused = service.file(&token, XLSX, &book(&row(&[text("Kính gửi")]))).has_status(422).json();
    assert_eq!(refused["errors"][0]["code"], "no-table");
    assert!(refused["errors"][0]["remedy_vi"].as_str().unwrap().contains("indicator"));
    let refused = service.file(&token, XLSX, b"PK").has_status(422).json();
    assert_eq!(refused["errors"][0]["code"], json!("not-a-workbook"));
}
