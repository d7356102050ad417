//! What a chart is drawn from: a JSON-stat 2.0 dataset in memory, with the extension that says how to draw it.
//!
//! The service makes one from a report; the page makes one from the `.json` it fetched. Both then call [`crate::svg`],
//! so there is one way from figures to a picture.

use crate::locale::Lang;

/// A JSON-stat 2.0 dataset (<https://json-stat.org/full/>), values in row-major order of `dimensions`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dataset {
    /// JSON-stat `label`.
    pub label: String,
    /// In the order of JSON-stat `id`.
    pub dimensions: Vec<Dimension>,
    /// One for each cell, in the smallest unit of the cell's metric (`10 ^ -decimals`); `None` is JSON's null.
    pub values: Vec<Option<i64>>,
    /// One SDMX letter for each cell (`A` normal, `P` provisional, `E` estimated, `M` cannot exist, `L` not reported,
    /// `Q` suppressed); empty when every cell is normal.
    pub status: Vec<char>,
    /// JSON-stat `extension.chart`.
    pub drawing: Drawing,
}

/// One dimension of a [`Dataset`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dimension {
    /// `period`, `organization`, `indicator`, `measure` or a breakdown's name.
    pub id: String,
    /// What a reader calls it.
    pub label: String,
    /// JSON-stat `role`, if the dimension has one.
    pub role: Option<Role>,
    /// In the order of JSON-stat `category.index`.
    pub categories: Vec<Category>,
}

/// JSON-stat `role`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Periods.
    Time,
    /// Organizations.
    Geo,
    /// Measures; its categories carry units.
    Metric,
}

/// One category of a [`Dimension`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Category {
    /// JSON-stat category id, such as `2022-H1` or `reprimand`.
    pub id: String,
    /// What a reader calls it, such as `6 tháng đầu năm 2022`.
    pub label: String,
    /// Of a metric's category only.
    pub unit: Option<Unit>,
}

/// JSON-stat `unit` of a metric's category.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unit {
    /// What a reader calls it, such as `tỷ đồng`; `%` is written without a space.
    pub label: String,
    /// Digits after the decimal mark that a value of this metric can have.
    pub decimals: u8,
}

/// How to draw a dataset: JSON-stat `extension.chart`.
///
/// The metric dimension (id `measure`) may hold, in any order: `actual`, `plan`, `universe`, `plan-rate` (1 decimal, %),
/// `change` (percent on the same period last year, 1 decimal), `reported` and `expected` (coverage, organizations).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawing {
    /// The kind of chart.
    pub kind: Kind,
    /// The language of numbers and of the few words the drawing itself writes.
    pub lang: Lang,
    /// Says what; bold.
    pub title: String,
    /// Unit, organization, period; may be empty.
    pub subtitle: String,
    /// Source, `Số liệu đến 20/12/2022`, coverage if not full: one line each, may wrap.
    pub footer: Vec<String>,
    /// The text alternative: what it shows, highest, lowest, latest, change.
    pub description: String,
    /// The id of the dimension along the category axis.
    pub category: String,
    /// The id of the dimension whose categories are the series; `None` draws one series.
    pub series: Option<String>,
    /// The index of the category that carries the message; `None` lets the kind choose.
    pub highlight: Option<usize>,
    /// One line for each category × series (series fastest): as-of day, source; shown last in the tooltip.
    pub details: Vec<String>,
    /// The order of the categories, where they are not periods.
    pub sort: Sort,
    /// `bar` and `multiples`: draw at most so many categories; the others are the rest.
    pub top: Option<usize>,
    /// Whether figures of different categories add up, so that the rest may be shown as their sum.
    pub additive: bool,
    /// `stacked`: what the parts are measured in.
    pub stacking: Stacking,
    /// Series that the reader has switched off: positions in the series dimension.
    pub hidden: Vec<usize>,
    /// The colours of the series, in the order of the series dimension: from 1 to 6 as in `--baocao-series-1`, any other number the
    /// muted one. A series without one has the colour of its place; where none has one, a single series has the accent's.
    pub colors: Vec<usize>,
    /// Lines, spans and points that carry a text of their own.
    pub references: Vec<Reference>,
    /// What of the query the reader may choose.
    pub pickers: Vec<Picker>,
}

