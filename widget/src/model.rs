//! A dataset resolved for drawing: its cells by category and series, with every measure in one unit.

mod reader;
mod seen;

use crate::dataset::{Category, Dataset, Kind, Role, Sort};
use crate::locale::{self, Lang};
use crate::text;
use crate::theme::Ink;
use crate::words::{self, Words};
use reader::{NONE, Reader};
pub(crate) use seen::Seen;

/// More categories than these are not drawn: no screen has the pixels.
const MOST_CATEGORIES: usize = 1_000;
/// A line may have more: it is thinned to the pixels, and its extremes are seen.
const MOST_POINTS: usize = 20_000;
/// More series than these are not drawn.
const MOST_SERIES: usize = 60;
/// Nor more than have so many cells together: a phone's memory is small.
const MOST_CELLS: usize = 240_000;

/// What is known of one category in one series; numbers in `10^-decimals` of the model's unit, shares in tenths of a
/// percent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cell {
    pub actual: Value,
    pub plan: Option<i64>,
    pub universe: Option<i64>,
    pub plan_rate: Option<i64>,
    pub change: Option<i64>,
    /// Organizations that reported, and that should have, where the first are fewer and the second more than one.
    pub gap: Option<(i64, i64)>,
    /// Provisional or estimated.
    pub provisional: bool,
}

/// A figure, or why there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Value {
    Known(i64),
    Suppressed,
    /// SDMX `M`: there cannot be one, so none is missing.
    NotApplicable,
    #[default]
    Missing,
}

impl Value {
    fn known(self) -> Option<i64> {
        match self {
            Self::Known(value) => Some(value),
            Self::Suppressed | Self::NotApplicable | Self::Missing => None,
        }
    }
}

/// What keeps a figure from being final; [`crate::legend`] says how each looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Texture {
    /// Provisional or estimated.
    pub provisional: bool,
    /// Some organizations have not reported.
    pub partial: bool,
}

impl Cell {
    /// The figure, if there is one that may be shown.
    pub fn known(&self) -> Option<i64> {
        self.actual.known()
    }

    /// What its mark shows besides its figure.
    pub fn texture(&self) -> Texture {
        let known = self.known().is_some();
        Texture { provisional: known && self.provisional, partial: known && self.gap.is_some() }
    }

    /// Actual as a share of the universe.
    pub fn share(&self) -> Option<i64> {
        share(self.known()?, self.universe?)
    }
}

static NOTHING: Cell = Cell {
    actual: Value::Missing,
    plan: None,
    universe: None,
    plan_rate: None,
    change: None,
    gap: None,
    provisional: false,
};

/// The dataset as the kinds see it.
pub(crate) struct Model<'a> {
    pub data: &'a Dataset,
    pub lang: Lang,
    pub words: &'static Words,
    /// What the categories are together, such as `Đơn vị`.
    pub dimension: String,
    /// In the order in which they are drawn; see [`Model::category_of`]. A line may have ten thousand, of which few are
    /// written: it asks for [`Model::name`], and for [`Model::look`] and [`Model::known`], and has no lists.
    pub categories: Vec<String>,
    /// How many categories are drawn.
    pub count: usize,
    /// Those that are shown; see [`Model::series_of`]. One, perhaps without a name, if the dataset has no series dimension.
    pub series: Vec<String>,
    /// Every series, shown or not, as the dataset has them.
    pub all_series: Vec<String>,
    pub unit: String,
    pub decimals: u8,
    /// The category that carries the message, if the report names one.
    pub highlight: Option<usize>,
    /// Whether the categories are periods.
    pub over_time: bool,
    /// What there is among the cells.
    pub seen: Seen,
    reader: Reader<'a>,
    /// The categories as the dataset has them.
    periods: &'a [Category],
    cells: Vec<Cell>,
    /// The positions in the dataset of the categories, none where they are as given, and of the series.
    order: Vec<usize>,
    shown: Vec<usize>,
}

