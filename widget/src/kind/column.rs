//! Columns: one indicator over time, the plan as a tick across each column; grouped for more series.

use super::{draw_tick, mark_drawn};
use crate::axis::{self, Scale};
use crate::legend::{self, Entry};
use crate::model::{Cell, Model, Value};
use crate::reference::{self, Frame};
use crate::scene::{Anchor, Rect, Scene};
use crate::text::{self, Font};
use crate::theme::Ink;

/// The widest column, alone and in a group.
const WIDEST: i32 = 120;
const WIDEST_OF_GROUP: i32 = 84;

/// The height that suits the plot at this width.
pub(super) fn height(model: &Model, width: i32) -> i32 {
    (width * 9 / 16).clamp(200, 380) + legend::height(&entries(model, width), width)
}

/// Lays the plot out.
pub(super) fn draw(model: &Model, scene: &mut Scene, plot: Rect) {
    let plot = legend::draw(scene, plot, &entries(model, plot.width));
    let direct = values_fit(model, slot(model, plot.width));
    let extent = extent(model);
    let mut ticks = axis::ticks(extent, if plot.width < 480 { 4 } else { 5 });
    // A small fall under zero does not need a whole step of room.
    ticks.retain(|&tick| tick >= extent.0);
    let gutter = if direct { 0 } else { axis::widest(model, &ticks) + 8 };
    let field = Rect::new(plot.x + gutter, plot.y, plot.width - gutter, plot.height);
    let names = Names::new(model, field.width);
    let rates = if direct { Rates::new(model, slot(model, field.width)) } else { Rates::None };
    let above = match (direct, rates) {
        (false, _) => 18,
        (true, Rates::None) => 24,
        (true, _) => 40,
    };
    let bottom = field.bottom() - names.height() - if extent.0 < 0 { 20 } else { 0 };
    let range = match (direct, ticks.as_slice()) {
        (false, [.., last]) => (extent.0, *last),
        _ => extent,
    };
    let above = above + reference::headroom(model);
    let scale = Scale::new(range, bottom, (field.y + above).min(bottom));
    let columns = Columns { model, field, scale, direct, rates };
    let (band, x) = (|category| columns.band(category), |category, series| columns.middle(category, series));
    let marked = Rect::new(field.x, field.y, field.width, bottom - field.y);
    let frame = Frame { field: marked, scale: &columns.scale, band: &band, x: &x };
    reference::draw_behind(model, scene, &frame);
    if !direct {
        let plot = Rect::new(plot.x, plot.y, plot.width, bottom - plot.y);
        axis::draw(model, scene, plot, &ticks, &columns.scale);
    }
    for category in 0..model.categories.len() {
        for series in 0..model.series.len() {
            columns.draw(scene, category, series);
        }
    }
    if !direct && let Some(accent) = model.accent() {
        columns.label_accent(scene, accent);
    }
    scene.rect(Ink::Zero, Rect::new(plot.x, columns.scale.at(0), plot.width, 1));
    names.draw(scene, field);
    reference::draw_front(model, scene, &frame);
}

/// The width of a category.
fn slot(model: &Model, width: i32) -> i32 {
    width / (model.categories.len() as i32).max(1)
}

/// The width of a column with its share of the space around its group.
fn share(model: &Model, slot: i32) -> i32 {
    match model.series.len() as i32 {
        ..=1 => slot,
        count => (slot * 9 / 10 / count).min(WIDEST_OF_GROUP),
    }
}

fn extent(model: &Model) -> (i64, i64) {
    let values = model.cells().iter().flat_map(|cell| [cell.known(), cell.plan]).flatten();
    reference::extend(model, axis::extent(values))
}

fn value_font(model: &Model) -> Font {
    if model.series.len() > 1 { Font::Small } else { Font::Value }
}

/// Whether every value can stand over its column, so that no axis is needed.
fn values_fit(model: &Model, slot: i32) -> bool {
    let room = share(model, slot) - 4;
    let fits = |value: i64| text::width(&model.value(value), value_font(model)) <= room;
    model.cells().iter().filter_map(Cell::known).all(fits)
}

/// Whether what is missing can be said in words in its place.
fn reasons_fit(model: &Model, slot: i32) -> bool {
    let room = share(model, slot) - 4;
    [model.words.not_reported, model.words.confidential]
        .iter()
        .all(|words| text::wraps_whole(words, Font::Small, room, 3))
}

fn entries(model: &Model, width: i32) -> Vec<Entry> {
    let slot = slot(model, width);
    let mut entries = legend::series(model);
    entries.extend(legend::plan(model));
    entries.extend(legend::hatching(model));
    if !reasons_fit(model, slot) {
        entries.extend(legend::absences(model));
    }
    entries
}

