//! Parts of a whole: one bar with its parts listed under it, or a bar for each category with its total.

use super::rows::{self, Names};
use crate::axis::Scale;
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

/// The height that suits the plot at this width.
pub(super) fn height(model: &Model, width: i32) -> i32 {
    match single(model) {
        Some(parts) => {
            let list = rows::total(&items(model, &parts), 0);
            legend::height(&legend::notes(model), width) + SINGLE + UNDER + list
        }
        None => {
            let heights = Names::new(model, width).heights(BAR);
            rows::total(&heights, GAP) + legend::height(&entries(model), width)
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
        (_, 1) => parts(&model.categories, |category, name| Part { category, series: 0, name }),
        (1, _) => parts(&model.series, |series, name| Part { category: 0, series, name }),
        _ => None,
    }
}

/// A sum, and how many parts of it have no figure: it is then at least so much.
#[derive(Default)]
struct Sum {
    below: i64,
    above: i64,
    absent: i32,
}

impl Sum {
    fn of<'a>(cells: impl Iterator<Item = &'a Cell>) -> Self {
        cells.fold(Self::default(), |sum, cell| match cell.known() {
            Some(value) if value < 0 => Self { below: sum.below.saturating_add(value), ..sum },
            Some(value) => Self { above: sum.above.saturating_add(value), ..sum },
            None => Self { absent: sum.absent + 1, ..sum },
        })
    }

    fn write(&self, model: &Model) -> String {
        let total = model.value(self.below.saturating_add(self.above));
        if self.absent > 0 { ["≥\u{a0}", &total].concat() } else { total }
    }
}

/// The heights of the list's rows: the parts and, if there are several, their total.
fn items(model: &Model, parts: &[Part]) -> Vec<i32> {
    let total = usize::from(parts.len() > 1 && model.cells().iter().all(|cell| cell.known().is_some()));
    vec![ITEM; parts.len() + total]
}

fn draw_single(model: &Model, scene: &mut Scene, plot: Rect, parts: &[Part]) {
    let plot = legend::draw(scene, plot, &legend::notes(model));
    let cell = |part: &Part| model.cell(part.category, part.series);
    let sum = Sum::of(parts.iter().map(cell));
    let scale = Scale::new((0, sum.above), plot.x, plot.right());
    let mut reached: i64 = 0;
    for (index, part) in parts.iter().enumerate() {
        if let Some(value) = cell(part).known().filter(|value| *value > 0) {
            let left = scale.at(reached);
            reached = reached.saturating_add(value);
            let place = Rect::between(left, plot.y, scale.at(reached), plot.y + SINGLE);
            draw_part(model, scene, place, Ink::series(index), cell(part));
        }
    }
    let list = plot.below(SINGLE + UNDER);
    let widest = parts.iter().map(|part| text::width(&model.value_or_reason(cell(part)), Font::Value));
    let room = widest.max().unwrap_or(0).max(text::width(&sum.write(model), Font::Value));
    for (index, row) in rows::places(model, scene, list, &items(model, parts), 0).into_iter().enumerate() {
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
        Value::Suppressed | Value::Missing => (Font::Small, Ink::Muted),
    };
    match cell.actual {
        Value::Known(_) => scene.bar(Ink::series(index), square, cell.hatched()),
        Value::Suppressed => scene.outline(square),
        Value::Missing => {}
    }
    let share = cell.known().filter(|&value| value >= 0).and_then(|value| model::share(value, whole));
    if let Some(share) = share {
        scene.text(&model.percent(share), Font::Label, Ink::Muted, row.right(), baseline, Anchor::End);
    }
    let right = row.right() - share_room() - 12;
    scene.text(&model.value_or_reason(cell), font, ink, right, baseline, Anchor::End);
    let name = text::shorten(part.name, Font::Label, right - room - 12 - row.x - 20);
    scene.text(&name, Font::Label, Ink::Text, row.x + 20, baseline, Anchor::Start);
}

/// One part of a bar, a thin line of ground after it, and its value where it has room.
fn draw_part(model: &Model, scene: &mut Scene, place: Rect, ink: Ink, cell: &Cell) {
    let seen = Rect { width: if place.width > 3 { place.width - 1 } else { place.width }, ..place };
    scene.bar(ink, seen, cell.hatched());
    let label = model.value_or_reason(cell);
    // Over hatching a text could not be read.
    if !cell.hatched() && text::width(&label, Font::Value) + 6 <= place.width {
        let (x, y) = (place.x + 5, place.y + place.height / 2 + 5);
        scene.text(&label, Font::Value, ink.text_on(), x, y, Anchor::Start);
    }
}

fn entries(model: &Model) -> Vec<Entry> {
    let mut entries = legend::series(model);
    entries.extend(legend::hatching(model));
    entries.extend(legend::absences(model));
    entries
}

fn draw_several(model: &Model, scene: &mut Scene, plot: Rect) {
    let plot = legend::draw(scene, plot, &entries(model));
    let names = Names::new(model, plot.width);
    let sum =
        |category: usize| Sum::of((0..model.series.len()).map(move |series| model.cell(category, series)));
    let sums: Vec<Sum> = (0..model.categories.len()).map(sum).collect();
    let (low, high) = sums.iter().fold((0, 0), |(low, high), sum| (sum.below.min(low), sum.above.max(high)));
    let room = |sum: &Sum| text::width(&sum.write(model), Font::Value) + 10 + sum.absent * ABSENCE;
    let room = sums.iter().map(room).max().unwrap_or(0).min(plot.width / 2);
    let scale = Scale::new((low, high), plot.x + names.room + 1, plot.right() - room);
    let places = rows::places(model, scene, plot, &names.heights(BAR), GAP);
    for (category, (row, sum)) in places.into_iter().zip(&sums).enumerate() {
        let place = names.draw(scene, category, row);
        let bar = Rect { y: place.y + (place.height - BAR) / 2, height: BAR, ..place };
        scene.rect(Ink::Zero, Rect::new(scale.at(0) - 1, bar.y - 2, 1, BAR + 4));
        draw_bar(model, scene, category, bar, scale.at(sum.above), &scale);
        if sum.absent < model.series.len() as i32 {
            let x = scale.at(sum.above) + sum.absent * ABSENCE + 6;
            scene.text(&sum.write(model), Font::Value, Ink::Text, x, bar.y + 19, Anchor::Start);
        }
    }
}

/// A category's parts from zero to both sides; those without a figure after the bar's end.
fn draw_bar(model: &Model, scene: &mut Scene, category: usize, bar: Rect, end: i32, scale: &Scale) {
    let (mut low, mut high) = (0_i64, 0_i64);
    let mut absent = 0;
    for series in 0..model.series.len() {
        let cell = model.cell(category, series);
        let place = match cell.known() {
            Some(value) => {
                let reached = if value < 0 { &mut low } else { &mut high };
                let start = scale.at(*reached);
                *reached = reached.saturating_add(value);
                let place = Rect::between(start, bar.y, scale.at(*reached), bar.bottom());
                draw_part(model, scene, place, Ink::series(series), cell);
                place
            }
            None => {
                let place = Rect::new(end + 4 + absent * ABSENCE, bar.y + 1, ABSENCE - 4, BAR - 2);
                absent += 1;
                draw_absence(scene, place, cell.actual);
                place
            }
        };
        scene.mark(place, (category, series));
    }
}

fn draw_absence(scene: &mut Scene, place: Rect, value: Value) {
    if value == Value::Suppressed {
        scene.outline(place);
    } else {
        scene.rect(Ink::Muted, Rect::new(place.x + 6, place.y + place.height / 2, place.width - 12, 1));
    }
}
