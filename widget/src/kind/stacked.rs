//! Parts of a whole: one bar with its parts listed under it, or a bar for each category with its total, upright where
//! the categories are periods; in the figures' unit, or each whole as 100 %.

use super::rows::{self, Names, Sum};
use super::{column, mark_drawn};
use crate::axis::{self, Scale};
use crate::dataset::Stacking;
use crate::legend::{self, Entry};
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
    match single(model) {
        Some(parts) => {
            let list = rows::total(&items(model, &parts), 0);
            legend::height(&notes(model), width) + SINGLE + UNDER + list
        }
        None if upright(model) => (width * 9 / 16).clamp(220, 400) + legend::height(&entries(model), width),
        None => {
            let heights = Names::new(&model.categories, width).heights(BAR);
            rows::total(&heights, GAP) + header(model) + legend::height(&entries(model), width)
        }
    }
}

/// Lays the plot out.
pub(super) fn draw(model: &Model, scene: &mut Scene, plot: Rect) {
    match single(model) {
        Some(parts) => draw_single(model, scene, plot, &parts),
        None => draw_several(model, scene, plot),
    }
}

/// One part of the only bar: its cell and its name.
struct Part<'a> {
    category: usize,
    series: usize,
    name: &'a str,
}

/// The parts of the one bar, if there is one: the series of the only category, or the categories of the only series.
fn single<'a>(model: &'a Model) -> Option<Vec<Part<'a>>> {
    let parts = |names: &'a [String], part: fn(usize, &'a str) -> Part<'a>| {
        Some(names.iter().enumerate().map(|(index, name)| part(index, name)).collect())
    };
    match (model.categories.len(), model.series.len()) {
        (_, 1) if model.all_series.len() == 1 => {
            parts(&model.categories, |category, name| Part { category, series: 0, name })
        }
        (1, _) => parts(&model.series, |series, name| Part { category: 0, series, name }),
        _ => None,
    }
}

/// The heights of the list's rows: the parts and, if there are several, their total.
fn items(model: &Model, parts: &[Part]) -> Vec<i32> {
    let total = usize::from(parts.len() > 1 && model.cells().iter().all(|cell| cell.known().is_some()));
    vec![ITEM; parts.len() + total]
}

fn draw_single(model: &Model, scene: &mut Scene, plot: Rect, parts: &[Part]) {
    let plot = legend::draw(scene, plot, &notes(model));
    let cell = |part: &Part| model.cell(part.category, part.series);
    let sum = Sum::of(parts.iter().map(cell));
    let scale = Scale::new((0, sum.above), plot.x, plot.right());
    let mut reached: i64 = 0;
    for (index, part) in parts.iter().enumerate() {
        if let Some(value) = cell(part).known().filter(|value| *value > 0) {
            let left = scale.at(reached);
            reached = reached.saturating_add(value);
            let place = Rect::between(left, plot.y, scale.at(reached), plot.y + SINGLE);
            draw_part(scene, place, ink_of(model, index), cell(part), &[model.value(value)], false);
        }
    }
    let list = plot.below(SINGLE + UNDER);
    let widest = parts.iter().map(|part| text::width(&model.label(cell(part)), Font::Value));
    let room = widest.max().unwrap_or(0).max(text::width(&sum.write(model), Font::Value));
    for (index, row) in rows::places(model, scene, list, &items(model, parts), 0, 0).into_iter().enumerate() {
        if index > 0 {
            let ink = if index < parts.len() { Ink::Grid } else { Ink::Zero };
            scene.rect(ink, Rect { height: 1, ..row });
        }
        match parts.get(index) {
            Some(part) => {
                // Without all parts the whole is not known, so no part has a share of it.
                let whole = if sum.absent > 0 { 0 } else { sum.above };
                draw_item(model, scene, row, (index, part), (whole, room));
                scene.mark(row, (part.category, part.series));
            }
            None => {
                let (baseline, right) = (row.y + 18, row.right() - share_room() - 12);
                scene.text(model.words.total, Font::Value, Ink::Text, row.x + 20, baseline, Anchor::Start);
                scene.text(&sum.write(model), Font::Value, Ink::Text, right, baseline, Anchor::End);
            }
        }
    }
}

