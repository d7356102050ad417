//! Successions: which organizations came after which, on which day, and with what share of their figures.

use std::fmt;

use super::figure::words;
use super::{Amount, Date, Invalid, OrganizationCode};

words! {
    /// How an organization went over into others.
    SuccessionKind is "succession kind", "use merge, split, rename or close":
    /// Whole, together with others or into one that goes on.
    Merge = "merge",
    /// In parts; the weights say how its figures are shared out.
    Split = "split",
    /// Whole, under another code.
    Rename = "rename",
    /// Into nothing: nobody carries its figures on.
    Close = "close",
}

/// One way that the figures of `from` go since the day `on`. All rows of one `from` on one day are one event; a row from
/// an organization to itself says what it keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Succession {
    /// The first day of what came after.
    pub on: Date,
    /// How.
    pub kind: SuccessionKind,
    /// Who went.
    pub from: OrganizationCode,
    /// Who came; `None` exactly when the kind is close.
    pub to: Option<OrganizationCode>,
    /// The share of `from` that went to `to`.
    pub weight: Weight,
}

impl fmt::Display for Succession {
    /// `2025-07-01 ba-dinh phuong-01`, as problems name a row.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.on, self.from)?;
        self.to.as_ref().map_or(Ok(()), |to| write!(f, " {to}"))
    }
}

/// A share above 0 and up to 1, in exact millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Weight(u32);

const DIGITS: u8 = 6;

impl Weight {
    /// All of it.
    pub const WHOLE: Self = Self(1_000_000);

    /// Reads `0.25`: above 0, up to 1, at most six decimals.
    ///
    /// # Errors
    /// [`Invalid`] for anything else.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let millionths = Amount::parse(text, DIGITS).ok().and_then(|amount| u32::try_from(amount.units).ok());
        Self::of_millionths(millionths.unwrap_or(0)).ok_or_else(|| {
            Invalid::new(
                "weight",
                text,
                "write a share above 0 and up to 1 with at most six decimals, such as 0.25",
            )
        })
    }

    /// So many millionths; `None` for none and for more than the whole.
    #[must_use]
    pub fn of_millionths(millionths: u32) -> Option<Self> {
        (1..=Self::WHOLE.0).contains(&millionths).then_some(Self(millionths))
    }

    /// The share in millionths.
    #[must_use]
    pub fn millionths(self) -> u32 {
        self.0
    }
}

impl Weight {
    /// The share as an exact decimal.
    #[must_use]
    pub fn amount(self) -> Amount {
        Amount::new(self.0.into(), DIGITS)
    }
}

impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.amount().fmt(f)
    }
}

/// Shares out `units` by weights that sum to 1, in whole units: each gets its share rounded towards zero, and what is left
/// goes, one unit each, to the largest remainders, the earlier first. So the parts always sum to `units`.
#[must_use]
pub fn shares(units: i64, weights: &[Weight]) -> Vec<i64> {
    let whole = i128::from(Weight::WHOLE.0);
    let exact: Vec<i128> =
        weights.iter().map(|weight| i128::from(units.unsigned_abs()) * i128::from(weight.0)).collect();
    let mut parts: Vec<i128> = exact.iter().map(|part| part / whole).collect();
    let left = i128::from(units.unsigned_abs()) - parts.iter().sum::<i128>();
    let mut order: Vec<usize> = (0..exact.len()).collect();
    order.sort_by_key(|at| (-(exact[*at] % whole), *at));
    for at in order.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        parts[at] += 1;
    }
    let signed = |part: i128| if units < 0 { -part } else { part };
    // No part exceeds the whole, which fits.
    parts.into_iter().map(|part| i64::try_from(signed(part)).unwrap_or(units)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn weights(texts: &[&str]) -> Vec<Weight> {
        texts.iter().map(|text| Weight::parse(text).unwrap()).collect()
    }

    #[test]
    fn what_is_left_goes_to_the_largest_remainders() {
        assert_eq!(shares(10, &weights(&["0.25", "0.25", "0.5"])), [3, 2, 5]);
        assert_eq!(shares(1, &weights(&["0.333333", "0.333334", "0.333333"])), [0, 1, 0]);
        assert_eq!(shares(-7, &weights(&["0.5", "0.5"])), [-4, -3]);
        assert_eq!(shares(i64::MIN, &weights(&["1"])), [i64::MIN]);
    }

    #[test]
    fn a_weight_is_a_share_with_six_decimals() {
        for wrong in ["", "0", "-0.1", "1.000001", "0,5", "0.1234567", "half"] {
            assert!(Weight::parse(wrong).is_err(), "`{wrong}` was taken");
        }
        assert_eq!(Weight::parse("0.000001").unwrap().to_string(), "0.000001");
        assert_eq!(Weight::parse("1.0").unwrap(), Weight::WHOLE);
    }

    proptest! {
        #[test]
        fn the_parts_of_a_split_sum_to_the_whole(units: i64, cuts in proptest::collection::btree_set(1..1_000_000_u32, 0..6)) {
            let ends: Vec<u32> = cuts.iter().copied().chain([1_000_000]).collect();
            let starts = std::iter::once(0).chain(cuts.iter().copied());
            let weights: Vec<Weight> =
                starts.zip(&ends).map(|(start, end)| Weight::of_millionths(end - start).unwrap()).collect();
            let parts = shares(units, &weights);
            prop_assert_eq!(parts.iter().map(|part| i128::from(*part)).sum::<i128>(), i128::from(units));
            for (part, weight) in parts.iter().zip(&weights) {
                let exact = i128::from(units) * i128::from(weight.0);
                prop_assert!((i128::from(*part) * 1_000_000 - exact).abs() < 1_000_000, "more than a unit off");
            }
        }
    }
}
