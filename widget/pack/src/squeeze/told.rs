//! How a prefix code is told before it is used (RFC 7932, 3.4 and 3.5).

use std::cmp::Reverse;

use brotli::enc::entropy_encode::BrotliOptimizeHuffmanCountsForRle;

use super::bits::Bits;
use super::prefix::{Code, LONGEST, lengths};

/// Writes the code that is cheapest for these counts, and answers it. There could be as many symbols as there are counts.
pub fn tell(out: &mut Bits, counts: &[u32]) -> Code {
    let used: Vec<usize> = (0..counts.len()).filter(|at| counts[*at] > 0).collect();
    if used.len() <= 4 {
        return simple(out, counts, used);
    }
    // The fewest bits for the symbols are not the fewest with the telling: lengths more alike are told in fewer.
    let flat = [2, 3, 4, 6, 8]
        .map(|least| counts.iter().map(|count| if *count > 0 { least.max(*count) } else { 0 }).collect());
    let even = [0.8, 0.9, 0.95].map(|power| {
        let raised = |count: u32| if count > 0 { (1_000.0 * f64::from(count).powf(power)) as u32 } else { 0 };
        counts.iter().map(|count| raised(*count)).collect::<Vec<u32>>()
    });
    let short = (5..12).filter(|limit| 1 << limit >= used.len()).map(|limit| lengths(counts, limit));
    let smoothed = smoothed(counts);
    let others = flat.iter().chain(&even).chain([&smoothed]).map(|counts| lengths(counts, LONGEST));
    let mut best: Option<(usize, Bits, Vec<u8>)> = None;
    for depths in short.chain(others).chain([lengths(counts, LONGEST)]) {
        let told = complex(&depths);
        let data: usize =
            counts.iter().zip(&depths).map(|(count, depth)| *count as usize * usize::from(*depth)).sum();
        let bits = told.total + data;
        if best.as_ref().is_none_or(|(least, ..)| bits < *least) {
            best = Some((bits, told, depths));
        }
    }
    let (_, told, depths) = best.unwrap_or_default();
    out.append(told);
    Code::new(depths)
}

/// As brotli's own encoder would have them: like counts beside each other made the same, so that they are told as a run.
fn smoothed(counts: &[u32]) -> Vec<u32> {
    let mut smoothed = counts.to_vec();
    BrotliOptimizeHuffmanCountsForRle(counts.len(), &mut smoothed, &mut vec![0; counts.len()]);
    smoothed
}

/// Up to four symbols are told by their names.
fn simple(out: &mut Bits, counts: &[u32], mut used: Vec<usize>) -> Code {
    if used.is_empty() {
        used.push(0);
    }
    used.sort_by_key(|at| Reverse(counts[*at]));
    let deep = used.len() == 4 && counts[used[0]] > counts[used[2]] + counts[used[3]];
    let shape: &[u8] = match used.len() {
        1 => &[0],
        2 => &[1, 1],
        3 => &[1, 2, 2],
        _ if deep => &[1, 2, 3, 3],
        _ => &[2, 2, 2, 2],
    };
    let mut depths = vec![0; counts.len()];
    for (at, depth) in used.iter().zip(shape) {
        depths[*at] = *depth;
    }
    used.sort_by_key(|at| (depths[*at], *at));
    out.put(2, 1);
    out.put(2, used.len() as u64 - 1);
    let width = (counts.len() - 1).checked_ilog2().map_or(0, |bits| bits + 1);
    for at in &used {
        out.put(width, *at as u64);
    }
    if used.len() == 4 {
        out.put(1, u64::from(deep));
    }
    if let [only] = used[..] { Code::only(only, counts.len()) } else { Code::new(depths) }
}

/// Says again what stood before, or so many zeros, each with the number of its extra bits.
const AGAIN: (u8, u32) = (16, 2);
const ZEROS: (u8, u32) = (17, 3);
/// The order in which the lengths of the lengths' own code are told.
const ORDER: [usize; 18] = [1, 2, 3, 4, 0, 5, 17, 6, 16, 7, 8, 9, 10, 11, 12, 13, 14, 15];
/// How a length of that code is told: bits and their number.
const WIDTHS: [(u32, u64); 6] = [(2, 0), (4, 7), (3, 3), (2, 2), (2, 1), (4, 15)];

