//! Bars: categories ranked or listed, values at the end; grouped for more series. On phones long names go above. Of many
//! the first are drawn, the one that carries the message with its rank, and one row for all others.

use super::rows::{self, Names, Sum};
use super::{bar_of, draw_tick, mark_drawn};
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
        if rows.apart == Some(index) {
            scene.rect(Ink::Grid, Rect::new(row.x, row.y - gap / 2, row.width, 1));
        }
        let bars = names.draw(scene, index, row);
        rows.draw(scene, index, row, bars);
    }
}

/// The bars of one row together.
fn thick(model: &Model) -> i32 {
    if model.series.len() > 1 { model.series.len() as i32 * GROUPED } else { BAR }
}

/// One bar with what is written at its end.
struct Bar {
    /// The category; none for the bar of all others.
    category: Option<usize>,
    series: usize,
    cell: Cell,
    value: String,
    rate: String,
}

/// What is drawn from top to bottom.
struct Rows<'a> {
    model: &'a Model<'a>,
    names: Vec<String>,
    /// Series fastest.
    bars: Vec<Bar>,
    /// The row over which a line says that rows are left out before it.
    apart: Option<usize>,
    /// How many the last row stands for.
    others: usize,
    scale: Scale,
}

impl<'a> Rows<'a> {
    fn new(model: &'a Model<'a>) -> Self {
        let all = model.categories.len();
        // One that is left over is drawn itself.
        let top = model.data.drawing.top.filter(|top| top + 1 < all).unwrap_or(all);
        let late = model.highlight.filter(|&highlight| highlight >= top);
        let scale = Scale::new((0, 1), 0, 1);
        let mut rows = Self { model, names: Vec::new(), bars: Vec::new(), apart: None, others: 0, scale };
        for (category, name) in model.categories.iter().enumerate() {
            if category < top {
                rows.push(name.clone(), Some(category), (top, late));
            } else if late == Some(category) {
                rows.apart = late.filter(|_| category > top).map(|_| top);
                let ranked = model.cell(category, 0).known().is_some();
                let rank = if ranked { rank(model, category as i64 + 1) } else { String::new() };
                rows.push([&rank, name.as_str()].concat(), late, (top, late));
            } else {
                rows.others += 1;
            }
        }
        if rows.others > 0 {
            let (before, after) = model.words.others;
            let count = locale::number(rows.others as i64, 0, model.lang);
            rows.push([before, &count, after].concat(), None, (top, late));
        }
        rows
    }

    /// Appends a row; the one without a category stands for all from the first on, but for one.
    fn push(&mut self, name: String, category: Option<usize>, others: (usize, Option<usize>)) {
        self.names.push(name);
        let model = self.model;
        for series in 0..model.series.len() {
            let (cell, value) = match category {
                Some(category) => {
                    let cell = model.cell(category, series);
                    (cell.clone(), model.label(cell))
                }
                None => of_others(model, series, others),
            };
            let rate = match cell.plan_rate {
                Some(rate) if cell.known().is_some() => model.rate(rate),
                _ => String::new(),
            };
            self.bars.push(Bar { category, series, cell, value, rate });
        }
    }

    /// Finds the scale. Room for the values' texts is kept at both ends of the range. The row of all others may be longer
    /// than the scale: it would make the others' bars too short to compare.
    fn fit(&mut self, field: Rect) {
        let (mut low, mut high) = (0, 0);
        let (mut left, mut right) = (0, 0);
        for bar in &self.bars {
            let needed = bar.width() + 10;
            match bar.cell.actual {
                Value::Known(value) if value < 0 => left = left.max(needed),
                Value::Known(_) => right = right.max(needed),
                Value::Suppressed | Value::NotApplicable | Value::Missing => {}
            }
            if bar.category.is_some() || self.others == 0 {
                for value in [bar.cell.known(), bar.cell.plan] {
                    let value = value.unwrap_or(0);
                    (low, high) = (low.min(value), high.max(value));
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
        scene.rect(Ink::Zero, Rect::new(self.scale.at(0) - 1, bars.y - 2, 1, bars.height + 4));
        let groups = self.model.series.len();
        let count = groups as i32;
        let pitch = (bars.height / count.max(1)).min(THICKEST);
        let mut place = Rect::new(row.x, bars.y + (bars.height - pitch * count) / 2, row.width, pitch);
        let mut area = row;
        for bar in self.bars.iter().skip(index * groups).take(groups) {
            let mut own = place;
            if groups > 1 {
                area = place;
                own.height -= BETWEEN_GROUPED;
            } else {
                own.y += (pitch - BAR) / 2;
                own.height = BAR;
            }
            bar.draw(self.model, scene, own, area, &self.scale);
            place.y += pitch;
        }
        reference::draw_across_row(self.model, scene, bars, &self.scale);
    }
}

/// `12. `, before the name of one that is not among the first.
fn rank(model: &Model, rank: i64) -> String {
    [&locale::number(rank, 0, model.lang), ". "].concat()
}

/// What stands for several: their sum, where it means something, or how far they reach.
fn of_others(model: &Model, series: usize, (top, late): (usize, Option<usize>)) -> (Cell, String) {
    let mut sum = Sum::default();
    let mut all = Cell::default();
    let (mut low, mut high) = (i64::MAX, i64::MIN);
    let mut first = None;
    for category in top..model.categories.len() {
        if late == Some(category) {
            continue;
        }
        let cell = model.cell(category, series);
        first = first.or(Some(cell));
        sum.add(cell);
        if let Value::Known(value) = cell.actual {
            (low, high) = (low.min(value), high.max(value));
            // A sum is as little final as its parts.
            all.provisional |= cell.provisional;
        }
        all.gap = all.gap.or(cell.gap);
    }
    if sum.known == 0 {
        let first = first.cloned().unwrap_or_default();
        let label = model.label(&first);
        return (first, label);
    }
    if model.data.drawing.additive {
        all.actual = Value::Known(sum.all());
        return (all, sum.write(model));
    }
    let words = model.words;
    let (least, most) = (model.value(low), model.value(high));
    let range = [words.from, " ", &least, " ", words.to, " ", &most].concat();
    let cell = Cell { actual: Value::NotApplicable, ..Cell::default() };
    (cell, if low == high { least } else { range })
}

impl Bar {
    fn width(&self) -> i32 {
        let rate = if self.rate.is_empty() { 0 } else { text::width(&self.rate, Font::Small) + 8 };
        text::width(&self.value, Font::Value) + rate
    }

    /// Draws it in its place, to be pointed at in an area.
    fn draw(&self, model: &Model, scene: &mut Scene, row: Rect, area: Rect, scale: &Scale) {
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
                        let x = seen.right() - 12;
                        scene.line(Ink::Hatch, vec![(x - 3, seen.bottom()), (x + 3, seen.y)]);
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
