//! Indicators: what is measured, and how it adds up.

use super::figure::words;
use super::{DimensionCode, IndicatorCode, Invalid, Measure, MemberCode, PLAN_RATE_DECIMALS};
use std::fmt;

/// A name in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

words! {
    /// How an indicator adds up; see DESIGN, *How figures add up*.
    Kind is "kind", "use flow, stock, cumulative, ratio, index or rank":
    /// Summed over organizations and over periods that tile.
    Flow = "flow",
    /// Summed over organizations, last known over time.
    Stock = "stock",
    /// Sum of each one's latest; over time the last.
    Cumulative = "cumulative",
    /// Filed as its numerator (`actual`) and denominator (`universe`), which are summed.
    Ratio = "ratio",
    /// Only as reported.
    Index = "index",
    /// Only as reported.
    Rank = "rank",
}

words! {
    /// Which way is good.
    Polarity is "polarity", "use higher, lower or neutral":
    /// More is better.
    Higher = "higher",
    /// Less is better.
    Lower = "lower",
    /// Neither.
    Neutral = "neutral",
}

/// What is measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// Its code.
    pub code: IndicatorCode,
    /// Its names.
    pub names: Names,
    /// The unit's code, such as `VND-billion`.
    pub unit: String,
    /// The unit as it is written after a number; English says it by the code's words.
    pub unit_names: Names,
    /// How it adds up.
    pub kind: Kind,
    /// Digits after the decimal mark of its smallest unit, 0 to 9.
    pub decimals: u8,
    /// Which way is good.
    pub polarity: Polarity,
    /// Whether small counts below the top of the tree must not be shown.
    pub sensitive: bool,
    /// The breakdowns it can be filed by.
    pub breakdowns: Vec<DimensionCode>,
    /// The theme it is listed under.
    pub theme: String,
}

impl Indicator {
    /// The decimals of one of its measures.
    #[must_use]
    pub fn decimals_of(&self, measure: Measure) -> u8 {
        if measure == Measure::PlanRate { PLAN_RATE_DECIMALS } else { self.decimals }
    }
}

/// A member of a breakdown and what readers call it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The breakdown.
    pub dimension: DimensionCode,
    /// The member; `None` names the breakdown itself.
    pub member: Option<MemberCode>,
    /// Its names.
    pub names: Names,
}
