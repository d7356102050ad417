//! Columns: one indicator over time, the plan as a tick across each column; grouped for more series.

use super::{bars_extent, column_of, draw_gap, draw_tick, inwards, mark_drawn, slot};
use crate::axis::{self, Scale};
use crate::legend;
use crate::model::{Cell, Model, Value};
use crate::reference::{self, Frame};
use crate::scene::{Anchor, Rect, Scene};
use crate::text::{self, Font};
use crate::theme::Ink;

/// The widest column, alone and in a group.
const WIDEST: i32 = 120;
const WIDEST_OF_GROUP: i32 = 84;

/// The height that suits the plot at this width.
pub(super) fn height(width: i32) -> i32 {
    (width * 9 / 16).clamp(200, 380)
}

/// What the legend names.
pub(super) fn explained(model: &Model, width: i32) -> u8 {
    let absences = if reasons_fit(model, narrowest(model, width)) { 0 } else { legend::ABSENCES };
    legend::SERIES | legend::PLAN | legend::TEXTURES | absences
}

/// Lays the plot out.
pub(super) fn draw(model: &Model, scene: &mut Scene, plot: Rect) {
    let direct = values_fit(model, narrowest(model, plot.width));
    let extent = reference::extend(model, bars_extent(model));
    let mut ticks = axis::ticks(extent, if plot.width < 480 { 4 } else { 5 });
    // A small fall under zero does not need a whole step of room.
    while ticks.first().is_some_and(|&tick| tick < extent.0) {
        ticks.remove(0);
    }
    let (mut gutter, mut above, mut high) = (0, 24, extent.1);
    if !direct {
        gutter = axis::widest(model, &ticks) + 8;
        above = 18;
        high = ticks.last().copied().unwrap_or(high);
    }
    let field = Rect::new(plot.x + gutter, plot.y, plot.width - gutter, plot.height);
    let names = Names::new(model, field.width);
    let rates = if direct { Rates::new(model, narrowest(model, field.width)) } else { Rates::None };
    if rates != Rates::None {
        above = 40;
    }
    let bottom = field.bottom() - names.height() - if extent.0 < 0 { 20 } else { 0 };
    let top = (field.y + above + reference::headroom(model)).min(bottom);
    let scale = Scale::new((extent.0, high), bottom, top);
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
    scene.fill(Ink::Zero, plot.x, columns.scale.at(0), plot.width, 1);
    names.draw(scene, field);
    reference::draw_front(model, scene, &frame);
}

/// The width of a category.
fn narrowest(model: &Model, width: i32) -> i32 {
    width / (model.categories.len() as i32).max(1)
}

/// The width of a column with its share of the space around its group.
fn share(model: &Model, slot: i32) -> i32 {
    match model.series.len() as i32 {
        ..=1 => slot,
        count => (slot * 9 / 10 / count).min(WIDEST_OF_GROUP),
    }
}

fn value_font(model: &Model) -> Font {
    if model.series.len() > 1 { Font::Small } else { Font::Value }
}

/// Whether every value can stand over its column, so that no axis is needed.
fn values_fit(model: &Model, slot: i32) -> bool {
    let room = share(model, slot) - 4;
    for cell in model.cells() {
        if let Value::Known(value) = cell.actual
            && text::width(&model.value(value), value_font(model)) > room
        {
            return false;
        }
    }
    true
}

