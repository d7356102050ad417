//! The same small chart for each series, on one scale, those with the largest latest figure first: columns for a few
//! periods, a line for many with the median of all behind it, and bars where the categories are no periods.

use super::{bar_of, column_of, draw_gap, inwards, mark_drawn, rows, slot};
use crate::axis::{self, Scale};
use crate::dataset::Sort;
use crate::legend;
use crate::model::{Cell, Model, Value};
use crate::scene::{Anchor, Rect, Scene};
use crate::text::{self, Font};
use crate::theme::Ink;

/// The narrowest panel, and the space between two.
const NARROWEST: i32 = 130;
const BETWEEN: i32 = 20;
/// Over a panel's plot: room for the scale's end or the value on the highest mark. Under it: the periods.
const OVER: i32 = 20;
const UNDER: i32 = 22;
/// The height of a category where they are listed, and of its bar.
const ITEM: i32 = 32;
const BAR: i32 = 10;
/// More periods than these are a line.
const MOST_COLUMNS: usize = 8;
/// The side of the sign for a point that is not plainly there.
const POINT: i32 = 9;
/// The line that counts the panels left out.
const REST: i32 = 20;

/// The height that suits the plot at this width.
pub(super) fn height(model: &Model, width: i32) -> i32 {
    let panels = Panels::new(model, width);
    panels.height() + if panels.order.len() < model.series.len() { REST } else { 0 }
}

/// What the legend names.
pub(super) fn explained(model: &Model) -> u8 {
    let median = if has_medians(model) { legend::MEDIAN } else { 0 };
    legend::TEXTURES | median | if model.over_time { legend::ABSENCES } else { 0 }
}

/// Lays the plot out; in a taller plot the panels are taller.
pub(super) fn draw(model: &Model, scene: &mut Scene, plot: Rect) {
    let mut panels = Panels::new(model, plot.width);
    if model.over_time {
        panels.tall += ((plot.height - panels.height() - REST) / panels.rows().max(1)).max(0);
    }
    let all = model.series.len();
    let mut drawn = 0;
    let mut y = plot.y;
    for row in panels.order.chunks(panels.across as usize) {
        let last = drawn + row.len() == all;
        if y + panels.pitch() > plot.bottom() - if last { 0 } else { REST } {
            break;
        }
        let mut x = plot.x;
        for (_, series) in row {
            panels.draw(scene, *series, Rect::new(x, y, panels.wide, panels.tall));
            x += panels.wide + BETWEEN;
        }
        drawn += row.len();
        y += panels.pitch() + BETWEEN;
    }
    if drawn < all {
        let bottom = if drawn > 0 { y - BETWEEN } else { y };
        rows::count_others(model, scene, all - drawn, plot.x, (bottom + 16).min(plot.bottom() - 4));
    }
}

fn is_line(model: &Model) -> bool {
    model.over_time && model.categories.len() > MOST_COLUMNS
}

/// Whether the median of each category is drawn behind its panels' lines.
fn has_medians(model: &Model) -> bool {
    is_line(model) && model.series.len() > 2
}

/// What the panels share.
struct Panels<'a> {
    model: &'a Model<'a>,
    /// The series in the order of their panels, as many as are to be drawn, each after what it is put in order by.
    order: Vec<(i64, usize)>,
    /// How many stand side by side, how wide each is, and how tall its plot.
    across: i32,
    wide: i32,
    tall: i32,
    titles: i32,
    /// The room for the latest values after the lines.
    latest: i32,
    ticks: Vec<i64>,
    range: (i64, i64),
    medians: Vec<Option<i64>>,
}

