//! Smallest units as the plain numbers that findings tell.

use crate::domain::{Amount, Indicator, Measure};

/// So many smallest units as a plain number.
pub(super) fn number(indicator: &Indicator, measure: Measure, units: i64) -> String {
    Amount::new(units, indicator.decimals_of(measure)).to_string()
}

/// The same of a sum, which may be too big to be a figure.
pub(super) fn sum(indicator: &Indicator, measure: Measure, units: i128) -> String {
    match i64::try_from(units) {
        Ok(units) => number(indicator, measure, units),
        Err(_) => format!("{units}e-{}", indicator.decimals_of(measure)),
    }
}
