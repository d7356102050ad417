//! Plan against actual: the actual's bar on the plan's track, the plan as a tick, the rate as text.

use super::{draw_tick, mark_drawn, rows};
use crate::axis::{self, Scale};
use crate::legend;
use crate::model::{Cell, Model, Value};
use crate::scene::{Anchor, Rect, Scene};
use crate::text::{self, Font};
use crate::theme::Ink;
use crate::tooltip;

const BAR: i32 = 20;
const GAP: i32 = 20;

/// The height that suits the plot at this width.
pub(super) fn height(model: &Model, width: i32) -> i32 {
    let heights: Vec<i32> = bullets(model, width).iter().map(Bullet::height).collect();
    rows::total(&heights, GAP) + legend::height(&legend::notes(model), width)
}

/// One category in one series.
struct Bullet {
    category: usize,
    series: usize,
    name: Vec<String>,
    rate: String,
}

impl Bullet {
    fn height(&self) -> i32 {
        self.name.len().max(1) as i32 * Font::Label.leading() + 4 + BAR + 4 + Font::Small.leading()
    }
}

fn bullets(model: &Model, width: i32) -> Vec<Bullet> {
    let mut bullets = Vec::new();
    for category in 0..model.categories.len() {
        for series in 0..model.series.len() {
            let rate =
                model.cell(category, series).plan_rate.map(|rate| model.rate(rate)).unwrap_or_default();
            let room = width - text::width(&rate, Font::Value) - 16;
            let name = tooltip::name(model, category, series);
            bullets.push(Bullet { category, series, name: text::balance(&name, Font::Label, room, 3), rate });
        }
    }
    bullets
}

/// Lays the plot out.
pub(super) fn draw(model: &Model, scene: &mut Scene, plot: Rect) {
    let plot = legend::draw(scene, plot, &legend::notes(model));
    let extent = axis::extent(model.cells().iter().flat_map(|cell| [cell.known(), cell.plan]).flatten());
    let scale = Scale::new(extent, plot.x, plot.right() - 2);
    let bullets = bullets(model, plot.width);
    let heights: Vec<i32> = bullets.iter().map(Bullet::height).collect();
    for (place, bullet) in rows::places(model, scene, plot, &heights, GAP, 0).into_iter().zip(&bullets) {
        draw_bullet(model, scene, bullet, place, &scale);
    }
}

fn draw_bullet(model: &Model, scene: &mut Scene, bullet: &Bullet, place: Rect, scale: &Scale) {
    let cell = model.cell(bullet.category, bullet.series);
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
    let actual = match cell.actual {
        Value::Known(value) => model.value_with_unit(value),
        Value::Suppressed | Value::NotApplicable | Value::Missing => model.label(cell),
    };
    let ink = if cell.known().is_some() { Ink::Text } else { Ink::Muted };
    scene.text(&actual, Font::Small, ink, line.x, baseline, Anchor::Start);
    if let Some(plan) = cell.plan {
        let word = if cell.known().is_some() { model.words.plan } else { model.words.target };
        let label = [word, " ", &model.value(plan)].concat();
        let width = text::width(&label, Font::Small);
        let after = line.x + text::width(&actual, Font::Small) + 12;
        let right = (scale.at(plan) + 2).max(after + width).min(line.right());
        scene.text(&label, Font::Small, Ink::Muted, right, baseline, Anchor::End);
    }
}
