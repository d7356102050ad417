//! Bars: categories ranked or listed, values at the end; grouped for more series. On phones long names go above.

use super::draw_tick;
use crate::axis::{self, Scale};
use crate::legend::{self, Entry};
use crate::model::{Cell, Model, Value};
use crate::scene::{Anchor, Rect, Scene};
use crate::text::{self, Font};
use crate::theme::Ink;
use crate::tooltip;

const BAR: i32 = 24;
const GAP: i32 = 12;

/// The height that suits the plot at this width.
pub(super) fn height(model: &Model, width: i32) -> i32 {
    let rows = Rows::new(model, width);
    rows.names.iter().map(|name| rows.height(name)).sum::<i32>() - GAP
        + legend::height(&entries(model), width)
}

/// Lays the plot out; of rows that have no room the last line says how many they are.
pub(super) fn draw(model: &Model, scene: &mut Scene, plot: Rect) {
    let plot = legend::draw(scene, plot, &entries(model));
    let rows = Rows::new(model, plot.width);
    let total = rows.names.iter().map(|name| rows.height(name)).sum::<i32>() - GAP;
    let field = Rect::new(plot.x + rows.room, plot.y, plot.width - rows.room, plot.height);
    let scale = scale(model, field);
    let spare = ((plot.height - total) / (rows.names.len() as i32).max(1)).max(0);
    let mut y = plot.y;
    for (category, name) in rows.names.iter().enumerate() {
        let height = rows.height(name) + spare;
        let last = category + 1 == rows.names.len();
        let reserved = if last { 0 } else { 20 };
        if y + height - GAP > plot.bottom() - reserved {
            super::draw_rest(model, scene, plot, y, rows.names.len() - category);
            break;
        }
        rows.draw(model, scene, category, Rect::new(plot.x, y, plot.width, height - GAP), &scale);
        y += height;
    }
}

fn entries(model: &Model) -> Vec<Entry> {
    let mut entries = legend::series(model);
    entries.extend(legend::plan(model));
    entries.extend(legend::hatching(model));
    entries
}

/// Room for the values' texts is kept at both ends of the range.
fn scale(model: &Model, field: Rect) -> Scale {
    let extent = axis::extent(model.cells().iter().flat_map(|cell| [cell.known(), cell.plan]).flatten());
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

struct Rows {
    /// The width of the names beside the bars; 0 where they stand above.
    room: i32,
    names: Vec<Vec<String>>,
    /// Bars in a row.
    bars: i32,
}

impl Rows {
    fn new(model: &Model, width: i32) -> Self {
        let widest =
            model.categories.iter().map(|name| text::width(name, Font::Label)).max().unwrap_or(0) + 12;
        let room = match width {
            ..480 if widest <= width * 3 / 10 => widest,
            ..480 => 0,
            _ => widest.min(width * 3 / 10),
        };
        let inside = if room > 0 { room - 12 } else { width };
        let names = model.categories.iter().map(|name| text::wrap(name, Font::Label, inside, 3)).collect();
        Self { room, names, bars: model.series.len() as i32 }
    }

    fn bars_height(&self) -> i32 {
        if self.bars > 1 { self.bars * (BAR - 2) } else { BAR }
    }

    fn height(&self, name: &[String]) -> i32 {
        let name = name.len() as i32 * Font::Label.leading();
        GAP + if self.room > 0 { self.bars_height().max(name) } else { self.bars_height() + name + 2 }
    }

    fn draw(&self, model: &Model, scene: &mut Scene, category: usize, row: Rect, scale: &Scale) {
        let Some(name) = self.names.get(category) else { return };
        let text = name.len() as i32 * Font::Label.leading();
        let bars = if self.room > 0 {
            let top = row.y + (row.height - text) / 2;
            scene.lines(name, Font::Label, Ink::Text, row.x + self.room - 12, top, Anchor::End);
            row
        } else {
            scene.lines(name, Font::Label, Ink::Text, row.x, row.y, Anchor::Start);
            row.below(text + 2)
        };
        // On phones a line through all rows would cross the names.
        scene.rect(Ink::Zero, Rect::new(scale.at(0) - 1, bars.y - 2, 1, bars.height + 4));
        let thick = (bars.height / self.bars.max(1)).min(40);
        let top = bars.y + (bars.height - thick * self.bars) / 2;
        for series in 0..model.series.len() {
            let y = top + series as i32 * thick;
            let bar = Rect::new(row.x, y, row.width, thick - i32::from(self.bars > 1) * 2);
            draw_bar(model, scene, (category, series), bar, scale);
            let mark = if self.bars > 1 { Rect::new(row.x, y, row.width, thick) } else { row };
            scene.mark(mark, tooltip::lines(model, category, series));
        }
    }
}

fn draw_bar(model: &Model, scene: &mut Scene, (category, series): (usize, usize), row: Rect, scale: &Scale) {
    let cell = model.cell(category, series);
    let ink = match (model.series.len(), model.accent()) {
        (2.., _) => Ink::series(series),
        (_, Some(accent)) if accent != category => Ink::Rest,
        _ => Ink::Accent,
    };
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
        Value::Missing => {}
    }
    let mut x = end + 6;
    if let Some(plan) = cell.plan {
        let tick = scale.at(plan);
        draw_tick(scene, Rect::new(tick - 1, row.y - 3, 2, row.height + 6));
        if tick >= end - 4 && tick <= end + 12 + text_width(model, cell) {
            x = tick.max(end) + 8;
        }
    }
    if cell.known().is_some_and(|value| value < 0) {
        scene.text(&value, Font::Value, Ink::Text, end - 6, baseline, Anchor::End);
        return;
    }
    let (font, ink) =
        if cell.known().is_some() { (Font::Value, Ink::Text) } else { (Font::Small, Ink::Muted) };
    scene.text(&value, font, ink, x, baseline, Anchor::Start);
    scene.text(&rate, Font::Small, Ink::Muted, x + text::width(&value, font) + 8, baseline, Anchor::Start);
}
