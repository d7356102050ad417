//! The cheapest commands that make the content, at the prices that the codes of the last ones have.

use std::collections::VecDeque;

use super::format::{self, COPY, DISTANCE_CONTEXTS, INSERT};
use super::matches::{Match, alike};

/// Some literals, and then a copy; the last one may have none.
#[derive(Clone, Copy)]
pub struct Command {
    /// Its first literal's place in the content.
    pub start: usize,
    /// How many literals it has.
    pub insert: u32,
    /// What it copies; a length of 0 for nothing.
    pub copy: Match,
}

/// What all symbols cost, in bits.
pub struct Prices {
    /// All literals before each place, and at last all that there are.
    pub literals: Vec<f64>,
    /// For each place, the type of a command's block that begins there, and by type each symbol.
    pub command_types: Vec<u8>,
    pub commands: Vec<Vec<f64>>,
    /// The same of its distance: by type and context the code, and by code each symbol.
    pub distance_types: Vec<u8>,
    pub distance_codes: Vec<usize>,
    pub distances: Vec<Vec<f64>>,
}

impl Prices {
    fn command(&self, start: usize, insert: usize, copy: usize, same: bool) -> f64 {
        self.commands[usize::from(self.command_types[start])][format::command(insert, copy, same)]
    }

    fn distance(&self, start: usize, told: u32, symbol: usize) -> f64 {
        let context =
            usize::from(self.distance_types[start]) * DISTANCE_CONTEXTS + format::distance_context(told);
        self.distances[self.distance_codes[context]][symbol]
    }
}

/// Copies longer than this are taken whole or not at all.
const LONG: u32 = 140;

/// The cheapest way to each place where a command ends.
struct Ways<'a> {
    prices: &'a Prices,
    costs: Vec<f64>,
    last: Vec<Option<Command>>,
    /// The last distances there.
    recalled: Vec<[u32; 4]>,
}

/// A place from which literals may lead here, and what it costs to be here by them.
type Start = Option<(usize, f64)>;

/// The cheapest commands, each longest copy of a place given in `found`.
pub fn parse(content: &[u8], found: &[Vec<Match>], prices: &Prices) -> Vec<Command> {
    let places = content.len() + 1;
    let mut ways = Ways {
        prices,
        costs: vec![f64::INFINITY; places],
        last: vec![None; places],
        recalled: vec![format::FIRST; places],
    };
    ways.costs[0] = 0.0;
    let mut queues = vec![VecDeque::new(); INSERT.len()];
    for (at, found) in found.iter().enumerate() {
        ways.recall(at);
        let starts = ways.starts(at, &mut queues);
        ways.offer_recalled(content, at, &starts);
        ways.offer_found(at, &starts, found);
    }
    ways.back()
}

