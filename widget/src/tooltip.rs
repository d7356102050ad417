//! What the tooltip and the screen reader say of one cell.

use crate::locale;
use crate::model::Model;
use crate::reference;
use crate::text;

/// The lines for one cell: its name; value with unit; plan, plan rate, change, N of M, coverage; what is said of it;
/// day and source.
pub(crate) fn lines(model: &Model, category: usize, series: usize) -> Vec<String> {
    let cell = &model.look(category, series);
    let words = model.words;
    let mut lines = vec![name(model, category, series)];
    lines.push(match cell.known() {
        Some(value) => model.value_with_unit(value),
        None => model.value_or_reason(cell),
    });
    if cell.provisional {
        lines.push(words.provisional.to_owned());
    }
    if let Some(plan) = cell.plan {
        lines.push(text::concat(&[words.plan, ": ", &model.value_with_unit(plan)]));
    }
    lines.extend(cell.plan_rate.map(|rate| model.rate(rate)));
    if let Some(change) = cell.change {
        lines.push(text::concat(&[&locale::signed_percent(change, model.lang), " ", words.on_last_year]));
    }
    if let (Some(share), Some(universe), Some(actual)) = (cell.share(), cell.universe, cell.known()) {
        let count =
            text::concat(&[&model.value(actual), " ", words.out_of, " ", &model.value_with_unit(universe)]);
        lines.push(text::concat(&[&count, " (", &model.percent(share), ")"]));
    }
    lines.extend(model.coverage(cell));
    lines.extend(reference::said(model, category, series));
    let place = model.category_of(category) * model.all_series.len() + model.series_of(series);
    let detail = text::clean(model.data.drawing.details.get(place).map_or("", String::as_str));
    if !detail.is_empty() {
        lines.push(detail);
    }
    lines
}

/// What a cell is called: `2022 · Khiển trách`.
pub(crate) fn name(model: &Model, category: usize, series: usize) -> String {
    let category = model.name(category);
    let series = model.series.get(series).map_or("", String::as_str);
    if category.is_empty() && series.is_empty() {
        return text::clean(&model.data.drawing.title);
    }
    let between = if category.is_empty() || series.is_empty() { "" } else { " · " };
    text::concat(&[&category, between, series])
}
