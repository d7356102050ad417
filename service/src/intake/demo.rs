//! The demonstration data: real published figures of Hanoi with their citations, as bytes like any others.

use super::catalogue::Tables;

/// The figures, in long form.
pub const FIGURES: &[u8] = include_bytes!("../../demo/figures.csv");

/// The catalogue they belong to.
#[must_use]
pub fn tables() -> Tables {
    Tables::default()
        .with("indicators.csv", &include_bytes!("../../demo/indicators.csv")[..])
        .with("organizations.csv", &include_bytes!("../../demo/organizations.csv")[..])
        .with("successions.csv", &include_bytes!("../../demo/successions.csv")[..])
        .with("sources.csv", &include_bytes!("../../demo/sources.csv")[..])
        .with("breakdowns.csv", &include_bytes!("../../demo/breakdowns.csv")[..])
        .with("charts.csv", &include_bytes!("../../demo/charts.csv")[..])
        .with("forms.csv", &include_bytes!("../../demo/forms.csv")[..])
        .with("form-items.csv", &include_bytes!("../../demo/form-items.csv")[..])
}
