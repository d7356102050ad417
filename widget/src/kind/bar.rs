//! Bars: categories ranked or listed, values at the end; grouped for more series. On phones long names go above. Of many
//! the first are drawn, the one that carries the message with its rank, and one row for all others.

use super::rows::{self, Names, Sum};
use super::{bar_of, draw_tick, mark_drawn, widen};
use crate::axis::Scale;
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
    let heights = Names::new(&Rows::new(model).names, width).heights(thick(model));
    rows::total(&heights, GAP) + reference::headroom_over_rows(model)
}

/// Lays the plot out; in a taller plot the rows stand further apart.
pub(super) fn draw(model: &Model, scene: &mut Scene, above: Rect) {
    let plot = above.below(reference::headroom_over_rows(model));
    let mut rows = Rows::new(model);
    let names = Names::new(&rows.names, plot.width);
    let heights = names.heights(thick(model));
    let spare = (plot.height - rows::total(&heights, GAP)) / (heights.len() as i32).max(1);
    rows.fit(Rect::new(plot.x + names.room, plot.y, plot.width - names.room, plot.height));
    reference::draw_over_rows(model, scene, above, &rows.scale);
    let gap = GAP + spare.max(0);
    let extra = rows.others.saturating_sub(1);
    for (index, row) in rows::places(model, scene, plot, &heights, gap, extra).into_iter().enumerate() {
        if index == rows.top && rows.late.is_some_and(|late| late > index) {
            scene.fill(Ink::Grid, row.x, row.y - gap / 2, row.width, 1);
        }
        let bars = names.draw(scene, index, row);
        rows.draw(scene, index, row, bars);
    }
}

/// The bars of one row together.
fn thick(model: &Model) -> i32 {
    if model.series.len() > 1 { model.series.len() as i32 * GROUPED } else { BAR }
}

/// What is drawn from top to bottom.
struct Rows<'a> {
    model: &'a Model<'a>,
    names: Vec<String>,
    /// How many categories are drawn for being the first.
    top: usize,
    /// The one after them that is drawn all the same; a line says that there are others before it.
    late: Option<usize>,
    /// How many the last row stands for, and its bars.
    others: usize,
    rest: Vec<(Cell, String)>,
    scale: Scale,
}

/// One bar with what is written at its end.
struct Bar<'a> {
    /// The category; none for the bar of all others.
    category: Option<usize>,
    series: usize,
    cell: &'a Cell,
    value: String,
    rate: String,
}

impl<'a> Rows<'a> {
    fn new(model: &'a Model<'a>) -> Self {
        let all = model.categories.len();
        // One that is left over is drawn itself.
        let top = model.data.drawing.top.filter(|top| top + 1 < all).unwrap_or(all);
        let late = model.highlight.filter(|&highlight| highlight >= top);
        let mut names = Vec::new();
        let mut others = 0;
        for (category, name) in model.categories.iter().enumerate() {
            if category >= top && late != Some(category) {
                others += 1;
                continue;
            }
            let mut name = name.clone();
            if category >= top && model.cell(category, 0).known().is_some() {
                let rank = locale::number(category as i64 + 1, 0, model.lang);
                name = text::concat(&[&rank, ". ", &name]);
            }
            names.push(name);
        }
        let mut rest = Vec::new();
        if others > 0 {
            let (before, after) = model.words.others;
            names.push(text::concat(&[before, &locale::number(others as i64, 0, model.lang), after]));
            for series in 0..model.series.len() {
                rest.push(of_others(model, series, top, late));
            }
        }
        Self { model, names, top, late, others, rest, scale: Scale::new((0, 1), 0, 1) }
    }

    fn bar(&self, row: usize, series: usize) -> Bar<'_> {
        let model = self.model;
        let category = if row < self.top { Some(row) } else { self.late.filter(|_| row == self.top) };
        let (cell, value) = match (category, self.rest.get(series)) {
            (None, Some((cell, value))) => (cell, value.clone()),
            _ => {
                let cell = model.cell(category.unwrap_or(row), series);
                (cell, model.label(cell))
            }
        };
        let rate = match cell.plan_rate {
            Some(rate) if cell.known().is_some() => model.rate(rate),
            _ => String::new(),
        };
        Bar { category, series, cell, value, rate }
    }

    /// Finds the scale. Room for the values' texts is kept at both ends of the range. The row of all others may be longer
    /// than the scale: it would make the others' bars too short to compare.
    fn fit(&mut self, field: Rect) {
        let (mut low, mut high) = (0, 0);
        let (mut left, mut right) = (0, 0);
        for row in 0..self.names.len() {
            for series in 0..self.model.series.len() {
                let bar = self.bar(row, series);
                let needed = bar.width() + 10;
                match bar.cell.actual {
                    Value::Known(value) if value < 0 => left = left.max(needed),
                    Value::Known(_) => right = right.max(needed),
                    Value::Suppressed | Value::NotApplicable | Value::Missing => {}
                }
                if bar.category.is_some() {
                    widen(&mut low, &mut high, bar.cell);
                }
            }
        }
        let extent = reference::extend(self.model, (low, high));
        let left = if extent.0 < 0 { left.min(field.width * 2 / 5) } else { 0 };
        let right = right.min(field.width * 3 / 5 - left / 2);
        self.scale = Scale::new(extent, field.x + left + 1, field.right() - right);
    }

    fn draw(&self, scene: &mut Scene, index: usize, row: Rect, bars: Rect) {
        // One for each row: on phones a line through all of them would cross the names.
        scene.rank = 0;
        scene.fill(Ink::Zero, self.scale.at(0) - 1, bars.y - 2, 1, bars.height + 4);
        let count = self.model.series.len() as i32;
        let pitch = (bars.height / count.max(1)).min(THICKEST);
        let mut place = Rect::new(row.x, bars.y + (bars.height - pitch * count) / 2, row.width, pitch);
        for series in 0..self.model.series.len() {
            let mut own = place;
            if count > 1 {
                own.height -= BETWEEN_GROUPED;
            } else {
                own.y += (pitch - BAR) / 2;
                own.height = BAR;
            }
            let area = if count > 1 { place } else { row };
            self.bar(index, series).draw(self.model, scene, own, area, &self.scale);
            place.y += pitch;
        }
        reference::draw_across_row(self.model, scene, bars, &self.scale);
    }
}