impl<'a> Panels<'a> {
    fn new(model: &'a Model<'a>, width: i32) -> Self {
        let order = order(model);
        let count = (order.len() as i32).max(1);
        let most = ((width + BETWEEN) / (NARROWEST + BETWEEN)).min(count).max(1);
        // Rows of like length: six panels are two rows of three, not four and two.
        let rows = (count + most - 1) / most;
        let across = (count + rows - 1) / rows;
        let wide = (width + BETWEEN) / across - BETWEEN;
        let (mut titles, mut latest) = (0, 0);
        let (mut low, mut high) = (0, 0);
        for &(_, series) in &order {
            titles = titles.max(title(model, series, wide).len() as i32);
            for category in 0..model.categories.len() {
                let value = model.cell(category, series).known().unwrap_or(0);
                (low, high) = (low.min(value), high.max(value));
            }
            if let Some(value) = figure(model, series) {
                latest = latest.max(text::width(&model.value(value), Font::Value));
            }
        }
        let ticks = axis::ticks((low, high), 2);
        let range = if let [low, .., high] = ticks[..] { (low, high) } else { (0, 1) };
        let tall = (wide * 11 / 20).clamp(72, 150);
        let tall = if model.over_time { tall } else { model.categories.len() as i32 * ITEM };
        let titles = titles * Font::Value.leading();
        let medians = if has_medians(model) { medians(model) } else { Vec::new() };
        Self { model, order, across, wide, tall, titles, latest, ticks, range, medians }
    }

    fn rows(&self) -> i32 {
        (self.order.len() as i32 + self.across - 1) / self.across
    }

    fn height(&self) -> i32 {
        self.rows() * (self.pitch() + BETWEEN) - BETWEEN
    }

    fn pitch(&self) -> i32 {
        let around = if self.model.over_time { OVER + UNDER } else { 0 };
        self.titles + self.tall + around
    }

    /// Draws a panel; the height is that of its plot alone.
    fn draw(&self, scene: &mut Scene, series: usize, mut plot: Rect) {
        let model = self.model;
        let title = title(model, series, plot.width);
        scene.lines(&title, Font::Value, Ink::Text, plot.x, plot.y, Anchor::Start);
        plot.y += self.titles;
        if !model.over_time {
            return self.list(scene, series, plot);
        }
        plot.y += OVER;
        let scale = Scale::new(self.range, plot.bottom(), plot.y);
        let zero = scale.at(0);
        for &tick in &self.ticks {
            if tick != 0 {
                scene.fill(Ink::Grid, plot.x, scale.at(tick), plot.width, 1);
            }
        }
        if latest(model, series).is_none() {
            let words = model.label(model.cell(model.categories.len().saturating_sub(1), series));
            scene.text(&words, Font::Small, Ink::Muted, plot.x, zero - 16, Anchor::Start);
        }
        self.cells(scene, series, plot, &scale);
        scene.fill(Ink::Zero, plot.x, zero, plot.width, 1);
        if self.range.1 > 0
            && let Some(label) = axis::labels(model, &self.ticks).last()
        {
            scene.text(label, Font::Small, Ink::Muted, plot.x, plot.y - 4, Anchor::Start);
        }
        // The first and the last period, under the plot.
        let count = model.categories.len();
        let (room, baseline) = (if count > 1 { plot.width / 2 - 4 } else { plot.width }, plot.bottom() + 15);
        if let (Some(first), Some(last)) = (model.categories.first(), model.categories.last()) {
            let first = text::shorten(first, Font::Small, room);
            scene.text(&first, Font::Small, Ink::Muted, plot.x, baseline, Anchor::Start);
            if count > 1 {
                let last = text::shorten(last, Font::Small, room);
                scene.text(&last, Font::Small, Ink::Muted, plot.right(), baseline, Anchor::End);
            }
        }
    }

