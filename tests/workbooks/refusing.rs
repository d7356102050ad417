//! Each hostile workbook is refused, and the service goes on.

use std::fs;

use super::book::{book_of, good, header, sheet};
use super::hostile::{Hostile, all, memory};
use super::marking::XLSX;
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
