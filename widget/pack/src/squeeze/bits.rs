//! Bits into bytes, the lowest first.

/// What has been written.
#[derive(Default, Clone)]
pub struct Bits {
    bytes: Vec<u8>,
    held: u64,
    count: u32,
    /// How many bits there are.
    pub total: usize,
}

impl Bits {
    /// Appends the lowest `count` bits, at most 32 and all others zero.
    pub fn put(&mut self, count: u32, bits: u64) {
        debug_assert!(count <= 32 && bits >> count == 0, "{bits} in {count} bits");
        self.held |= bits << self.count;
        self.count += count;
        self.total += count as usize;
        while self.count >= 8 {
            self.bytes.push(self.held as u8);
            self.held >>= 8;
            self.count -= 8;
        }
    }

    /// Appends what was written elsewhere.
    pub fn append(&mut self, other: Self) {
        let (held, count) = (other.held, other.count);
        for byte in other.bytes {
            self.put(8, u64::from(byte));
        }
        self.put(count, held);
    }

    /// The bytes, the last one filled up with zeros.
    pub fn finish(mut self) -> Vec<u8> {
        if self.count > 0 {
            self.bytes.push(self.held as u8);
        }
        self.bytes
    }
}