    /// Columns, or a line with signs for what is not plainly there.
    fn cells(&self, scene: &mut Scene, series: usize, plot: Rect, scale: &Scale) {
        let model = self.model;
        let count = model.categories.len();
        let line = is_line(model);
        let latest = latest(model, series);
        let accent = if line { latest } else { model.highlight.or(latest) };
        let zero = scale.at(0);
        let mut field = plot;
        if line {
            // A sign at the first point stays in the panel.
            field.x += POINT / 2;
            field.width -= POINT / 2 + self.latest.min(plot.width / 2) + 8;
            self.lines(scene, series, field, scale);
        }
        let (mut label, mut x) = (String::new(), plot.x);
        if let Some(accent) = accent {
            x = middle(slot(field, accent, count));
            if let Value::Known(value) = model.cell(accent, series).actual {
                label = model.value(value);
            }
        }
        let half = text::width(&label, Font::Value) / 2 + 1;
        // A sign for what is not there stands where the line was last.
        let (mut baseline, mut anchor, mut level) = (zero, Anchor::Start, zero);
        if line {
            x += 7;
        } else {
            x = inwards(x, half, plot);
            anchor = Anchor::Middle;
        }
        for category in 0..count {
            let cell = model.cell(category, series);
            let mut slot = slot(field, category, count);
            let middle = middle(slot);
            let thick = if line { POINT } else { (slot.width * 3 / 4).clamp(1, 48) };
            let carries = accent == Some(category);
            let place;
            match cell.actual {
                Value::Known(value) if line => {
                    let y = scale.at(value);
                    place = Rect::new(middle - POINT / 2, y - POINT / 2, POINT, POINT);
                    if cell.texture() != Default::default() {
                        scene.bar(Ink::Accent, place, cell.texture());
                    } else if carries {
                        scene.dot(Ink::Accent, (middle, y), 3);
                    }
                    level = y + POINT / 2 + 2;
                    if carries {
                        baseline = y.max(plot.y) + 5;
                    }
                }
                Value::Known(value) => {
                    place = column_of(scale, value, slot.x + (slot.width - thick) / 2, thick);
                    scene.bar(if carries { Ink::Accent } else { Ink::Rest }, place, cell.texture());
                }
                _ => place = absence(scene, cell, middle, level, thick),
            }
            slot.width = slot.width.max(1);
            if !line {
                // The label stands over the columns beside its own too, where it is wider than that.
                if place.x < x + half && x - half < place.right() {
                    baseline = baseline.min(place.y);
                }
                slot.y -= OVER;
                slot.height += OVER;
            }
            mark_drawn(scene, slot, place, (category, series));
        }
        if !line {
            baseline -= 5;
        }
        scene.text(&label, Font::Value, Ink::Text, x, baseline, anchor);
    }

    /// The line, what is under it, and the median behind it.
    fn lines(&self, scene: &mut Scene, series: usize, field: Rect, scale: &Scale) {
        let mut known = Vec::new();
        for category in 0..self.model.categories.len() {
            known.push(self.model.cell(category, series).known());
        }
        if self.range.0 == 0 {
            trace(scene, Ink::Tint, &known, field, scale);
        }
        trace(scene, Ink::Rest, &self.medians, field, scale);
        trace(scene, Ink::Stroke, &known, field, scale);
    }

    /// Each category's name and value over its bar.
    fn list(&self, scene: &mut Scene, series: usize, plot: Rect) {
        let model = self.model;
        let scale = Scale::new(self.range, plot.x + 1, plot.right() - 1);
        let zero = scale.at(0);
        let mut item = Rect { height: ITEM, ..plot };
        for (category, name) in model.categories.iter().enumerate() {
            let cell = model.cell(category, series);
            let baseline = item.y + 14;
            let value = model.label(cell);
            let known = cell.known().is_some();
            let (font, ink) = if known { (Font::Value, Ink::Text) } else { (Font::Small, Ink::Muted) };
            scene.text(&value, font, ink, item.right(), baseline, Anchor::End);
            let name = text::shorten(name, Font::Small, item.width - text::width(&value, font) - 8);
            scene.text(&name, Font::Small, Ink::Muted, item.x, baseline, Anchor::Start);
            let mut place = Rect::new(zero, item.y + 18, 0, BAR);
            scene.fill(Ink::Grid, item.x, place.bottom() - 1, item.width, 1);
            if let Value::Known(value) = cell.actual {
                place = bar_of(&scale, value, place);
                let others = model.highlight.is_some_and(|accent| accent != category);
                scene.bar(if others { Ink::Rest } else { Ink::Accent }, place, cell.texture());
            } else if cell.actual == Value::Suppressed {
                place.width = 24.min(item.right() - zero - 1);
                scene.outline(place);
            }
            mark_drawn(scene, item, place, (category, series));
            item.y += ITEM;
        }
    }
}

