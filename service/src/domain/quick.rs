//! Maps by codes, which are looked into for every cell of an answer.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A map by a hash that takes a few steps. Its keys are codes of the catalogue, which nobody outside chooses.
pub type Quick<K, V> = HashMap<K, V, BuildHasherDefault<Steps>>;

/// Eight bytes a step: a turn, an exclusive or and a product with an odd constant (that of the golden ratio).
#[derive(Clone, Copy, Debug, Default)]
pub struct Steps(u64);

impl Hasher for Steps {
    fn finish(&self) -> u64 {
        // The map looks at the upper bits, the product mixes into them.
        self.0 ^ self.0 >> 32
    }

    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.write_u64(u64::from_le_bytes(*word));
        }
        self.write_u64(rest.iter().fold(1, |all, byte| all << 8 | u64::from(*byte)));
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
