//! Each distinct thing once, so that a column can hold its number.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};

/// Distinct things, numbered as they came.
#[derive(Clone, Debug)]
pub(super) struct Dictionary<T> {
    things: Vec<T>,
    numbers: Quick<T, u32>,
}

/// A map by a hash that takes a few steps. Its keys are codes of the catalogue, which nobody outside chooses.
pub(super) type Quick<K, V> = HashMap<K, V, BuildHasherDefault<Steps>>;

impl<T> Default for Dictionary<T> {
    fn default() -> Self {
        Self { things: Vec::new(), numbers: HashMap::default() }
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

/// Eight bytes a step: a turn, an exclusive or and a product with an odd constant (that of the golden ratio).
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Steps(u64);

impl Hasher for Steps {
    fn finish(&self) -> u64 {
        // The map looks at the upper bits, the product mixes into them.
        self.0 ^ self.0 >> 32
    }

    fn write(&mut self, bytes: &[u8]) {
        let mut words = bytes.chunks_exact(8);
        for word in &mut words {
            self.write_u64(word.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)));
        }
        self.write_u64(words.remainder().iter().fold(1, |all, byte| all << 8 | u64::from(*byte)));
    }

    fn write_u8(&mut self, byte: u8) {
        self.write_u64(byte.into());
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(number.into());
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(26) ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}