impl Ways<'_> {
    fn recall(&mut self, at: usize) {
        if let Some(Command { start, insert, copy }) = self.last[at] {
            let beyond = copy.distance as usize > start + insert as usize;
            self.recalled[at] = format::remembered(self.recalled[start], copy.distance, beyond);
        }
    }

    /// For each row of literals' numbers the cheapest place to begin them; `queues` hold those that may become it.
    fn starts(&self, at: usize, queues: &mut [VecDeque<usize>]) -> Vec<Start> {
        let literals = &self.prices.literals;
        let worth = |start: usize| self.costs[start] - literals[start];
        let mut starts = Vec::with_capacity(queues.len());
        for (row, (queue, (least, bits))) in queues.iter_mut().zip(INSERT).enumerate() {
            if let Some(start) = at.checked_sub(least as usize).filter(|start| self.costs[*start].is_finite())
            {
                while queue.back().is_some_and(|other| worth(*other) >= worth(start)) {
                    queue.pop_back();
                }
                queue.push_back(start);
            }
            let beyond = INSERT.get(row + 1).map_or(usize::MAX, |(next, _)| *next as usize);
            while queue.front().is_some_and(|start| at - start >= beyond) {
                queue.pop_front();
            }
            starts.push(queue.front().map(|start| (*start, worth(*start) + literals[at] + f64::from(bits))));
        }
        starts
    }

    fn offer(&mut self, cost: f64, start: usize, at: usize, copy: Match) {
        let end = at + copy.length as usize;
        if cost < self.costs[end] {
            self.costs[end] = cost;
            self.last[end] = Some(Command { start, insert: (at - start) as u32, copy });
        }
    }

    /// Copies from about as far back as one of the last four.
    fn offer_recalled(&mut self, content: &[u8], at: usize, starts: &[Start]) {
        for (insert, start) in starts.iter().enumerate() {
            let Some((start, base)) = *start else { continue };
            for (symbol, distance) in format::recalled(self.recalled[start]).into_iter().enumerate() {
                let Some(from) = at.checked_sub(distance as usize).filter(|from| *from < at) else {
                    continue;
                };
                let most = alike(content, from, at) as u32;
                for length in lengths(2, most) {
                    let row = format::row(&COPY, length);
                    let same = symbol == 0 && format::may_be_same(insert, row);
                    let told = if same { 0.0 } else { self.prices.distance(start, length, symbol) };
                    let command = self.prices.command(start, insert, row, same) + f64::from(COPY[row].1);
                    self.offer(base + command + told, start, at, Match { length, told: length, distance });
                }
            }
        }
    }

    fn offer_found(&mut self, at: usize, starts: &[Start], found: &[Match]) {
        if found.is_empty() {
            return;
        }
        // Where it is cheapest to come from does not depend on the distance, but on the row of the copy's length.
        let best: Vec<Start> = (0..COPY.len())
            .map(|row| {
                let whole = starts.iter().enumerate().filter_map(|(insert, start)| {
                    start.map(|(start, base)| (start, base + self.prices.command(start, insert, row, false)))
                });
                whole.min_by(|one, other| one.1.total_cmp(&other.1))
            })
            .collect();
        let mut shorter = 1;
        for whole in found {
            let (symbol, bits, _) = format::distance(whole.distance);
            let beyond = whole.distance as usize > at;
            // A word of the dictionary is taken whole.
            let (least, most) = if beyond { (whole.told, whole.told) } else { (shorter + 1, whole.length) };
            for told in lengths(least, most) {
                let row = format::row(&COPY, told);
                let Some((start, base)) = best[row] else { continue };
                let cost = base + self.prices.distance(start, told, symbol) + f64::from(COPY[row].1 + bits);
                let length = if beyond { whole.length } else { told };
                self.offer(cost, start, at, Match { length, told, ..*whole });
            }
            if !beyond {
                shorter = whole.length;
            }
        }
    }

    /// The commands of the cheapest way to the end, which may have literals behind the last copy.
    fn back(&self) -> Vec<Command> {
        let last = self.costs.len() - 1;
        let literals = &self.prices.literals;
        let to_end = |start: usize| {
            let row = format::row(&INSERT, (last - start) as u32);
            let told = if start == last {
                0.0
            } else {
                self.prices.command(start, row, 0, format::may_be_same(row, 0))
            };
            self.costs[start] + literals[last] - literals[start] + f64::from(INSERT[row].1) + told
        };
        let mut at = (0..=last).min_by(|one, other| to_end(*one).total_cmp(&to_end(*other))).unwrap_or(0);
        let mut commands = Vec::new();
        if at < last {
            let copy = Match { length: 0, told: 2, distance: 0 };
            commands.push(Command { start: at, insert: (last - at) as u32, copy });
        }
        while let Some(command) = self.last[at] {
            commands.push(command);
            at = command.start;
        }
        commands.reverse();
        commands
    }
}

fn lengths(least: u32, most: u32) -> impl Iterator<Item = u32> {
    (least..=most.min(LONG)).chain((most > LONG).then_some(most))
}
