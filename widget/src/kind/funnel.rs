//! Counts that go on from step to step, and the share of each step that goes on.

use super::mark_drawn;
use super::rows::{self, Names};
use crate::axis::Scale;
use crate::model::{self, Model, Value};
use crate::scene::{Anchor, Rect, Scene};
use crate::text::{self, Font};
use crate::theme::Ink;

const BAR: i32 = 34;
/// Between a bar and the next step: room for the share that goes on.
const NECK: i32 = 30;

/// The height that suits the plot at this width.
pub(super) fn height(model: &Model, width: i32) -> i32 {
    rows::total(&Names::new(&model.categories, width).heights(BAR), NECK)
}

/// Lays the plot out.
pub(super) fn draw(model: &Model, scene: &mut Scene, plot: Rect) {
    let names = Names::new(&model.categories, plot.width);
    let (mut high, mut widest) = (0, 0);
    for step in 0..model.categories.len() {
        let cell = model.cell(step, 0);
        high = cell.known().unwrap_or(0).max(high);
        widest = text::width(&model.label(cell), Font::Value).max(widest);
    }
    let reserved = widest.min(plot.width / 2) + 12;
    let scale = Scale::new((0, high), plot.x + names.room, plot.right() - reserved);
    let mut before: Option<(i64, Rect)> = None;
    for (step, row) in rows::places(model, scene, plot, &names.heights(BAR), NECK, 0).into_iter().enumerate()
    {
        let place = names.draw(scene, step, row);
        let cell = model.cell(step, 0);
        let y = place.y + (place.height - BAR) / 2;
        let bar = Rect::between(scale.at(0), y, scale.at(cell.known().unwrap_or(0)), y + BAR);
        if let (Some(value), Some((previous, above))) = (cell.known(), before) {
            let neck = Rect::between(above.x, above.bottom(), above.right(), row.y);
            if names.room > 0 {
                let (top, bottom) = (above.bottom(), bar.y);
                let corners =
                    vec![(above.x, top), (above.right(), top), (bar.right(), bottom), (bar.x, bottom)];
                scene.area(Ink::Tint, corners);
            }
            draw_share(model, scene, neck, model::share(value, previous));
        }
        let drawn = draw_bar(model, scene, step, bar);
        mark_drawn(scene, row, drawn, (step, 0));
        before = cell.known().map(|value| (value, bar));
    }
}

/// Answers what is seen.
fn draw_bar(model: &Model, scene: &mut Scene, step: usize, bar: Rect) -> Rect {
    let cell = model.cell(step, 0);
    let label = model.label(cell);
    let (mut drawn, mut x) = (bar, bar.x);
    let (mut font, mut ink) = (Font::Small, Ink::Muted);
    match cell.actual {
        Value::Known(_) => {
            drawn.width = bar.width.max(2);
            scene.bar(model.ink(step, 0), drawn, cell.texture());
            (font, ink, x) = (Font::Value, Ink::Text, drawn.right() + 8);
        }
        Value::Suppressed => {
            drawn.width = 40;
            scene.outline(drawn);
            x = drawn.right() + 8;
        }
        // The words stand where the bar would begin, and are what is meant.
        Value::NotApplicable | Value::Missing => drawn.width = text::width(&label, font),
    }
    scene.text(&label, font, ink, x, bar.y + BAR / 2 + 5, Anchor::Start);
    drawn
}

/// The share that goes on, between two steps.
fn draw_share(model: &Model, scene: &mut Scene, neck: Rect, share: Option<i64>) {
    let Some(share) = share else { return };
    let middle = neck.y + neck.height / 2;
    let (x, baseline) = (neck.x + 8, middle + 4);
    let percent = model.percent(share);
    scene.area(Ink::Zero, vec![(x, middle - 3), (x + 10, middle - 3), (x + 5, middle + 3)]);
    scene.text(&percent, Font::Value, Ink::Text, x + 18, baseline, Anchor::Start);
    let after = x + 18 + text::width(&percent, Font::Value) + 4;
    scene.text(model.words.of_step_before, Font::Small, Ink::Muted, after, baseline, Anchor::Start);
}
