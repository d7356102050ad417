//! Which code each symbol is written in.

use super::blocks::{self, Blocks};
use super::format::{self, COMMANDS, CONTEXTS, DISTANCE_CONTEXTS, DISTANCES, LITERALS, MODES};
use super::histogram::{Histogram, joined};
use super::prefix::log2;
use super::symbols::Symbols;

/// How literals, commands and distances are divided into blocks, and their blocks' contexts into codes.
pub struct Layout {
    pub literals: Blocks,
    /// For each type of literals' blocks, how their context is made.
    pub modes: Vec<usize>,
    pub commands: Blocks,
    pub distances: Blocks,
}

/// In pieces of so many symbols literals are compared at first, and commands and distances.
#[derive(Clone, Copy)]
pub struct Pieces {
    pub literals: usize,
    pub others: usize,
}

/// The types of the last layout's blocks, at each place of the content.
pub struct Places {
    pub literals: Vec<u8>,
    pub commands: Vec<u8>,
    pub distances: Vec<u8>,
}

/// How many types there are at most.
const MOST: usize = 64;
const MOST_COMMANDS: usize = 10;
const MOST_DISTANCES: usize = 6;
/// How many bits the map of contexts takes for one more code.
const ENTRY: f64 = 4.0;
/// What a new block of literals costs.
const CHANGE: f64 = 20.0;
const MOST_CODES: usize = 256;

impl Layout {
    /// The layout of these symbols, blocks as `before` but for commands and distances `anew`.
    pub fn new(
        content: &[u8],
        symbols: &Symbols,
        pieces: Pieces,
        before: Option<&Places>,
        anew: bool,
    ) -> Self {
        let bytes: Vec<u16> = symbols.literals.iter().map(|at| u16::from(content[*at])).collect();
        let types = match before {
            Some(places) => symbols.literals.iter().map(|at| places.literals[*at]).collect(),
            None => blocks::divide(&bytes, LITERALS, pieces.literals, MOST),
        };
        let literals = Literals::new(content, symbols, types).settled();
        let kept = before.filter(|_| !anew);
        let types = match kept {
            Some(places) => symbols.starts.iter().map(|at| places.commands[*at]).collect(),
            None => blocks::divide(&symbols.commands, COMMANDS, pieces.others, MOST_COMMANDS),
        };
        let commands = commands(types);
        let types = match kept {
            Some(places) => {
                symbols.distances.iter().map(|one| places.distances[symbols.starts[one.command]]).collect()
            }
            None => {
                let distances: Vec<u16> = symbols.distances.iter().map(|one| one.symbol).collect();
                blocks::divide(&distances, DISTANCES, pieces.others, MOST_DISTANCES)
            }
        };
        let distances = distances(symbols, types);
        Self { literals: literals.blocks, modes: literals.modes, commands, distances }
    }
}

fn commands(mut types: Vec<u8>) -> Blocks {
    let count = blocks::number(&mut types);
    Blocks { types, count, codes: (0..count).collect() }
}

fn distances(symbols: &Symbols, mut types: Vec<u8>) -> Blocks {
    let count = blocks::number(&mut types);
    let each = symbols.distances.iter().zip(&types);
    let each =
        each.map(|(one, of)| (usize::from(*of) * DISTANCE_CONTEXTS + one.context, usize::from(one.symbol)));
    let own = Histogram::sorted(count * DISTANCE_CONTEXTS, DISTANCES, each);
    Blocks { types, count, codes: numbered(&grouped(&own).1) }
}

/// Joins the contexts that occur; those that do not have no code.
fn grouped(own: &[Histogram]) -> (Vec<Histogram>, Vec<Option<usize>>) {
    let met: Vec<Histogram> = own.iter().filter(|one| one.total > 0).cloned().collect();
    let (groups, became) = joined(&met, ENTRY, MOST_CODES);
    let mut became = became.into_iter();
    (groups, own.iter().map(|one| if one.total > 0 { became.next() } else { None }).collect())
}

/// Numbers codes in the order in which they come. What does not occur is told as what stands before it, which costs least.
fn numbered(codes: &[Option<usize>]) -> Vec<usize> {
    let mut met = Vec::new();
    let mut last = codes.iter().copied().flatten().next().unwrap_or(0);
    let number = |code: &Option<usize>| {
        last = code.unwrap_or(last);
        met.iter().position(|other| *other == last).unwrap_or_else(|| {
            met.push(last);
            met.len() - 1
        })
    };
    codes.iter().map(number).collect()
}

/// What telling a map takes, in bits, with so many codes: runs of one are told in few.
fn map_cost(map: &[Option<usize>], codes: usize) -> f64 {
    let met: Vec<usize> = map.iter().copied().flatten().collect();
    met.chunk_by(|one, next| one == next).count() as f64 * (1.0 + log2(codes as u32))
}

