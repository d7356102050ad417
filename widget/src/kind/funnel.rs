//! Counts that go on from step to step, and the share of each step that goes on.

use super::mark_drawn;
use super::rows::{self, Names};
use crate::axis::{self, Scale};
use crate::legend;
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
        + legend::height(&legend::notes(model), width)
}

/// Lays the plot out.
pub(super) fn draw(model: &Model, scene: &mut Scene, plot: Rect) {
    let plot = legend::draw(scene, plot, &legend::notes(model));
    let names = Names::new(&model.categories, plot.width);
    let steps = 0..model.categories.len();
    let extent = axis::extent(steps.clone().filter_map(|step| model.cell(step, 0).known()));
    let widest = steps.map(|step| text::width(&model.label(model.cell(step, 0)), Font::Value)).max();
    let reserved = widest.unwrap_or(0).min(plot.width / 2) + 12;
    let scale = Scale::new((0, extent.1), plot.x + names.room, plot.right() - reserved);
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
                let corners = [(above.right(), above.bottom()), (bar.right(), bar.y), (bar.x, bar.y)];
                scene.area(Ink::Tint, [&[(above.x, above.bottom())], &corners[..]].concat());
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
    let (drawn, font, ink) = match cell.actual {
        Value::Known(_) => {
            let bar = Rect { width: bar.width.max(2), ..bar };
            scene.bar(model.ink(step, 0), bar, cell.texture());
            (bar, Font::Value, Ink::Text)
        }
        Value::Suppressed => {
            scene.outline(Rect { width: 40, ..bar });
            (Rect { width: 40, ..bar }, Font::Small, Ink::Muted)
        }
        // The words stand where the bar would begin, and are what is meant.
        Value::NotApplicable | Value::Missing => {
            let (width, baseline) = (text::width(&label, Font::Small), bar.y + BAR / 2 + 5);
            scene.text(&label, Font::Small, Ink::Muted, bar.x, baseline, Anchor::Start);
            return Rect { width, ..bar };
        }
    };
    scene.text(&label, font, ink, drawn.right() + 8, bar.y + BAR / 2 + 5, Anchor::Start);
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
