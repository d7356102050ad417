//! Where in a dataset's list of values each number stands, and what each cell is of them.

use super::{Cell, Value, ranked};
use crate::dataset::{Category, Dataset, Role, Sort};
use crate::text;

/// Finds the numbers of a dataset.
pub(super) struct Reader<'a> {
    data: &'a Dataset,
    /// Positions of dimensions, or [`NONE`].
    pub(super) category: usize,
    pub(super) series: usize,
    metric: usize,
    /// How far apart the values of neighbouring categories and of neighbouring series are.
    strides: (u64, u64),
    /// Where the first value of each metric is, and the digits after its decimal mark.
    metrics: [(u64, u8); METRICS.len()],
    /// The most digits that any amount has: all are brought to them.
    pub(super) decimals: u8,
    /// Whether there are actual figures only, and nothing to be said about any.
    plain: bool,
}

/// The position of what a dataset lacks: no list is so long.
pub(super) const NONE: usize = usize::MAX;
/// Beyond all values; with the strides of a category and a series added it is still a number.
const NOWHERE: u64 = u64::MAX / 2;

/// The metrics; the first three are amounts of the chart's unit.
const METRICS: [&str; 7] = ["actual", "plan", "universe", "plan-rate", "change", "reported", "expected"];
const ACTUAL: usize = 0;
const PLAN: usize = 1;
const UNIVERSE: usize = 2;
const PLAN_RATE: usize = 3;
const CHANGE: usize = 4;
const REPORTED: usize = 5;
const EXPECTED: usize = 6;

impl<'a> Reader<'a> {
    pub(super) fn new(data: &'a Dataset) -> Self {
        let (mut category, mut series, mut metric) = (NONE, NONE, NONE);
        for (index, dimension) in data.dimensions.iter().enumerate() {
            if metric == NONE && (dimension.role == Some(Role::Metric) || dimension.id == "measure") {
                metric = index;
            }
            if category == NONE && dimension.id == data.drawing.category {
                category = index;
            }
            if series == NONE && Some(&dimension.id) == data.drawing.series.as_ref() {
                series = index;
            }
        }
        if category == NONE {
            category = usize::from(metric == 0);
        }
        if series == category || series == metric {
            series = NONE;
        }
        let metrics = [(NOWHERE, 0); METRICS.len()];
        let mut reader = Self {
            data,
            category,
            series,
            metric,
            strides: (0, 0),
            metrics,
            decimals: 0,
            plain: data.status.is_empty(),
        };
        reader.strides = (reader.stride(category), reader.stride(series));
        for (index, id) in METRICS.iter().enumerate() {
            let (first, decimals) = reader.metric(id);
            reader.metrics[index] = (first, decimals);
            reader.plain &= index == ACTUAL || first == NOWHERE;
            if index <= UNIVERSE && first != NOWHERE {
                reader.decimals = reader.decimals.max(decimals.min(15));
            }
        }
        reader
    }

