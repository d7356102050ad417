//! Chance that is a seed's on any machine.

/// A small generator (SplitMix64).
pub(super) struct Chance(pub(super) u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(super) fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    pub(super) fn percent(&mut self, share: u64) -> bool {
        self.below(100) < share
    }

    /// One of these.
    pub(super) fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len() as u64) as usize]
    }

    /// A count: none, a small one, or more.
    pub(super) fn count(&mut self, zeros: u64, smalls: u64) -> i64 {
        let count = match self.below(100) {
            at if at < zeros => 0,
            at if at < zeros + smalls => 1 + self.below(6),
            _ => 6 + self.below(60),
        };
        count.cast_signed()
    }
}
