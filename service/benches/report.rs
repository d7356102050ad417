//! How results are printed: ratios, each beside what is wanted of it.

/// What is wanted of a ratio.
#[derive(Clone, Copy)]
pub enum Target {
    AtLeast(f64),
    AtMost(f64),
    /// Only told.
    Nothing,
}

pub fn heading(text: &str) {
    println!("\n{text}");
}

/// Rates a second and their ratio.
pub fn line(what: &str, ours: f64, peer: &str, theirs: f64) {
    println!("  {what:<44} {ours:>12.0}/s   {peer:<28} {theirs:>12.0}/s   ratio {:.2}", ours / theirs);
}

/// A ratio with `PASS`, or with `miss` where it is not what is wanted.
pub fn target(what: &str, ratio: f64, target: Target) {
    let (passed, wanted) = match target {
        Target::AtLeast(least) => (ratio >= least, format!("wanted ≥ {least}")),
        Target::AtMost(most) => (ratio <= most, format!("wanted ≤ {most}")),
        Target::Nothing => return println!("  {what:<60} {ratio:>9.2}"),
    };
    if ratio.is_nan() {
        return println!("  {what:<60}         –   {wanted:<14} not measured");
    }
    println!("  {what:<60} {ratio:>9.2}   {wanted:<14} {}", if passed { "PASS" } else { "miss" });
}
