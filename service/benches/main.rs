//! What the service does in a second and a page in a moment, each figure beside a peer that did the same in the same run.
//! Machines are noisy, so the ratios count, not the numbers. With arguments, only the parts of those names are run.

#![expect(clippy::print_stdout, reason = "printing is what it is for")]

mod charts;
mod drawing;
mod figures;
mod pages;
mod peers;
mod report;
mod requests;
mod sample;
mod size;
mod spread;
mod workbooks;

use std::time::{Duration, Instant};

use report::Report;

/// Prints one part.
type Part = fn(&mut Report);

fn main() {
    let parts: [(&str, Part); 6] = [
        ("size", |_| size::print()),
        ("figures", figures::print),
        ("workbooks", workbooks::print),
        ("requests", |_| requests::print()),
        ("drawing", drawing::print),
        ("pages", pages::print),
    ];
    // Cargo adds an option of its own.
    let wanted: Vec<String> = std::env::args().skip(1).filter(|name| !name.starts_with('-')).collect();
    let mut report = Report::default();
    for (name, print) in parts {
        if wanted.is_empty() || wanted.iter().any(|one| one == name) {
            print(&mut report);
        }
    }
    report.summary();
}

/// How often a second `work` can be done: the best of three stretches, since noise only ever slows.
fn per_second(mut work: impl FnMut()) -> f64 {
    work();
    (0..3).map(|_| rate(&mut work)).fold(0.0, f64::max)
}

/// How often a second `work` is done in one stretch.
fn rate(mut work: impl FnMut()) -> f64 {
    let (started, mut times) = (Instant::now(), 0_u32);
    while started.elapsed() < Duration::from_millis(700) {
        work();
        times += 1;
    }
    f64::from(times) / started.elapsed().as_secs_f64()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