fn share_room() -> i32 {
    text::width("100,0%", Font::Label)
}

/// A row of the list: sign, name, value and share of the whole.
fn draw_item(
    model: &Model,
    scene: &mut Scene,
    row: Rect,
    (index, part): (usize, &Part),
    (whole, room): (i64, i32),
) {
    let cell = model.cell(part.category, part.series);
    let baseline = row.y + 18;
    let square = Rect::new(row.x, row.y + 8, 12, 12);
    let (font, ink) = match cell.actual {
        Value::Known(_) => (Font::Value, Ink::Text),
        Value::Suppressed | Value::NotApplicable | Value::Missing => (Font::Small, Ink::Muted),
    };
    match cell.actual {
        Value::Known(_) => scene.bar(ink_of(model, index), square, cell.texture()),
        Value::Suppressed => scene.outline(square),
        Value::NotApplicable | Value::Missing => {}
    }
    let share = cell.known().filter(|&value| value >= 0).and_then(|value| model::share(value, whole));
    if let Some(share) = share {
        scene.text(&model.percent(share), Font::Label, Ink::Muted, row.right(), baseline, Anchor::End);
    }
    let right = row.right() - share_room() - 12;
    scene.text(&model.label(cell), font, ink, right, baseline, Anchor::End);
    let name = text::shorten(part.name, Font::Label, right - room - 12 - row.x - 20);
    scene.text(&name, Font::Label, Ink::Text, row.x + 20, baseline, Anchor::Start);
}

/// The ink of the part at this place of the list.
fn ink_of(model: &Model, index: usize) -> Ink {
    Ink::series(if model.all_series.len() > 1 { model.series_of(index) } else { index })
}

/// One part of a bar, a thin line of ground after it, and the first of the labels that has room in it.
fn draw_part(scene: &mut Scene, place: Rect, ink: Ink, cell: &Cell, labels: &[String], upright: bool) {
    let apart = |length: i32| if length > 3 { length - 1 } else { length };
    let seen = match upright {
        true => Rect { height: apart(place.height), ..place },
        false => Rect { width: apart(place.width), ..place },
    };
    scene.bar(ink, seen, cell.texture());
    // Over hatching a text could not be read.
    if cell.texture().provisional || place.height < 18 {
        return;
    }
    let ink = if cell.texture().partial { Ink::Text } else { ink.text_on() };
    let baseline = place.y + place.height / 2 + 5;
    let (x, anchor) = match upright {
        true => (place.x + place.width / 2, Anchor::Middle),
        false => (place.x + 5, Anchor::Start),
    };
    if let Some(label) = labels.iter().find(|label| text::width(label, Font::Value) + 6 <= place.width) {
        scene.text(label, Font::Value, ink, x, baseline, anchor);
    }
}

/// What the only bar needs to be said of: hatching, and the series to bring back where some are switched off.
fn notes(model: &Model) -> Vec<Entry> {
    let mut entries =
        if model.series.len() < model.all_series.len() { legend::series(model) } else { Vec::new() };
    entries.extend(legend::hatching(model));
    entries
}

fn entries(model: &Model) -> Vec<Entry> {
    let mut entries = legend::series(model);
    entries.extend(legend::hatching(model));
    entries.extend(legend::absences(model));
    entries
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
    scale: Scale,
    upright: bool,
}

impl<'a> Stack<'a> {
    fn new(model: &'a Model<'a>, upright: bool) -> Self {
        let cells = |category: usize| (0..model.series.len()).map(move |series| model.cell(category, series));
        let sums = (0..model.categories.len()).map(|category| Sum::of(cells(category))).collect();
        Self { model, sums, scale: Scale::new((0, 1), 0, 1), upright }
    }

