//! Brotli with the patience that a file deserves which is packed once and fetched by every reader.
//!
//! Brotli's own encoder divides a file into blocks once, makes the contexts of all literals in one way, and looks for the
//! cheapest copies twice. Here each type of block has the contexts that suit it, and blocks, codes and copies are sought in
//! turns, each at the prices that the others have, as long as that makes the file smaller: about 2 % less, which any
//! browser unpacks as any other brotli (RFC 7932).

mod bits;
mod blocks;
mod format;
mod histogram;
mod layout;
mod matches;
mod parse;
mod prefix;
mod symbols;
mod told;
mod write;

use std::thread;

use format::{COMMANDS, DISTANCE_CONTEXTS, DISTANCES};
use layout::{Layout, Pieces, Places};
use matches::Match;
use parse::Prices;
use symbols::Symbols;
use write::Written;

/// Turns, and how many in a row may make nothing smaller.
const TURNS: usize = 15;
const IN_VAIN: usize = 5;

/// From where the search begins, in pieces of so many literals and others, decides where it ends: the best is kept.
const BEGINNINGS: [(usize, usize); 4] = [(80, 30), (120, 60), (80, 60), (160, 80)];

/// The content in brotli.
pub fn squeeze(content: &[u8]) -> Vec<u8> {
    if content.is_empty() {
        // A window of 16 bits, and a last metablock that is empty.
        return vec![0b0110];
    }
    let found = matches::find(content);
    let tried = thread::scope(|scope| {
        let found = &found;
        let begun = BEGINNINGS.map(|(literals, others)| {
            scope.spawn(move || search(content, found, Pieces { literals, others }))
        });
        begun.map(thread::ScopedJoinHandle::join)
    });
    tried.into_iter().flatten().min_by_key(Vec::len).unwrap_or_default()
}

fn search(content: &[u8], found: &[Vec<Match>], pieces: Pieces) -> Vec<u8> {
    let mut commands = parse::parse(content, found, &guessed(content));
    let mut places = None;
    let mut best: Option<Written> = None;
    let mut in_vain = 0;
    for turn in 0..TURNS {
        let symbols = Symbols::new(&commands);
        let layout = Layout::new(content, &symbols, pieces, places.as_ref(), turn % 3 == 0);
        let written = write::write(content, &commands, &symbols, &layout);
        let (own, prices) = priced(content, &symbols, &layout, &written);
        commands = parse::parse(content, found, &prices);
        places = Some(own);
        if best.as_ref().is_none_or(|best| written.bits.total < best.bits.total) {
            best = Some(written);
            in_vain = 0;
        } else {
            in_vain += 1;
        }
        if in_vain == IN_VAIN {
            break;
        }
    }
    best.map_or_else(Vec::new, |best| best.bits.finish())
}

/// Whether that is the content in brotli.
pub fn holds(squeezed: &[u8], content: &[u8]) -> bool {
    let mut back = Vec::new();
    brotli::BrotliDecompress(&mut &*squeezed, &mut back).is_ok() && back == content
}

/// Before anything was written: literals by how common they are, and less, for their contexts will tell them.
fn guessed(content: &[u8]) -> Prices {
    let all =
        histogram::Histogram::sorted(1, format::LITERALS, content.iter().map(|byte| (0, usize::from(*byte))));
    let prices = all[0].prices();
    Prices {
        literals: sums(content.iter().map(|byte| 0.8 * prices[usize::from(*byte)])),
        command_types: vec![0; content.len() + 1],
        commands: vec![(0..COMMANDS).map(|symbol| 6.0 + symbol as f64 / 120.0).collect()],
        distance_types: vec![0; content.len() + 1],
        distance_codes: vec![0; DISTANCE_CONTEXTS],
        distances: vec![vec![4.5; DISTANCES]],
    }
}

/// Where blocks stand, and what everything would cost in the codes of what was written.
fn priced(content: &[u8], symbols: &Symbols, layout: &Layout, written: &Written) -> (Places, Prices) {
    let starts = symbols.distances.iter().map(|one| symbols.starts[one.command]);
    let places = Places {
        literals: spread(content.len(), symbols.literals.iter().copied(), &layout.literals.types),
        commands: spread(content.len(), symbols.starts.iter().copied(), &layout.commands.types),
        distances: spread(content.len(), starts, &layout.distances.types),
    };
    let literals: Vec<_> = written.literals.iter().map(prefix::Code::prices).collect();
    let price = |at: usize| {
        let of = usize::from(places.literals[at]);
        let context = format::context(layout.modes[of], content, at);
        literals[layout.literals.codes[of * format::CONTEXTS + context]][usize::from(content[at])]
    };
    let prices = Prices {
        literals: sums((0..content.len()).map(price)),
        command_types: places.commands.clone(),
        commands: written.commands.iter().map(prefix::Code::prices).collect(),
        distance_types: places.distances.clone(),
        distance_codes: layout.distances.codes.clone(),
        distances: written.distances.iter().map(prefix::Code::prices).collect(),
    };
    (places, prices)
}

fn sums(prices: impl Iterator<Item = f64>) -> Vec<f64> {
    let sums = prices.scan(0.0, |sum, price| {
        *sum += price;
        Some(*sum)
    });
    [0.0].into_iter().chain(sums).collect()
}

/// The type at each place, which goes on until the next one begins.
fn spread(content: usize, starts: impl Iterator<Item = usize>, types: &[u8]) -> Vec<u8> {
    let mut spread = Vec::with_capacity(content + 1);
    let mut last = 0;
    for (start, of) in starts.zip(types) {
        spread.resize(start, last);
        last = *of;
    }
    spread.resize(content + 1, last);
    spread
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comes_back(content: &[u8]) -> usize {
        let squeezed = squeeze(content);
        assert!(holds(&squeezed, content), "{} bytes do not come back", content.len());
        squeezed.len()
    }

    #[test]
    fn whatever_is_squeezed_comes_back() {
        // Nothing, one byte, one over and over, what cannot be made smaller, and what changes half way.
        comes_back(b"");
        comes_back(b"a");
        assert!(comes_back(&[7; 2_000]) < 20);
        let noise: Vec<u8> =
            (0..3_000_u32).map(|at| (at.wrapping_mul(at).wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        comes_back(&noise);
        comes_back(&[include_bytes!("write.rs"), &noise[..], include_bytes!("parse.rs")].concat());
    }

    #[test]
    fn it_is_smaller_than_brotlis_own() {
        let content = include_bytes!("../../../baocao.js");
        let parameters = brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() };
        let mut own = Vec::new();
        brotli::BrotliCompress(&mut &content[..], &mut own, &parameters).expect("it compresses");
        assert!(comes_back(content) < own.len(), "{}", own.len());
    }
}
