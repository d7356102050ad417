//! The kinds of chart: one file each, with the same two functions. `height` says what suits the figures at a width;
//! `draw` lays them out in the plot, whatever its height. `rows` is what the listing kinds share.

mod bar;
mod bullet;
mod column;
mod ends;
mod funnel;
mod line;
mod multiples;
mod number;
mod rows;
mod stacked;
mod table;
#[cfg(test)]
mod tests;
mod waffle;

use crate::axis::Scale;
use crate::dataset::Kind;
use crate::legend;
use crate::model::{Cell, Model};
use crate::scene::{Rect, Scene};
use crate::theme::Ink;

/// The least height of a plot that every kind can use, if its legend is not long.
const SMALLEST: i32 = 200;

/// The least height of the plot at this width; one that is asked to be lower may be as low as it likes to be by itself.
pub(crate) fn smallest(model: &Model, width: i32) -> i32 {
    match model.data.drawing.kind {
        Kind::Line => line::smallest(model, width).max(SMALLEST),
        _ => SMALLEST,
    }
}

/// The parts of the legend over the plot; where a kind has more of its own to explain, it draws its legend itself.
fn explained(model: &Model, width: i32) -> u8 {
    match model.data.drawing.kind {
        Kind::Column => column::explained(model, width),
        Kind::Bar => legend::SERIES | legend::PLAN | legend::TEXTURES,
        Kind::Stacked => stacked::explained(model),
        Kind::Multiples => multiples::explained(model),
        Kind::Funnel | Kind::Bullet | Kind::Waffle => legend::TEXTURES,
        Kind::Number | Kind::Line | Kind::Table => 0,
    }
}

/// The height that suits the plot at this width.
pub(crate) fn height(model: &Model, width: i32) -> i32 {
    let legend = legend::height(&legend::entries(model, explained(model, width)), width);
    let plot = match model.data.drawing.kind {
        Kind::Number => number::height(model, width),
        Kind::Column => column::height(width),
        Kind::Bar => bar::height(model, width),
        Kind::Stacked => stacked::height(model, width),
        Kind::Funnel => funnel::height(model, width),
        Kind::Bullet => bullet::height(model, width),
        Kind::Waffle => waffle::height(model, width),
        Kind::Line => line::height(model, width),
        Kind::Multiples => multiples::height(model, width),
        Kind::Table => table::height(model, width),
    };
    legend + plot
}

/// Draws the plot.
pub(crate) fn draw(model: &Model, scene: &mut Scene, plot: Rect) {
    let plot = legend::draw(scene, plot, &legend::entries(model, explained(model, plot.width)));
    match model.data.drawing.kind {
        Kind::Number => number::draw(model, scene, plot),
        Kind::Column => column::draw(model, scene, plot),
        Kind::Bar => bar::draw(model, scene, plot),
        Kind::Stacked => stacked::draw(model, scene, plot),
        Kind::Funnel => funnel::draw(model, scene, plot),
        Kind::Bullet => bullet::draw(model, scene, plot),
        Kind::Waffle => waffle::draw(model, scene, plot),
        Kind::Line => line::draw(model, scene, plot),
        Kind::Multiples => multiples::draw(model, scene, plot),
        Kind::Table => table::draw(model, scene, plot),
    }
}

/// A cell's place to point at, and what is ringed of it: what is drawn, grown to where a ring can be seen, in the picture.
fn mark_drawn(scene: &mut Scene, area: Rect, drawn: Rect, cell: (usize, usize)) {
    let (width, height) = (drawn.width.max(RING), drawn.height.max(RING));
    let x = (drawn.x - (width - drawn.width) / 2).min(scene.width - width).max(0);
    let y = (drawn.y - (height - drawn.height) / 2).min(scene.height - height).max(0);
    scene.mark_at(area, Rect::new(x, y, width, height), cell);
}

/// The least side of what is ringed.
const RING: i32 = 6;

/// The plan's tick, with a rim that keeps it apart from a mark of any colour.
fn draw_tick(scene: &mut Scene, tick: Rect) {
    scene.fill(Ink::Ground, tick.x - 1, tick.y - 1, tick.width + 2, tick.height + 2);
    scene.rect(Ink::Text, tick);
}

/// The share of a category among so many in the field's width.
fn slot(field: Rect, category: usize, count: usize) -> Rect {
    let (category, count) = (category as i32, (count as i32).max(1));
    let left = field.x + category * field.width / count;
    let right = field.x + (category + 1) * field.width / count;
    Rect { x: left, width: right - left, ..field }
}

/// A column on the zero line: as high as can be told from it at least.
fn column_of(scale: &Scale, value: i64, x: i32, thick: i32) -> Rect {
    let (zero, end) = (scale.at(0), scale.at(value));
    let height = (zero - end).abs().max(2);
    Rect::new(x, if value < 0 { zero } else { zero - height }, thick, height)
}

/// A bar as high as its row, a pixel wide at least.
fn bar_of(scale: &Scale, value: i64, row: Rect) -> Rect {
    let (zero, end) = (scale.at(0), scale.at(value));
    Rect::new(zero.min(end), row.y, (zero - end).abs().max(1), row.height)
}

/// The short line where a figure is missing.
fn draw_gap(scene: &mut Scene, x: i32, y: i32, room: i32) {
    let half = (room / 3).clamp(1, 4);
    scene.fill(Ink::Muted, x - half, y, 2 * half, 1);
}

/// The middle of what is twice `half` wide, moved into the field.
fn inwards(x: i32, half: i32, field: Rect) -> i32 {
    x.min(field.right() - half).max(field.x + half)
}

/// The lowest and the highest of all figures and plans, zero among them.
fn bars_extent(model: &Model) -> (i64, i64) {
    let (mut low, mut high) = (0, 0);
    for cell in model.cells() {
        widen(&mut low, &mut high, cell);
    }
    (low, high)
}

/// Widens a range with zero in it to a cell's figure and plan.
fn widen(low: &mut i64, high: &mut i64, cell: &Cell) {
    let (figure, plan) = (cell.known().unwrap_or(0), cell.plan.unwrap_or(0));
    *low = (*low).min(figure).min(plan);
    *high = (*high).max(figure).max(plan);
}
