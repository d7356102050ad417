//! Parts of a whole: one bar with its parts listed under it, or a bar for each category with its total, upright where
//! the categories are periods; in the figures' unit, or each whole as 100 %.

use super::rows::{self, Names, Sum};
use super::{column, mark_drawn, slot};
use crate::axis::{self, Scale};
use crate::dataset::Stacking;
use crate::legend;
use crate::locale;
use crate::model::{self, Cell, Model, Value};
use crate::scene::{Anchor, Rect, Scene};
use crate::text::{self, Font};
use crate::theme::Ink;

/// The height of a single bar, the space under it, and a row of its list.
const SINGLE: i32 = 44;
const UNDER: i32 = 8;
const ITEM: i32 = 28;
/// The height of one of several bars, and the space between them.
const BAR: i32 = 28;
const GAP: i32 = 14;
/// The place after a bar for a part that has no figure.
const ABSENCE: i32 = 28;
/// The widest column.
const THICKEST: i32 = 96;

/// The height that suits the plot at this width.
pub(super) fn height(model: &Model, width: i32) -> i32 {
    if let Some(parts) = single(model) {
        SINGLE + UNDER + items(parts, &whole_of(model)) as i32 * ITEM
    } else if upright(model) {
        (width * 9 / 16).clamp(220, 400)
    } else {
        let heights = Names::new(&model.categories, width).heights(BAR);
        rows::total(&heights, GAP) + header(model)
    }
}

/// What the legend names; the list under a single bar names its parts, but those that are switched off.
pub(super) fn explained(model: &Model) -> u8 {
    match single(model) {
        None => legend::SERIES | legend::TEXTURES | legend::ABSENCES,
        Some(_) if model.series.len() < model.all_series.len() => legend::SERIES | legend::TEXTURES,
        Some(_) => legend::TEXTURES,
    }
}

/// Lays the plot out.
pub(super) fn draw(model: &Model, scene: &mut Scene, plot: Rect) {
    match single(model) {
        Some(parts) => draw_single(model, scene, plot, parts),
        None if upright(model) => draw_columns(model, scene, plot),
        None => draw_bars(model, scene, plot),
    }
}

/// The names of the parts of the one bar, if there is one: the series of the only category, or the categories of the only
/// series. The model's cells are then its parts.
fn single<'a>(model: &'a Model) -> Option<&'a [String]> {
    if by_category(model) {
        Some(&model.categories)
    } else if model.categories.len() == 1 {
        Some(&model.series)
    } else {
        None
    }
}

fn by_category(model: &Model) -> bool {
    model.all_series.len() == 1 && model.series.len() == 1
}

/// What a category amounts to: in the series that are shown or, as the whole that shares are of, in every one. What is
/// switched off leaves the picture, not the whole: the others' shares stay what they are, and words about them true.
fn sum_of(model: &Model, category: usize, every: bool) -> Sum {
    let mut sum = Sum::default();
    for series in 0..model.all_series.len() {
        if every || model.shows(series) {
            sum.add(&model.any(category, series));
        }
    }
    sum
}

/// What the one bar is a whole of.
fn whole_of(model: &Model) -> Sum {
    if by_category(model) { Sum::of(model.cells()) } else { sum_of(model, 0, true) }
}

/// How many rows the list has: the parts and, if there are several and each has a figure, the total, of those too that
/// are switched off.
fn items(parts: &[String], sum: &Sum) -> usize {
    parts.len() + usize::from(sum.absent == 0 && sum.known as usize >= parts.len().max(2))
}

