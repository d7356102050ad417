//! A generated city is added up as a plain script adds it up from the filed files.

use std::path::Path;
use std::process::Command;

use crate::harness::{Folder, Service};

/// Asks the service this many random queries and compares each number with the script's own.
#[track_caller]
fn agrees(service: &Service, folder: &Path, queries: u32, seed: u32) {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/recompute.py");
    let arguments = [queries.to_string(), seed.to_string()];
    let output =
        Command::new("python3").args([script, &service.address]).arg(folder).args(arguments).output();
    let output = output.expect("python3 is there: apt-get install python3");
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
    assert!(told.starts_with(&format!("{queries} queries")), "{told}");
}

#[track_caller]
fn run(service: &Service, arguments: &[&str]) {
    let output = service.command(arguments);
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn a_plain_script_adds_the_filed_figures_up_to_the_same_numbers() {
    let (service, folder) = (Service::empty(), Folder::new());
    let path = folder.path().to_str().unwrap();
    let size = ["--organizations", "12", "--indicators", "20", "--months", "30"];
    run(&service, &[&["sample", "--folder", path], &size[..]].concat());
    run(&service, &["catalogue", "load", &format!("{path}/catalogue")]);
    let mut files: Vec<_> =
        folder.path().join("figures").read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    // The service is running: it takes over what another process files, and what it is sent itself.
    let token = service.token("sample-city");
    let (first, others) = files.split_at(10);
    for file in first {
        run(&service, &["file", file.to_str().unwrap()]);
    }
    let _ = service
        .get("/api/v1/figures?indicator=sample-001&organization=sample-city&period=2015")
        .has_status(200);
    for file in others {
        let _ = service.file(&token, "text/csv", &std::fs::read(file).unwrap()).has_status(201);
    }
    let filed = std::fs::read_to_string(&files[4]).unwrap();
    // What runs up stays: raised, it would be above the month after it, and be refused.
    let is_cumulative = |line: &str| line.contains(",2015-05-31,");
    let chosen = |(number, line): &(usize, &str)| number % 7 == 0 && !is_cumulative(line);
    let corrected = filed.lines().enumerate().filter(chosen).map(|(number, line)| {
        let (rest, value) = line.strip_suffix(',').unwrap_or(line).rsplit_once(',').unwrap();
        value.parse().map_or(line.to_owned(), |value: u64| format!("{rest},{},", value + number as u64))
    });
    let correction = corrected.collect::<Vec<_>>().join("\n");
    service.file(&token, "text/csv", correction.as_bytes()).has_status(201).json();
    std::fs::write(folder.path().join("figures/correction.csv"), correction).unwrap();

    // `just recompute` asks more.
    let queries = std::env::var("RECOMPUTE_QUERIES").ok().and_then(|text| text.parse().ok()).unwrap_or(4_000);
    agrees(&service, folder.path(), queries, 1);
    agrees(&service.kill_and_restart(), folder.path(), 1_000, 2);
}
