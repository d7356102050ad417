//! Each distinct thing once, so that a column can hold its number.

use std::hash::Hash;

use crate::domain::Quick;

/// Distinct things, numbered as they came.
#[derive(Clone, Debug)]
pub(super) struct Dictionary<T> {
    things: Vec<T>,
    numbers: Quick<T, u32>,
}

impl<T> Default for Dictionary<T> {
    fn default() -> Self {
        Self { things: Vec::new(), numbers: Quick::default() }
    }
}

impl<T: Hash + Eq + Clone> Dictionary<T> {
    pub(super) fn find(&self, thing: &T) -> Option<u32> {
        self.numbers.get(thing).copied()
    }

    /// The number that the thing gets; it must not have one.
    pub(super) fn add(&mut self, thing: &T) -> u32 {
        let number = u32::try_from(self.things.len()).unwrap_or(u32::MAX);
        self.things.push(thing.clone());
        self.numbers.insert(thing.clone(), number);
        number
    }

    pub(super) fn get(&self, number: u32) -> &T {
        &self.things[number as usize]
    }

    pub(super) fn all(&self) -> &[T] {
        &self.things
    }
}
