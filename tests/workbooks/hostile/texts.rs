//! Texts that stand once and are meant often.

use super::super::book::{Entry, SHEET_END, book, frame, header, row, sheet, sheet_head, strings, with, zip};
use super::{Add, also, first, noisy, sheet_entry};

pub(super) fn list(add: &mut Add<'_>) {
    let long = |length: usize| {
        Entry::new(
            "xl/sharedStrings.xml",
            strings(&format!("<si><t>{}</t></si>", noisy(length, |n| format!("{n} ")))),
        )
    };
    let shared = |rows: usize| {
        let cell = "<c t=\"s\"><v>0</v></c>".repeat(5);
        let piece = noisy(100_000, |n| format!("<row><c><v>{n}</v></c>{cell}</row>"));
        let head = format!("{}{}", sheet_head(), header());
        Entry::repeated("xl/worksheets/sheet1.xml", &head, &piece, rows * 150 / 100_000, SHEET_END)
    };
    add(
        "a long text in a million cells",
        "workbook-too-large",
        zip(&with(with(frame(&["Sheet1"]), shared(100_000)), long(32_000))),
    );
    let merges = |refs: &str| {
        sheet("").replace("</sheetData>", &format!("</sheetData><mergeCells>{refs}</mergeCells>"))
    };
    add("a long text merged down over all rows", "workbook-too-large", {
        let words =
            format!("<c r=\"F2\" t=\"inlineStr\"><is><t>{}</t></is></c>", noisy(190_000, |n| n.to_string()));
        let rows =
            [header(), format!("<row r=\"2\">{words}</row>"), "<row><c><v>1</v></c></row>".repeat(5_000)];
        let merged = merges("<mergeCell ref=\"F2:F200001\"/>");
        first(sheet_entry(merged.replace("<sheetData>", &format!("<sheetData>{}", rows.concat()))))
    });
    add("merged cells in many sheets", "workbook-too-large", {
        let refs: String = (1..15_000).map(|at| format!("<mergeCell ref=\"A{at}:B{at}\"/>")).collect();
        let mut entries = frame(&["S1", "S2"]);
        entries.extend([1, 2].map(|at| Entry::new(&format!("xl/worksheets/sheet{at}.xml"), merges(&refs))));
        zip(&entries)
    });
    add("a long text in the cells of many sheets", "workbook-too-large", {
        let cells = format!("<row>{}</row>", "<c t=\"s\"><v>0</v></c>".repeat(5)).repeat(350);
        let mut entries = with(frame(&["S1", "S2"]), long(30_000));
        let part = sheet(&[header(), cells].concat());
        entries.extend([1, 2].map(|at| Entry::new(&format!("xl/worksheets/sheet{at}.xml"), &part)));
        zip(&entries)
    });
    add("a text of a megabyte", "workbook-too-large", also(long(1_000_000)));
    add(
        "gigabytes of strings",
        "workbook-too-large",
        also(Entry::repeated(
            "xl/sharedStrings.xml",
            "<sst>",
            &format!("<si><t>{}</t></si>", "x".repeat(30_000)),
            100_000,
            "</sst>",
        )),
    );
    add(
        "megabytes of strings that do not shrink",
        "workbook-too-large",
        also(Entry::repeated(
            "xl/sharedStrings.xml",
            "<sst>",
            &noisy(400_000, |n| format!("<si><t>{n:x}</t></si>")),
            60,
            "</sst>",
        )),
    );
    add(
        "a string that is not there",
        "malformed-workbook",
        book(&row(&["<c t=\"s\"><v>7</v></c>".to_owned()])),
    );
    add(
        "a string of a negative number",
        "malformed-workbook",
        book(&row(&["<c t=\"s\"><v>-1</v></c>".to_owned()])),
    );
}
