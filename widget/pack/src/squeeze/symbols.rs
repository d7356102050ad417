//! What commands are told in: literals, symbols of commands, symbols of distances.

use super::format::{self, COPY, INSERT};
use super::parse::Command;

/// The distance of a command that tells one.
pub struct Distance {
    /// The command's place among all.
    pub command: usize,
    pub symbol: u16,
    pub context: usize,
    /// How many extra bits, and these.
    pub bits: u32,
    pub extra: u32,
}

/// All symbols, in the order of the commands.
#[derive(Default)]
pub struct Symbols {
    /// Places in the content.
    pub literals: Vec<usize>,
    pub commands: Vec<u16>,
    /// Where in the content each command begins.
    pub starts: Vec<usize>,
    pub distances: Vec<Distance>,
}

impl Symbols {
    /// What these commands are told in.
    pub fn new(commands: &[Command]) -> Self {
        let mut symbols = Self::default();
        let mut last = format::FIRST;
        for (number, Command { start, insert, copy }) in commands.iter().enumerate() {
            let end = start + *insert as usize;
            symbols.starts.push(*start);
            symbols.literals.extend(*start..end);
            let rows = (format::row(&INSERT, *insert), format::row(&COPY, copy.told));
            let beyond = copy.distance as usize > end;
            let recalled = format::recalled(last).iter().position(|distance| *distance == copy.distance);
            let recalled = recalled.filter(|_| !beyond);
            // The content is at its end before the copy of the last command is.
            let none = copy.length == 0;
            let same = format::may_be_same(rows.0, rows.1) && (none || recalled == Some(0));
            symbols.commands.push(format::command(rows.0, rows.1, same) as u16);
            if !same && !none {
                let (symbol, bits, extra) =
                    recalled.map_or_else(|| format::distance(copy.distance), |at| (at, 0, 0));
                let context = format::distance_context(copy.told);
                symbols.distances.push(Distance {
                    command: number,
                    symbol: symbol as u16,
                    context,
                    bits,
                    extra,
                });
            }
            last = format::remembered(last, copy.distance, beyond);
        }
        symbols
    }
}
