//! How much is looked at before something coarser has to do.

use std::cell::Cell;

/// Steps that are left. What takes more is hidden as a whole: that takes none.
#[derive(Debug)]
pub(super) struct Effort {
    #[cfg(test)]
    most: u64,
    left: Cell<u64>,
}

/// Some seconds' steps. A year of 126 wards takes 20 million where everything is small and counted of four members each month,
/// of 579 wards 90 million.
pub(super) const MOST: u64 = 500_000_000;

impl Effort {
    pub(super) fn new(most: u64) -> Self {
        Self {
            #[cfg(test)]
            most,
            left: Cell::new(most),
        }
    }

    pub(super) fn spend(&self, steps: usize) {
        self.left.set(self.left.get().saturating_sub(steps as u64));
    }

    /// There is no end to be seen.
    pub(super) fn give_up(&self) {
        self.left.set(0);
    }

    pub(super) fn is_spent(&self) -> bool {
        self.left.get() == 0
    }

    /// How much was looked at.
    #[cfg(test)]
    pub(super) fn spent(&self) -> u64 {
        self.most - self.left.get()
    }
}
