//! Other programs' files, and what a workbook should not bring along.

use super::super::book::{
    Entry, HEADER, book, frame, good, header, relation, relations, row, sheet, styles, text, zip,
};
use super::{Add, also, fine, first, noisy, sheet_entry};

pub(super) fn list(add: &mut Add<'_>) {
    add(
        "an old workbook",
        "old-or-encrypted-workbook",
        [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 4_096]].concat(),
    );
    add("XLSB by another name", "other-workbook", also(Entry::new("xl/workbook.bin", [0; 64])));
    add(
        "ODS by another name",
        "other-workbook",
        zip(&[
            Entry::stored("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            Entry::new("content.xml", "<office:document-content/>"),
        ]),
    );
    add("a table as text", "not-a-workbook", b"indicator,organization,period,measure,value\n".to_vec());
    add("macros", "active-content", also(Entry::new("xl/vbaProject.bin", [0; 64])));
    add("old macros", "active-content", also(Entry::new("xl/macrosheets/sheet1.xml", fine())));
    add("an embedded program", "active-content", also(Entry::new("xl/embeddings/oleObject1.bin", [0; 64])));
    add("controls", "active-content", also(Entry::new("xl/activeX/activeX1.xml", "<a/>")));
    add(
        "a connection to a database",
        "active-content",
        also(Entry::new("xl/connections.xml", "<connections/>")),
    );
    add(
        "a link to another workbook",
        "external-link",
        also(Entry::new("xl/externalLinks/externalLink1.xml", "<externalLink/>")),
    );
    let outside = |kind: &str, target: &str| {
        relations(&relation("rId1", kind, target).replace("/>", " TargetMode=\"External\"/>"))
    };
    add(
        "a picture from another machine",
        "external-link",
        also(Entry::new("xl/drawings/_rels/drawing1.xml.rels", outside("image", "http://127.0.0.1:9/x.png"))),
    );
    add(
        "a sheet from another machine",
        "external-link",
        also(Entry::new(
            "xl/_rels/workbook.xml.rels",
            outside("worksheet", "file://server/share/sheet1.xml"),
        )),
    );
    add(
        "a template from another machine",
        "external-link",
        also(Entry::new(
            "xl/worksheets/_rels/sheet1.xml.rels",
            outside("attachedTemplate", "http://127.0.0.1:9/x"),
        )),
    );
    add("sheets without number", "workbook-too-large", {
        let names: Vec<String> = (0..500).map(|at| format!("S{at}")).collect();
        let mut entries = frame(&names.iter().map(String::as_str).collect::<Vec<_>>());
        entries.extend((1..=500).map(|at| Entry::new(&format!("xl/worksheets/sheet{at}.xml"), fine())));
        zip(&entries)
    });
    add("a sheet that is not there", "malformed-workbook", zip(&frame(&["Sheet1"])));
    add("a workbook that is its own sheet", "no-table", {
        let related = relations(&relation("rId1", "worksheet", "workbook.xml"));
        also(Entry::new("xl/_rels/workbook.xml.rels", related))
    });
    add(
        "relations in a circle",
        "not-a-workbook",
        also(Entry::new("_rels/.rels", relations(&relation("rId1", "rels", "_rels/.rels")))),
    );
    add(
        "a hundred thousand formats",
        "workbook-too-large",
        also(Entry::new(
            "xl/styles.xml",
            styles(&noisy(2_000_000, |n| format!("<xf numFmtId=\"{}\"/>", n % 200))),
        )),
    );
    add(
        "formulas that ask other machines",
        "invalid-number",
        book(
            &[
                header(),
                row(&[
                    text("members-admitted"),
                    text("ba-dinh"),
                    text("2023"),
                    text("actual"),
                    "<c><f>WEBSERVICE(\"http://127.0.0.1:9/\")</f></c>".to_owned(),
                ]),
            ]
            .concat(),
        ),
    );
    add(
        "formulas that start programs",
        "invalid-number",
        book(
            &[
                header(),
                row(&[
                    text("members-admitted"),
                    text("ba-dinh"),
                    text("2023"),
                    text("actual"),
                    text("=cmd|' /C calc'!A0"),
                ]),
            ]
            .concat(),
        ),
    );
    add(
        "the same cell without end",
        "twice",
        book(&[header(), good("ba-dinh", "310").repeat(40_000)].concat()),
    );
    let rows = noisy(3_000_000, |n| format!("<row><c><v>{}</v></c></row>", n % 1_000_000));
    let rows = sheet_entry(sheet(&[header(), rows.repeat(3)].concat()));
    add("hundreds of thousands of rows", "", first(rows));
    add("the header without end", "no-figures", book(&row(&HEADER.map(text)).repeat(100_000)));
}
