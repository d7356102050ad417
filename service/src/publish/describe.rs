//! The text alternative of a chart, from the same dataset that is drawn: what it shows and of how many, each value or the
//! highest, the lowest and the latest, the way from first to last, whether plans were reached, and what is not there.

mod phrases;
#[cfg(test)]
mod tests;

use baocao_widget::Dataset;
use baocao_widget::dataset::{Category, Kind, Role, Stacking};
use baocao_widget::locale::{self, Lang};

use self::phrases::Phrases;
use super::{table, words};
use crate::domain::{Amount, Period};

/// Up to so many values are all told; of more, the highest, the lowest and the latest.
const ALL_TOLD: usize = 8;

/// From so many values on, a reader is told which is the highest, and the way from first to last.
const SEVERAL: usize = 3;

/// Of so many series the latest is told, and the way there.
const SERIES_TOLD: usize = 5;

/// One paragraph. `running` says of each category's series, in order, whether its period was not over when it was counted.
#[must_use]
pub fn description(dataset: &Dataset, running: &[bool]) -> String {
    let drawing = &dataset.drawing;
    let grid = table::Grid::of(dataset);
    let mut values = values(dataset, &grid);
    for one in &mut values {
        let at = one.category * grid.series_count() + one.series;
        one.running = running.get(at).copied().unwrap_or(false);
    }
    let mut sentences = vec![drawing.title.clone(), drawing.subtitle.clone(), shows(dataset, &grid)];
    if values.iter().all(|one| one.value.is_none() && one.beside.is_empty()) {
        sentences.push(words::of(drawing.lang).no_figures.to_owned());
    } else if values.len() <= ALL_TOLD {
        sentences.push(values.iter().map(Told::text).collect::<Vec<_>>().join("; "));
        sentences.extend(extremes(dataset, &grid, &values, |one| one.label.clone()));
    } else {
        sentences.extend(extremes(dataset, &grid, &values, Told::text));
        sentences.extend(latest(dataset, &grid, &values));
    }
    sentences.extend(courses(dataset, &grid, &values));
    sentences.extend(plan(&values, drawing.lang));
    sentences.extend(counts(&values, drawing.lang));
    let ended = sentences.iter().map(|text| text.trim_end_matches('.')).filter(|text| !text.is_empty());
    format!("{}.", ended.collect::<Vec<_>>().join(". "))
}

/// `Line chart by period (12) and outcome (4)`.
fn shows(dataset: &Dataset, grid: &table::Grid<'_>) -> String {
    let lang = dataset.drawing.lang;
    let words = phrases::of(lang);
    let mut text = phrases::kind(dataset.drawing.kind, lang).to_owned();
    let series = (grid.series_label, grid.series.len());
    let dimensions = [(words.by, grid.label, grid.categories.len()), (words.and_by, series.0, series.1)];
    for (before, label, count) in dimensions.into_iter().filter(|one| one.2 > 1) {
        let before = if text.ends_with(')') { before } else { words.by };
        text.push_str(&format!(" {before} {} ({count})", label.to_lowercase()));
    }
    text
}

/// One category of one series.
struct Told {
    category: usize,
    series: usize,
    label: String,
    written: String,
    beside: Vec<String>,
    value: Option<i64>,
    /// Whether it is at or above its plan, where both are known.
    reached: Option<bool>,
    /// Whether its period was not over when it was counted: a plan that is not reached then is not missed.
    running: bool,
    state: char,
    partial: bool,
}

impl Told {
    /// Whether its plan may still be reached.
    fn is_under_way(&self) -> bool {
        self.running && self.reached == Some(false)
    }

    fn text(&self) -> String {
        let beside = self.beside.join(", ");
        match (self.written.is_empty(), beside.is_empty()) {
            (false, false) => format!("{}: {}, {beside}", self.label, self.written),
            (false, true) => format!("{}: {}", self.label, self.written),
            (true, _) => format!("{}: {beside}", self.label),
        }
    }
}

fn values(dataset: &Dataset, grid: &table::Grid<'_>) -> Vec<Told> {
    let cells =
        (0..grid.categories.len()).flat_map(|one| (0..grid.series_count()).map(move |two| (one, two)));
    cells.filter_map(|(category, series)| tell(dataset, grid, category, series)).collect()
}

