//! Exact decimal numbers: integers of a smallest unit, from file to answer.

use std::fmt;

use super::Invalid;

/// `units × 10^-decimals`. Never a float.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Amount {
    /// The count of smallest units.
    pub units: i64,
    /// Digits after the decimal mark that the smallest unit stands for.
    pub decimals: u8,
}

/// The most decimals an indicator can have; `10^9` units still leave nine digits before the mark.
pub const MOST_DECIMALS: u8 = 9;

impl Amount {
    /// An amount of this many smallest units.
    #[must_use]
    pub fn new(units: i64, decimals: u8) -> Self {
        Self { units, decimals }
    }

    /// Reads `81033.18` exactly, into units of `10^-decimals`: a point, no grouping, an optional minus.
    ///
    /// # Errors
    /// [`Invalid`] when the text is no such number, has more decimals than the unit, or does not fit 64 bits.
    pub fn parse(text: &str, decimals: u8) -> Result<Self, Invalid> {
        let plain = || {
            Invalid::new(
                "number",
                text,
                "write digits with a point before decimals and no grouping, such as 81033.18",
            )
        };
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = match digits.split_once('.') {
            Some((_, "")) => return Err(plain()),
            Some((whole, fraction)) => (whole, fraction.trim_end_matches('0')),
            None => (digits, ""),
        };
        if whole.is_empty() || !whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit()) {
            return Err(plain());
        }
        if fraction.len() > usize::from(decimals) {
            return Err(Invalid::new(
                "number",
                text,
                "this measure has fewer decimals; if the point groups thousands, leave it out",
            ));
        }
        let scale = 10_i128.pow(u32::from(decimals.min(MOST_DECIMALS)));
        let too_big = || Invalid::new("number", text, "the number is too big to be kept exactly");
        let whole: i128 = whole.parse().map_err(|_| too_big())?;
        let padded = format!("{fraction:0<width$}", width = usize::from(decimals));
        let fraction: i128 = if padded.is_empty() { 0 } else { padded.parse().map_err(|_| too_big())? };
        let units =
            whole.checked_mul(scale).and_then(|units| units.checked_add(fraction)).ok_or_else(too_big)?;
        let units = i64::try_from(if negative { -units } else { units }).map_err(|_| too_big())?;
        Ok(Self { units, decimals })
    }

    /// `part / whole` in percent with one decimal, half away from zero: 10027 of 9744 is 102.9. `None` when whole is zero
    /// or the rate does not fit.
    #[must_use]
    pub fn percent_of(self, whole: Self) -> Option<Self> {
        let scaled = |amount: Self, other: Self| {
            i128::from(amount.units).checked_mul(10_i128.pow(u32::from(other.decimals)))
        };
        let (part, whole) = (scaled(self, whole)?.checked_mul(1_000)?, scaled(whole, self)?);
        let (down, rest) = (part.checked_div(whole)?, part.checked_rem(whole)?);
        let away = if (part < 0) == (whole < 0) { 1 } else { -1 };
        let rounded = if rest.abs() * 2 >= whole.abs() { down + away } else { down };
        Some(Self { units: i64::try_from(rounded).ok()?, decimals: 1 })
    }

    /// `self − other`, when both have the same smallest unit and the difference fits.
    #[must_use]
    pub fn minus(self, other: Self) -> Option<Self> {
        (self.decimals == other.decimals).then_some(())?;
        Some(Self { units: self.units.checked_sub(other.units)?, decimals: self.decimals })
    }
}

impl fmt::Display for Amount {
    /// `81033.18`: a JSON number, exact, without idle zeros.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = usize::from(self.decimals);
        let digits = format!("{:0>width$}", self.units.unsigned_abs(), width = decimals + 1);
        let (whole, fraction) = digits.split_at(digits.len() - decimals);
        let fraction = fraction.trim_end_matches('0');
        let sign = if self.units < 0 { "-" } else { "" };
        if fraction.is_empty() { write!(f, "{sign}{whole}") } else { write!(f, "{sign}{whole}.{fraction}") }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_rate_is_rounded_half_away_from_zero() {
        let rate =
            |part, whole| Amount::new(part, 0).percent_of(Amount::new(whole, 0)).map(|rate| rate.units);
        assert_eq!(rate(10_027, 9_744), Some(1_029));
        assert_eq!(rate(1, 2_000), Some(1));
        assert_eq!(rate(-1, 2_000), Some(-1));
        assert_eq!(rate(1, -2_000), Some(-1));
        assert_eq!(rate(1, 3_000), Some(0));
        assert_eq!(rate(1, 0), None);
        let disbursed = Amount::new(29_647_000, 3).percent_of(Amount::new(8_103_318, 2));
        assert_eq!(disbursed, Some(Amount::new(366, 1)));
    }

    #[test]
    fn what_could_be_misread_is_refused() {
        for wrong in
            ["", "-", ".5", "5.", "1,5", "1 000", "1e3", "+1", "--1", "10.183", "99999999999999999999"]
        {
            assert!(Amount::parse(wrong, 0).is_err(), "`{wrong}` was taken");
        }
        assert_eq!(Amount::parse("10.0", 0), Ok(Amount::new(10, 0)));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back_exactly(units: i64, decimals in 0_u8..=9) {
            let amount = Amount::new(units, decimals);
            prop_assert_eq!(Amount::parse(&amount.to_string(), decimals), Ok(amount));
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".*", decimals in 0_u8..=9) {
            let _ = Amount::parse(&text, decimals);
        }
    }
}