impl<'a> Model<'a> {
    /// Reads the dataset; what it lacks is missing, never an error.
    pub fn new(data: &'a Dataset) -> Self {
        let drawing = &data.drawing;
        let reader = Reader::new(data);
        let most = if drawing.kind == Kind::Line { MOST_POINTS } else { MOST_CATEGORIES };
        let periods = reader.categories(reader.category, most);
        let most = (MOST_CELLS / periods.len().max(1)).min(MOST_SERIES);
        let mut all_series = Vec::new();
        for category in reader.categories(reader.series, most) {
            all_series.push(text::clean(&category.label));
        }
        if reader.series == NONE {
            all_series.push(String::new());
        }
        let mut shown = Vec::new();
        for index in 0..all_series.len() {
            if !drawing.hidden.contains(&index) {
                shown.push(index);
            }
        }
        if shown.is_empty() {
            shown.extend(0..all_series.len());
        }
        let dimension = data.dimensions.get(reader.category);
        let over_time = dimension.is_some_and(|dimension| dimension.role == Some(Role::Time));
        let sort = match drawing.kind {
            _ if over_time => Sort::Given,
            // It puts its panels in order.
            Kind::Multiples => Sort::Given,
            // The first of some are the first of an order.
            Kind::Bar if drawing.top.is_some() && drawing.sort == Sort::Given => Sort::Descending,
            _ => drawing.sort,
        };
        let count = periods.len();
        let order = reader.order(count, shown.first().copied().unwrap_or(0), sort);
        let mut series = Vec::new();
        for &place in &shown {
            series.push(all_series.get(place).cloned().unwrap_or_default());
        }
        let mut model = Self {
            data,
            dimension: dimension.map(|dimension| text::clean(&dimension.label)).unwrap_or_default(),
            over_time,
            lang: drawing.lang,
            words: words::of(drawing.lang),
            highlight: None,
            categories: Vec::new(),
            count,
            series,
            unit: reader.unit(),
            decimals: reader.decimals,
            seen: Seen::nothing(reader.decimals, drawing.kind),
            reader,
            periods,
            all_series,
            cells: Vec::new(),
            order,
            shown,
        };
        let listed = drawing.kind != Kind::Line;
        for drawn in 0..count {
            if drawing.highlight == Some(model.category_of(drawn)) {
                model.highlight = Some(drawn);
            }
            if listed {
                model.categories.push(model.name(drawn));
            }
            for series in 0..model.shown.len() {
                let cell = model.look(drawn, series);
                model.seen.cell(drawn, &cell, model.all_series.len() == 1);
                if listed {
                    model.cells.push(cell);
                }
            }
        }
        model
    }

    /// What a category is called.
    pub fn name(&self, drawn: usize) -> String {
        text::clean(self.category_at(drawn).map_or("", |category| &category.label))
    }

    /// The position in the dataset of a category that is drawn.
    pub fn category_of(&self, drawn: usize) -> usize {
        self.order.get(drawn).copied().unwrap_or(drawn)
    }

    /// The position in the dataset of a series that is shown.
    pub fn series_of(&self, shown: usize) -> usize {
        self.shown.get(shown).copied().unwrap_or(shown)
    }

    /// Whether a series is shown, by its position in the dataset.
    pub fn shows(&self, series: usize) -> bool {
        self.shown.contains(&series)
    }

