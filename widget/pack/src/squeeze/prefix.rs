//! Prefix codes: symbols in whole bits, the common ones in fewer.

use std::cmp::Reverse;
use std::sync::LazyLock;

use super::bits::Bits;

/// The format has no longer codes.
pub const LONGEST: usize = 15;

/// A code as it is used: how many bits each symbol has, and which.
#[derive(Clone)]
pub struct Code {
    pub depths: Vec<u8>,
    bits: Vec<u16>,
    /// The only symbol that there is: it takes no bits.
    only: Option<usize>,
}

impl Code {
    /// The code of these lengths: the format leaves no other choice.
    pub fn new(depths: Vec<u8>) -> Self {
        let mut next = [0u16; LONGEST + 1];
        let mut code = 0;
        for (depth, next) in next.iter_mut().enumerate().skip(1) {
            *next = code;
            let count = depths.iter().filter(|own| usize::from(**own) == depth).count();
            code = (code + count as u16) << 1;
        }
        let mut take = |depth: u8| {
            let own = next[usize::from(depth)];
            next[usize::from(depth)] += 1;
            own.reverse_bits().checked_shr(16 - u32::from(depth)).unwrap_or(0)
        };
        let bits = depths.iter().map(|depth| if *depth == 0 { 0 } else { take(*depth) }).collect();
        Self { depths, bits, only: None }
    }

    /// The code of one symbol.
    pub fn only(symbol: usize, alphabet: usize) -> Self {
        Self { only: Some(symbol), ..Self::new(vec![0; alphabet]) }
    }

    /// Writes a symbol.
    pub fn put(&self, out: &mut Bits, symbol: usize) {
        out.put(u32::from(self.depths[symbol]), u64::from(self.bits[symbol]));
    }

    /// What each symbol costs; one that has no code yet a little more than the dearest.
    pub fn prices(&self) -> Vec<f64> {
        let absent = match self.depths.iter().max() {
            None | Some(0) => 8,
            Some(deepest) => deepest + 2,
        };
        let price = |(symbol, depth): (usize, &u8)| match *depth {
            0 if self.only == Some(symbol) => 0,
            0 => absent,
            depth => depth,
        };
        self.depths.iter().enumerate().map(price).map(f64::from).collect()
    }
}

/// The lengths of the best code for these counts that has none over `limit`; zero for what does not occur.
pub fn lengths(counts: &[u32], limit: usize) -> Vec<u8> {
    let mut depths = vec![0; counts.len()];
    let leaves: Vec<usize> = (0..counts.len()).filter(|at| counts[*at] > 0).collect();
    if let [only] = leaves[..] {
        depths[only] = 1;
        return depths;
    }
    // Package-merge: each level is all symbols and the pairs of the level before. Of the last one the cheapest are taken,
    // of those before what makes their pairs, and a symbol's length is in how many levels it is taken.
    let mut leaves: Vec<(u64, usize)> = leaves.into_iter().map(|at| (u64::from(counts[at]), at)).collect();
    leaves.sort_unstable();
    let own = || leaves.iter().map(|(weight, _)| (*weight, true));
    let mut levels: Vec<Vec<(u64, bool)>> = vec![own().collect()];
    for level in 1..limit {
        let pairs = levels[level - 1].chunks_exact(2).map(|pair| (pair[0].0 + pair[1].0, false));
        let mut next: Vec<_> = own().chain(pairs).collect();
        next.sort_by_key(|(weight, _)| *weight);
        levels.push(next);
    }
    let mut taken = 2 * leaves.len().saturating_sub(1);
    for level in levels.iter().rev() {
        let symbols = level[..taken].iter().filter(|(_, symbol)| *symbol).count();
        leaves[..symbols].iter().for_each(|(_, at)| depths[*at] += 1);
        taken = 2 * (taken - symbols);
    }
    depths
}

/// About how many bits symbols of these counts take, and the telling of their code.
pub fn cost(counts: &[u32]) -> f64 {
    let mut few: Vec<u32> = counts.iter().copied().filter(|count| *count > 0).take(5).collect();
    few.sort_by_key(|count| Reverse(*count));
    match few[..] {
        [] | [_] => 12.0,
        [a, b] => 20.0 + f64::from(a + b),
        [a, b, c] => 28.0 + f64::from(a + 2 * (b + c)),
        [a, b, c, d] => 37.0 + f64::from(2 * (a + b) + 3 * (c + d)) - f64::from(a.max(c + d)),
        _ => cost_of_many(counts),
    }
}

fn cost_of_many(counts: &[u32]) -> f64 {
    let total = log2(counts.iter().sum());
    let (mut bits, mut deepest, mut zeros) = (0.0, 1, 0u32);
    // The lengths are told in a code of their own.
    let mut lengths = [0; 18];
    for count in counts {
        if *count == 0 {
            zeros += 1;
            continue;
        }
        if zeros < 3 {
            lengths[0] += zeros;
        } else {
            let runs = (zeros - 2).ilog2() / 3 + 1;
            lengths[17] += runs;
            bits += f64::from(3 * runs);
        }
        zeros = 0;
        let own = total - log2(*count);
        bits += f64::from(*count) * own;
        let depth = ((own + 0.5) as usize).clamp(1, LONGEST);
        lengths[depth] += 1;
        deepest = deepest.max(depth);
    }
    let all = log2(lengths.iter().sum());
    let told: f64 = lengths.iter().map(|count| f64::from(*count) * (all - log2(*count))).sum();
    bits + told + (18 + 2 * deepest) as f64
}

/// The logarithm, from a table; 0 for 0.
pub fn log2(of: u32) -> f64 {
    static TABLE: LazyLock<Vec<f64>> =
        LazyLock::new(|| (0..1 << 16).map(|of: u32| f64::from(of.max(1)).log2()).collect());
    TABLE.get(of as usize).copied().unwrap_or_else(|| f64::from(of).log2())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_common_ones_have_fewer_bits_and_none_more_than_allowed() {
        let counts = [1, 1, 2, 4, 8, 16, 32, 0, 64];
        assert_eq!(lengths(&counts, 15), [7, 7, 6, 5, 4, 3, 2, 0, 1]);
        let short = lengths(&counts, 4);
        assert!(short.iter().all(|depth| *depth <= 4));
        let room: u32 = short.iter().filter(|depth| **depth > 0).map(|depth| 16 >> depth).sum();
        assert_eq!(room, 16, "{short:?}");
        assert_eq!(lengths(&[0, 3], 15), [0, 1]);
    }

    #[test]
    fn no_code_begins_another() {
        let code = Code::new(vec![2, 1, 3, 3]);
        assert_eq!(code.bits, [0b01, 0b0, 0b011, 0b111]);
    }
}
