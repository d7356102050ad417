//! Hostile workbooks against the real binary: how long each is worked on, and what memory it takes.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::report::{Report, Target, heading};
use crate::requests::free_port;
use crate::sample;

#[path = "../../tests/workbooks/book.rs"]
#[allow(dead_code, clippy::unwrap_used, reason = "the tests' own, who use the rest")]
mod book;
#[path = "../../tests/workbooks/hostile/mod.rs"]
#[allow(dead_code, clippy::unwrap_used, reason = "the tests' own, who use the rest")]
mod hostile;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub fn print(report: &mut Report) {
    heading("Workbooks (the real binary, one after the other)");
    let port = free_port();
    let folder = sample::folder("bench-workbooks");
    let binary = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_baocao"));
        command.arg("--data").arg(&folder);
        command
    };
    let listen = format!("127.0.0.1:{port}");
    let service = binary().args(["serve", "--demo", "--listen", &listen]).stdout(Stdio::null()).spawn();
    let service = Ended(service.expect("the service starts"));
    let address = format!("http://{listen}");
    while ureq::get(format!("{address}/readyz")).call().is_err() {
        std::thread::sleep(Duration::from_millis(20));
    }
    let issued = binary().args(["token", "new", "--role", "filer", "--organization", "hanoi"]).output();
    let issued = String::from_utf8(issued.expect("a token").stdout).expect("text");
    let token = issued.split_whitespace().last().expect("a token").to_owned();
    let before = hostile::memory(service.0.id(), "VmRSS");
    let filed = |bytes: &[u8]| {
        let process = service.0.id();
        std::fs::write(format!("/proc/{process}/clear_refs"), "5").expect("the peak begins anew");
        let started = Instant::now();
        let request = ureq::post(format!("{address}/api/v1/filings"))
            .config()
            .http_status_as_error(false)
            .build()
            .header("authorization", format!("Bearer {token}"))
            .header("content-type", XLSX);
        let status = request.send(bytes).expect("an answer").status().as_u16();
        let grown = hostile::memory(process, "VmHWM").saturating_sub(before);
        (status, started.elapsed().as_secs_f64(), grown as f64 / 1_048_576.0)
    };
    let mut told: Vec<_> = hostile::all()
        .iter()
        .map(|one| {
            let (status, seconds, megabytes) = filed(&one.bytes);
            (one.name, status, seconds, megabytes)
        })
        .collect();
    let refused = told.iter().filter(|(_, status, ..)| matches!(status, 413 | 422)).count();
    let count = told.len();
    println!("  {refused} of {count} refused; the slowest and the largest:");
    told.sort_by(|one, other| other.2.total_cmp(&one.2));
    let line = |(name, status, seconds, megabytes): &(&str, u16, f64, f64)| {
        println!("    {name:<52} {status} {:>8.0} ms {megabytes:>8.1} MB", seconds * 1_000.0);
    };
    told.iter().take(6).for_each(line);
    let slowest = told[0].2;
    told.sort_by(|one, other| other.3.total_cmp(&one.3));
    told.iter().take(6).for_each(line);
    report.target("hostile workbooks refused, of all", refused as f64 / count as f64, Target::AtLeast(1.0));
    report.target("the slowest hostile workbook, seconds", slowest, Target::AtMost(1.0));
    report.target("the most memory that one takes, MB", told[0].3, Target::AtMost(64.0));
    let rows: String = (0..50_000).map(|at| book::good("ba-dinh", &format!("{at}"))).collect();
    let (status, seconds, megabytes) = filed(&book::book(&[book::header(), rows].concat()));
    line(&("50,000 rows that all say the same cell", status, seconds, megabytes));
}

/// Ends the service, however the bench ends.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
