//! What to make of measures that scatter: their middle, and how sure a ratio of two is.

/// How often the measures are drawn anew to see how far their ratio strays.
const DRAWS: usize = 1_000;

/// A ratio and the interval that it is in at 95 %.
#[derive(Clone, Copy)]
pub struct Ratio {
    pub value: f64,
    pub low: f64,
    pub high: f64,
}

/// The mean of the middle half: no outlier counts, and neither does which of two frames a picture just made or missed,
/// between which a median jumps.
pub fn middle(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let quarter = sorted.len() / 4;
    let half = &sorted[quarter..sorted.len() - quarter];
    half.iter().sum::<f64>() / half.len() as f64
}

/// The ratio of two middles; its interval by drawing as many measures from each list again and again (Efron's
/// percentile bootstrap), always in the same way.
pub fn ratio(ours: &[f64], theirs: &[f64]) -> Ratio {
    let value = middle(ours) / middle(theirs);
    if value.is_nan() {
        return Ratio { value, low: value, high: value };
    }
    let mut state = 1_u64;
    let mut drawn = |values: &[f64]| {
        let one = |_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            values[(state >> 33) as usize % values.len()]
        };
        middle(&(0..values.len()).map(one).collect::<Vec<_>>())
    };
    let mut ratios: Vec<f64> = (0..DRAWS).map(|_| drawn(ours) / drawn(theirs)).collect();
    ratios.sort_by(f64::total_cmp);
    Ratio { value, low: ratios[DRAWS / 40], high: ratios[DRAWS - 1 - DRAWS / 40] }
}