    /// The category of the dataset that is drawn there: its id says which period it is.
    pub fn category_at(&self, drawn: usize) -> Option<&'a Category> {
        self.periods.get(self.category_of(drawn))
    }

    /// Where a cell of the dataset is drawn, if it is.
    pub fn place_of(&self, category: usize, series: usize) -> Option<(usize, usize)> {
        let mut drawn = category;
        if !self.order.is_empty() {
            drawn = self.order.iter().position(|&at| at == category)?;
        } else if drawn >= self.count {
            return None;
        }
        Some((drawn, self.shown.iter().position(|&at| at == series)?))
    }

    /// One cell; an empty one outside the dataset.
    pub fn cell(&self, category: usize, series: usize) -> &Cell {
        if series >= self.series.len() {
            return &NOTHING;
        }
        self.cells().get(category * self.series.len() + series).unwrap_or(&NOTHING)
    }

    /// As [`Model::cell`], of a line too.
    pub fn look(&self, category: usize, series: usize) -> Cell {
        self.any(category, self.series_of(series))
    }

    /// A cell of a series by its position in the dataset, shown or not.
    pub fn any(&self, category: usize, series: usize) -> Cell {
        self.reader.cell(self.category_of(category), series)
    }

    /// The figure of a cell, if there is one that may be shown; of a line too.
    pub fn known(&self, category: usize, series: usize) -> Option<i64> {
        self.reader.figure(self.category_of(category), self.series_of(series)).known()
    }

    /// Every cell, series fastest.
    pub fn cells(&self) -> &[Cell] {
        debug_assert!(self.data.drawing.kind != Kind::Line, "a line has no list of cells");
        &self.cells
    }

    /// Whether nothing can be said: no figure, no plan, nothing suppressed. Of a single cell is said why there is none.
    pub fn is_empty(&self) -> bool {
        let Seen { range, planned, rated, suppressed, .. } = self.seen;
        range.0 > range.1 && !planned && !rated && !suppressed && self.cells.len() != 1
    }

    /// The category that carries the message: the named one, or in a series of periods the last with a figure.
    pub fn accent(&self) -> Option<usize> {
        if self.highlight.is_some() || !self.over_time {
            return self.highlight;
        }
        let mut index = self.count;
        while index > 0 {
            index -= 1;
            if self.known(index, 0).is_some() {
                return Some(index);
            }
        }
        None
    }

    /// The ink of a cell's mark: its series', or the accent for the category that carries the message.
    pub fn ink(&self, category: usize, series: usize) -> Ink {
        match (self.all_series.len(), self.accent()) {
            (..2, Some(accent)) if accent != category => Ink::Rest,
            _ => self.hue(series),
        }
    }

    /// The ink of a series that is shown.
    pub fn hue(&self, series: usize) -> Ink {
        if self.all_series.len() > 1 || !self.data.drawing.colors.is_empty() {
            self.color(self.series_of(series))
        } else {
            Ink::Accent
        }
    }

    /// The ink that stands at a place of the palette, or that was chosen for it.
    pub fn color(&self, at: usize) -> Ink {
        Ink::series(match self.data.drawing.colors.get(at) {
            Some(color) => color.wrapping_sub(1),
            None => at,
        })
    }

    /// A value as it stands in the drawing: the unit is in the subtitle, but for `%`.
    pub fn value(&self, value: i64) -> String {
        let number = self.number(value);
        if self.unit == "%" { locale::with_unit(&number, "%") } else { number }
    }

    /// A value with its unit.
    pub fn value_with_unit(&self, value: i64) -> String {
        locale::with_unit(&self.number(value), &self.unit)
    }

    fn number(&self, value: i64) -> String {
        locale::fixed(value, self.decimals, self.seen.digits, self.lang)
    }

    /// What stands where a figure should: the figure, or why there is none.
    pub fn value_or_reason(&self, cell: &Cell) -> String {
        match cell.actual {
            Value::Known(value) => self.value(value),
            Value::Suppressed => self.words.confidential.to_owned(),
            Value::NotApplicable => self.words.not_applicable.to_owned(),
            Value::Missing => self.words.not_reported.to_owned(),
        }
    }

    /// What stands beside a mark: as [`Model::value_or_reason`], with a dash where there cannot be a figure.
    pub fn label(&self, cell: &Cell) -> String {
        if cell.actual == Value::NotApplicable { "–".to_owned() } else { self.value_or_reason(cell) }
    }

    /// `28/30 đơn vị đã báo cáo`, where some have not.
    pub fn coverage(&self, cell: &Cell) -> Option<String> {
        let of = |number| locale::number(number, 0, self.lang);
        cell.gap.map(|(reported, expected)| {
            text::concat(&[&of(reported), "/", &of(expected), " ", self.words.organizations_reported])
        })
    }

    /// A share.
    pub fn percent(&self, tenths: i64) -> String {
        locale::with_unit(&locale::fixed(tenths, 1, self.seen.tenths, self.lang), "%")
    }

    /// A plan rate with its words: `108,7% kế hoạch`.
    pub fn rate(&self, tenths: i64) -> String {
        text::concat(&[&self.percent(tenths), " ", self.words.of_plan])
    }
}

/// How many of the smallest units are one.
pub(crate) fn unit(decimals: u8) -> i64 {
    let mut unit = 1;
    for _ in 0..decimals {
        unit *= 10;
    }
    unit
}

/// `part` in tenths of a percent of `whole`, half away from zero.
pub(crate) fn share(part: i64, whole: i64) -> Option<i64> {
    if whole == 0 {
        return None;
    }
    // Wider than 2^53 the last digits do not reach a tenth of a percent.
    let tenths = part as f64 * 1_000.0 / whole as f64;
    let rounded = if tenths < 0.0 { -(0.5 - tenths).floor() } else { (tenths + 0.5).floor() };
    Some(rounded as i64)
}

/// The positions of these keys, smallest key first, like keys as they were.
///
/// A shell sort: the standard library's are in the page's bytes once for each kind of key, and each is larger than this.
pub(crate) fn ranked(keys: &[i64]) -> Vec<usize> {
    let mut order = Vec::with_capacity(keys.len());
    for index in 0..keys.len() {
        order.push(index);
    }
    let mut apart = keys.len() / 2;
    while apart > 0 {
        for index in apart..order.len() {
            let mut at = index;
            while at >= apart {
                let (before, after) = (order[at - apart], order[at]);
                if (keys[before], before) <= (keys[after], after) {
                    break;
                }
                order.swap(at, at - apart);
                at -= apart;
            }
        }
        apart /= 2;
    }
    order
}
