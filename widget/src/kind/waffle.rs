//! N of M: one cell a unit up to a hundred, else a strip.

use super::rows;
use crate::legend;
use crate::model::{Cell, Model, Value};
use crate::scene::{Anchor, Rect, Scene};
use crate::text::{self, Font};
use crate::theme::Ink;

/// The most units that are drawn one by one.
const MOST_CELLS: i64 = 100;
const STRIP: i32 = 28;
const GAP: i32 = 24;
/// From one cell to the next, at most.
const PITCH: i32 = 36;
const PITCH_OF_SEVERAL: i32 = 22;

/// The height that suits the plot at this width.
pub(super) fn height(model: &Model, width: i32) -> i32 {
    rows::total(&blocks(model, width), GAP) + legend::height(&legend::notes(model), width)
}

/// The heights of the categories.
fn blocks(model: &Model, width: i32) -> Vec<i32> {
    let block = |category| head(model, category, width).1 + field(model, model.cell(category, 0), width);
    (0..model.categories.len()).map(block).collect()
}

/// The height of the cells or the strip.
fn field(model: &Model, cell: &Cell, width: i32) -> i32 {
    match units(model, cell) {
        Some((_, universe)) => {
            let grid = Grid::new(model, universe, width);
            grid.rows * grid.pitch
        }
        None if cell.actual == Value::Missing => 0,
        None => STRIP,
    }
}

/// N and M in whole units, if M is small enough for cells.
fn units(model: &Model, cell: &Cell) -> Option<(i64, i64)> {
    let unit = 10_i64.checked_pow(u32::from(model.decimals))?;
    let (actual, universe) = (cell.known()?, cell.universe?);
    let whole = actual % unit == 0 && universe % unit == 0;
    let small = universe > 0 && universe / unit <= MOST_CELLS && actual >= 0 && actual <= universe;
    (whole && small).then(|| (actual / unit, universe / unit))
}

/// The name, unless it is the only one, in lines; and the height of it and the count.
fn head(model: &Model, category: usize, width: i32) -> (Vec<String>, i32) {
    let name = model.categories.get(category).filter(|_| model.categories.len() > 1);
    let lines = name.map(|name| text::wrap(name, Font::Label, width, 2)).unwrap_or_default();
    let height = lines.len() as i32 * Font::Label.leading();
    let count = if model.categories.len() > 1 { 28 } else { 60 };
    (lines, height + count)
}

/// Lays the plot out.
pub(super) fn draw(model: &Model, scene: &mut Scene, plot: Rect) {
    let plot = legend::draw(scene, plot, &legend::notes(model));
    let heights = blocks(model, plot.width);
    for (category, place) in rows::places(model, scene, plot, &heights, GAP).into_iter().enumerate() {
        draw_block(model, scene, category, place);
    }
}

fn draw_block(model: &Model, scene: &mut Scene, category: usize, place: Rect) {
    let cell = model.cell(category, 0);
    let (name, head) = head(model, category, place.width);
    let below = scene.lines(&name, Font::Label, Ink::Text, place.x, place.y, Anchor::Start);
    draw_count(model, scene, cell, Rect::new(place.x, below, place.width, place.y + head - below));
    let field = Rect::new(place.x, place.y + head, place.width, place.height - head);
    match units(model, cell) {
        Some(units) => draw_cells(scene, field, &Grid::new(model, units.1, field.width), cell, units),
        None => draw_strip(scene, field, cell),
    }
    scene.mark(place, (category, 0));
}

/// `29 trên 34 nội dung` and the share; big where it is the only one.
fn draw_count(model: &Model, scene: &mut Scene, cell: &Cell, line: Rect) {
    let big = model.categories.len() == 1;
    let (font, baseline) = if big { (Font::Big(44), line.y + 42) } else { (Font::Value, line.y + 14) };
    let Some(actual) = cell.known() else {
        let (x, font) = (line.x, if big { Font::Subtitle } else { Font::Small });
        scene.text(&model.value_or_reason(cell), font, Ink::Muted, x, baseline, Anchor::Start);
        return;
    };
    let actual = model.value(actual);
    scene.text(&actual, font, if big { Ink::Accent } else { Ink::Text }, line.x, baseline, Anchor::Start);
    let Some(universe) = cell.universe else { return };
    let rest = [model.words.out_of, " ", &model.value_with_unit(universe)].concat();
    let after = line.x + text::width(&actual, font) + if big { 4 } else { 5 };
    let small = if big { Font::Subtitle } else { Font::Label };
    let room = line.right() - after;
    let rest = text::shorten(&rest, small, room);
    scene.text(&rest, small, Ink::Muted, after, baseline, Anchor::Start);
    let font = if big { Font::Title } else { Font::Value };
    let x = after + text::width(&rest, small) + 12;
    if let Some(share) = cell.share() {
        scene.text(&model.percent(share), font, Ink::Text, x, baseline, Anchor::Start);
    }
}

/// Cells in rows of ten, or of twenty where there is room, so that they can be counted.
struct Grid {
    columns: i32,
    rows: i32,
    pitch: i32,
}

impl Grid {
    fn new(model: &Model, units: i64, width: i32) -> Self {
        let pitch = if model.categories.len() > 1 { PITCH_OF_SEVERAL } else { PITCH };
        let columns = if width >= 520 && units > 10 { 20 } else { 10 };
        Self {
            columns,
            rows: (units as i32 + columns - 1) / columns,
            pitch: ((width - 8) / columns).min(pitch),
        }
    }
}

fn draw_cells(scene: &mut Scene, field: Rect, grid: &Grid, cell: &Cell, (actual, universe): (i64, i64)) {
    let side = grid.pitch - if grid.pitch > 12 { 4 } else { 2 };
    let place = |unit: i64| {
        let (row, column) = (unit as i32 / grid.columns, unit as i32 % grid.columns);
        let middle = if column >= 10 { 8 } else { 0 };
        Rect::new(field.x + column * grid.pitch + middle, field.y + row * grid.pitch, side, side)
    };
    // One ink after the other: each is one path.
    let seen = |unit: &i64| place(*unit).bottom() <= field.bottom();
    for unit in (0..actual).filter(seen) {
        scene.rect(Ink::Accent, place(unit));
    }
    for unit in (actual..universe).filter(seen) {
        scene.rect(Ink::Grid, place(unit));
    }
    if cell.hatched() {
        for unit in (0..actual).filter(seen) {
            scene.hatch(place(unit));
        }
    }
}

fn draw_strip(scene: &mut Scene, field: Rect, cell: &Cell) {
    let strip = Rect { height: STRIP.min(field.height), ..field };
    match (cell.actual, cell.universe) {
        (Value::Known(_), Some(universe)) if universe > 0 => {
            let share = cell.share().unwrap_or(0).clamp(0, 1_000) as i32;
            scene.rect(Ink::Grid, strip);
            scene.bar(Ink::Accent, Rect { width: strip.width * share / 1_000, ..strip }, cell.hatched());
        }
        (Value::Suppressed, _) => {
            scene.outline(Rect::new(strip.x + 1, strip.y + 1, strip.width - 2, strip.height - 2));
        }
        _ => {}
    }
}
