//! Bars: categories ranked or listed, values at the end; grouped for more series. On phones long names go above.

use super::draw_tick;
use super::rows::{self, Names};
use crate::axis::{self, Scale};
use crate::legend::{self, Entry};
use crate::model::{Cell, Model, Value};
use crate::reference;
use crate::scene::{Anchor, Rect, Scene};
use crate::text::{self, Font};
use crate::theme::Ink;

/// One bar, one of a group with the space after it, and the space between rows.
const BAR: i32 = 24;
const GROUPED: i32 = 22;
const BETWEEN_GROUPED: i32 = 2;
const THICKEST: i32 = 40;
const GAP: i32 = 12;

/// The height that suits the plot at this width.
pub(super) fn height(model: &Model, width: i32) -> i32 {
    let heights = Names::new(model, width).heights(thick(model));
    rows::total(&heights, GAP) + legend::height(&entries(model), width) + reference::headroom_over_rows(model)
}

/// Lays the plot out; in a taller plot the rows stand further apart.
pub(super) fn draw(model: &Model, scene: &mut Scene, plot: Rect) {
    let above = legend::draw(scene, plot, &entries(model));
    let plot = above.below(reference::headroom_over_rows(model));
    let names = Names::new(model, plot.width);
    let heights = names.heights(thick(model));
    let spare = (plot.height - rows::total(&heights, GAP)) / (heights.len() as i32).max(1);
    let scale = scale(model, Rect::new(plot.x + names.room, plot.y, plot.width - names.room, plot.height));
    reference::draw_over_rows(model, scene, above, &scale);
    for (category, row) in
        rows::places(model, scene, plot, &heights, GAP + spare.max(0)).into_iter().enumerate()
    {
        let bars = names.draw(scene, category, row);
        draw_row(model, scene, category, (row, bars), &scale);
    }
}

/// The bars of one row together.
fn thick(model: &Model) -> i32 {
    if model.series.len() > 1 { model.series.len() as i32 * GROUPED } else { BAR }
}

fn entries(model: &Model) -> Vec<Entry> {
    let mut entries = legend::series(model);
    entries.extend(legend::plan(model));
    entries.extend(legend::hatching(model));
    entries
}

/// Room for the values' texts is kept at both ends of the range.
fn scale(model: &Model, field: Rect) -> Scale {
    let values = model.cells().iter().flat_map(|cell| [cell.known(), cell.plan]).flatten();
    let extent = reference::extend(model, axis::extent(values));
    let needed = |negative: bool| {
        let cells = model.cells().iter().filter(|cell| (cell.known().unwrap_or(0) < 0) == negative);
        cells.map(|cell| text_width(model, cell) + 10).max().unwrap_or(0)
    };
    let left = (if extent.0 < 0 { needed(true) } else { 0 }).min(field.width * 2 / 5);
    let right = needed(false).min(field.width * 3 / 5 - left / 2);
    Scale::new(extent, field.x + left + 1, field.right() - right)
}

fn value_and_rate(model: &Model, cell: &Cell) -> (String, String) {
    let rate = cell.plan_rate.filter(|_| cell.known().is_some());
    (model.value_or_reason(cell), rate.map(|rate| model.rate(rate)).unwrap_or_default())
}

fn text_width(model: &Model, cell: &Cell) -> i32 {
    let (value, rate) = value_and_rate(model, cell);
    let rate = if rate.is_empty() { 0 } else { text::width(&rate, Font::Small) + 8 };
    text::width(&value, Font::Value) + rate
}

fn draw_row(model: &Model, scene: &mut Scene, category: usize, (row, bars): (Rect, Rect), scale: &Scale) {
    // One for each row: on phones a line through all of them would cross the names.
    scene.rect(Ink::Zero, Rect::new(scale.at(0) - 1, bars.y - 2, 1, bars.height + 4));
    let count = model.series.len() as i32;
    let pitch = (bars.height / count.max(1)).min(THICKEST);
    let top = bars.y + (bars.height - pitch * count) / 2;
    for series in 0..model.series.len() {
        let mut place = Rect::new(row.x, top + series as i32 * pitch, row.width, pitch);
        let mark = if count > 1 { place } else { row };
        if count > 1 {
            place.height -= BETWEEN_GROUPED;
        } else {
            place = Rect { y: place.y + (pitch - BAR) / 2, height: BAR, ..place };
        }
        draw_bar(model, scene, (category, series), place, scale);
        scene.mark(mark, (category, series));
    }
    reference::draw_across_row(model, scene, bars, scale);
}

fn draw_bar(model: &Model, scene: &mut Scene, (category, series): (usize, usize), row: Rect, scale: &Scale) {
    let cell = model.cell(category, series);
    let ink = model.ink(category, series);
    let zero = scale.at(0);
    let (value, rate) = value_and_rate(model, cell);
    let baseline = row.y + row.height / 2 + 5;
    let mut end = zero;
    match cell.actual {
        Value::Known(value) => {
            end = scale.at(value);
            let bar = Rect::between(zero, row.y, end, row.bottom());
            scene.bar(ink, Rect { width: bar.width.max(1), ..bar }, cell.hatched());
        }
        Value::Suppressed => {
            end = zero + 24;
            scene.outline(Rect::new(zero + 1, row.y + 1, 23, row.height - 2));
        }
        Value::NotApplicable | Value::Missing => {}
    }
    let mut x = end + 6;
    if let Some(plan) = cell.plan {
        let tick = scale.at(plan);
        draw_tick(scene, Rect::new(tick - 1, row.y - 3, 2, row.height + 6));
        if tick >= end - 4 && tick <= end + 12 + text_width(model, cell) {
            x = tick.max(end) + 8;
        }
    }
    x = reference::beside_lines(model, scale, x, text_width(model, cell));
    if cell.known().is_some_and(|value| value < 0) {
        scene.text(&value, Font::Value, Ink::Text, end - 6, baseline, Anchor::End);
        return;
    }
    let (font, ink) =
        if cell.known().is_some() { (Font::Value, Ink::Text) } else { (Font::Small, Ink::Muted) };
    scene.text(&value, font, ink, x, baseline, Anchor::Start);
    scene.text(&rate, Font::Small, Ink::Muted, x + text::width(&value, font) + 8, baseline, Anchor::Start);
}