fn draw_single(model: &Model, scene: &mut Scene, plot: Rect, parts: &[String]) {
    let sum = whole_of(model);
    let total = sum.write(model);
    let scale = Scale::new((0, sum.above), plot.x, plot.right());
    let mut room = text::width(&total, Font::Value);
    let mut reached: i64 = 0;
    for (index, cell) in model.cells().iter().enumerate() {
        let label = model.label(cell);
        room = room.max(text::width(&label, Font::Value));
        if let Value::Known(value) = cell.actual
            && value > 0
        {
            let left = scale.at(reached);
            reached = reached.saturating_add(value);
            let place = Rect::new(left, plot.y, scale.at(reached) - left, SINGLE);
            draw_part(scene, place, ink_of(model, index), cell, &label, false);
        }
    }
    // Without all parts the whole is not known, so no part has a share of it.
    let whole = if sum.absent > 0 { 0 } else { sum.above };
    let list = plot.below(SINGLE + UNDER);
    let rows = rows::places(model, scene, list, &vec![ITEM; items(parts, &sum)], 0, 0);
    for (index, row) in rows.into_iter().enumerate() {
        if index > 0 {
            let ink = if index < parts.len() { Ink::Grid } else { Ink::Zero };
            scene.rect(ink, Rect { height: 1, ..row });
        }
        if let Some(name) = parts.get(index) {
            let at = if by_category(model) { (index, 0) } else { (0, index) };
            let cell = model.cell(at.0, at.1);
            let mut shares = None;
            let square = Rect::new(row.x, row.y + 8, 12, 12);
            match cell.actual {
                Value::Known(value) => {
                    scene.bar(ink_of(model, index), square, cell.texture());
                    shares = model::share(value, whole).filter(|_| value >= 0);
                }
                Value::Suppressed => scene.outline(square),
                Value::NotApplicable | Value::Missing => {}
            }
            if let Some(share) = shares {
                let (share, baseline) = (model.percent(share), row.y + 18);
                scene.text(&share, Font::Label, Ink::Muted, row.right(), baseline, Anchor::End);
            }
            let known = cell.known().is_some();
            let (font, ink) = if known { (Font::Value, Ink::Text) } else { (Font::Small, Ink::Muted) };
            let (x, baseline, right) = (row.x + 20, row.y + 18, row.right() - share_room());
            scene.text(&model.label(cell), font, ink, right, baseline, Anchor::End);
            let name = text::shorten(name, Font::Label, right - room - 12 - x);
            scene.text(&name, Font::Label, Ink::Text, x, baseline, Anchor::Start);
            scene.mark(row, at);
        } else {
            let (baseline, right) = (row.y + 18, row.right() - share_room());
            scene.text(model.words.total, Font::Value, Ink::Text, row.x + 20, baseline, Anchor::Start);
            scene.text(&total, Font::Value, Ink::Text, right, baseline, Anchor::End);
        }
    }
}

/// The room at the end of a row of the list for a share.
fn share_room() -> i32 {
    text::width("100,0%", Font::Label) + 12
}

/// The ink of the part at this place of the list.
fn ink_of(model: &Model, index: usize) -> Ink {
    model.color(if model.all_series.len() > 1 { model.series_of(index) } else { index })
}

/// One part of a bar, a thin line of ground after it, and its label where that has room in it.
fn draw_part(scene: &mut Scene, place: Rect, ink: Ink, cell: &Cell, label: &str, upright: bool) {
    let mut seen = place;
    let length = if upright { &mut seen.height } else { &mut seen.width };
    *length -= i32::from(*length > 3);
    let texture = cell.texture();
    scene.bar(ink, seen, texture);
    // Over hatching a text could not be read.
    if texture.provisional || place.height < 18 || text::width(label, Font::Value) + 6 > place.width {
        return;
    }
    let ink = if texture.partial { Ink::Text } else { ink.text_on() };
    let (x, anchor) =
        if upright { (place.x + place.width / 2, Anchor::Middle) } else { (place.x + 5, Anchor::Start) };
    scene.text(label, Font::Value, ink, x, place.y + place.height / 2 + 5, anchor);
}

fn percent(model: &Model) -> bool {
    model.data.drawing.stacking == Stacking::Percent
}

/// Whether the bars are columns.
fn upright(model: &Model) -> bool {
    model.over_time && model.categories.len() > 1
}

/// The line over the bars of percentages that says what the numbers at their ends are.
fn header(model: &Model) -> i32 {
    if percent(model) { 18 } else { 0 }
}