fn tell(dataset: &Dataset, grid: &table::Grid<'_>, category: usize, series: usize) -> Option<Told> {
    let lang = dataset.drawing.lang;
    let words = words::of(lang);
    let label = &grid.categories[category].label;
    let label = match grid.series.get(series) {
        Some(one) => format!("{label}, {}", one.label.to_lowercase()),
        None => label.clone(),
    };
    let of = |measure: &str| grid.value(category, series, measure);
    let (value, state) = (of("actual"), grid.status(category, series, "actual"));
    if value.is_none() && state == 'M' {
        return None;
    }
    let mut written = grid.written(category, series, "actual", lang);
    if value.is_some() && of("universe").is_some() {
        let number = grid.number(category, series, "actual", lang);
        written = format!("{number} {} {}", words.out_of, grid.written(category, series, "universe", lang));
    }
    let mut beside = Vec::new();
    if of("plan").is_some() {
        let plan = grid.written(category, series, "plan", lang);
        beside.push(format!("{} {plan}", words.plan.to_lowercase()));
    }
    if of("plan-rate").is_some() {
        beside.push(format!("{} {}", grid.written(category, series, "plan-rate", lang), words.of_plan));
    }
    if let Some(change) = of("change").filter(|change| *change != 0) {
        beside.push(moved(change, lang));
    }
    beside.extend(share(dataset, grid, category, series));
    Some(Told {
        category,
        series,
        label,
        written,
        beside,
        value,
        reached: match (value, of("plan"), of("plan-rate")) {
            (Some(value), Some(plan), _) => Some(value >= plan),
            (_, None, Some(rate)) => Some(rate >= 1_000),
            _ => None,
        },
        running: false,
        state,
        partial: value.is_some()
            && of("reported").zip(of("expected")).is_some_and(|(one, all)| one < all && all > 1),
    })
}

fn moved(tenths: i64, lang: Lang) -> String {
    let words = words::of(lang);
    let size = locale::with_unit(&locale::number(tenths.saturating_abs(), 1, lang), "%");
    let word = if tenths > 0 { words.up } else { words.down };
    format!("{word} {size} {}", phrases::of(lang).on_last_year)
}

/// Of the step before, in a funnel; of the whole stack, where the parts are drawn in percent.
fn share(dataset: &Dataset, grid: &table::Grid<'_>, category: usize, series: usize) -> Option<String> {
    let lang = dataset.drawing.lang;
    let of = |category: usize, series: usize| grid.value(category, series, "actual");
    let (whole, words) = match (dataset.drawing.kind, dataset.drawing.stacking) {
        (Kind::Funnel, _) => (of(category.checked_sub(1)?, series)?, phrases::of(lang).of_step_before),
        (Kind::Stacked, Stacking::Percent) => {
            let parts = (0..grid.series_count()).map(|series| of(category, series).filter(|part| *part >= 0));
            let whole = parts.collect::<Option<Vec<_>>>()?.into_iter().try_fold(0_i64, i64::checked_add)?;
            (whole, phrases::of(lang).of_total)
        }
        _ => return None,
    };
    let share = Amount::new(of(category, series)?, 0).percent_of(Amount::new(whole, 0))?;
    Some(format!("{} {words}", locale::percent(share.units, lang)))
}

/// Nothing where all are the same, are counted in different units, or over periods of different lengths.
fn extremes(
    dataset: &Dataset,
    grid: &table::Grid<'_>,
    values: &[Told],
    text: impl Fn(&Told) -> String,
) -> Vec<String> {
    let words = words::of(dataset.drawing.lang);
    let indicators = [&dataset.drawing.category].into_iter().chain(&dataset.drawing.series);
    if indicators.into_iter().any(|id| id == "indicator") && !grid.has_unit() {
        return Vec::new();
    }
    let compares = |role: Option<Role>, categories| role != Some(Role::Time) || are_of_one_kind(categories);
    let all = dataset.dimensions.iter().all(|one| compares(one.role, &one.categories));
    if !all && !grid.is_in_percent() {
        return Vec::new();
    }
    let mut known = values.iter().filter(|one| one.value.is_some());
    if known.clone().count() < SEVERAL {
        return Vec::new();
    }
    let Some(first) = known.next() else { return Vec::new() };
    let (mut highest, mut lowest) = (first, first);
    for one in known {
        highest = if one.value > highest.value { one } else { highest };
        lowest = if one.value < lowest.value { one } else { lowest };
    }
    if highest.value == lowest.value {
        return Vec::new();
    }
    vec![format!("{}: {}", words.highest, text(highest)), format!("{}: {}", words.lowest, text(lowest))]
}

