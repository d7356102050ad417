//! N of M: one cell a unit up to a hundred, else a strip.

use super::{mark_drawn, rows};
use crate::model::{self, Cell, Model, Value};
use crate::scene::{Anchor, Rect, Scene};
use crate::text::{self, Font, concat};
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
    rows::total(&heights(model, width), GAP)
}

/// One category in one series.
struct Block<'a> {
    place: (usize, usize),
    cell: &'a Cell,
    /// Its name, unless it is the only one, in lines; and the height of it and the count.
    name: Vec<String>,
    head: i32,
    /// N and M in whole units, if M is small enough for cells.
    units: Option<(i32, i32)>,
    /// Cells stand in rows of ten, or of twenty where there is room, so that they can be counted.
    columns: i32,
    /// From one cell to the next.
    pitch: i32,
    height: i32,
}

/// The blocks of a width, series fastest.
fn block<'a>(model: &'a Model<'_>, index: usize, width: i32) -> Block<'a> {
    let series = model.series.len().max(1);
    let place = (index / series, index % series);
    let cell = model.cell(place.0, place.1);
    let several = several(model);
    let name = if several { tooltip::name(model, place.0, place.1) } else { String::new() };
    let name = text::wrap(&name, Font::Label, width, 2);
    let head = name.len() as i32 * Font::Label.leading() + if several { 28 } else { 60 };
    let units = units(model, cell);
    let universe = units.map_or(0, |(_, universe)| universe);
    let columns = if width >= 520 && universe > 10 { 20 } else { 10 };
    let pitch = ((width - 8) / columns).min(if several { PITCH_OF_SEVERAL } else { PITCH });
    let field = if units.is_some() {
        (universe + columns - 1) / columns * pitch
    } else if cell.actual == Value::Suppressed || cell.share().is_some() {
        STRIP
    } else {
        0
    };
    Block { place, cell, name, head, units, columns, pitch, height: head + field }
}

fn heights(model: &Model, width: i32) -> Vec<i32> {
    let mut heights = Vec::new();
    for index in 0..model.cells().len() {
        heights.push(block(model, index, width).height);
    }
    heights
}

fn units(model: &Model, cell: &Cell) -> Option<(i32, i32)> {
    let unit = model::unit(model.decimals);
    let (actual, universe) = (cell.known()?, cell.universe?);
    let whole = actual % unit == 0 && universe % unit == 0;
    let small = universe > 0 && universe / unit <= MOST_CELLS && actual >= 0 && actual <= universe;
    (whole && small).then_some(((actual / unit) as i32, (universe / unit) as i32))
}

fn several(model: &Model) -> bool {
    model.cells().len() > 1
}

/// Lays the plot out.
pub(super) fn draw(model: &Model, scene: &mut Scene, plot: Rect) {
    for (index, place) in
        rows::places(model, scene, plot, &heights(model, plot.width), GAP, 0).into_iter().enumerate()
    {
        draw_block(model, scene, &block(model, index, place.width), place);
    }
}

fn draw_block(model: &Model, scene: &mut Scene, block: &Block, area: Rect) {
    let below = scene.lines(&block.name, Font::Label, Ink::Text, area.x, area.y, Anchor::Start);
    let mut drawn = area.below(block.head);
    draw_count(model, scene, block.cell, Rect::new(area.x, below, area.width, drawn.y - below));
    if let Some(units) = block.units {
        draw_cells(scene, drawn, block, units);
        drawn.width = (block.columns * block.pitch + 8).min(drawn.width);
    } else {
        draw_strip(scene, drawn, block.cell);
    }
    let drawn = if drawn.height > 0 { drawn } else { area };
    mark_drawn(scene, area, drawn, block.place);
}

/// `29 trên 34 nội dung` and the share; big where it is the only one.
fn draw_count(model: &Model, scene: &mut Scene, cell: &Cell, line: Rect) {
    let big = !several(model);
    let (font, baseline) = if big { (Font::big(44), line.y + 42) } else { (Font::Value, line.y + 14) };
    let Some(actual) = cell.known() else {
        let (x, font) = (line.x, if big { Font::Subtitle } else { Font::Small });
        scene.text(&model.value_or_reason(cell), font, Ink::Muted, x, baseline, Anchor::Start);
        return;
    };
    let actual = model.value(actual);
    scene.text(&actual, font, if big { Ink::Accent } else { Ink::Text }, line.x, baseline, Anchor::Start);
    let Some(universe) = cell.universe else { return };
    let rest = concat(&[model.words.out_of, " ", &model.value_with_unit(universe)]);
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

fn draw_cells(scene: &mut Scene, field: Rect, block: &Block, (actual, universe): (i32, i32)) {
    let side = block.pitch - if block.pitch > 12 { 4 } else { 2 };
    // One ink after the other: each is one path.
    for unit in 0..universe {
        let (row, column) = (unit / block.columns, unit % block.columns);
        let middle = if column >= 10 { 8 } else { 0 };
        let x = field.x + column * block.pitch + middle;
        let place = Rect::new(x, field.y + row * block.pitch, side, side);
        if place.bottom() > field.bottom() {
            break;
        }
        if unit < actual {
            scene.bar(Ink::Accent, place, block.cell.texture());
        } else {
            scene.rect(Ink::Grid, place);
        }
    }
}

fn draw_strip(scene: &mut Scene, field: Rect, cell: &Cell) {
    let strip = Rect { height: STRIP.min(field.height), ..field };
    if cell.actual == Value::Suppressed {
        scene.outline(strip.inset(1));
    } else if let Some(share) = cell.share()
        && cell.universe > Some(0)
    {
        scene.rect(Ink::Grid, strip);
        let width = strip.width * share.clamp(0, 1_000) as i32 / 1_000;
        scene.bar(Ink::Accent, Rect { width, ..strip }, cell.texture());
    }
}
