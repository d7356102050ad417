//! Plan against actual: the actual's bar on the plan's track, the plan as a tick, the rate as text.

use super::{bars_extent, draw_tick, mark_drawn, rows};
use crate::axis::Scale;
use crate::model::{Cell, Model, Value};
use crate::scene::{Anchor, Rect, Scene};
use crate::text::{self, Font};
use crate::theme::Ink;
use crate::tooltip;

const BAR: i32 = 20;
const GAP: i32 = 20;

/// The height that suits the plot at this width.
pub(super) fn height(model: &Model, width: i32) -> i32 {
    rows::total(&heights(model, width), GAP)
}

/// One category in one series.
struct Bullet {
    category: usize,
    series: usize,
    name: Vec<String>,
    rate: String,
    height: i32,
}

/// The bullets of a width, series fastest.
fn bullet(model: &Model, index: usize, width: i32) -> Bullet {
    let (category, series) = (index / model.series.len().max(1), index % model.series.len().max(1));
    let rate = match model.cell(category, series).plan_rate {
        Some(rate) => model.rate(rate),
        None => String::new(),
    };
    let room = width - text::width(&rate, Font::Value) - 16;
    let name = text::balance(&tooltip::name(model, category, series), Font::Label, room, 3);
    let lines = (name.len() as i32).max(1) * Font::Label.leading();
    Bullet { category, series, name, rate, height: lines + 4 + BAR + 4 + Font::Small.leading() }
}

fn heights(model: &Model, width: i32) -> Vec<i32> {
    let mut heights = Vec::new();
    for index in 0..model.cells().len() {
        heights.push(bullet(model, index, width).height);
    }
    heights
}

/// Lays the plot out.
pub(super) fn draw(model: &Model, scene: &mut Scene, plot: Rect) {
    let scale = Scale::new(bars_extent(model), plot.x, plot.right() - 2);
    for (index, place) in
        rows::places(model, scene, plot, &heights(model, plot.width), GAP, 0).into_iter().enumerate()
    {
        draw_bullet(model, scene, &bullet(model, index, plot.width), place, &scale);
    }
}

fn draw_bullet(model: &Model, scene: &mut Scene, bullet: &Bullet, place: Rect, scale: &Scale) {
    let cell = model.cell(bullet.category, bullet.series);
    scene.rank = model.category_of(bullet.category) + 1;
    let below = scene.lines(&bullet.name, Font::Label, Ink::Text, place.x, place.y, Anchor::Start);
    scene.text(&bullet.rate, Font::Value, Ink::Accent, place.right(), place.y + 13, Anchor::End);
    let bar = Rect::new(place.x, below.max(place.y + Font::Label.leading()) + 4, place.width, BAR);
    let zero = scale.at(0);
    if let Some(plan) = cell.plan {
        scene.rect(Ink::Tint, Rect::between(zero, bar.y, scale.at(plan), bar.bottom()));
    }
    // Where there is no bar, its track is what is meant.
    let mut drawn = bar;
    match cell.actual {
        Value::Known(value) => {
            let ink = match model.highlight {
                Some(accent) if accent != bullet.category => Ink::Rest,
                _ => Ink::Accent,
            };
            let inner = Rect::between(zero, bar.y + 4, scale.at(value), bar.bottom() - 4);
            drawn = Rect { width: inner.width.max(2), ..inner };
            scene.bar(ink, drawn, cell.texture());
        }
        Value::Suppressed => {
            drawn = Rect::new(zero + 1, bar.y + 4, 40, BAR - 8);
            scene.outline(drawn);
        }
        Value::NotApplicable | Value::Missing => {}
    }
    if let Some(plan) = cell.plan {
        draw_tick(scene, Rect::new((scale.at(plan) - 1).max(place.x), bar.y - 3, 3, BAR + 6));
    }
    draw_values(model, scene, cell, Rect::new(place.x, bar.bottom(), place.width, 20), scale);
    mark_drawn(scene, place, drawn, (bullet.category, bullet.series));
}

/// Under the bar: the actual at its left, the plan under its tick as far as the picture goes.
fn draw_values(model: &Model, scene: &mut Scene, cell: &Cell, line: Rect, scale: &Scale) {
    let baseline = line.y + 4 + Font::Small.size();
    let (actual, ink, word) = match cell.known() {
        Some(value) => (model.value_with_unit(value), Ink::Text, model.words.plan),
        None => (model.label(cell), Ink::Muted, model.words.target),
    };
    scene.text(&actual, Font::Small, ink, line.x, baseline, Anchor::Start);
    if let Some(plan) = cell.plan {
        let label = text::concat(&[word, " ", &model.value(plan)]);
        let width = text::width(&label, Font::Small);
        let after = line.x + text::width(&actual, Font::Small) + 12;
        let right = (scale.at(plan) + 2).max(after + width).min(line.right());
        scene.text(&label, Font::Small, Ink::Muted, right, baseline, Anchor::End);
    }
}
