//! Symbols in blocks: those of one type have codes of their own.

use super::histogram::{Histogram, joined};

/// In which blocks symbols stand, and which code each context of a block has.
pub struct Blocks {
    /// The type of each symbol's block; a type comes after those below it.
    pub types: Vec<u8>,
    /// How many types there are.
    pub count: usize,
    /// By type and context.
    pub codes: Vec<usize>,
}

impl Blocks {
    /// How many codes there are.
    pub fn code_count(&self) -> usize {
        self.codes.iter().max().map_or(1, |last| last + 1)
    }

    /// The code of a symbol.
    pub fn code(&self, symbol: usize, contexts: usize, context: usize) -> usize {
        self.codes[usize::from(self.types[symbol]) * contexts + context]
    }
}

/// For each symbol the type in which all together are cheapest; a new block costs `change` bits.
pub fn assign(symbols: usize, types: usize, change: f64, price: impl Fn(usize, usize) -> f64) -> Vec<u8> {
    let mut sums = vec![0.0; types];
    let mut before = vec![0; symbols * types];
    let cheapest =
        |sums: &[f64]| (0..types).min_by(|one, other| sums[*one].total_cmp(&sums[*other])).unwrap_or(0);
    for at in 0..symbols {
        let best = cheapest(&sums);
        let anew = sums[best] + change;
        for of in 0..types {
            let stays = at == 0 || sums[of] <= anew;
            before[at * types + of] = if stays { of } else { best } as u8;
            sums[of] = if stays { sums[of] } else { anew } + price(at, of);
        }
    }
    let mut of = cheapest(&sums);
    let mut assigned = vec![0; symbols];
    for at in (0..symbols).rev() {
        assigned[at] = of as u8;
        of = usize::from(before[at * types + of]);
    }
    assigned
}

/// Numbers the types in the order in which they come; answers how many there are.
pub fn number(types: &mut [u8]) -> usize {
    let mut met = Vec::new();
    for of in types {
        let number = met.iter().position(|other| other == of).unwrap_or(met.len());
        if number == met.len() {
            met.push(*of);
        }
        *of = number as u8;
    }
    met.len().max(1)
}

/// What a new block is taken to cost before it is known: its type and its length, in bits.
const CHANGE: f64 = 25.0;
/// Pieces that are compared with each other at first.
const PIECES: usize = 400;
const ROUNDS: usize = 8;

/// A first division into blocks of at most so many types, from pieces of so many symbols.
pub fn divide(symbols: &[u16], alphabet: usize, piece: usize, most: usize) -> Vec<u8> {
    let piece = piece.max(symbols.len() / PIECES + 1);
    let sorted = |count, types: &mut dyn Iterator<Item = usize>| {
        Histogram::sorted(count, alphabet, types.zip(symbols.iter().map(|symbol| usize::from(*symbol))))
    };
    let pieces = sorted(symbols.len().div_ceil(piece), &mut (0..).map(|at| at / piece));
    let (mut kinds, _) = joined(&pieces, 0.0, most);
    let mut types = Vec::new();
    for _ in 0..ROUNDS {
        let prices: Vec<_> = kinds.iter().map(Histogram::prices).collect();
        types = assign(symbols.len(), kinds.len(), CHANGE, |at, of| prices[of][usize::from(symbols[at])]);
        let count = number(&mut types);
        let fewer;
        (kinds, fewer) = joined(&sorted(count, &mut types.iter().map(|of| usize::from(*of))), 0.0, most);
        types.iter_mut().for_each(|of| *of = fewer[usize::from(*of)] as u8);
    }
    types
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_alike_is_one_block() {
        let symbols: Vec<u16> = (0..900).map(|at| if at / 300 == 1 { 8 + at % 8 } else { at % 8 }).collect();
        let mut types = divide(&symbols, 16, 50, 8);
        assert_eq!(number(&mut types), 2);
        assert_eq!((types.iter().position(|of| *of == 1), types[599], types[600]), (Some(300), 1, 0));
    }
}
