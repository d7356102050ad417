//! Counts that go on from step to step, and the share of each step that goes on.

use crate::axis::{self, Scale};
use crate::model::{self, Model, Value};
use crate::scene::{Anchor, Rect, Scene};
use crate::text::{self, Font};
use crate::theme::Ink;
use crate::tooltip;

const BAR: i32 = 34;
/// Between a bar and the next step: room for the share that goes on.
const NECK: i32 = 30;

/// The height that suits the plot at this width.
pub(super) fn height(model: &Model, width: i32) -> i32 {
    let steps = Steps::new(model, width);
    (0..model.categories.len()).map(|step| steps.height(step)).sum::<i32>() - NECK + 6
}

/// Lays the plot out.
pub(super) fn draw(model: &Model, scene: &mut Scene, plot: Rect) {
    let steps = Steps::new(model, plot.width);
    let values = (0..model.categories.len()).filter_map(|step| model.cell(step, 0).known());
    let extent = axis::extent(values);
    let widest = (0..model.categories.len())
        .map(|step| text::width(&model.value_or_reason(model.cell(step, 0)), Font::Value));
    let reserved = widest.max().unwrap_or(0).min(plot.width / 2) + 12;
    let scale = Scale::new((0, extent.1), plot.x + steps.room, plot.right() - reserved);
    let mut y = plot.y;
    let mut before: Option<(i64, Rect)> = None;
    for category in 0..model.categories.len() {
        let height = steps.height(category) - NECK;
        let reserved = if category + 1 == model.categories.len() { 0 } else { 20 };
        if y + height > plot.bottom() - reserved {
            super::draw_rest(model, scene, plot, y, model.categories.len() - category);
            break;
        }
        let bar = steps.draw_name(scene, category, plot.x, y, height);
        let cell = model.cell(category, 0);
        let end = cell.known().map_or(scale.at(0), |value| scale.at(value));
        let bar = Rect::between(scale.at(0), bar, end, bar + BAR);
        if let (Some(value), Some((previous, above))) = (cell.known(), before) {
            draw_neck(model, scene, above, bar, model::share(value, previous), steps.room > 0);
        }
        let ink =
            if model.accent().is_none_or(|accent| accent == category) { Ink::Accent } else { Ink::Rest };
        match cell.actual {
            Value::Known(_) => scene.bar(ink, Rect { width: bar.width.max(2), ..bar }, cell.hatched()),
            Value::Suppressed => scene.outline(Rect { width: 40, ..bar }),
            Value::Missing => {}
        }
        let font = if cell.known().is_some() { Font::Value } else { Font::Small };
        let text_ink = if cell.known().is_some() { Ink::Text } else { Ink::Muted };
        let x = if cell.actual == Value::Suppressed { bar.x + 48 } else { bar.right() + 8 };
        scene.text(&model.value_or_reason(cell), font, text_ink, x, bar.y + BAR / 2 + 5, Anchor::Start);
        let row = Rect::new(plot.x, y, plot.width, height);
        scene.mark(row, tooltip::lines(model, category, 0));
        before = cell.known().map(|value| (value, bar));
        y += height + NECK;
    }
}

/// The way from one bar to the next, and the share that takes it.
fn draw_neck(model: &Model, scene: &mut Scene, above: Rect, bar: Rect, share: Option<i64>, wide: bool) {
    let bottom = if wide { bar.y } else { above.bottom() + NECK - 6 };
    let corners = vec![
        (above.x, above.bottom()),
        (above.right(), above.bottom()),
        (if wide { bar.right() } else { above.right() }, bottom),
        (above.x, bottom),
    ];
    if wide {
        scene.area(Ink::Tint, corners);
    }
    let Some(share) = share else { return };
    let baseline = (above.bottom() + bottom) / 2 + 4;
    let percent = model.percent(share);
    let (x, top) = (above.x + 8, above.bottom() + (bottom - above.bottom()) / 2 - 3);
    scene.area(Ink::Zero, vec![(x, top), (x + 10, top), (x + 5, top + 6)]);
    scene.text(&percent, Font::Value, Ink::Text, x + 18, baseline, Anchor::Start);
    let after = x + 18 + text::width(&percent, Font::Value) + 4;
    scene.text(model.words.of_step_before, Font::Small, Ink::Muted, after, baseline, Anchor::Start);
}

/// Names beside the bars, or above them on phones.
struct Steps {
    room: i32,
    names: Vec<Vec<String>>,
}

impl Steps {
    fn new(model: &Model, width: i32) -> Self {
        let widest =
            model.categories.iter().map(|name| text::width(name, Font::Label)).max().unwrap_or(0) + 12;
        let room = if width < 480 { 0 } else { widest.min(width * 3 / 10) };
        let inside = if room > 0 { room - 12 } else { width };
        Self {
            room,
            names: model.categories.iter().map(|name| text::wrap(name, Font::Label, inside, 3)).collect(),
        }
    }

    fn name(&self, step: usize) -> &[String] {
        self.names.get(step).map_or(&[], Vec::as_slice)
    }

    fn height(&self, step: usize) -> i32 {
        let name = self.name(step).len() as i32 * Font::Label.leading();
        NECK + if self.room > 0 { BAR.max(name) } else { BAR + name + 2 }
    }

    /// Writes the name; answers the top of the bar.
    fn draw_name(&self, scene: &mut Scene, step: usize, x: i32, y: i32, height: i32) -> i32 {
        let name = self.name(step);
        let text = name.len() as i32 * Font::Label.leading();
        if self.room > 0 {
            scene.lines(
                name,
                Font::Label,
                Ink::Text,
                x + self.room - 12,
                y + (height - text) / 2,
                Anchor::End,
            );
            y + (height - BAR) / 2
        } else {
            scene.lines(name, Font::Label, Ink::Text, x, y, Anchor::Start);
            y + text + 2
        }
    }
}
