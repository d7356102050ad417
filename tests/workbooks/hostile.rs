//! Sixty and more workbooks that are made to harm whoever reads them.

use super::book::{
    Entry, HEADER, SHEET_END, book, book_of, frame, good, header, relation, relations, row, sheet,
    sheet_head, strings, styles, text, with, zip, zip_with,
};

/// One of them, and the code of the problem that it is refused with.
pub struct Hostile {
    pub name: &'static str,
    pub code: &'static str,
    pub bytes: Vec<u8>,
}

/// A good sheet, for workbooks that are hostile elsewhere.
fn fine() -> String {
    sheet(&[header(), good("ba-dinh", "310")].concat())
}

fn first(sheet: Entry) -> Vec<u8> {
    zip(&with(frame(&["Sheet1"]), sheet))
}

fn sheet_entry(content: impl AsRef<[u8]>) -> Entry {
    Entry::new("xl/worksheets/sheet1.xml", content)
}

/// A good workbook with one part more, or another in place of its own.
fn also(entry: Entry) -> Vec<u8> {
    zip(&with(with(frame(&["Sheet1"]), sheet_entry(fine())), entry))
}

fn changed(change: impl Fn(&mut Entry)) -> Vec<u8> {
    let mut entries = with(frame(&["Sheet1"]), sheet_entry(fine()));
    change(entries.last_mut().unwrap());
    zip(&entries)
}

/// Rows of cells that are written as this and repeated so often.
fn repeated(piece: &str, times: usize) -> Vec<u8> {
    first(Entry::repeated("xl/worksheets/sheet1.xml", &sheet_head(), piece, times, SHEET_END))
}

/// Numbers that do not repeat, so that they do not shrink to nothing.
fn noise(mut seed: u64, mut put: impl FnMut(u64) -> bool) {
    loop {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        if !put(seed) {
            return;
        }
    }
}

/// Elements of noise, so many bytes of them.
fn noisy(bytes: usize, element: impl Fn(u64) -> String) -> String {
    let mut all = String::with_capacity(bytes + 100);
    noise(88_172_645_463_325_252, |number| {
        all.push_str(&element(number));
        all.len() < bytes
    });
    all
}

fn entities(count: usize) -> String {
    let mut declared = String::from("<!ENTITY l0 \"ha\">");
    for at in 1..count {
        declared += &format!("<!ENTITY l{at} \"{}\">", format!("&l{};", at - 1).repeat(10));
    }
    declared
}

fn dtd(inner: &str, used: &str) -> String {
    sheet(&[header(), row(&[text("x")])].concat())
        .replacen("?>", &format!("?><!DOCTYPE worksheet [{inner}]>"), 1)
        .replace(">x<", &format!(">{used}<"))
}

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

