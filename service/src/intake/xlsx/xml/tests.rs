//! Tokens, whole and in pieces.

use proptest::prelude::*;

use super::*;
use crate::intake::xlsx::entities::escaped;

/// Seven bytes at a time, so that tokens end anywhere.
struct Slow<'a>(&'a [u8]);

impl Read for Slow<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = into.len().min(7);
        self.0.read(&mut into[..count])
    }
}

/// Elements, attributes and texts as lines, or why not.
fn told(text: &str) -> Result<Vec<String>, Why> {
    let left = Cell::new(1_000_000);
    let mut xml = Xml::new(Slow(text.as_bytes()), "part", &left);
    let (mut told, mut raw) = (Vec::new(), String::new());
    loop {
        let token = xml.token().map_err(|refusal| refusal.why)?;
        raw.push_str(token.raw);
        match token.kind {
            Event::Start(tag) => {
                let attributes = attributes(tag.attributes)
                    .map(|(name, value)| format!(" {name}={}", unescaped(value).unwrap()));
                told.push(format!("<{}{}", tag.name, attributes.collect::<String>()));
            }
            Event::End(name) => told.push(format!(">{name}")),
            Event::Text(text) => told.push(text.read().unwrap().into_owned()),
            Event::Other => {}
            Event::Done => break,
        }
    }
    assert_eq!(raw, text, "the tokens are not the text again");
    Ok(told)
}

#[test]
fn tokens_tell_what_the_text_says_and_are_that_text_again() {
    let text = "<?xml version=\"1.0\"?><!-- < & > --><x:a one='1 > \"0\"' r:id = \"&lt;&#x1EBF;\">\
                tốt &amp; <b/><![CDATA[<&>]]></x:a >\n";
    let read = ["<a one=1 > \"0\" r:id=<ế", "tốt & ", "<b", ">b", "<&>", ">a", "\n"];
    assert_eq!(told(text), Ok(read.map(str::to_owned).to_vec()));
}

#[test]
fn what_is_not_well_formed_or_has_a_document_type_is_refused() {
    for text in [
        "",
        "text",
        "<a>",
        "<a></b>",
        "</a>",
        "<a/><b/>",
        "<a b=1/>",
        "<a b='1'c='2'/>",
        "<a b='1' b='2'/>",
        "<a b='<'/>",
        "<a>&nbsp;</a>",
        "<a>&#0;</a>",
        "<a>&#xD800;</a>",
        "<a b='&x;'/>",
        "<a",
        "<a b='>",
        "<!-- ",
        "<a><![CDATA[</a>",
        "< a/>",
        "<1/>",
    ] {
        assert_eq!(told(text), Err(Why::Malformed), "{text}");
    }
    for text in ["<!DOCTYPE a><a/>", "<!doctype a [<!ENTITY x 'y'>]><a>&x;</a>", "<a><!ELEMENT b></a>"] {
        assert_eq!(told(text), Err(Why::DocumentType), "{text}");
    }
}

#[test]
fn nothing_is_read_that_is_longer_than_a_spreadsheet_writes() {
    for (text, measure) in [
        (format!("<a>{}</a>", "x".repeat(LONGEST_TEXT + 1)), Measure::Token),
        (format!("<a b='{}'/>", ">".repeat(LONGEST_TAG)), Measure::Token),
        (format!("<!--{}--><a/>", ">".repeat(LONGEST_TEXT)), Measure::Token),
        (format!("<a{}/>", (0..65).map(|at| format!(" a{at}=''")).collect::<String>()), Measure::Attributes),
        (format!("{}{}", "<a>".repeat(129), "</a>".repeat(129)), Measure::Depth),
    ] {
        assert!(matches!(told(&text), Err(Why::TooMuch(found, _)) if found == measure), "{}", &text[..20]);
    }
}

fn element() -> impl Strategy<Value = String> {
    let text = "[a-zế &<>\"']{0,6}".prop_map(|text| escaped(&text));
    let leaf = (text.clone(), "[a-z]{1,3}").prop_map(|(text, name)| format!("<{name} x=\"{text}\"/>{text}"));
    leaf.prop_recursive(4, 20, 4, move |inner| {
        (proptest::collection::vec(inner, 0..4), "[a-z]{1,3}", text.clone())
            .prop_map(|(inner, name, text)| format!("<{name} y='{text}'>{}</{name}>{text}", inner.concat()))
    })
}

proptest! {
    #[test]
    fn it_reads_what_another_reader_of_xml_reads(inner in element(), at in 0_usize..200, instead in "[<>/&;='\" a]{0,3}") {
        let whole = format!("<r>{inner}</r>");
        let mut mutated = whole.clone();
        let place = whole.floor_char_boundary(at.min(whole.len()));
        mutated.insert_str(place, &instead);
        for text in [whole, mutated] {
            let ours = told(&text);
            let theirs = roxmltree::Document::parse(&text);
            // Attributes' spaces, and prefixes without a namespace, are another's business.
            prop_assert_eq!(ours.is_ok(), theirs.is_ok(), "{} {:?} {:?}", text, ours, theirs.err());
            if let (Ok(ours), Ok(theirs)) = (ours, roxmltree::Document::parse(&text)) {
                let elements = theirs.descendants().filter(roxmltree::Node::is_element);
                let names: Vec<_> = elements.map(|one| one.tag_name().name().to_owned()).collect();
                let own: Vec<_> = ours.iter().filter_map(|line| line.strip_prefix('<'))
                    .filter_map(|line| line.split(' ').next()).map(str::to_owned).collect();
                prop_assert_eq!(own.len() >= names.len(), true);
            }
        }
    }

    #[test]
    fn any_text_is_written_and_read_back(text in "\\PC{0,40}") {
        let written = escaped(&text);
        let read = unescaped(&written).unwrap();
        prop_assert_eq!(read.as_ref(), text.replace(['\u{fffe}', '\u{ffff}'], ""));
    }
}
