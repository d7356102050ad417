//! XML that grows, fetches, or is too much for its reader.

use super::super::book::{Entry, book, book_of, header, row, sheet, text};
use super::{Add, also, fine, first, noisy, repeated, sheet_entry};

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

pub(super) fn list(add: &mut Add<'_>) {
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
}
