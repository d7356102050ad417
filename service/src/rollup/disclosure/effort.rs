//! How much is looked at before something coarser has to do.

use std::cell::Cell;

/// Steps that were taken, of the most that may be. What takes more is hidden as a whole: that takes none.
#[derive(Debug)]
pub(super) struct Effort {
    most: u64,
    spent: Cell<u64>,
}

/// Some seconds' steps. A year of 126 wards takes 20 million where everything is small and counted of four members each month,
/// of 579 wards 90 million.
pub(super) const MOST: u64 = 500_000_000;

impl Effort {
    pub(super) fn new(most: u64) -> Self {
        Self { most, spent: Cell::new(0) }
    }

    pub(super) fn spend(&self, steps: usize) {
        self.spent.set(self.spent.get().saturating_add(steps as u64).min(self.most));
    }

    /// There is no end to be seen.
    pub(super) fn give_up(&self) {
        self.spent.set(self.most);
    }

    pub(super) fn is_spent(&self) -> bool {
        self.spent.get() == self.most
    }

    /// How much was looked at.
    #[cfg(test)]
    pub(super) fn spent(&self) -> u64 {
        self.spent.get()
    }
}
