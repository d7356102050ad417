//! What the service does in a second, each figure beside a peer that did the same in the same run. Machines are noisy, so
//! the ratios count, not the numbers.

#![expect(clippy::print_stdout, reason = "printing is what it is for")]

mod charts;
mod figures;
mod requests;
mod sample;
mod size;

use std::time::{Duration, Instant};

fn main() {
    size::print();
    figures::print();
    charts::print();
    requests::print();
}

/// How often a second `work` can be done: the best of three stretches, since noise only ever slows.
fn per_second(mut work: impl FnMut()) -> f64 {
    work();
    let stretch = |work: &mut dyn FnMut()| {
        let (started, mut times) = (Instant::now(), 0_u32);
        while started.elapsed() < Duration::from_millis(700) {
            work();
            times += 1;
        }
        f64::from(times) / started.elapsed().as_secs_f64()
    };
    (0..3).map(|_| stretch(&mut work)).fold(0.0, f64::max)
}

fn heading(text: &str) {
    println!("\n{text}");
}

fn line(what: &str, ours: f64, peer: &str, theirs: f64) {
    println!("  {what:<44} {ours:>12.0}/s   {peer:<28} {theirs:>12.0}/s   ratio {:.2}", ours / theirs);
}
