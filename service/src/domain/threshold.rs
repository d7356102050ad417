//! The smallest count of a sensitive indicator that may be shown below the top of the tree.

use std::fmt;

use super::Invalid;

/// Counts from 1 to one less than this are not shown, nor can they be worked out; 1 hides nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threshold(u32);

/// Beyond this nothing of a district would be left to show.
const MOST: u32 = 1_000;

impl Default for Threshold {
    /// Five, as statistical offices have it for counts of people.
    fn default() -> Self {
        Self(5)
    }
}

impl Threshold {
    /// Reads a whole number from 1 to 1000.
    ///
    /// # Errors
    /// [`Invalid`] for anything else.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let count = text.parse().ok().filter(|count| (1..=MOST).contains(count));
        count.map(Self).ok_or_else(|| {
            Invalid::new("smallest count", text, "write a whole number from 1 (hide nothing) to 1000")
        })
    }

    /// The same in the smallest units of an indicator with so many decimals.
    #[must_use]
    pub fn units(self, decimals: u8) -> i64 {
        i64::from(self.0).saturating_mul(10_i64.saturating_pow(u32::from(decimals)))
    }
}

impl fmt::Display for Threshold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_count_that_leaves_something_to_show_is_read() {
        assert_eq!(Threshold::parse("5"), Ok(Threshold::default()));
        for wrong in ["", "0", "-1", "1001", "five", "5.0"] {
            assert!(Threshold::parse(wrong).is_err(), "`{wrong}` was taken");
        }
        assert_eq!(Threshold::default().units(2), 500);
    }
}
