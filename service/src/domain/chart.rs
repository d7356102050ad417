//! Charts: a saved query plus a kind, texts and the ways it is drawn, under a slug.

use std::fmt;

use super::figure::words;
use super::{
    Colors, Date, HostPattern, IndicatorCode, Invalid, Names, Picker, Query, Reference, Slug, Withdrawal,
};

words! {
    /// What a chart looks like.
    ChartKind is "chart kind", "use number, column, bar, stacked, funnel, bullet, waffle, line, multiples or table":
    /// One figure, big.
    Number = "number",
    /// One indicator over time.
    Column = "column",
    /// Categories ranked or listed.
    Bar = "bar",
    /// Parts of a whole.
    Stacked = "stacked",
    /// Counts that go on from step to step.
    Funnel = "funnel",
    /// Plan against actual.
    Bullet = "bullet",
    /// N of M.
    Waffle = "waffle",
    /// Several series over time.
    Line = "line",
    /// The same small chart for many organizations.
    Multiples = "multiples",
    /// Everything, as rows and columns.
    Table = "table",
}

impl ChartKind {
    /// Whether its series have colours that may be chosen.
    #[must_use]
    pub fn has_colors(self) -> bool {
        matches!(self, Self::Column | Self::Bar | Self::Stacked | Self::Line)
    }
}

words! {
    /// The order of the categories.
    Sort is "sort", "use given, descending or ascending, or leave it empty for the order of the catalogue":
    /// As the answer has them.
    Given = "given",
    /// Largest first.
    Descending = "descending",
    /// Smallest first.
    Ascending = "ascending",
}

words! {
    /// What the parts of a whole are measured in.
    Stacking is "stacking", "use absolute or percent, or leave it empty for absolute":
    /// The unit of the figures.
    Absolute = "absolute",
    /// Percent of their sum.
    Percent = "percent",
}

/// The columns of `charts.csv`, those that are needed first.
pub const CHART_COLUMNS: [&str; 22] = [
    "slug",
    "kind",
    "query",
    "category",
    "title_vi",
    "title_en",
    "series",
    "whole",
    "subtitle_vi",
    "subtitle_en",
    "sort",
    "top",
    "stacking",
    "colors",
    "references_vi",
    "references_en",
    "pickers",
    "hosts",
    "withdrawn_on",
    "withdrawn_vi",
    "withdrawn_en",
    "successor",
];

/// How many of them are needed.
pub const CHART_COLUMNS_NEEDED: usize = 6;

/// A chart as the catalogue keeps it.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartSpec {
    /// Its slug.
    pub slug: Slug,
    /// What it looks like.
    pub kind: ChartKind,
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
    /// Unit, organization, period; what a reader picks is added to it.
    pub subtitles: Names,
    /// How it is drawn.
    pub look: Look,
    /// What a reader may change of its query.
    pub pickers: Vec<Picker>,
    /// The hosts whose pages may frame it; all where none is named.
    pub hosts: Vec<HostPattern>,
    /// Whether it is no longer shown.
    pub withdrawn: Option<Withdrawal>,
    /// Whether it was saved in the studio: a table of charts that does not name it leaves it as it is.
    pub studio: bool,
}

/// How a chart is drawn, beyond its kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// The order of its categories.
    pub sort: Sort,
    /// So many categories are shown, the others are the rest; `None` shows all.
    pub top: Option<u16>,
    /// What its parts are measured in.
    pub stacking: Stacking,
    /// The colours of its series.
    pub colors: Colors,
    /// Lines, spans and points with a text of their own.
    pub references: Vec<Reference>,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            sort: Sort::Given,
            top: None,
            stacking: Stacking::Absolute,
            colors: Colors::default(),
            references: Vec::new(),
        }
    }
}

impl Look {
    /// Reads the number of categories that are shown.
    ///
    /// # Errors
    /// [`Invalid`] when it is no number from 1 to 500.
    pub fn parse_top(text: &str) -> Result<u16, Invalid> {
        let top = text.parse().ok().filter(|top| (1..=500).contains(top));
        top.ok_or_else(|| {
            Invalid::new("top", text, "write a number from 1 to 500, or leave it empty to show all")
        })
    }
}

impl ChartSpec {
    /// What stands in its place on a day, if it is no longer shown then.
    #[must_use]
    pub fn gone(&self, today: Date) -> Option<&Withdrawal> {
        self.withdrawn.as_ref().filter(|withdrawal| withdrawal.on <= today)
    }

    /// Whether this is, under its slug, what `other` was: pages that show it go on saying what they said. Kind, texts and periods
    /// may change, and indicators and organizations may come along.
    #[must_use]
    pub fn still_means(&self, other: &Self) -> bool {
        let (now, then) = (&self.query, &other.query);
        then.indicators.iter().all(|one| now.indicators.contains(one))
            && then.organizations.iter().all(|one| now.organizations.contains(one))
            && then.breakdown == now.breakdown
            && other.whole == self.whole
    }

    /// What is asked of a kind that does not draw it, or of an axis that has no order but its own.
    #[must_use]
    pub fn contradictions(&self) -> Vec<(&'static str, Invalid)> {
        let kind = self.kind.as_str();
        let mut found = Vec::new();
        if self.look.sort != Sort::Given && self.category == "period" {
            let remedy = "periods stand in time; leave it empty, or take another category";
            found.push(("sort", Invalid::new("category for sort", &self.category, remedy)));
        }
        if self.look.top.is_some() && !matches!(self.kind, ChartKind::Bar | ChartKind::Multiples) {
            let remedy = "only bar and multiples show the first few; leave top empty";
            found.push(("top", Invalid::new("kind for top", kind, remedy)));
        }
        if self.look.stacking != Stacking::Absolute && self.kind != ChartKind::Stacked {
            let remedy = "only stacked has parts; leave stacking empty";
            found.push(("stacking", Invalid::new("kind for stacking", kind, remedy)));
        }
        if !self.look.colors.is_empty() && !self.kind.has_colors() {
            let remedy = "only column, bar, stacked and line have series of colours; leave colors empty";
            found.push(("colors", Invalid::new("kind for colors", kind, remedy)));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_written_as_it_is_read() {
        assert_eq!(ChartKind::ALL.len(), 10);
        for kind in ChartKind::ALL {
            assert_eq!(ChartKind::parse(kind.as_str()), Ok(*kind));
        }
        assert!(ChartKind::parse("pie").is_err_and(|wrong| wrong.remedy.contains("multiples")));
    }

    #[test]
    fn a_chart_shows_at_least_one_category() {
        assert_eq!(Look::parse_top("10"), Ok(10));
        for wrong in ["0", "-1", "501", "ten", "1.5"] {
            assert!(Look::parse_top(wrong).is_err(), "`{wrong}` was taken");
        }
    }
}
