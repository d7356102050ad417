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

use crate::dataset::Kind;
use crate::model::Model;
use crate::scene::{Rect, Scene};
use crate::theme::Ink;

/// The least height of a plot that every kind can use.
pub(crate) const SMALLEST: i32 = 200;

/// The height that suits the plot at this width.
pub(crate) fn height(model: &Model, width: i32) -> i32 {
    match model.data.drawing.kind {
        Kind::Number => number::height(model, width),
        Kind::Column => column::height(model, width),
        Kind::Bar => bar::height(model, width),
        Kind::Stacked => stacked::height(model, width),
        Kind::Funnel => funnel::height(model, width),
        Kind::Bullet => bullet::height(model, width),
        Kind::Waffle => waffle::height(model, width),
        Kind::Line => line::height(model, width),
        Kind::Multiples => multiples::height(model, width),
        Kind::Table => table::height(model, width),
    }
}

/// Draws the plot.
pub(crate) fn draw(model: &Model, scene: &mut Scene, plot: Rect) {
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
    let rim = Rect::new(tick.x - 1, tick.y - 1, tick.width + 2, tick.height + 2);
    scene.rect(Ink::Ground, rim);
    scene.rect(Ink::Text, tick);
}
