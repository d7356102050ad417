//! Bars: categories ranked or listed, values at the end; grouped for more series. On phones long names go above. Of many
//! the first are drawn, the one that carries the message with its rank, and one row for all others.

use super::rows::{self, Names, Sum};
use super::{draw_tick, mark_drawn};
use crate::axis::{self, Scale};
use crate::legend::{self, Entry};
use crate::locale;
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
    let rows = rows(model);
    let heights = Names::new(&rows.names, width).heights(thick(model));
    rows::total(&heights, GAP) + legend::height(&entries(model), width) + reference::headroom_over_rows(model)
}

/// Lays the plot out; in a taller plot the rows stand further apart.
pub(super) fn draw(model: &Model, scene: &mut Scene, plot: Rect) {
    let above = legend::draw(scene, plot, &entries(model));
    let plot = above.below(reference::headroom_over_rows(model));
    let rows = rows(model);
    let names = Names::new(&rows.names, plot.width);
    let heights = names.heights(thick(model));
    let spare = (plot.height - rows::total(&heights, GAP)) / (heights.len() as i32).max(1);
    let field = Rect::new(plot.x + names.room, plot.y, plot.width - names.room, plot.height);
    let scale = rows.scale(field);
    reference::draw_over_rows(model, scene, above, &scale);
    let gap = GAP + spare.max(0);
    for (index, row) in
        rows::places(model, scene, plot, &heights, gap, rows.others.saturating_sub(1)).into_iter().enumerate()
    {
        if rows.apart == Some(index) {
            scene.rect(Ink::Grid, Rect::new(row.x, row.y - gap / 2, row.width, 1));
        }
        let bars = names.draw(scene, index, row);
        rows.draw(scene, index, (row, bars), &scale);
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

/// One bar with what is written at its end.
struct Bar {
    cell: Cell,
    value: String,
    rate: String,
}

impl Bar {
    fn new(model: &Model, cell: &Cell) -> Self {
        let rate = cell.plan_rate.filter(|_| cell.known().is_some());
        let rate = rate.map(|rate| model.rate(rate)).unwrap_or_default();
        Self { value: model.label(cell), rate, cell: cell.clone() }
    }

    /// What stands for several: their sum, where it means something, or how far they reach.
    fn of_others(model: &Model, cells: &[&Cell]) -> Self {
        let sum = Sum::of(cells.iter().copied());
        let known = || cells.iter().filter_map(|cell| cell.known());
        let (Some(low), Some(high)) = (known().min(), known().max()) else {
            return Self::new(model, cells.first().copied().unwrap_or(&Cell::default()));
        };
        if model.data.drawing.additive {
            // A sum is as little final as its parts.
            let provisional = cells.iter().any(|cell| cell.texture().provisional);
            let gap = cells.iter().find_map(|cell| cell.gap);
            let cell = Cell { actual: Value::Known(sum.all()), provisional, gap, ..Cell::default() };
            return Self { value: sum.write(model), rate: String::new(), cell };
        }
        let words = model.words;
        let range = [words.from, " ", &model.value(low), " ", words.to, " ", &model.value(high)].concat();
        let cell = Cell { actual: Value::NotApplicable, ..Cell::default() };
        Self { value: if low == high { model.value(low) } else { range }, rate: String::new(), cell }
    }

    fn width(&self) -> i32 {
        let rate = if self.rate.is_empty() { 0 } else { text::width(&self.rate, Font::Small) + 8 };
        text::width(&self.value, Font::Value) + rate
    }
}

/// What is drawn from top to bottom.
struct Rows<'a> {
    model: &'a Model<'a>,
    names: Vec<String>,
    /// The category of each row; none for the row of all others.
    categories: Vec<Option<usize>>,
    /// Series fastest.
    bars: Vec<Bar>,
    /// The row over which a line says that rows are left out before it.
    apart: Option<usize>,
    /// How many the last row stands for.
    others: usize,
}

fn rows<'a>(model: &'a Model<'a>) -> Rows<'a> {
    let all = model.categories.len();
    // One that is left over is drawn itself.
    let top = model.data.drawing.top.filter(|top| top + 1 < all).unwrap_or(all);
    let mut categories: Vec<Option<usize>> = (0..top).map(Some).collect();
    let mut names: Vec<String> = model.categories.iter().take(top).cloned().collect();
    let mut apart = None;
    let late = model.highlight.filter(|&highlight| highlight >= top);
    if let Some(highlight) = late {
        let name = model.categories.get(highlight).map_or("", String::as_str);
        let ranked = model.cell(highlight, 0).known().is_some();
        let rank = locale::number(highlight as i64 + 1, 0, model.lang);
        names.push(if ranked { [&rank, ". ", name].concat() } else { name.to_owned() });
        apart = Some(categories.len()).filter(|_| highlight > top);
        categories.push(Some(highlight));
    }
    let others = all - categories.len();
    if others > 0 {
        let (before, after) = model.words.others;
        names.push([before, &locale::number(others as i64, 0, model.lang), after].concat());
        categories.push(None);
    }
    let mut bars = Vec::with_capacity(categories.len() * model.series.len());
    for category in &categories {
        for series in 0..model.series.len() {
            bars.push(match category {
                Some(category) => Bar::new(model, model.cell(*category, series)),
                None => {
                    let rest = (top..all).filter(|&category| late != Some(category));
                    let cells: Vec<&Cell> = rest.map(|category| model.cell(category, series)).collect();
                    Bar::of_others(model, &cells)
                }
            });
        }
    }
    Rows { model, names, categories, bars, apart, others }
}

impl Rows<'_> {
    /// Room for the values' texts is kept at both ends of the range. The row of all others may be longer than the scale:
    /// it would make the others' bars too short to compare.
    fn scale(&self, field: Rect) -> Scale {
        let own = self.bars.len() - if self.others > 0 { self.model.series.len() } else { 0 };
        let bars = self.bars.get(..own).unwrap_or(&self.bars);
        let values = bars.iter().flat_map(|bar| [bar.cell.known(), bar.cell.plan]).flatten();
        let extent = reference::extend(self.model, axis::extent(values));
        let needed = |negative: bool| {
            let bars =
                self.bars.iter().filter(|bar| bar.cell.known().is_some_and(|value| (value < 0) == negative));
            bars.map(|bar| bar.width() + 10).max().unwrap_or(0)
        };
        let left = (if extent.0 < 0 { needed(true) } else { 0 }).min(field.width * 2 / 5);
        let right = needed(false).min(field.width * 3 / 5 - left / 2);
        Scale::new(extent, field.x + left + 1, field.right() - right)
    }

    fn draw(&self, scene: &mut Scene, index: usize, (row, bars): (Rect, Rect), scale: &Scale) {
        // One for each row: on phones a line through all of them would cross the names.
        scene.rect(Ink::Zero, Rect::new(scale.at(0) - 1, bars.y - 2, 1, bars.height + 4));
        let count = self.model.series.len() as i32;
        let pitch = (bars.height / count.max(1)).min(THICKEST);
        let top = bars.y + (bars.height - pitch * count) / 2;
        let category = self.categories.get(index).copied().flatten();
        for series in 0..self.model.series.len() {
            let Some(bar) = self.bars.get(index * self.model.series.len() + series) else { return };
            let mut place = Rect::new(row.x, top + series as i32 * pitch, row.width, pitch);
            let area = if count > 1 { place } else { row };
            if count > 1 {
                place.height -= BETWEEN_GROUPED;
            } else {
                place = Rect { y: place.y + (pitch - BAR) / 2, height: BAR, ..place };
            }
            let ink = category.map_or(Ink::Zero, |category| self.model.ink(category, series));
            let drawn = bar.draw(self.model, scene, ink, place, (scale, category.is_some()));
            if let Some(category) = category {
                mark_drawn(scene, area, drawn, (category, series));
            }
        }
        reference::draw_across_row(self.model, scene, bars, scale);
    }
}