/// The bars of several categories.
struct Stack<'a> {
    model: &'a Model<'a>,
    sums: Vec<Sum>,
    /// What the sums amount to; nothing where no part has a figure.
    totals: Vec<String>,
    /// The least and the most that is reached on the scale.
    extent: (i64, i64),
    scale: Scale,
    upright: bool,
}

impl<'a> Stack<'a> {
    fn new(model: &'a Model<'a>, upright: bool) -> Self {
        let extent = (0, if percent(model) { 1_000 } else { 0 });
        let scale = Scale::new((0, 1), 0, 1);
        let mut stack = Self { model, sums: Vec::new(), totals: Vec::new(), extent, scale, upright };
        for category in 0..model.categories.len() {
            let sum = sum_of(model, category, percent(model));
            let (low, high) = stack.extent;
            stack.extent =
                (low.min(stack.reached(&sum, sum.below)), high.max(stack.reached(&sum, sum.above)));
            stack.totals.push(if sum.known > 0 { sum.write(model) } else { String::new() });
            stack.sums.push(sum);
        }
        stack
    }

    /// What is reached on the scale: a part of the sum in its unit, or as tenths of a percent of the whole. Where parts
    /// are negative, the whole is what all amount to regardless of their sign.
    fn reached(&self, sum: &Sum, part: i64) -> i64 {
        if percent(self.model) {
            return model::share(part, sum.above.saturating_sub(sum.below)).unwrap_or(0);
        }
        part
    }

    /// What may stand in a part: its share, where the whole is known, or its value.
    fn label(&self, sum: &Sum, value: i64) -> String {
        let model = self.model;
        if !percent(model) {
            return model.value(value);
        }
        match model::share(value, sum.above) {
            // A digit after the mark would find room in some parts and not in others.
            Some(share) if sum.absent == 0 && sum.below == 0 => {
                // What is less than the whole is not said to be all of it.
                let most = if value < sum.above { 990 } else { 1_000 };
                locale::percent(((share + 5) / 10 * 10).min(most), model.lang)
            }
            _ => String::new(),
        }
    }

    /// What lies in a bar between two places of the scale.
    fn place(&self, bar: Rect, from: i32, to: i32) -> Rect {
        match self.upright {
            true => Rect::between(bar.x, from, bar.right(), to),
            false => Rect::between(from, bar.y, to, bar.bottom()),
        }
    }

    /// A category's parts from zero to both sides; those without a figure after the bar's end. Answers where that is.
    fn draw(&self, scene: &mut Scene, category: usize, bar: Rect) -> i32 {
        let model = self.model;
        let Some(sum) = self.sums.get(category) else { return 0 };
        scene.rank = model.category_of(category) + 1;
        let (mut low, mut high) = (0_i64, 0_i64);
        let mut end = self.scale.at(self.reached(sum, sum.above));
        if percent(model) && model.series.len() < model.all_series.len() {
            // What is switched off is seen to be part of the whole.
            scene.rect(Ink::Grid, self.place(bar, self.scale.at(0), end));
        }
        for series in 0..model.series.len() {
            let cell = model.cell(category, series);
            let (from, to);
            if let Value::Known(value) = cell.actual {
                let reached = if value < 0 { &mut low } else { &mut high };
                from = self.scale.at(self.reached(sum, *reached));
                *reached = reached.saturating_add(value);
                to = self.scale.at(self.reached(sum, *reached));
            } else if cell.actual == Value::NotApplicable {
                continue;
            } else {
                (from, to) = if self.upright { (end - 4, end - 16) } else { (end + 4, end + ABSENCE) };
                end = to;
            }
            let mut place = self.place(bar, from, to);
            if let Value::Known(value) = cell.actual {
                let label = self.label(sum, value);
                draw_part(scene, place, ink_of(model, series), cell, &label, self.upright);
            } else {
                place = place.inset(1);
                if cell.actual == Value::Suppressed {
                    scene.outline(place);
                } else {
                    let short = place.width / 4;
                    let line =
                        Rect::new(place.x + short, place.y + place.height / 2, place.width - 2 * short, 1);
                    scene.rect(Ink::Muted, line);
                }
            }
            mark_drawn(scene, place, place, (category, series));
        }
        end
    }

