//! Bombs: what is small and unpacks to much.

use super::super::book::{Entry, SHEET_END, frame, sheet_head, with, zip};
use super::{Add, also, fine, first, noisy, repeated, sheet_entry};

/// A deflated stream of zeros that is a zip of itself is too long to write by hand; a zip within zips does the same here.
fn nested(depth: usize) -> Vec<u8> {
    let mut inner = vec![0; 1_000_000];
    for at in 0..depth {
        inner = zip(&[Entry::new(&format!("{at}.zip"), &inner)]);
    }
    inner
}

/// Parts that all lie on the same bytes.
fn overlapping() -> Vec<u8> {
    let mut entries = with(frame(&["Sheet1"]), sheet_entry(fine()));
    let kernel = Entry::repeated("xl/media/0.png", "", "0", 1_900_000, "");
    let at: usize = entries.iter().map(|one| 30 + one.local_name.len() + one.data.len()).sum();
    for index in 1..900 {
        let name = format!("xl/media/{index}.png").into_bytes();
        entries.push(Entry { name, at: Some(at as u32), ..kernel.clone() });
    }
    entries.insert(6 + 1, kernel);
    zip(&entries)
}

/// The same, each with a head of its own that quotes the next one's, as the densest bombs do.
fn quoting() -> Vec<u8> {
    let mut entries = with(frame(&["Sheet1"]), sheet_entry(fine()));
    let mut inner = Entry::repeated("xl/media/a.png", "", "0", 1_000_000, "");
    for index in 0..40_u8 {
        let outer_data = [&inner.data[..], &[index]].concat();
        let name = format!("xl/media/b{index}.png").into_bytes();
        inner = Entry {
            name: name.clone(),
            local_name: name,
            packed: outer_data.len() as u32 + 40,
            data: outer_data,
            ..inner
        };
        entries.push(inner.clone());
    }
    zip(&entries)
}

pub(super) fn list(add: &mut Add<'_>) {
    let head = sheet_head();
    let spaces = |bytes| Entry::repeated("xl/worksheets/sheet1.xml", &head, " ", bytes, SHEET_END);
    add("bomb of spaces in the sheet", "workbook-too-large", first(spaces(1_000_000_000)));
    add(
        "bomb of spaces that lies about its size",
        "damaged-workbook",
        first(Entry { unpacked: 1_000, ..spaces(50_000_000) }),
    );
    add(
        "bomb as a picture",
        "workbook-too-large",
        also(Entry::repeated("xl/media/image1.png", "", "\0", 2_000_000_000, "")),
    );
    add(
        "bomb of strings",
        "workbook-too-large",
        also(Entry::repeated("xl/sharedStrings.xml", "<sst>", "<si><t>a</t></si>", 40_000_000, "</sst>")),
    );
    add(
        "bomb of styles",
        "workbook-too-large",
        also(Entry::repeated(
            "xl/styles.xml",
            "<styleSheet><cellXfs>",
            "<xf/>",
            20_000_000,
            "</cellXfs></styleSheet>",
        )),
    );
    add(
        "bomb in a comment",
        "workbook-too-large",
        first(Entry::repeated("xl/worksheets/sheet1.xml", "<!--", " ", 200_000_000, "--><a/>")),
    );
    add(
        "bomb in the list of relations",
        "workbook-too-large",
        also(Entry::repeated(
            "xl/_rels/workbook.xml.rels",
            "<Relationships>",
            " ",
            300_000_000,
            "</Relationships>",
        )),
    );
    add(
        "bomb in the properties",
        "workbook-too-large",
        also(Entry::repeated("docProps/core.xml", "<a>", " ", 300_000_000, "</a>")),
    );
    add("many small bombs", "workbook-too-large", {
        let mut entries = with(frame(&["Sheet1"]), sheet_entry(fine()));
        let one = Entry::repeated("0", "", "\0", 1_990_000, "");
        entries.extend((0..200).map(|at| {
            let name = format!("xl/media/{at}.bin").into_bytes();
            Entry { name: name.clone(), local_name: name, ..one.clone() }
        }));
        zip(&entries)
    });
    add(
        "noise of a hundred megabytes",
        "workbook-too-large",
        repeated(
            &noisy(400_000, |n| format!("<row><c><v>{}{n:020}{n:020}</v></c></row>", "0".repeat(300))),
            280,
        ),
    );
    add("parts on the same bytes", "damaged-workbook", overlapping());
    add("parts that quote each other", "damaged-workbook", quoting());
    add("a zip that is no workbook", "not-a-workbook", nested(6));
}
