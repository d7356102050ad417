//! Parts of a whole: one bar with its parts listed under it, or a bar for each category with its total.

use crate::axis::{self, Scale};
use crate::legend::{self, Entry};
use crate::model::{self, Model, Value};
use crate::scene::{Anchor, Rect, Scene};
use crate::text::{self, Font};
use crate::theme::Ink;
use crate::tooltip;

/// The height of a single bar, and of a row of its list.
const SINGLE: i32 = 44;
const ITEM: i32 = 28;
/// The height of one of several bars, and the space between them.
const BAR: i32 = 28;
const GAP: i32 = 14;

/// The height that suits the plot at this width.
pub(super) fn height(model: &Model, width: i32) -> i32 {
    match single(model) {
        Some(parts) => SINGLE + 8 + parts.len() as i32 * ITEM,
        None => {
            let rows = Rows::new(model, width);
            (0..model.categories.len()).map(|category| rows.height(category)).sum::<i32>() - GAP
                + legend::height(&entries(model), width)
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

/// The cells of the one bar, if there is one: the series of the only category, or the categories of the only series.
fn single(model: &Model) -> Option<Vec<(usize, usize)>> {
    match (model.categories.len(), model.series.len()) {
        (count, 1) => Some((0..count).map(|category| (category, 0)).collect()),
        (1, count) => Some((0..count).map(|series| (0, series)).collect()),
        _ => None,
    }
}

fn entries(model: &Model) -> Vec<Entry> {
    let mut entries = legend::series(model);
    entries.extend(legend::hatching(model));
    entries.extend(legend::absences(model));
    entries
}

fn draw_single(model: &Model, scene: &mut Scene, plot: Rect, parts: &[(usize, usize)]) {
    let value = |&(category, series): &(usize, usize)| model.cell(category, series).known();
    let total = parts.iter().filter_map(value).fold(0_i64, |sum, part| sum.saturating_add(part.max(0)));
    let scale = Scale::new((0, total), plot.x, plot.right());
    let bar = Rect::new(plot.x, plot.y, plot.width, SINGLE);
    let values = parts.iter().filter_map(value).map(|value| text::width(&model.value(value), Font::Value));
    let value_room = values.max().unwrap_or(0);
    let share_room = text::width("100,0%", Font::Label);
    let mut sum: i64 = 0;
    let list = bar.bottom() + 8;
    for (index, &(category, series)) in parts.iter().enumerate() {
        let cell = model.cell(category, series);
        let (ink, row) =
            (Ink::series(index), Rect::new(plot.x, list + index as i32 * ITEM, plot.width, ITEM));
        if row.bottom() > plot.bottom() {
            super::draw_rest(model, scene, plot, row.y, parts.len() - index);
            break;
        }
        if let Some(value) = cell.known() {
            let left = scale.at(sum);
            sum = sum.saturating_add(value.max(0));
            let part = Rect::between(left, bar.y, scale.at(sum), bar.bottom());
            draw_part(model, scene, part, ink, cell.hatched(), value);
        }
        let baseline = row.y + 18;
        let square = Rect::new(row.x, row.y + 8, 12, 12);
        match cell.actual {
            Value::Known(_) => scene.bar(ink, square, cell.hatched()),
            Value::Suppressed => scene.outline(square),
            Value::Missing => {}
        }
        if index > 0 {
            scene.rect(Ink::Grid, Rect::new(row.x, row.y, row.width, 1));
        }
        let share = cell.known().and_then(|value| model::share(value, total));
        let right = row.right();
        if let Some(share) = share.filter(|_| total > 0) {
            scene.text(&model.percent(share), Font::Label, Ink::Muted, right, baseline, Anchor::End);
        }
        let (font, text_ink) =
            if share.is_some() { (Font::Value, Ink::Text) } else { (Font::Small, Ink::Muted) };
        let written = model.value_or_reason(cell);
        scene.text(&written, font, text_ink, right - share_room - 12, baseline, Anchor::End);
        let room = row.width - 20 - share_room - 24 - value_room.max(text::width(&written, font));
        let name = if parts.len() == model.series.len() && model.categories.len() == 1 {
            model.series.get(series)
        } else {
            model.categories.get(category)
        };
        let name = text::shorten(name.map_or("", String::as_str), Font::Label, room);
        scene.text(&name, Font::Label, Ink::Text, row.x + 20, baseline, Anchor::Start);
        scene.mark(row, tooltip::lines(model, category, series));
    }
}

/// One part of a bar, a thin line of ground after it, and its value where it has room.
fn draw_part(model: &Model, scene: &mut Scene, part: Rect, ink: Ink, hatched: bool, value: i64) {
    let seen = Rect { width: if part.width > 3 { part.width - 1 } else { part.width }, ..part };
    scene.bar(ink, seen, hatched);
    let label = model.value(value);
    if !hatched && text::width(&label, Font::Value) + 12 <= part.width {
        let (x, y) = (part.x + 8, part.y + part.height / 2 + 5);
        scene.text(&label, Font::Value, ink.text_on(), x, y, Anchor::Start);
    }
}

fn totals(model: &Model) -> Vec<(i64, i64)> {
    let total = |category: usize| {
        let values = (0..model.series.len()).filter_map(|series| model.cell(category, series).known());
        values.fold((0_i64, 0_i64), |(low, high), value| {
            (low.saturating_add(value.min(0)), high.saturating_add(value.max(0)))
        })
    };
    (0..model.categories.len()).map(total).collect()
}

/// Names beside or above the bars.
struct Rows {
    room: i32,
    names: Vec<Vec<String>>,
}

impl Rows {
    fn new(model: &Model, width: i32) -> Self {
        let widest =
            model.categories.iter().map(|name| text::width(name, Font::Label)).max().unwrap_or(0) + 12;
        let limit = width * 3 / 10;
        let room = if widest <= limit || width >= 480 { widest.min(limit) } else { 0 };
        let inside = if room > 0 { room - 12 } else { width };
        Self {
            room,
            names: model.categories.iter().map(|name| text::wrap(name, Font::Label, inside, 3)).collect(),
        }
    }

    fn name(&self, category: usize) -> &[String] {
        self.names.get(category).map_or(&[], Vec::as_slice)
    }

    fn height(&self, category: usize) -> i32 {
        let name = self.name(category).len() as i32 * Font::Label.leading();
        GAP + if self.room > 0 { BAR.max(name) } else { BAR + name + 2 }
    }
}

fn draw_several(model: &Model, scene: &mut Scene, plot: Rect) {
    let plot = legend::draw(scene, plot, &entries(model));
    let rows = Rows::new(model, plot.width);
    let totals = totals(model);
    let extent = totals.iter().fold((0, 0), |(low, high), total| (total.0.min(low), total.1.max(high)));
    let label =
        |total: &(i64, i64)| text::width(&model.value(total.0.saturating_add(total.1)), Font::Value) + 10;
    let absent = (0..totals.len()).map(|category| absences(model, category)).max().unwrap_or(0);
    let label_room = (totals.iter().map(label).max().unwrap_or(0) + 28 * absent).min(plot.width / 2);
    let scale = Scale::new(
        axis::extent([extent.0, extent.1].into_iter()),
        plot.x + rows.room + 1,
        plot.right() - label_room,
    );
    let mut y = plot.y;
    for (category, total) in totals.iter().enumerate() {
        let height = rows.height(category);
        let reserved = if category + 1 == totals.len() { 0 } else { 20 };
        if y + height - GAP > plot.bottom() - reserved {
            super::draw_rest(model, scene, plot, y, totals.len() - category);
            break;
        }
        let name = rows.name(category);
        let text = name.len() as i32 * Font::Label.leading();
        let bar = if rows.room > 0 {
            let top = y + (height - GAP - text) / 2;
            scene.lines(name, Font::Label, Ink::Text, plot.x + rows.room - 12, top, Anchor::End);
            y + (height - GAP - BAR) / 2
        } else {
            scene.lines(name, Font::Label, Ink::Text, plot.x, y, Anchor::Start);
            y + text + 2
        };
        scene.rect(Ink::Zero, Rect::new(scale.at(0) - 1, bar - 2, 1, BAR + 4));
        draw_bar(model, scene, category, bar, &scale);
        let any = (0..model.series.len()).any(|series| model.cell(category, series).known().is_some());
        if any {
            let total_text = model.value(total.0.saturating_add(total.1));
            scene.text(
                &total_text,
                Font::Value,
                Ink::Text,
                scale.at(total.1) + 28 * absences(model, category) + 6,
                bar + 19,
                Anchor::Start,
            );
        }
        y += height;
    }
}

/// How many parts of a bar are suppressed or missing: each has an outline or a gap after the bar.
fn absences(model: &Model, category: usize) -> i32 {
    (0..model.series.len()).filter(|&series| model.cell(category, series).known().is_none()).count() as i32
}

fn draw_bar(model: &Model, scene: &mut Scene, category: usize, y: i32, scale: &Scale) {
    let (mut low, mut high) = (0_i64, 0_i64);
    let mut absent = 0;
    let end = totals(model).get(category).map_or(0, |total| total.1);
    for series in 0..model.series.len() {
        let cell = model.cell(category, series);
        let part = match cell.known() {
            Some(value) => {
                let from = if value < 0 { &mut low } else { &mut high };
                let start = scale.at(*from);
                *from = from.saturating_add(value);
                let part = Rect::between(start, y, scale.at(*from), y + BAR);
                draw_part(model, scene, part, Ink::series(series), cell.hatched(), value);
                part
            }
            None => {
                let place = Rect::new(scale.at(end) + 4 + absent * 28, y + 1, 24, BAR - 2);
                absent += 1;
                draw_absence(scene, place, cell.actual);
                place
            }
        };
        scene.mark(part, tooltip::lines(model, category, series));
    }
}

fn draw_absence(scene: &mut Scene, place: Rect, value: Value) {
    if value == Value::Suppressed {
        scene.outline(place);
    } else {
        scene.rect(Ink::Muted, Rect::new(place.x + 6, place.y + place.height / 2, place.width - 12, 1));
    }
}