/// How plan rates are written over the columns.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rates {
    None,
    Percent,
    Words,
}

impl Rates {
    fn new(model: &Model, slot: i32) -> Self {
        let known = || model.cells().iter().filter_map(|cell| cell.plan_rate);
        let fit = |write: &dyn Fn(i64) -> String| {
            known().all(|rate| text::width(&write(rate), Font::Small) <= slot - 4)
        };
        if model.series.len() > 1 || known().next().is_none() {
            Self::None
        } else if fit(&|rate| model.rate(rate)) {
            Self::Words
        } else if fit(&|rate| model.percent(rate)) {
            Self::Percent
        } else {
            Self::None
        }
    }

    fn write(self, model: &Model, cell: &Cell) -> Option<String> {
        match self {
            Self::None => None,
            Self::Percent => cell.plan_rate.map(|rate| model.percent(rate)),
            Self::Words => cell.plan_rate.map(|rate| model.rate(rate)),
        }
    }
}

struct Columns<'a> {
    model: &'a Model<'a>,
    field: Rect,
    scale: Scale,
    direct: bool,
    rates: Rates,
}

impl Columns<'_> {
    /// The left and the right edge of a category.
    fn band(&self, category: usize) -> (i32, i32) {
        let (field, count) = (self.field, (self.model.categories.len() as i32).max(1));
        let edge = |index: usize| field.x + index as i32 * field.width / count;
        (edge(category), edge(category + 1))
    }

    /// The middle of a column.
    fn middle(&self, category: usize, series: usize) -> i32 {
        let (left, right) = self.band(category);
        let off = 2 * series as i32 + 1 - self.model.series.len() as i32;
        (left + right + off * share(self.model, right - left)) / 2
    }

    fn draw(&self, scene: &mut Scene, category: usize, series: usize) {
        let (model, field) = (self.model, self.field);
        let count = (model.categories.len() as i32).max(1);
        let left = field.x + category as i32 * field.width / count;
        let right = field.x + (category as i32 + 1) * field.width / count;
        let groups = model.series.len() as i32;
        let share = share(model, right - left);
        let thick =
            if groups > 1 { share - i32::from(share > 4) } else { (share * 7 / 10).min(WIDEST) }.max(1);
        let group = if groups > 1 { share * groups } else { thick };
        let x = (left + right - group) / 2 + if groups > 1 { series as i32 * share } else { 0 };

        let cell = model.cell(category, series);
        let zero = self.scale.at(0);
        let ink = model.ink(category, series);
        // Where there is no column, the place of the words for it.
        let mut drawn = Rect::new(x, zero - 12, thick, 12);
        match cell.actual {
            Value::Known(value) => {
                drawn = Rect::between(x, self.scale.at(value), x + thick, zero);
                if drawn.height < 2 {
                    // As high as can be told from the zero line.
                    drawn = Rect { y: if value < 0 { zero } else { zero - 2 }, height: 2, ..drawn };
                }
                scene.bar(ink, drawn, cell.texture());
            }
            Value::Suppressed => {
                drawn = Rect::new(x, zero - 24, thick.max(2), 24);
                scene.outline(drawn);
                self.reason(scene, model.words.confidential, x + thick / 2, zero - 30, share);
            }
            Value::NotApplicable | Value::Missing => {
                self.reason(scene, &model.label(cell), x + thick / 2, zero - 6, share);
            }
        }
        if let Some(plan) = cell.plan {
            let out = ((right - left - group) / 2).clamp(0, 4);
            let tick = Rect::new(x - out, self.scale.at(plan) - 1, thick + 2 * out, 2);
            // Thin columns stand so close that a rim would hide the ticks beside this one.
            if thick < 6 {
                scene.rect(Ink::Text, tick);
            } else {
                draw_tick(scene, tick);
            }
        }
        self.label(scene, cell, x + thick / 2, share, ink == Ink::Accent);
        let band = match groups {
            2.. => Rect::new(x, field.y, thick, field.height),
            _ => Rect::new(left, field.y, right - left, field.height),
        };
        mark_drawn(scene, band, drawn, (category, series));
    }

    /// Value and rate over the column, or under a negative one; in the accented
    /// column the plan's value over a tick that stands clear.
    fn label(&self, scene: &mut Scene, cell: &Cell, x: i32, room: i32, accent: bool) {
        let model = self.model;
        let Some(value) = cell.known() else { return };
        if !self.direct {
            // A column that is not there would be taken for one that is missing.
            let zero = model.value(0);
            if value == 0 && text::width(&zero, Font::Small) + 2 <= room {
                scene.text(&zero, Font::Small, Ink::Muted, x, self.scale.at(0) - 5, Anchor::Middle);
            }
            return;
        }
        let font = value_font(model);
        let end = self.scale.at(value);
        if value < 0 {
            scene.text(&model.value(value), font, Ink::Text, x, end + 15, Anchor::Middle);
            return;
        }
        let rate = self.rates.write(model, cell);
        let needed = if rate.is_some() { 44 } else { 28 };
        let mut top = end;
        if let Some(plan) = cell.plan {
            let tick = self.scale.at(plan);
            let plan = model.value(plan);
            if tick <= end && end - tick < needed {
                top = tick;
            } else if tick < end && accent && text::width(&plan, Font::Small) <= room - 4 {
                scene.text(&plan, Font::Small, Ink::Muted, x, tick - 7, Anchor::Middle);
            }
        }
        let mut baseline = top - 7;
        if let Some(rate) = rate {
            scene.text(&rate, Font::Small, Ink::Muted, x, baseline, Anchor::Middle);
            baseline -= 16;
        }
        scene.text(&model.value(value), font, Ink::Text, x, baseline, Anchor::Middle);
    }

    /// The value of the column that carries the message, beside an axis, if the columns next to it leave room.
    fn label_accent(&self, scene: &mut Scene, accent: usize) {
        let Some(value) = self.model.cell(accent, 0).known().filter(|value| *value >= 0) else { return };
        if self.model.series.len() > 1 {
            return;
        }
        let text = self.model.value(value);
        let half = text::width(&text, Font::Value) / 2 + 1;
        let (field, count) = (self.field, self.model.categories.len() as i32);
        let center = field.x + (2 * accent as i32 + 1) * field.width / (2 * count);
        let x = center.min(field.right() - half).max(field.x + half);
        let baseline = self.scale.at(value) - 7;
        scene.text_beside_marks(&text, Font::Value, Ink::Text, x, baseline, Anchor::Middle);
    }

    /// Why there is no column, in lines that end over `bottom`; a short line where words have no room.
    fn reason(&self, scene: &mut Scene, words: &str, x: i32, bottom: i32, room: i32) {
        let short = text::width(words, Font::Small) + 2 <= room;
        if short || reasons_fit(self.model, slot(self.model, self.field.width)) {
            let lines = text::wrap(words, Font::Small, room - 4, 3);
            let top = bottom - lines.len() as i32 * Font::Small.leading();
            scene.lines(&lines, Font::Small, Ink::Muted, x, top, Anchor::Middle);
        } else if words == self.model.words.not_reported {
            let half = (room / 3).clamp(1, 4);
            scene.rect(Ink::Muted, Rect::new(x - half, bottom, half * 2, 1));
        }
    }
}