/// The order in which a kind lists its categories: by their figures in the first series that is shown, those without one
/// last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// As the dataset has them.
    #[default]
    Given,
    /// Largest first.
    Descending,
    /// Smallest first.
    Ascending,
}

impl Sort {
    /// Every order with the code that stands in `extension.chart.sort`.
    pub const ALL: [(&'static str, Self); 3] =
        [("given", Self::Given), ("descending", Self::Descending), ("ascending", Self::Ascending)];

    /// The order of this code, or `None`.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().find(|(name, _)| *name == code).map(|&(_, sort)| sort)
    }

    /// The code of this order.
    #[must_use]
    pub fn code(self) -> &'static str {
        Self::ALL[self as usize].0
    }
}

/// What the parts of a whole are measured in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stacking {
    /// The unit of the figures.
    #[default]
    Absolute,
    /// Percent of their sum.
    Percent,
}

impl Stacking {
    /// Every stacking with the code that stands in `extension.chart.stacking`.
    pub const ALL: [(&'static str, Self); 2] = [("absolute", Self::Absolute), ("percent", Self::Percent)];

    /// The stacking of this code, or `None`.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().find(|(name, _)| *name == code).map(|&(_, stacking)| stacking)
    }

    /// The code of this stacking.
    #[must_use]
    pub fn code(self) -> &'static str {
        Self::ALL[self as usize].0
    }
}

/// What is written into a plot beside its figures. In a document, categories and series are named by their ids:
/// `{"kind": "line", "value": 10000, "label": "…"}`, `{"kind": "span", "from": "2020", "to": "2021", "label": "…"}`,
/// `{"kind": "point", "category": "2022", "series": "warning", "label": "…"}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reference {
    /// A line at a value, such as a target, in the smallest unit of `actual`.
    Line {
        /// Where on the value axis.
        value: i64,
        /// What it is.
        label: String,
    },
    /// Categories from one to another, such as a term or a campaign: positions in the category dimension, both within.
    Span {
        /// The first.
        from: usize,
        /// The last.
        to: usize,
        /// What it is.
        label: String,
    },
    /// One figure that has something to be said about.
    Point {
        /// Its position in the category dimension.
        category: usize,
        /// Its position in the series dimension; 0 where there is none.
        series: usize,
        /// What is said.
        label: String,
    },
}

/// One part of the query that the reader may choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picker {
    /// The parameter that it sets: `period`, `organization` or a breakdown's dimension.
    pub parameter: String,
    /// What a reader calls it, such as `Kỳ`.
    pub label: String,
    /// Each value of the parameter with what a reader calls it.
    pub options: Vec<(String, String)>,
    /// The position of the option that this dataset answers.
    pub chosen: usize,
}

/// The kinds of chart that can be drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// One figure, big, with its plan rate and its change.
    Number,
    /// One indicator over time, plan as a tick across each column; grouped for more series.
    #[default]
    Column,
    /// Categories ranked or listed, labels left, values at the end; grouped for more series.
    Bar,
    /// Parts of a whole.
    Stacked,
    /// Counts that go on from step to step, with the share that goes on.
    Funnel,
    /// Plan against actual.
    Bullet,
    /// N of M, one cell a unit up to 100.
    Waffle,
    /// Several series over time.
    Line,
    /// The same small chart for many organizations.
    Multiples,
    /// Everything, as rows and columns.
    Table,
}

impl Kind {
    /// Every kind with the code that stands in `extension.chart.kind` and in `charts.csv`.
    pub const ALL: [(&'static str, Self); 10] = [
        ("number", Self::Number),
        ("column", Self::Column),
        ("bar", Self::Bar),
        ("stacked", Self::Stacked),
        ("funnel", Self::Funnel),
        ("bullet", Self::Bullet),
        ("waffle", Self::Waffle),
        ("line", Self::Line),
        ("multiples", Self::Multiples),
        ("table", Self::Table),
    ];

    /// The kind of this code, or `None`.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().find(|(name, _)| *name == code).map(|&(_, kind)| kind)
    }

    /// The code of this kind.
    #[must_use]
    pub fn code(self) -> &'static str {
        Self::ALL[self as usize].0
    }
}