    /// The first categories of a dimension.
    pub(super) fn categories(&self, dimension: usize, most: usize) -> &'a [Category] {
        let Some(dimension) = self.data.dimensions.get(dimension) else { return &[] };
        dimension.categories.get(..most).unwrap_or(&dimension.categories)
    }

    /// How far apart neighbours along a dimension are; 0 for none, so that it is never left.
    fn stride(&self, dimension: usize) -> u64 {
        if dimension == NONE {
            return 0;
        }
        let mut stride = 1;
        for dimension in self.data.dimensions.get(dimension + 1..).unwrap_or_default() {
            // So far apart that there is no value: no product of it and a position is beyond 64 bits.
            stride = u64::from(u32::MAX).min(stride * dimension.categories.len() as u64);
        }
        stride
    }

    /// A metric's category, if the dataset has metrics and this one.
    fn measure(&self, id: &str) -> Option<(usize, &'a Category)> {
        self.categories(self.metric, NONE).iter().enumerate().find(|(_, category)| category.id == id)
    }

    /// A metric's first value and its decimals; a dataset without metrics has actual figures only.
    fn metric(&self, id: &str) -> (u64, u8) {
        if self.metric == NONE {
            return (if id == METRICS[ACTUAL] { 0 } else { NOWHERE }, 0);
        }
        let Some((index, category)) = self.measure(id) else { return (NOWHERE, 0) };
        let decimals = category.unit.as_ref().map_or(0, |unit| unit.decimals);
        (index as u64 * self.stride(self.metric), decimals)
    }

    pub(super) fn unit(&self) -> String {
        for id in &METRICS[..=UNIVERSE] {
            if let Some((_, Category { unit: Some(unit), .. })) = self.measure(id) {
                return text::clean(&unit.label);
            }
        }
        String::new()
    }

    /// The position of a cell among the values; other dimensions stand at their first category.
    fn position(&self, category: usize, series: usize, metric: usize) -> usize {
        let across = category as u64 * self.strides.0 + series as u64 * self.strides.1;
        usize::try_from(self.metrics[metric].0 + across).unwrap_or(NONE)
    }

    /// The value in the chart's unit, unless its status hides it.
    fn amount(&self, category: usize, series: usize, metric: usize) -> Option<i64> {
        const MOST: i64 = i64::MAX / 10;
        let mut value = self.number(category, series, metric)?;
        for _ in self.metrics[metric].1..self.decimals {
            value = if value > MOST {
                i64::MAX
            } else if value < -MOST {
                -i64::MAX
            } else {
                value * 10
            };
        }
        Some(value)
    }

    fn number(&self, category: usize, series: usize, metric: usize) -> Option<i64> {
        let position = self.position(category, series, metric);
        if let Some('Q' | 'L' | 'M') = self.data.status.get(position) {
            return None;
        }
        // The least number has no absolute value; the one after it is as far off any scale.
        Some((*self.data.values.get(position)?)?.max(-i64::MAX))
    }

    /// The categories in order by their figures in a series; those without one stay behind, as they were.
    pub(super) fn order(&self, categories: usize, series: usize, sort: Sort) -> Vec<usize> {
        if sort == Sort::Given {
            return Vec::new();
        }
        let mut keys = Vec::with_capacity(categories);
        for category in 0..categories {
            keys.push(match self.figure(category, series).known() {
                None => i64::MAX,
                Some(value) if sort == Sort::Ascending => value,
                Some(value) => -value,
            });
        }
        ranked(&keys)
    }

    /// The actual figure, or why there is none.
    pub(super) fn figure(&self, category: usize, series: usize) -> Value {
        match self.status(category, series) {
            'Q' => Value::Suppressed,
            'M' => Value::NotApplicable,
            _ => self.amount(category, series, ACTUAL).map_or(Value::Missing, Value::Known),
        }
    }

    fn status(&self, category: usize, series: usize) -> char {
        self.data.status.get(self.position(category, series, ACTUAL)).copied().unwrap_or('A')
    }

    pub(super) fn cell(&self, category: usize, series: usize) -> Cell {
        let actual = self.figure(category, series);
        if self.plain {
            return Cell { actual, ..Cell::default() };
        }
        let amount = |metric| self.amount(category, series, metric);
        // A rate or a change would let a reader work out what is suppressed.
        let number = |metric| match actual {
            Value::Suppressed => None,
            _ => self.number(category, series, metric),
        };
        let gap = match (number(REPORTED), number(EXPECTED)) {
            // Of one organization is not said how many: its figure is provisional, as its status says.
            (Some(reported), Some(expected)) if reported < expected && expected > 1 => {
                Some((reported, expected))
            }
            _ => None,
        };
        Cell {
            actual,
            plan: amount(PLAN),
            universe: amount(UNIVERSE),
            // Never worked out here: the two may count different organizations.
            plan_rate: number(PLAN_RATE),
            change: number(CHANGE),
            gap,
            provisional: matches!(self.status(category, series), 'P' | 'E'),
        }
    }
}