/// Whether what is missing can be said in words in its place.
fn reasons_fit(model: &Model, slot: i32) -> bool {
    let room = share(model, slot) - 4;
    text::wraps_whole(model.words.not_reported, Font::Small, room, 3)
        && text::wraps_whole(model.words.confidential, Font::Small, room, 3)
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
        let (mut words, mut percent) = (0, 0);
        for cell in model.cells() {
            if let Some(rate) = cell.plan_rate {
                words = words.max(text::width(&model.rate(rate), Font::Small));
                percent = percent.max(text::width(&model.percent(rate), Font::Small));
            }
        }
        if model.series.len() > 1 || words == 0 || percent > slot - 4 {
            Self::None
        } else if words > slot - 4 {
            Self::Percent
        } else {
            Self::Words
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
        let slot = slot(self.field, category, self.model.categories.len());
        (slot.x, slot.right())
    }

    /// The middle of a column.
    fn middle(&self, category: usize, series: usize) -> i32 {
        let (left, right) = self.band(category);
        let off = 2 * series as i32 + 1 - self.model.series.len() as i32;
        (left + right + off * share(self.model, right - left)) / 2
    }

    fn draw(&self, scene: &mut Scene, category: usize, series: usize) {
        let model = self.model;
        let mut band = slot(self.field, category, model.categories.len());
        let groups = model.series.len() as i32;
        let share = share(model, band.width);
        let (thick, group) = if groups > 1 {
            ((share - i32::from(share > 4)).max(1), share * groups)
        } else {
            let thick = (share * 7 / 10).clamp(1, WIDEST);
            (thick, thick)
        };
        let out = ((band.width - group) / 2).clamp(0, 4);
        let x = (band.x + band.right() - group) / 2 + series as i32 * share;
        let middle = x + thick / 2;

        let cell = model.cell(category, series);
        let zero = self.scale.at(0);
        let ink = model.ink(category, series);
        // Where there is no column, the place of the words for it.
        let mut drawn = Rect::new(x, zero - 12, thick, 12);
        if let Value::Known(value) = cell.actual {
            drawn = column_of(&self.scale, value, x, thick);
            scene.bar(ink, drawn, cell.texture());
        } else {
            let mut bottom = zero - 6;
            if cell.actual == Value::Suppressed {
                drawn = Rect::new(x, zero - 24, thick.max(2), 24);
                scene.outline(drawn);
                bottom = zero - 30;
            }
            self.reason(scene, cell, middle, bottom, share);
        }
        if let Some(plan) = cell.plan {
            let tick = Rect::new(x - out, self.scale.at(plan) - 1, thick + 2 * out, 2);
            // Thin columns stand so close that a rim would hide the ticks beside this one.
            if thick < 6 {
                scene.rect(Ink::Text, tick);
            } else {
                draw_tick(scene, tick);
            }
        }
        self.label(scene, cell, middle, share, model.all_series.len() < 2 && ink != Ink::Rest);
        if groups > 1 {
            (band.x, band.width) = (x, thick);
        }
        mark_drawn(scene, band, drawn, (category, series));
    }

    /// Value and rate over the column, or under a negative one; in the accented
    /// column the plan's value over a tick that stands clear.
    fn label(&self, scene: &mut Scene, cell: &Cell, x: i32, room: i32, accent: bool) {
        let model = self.model;
        let Value::Known(value) = cell.actual else { return };
        let end = self.scale.at(value);
        let text = model.value(value);
        let (mut font, mut ink, mut baseline) = (value_font(model), Ink::Text, end - 7);
        if !self.direct {
            // A column that is not there would be taken for one that is missing.
            if value != 0 || text::width(&text, Font::Small) + 2 > room {
                return;
            }
            (font, ink, baseline) = (Font::Small, Ink::Muted, end - 5);
        } else if value < 0 {
            baseline = end + 15;
        } else {
            let rate = match (self.rates, cell.plan_rate) {
                (Rates::Percent, Some(rate)) => model.percent(rate),
                (Rates::Words, Some(rate)) => model.rate(rate),
                _ => String::new(),
            };
            let needed = if rate.is_empty() { 28 } else { 44 };
            if let Some(plan) = cell.plan {
                let tick = self.scale.at(plan);
                let plan = model.value(plan);
                if tick <= end && end - tick < needed {
                    baseline = tick - 7;
                } else if tick < end && accent && text::width(&plan, Font::Small) <= room - 4 {
                    scene.text(&plan, Font::Small, Ink::Muted, x, tick - 7, Anchor::Middle);
                }
            }
            if !rate.is_empty() {
                scene.text(&rate, Font::Small, Ink::Muted, x, baseline, Anchor::Middle);
                baseline -= 16;
            }
        }
        scene.text(&text, font, ink, x, baseline, Anchor::Middle);
    }

    /// The value of the column that carries the message, beside an axis, if the columns next to it leave room.
    fn label_accent(&self, scene: &mut Scene, accent: usize) {
        let Some(value) = self.model.cell(accent, 0).known() else { return };
        if value < 0 || self.model.series.len() > 1 {
            return;
        }
        let text = self.model.value(value);
        let half = text::width(&text, Font::Value) / 2 + 1;
        let (field, count) = (self.field, self.model.categories.len() as i32);
        let x = inwards(field.x + (2 * accent as i32 + 1) * field.width / (2 * count), half, field);
        let baseline = self.scale.at(value) - 7;
        scene.text_beside_marks(&text, Font::Value, Ink::Text, x, baseline, Anchor::Middle);
    }

    /// Why there is no column, in lines that end over `bottom`; a short line where words have no room.
    fn reason(&self, scene: &mut Scene, cell: &Cell, x: i32, bottom: i32, room: i32) {
        let words = self.model.label(cell);
        let short = text::width(&words, Font::Small) + 2 <= room;
        if short || reasons_fit(self.model, narrowest(self.model, self.field.width)) {
            let lines = text::wrap(&words, Font::Small, room - 4, 3);
            let top = bottom - lines.len() as i32 * Font::Small.leading();
            scene.lines(&lines, Font::Small, Ink::Muted, x, top, Anchor::Middle);
        } else if cell.actual == Value::Missing {
            draw_gap(scene, x, bottom, room);
        }
    }
}

