//! How results are printed: ratios, each beside what is wanted of it, and at the end all that were wanted.

use crate::spread::Ratio;

/// What is wanted of a ratio.
#[derive(Clone, Copy)]
pub enum Target {
    AtLeast(f64),
    AtMost(f64),
    /// Only told.
    Nothing,
}

/// What has been wanted so far, and whether it came true.
#[derive(Default)]
pub struct Report {
    lines: Vec<String>,
    missed: usize,
}

pub fn heading(text: &str) {
    println!("\n{text}");
}

/// Rates a second and their ratio.
pub fn line(what: &str, ours: f64, peer: &str, theirs: f64) {
    println!("  {what:<44} {ours:>12.0}/s   {peer:<28} {theirs:>12.0}/s   ratio {:.2}", ours / theirs);
}

impl Report {
    /// A ratio with `PASS`, or with `miss` where it is not what is wanted.
    pub fn target(&mut self, what: &str, ratio: f64, target: Target) {
        self.judge(what, ratio, "", target);
    }

    /// The same of measures that scatter, with the interval that the ratio is in at 95 %.
    pub fn spread(&mut self, what: &str, ratio: Ratio, target: Target) {
        let interval = format!("{:.2}–{:.2}", ratio.low, ratio.high);
        self.judge(what, ratio.value, if ratio.value.is_nan() { "" } else { &interval }, target);
    }

    fn judge(&mut self, what: &str, ratio: f64, interval: &str, target: Target) {
        let (passed, wanted) = match target {
            Target::AtLeast(least) => (ratio >= least, format!("wanted ≥ {least}")),
            Target::AtMost(most) => (ratio <= most, format!("wanted ≤ {most}")),
            Target::Nothing => return println!("  {what:<66} {ratio:>9.2} {interval:<11}"),
        };
        let (figure, verdict) = match (ratio.is_nan(), passed) {
            (true, _) => ("–".to_owned(), "not measured"),
            (false, true) => (format!("{ratio:.2}"), "PASS"),
            (false, false) => (format!("{ratio:.2}"), "miss"),
        };
        let line = format!("  {what:<66} {figure:>9} {interval:<11} {wanted:<14} {verdict}");
        println!("{line}");
        self.missed += usize::from(!passed);
        self.lines.push(line);
    }

    /// Everything that was wanted once more, and how much of it was missed.
    pub fn summary(&self) {
        let all = self.lines.len();
        if all == 0 {
            return;
        }
        heading(&format!("Targets: {} of {all} met", all - self.missed));
        for line in &self.lines {
            println!("{line}");
        }
    }
}