fn is_in_time(dataset: &Dataset) -> bool {
    let category = &dataset.drawing.category;
    dataset.dimensions.iter().any(|one| one.id == *category && one.role == Some(Role::Time))
}

/// The last value of each series.
fn latest(dataset: &Dataset, grid: &table::Grid<'_>, values: &[Told]) -> Option<String> {
    if !is_in_time(dataset) || grid.series_count() > SERIES_TOLD {
        return None;
    }
    let last = |series: usize| values.iter().rfind(|one| one.series == series && one.value.is_some());
    let told: Vec<String> = (0..grid.series_count()).filter_map(last).map(Told::text).collect();
    (!told.is_empty()).then(|| format!("{}: {}", words::of(dataset.drawing.lang).latest, told.join("; ")))
}

/// From the first to the last of each series, where the periods can be compared.
fn courses(dataset: &Dataset, grid: &table::Grid<'_>, values: &[Told]) -> Vec<String> {
    if !is_in_time(dataset) || grid.series_count() > SERIES_TOLD || !are_of_one_kind(grid.categories) {
        return Vec::new();
    }
    (0..grid.series_count()).filter_map(|series| course(dataset, grid, values, series)).collect()
}

fn course(dataset: &Dataset, grid: &table::Grid<'_>, values: &[Told], series: usize) -> Option<String> {
    let lang = dataset.drawing.lang;
    let words: &Phrases = phrases::of(lang);
    let mut known = values.iter().filter(|one| one.series == series && one.value.is_some());
    if known.clone().count() < SEVERAL {
        return None;
    }
    let (first, last) = (known.next()?, known.next_back()?);
    let way = match last.value.cmp(&first.value) {
        std::cmp::Ordering::Greater => words.rose,
        std::cmp::Ordering::Less => words.fell,
        std::cmp::Ordering::Equal => words.stayed,
    };
    let at = |one: &Told| {
        let written = grid.written(one.category, series, "actual", lang);
        let period = &grid.categories[one.category];
        let label =
            Period::parse(&period.id).map_or_else(|_| period.label.clone(), |own| words::period(own, lang));
        format!("{written} ({label})")
    };
    let way = format!("{way} {} {} {}", at(first), words.to, at(last));
    Some(match grid.series.get(series) {
        Some(named) => format!("{}: {}", named.label, lowered(&way)),
        None => way,
    })
}

fn lowered(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// A year is not more than the half before it because it is longer.
fn are_of_one_kind(periods: &[Category]) -> bool {
    let mut kinds = periods.iter().map(|one| Period::parse(&one.id).map(Period::kind));
    let first = kinds.next();
    kinds.all(|kind| kind.is_ok() && Some(&kind) == first.as_ref())
}

fn plan(values: &[Told], lang: Lang) -> Option<String> {
    let words = phrases::of(lang);
    let known: Vec<bool> =
        values.iter().filter(|one| !one.is_under_way()).filter_map(|one| one.reached).collect();
    match known.as_slice() {
        [] => None,
        [true] => Some(words.plan_reached.to_owned()),
        [false] => Some(words.below_plan.to_owned()),
        _ => {
            let reached = known.iter().filter(|one| **one).count();
            Some(format!("{}: {reached} {} {}", words.at_or_above_plan, words.out_of, known.len()))
        }
    }
}

fn counts(values: &[Told], lang: Lang) -> Option<String> {
    let words = phrases::of(lang);
    let count = |which: &dyn Fn(&Told) -> bool| values.iter().filter(|one| which(one)).count();
    let counts = [
        (words.not_reported, count(&|one| one.value.is_none() && one.state != 'Q')),
        (words.confidential, count(&|one| one.state == 'Q')),
        (words.provisional, count(&|one| one.value.is_some() && matches!(one.state, 'P' | 'E'))),
        (words.partial, count(&|one| one.partial)),
        (words.under_way, count(&Told::is_under_way)),
    ];
    let told: Vec<String> = counts
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(word, count)| format!("{word}: {count}"))
        .collect();
    (!told.is_empty()).then(|| told.join("; "))
}
