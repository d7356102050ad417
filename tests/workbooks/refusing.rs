//! Each hostile workbook is refused, and the service goes on.

use std::fs;

use super::book::{
    Entry, book_of, frame, good, header, relation, relations, row, sheet, styles, text, with, zip,
};
use super::hostile::{Hostile, all, memory};
use super::marking::{XLSX, file};
use crate::harness::Service;

/// What a reading may take of memory at most, beside what the service has already.
const MOST_GROWTH: u64 = 64 << 20;

#[expect(clippy::print_stdout, reason = "`--nocapture` tells what each one took")]
#[test]
fn every_hostile_workbook_is_refused_within_its_memory_and_the_service_goes_on() {
    let service = Service::demo();
    let token = service.token("hanoi");
    service.file(&token, XLSX, &book_of(&fine())).has_status(201).json();
    let all = all();
    let before = memory(service.process(), "VmRSS");
    assert!(all.len() >= 60, "there are {}", all.len());
    let mut wrong = Vec::new();
    for Hostile { name, code, bytes } in all {
        assert!(bytes.len() <= 10_000_000, "{name} has {} bytes and is refused for these", bytes.len());
        fs::write(format!("/proc/{}/clear_refs", service.process()), "5").unwrap();
        let reply = service.file(&token, XLSX, &bytes);
        let grown = memory(service.process(), "VmHWM").saturating_sub(before);
        let (status, body) = (reply.status, reply.text());
        let expected = if code.is_empty() { 413 } else { 422 };
        if status != expected || !body.contains(&format!("\"code\":\"{code}\"")) && status != 413 {
            wrong.push(format!("{name}: {status} {}", body.chars().take(300).collect::<String>()));
        }
        if grown > MOST_GROWTH {
            wrong.push(format!("{name}: took {} MB", grown >> 20));
        }
        println!("{grown:>12} {status} {name}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let row = service.figures("indicator=members-admitted&organization=ba-dinh&period=2023").rows().remove(0);
    assert_eq!(row["actual"], 310);
    service.file(&token, XLSX, &book_of(&fine().replace("310", "311"))).has_status(201).json();
}

fn fine() -> String {
    sheet(&[header(), good("ba-dinh", "310")].concat())
}

/// A faulty workbook with a second sheet of no figures, and these parts beside or in place of its own.
fn faulty(parts: &[Entry]) -> Vec<u8> {
    let faulty = sheet(&[header(), good("nowhere", "310")].concat());
    let mut entries = with(frame(&["S1", "S2"]), Entry::new("xl/worksheets/sheet1.xml", faulty));
    entries.push(Entry::new("xl/worksheets/sheet2.xml", sheet("")));
    zip(&parts.iter().cloned().fold(entries, with))
}

/// The styles with so many formats that are coloured as ours are.
fn ours(formats: usize) -> Entry {
    let fill = "<fill><patternFill><fgColor rgb=\"FFFFC9CF\"/></patternFill></fill></fills>";
    let styles = styles(&"<xf fillId=\"2\"/>".repeat(formats)).replace("</fills>", fill);
    Entry::new("xl/styles.xml", styles)
}

#[test]
fn marking_a_hostile_workbook_neither_fails_nor_takes_long() {
    let service = Service::demo();
    let token = service.token("hanoi");
    let second = |rows: &str| Entry::new("xl/worksheets/sheet2.xml", sheet(rows));
    let formatted = |formats: usize, cells: usize| {
        let cell = |at: usize| format!("<c s=\"{}\"/>", 4 + at % formats);
        let rows =
            (0..cells / 1_000).map(|r| row(&(0..1_000).map(|c| cell(r * 1_000 + c)).collect::<Vec<_>>()));
        faulty(&[ours(formats), second(&rows.collect::<String>())])
    };
    let commented = |count: usize, words: &str| {
        let one = |at| format!("<comment ref=\"A{at}\" authorId=\"0\"><text><t>{words}</t></text></comment>");
        let comments: String = (1..=count).map(one).collect();
        let comments = format!("<comments><authors/><commentList>{comments}</commentList></comments>");
        let related = relations(&relation("rId1", "comments", "../comments1.xml"));
        let related = Entry::new("xl/worksheets/_rels/sheet1.xml.rels", related);
        faulty(&[Entry::stored("xl/comments1.xml", comments), related])
    };
    let odd = styles("").replacen("<xf numFmtId=\"14\"/>", "<fonts/><xf numFmtId=\"14\"/>", 1);
    let last = [row(&[text("x")]).repeat(25), "<row r=\"4294967295\"><c/></row><row/>".to_owned()].concat();
    for (name, marked, bytes) in [
        ("fonts among the formats", true, faulty(&[Entry::new("xl/styles.xml", odd)])),
        ("a row beyond all rows", true, faulty(&[second(&last)])),
        ("many coloured formats", true, formatted(30_000, 200_000)),
        ("more coloured formats than there can be", false, formatted(40_000, 40_000)),
        ("comments", true, commented(1_000, "x")),
        ("too many comments", false, commented(11_000, "x")),
        ("too long comments", false, commented(50, &"x".repeat(100_000))),
    ] {
        let begun = std::time::Instant::now();
        let reply = file(&service, "", &token, &bytes);
        assert_eq!(reply.status, 422, "{name}: {}", reply.text());
        assert_eq!(reply.header("content-type") == Some(XLSX), marked, "{name}");
        assert!(begun.elapsed().as_secs() < 20, "{name} took {:?}", begun.elapsed());
    }
    service.file(&token, XLSX, &book_of(&fine())).has_status(201).json();
}
