//! Cells far apart: where a table is held as a square, a few bytes ask for half a terabyte.

use super::super::book::{book, book_of, header, row, sheet};
use super::{Add, repeated};

pub(super) fn list(add: &mut Add<'_>) {
    let far = |cells: &str| book(&format!("{}{cells}", header()));
    let at = |place: &str, number: u32| format!("<row r=\"{number}\"><c r=\"{place}\"><v>1</v></c></row>");
    add("sparse giant", "unnamed-column", far(&at("XFD1048576", 1_048_576)));
    add(
        "sparse giant with a dimension",
        "unnamed-column",
        book_of(
            &sheet(&[header(), at("XFD1048576", 1_048_576)].concat())
                .replace("<sheetData>", "<dimension ref=\"A1:XFD1048576\"/><sheetData>"),
        ),
    );
    add("cell beyond the last column", "malformed-workbook", far(&at("XFE2", 2)));
    add("cell beyond the last row", "malformed-workbook", far(&at("A1048577", 1_048_577)));
    add(
        "row number of many digits",
        "malformed-workbook",
        far(&at("A2", 2).replace("r=\"2\"", "r=\"99999999999999999999\"")),
    );
    add("rows that go backwards", "malformed-workbook", far(&[at("A9", 9), at("A3", 3)].concat()));
    add(
        "cells that go backwards",
        "malformed-workbook",
        far("<row r=\"2\"><c r=\"C2\"/><c r=\"A2\"/></row>"),
    );
    add("cell of another row", "malformed-workbook", far("<row r=\"2\"><c r=\"A7\"><v>1</v></c></row>"));
    add(
        "every column filled",
        "workbook-too-large",
        book(&format!("{}{}", header(), row(&vec!["<c><v>1</v></c>".to_owned(); 16_384]))),
    );
    add("columns without end", "workbook-too-large", repeated("<row><c><v>1</v></c></row>", 3_000_000));
    add(
        "merged giant",
        "workbook-too-large",
        book_of(&sheet(&header()).replace(
            "</sheetData>",
            &format!(
                "</sheetData><mergeCells>{}</mergeCells>",
                (1..30_000).map(|at| format!("<mergeCell ref=\"A{at}:XFD1048576\"/>")).collect::<String>()
            ),
        )),
    );
}