/// All of them.
#[expect(clippy::too_many_lines, reason = "a list")]
pub fn all() -> Vec<Hostile> {
    let mut list: Vec<Hostile> = Vec::new();
    let mut add = |name, code, bytes| list.push(Hostile { name, code, bytes });
    let head = sheet_head();

    // Cells far apart: where a table is held as a square, a few bytes ask for half a terabyte.
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

    // Bombs: what is small and unpacks to much.
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

    // XML that grows, fetches, or is too much for its reader.
    add("billion laughs", "document-type", book_of(&dtd(&entities(10), "&l9;")));
    add(
        "quadratic blow-up",
        "document-type",
        book_of(&dtd(&format!("<!ENTITY a \"{}\">", "a".repeat(50_000)), &"&a;".repeat(1_000))),
    );
    add(
        "external entity",
        "document-type",
        book_of(&dtd("<!ENTITY x SYSTEM \"file:///etc/passwd\">", "&x;")),
    );
    add(
        "external entity over the network",
        "document-type",
        book_of(&dtd("<!ENTITY x SYSTEM \"http://127.0.0.1:9/x\">", "&x;")),
    );
    add(
        "parameter entities",
        "document-type",
        book_of(&dtd("<!ENTITY % p SYSTEM \"file:///etc/hostname\"> %p;", "x")),
    );
    add(
        "external document type",
        "document-type",
        book_of(&fine().replacen("?>", "?><!DOCTYPE worksheet SYSTEM \"http://127.0.0.1:9/x.dtd\">", 1)),
    );
    add(
        "document type in the strings",
        "document-type",
        also(Entry::new("xl/sharedStrings.xml", format!("<!DOCTYPE sst [{}]><sst/>", entities(4)))),
    );
    add(
        "document type in the list of relations",
        "document-type",
        also(Entry::new("_rels/.rels", "<!DOCTYPE a [<!ENTITY x SYSTEM \"/etc/passwd\">]><a>&x;</a>")),
    );
    add(
        "document type in the properties",
        "document-type",
        also(Entry::new("docProps/app.xml", "<!DOCTYPE a><a/>")),
    );
    add(
        "entity that nobody declared",
        "malformed-workbook",
        book(&row(&["<c t=\"str\"><v>&x;</v></c>".to_owned()])),
    );
    let many = |count: usize| (0..count).map(|at| format!(" a{at}=\"1\"")).collect::<String>();
    add("a million attributes", "workbook-too-large", book(&format!("<row{}/>", many(1_000_000))));
    add(
        "a thousand attributes, often",
        "workbook-too-large",
        book(&format!("<row{}/>", many(1_000)).repeat(300)),
    );
    add("the same attribute twice", "malformed-workbook", book("<row r=\"1\" r=\"2\"/>"));
    add(
        "an attribute of megabytes",
        "workbook-too-large",
        book(&format!("<row a=\"{}\"/>", "x>".repeat(4_000_000))),
    );
    add("a name of megabytes", "workbook-too-large", book(&format!("<{0}></{0}>", "x".repeat(6_000_000))));
    add(
        "a text of megabytes",
        "workbook-too-large",
        book(&row(&[text(&noisy(8_000_000, |n| n.to_string()))])),
    );
    add(
        "a hundred thousand elements deep",
        "workbook-too-large",
        book(&format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000))),
    );
    add(
        "deep in a cell",
        "workbook-too-large",
        book(&row(&[format!("<c>{}{}</c>", "<f>".repeat(5_000), "</f>".repeat(5_000))])),
    );
    add(
        "elements without number",
        "workbook-too-large",
        repeated(
            &noisy(400_000, |n| {
                ["<c/>", "<d/>", "<e/>", "<f/>"][(n % 4) as usize].to_owned()
                    + ["<g/>", "<h/>", "", "<i/>"][(n / 7 % 4) as usize]
            }),
            200,
        ),
    );
    add("elements that do not end", "malformed-workbook", book("<row><c><v>1</v>"));
    add(
        "bytes that are no text",
        "malformed-workbook",
        first(sheet_entry([b"<a>".as_slice(), &[0xff, 0xfe, 0xc0, 0x80], b"</a>"].concat())),
    );
    add(
        "UTF-16",
        "malformed-workbook",
        first(sheet_entry(fine().encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>())),
    );
    add(
        "UTF-7",
        "no-table",
        book_of(&sheet(&row(&[text("+ADw-!DOCTYPE a+AD4-")])).replace("UTF-8", "UTF-7")),
    );

    // Texts that stand once and are meant often.
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

    // What the zip says of itself.
    add("wrong checksum", "damaged-workbook", changed(|one| one.crc ^= 1));
    add("a size too small", "damaged-workbook", changed(|one| one.unpacked -= 1));
    add("a size too large", "damaged-workbook", changed(|one| one.unpacked = u32::MAX - 1));
    add("a packed size beyond the file", "damaged-workbook", changed(|one| one.packed = 1 << 30));
    add("sizes in a field that is not there", "damaged-workbook", changed(|one| one.unpacked = u32::MAX));
    add(
        "sizes of exabytes",
        "damaged-workbook",
        changed(|one| {
            one.unpacked = u32::MAX;
            one.extra = [&[1, 0, 8, 0][..], &[0xff; 8]].concat();
        }),
    );
    add("another name in the part's head", "damaged-workbook", changed(|one| one.local_name[0] = b'X'));
    add("an encrypted part", "old-or-encrypted-workbook", changed(|one| one.flags = 1));
    add("a way of packing that nobody knows", "damaged-workbook", changed(|one| one.method = 14));
    add(
        "packed data that are none",
        "damaged-workbook",
        changed(|one| one.data.iter_mut().for_each(|byte| *byte = 0xff)),
    );
    add("the same part twice", "damaged-workbook", {
        let mut entries = with(frame(&["Sheet1"]), sheet_entry(fine()));
        entries.push(sheet_entry(sheet(&header())));
        zip(&entries)
    });
    add(
        "the same part twice in other letters",
        "damaged-workbook",
        also(Entry::new("XL/WORKSHEETS/SHEET1.XML", fine())),
    );
    for (name, path) in [
        ("a path out of the folder", "xl/../../../../etc/cron.d/x"),
        ("a path from the root", "/etc/passwd"),
        ("a path of a drive", "C:/windows/x"),
        ("a path with backslashes", "xl\\..\\x"),
        ("a path with a null", "xl/x\0.xml"),
    ] {
        add(name, "damaged-workbook", also(Entry::new(path, "x")));
    }
    add(
        "a path that is no text",
        "damaged-workbook",
        also(Entry { name: vec![0xff, 0xfe], local_name: vec![0xff, 0xfe], ..Entry::new("xx", "x") }),
    );
    add("ten thousand parts", "workbook-too-large", {
        let mut entries = with(frame(&["Sheet1"]), sheet_entry(fine()));
        entries.extend((0..10_000).map(|at| Entry::stored(&format!("xl/{at}"), "")));
        zip(&entries)
    });
    add("more parts than there are", "damaged-workbook", {
        let entries = with(frame(&["Sheet1"]), sheet_entry(fine()));
        zip_with(&entries, 900, b"")
    });
    add("no end of the list", "not-a-workbook", {
        let mut bytes = book_of(&fine());
        bytes.truncate(bytes.len() - 10);
        bytes
    });
    add("half a file", "not-a-workbook", {
        let bytes = book_of(&fine());
        bytes[..bytes.len() / 2].to_vec()
    });
    add("a list of itself in the comment", "not-a-workbook", {
        let entries = with(frame(&["Sheet1"]), sheet_entry(fine()));
        let inner = zip(&entries);
        zip_with(&entries[..0], 0, &inner[inner.len() - 22..])
    });

    // Other programs' files, and what a workbook should not bring along.
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
    list
}

/// The service's memory in bytes: what it has now (`VmRSS`), or had at most since it was last asked (`VmHWM`).
pub fn memory(process: u32, field: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(field)).unwrap();
    line.trim_start_matches(':').split_whitespace().next().unwrap().parse::<u64>().unwrap() * 1024
}
