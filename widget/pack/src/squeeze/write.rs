//! Everything as the format writes it (RFC 7932, 9).

use super::bits::Bits;
use super::blocks::Blocks;
use super::format::{self, BLOCK, COMMANDS, CONTEXTS, COPY, DISTANCE_CONTEXTS, DISTANCES, INSERT, LITERALS};
use super::layout::Layout;
use super::parse::Command;
use super::prefix::Code;
use super::symbols::Symbols;
use super::told::tell;

/// What was written, and the codes that it was written in.
pub struct Written {
    pub bits: Bits,
    pub literals: Vec<Code>,
    pub commands: Vec<Code>,
    pub distances: Vec<Code>,
}

/// The content in brotli; it must not be empty, and not be over 16 MB.
pub fn write(content: &[u8], commands: &[Command], symbols: &Symbols, layout: &Layout) -> Written {
    let mut out = Bits::default();
    window(&mut out, content.len());
    // The last metablock, which is not empty; its length in four to six digits of base 16.
    out.put(2, 1);
    let last = content.len() as u64 - 1;
    let digits = (last.checked_ilog2().unwrap_or(0) / 4 + 1).max(4);
    out.put(2, u64::from(digits - 4));
    out.put(4 * digits, last);

    let mut literal_blocks = Switches::tell(&mut out, &layout.literals);
    let mut command_blocks = Switches::tell(&mut out, &layout.commands);
    let mut distance_blocks = Switches::tell(&mut out, &layout.distances);
    // Distances have no symbols of their own for short ones, and their last bits are no part of their symbols.
    out.put(6, 0);
    layout.modes.iter().for_each(|mode| out.put(2, *mode as u64));
    map(&mut out, &layout.literals);
    map(&mut out, &layout.distances);

    let contexts = |symbol: usize| {
        let at = symbols.literals[symbol];
        let mode = layout.modes[usize::from(layout.literals.types[symbol])];
        layout.literals.code(symbol, CONTEXTS, format::context(mode, content, at))
    };
    let each =
        symbols.literals.iter().enumerate().map(|(symbol, at)| (contexts(symbol), usize::from(content[*at])));
    let literal_codes = codes(&mut out, &layout.literals, LITERALS, each);
    let each = symbols.commands.iter().enumerate();
    let each = each.map(|(at, symbol)| (layout.commands.code(at, 1, 0), usize::from(*symbol)));
    let command_codes = codes(&mut out, &layout.commands, COMMANDS, each);
    let each = symbols.distances.iter().enumerate();
    let each = each.map(|(at, one)| {
        (layout.distances.code(at, DISTANCE_CONTEXTS, one.context), usize::from(one.symbol))
    });
    let distance_codes = codes(&mut out, &layout.distances, DISTANCES, each);

    let mut literals = symbols.literals.iter().enumerate();
    let mut distances = symbols.distances.iter().enumerate().peekable();
    for (number, (command, symbol)) in commands.iter().zip(&symbols.commands).enumerate() {
        command_blocks.next(&mut out);
        command_codes[layout.commands.code(number, 1, 0)].put(&mut out, usize::from(*symbol));
        within(&mut out, &INSERT, command.insert);
        within(&mut out, &COPY, command.copy.told);
        for (symbol, at) in literals.by_ref().take(command.insert as usize) {
            literal_blocks.next(&mut out);
            literal_codes[contexts(symbol)].put(&mut out, usize::from(content[*at]));
        }
        if let Some((at, one)) = distances.next_if(|(_, one)| one.command == number) {
            distance_blocks.next(&mut out);
            let code = layout.distances.code(at, DISTANCE_CONTEXTS, one.context);
            distance_codes[code].put(&mut out, usize::from(one.symbol));
            out.put(one.bits, u64::from(one.extra));
        }
    }
    Written { bits: out, literals: literal_codes, commands: command_codes, distances: distance_codes }
}

/// How far back a copy may reach: over all of the content.
fn window(out: &mut Bits, content: usize) {
    match (content + 15).ilog2() + 1 {
        ..=16 => out.put(1, 0),
        17 => out.put(7, 1),
        bits => out.put(4, u64::from((bits - 17) << 1 | 1)),
    }
}

/// A number's place in its row.
fn within(out: &mut Bits, rows: &format::Rows, number: u32) {
    let (first, bits) = rows[format::row(rows, number)];
    out.put(bits, u64::from(number - first));
}

/// How many there are, of types or codes.
fn count(out: &mut Bits, count: usize) {
    let Some(bits) = (count - 1).checked_ilog2() else { return out.put(1, 0) };
    out.put(1, 1);
    out.put(3, u64::from(bits));
    out.put(bits, (count - 1 - (1 << bits)) as u64);
}

