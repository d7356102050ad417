//! Whatever a workbook is, it is read or refused; and marking it changes nothing of what it says.

use std::sync::LazyLock;

use baocao::domain::{Catalogue, Date};
use baocao::intake::catalogue::catalogue;
use baocao::intake::problem::{Lang, Problem};
use baocao::intake::{Format, Handling, Reading, Rules, demo, marked, read};
use proptest::prelude::*;

use super::book::{
    Entry, frame, good, header, inflated, relation, relations, row, sheet, strings, text, with, zip,
};

static CATALOGUE: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::new(catalogue(&demo::tables(), &Catalogue::default()).unwrap()).unwrap());

fn tried(bytes: &[u8]) -> Option<Reading> {
    let rules = Rules {
        catalogue: &CATALOGUE,
        within: None,
        most_rows: 1_000,
        today: Date::constant(2026, 11, 22),
        handling: Handling::default(),
        history: &(),
    };
    read(bytes, Format::Xlsx, rules).ok()
}

/// Parts of every kind: texts within and beside the sheet, days, formulas, merged cells, comments.
fn parts() -> Vec<Entry> {
    let s = |at: usize| format!("<c t=\"s\"><v>{at}</v></c>");
    let rows = [
        row(&[text("Biểu 1")]),
        header(),
        good("ba-dinh", "310"),
        row(&[
            s(0),
            s(1),
            "<c s=\"2\"><v>45078</v></c>".to_owned(),
            s(2),
            "<c><f>1+1</f><v>2</v></c>".to_owned(),
            s(3),
        ]),
        row(&[
            s(0),
            text("không có"),
            "<c s=\"1\"><v>45078</v></c>".to_owned(),
            s(2),
            "<c s=\"3\"><v>0.1</v></c>".to_owned(),
        ]),
        row(&[text("Người lập")]),
    ];
    let merged = "</sheetData><mergeCells><mergeCell ref=\"A1:F1\"/><mergeCell ref=\"B4:B5\"/></mergeCells>";
    let items: String = ["members-admitted", "tay-ho", "actual", "ghi &amp; chú"]
        .map(|one| format!("<si><t>{one}</t></si>"))
        .concat();
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let notes = format!(
        "<x:comments xmlns:x=\"{main}\"><x:authors><x:author>Lan</x:author></x:authors><x:commentList><x:comment ref=\"A3\" \
         authorId=\"0\"><x:text><x:t>?</x:t></x:text></x:comment></x:commentList></x:comments>"
    );
    let mut parts = with(frame(&["Một", "Hai"]), Entry::new("xl/sharedStrings.xml", strings(&items)));
    parts.push(Entry::new("xl/worksheets/sheet1.xml", sheet(&rows.concat()).replace("</sheetData>", merged)));
    parts.push(Entry::new("xl/worksheets/sheet2.xml", sheet(&[header(), good("x", "1.5")].concat())));
    parts.push(Entry::new("xl/comments1.xml", notes));
    let related = relations(&relation("rId1", "comments", "/xl/comments1.xml"));
    parts.push(Entry::new("xl/worksheets/_rels/sheet1.xml.rels", related));
    parts
}

fn scraps() -> impl Strategy<Value = String> {
    prop_oneof![
        "[<>/=\"' a-z0-9&;]{0,6}",
        "<(c|row|v|is|t|f|xf|fill|fills|sheet|si|comment|mergeCell|sheetData|cols|legacyDrawing) ?/?>",
        "</(c|row|v|is|t|xf|sheet|si|sheetData|worksheet)>",
        " (r|s|t|ref|count|name|spans)=\"([A-Z]{1,3}[0-9]{1,7}|[0-9]{1,12}|s|str|inlineStr|b|e|d)\"",
        "<row r=\"[0-9]{1,7}\"><c r=\"[A-Z]{1,3}[0-9]{1,7}\"><v>[-0-9.eE]{1,12}</v></c></row>",
        "<c><v>[-0-9.eE]{1,20}</v></c>",
    ]
}

/// What is wrong and where, however the sheets are counted.
fn told(problems: &[Problem]) -> Vec<(String, String, String)> {
    let spot = |one: &Problem| {
        one.spot.as_ref().map_or_else(String::new, |spot| format!("{}!{}", spot.sheet, spot.cell()))
    };
    problems.iter().map(|one| (spot(one), one.code().into_owned(), one.value.clone())).collect()
}

#[track_caller]
fn is_marked_truly(bytes: &[u8]) {
    let Some(reading) = tried(bytes) else { return };
    let problems = [reading.problems.clone(), reading.findings.clone()].concat();
    for lang in [Lang::Vi, Lang::En] {
        let Ok(back) = marked(bytes, &problems, lang) else { continue };
        let again = tried(&back).expect("as many rows");
        assert_eq!(told(&again.problems), told(&reading.problems));
        assert_eq!(again.figures, reading.figures);
        let twice = marked(&back, &again.everything(), lang).expect("what was marked can be marked");
        let again = tried(&twice).expect("as many rows");
        assert_eq!(
            (told(&again.problems), again.figures),
            (told(&reading.problems), reading.figures.clone())
        );
    }
}

#[test]
fn marking_changes_nothing_of_what_a_workbook_says() {
    let bytes = zip(&parts());
    let reading = tried(&bytes).unwrap();
    let codes: Vec<_> = reading.problems.iter().map(|one| one.code().into_owned()).collect();
    assert_eq!(codes.len(), 5, "{codes:?}");
    is_marked_truly(&bytes);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_mutation_of_a_part_is_read_or_refused_and_marked_truly(
        part in 0_usize..12, at: usize, length in 0_usize..30, instead in scraps()
    ) {
        let mut entries = parts();
        let part = part % entries.len();
        let content = String::from_utf8(inflated(&entries[part])).unwrap();
        let from = content.floor_char_boundary(at % content.len());
        let to = content.ceil_char_boundary(from + length);
        let name = String::from_utf8(entries[part].name.clone()).unwrap();
        entries[part] = Entry::new(&name, [&content[..from], &instead, &content[to..]].concat());
        is_marked_truly(&zip(&entries));
    }

    #[test]
    fn any_bytes_of_a_workbook_are_read_or_refused(at: usize, length in 0_usize..20, instead in proptest::collection::vec(any::<u8>(), 0..8)) {
        let mut bytes = zip(&parts());
        let from = at % bytes.len();
        let to = (from + length).min(bytes.len());
        bytes.splice(from..to, instead);
        let _ = tried(&bytes);
    }
}