/// The series of the panels, each after what it is put in order by; those without a figure stay behind, as they were.
fn order(model: &Model) -> Vec<(i64, usize)> {
    let mut order: Vec<(i64, usize)> = Vec::new();
    for series in 0..model.series.len() {
        let key = match figure(model, series) {
            Some(figure) if model.data.drawing.sort == Sort::Ascending => figure,
            // The order of the complements is the other way round, and each number has one.
            Some(figure) => !figure,
            None => i64::MAX,
        };
        insert(&mut order, key, series);
    }
    order.truncate(model.data.drawing.top.unwrap_or(order.len()).max(1));
    order
}

fn middle(slot: Rect) -> i32 {
    slot.x + slot.width / 2
}

/// Puts a series after those of its key: so few that a sort would not be worth its bytes in the page.
fn insert(order: &mut Vec<(i64, usize)>, key: i64, series: usize) {
    let mut at = order.len();
    while at > 0 && order.get(at - 1).is_some_and(|before| before.0 > key) {
        at -= 1;
    }
    order.insert(at, (key, series));
}

/// The last category with a figure.
fn latest(model: &Model, series: usize) -> Option<usize> {
    let mut latest = None;
    for category in 0..model.categories.len() {
        if model.cell(category, series).known().is_some() {
            latest = Some(category);
        }
    }
    latest
}

/// What a series is put in order by: its latest figure, or all that it lists.
fn figure(model: &Model, series: usize) -> Option<i64> {
    let latest = latest(model, series)?;
    if model.over_time {
        return model.cell(latest, series).known();
    }
    let mut sum = rows::Sum::default();
    for category in 0..model.categories.len() {
        sum.add(model.cell(category, series));
    }
    Some(sum.all())
}

fn title(model: &Model, series: usize, room: i32) -> Vec<String> {
    text::wrap(model.series.get(series).map_or("", String::as_str), Font::Value, room, 2)
}

/// The median of each category; of two in the middle the higher.
fn medians(model: &Model) -> Vec<Option<i64>> {
    let mut medians = Vec::with_capacity(model.categories.len());
    for category in 0..model.categories.len() {
        let mut values = Vec::new();
        for series in 0..model.series.len() {
            if let Value::Known(value) = model.cell(category, series).actual {
                insert(&mut values, value, series);
            }
        }
        medians.push(values.get(values.len() / 2).map(|median| median.0));
    }
    medians
}

/// Draws figures by category, each run between two gaps for itself: tinted down to zero, thick, or as a line.
fn trace(scene: &mut Scene, ink: Ink, values: &[Option<i64>], field: Rect, scale: &Scale) {
    let mut run: Vec<(i32, i32)> = Vec::new();
    for category in 0..=values.len() {
        if let Some(Some(value)) = values.get(category) {
            run.push((middle(slot(field, category, values.len())), scale.at(*value)));
            continue;
        }
        let mut run = std::mem::take(&mut run);
        let (Some(&first), Some(&last)) = (run.first(), run.last()) else { continue };
        if ink == Ink::Tint {
            let zero = scale.at(0);
            run.push((last.0, zero));
            run.push((first.0, zero));
            scene.area(ink, run);
        } else if ink == Ink::Rest {
            let mut back = run.len();
            while let Some(&(x, y)) = run.get(back.wrapping_sub(1)) {
                run.push((x, y + 1));
                back -= 1;
            }
            scene.area(ink, run);
        } else if run.len() > 1 {
            scene.line(ink, run);
        } else {
            scene.dot(Ink::Accent, first, 2);
        }
    }
}

/// What stands on a level, such as the zero line, for a figure that is not there.
fn absence(scene: &mut Scene, cell: &Cell, x: i32, level: i32, thick: i32) -> Rect {
    let place = Rect::new(x - thick / 2, level - 12, thick, 11);
    if cell.actual == Value::Suppressed {
        scene.outline(place);
    } else if cell.actual == Value::Missing {
        draw_gap(scene, x, level - 5, thick);
    }
    place
}