struct Literals<'a> {
    content: &'a [u8],
    places: &'a [usize],
    blocks: Blocks,
    modes: Vec<usize>,
}

impl<'a> Literals<'a> {
    fn new(content: &'a [u8], symbols: &'a Symbols, types: Vec<u8>) -> Self {
        let blocks = Blocks { types, count: 0, codes: Vec::new() };
        let mut own = Self { content, places: &symbols.literals, blocks, modes: Vec::new() };
        own.choose();
        own
    }

    /// Each literal, by type and context, when its type's context is made so.
    fn sorted(&self, mode: impl Fn(usize) -> usize) -> Vec<Histogram> {
        let each = self.places.iter().zip(&self.blocks.types).map(|(at, of)| {
            let of = usize::from(*of);
            (of * CONTEXTS + format::context(mode(of), self.content, *at), usize::from(self.content[*at]))
        });
        Histogram::sorted(self.blocks.count * CONTEXTS, LITERALS, each)
    }

    /// Chooses modes and codes for the blocks that there are.
    fn choose(&mut self) {
        self.blocks.count = blocks::number(&mut self.blocks.types);
        let modes: Vec<Vec<Histogram>> = (0..MODES).map(|mode| self.sorted(|_| mode)).collect();
        let (mut groups, mut group_of) = (Vec::new(), Vec::new());
        self.modes.clear();
        for of in 0..self.blocks.count {
            let tried = modes.iter().enumerate().map(|(mode, own)| {
                let (groups, map) = grouped(&own[of * CONTEXTS..(of + 1) * CONTEXTS]);
                let cost = groups.iter().map(|group| group.cost).sum::<f64>() + map_cost(&map, groups.len());
                (cost, mode, groups, map)
            });
            let Some((_, mode, own, map)) = tried.min_by(|one, other| one.0.total_cmp(&other.0)) else {
                continue;
            };
            self.modes.push(mode);
            group_of.extend(map.iter().map(|group| group.map(|group| groups.len() + group)));
            groups.extend(own);
        }
        let (mut codes, became) = joined(&groups, ENTRY, MOST_CODES);
        let mut map: Vec<Option<usize>> =
            group_of.iter().map(|group| group.map(|group| became[group])).collect();
        let own = self.sorted(|of| self.modes[of]);
        improve(&own, &mut codes, &mut map);
        self.blocks.codes = numbered(&map);
    }

    /// With blocks that begin and end where that is cheapest at the prices of the codes.
    fn settled(mut self) -> Self {
        for _ in 0..3 {
            let (content, blocks) = (self.content, &self.blocks);
            let each = (0..self.places.len()).map(|symbol| {
                let at = self.places[symbol];
                let context = format::context(self.modes[usize::from(blocks.types[symbol])], content, at);
                (blocks.code(symbol, CONTEXTS, context), usize::from(content[at]))
            });
            let codes = Histogram::sorted(blocks.code_count(), LITERALS, each);
            let prices: Vec<_> = codes.iter().map(Histogram::prices).collect();
            self.blocks.types = blocks::assign(self.places.len(), blocks.count, CHANGE, |symbol, of| {
                let at = self.places[symbol];
                let context = format::context(self.modes[of], content, at);
                prices[blocks.codes[of * CONTEXTS + context]][usize::from(content[at])]
            });
            self.choose();
        }
        self
    }
}

/// Gives each context the code that is cheapest for it, as long as that saves anything.
fn improve(own: &[Histogram], codes: &mut [Histogram], map: &mut [Option<usize>]) {
    for _ in 0..6 {
        let mut moved = false;
        for at in 0..map.len() {
            let Some(here) = map[at] else { continue };
            // What telling the map costs around this entry.
            let met = |one: &Option<usize>| one.is_some();
            let before = map[..at].iter().rev().copied().find(met).flatten();
            let after = map[at + 1..].iter().copied().find(met).flatten();
            let entry = 1.0 + log2(codes.len() as u32);
            let turns = |code: usize| {
                let turns =
                    u8::from(before != Some(code)) + u8::from(after.is_some_and(|after| after != code));
                f64::from(turns) * entry
            };
            let without = codes[here].without(&own[at]);
            let mut least = codes[here].cost - without.cost + turns(here) - 0.01;
            let mut best = None;
            for (code, there) in
                codes.iter().enumerate().filter(|(code, there)| *code != here && there.total > 0)
            {
                let with = there.with(&own[at]);
                let cost = with.cost - there.cost + turns(code);
                if cost < least {
                    least = cost;
                    best = Some((code, with));
                }
            }
            if let Some((code, with)) = best {
                codes[here] = without;
                codes[code] = with;
                map[at] = Some(code);
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
}