    /// Writes a category's total, if there is a figure in it.
    fn write(&self, scene: &mut Scene, category: usize, room: i32, x: i32, baseline: i32) {
        let total = self.totals.get(category).map_or("", String::as_str);
        let anchor = if self.upright { Anchor::Middle } else { Anchor::Start };
        if text::width(total, Font::Value) + 4 <= room {
            scene.text(total, Font::Value, Ink::Text, x, baseline, anchor);
        }
    }
}

fn draw_bars(model: &Model, scene: &mut Scene, plot: Rect) {
    let mut stack = Stack::new(model, false);
    let names = Names::new(&model.categories, plot.width);
    let head = header(model);
    let mut room = if head > 0 { text::width(model.words.total, Font::Small) + 8 } else { 0 };
    for sum in &stack.sums {
        room = room.max(text::width(&sum.write(model), Font::Value) + 10 + sum.absent * ABSENCE);
    }
    let right = plot.right() - room.min(plot.width / 2);
    stack.scale = Scale::new(stack.extent, plot.x + names.room + 1, right);
    if head > 0 {
        scene.text(model.words.total, Font::Small, Ink::Muted, right + 6, plot.y + 12, Anchor::Start);
    }
    let rows = rows::places(model, scene, plot.below(head), &names.heights(BAR), GAP, 0);
    for (category, row) in rows.into_iter().enumerate() {
        let mut bar = names.draw(scene, category, row);
        bar.y += (bar.height - BAR) / 2;
        bar.height = BAR;
        scene.fill(Ink::Zero, stack.scale.at(0) - 1, bar.y - 2, 1, BAR + 4);
        let end = stack.draw(scene, category, bar);
        stack.write(scene, category, i32::MAX, end + 6, bar.y + 19);
    }
}

fn draw_columns(model: &Model, scene: &mut Scene, plot: Rect) {
    let mut stack = Stack::new(model, true);
    let count = model.categories.len();
    let (mut ticks, mut labels) = (Vec::new(), Vec::new());
    if percent(model) {
        for tick in [0, 500, 1_000] {
            ticks.push(tick);
            labels.push(locale::percent(tick, model.lang));
        }
    } else if text::widest(&stack.totals, Font::Value) + 4 > plot.width / count as i32 {
        ticks = axis::ticks(stack.extent, if plot.width < 480 { 4 } else { 5 });
        labels = axis::labels(model, &ticks);
    }
    let gutter = if ticks.is_empty() { 0 } else { text::widest(&labels, Font::Small) + 8 };
    let field = Rect::new(plot.x + gutter, plot.y, plot.width - gutter, plot.height);
    let names = column::Names::new(model, field.width);
    let mut absent = 0;
    for sum in &stack.sums {
        absent = absent.max(sum.absent);
    }
    let (mut low, mut high) = stack.extent;
    for tick in &ticks {
        (low, high) = (low.min(*tick), high.max(*tick));
    }
    let top = field.y + 20 + absent * 16;
    stack.scale = Scale::new((low, high), (field.bottom() - names.height()).max(top + 1), top);
    for (tick, label) in ticks.iter().zip(&labels) {
        let y = stack.scale.at(*tick);
        scene.fill(Ink::Grid, plot.x, y, plot.width, 1);
        scene.text(label, Font::Small, Ink::Muted, plot.x, y - 4, Anchor::Start);
    }
    for category in 0..count {
        let slot = slot(field, category, count);
        let (edges, thick) = (slot.x + slot.right(), (slot.width * 7 / 10).clamp(1, THICKEST));
        let bar = Rect::new((edges - thick) / 2, field.y, thick, field.height);
        let end = stack.draw(scene, category, bar);
        stack.write(scene, category, slot.width, edges / 2, end - 6);
    }
    scene.fill(Ink::Zero, plot.x, stack.scale.at(0), plot.width, 1);
    names.draw(scene, field);
}