impl Bar {
    /// Draws it in its place; answers what of it is seen.
    fn draw(
        &self,
        model: &Model,
        scene: &mut Scene,
        ink: Ink,
        row: Rect,
        (scale, own): (&Scale, bool),
    ) -> Rect {
        let zero = scale.at(0);
        let baseline = row.y + row.height / 2 + 5;
        let mut drawn = Rect { x: zero, width: 0, ..row };
        match self.cell.actual {
            Value::Known(value) => {
                drawn = Rect::between(zero, row.y, scale.at(value), row.bottom());
                drawn.width = drawn.width.max(1);
                // All others have a thinner bar.
                let seen = if own { drawn } else { drawn.inset(drawn.height / 4) };
                let seen = Rect { x: drawn.x, width: drawn.width, ..seen };
                scene.bar(ink, seen, self.cell.texture());
                if !own && scale.tops(value) {
                    let x = seen.right() - 12;
                    scene.line(Ink::Hatch, vec![(x - 3, seen.bottom()), (x + 3, seen.y)]);
                }
            }
            Value::Suppressed => {
                drawn.width = 24;
                scene.outline(Rect::new(zero + 1, row.y + 1, 23, row.height - 2));
            }
            Value::NotApplicable | Value::Missing => {}
        }
        let end = if self.cell.known().is_some_and(|value| value < 0) { drawn.x } else { drawn.right() };
        let mut x = end + 6;
        if let Some(plan) = self.cell.plan {
            let tick = scale.at(plan);
            draw_tick(scene, Rect::new(tick - 1, row.y - 3, 2, row.height + 6));
            if tick >= end - 4 && tick <= end + 12 + self.width() {
                x = tick.max(end) + 8;
            }
        }
        x = reference::beside_lines(model, scale, x, self.width());
        if end < zero {
            scene.text(&self.value, Font::Value, Ink::Text, end - 6, baseline, Anchor::End);
            return drawn;
        }
        let known = self.cell.known().is_some();
        let ink = if known && own { Ink::Text } else { Ink::Muted };
        let font = if known { Font::Value } else { Font::Small };
        scene.text(&self.value, font, ink, x, baseline, Anchor::Start);
        let after = x + text::width(&self.value, font) + 8;
        scene.text(&self.rate, Font::Small, Ink::Muted, after, baseline, Anchor::Start);
        // Where nothing is drawn, the words are what is meant.
        if known { drawn } else { Rect { width: after - zero - 6, ..drawn } }
    }
}
