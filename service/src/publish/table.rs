//! A chart's dataset as rows and columns for a real `<table>`.

use baocao_widget::Dataset;
use baocao_widget::dataset::{Category, Role};
use baocao_widget::locale::{self, Lang};
use serde::Serialize;

use super::words;

/// A table for a template.
#[derive(Debug, Serialize)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// The heads of the columns; the first is of the row heads.
    pub head: Vec<String>,
    /// The rows.
    pub rows: Vec<TableRow>,
}

/// One row.
#[derive(Debug, Serialize)]
pub struct TableRow {
    /// Its head.
    pub head: String,
    /// Its cells, as written for readers.
    pub cells: Vec<String>,
}

/// The dataset as a table: a column for each measure of each series.
#[must_use]
pub fn table(dataset: &Dataset) -> Table {
    let lang = dataset.drawing.lang;
    let grid = Grid::of(dataset);
    let columns: Vec<(usize, &Category)> = (0..grid.series_count())
        .flat_map(|series| grid.measures.iter().map(move |measure| (series, measure)))
        .filter(|(_, measure)| !matches!(measure.id.as_str(), "reported" | "expected"))
        .collect();
    let mut head = vec![grid.label.to_owned()];
    head.extend(columns.iter().map(|(series, measure)| column(&grid, *series, measure)));
    let rows = (0..grid.categories.len()).map(|category| TableRow {
        head: words::capitalized(&grid.categories[category].label),
        cells: columns
            .iter()
            .map(|(series, measure)| {
                let written = grid.number(category, *series, &measure.id, lang);
                let signed = measure.id == "change" && grid.value(category, *series, "change") > Some(0);
                if signed { format!("+{written}") } else { written }
            })
            .collect(),
    });
    Table { caption: dataset.drawing.title.clone(), head, rows: rows.collect() }
}

fn column(grid: &Grid<'_>, series: usize, measure: &Category) -> String {
    let unit = measure.unit.as_ref().map(|unit| unit.label.as_str()).filter(|unit| !unit.is_empty());
    let name = match grid.series.get(series) {
        Some(series) if grid.measures.len() > 1 => {
            format!("{}, {}", series.label, measure.label.to_lowercase())
        }
        Some(series) => series.label.clone(),
        None => measure.label.clone(),
    };
    match unit {
        Some(unit) => format!("{name} ({unit})"),
        None => name,
    }
}

/// A dataset seen as categories × series × measures.
pub(super) struct Grid<'a> {
    dataset: &'a Dataset,
    pub(super) label: &'a str,
    pub(super) categories: &'a [Category],
    pub(super) series: &'a [Category],
    pub(super) measures: &'a [Category],
}

impl<'a> Grid<'a> {
    pub(super) fn of(dataset: &'a Dataset) -> Self {
        let find = |id: &str| dataset.dimensions.iter().find(|one| one.id == id);
        let category = find(&dataset.drawing.category);
        let series = dataset.drawing.series.as_deref().and_then(find);
        let measure = dataset.dimensions.iter().find(|one| one.role == Some(Role::Metric));
        Self {
            dataset,
            label: category.map_or("", |one| one.label.as_str()),
            categories: category.map(|one| one.categories.as_slice()).unwrap_or_default(),
            series: series.map(|one| one.categories.as_slice()).unwrap_or_default(),
            measures: measure.map(|one| one.categories.as_slice()).unwrap_or_default(),
        }
    }

    pub(super) fn series_count(&self) -> usize {
        self.series.len().max(1)
    }

    fn index(&self, category: usize, series: usize, measure: &str) -> Option<usize> {
        let measure = self.measures.iter().position(|one| one.id == measure)?;
        Some((category * self.series_count() + series) * self.measures.len() + measure)
    }

    pub(super) fn value(&self, category: usize, series: usize, measure: &str) -> Option<i64> {
        self.dataset.values.get(self.index(category, series, measure)?).copied().flatten()
    }

    pub(super) fn status(&self, category: usize, series: usize, measure: &str) -> char {
        let letter = self.index(category, series, measure).and_then(|at| self.dataset.status.get(at));
        letter.copied().unwrap_or('A')
    }

    /// The value with its unit.
    pub(super) fn written(&self, category: usize, series: usize, measure: &str, lang: Lang) -> String {
        let unit = self.unit(measure).map_or("", |unit| unit.label.as_str());
        let number = self.number(category, series, measure, lang);
        match self.value(category, series, measure) {
            Some(_) if unit != "%" => locale::with_unit(&number, unit),
            _ => number,
        }
    }

    /// The value as it stands in a column whose head names the unit (a percent sign stands in the cell too), or the word
    /// for why there is none.
    pub(super) fn number(&self, category: usize, series: usize, measure: &str, lang: Lang) -> String {
        let words = words::of(lang);
        let unit = self.unit(measure);
        let status = self.status(category, series, measure);
        match (self.value(category, series, measure), status) {
            (Some(units), letter) => {
                let number = locale::number(units, unit.map_or(0, |unit| unit.decimals), lang);
                let percent = if unit.is_some_and(|unit| unit.label == "%") { "%" } else { "" };
                let mark = if letter == 'P' && measure == "actual" {
                    format!(" ({})", words.provisional)
                } else {
                    String::new()
                };
                format!("{number}{percent}{mark}")
            }
            (None, 'Q') => words.confidential.to_owned(),
            (None, 'L') if measure == "actual" => words.not_reported.to_owned(),
            (None, _) => words.not_applicable.to_owned(),
        }
    }

    fn unit(&self, measure: &str) -> Option<&baocao_widget::dataset::Unit> {
        self.measures.iter().find(|one| one.id == measure).and_then(|one| one.unit.as_ref())
    }
}