/// The names under the columns: all of them on up to three lines, or every second, third, … so that the last stays.
pub(super) struct Names {
    /// From the last category to the first: its position and its lines.
    kept: Vec<(i32, Vec<String>)>,
    of: i32,
}

impl Names {
    pub fn new(model: &Model, width: i32) -> Self {
        let names = &model.categories;
        let of = (names.len() as i32).max(1);
        let keep = |step: usize| {
            let kept = names.iter().enumerate().rev().step_by(step);
            let (room, most) = (width * step as i32 / of - 8, if step == 1 { 3 } else { 2 });
            let mut left = i32::MAX;
            let mut whole = true;
            let kept = kept.map(|(index, name)| {
                let lines = text::wrap(name, Font::Small, room, most);
                let (x, half) = middle(index as i32, of, width, &lines);
                // The last one moves inwards, so it may come too close to the one before it.
                whole &= text::wraps_whole(name, Font::Small, room, most) && x + half < left;
                left = x - half - 4;
                (index as i32, lines)
            });
            (kept.collect(), whole)
        };
        let mut step = 1;
        let (mut kept, mut whole) = keep(step);
        while !whole && step < names.len() {
            step += 1;
            (kept, whole) = keep(step);
        }
        if !whole {
            kept = keep(names.len().div_ceil(3).max(1)).0;
        }
        Self { kept, of }
    }

    pub fn height(&self) -> i32 {
        self.kept.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0) as i32 * Font::Small.leading() + 8
    }

    pub fn draw(&self, scene: &mut Scene, field: Rect) {
        let top = field.bottom() - self.height() + 6;
        for (index, lines) in &self.kept {
            let (x, _) = middle(*index, self.of, field.width, lines);
            let x = field.x + x;
            scene.lines(lines, Font::Small, Ink::Muted, x, top, Anchor::Middle);
        }
    }
}

/// Where the lines of a name stand under its column, and half their width: at the edges a name wider than its column
/// moves inwards.
fn middle(index: i32, of: i32, width: i32, lines: &[String]) -> (i32, i32) {
    let half = lines.iter().map(|line| text::width(line, Font::Small)).max().unwrap_or(0) / 2 + 1;
    (((2 * index + 1) * width / (2 * of)).min(width - half).max(half), half)
}
