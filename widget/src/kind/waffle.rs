//! N of M: one cell a unit up to a hundred, else a strip.

use super::{mark_drawn, rows};
use crate::legend;
use crate::model::{Cell, Model, Value};
use crate::scene::{Anchor, Rect, Scene};
use crate::text::{self, Font};
use crate::theme::Ink;
use crate::tooltip;

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

/// The heights of the blocks: one for each category in each series, series fastest.
fn blocks(model: &Model, width: i32) -> Vec<i32> {
    let block = |index| head(model, index, width).1 + field(model, cell(model, index), width);
    (0..model.cells().len()).map(block).collect()
}

/// A block's category and series.
fn place(model: &Model, index: usize) -> (usize, usize) {
    let series = model.series.len().max(1);
    (index / series, index % series)
}

fn cell<'a>(model: &'a Model, index: usize) -> &'a Cell {
    let (category, series) = place(model, index);
    model.cell(category, series)
}

/// The height of the cells or the strip.
fn field(model: &Model, cell: &Cell, width: i32) -> i32 {
    match units(model, cell) {
        Some((_, universe)) => {
            let grid = Grid::new(model, universe, width);
            grid.rows * grid.pitch
        }
        None if cell.actual == Value::Suppressed || cell.share().is_some() => STRIP,
        None => 0,
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

fn several(model: &Model) -> bool {
    model.cells().len() > 1
}

/// The name, unless it is the only one, in lines; and the height of it and the count.
fn head(model: &Model, index: usize, width: i32) -> (Vec<String>, i32) {
    let (category, series) = place(model, index);
    let several = several(model);
    let name = if several { tooltip::name(model, category, series) } else { String::new() };
    let lines = text::wrap(&name, Font::Label, width, 2);
    let height = lines.len() as i32 * Font::Label.leading();
    let count = if several { 28 } else { 60 };
    (lines, height + count)
}

/// Lays the plot out.
pub(super) fn draw(model: &Model, scene: &mut Scene, plot: Rect) {
    let plot = legend::draw(scene, plot, &legend::notes(model));
    let heights = blocks(model, plot.width);
    for (index, place) in rows::places(model, scene, plot, &heights, GAP, 0).into_iter().enumerate() {
        draw_block(model, scene, index, place);
    }
}

fn draw_block(model: &Model, scene: &mut Scene, index: usize, area: Rect) {
    let cell = cell(model, index);
    let (name, head) = head(model, index, area.width);
    let below = scene.lines(&name, Font::Label, Ink::Text, area.x, area.y, Anchor::Start);
    draw_count(model, scene, cell, Rect::new(area.x, below, area.width, area.y + head - below));
    let mut drawn = Rect::new(area.x, area.y + head, area.width, area.height - head);
    match units(model, cell) {
        Some(units) => {
            let grid = Grid::new(model, units.1, drawn.width);
            draw_cells(scene, drawn, &grid, cell, units);
            drawn.width = (grid.columns * grid.pitch + 8).min(drawn.width);
        }
        None => draw_strip(scene, drawn, cell),
    }
    let drawn = if drawn.height > 0 { drawn } else { area };
    mark_drawn(scene, area, drawn, place(model, index));
}

/// `29 trên 34 nội dung` and the share; big where it is the only one.
fn draw_count(model: &Model, scene: &mut Scene, cell: &Cell, line: Rect) {
    let big = !several(model);
    let (font, baseline) = if big { (Font::big(44), line.y + 42) } else { (Font::Value, line.y + 14) };
    let Some(actual) = cell.known() else {
        let (x, font) = (line.x, if big { Font::Subtitle } else { Font::Small });
        scene.text(&model.label(cell), font, Ink::Muted, x, baseline, Anchor::Start);
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
        let pitch = if several(model) { PITCH_OF_SEVERAL } else { PITCH };
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
        scene.bar(Ink::Accent, place(unit), cell.texture());
    }
    for unit in (actual..universe).filter(seen) {
        scene.rect(Ink::Grid, place(unit));
    }
}

fn draw_strip(scene: &mut Scene, field: Rect, cell: &Cell) {
    let strip = Rect { height: STRIP.min(field.height), ..field };
    match (cell.actual, cell.universe) {
        (Value::Known(_), Some(universe)) if universe > 0 => {
            let share = cell.share().unwrap_or(0).clamp(0, 1_000) as i32;
            scene.rect(Ink::Grid, strip);
            scene.bar(Ink::Accent, Rect { width: strip.width * share / 1_000, ..strip }, cell.texture());
        }
        (Value::Suppressed, _) => {
            scene.outline(Rect::new(strip.x + 1, strip.y + 1, strip.width - 2, strip.height - 2));
        }
        _ => {}
    }
}