/// The names under the columns: all of them on up to three lines, or every second, third, … so that the last stays.
pub(super) struct Names {
    /// From the last category to the first: the middle of its column and its lines.
    kept: Vec<(i32, Vec<String>)>,
    most: usize,
}

impl Names {
    pub fn new(model: &Model, width: i32) -> Self {
        let count = model.categories.len();
        let mut step = 1;
        loop {
            let last = step > count;
            let (names, whole) = Self::keep(model, width, if last { count.div_ceil(3).max(1) } else { step });
            if whole || last {
                return names;
            }
            step += 1;
        }
    }

    /// Every so many of the names, and whether they are whole and apart.
    fn keep(model: &Model, width: i32, step: usize) -> (Self, bool) {
        let of = model.categories.len() as i32;
        let (room, most) = (width * step as i32 / of.max(1) - 8, if step == 1 { 3 } else { 2 });
        let mut names = Self { kept: Vec::new(), most: 0 };
        let mut whole = true;
        let mut left = i32::MAX;
        let mut index = of - 1;
        while let Some(name) = model.categories.get(index as usize) {
            let lines = text::wrap(name, Font::Small, room, most);
            let half = text::widest(&lines, Font::Small) / 2 + 1;
            // At the edges a name wider than its column moves inwards.
            let x = inwards((2 * index + 1) * width / (2 * of), half, Rect::new(0, 0, width, 0));
            // The last one does too, so it may come too close to the one before it.
            whole &= text::wraps_whole(name, Font::Small, room, most) && x + half < left;
            left = x - half - 4;
            names.most = names.most.max(lines.len());
            names.kept.push((x, lines));
            index -= step as i32;
        }
        (names, whole)
    }

    pub fn height(&self) -> i32 {
        self.most as i32 * Font::Small.leading() + 8
    }

    pub fn draw(&self, scene: &mut Scene, field: Rect) {
        let top = field.bottom() - self.height() + 6;
        for (x, lines) in &self.kept {
            scene.lines(lines, Font::Small, Ink::Muted, field.x + x, top, Anchor::Middle);
        }
    }
}