fn codes(
    out: &mut Bits,
    blocks: &Blocks,
    alphabet: usize,
    symbols: impl Iterator<Item = (usize, usize)>,
) -> Vec<Code> {
    let mut counts = vec![vec![0; alphabet]; blocks.code_count()];
    symbols.for_each(|(code, symbol)| counts[code][symbol] += 1);
    counts.iter().map(|counts| tell(out, counts)).collect()
}

/// Tells, before the first symbol of each block, which type it is of and how long it is.
struct Switches {
    /// Of each block that is to come, the last one first: the symbol of its type, and its length.
    blocks: Vec<(usize, u32)>,
    types: Option<(Code, Code)>,
    left: u32,
}

impl Switches {
    fn tell(out: &mut Bits, blocks: &Blocks) -> Self {
        count(out, blocks.count);
        if blocks.count == 1 {
            return Self { blocks: Vec::new(), types: None, left: u32::MAX };
        }
        let (mut last, mut earlier) = (0, 1);
        let mut switches: Vec<(usize, u32)> = Vec::new();
        let mut counts = (vec![0; blocks.count + 2], vec![0; BLOCK.len()]);
        for block in blocks.types.chunk_by(|one, next| one == next) {
            let of = usize::from(block[0]);
            // The type after the last one, the type before that, or any by its number.
            let symbol = if of == (last + 1) % blocks.count {
                1
            } else if of == earlier {
                0
            } else {
                of + 2
            };
            if !switches.is_empty() {
                counts.0[symbol] += 1;
                (earlier, last) = (last, of);
            }
            counts.1[format::row(&BLOCK, block.len() as u32)] += 1;
            switches.push((symbol, block.len() as u32));
        }
        switches.reverse();
        let types = Some((tell(out, &counts.0), tell(out, &counts.1)));
        let mut own = Self { blocks: switches, types, left: 0 };
        own.begin(out, false);
        own
    }

    /// Tells the next block; the first one is always of type 0.
    fn begin(&mut self, out: &mut Bits, of_any_type: bool) {
        let (Some((types, lengths)), Some((symbol, length))) = (&self.types, self.blocks.pop()) else {
            return;
        };
        if of_any_type {
            types.put(out, symbol);
        }
        lengths.put(out, format::row(&BLOCK, length));
        within(out, &BLOCK, length);
        self.left = length;
    }

    /// Before each symbol.
    fn next(&mut self, out: &mut Bits) {
        if self.left == 0 {
            self.begin(out, true);
        }
        self.left -= 1;
    }
}

/// Tells which code each context has (RFC 7932, 7.3).
fn map(out: &mut Bits, blocks: &Blocks) {
    count(out, blocks.code_count());
    if blocks.code_count() == 1 {
        return;
    }
    // A code is told by how many others were told since it was told last, so that it is 0 where it goes on.
    let mut recent: Vec<usize> = (0..blocks.code_count()).collect();
    let ranks = blocks.codes.iter().map(|code| {
        let rank = recent.iter().position(|other| other == code).unwrap_or(0);
        recent[..=rank].rotate_right(1);
        rank
    });
    let ranks: Vec<usize> = ranks.collect();
    let told = (0..9).map(|runs| map_with(&ranks, blocks.code_count(), runs));
    if let Some(told) = told.min_by_key(|told| told.total) {
        out.append(told);
    }
    out.put(1, 1);
}

/// The ranks, of which runs of zeros are told as runs of up to `2 << runs` less one.
fn map_with(ranks: &[usize], codes: usize, runs: u32) -> Bits {
    let mut symbols: Vec<(usize, u32, usize)> = Vec::new();
    for run in ranks.chunk_by(|one, next| *one == 0 && *next == 0) {
        if run[0] > 0 {
            symbols.push((run[0] + runs as usize, 0, 0));
            continue;
        }
        let mut left = run.len();
        while left > 0 {
            let bits = left.ilog2().min(runs);
            let part = left.min((2 << bits) - 1);
            symbols.push((bits as usize, bits, part - (1 << bits)));
            left -= part;
        }
    }
    let mut out = Bits::default();
    match runs {
        0 => out.put(1, 0),
        _ => out.put(5, u64::from((runs - 1) << 1 | 1)),
    }
    let mut counts = vec![0; codes + runs as usize];
    symbols.iter().for_each(|(symbol, ..)| counts[*symbol] += 1);
    let code = tell(&mut out, &counts);
    for (symbol, bits, extra) in symbols {
        code.put(&mut out, symbol);
        out.put(bits, extra as u64);
    }
    out
}