    /// What is reached on the scale: a part of the sum in its unit, or as tenths of a percent of the whole. Where parts
    /// are negative, the whole is what all amount to regardless of their sign.
    fn reached(&self, sum: &Sum, part: i64) -> i64 {
        if percent(self.model) {
            return model::share(part, sum.above.saturating_sub(sum.below)).unwrap_or(0);
        }
        part
    }

    /// The least and the most that is reached.
    fn extent(&self) -> (i64, i64) {
        let whole = if percent(self.model) { 1_000 } else { 0 };
        self.sums.iter().fold((0, whole), |(low, high), sum| {
            (low.min(self.reached(sum, sum.below)), high.max(self.reached(sum, sum.above)))
        })
    }

    /// What may stand in a part: its share, where the whole is known, or its value.
    fn labels(&self, sum: &Sum, value: i64) -> Vec<String> {
        let model = self.model;
        if !percent(model) {
            return vec![model.value(value)];
        }
        match model::share(value, sum.above) {
            Some(share) if sum.absent == 0 && sum.below == 0 => {
                vec![model.percent(share), model.percent((share + 5) / 10 * 10)]
            }
            _ => Vec::new(),
        }
    }

    /// A category's parts from zero to both sides; those without a figure after the bar's end. Answers where that is.
    fn draw(&self, scene: &mut Scene, category: usize, bar: Rect) -> i32 {
        let model = self.model;
        let Some(sum) = self.sums.get(category) else { return 0 };
        let (mut low, mut high) = (0_i64, 0_i64);
        let mut end = self.scale.at(self.reached(sum, sum.above));
        for series in 0..model.series.len() {
            let cell = model.cell(category, series);
            let place = match cell.actual {
                Value::NotApplicable => continue,
                Value::Known(value) => {
                    let reached = if value < 0 { &mut low } else { &mut high };
                    let from = self.scale.at(self.reached(sum, *reached));
                    *reached = reached.saturating_add(value);
                    let place = self.between(bar, from, self.scale.at(self.reached(sum, *reached)));
                    let labels = self.labels(sum, value);
                    draw_part(scene, place, ink_of(model, series), cell, &labels, self.upright);
                    place
                }
                Value::Suppressed | Value::Missing => {
                    let (from, to) =
                        if self.upright { (end - 4, end - 16) } else { (end + 4, end + ABSENCE) };
                    end = to;
                    let place = self.between(bar, from, to).inset(1);
                    draw_absence(scene, place, cell.actual);
                    place
                }
            };
            mark_drawn(scene, place, place, (category, series));
        }
        end
    }

    fn between(&self, bar: Rect, from: i32, to: i32) -> Rect {
        match self.upright {
            true => Rect::between(bar.x, from, bar.right(), to),
            false => Rect::between(from, bar.y, to, bar.bottom()),
        }
    }

    /// The total of a category, if there is a figure in it.
    fn total(&self, category: usize) -> Option<String> {
        let sum = self.sums.get(category)?;
        let known =
            (0..self.model.series.len()).any(|series| self.model.cell(category, series).known().is_some());
        known.then(|| sum.write(self.model))
    }
}

