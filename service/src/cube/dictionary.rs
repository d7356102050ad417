//! Each distinct thing once, sorted, so that a column can hold its number.

use std::collections::HashMap;
use std::hash::Hash;

/// A sorted list of distinct things, and the number of each.
#[derive(Debug)]
pub(super) struct Dictionary<T> {
    things: Vec<T>,
    numbers: HashMap<T, u32>,
}

impl<T> Default for Dictionary<T> {
    fn default() -> Self {
        Self { things: Vec::new(), numbers: HashMap::new() }
    }
}

impl<T: Ord + Hash + Clone> Dictionary<T> {
    /// Numbers the distinct things in their order; beyond 2^30 of them, none.
    pub(super) fn new<'a>(all: impl Iterator<Item = &'a T>) -> Self
    where
        T: 'a,
    {
        let mut distinct: Vec<&T> = all.collect();
        distinct.sort_unstable();
        distinct.dedup();
        let things: Vec<T> = distinct.into_iter().cloned().collect();
        let numbers = things.iter().cloned().zip(0..1 << 30).collect();
        Self { things, numbers }
    }

    pub(super) fn find(&self, thing: &T) -> Option<u32> {
        self.numbers.get(thing).copied()
    }

    pub(super) fn get(&self, number: u32) -> Option<&T> {
        self.things.get(number as usize)
    }

    pub(super) fn all(&self) -> &[T] {
        &self.things
    }
}
