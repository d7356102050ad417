//! The text alternative of a chart, from the same dataset that is drawn: what it shows, highest, lowest, latest, change.

use baocao_widget::Dataset;
use baocao_widget::dataset::Role;
use baocao_widget::locale::{self, Lang};

use super::{table, words};

/// Up to so many values are all told; of more, the highest and lowest.
const ALL_TOLD: usize = 8;

/// One paragraph.
#[must_use]
pub fn description(dataset: &Dataset) -> String {
    let drawing = &dataset.drawing;
    let mut sentences = vec![drawing.title.clone()];
    if !drawing.subtitle.is_empty() {
        sentences.push(drawing.subtitle.clone());
    }
    let values = values(dataset);
    let known: Vec<&Told> = values.iter().filter(|one| one.value.is_some()).collect();
    let words = words::of(drawing.lang);
    if known.is_empty() && values.iter().all(|one| one.beside.is_empty()) {
        sentences.push(words.no_figures.to_owned());
    } else if values.len() <= ALL_TOLD {
        sentences.push(values.iter().map(Told::text).collect::<Vec<_>>().join("; "));
    } else {
        let extreme = |word: &str, one: Option<&&Told>| one.map(|one| format!("{word}: {}", one.text()));
        sentences.extend(extreme(words.highest, known.iter().max_by_key(|one| one.value)));
        sentences.extend(extreme(words.lowest, known.iter().min_by_key(|one| one.value)));
        let in_time = dataset.dimensions.first().is_some_and(|one| one.role == Some(Role::Time));
        sentences.extend(extreme(words.latest, known.last().filter(|_| in_time)));
    }
    let ended = sentences.iter().map(|text| text.trim_end_matches('.'));
    format!("{}.", ended.collect::<Vec<_>>().join(". "))
}

/// One category of one series.
struct Told {
    label: String,
    written: String,
    beside: Vec<String>,
    value: Option<i64>,
}

impl Told {
    fn text(&self) -> String {
        let beside = self.beside.join(", ");
        match (self.written.is_empty(), beside.is_empty()) {
            (false, false) => format!("{}: {}, {beside}", self.label, self.written),
            (false, true) => format!("{}: {}", self.label, self.written),
            (true, _) => format!("{}: {beside}", self.label),
        }
    }
}

fn values(dataset: &Dataset) -> Vec<Told> {
    let grid = table::Grid::of(dataset);
    let mut told = Vec::new();
    for category in 0..grid.categories.len() {
        for series in 0..grid.series_count() {
            if let Some(one) = tell(dataset, &grid, category, series) {
                told.push(one);
            }
        }
    }
    told
}

fn tell(dataset: &Dataset, grid: &table::Grid<'_>, category: usize, series: usize) -> Option<Told> {
    let lang = dataset.drawing.lang;
    let words = words::of(lang);
    let label = &grid.categories[category].label;
    let label = match grid.series.get(series) {
        Some(one) => format!("{label}, {}", one.label.to_lowercase()),
        None => label.clone(),
    };
    let value = grid.value(category, series, "actual");
    let status = grid.status(category, series, "actual");
    if value.is_none() && status == 'M' {
        return None;
    }
    let mut written = grid.written(category, series, "actual", lang);
    if value.is_some() && grid.value(category, series, "universe").is_some() {
        let number = grid.number(category, series, "actual", lang);
        written = format!("{number} {} {}", words.out_of, grid.written(category, series, "universe", lang));
    }
    let mut beside = Vec::new();
    if let Some(plan) =
        grid.value(category, series, "plan").map(|_| grid.written(category, series, "plan", lang))
    {
        beside.push(format!("{} {plan}", words.plan.to_lowercase()));
    }
    if grid.value(category, series, "plan-rate").is_some() {
        beside.push(format!("{} {}", grid.written(category, series, "plan-rate", lang), words.of_plan));
    }
    if let Some(change) = grid.value(category, series, "change").filter(|change| *change != 0) {
        beside.push(moved(change, lang));
    }
    Some(Told { label, written, beside, value })
}

fn moved(tenths: i64, lang: Lang) -> String {
    let words = words::of(lang);
    let size = locale::with_unit(&locale::number(tenths.saturating_abs(), 1, lang), "%");
    let word = if tenths > 0 { words.up } else { words.down };
    let before = match lang {
        Lang::Vi => "so với cùng kỳ năm trước",
        Lang::En => "on the same period last year",
    };
    format!("{word} {size} {before}")
}