/// What stands for several: their sum, where it means something, or how far they reach.
fn of_others(model: &Model, series: usize, top: usize, late: Option<usize>) -> (Cell, String) {
    let mut sum = Sum::default();
    let mut all = Cell::default();
    let (mut low, mut high) = (i64::MAX, i64::MIN);
    for category in top..model.categories.len() {
        if late == Some(category) {
            continue;
        }
        let cell = model.cell(category, series);
        sum.add(cell);
        if let Value::Known(value) = cell.actual {
            (low, high) = (low.min(value), high.max(value));
            // A sum is as little final as its parts.
            all.provisional |= cell.provisional;
        } else if all.actual == Value::Missing {
            all.actual = cell.actual;
        }
        all.gap = all.gap.or(cell.gap);
    }
    let words = model.words;
    let value = if sum.known == 0 {
        model.label(&all)
    } else if model.data.drawing.additive {
        all.actual = Value::Known(sum.all());
        sum.write(model)
    } else {
        all.actual = Value::NotApplicable;
        let (least, most) = (model.value(low), model.value(high));
        if low == high { least } else { text::concat(&[words.from, " ", &least, " ", words.to, " ", &most]) }
    };
    (all, value)
}

impl Bar<'_> {
    fn width(&self) -> i32 {
        let rate = if self.rate.is_empty() { 0 } else { text::width(&self.rate, Font::Small) + 8 };
        text::width(&self.value, Font::Value) + rate
    }

    /// Draws it in its place, to be pointed at in an area.
    fn draw(&self, model: &Model, scene: &mut Scene, row: Rect, area: Rect, scale: &Scale) {
        if let Some(category) = self.category {
            scene.rank = model.category_of(category) + 1;
        }
        let zero = scale.at(0);
        let baseline = row.y + row.height / 2 + 5;
        let mut drawn = Rect { x: zero, width: 0, ..row };
        let (mut font, mut ink) = (Font::Small, Ink::Muted);
        match self.cell.actual {
            Value::Known(value) => {
                drawn = bar_of(scale, value, row);
                font = Font::Value;
                if let Some(category) = self.category {
                    ink = Ink::Text;
                    scene.bar(model.ink(category, self.series), drawn, self.cell.texture());
                } else {
                    // All others have a thinner bar.
                    let quarter = drawn.height / 4;
                    let seen = Rect::new(drawn.x, drawn.y + quarter, drawn.width, drawn.height - 2 * quarter);
                    scene.bar(Ink::Zero, seen, self.cell.texture());
                    if scale.tops(value) {
                        // Cut, as newspapers do, by two gaps.
                        scene.fill(Ink::Ground, seen.right() - 36, seen.y, 8, seen.height);
                        scene.fill(Ink::Ground, seen.right() - 20, seen.y, 8, seen.height);
                    }
                }
            }
            Value::Suppressed => {
                drawn.width = 24;
                scene.outline(Rect::new(zero + 1, row.y + 1, 23, row.height - 2));
            }
            Value::NotApplicable | Value::Missing => {}
        }
        let end = if self.cell.known().unwrap_or(0) < 0 { drawn.x } else { drawn.right() };
        let mut x = end + 6;
        if let Some(plan) = self.cell.plan {
            let tick = scale.at(plan);
            draw_tick(scene, Rect::new(tick - 1, row.y - 3, 2, row.height + 6));
            if tick >= end - 4 && tick <= end + 12 + self.width() {
                x = tick.max(end) + 8;
            }
        }
        if end < zero {
            scene.text(&self.value, Font::Value, Ink::Text, end - 6, baseline, Anchor::End);
        } else {
            let x = reference::beside_lines(model, scale, x, self.width());
            scene.text(&self.value, font, ink, x, baseline, Anchor::Start);
            let after = x + text::width(&self.value, font) + 8;
            scene.text(&self.rate, Font::Small, Ink::Muted, after, baseline, Anchor::Start);
            // Where nothing is drawn, the words are what is meant.
            if self.cell.known().is_none() {
                drawn.width = after - zero - 6;
            }
        }
        if let Some(category) = self.category {
            mark_drawn(scene, area, drawn, (category, self.series));
        }
    }
}