fn draw_several(model: &Model, scene: &mut Scene, plot: Rect) {
    let plot = legend::draw(scene, plot, &entries(model));
    if upright(model) {
        return draw_columns(model, scene, plot);
    }
    let mut stack = Stack::new(model, false);
    let names = Names::new(&model.categories, plot.width);
    let room = |sum: &Sum| text::width(&sum.write(model), Font::Value) + 10 + sum.absent * ABSENCE;
    let head = if percent(model) { text::width(model.words.total, Font::Small) + 8 } else { 0 };
    let room = stack.sums.iter().map(room).max().unwrap_or(0).max(head).min(plot.width / 2);
    stack.scale = Scale::new(stack.extent(), plot.x + names.room + 1, plot.right() - room);
    if percent(model) {
        let x = plot.right() - room + 6;
        scene.text(model.words.total, Font::Small, Ink::Muted, x, plot.y + 12, Anchor::Start);
    }
    let plot = plot.below(header(model));
    for (category, row) in
        rows::places(model, scene, plot, &names.heights(BAR), GAP, 0).into_iter().enumerate()
    {
        let place = names.draw(scene, category, row);
        let bar = Rect { y: place.y + (place.height - BAR) / 2, height: BAR, ..place };
        scene.rect(Ink::Zero, Rect::new(stack.scale.at(0) - 1, bar.y - 2, 1, BAR + 4));
        let end = stack.draw(scene, category, bar);
        if let Some(total) = stack.total(category) {
            scene.text(&total, Font::Value, Ink::Text, end + 6, bar.y + 19, Anchor::Start);
        }
    }
}

fn draw_columns(model: &Model, scene: &mut Scene, plot: Rect) {
    let mut stack = Stack::new(model, true);
    let count = (model.categories.len() as i32).max(1);
    let totals: Vec<String> =
        (0..model.categories.len()).filter_map(|category| stack.total(category)).collect();
    let widest =
        |totals: &[String]| totals.iter().map(|total| text::width(total, Font::Value)).max().unwrap_or(0);
    let total_fits = widest(&totals) + 4 <= plot.width / count;
    let extent = stack.extent();
    let ticks: Vec<(i64, String)> = match (percent(model), total_fits) {
        (true, _) => [0, 500, 1_000].iter().map(|&tick| (tick, model.percent(tick))).collect(),
        (false, true) => Vec::new(),
        (false, false) => {
            let ticks = axis::ticks(extent, if plot.width < 480 { 4 } else { 5 });
            let labels = axis::labels(model, &ticks);
            ticks.into_iter().zip(labels).collect()
        }
    };
    let gutter = ticks.iter().map(|(_, label)| text::width(label, Font::Small) + 8).max().unwrap_or(0);
    let field = Rect::new(plot.x + gutter, plot.y, plot.width - gutter, plot.height);
    let names = column::Names::new(model, field.width);
    let absent = stack.sums.iter().map(|sum| sum.absent).max().unwrap_or(0);
    let top = field.y + 20 + absent * 16;
    let bottom = (field.bottom() - names.height()).max(top + 1);
    let high = ticks.last().map_or(extent.1, |(tick, _)| extent.1.max(*tick));
    let low = ticks.first().map_or(extent.0, |(tick, _)| extent.0.min(*tick));
    stack.scale = Scale::new((low, high), bottom, top);
    for (tick, label) in &ticks {
        let y = stack.scale.at(*tick);
        scene.rect(Ink::Grid, Rect::new(plot.x, y, plot.width, 1));
        scene.text(label, Font::Small, Ink::Muted, plot.x, y - 4, Anchor::Start);
    }
    for category in 0..model.categories.len() {
        let at = category as i32;
        let (left, right) = (field.x + at * field.width / count, field.x + (at + 1) * field.width / count);
        let thick = ((right - left) * 7 / 10).clamp(1, THICKEST);
        let bar = Rect::new((left + right - thick) / 2, field.y, thick, field.height);
        let end = stack.draw(scene, category, bar);
        if let Some(total) =
            stack.total(category).filter(|total| text::width(total, Font::Value) + 4 <= right - left)
        {
            scene.text(&total, Font::Value, Ink::Text, (left + right) / 2, end - 6, Anchor::Middle);
        }
    }
    scene.rect(Ink::Zero, Rect::new(plot.x, stack.scale.at(0), plot.width, 1));
    names.draw(scene, field);
}

fn draw_absence(scene: &mut Scene, place: Rect, value: Value) {
    if value == Value::Suppressed {
        scene.outline(place);
    } else {
        let short = place.width / 4;
        scene.rect(
            Ink::Muted,
            Rect::new(place.x + short, place.y + place.height / 2, place.width - 2 * short, 1),
        );
    }
}