/// More symbols are told by the lengths of all, which have a code of their own.
fn complex(depths: &[u8]) -> Bits {
    let mut prices = [3.0; 18];
    let mut best: Option<Bits> = None;
    // Runs are worth telling as such or not, by the code that comes of it.
    for _ in 0..4 {
        let tokens = tokens(depths, &prices);
        let mut counts = [0; 18];
        tokens.iter().for_each(|(token, _)| counts[usize::from(*token)] += 1);
        let widths = lengths(&counts, 5);
        let told = told(&tokens, &widths);
        for (price, width) in prices.iter_mut().zip(&widths) {
            *price = if *width == 0 { 6.0 } else { f64::from(*width) };
        }
        if best.as_ref().is_none_or(|best| told.total < best.total) {
            best = Some(told);
        }
    }
    best.unwrap_or_default()
}

/// Lengths and runs of them, each with its extra bits.
fn tokens(depths: &[u8], prices: &[f64; 18]) -> Vec<(u8, u64)> {
    let end = depths.iter().rposition(|depth| *depth > 0).map_or(0, |last| last + 1);
    let mut tokens = Vec::new();
    let mut before = 8;
    for run in depths[..end].chunk_by(|one, next| one == next) {
        let value = run[0];
        let mut left = run.len();
        if value > 0 && value != before {
            tokens.push((value, 0));
            left -= 1;
            before = value;
        }
        let (code, width) = if value == 0 { ZEROS } else { AGAIN };
        let plain = prices[usize::from(value)];
        let coded = prices[usize::from(code)] + f64::from(width);
        let price =
            |repeated: usize| (left - repeated) as f64 * plain + digits(repeated, width).len() as f64 * coded;
        let repeated = (3..=left).chain([0]).min_by(|a, b| price(*a).total_cmp(&price(*b))).unwrap_or(0);
        tokens.extend(vec![(value, 0); left - repeated]);
        tokens.extend(digits(repeated, width).into_iter().map(|digit| (code, digit)));
    }
    tokens
}

/// How a run of three or more is counted: digits, each of which multiplies what the ones before said.
fn digits(run: usize, width: u32) -> Vec<u64> {
    let mut digits = Vec::new();
    let mut left = run.checked_sub(3);
    while let Some(rest) = left {
        digits.push((rest & ((1 << width) - 1)) as u64);
        left = (rest >> width).checked_sub(1);
    }
    digits.reverse();
    digits
}

fn told(tokens: &[(u8, u64)], widths: &[u8]) -> Bits {
    let mut out = Bits::default();
    let skipped = match ORDER.map(|at| widths[at]) {
        [0, 0, 0, ..] => 3,
        [0, 0, ..] => 2,
        _ => 0,
    };
    // A code of one symbol needs no bits, and its telling does not end early.
    let many = widths.iter().filter(|width| **width > 0).count() > 1;
    let last = ORDER.iter().rposition(|at| widths[*at] > 0).map_or(0, |last| last + 1);
    out.put(2, skipped as u64);
    for at in &ORDER[skipped..if many { last } else { ORDER.len() }] {
        let (count, bits) = WIDTHS[usize::from(widths[*at])];
        out.put(count, bits);
    }
    let code = Code::new(widths.to_vec());
    for (token, extra) in tokens {
        if many {
            code.put(&mut out, usize::from(*token));
        }
        for (_, width) in [AGAIN, ZEROS].iter().filter(|(code, _)| code == token) {
            out.put(*width, *extra);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_counted_in_digits_that_multiply() {
        assert_eq!([digits(0, 3), digits(3, 3), digits(10, 3)], [vec![], vec![0], vec![7]]);
        // (3 + 0 − 2) · 8 + 3 + 0, and with two bits (3 + 1 − 2) · 4 + 3 + 2.
        assert_eq!([digits(11, 3), digits(13, 2)], [vec![0, 0], vec![1, 2]]);
    }

    #[test]
    fn few_symbols_are_told_by_name() {
        let mut out = Bits::default();
        let code = tell(&mut out, &[0, 9, 0, 0, 1, 2]);
        assert_eq!(code.depths, [0, 1, 0, 0, 2, 2]);
        // Two and two bits for how many, and three symbols of three bits.
        assert_eq!(out.total, 4 + 9);
    }
}
