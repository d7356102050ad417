//! Charts: a saved query plus a kind and texts, under a slug.

use super::{IndicatorCode, Names, Query, Slug};

/// A chart as the catalogue keeps it.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartSpec {
    /// Its slug.
    pub slug: Slug,
    /// Its kind's code: `number`, `column`, `bar`, `stacked`, `funnel`, `bullet`, `waffle` or `table`.
    pub kind: String,
    /// What it asks.
    pub query: Query,
    /// The dimension along the category axis: `period`, `organization`, `indicator` or a breakdown.
    pub category: String,
    /// The dimension whose members are the series, if any.
    pub series: Option<String>,
    /// In a `stacked` chart of one indicator: the indicator that is the whole; the rest of it is drawn as a part.
    pub whole: Option<IndicatorCode>,
    /// Says what.
    pub titles: Names,
    /// Unit, organization, period.
    pub subtitles: Names,
}
