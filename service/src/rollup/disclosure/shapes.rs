//! All shapes of a table by number: what is asked of two of them again and again is found once.

use std::collections::{BTreeMap, BTreeSet};

use super::shape::Shape;

/// Shapes by number, in their order.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    all: Vec<Shape>,
    /// For each, those that count all of it, itself among them, and those that count some of it.
    containing: Vec<Vec<u32>>,
    cutting: Vec<Vec<u32>>,
}

impl Shapes {
    pub(super) fn new(shapes: BTreeSet<Shape>) -> Self {
        let all: Vec<Shape> = shapes.into_iter().collect();
        let mut containing = vec![Vec::new(); all.len()];
        let mut cutting = vec![Vec::new(); all.len()];
        let mut times: BTreeMap<&[u16], Vec<(u16, u32)>> = BTreeMap::new();
        for (number, shape) in (0..).zip(&all) {
            times.entry(&shape.members).or_default().push((shape.months, number));
        }
        // Members are compared once for all times.
        for (members, mine) in &times {
            for (other, its) in &times {
                let mut each = members.iter().zip(*other);
                if !each.clone().all(|(one, other)| *one == 0 || *other == 0 || one == other) {
                    continue;
                }
                let is_whole = each.all(|(one, other)| *other == 0 || one == other);
                for &(months, number) in mine {
                    for (_, other) in its.iter().filter(|(its, _)| its & months == months && is_whole) {
                        containing[number as usize].push(*other);
                    }
                    let cuts = |its: u16| its & months != 0 && !(its & months == months && is_whole);
                    for (_, other) in its.iter().filter(|(its, _)| cuts(*its)) {
                        cutting[number as usize].push(*other);
                    }
                }
            }
        }
        Self { all, containing, cutting }
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn get(&self, number: u32) -> &Shape {
        &self.all[number as usize]
    }

    pub(super) fn number(&self, shape: &Shape) -> Option<u32> {
        self.all.binary_search(shape).ok().map(|number| number as u32)
    }

    pub(super) fn numbers(&self) -> impl Iterator<Item = u32> {
        0..self.all.len() as u32
    }

    /// Those that count all that this one counts, itself among them.
    pub(super) fn containing(&self, number: u32) -> &[u32] {
        &self.containing[number as usize]
    }

    /// Those that count some of what this one counts, but not all.
    pub(super) fn cutting(&self, number: u32) -> &[u32] {
        &self.cutting[number as usize]
    }

    /// All that count anything of what this one counts.
    pub(super) fn meeting(&self, number: u32) -> impl Iterator<Item = u32> {
        self.containing(number).iter().chain(self.cutting(number)).copied()
    }
}
