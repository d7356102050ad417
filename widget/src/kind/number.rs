//! One figure, big, with its plan rate, its change on the same period last year, and how it came there.

use crate::axis::Scale;
use crate::locale;
use crate::model::{Cell, Model, Value};
use crate::scene::{Anchor, Rect, Scene};
use crate::text::{self, Font};
use crate::theme::Ink;

/// The sizes that the figure is tried in.
const SIZES: [u8; 4] = [56, 44, 34, 24];
const NOTE: i32 = 22;
const SPARK: i32 = 72;
/// What is ringed of the sparkline: a square around the point.
const SPOT: i32 = 10;

/// The height that suits the plot at this width.
pub(super) fn height(model: &Model, width: i32) -> i32 {
    let figure = Figure::new(model, width);
    let spark = if beside(model, width) || points(model) < 2 { 0 } else { SPARK + 16 };
    figure.height() + spark
}

/// Lays the plot out.
pub(super) fn draw(model: &Model, scene: &mut Scene, plot: Rect) {
    let figure = Figure::new(model, plot.width);
    figure.draw(scene, plot);
    let below = plot.y + figure.height();
    let spark = if beside(model, plot.width) {
        Rect::new(plot.x + plot.width * 3 / 5, plot.y + 12, plot.width * 2 / 5 - 8, figure.height() - 16)
    } else {
        Rect::new(plot.x + 4, below + 8, plot.width - 12, (plot.bottom() - below - 16).min(SPARK))
    };
    let last = last(model);
    if points(model) > 1 && spark.height >= 40 {
        draw_spark(model, scene, spark, last);
    }
    let width = if beside(model, plot.width) { plot.width * 3 / 5 - 24 } else { plot.width };
    scene.mark(Rect::new(plot.x, plot.y, width, figure.height().min(plot.height)), (last, 0));
}

/// The category whose figure is shown: the named one, or the last.
fn last(model: &Model) -> usize {
    model.highlight.unwrap_or(model.categories.len().saturating_sub(1))
}

/// How many figures lead to the one shown.
fn points(model: &Model) -> usize {
    if !model.over_time {
        return 0;
    }
    (0..=last(model)).filter(|&category| model.cell(category, 0).known().is_some()).count()
}

/// Whether the sparkline stands beside the figure.
fn beside(model: &Model, width: i32) -> bool {
    width >= 480 && points(model) > 1
}

/// The big number and the notes under it.
struct Figure {
    /// Over the number: that it is a target only, or that it is not there.
    above: Option<&'static str>,
    number: String,
    font: Font,
    ink: Ink,
    unit: Vec<String>,
    /// The unit follows on the number's line.
    on_line: bool,
    notes: Vec<(String, Ink)>,
}

impl Figure {
    fn new(model: &Model, width: i32) -> Self {
        let room = if beside(model, width) { width * 3 / 5 - 24 } else { width };
        let cell = model.cell(last(model), 0);
        let (above, number, ink) = match (cell.actual, cell.plan) {
            (Value::Known(value), _) => (None, model.value(value), Ink::Text),
            (Value::Missing, Some(plan)) => (Some(model.words.target), model.value(plan), Ink::Accent),
            _ => (None, model.value_or_reason(cell), Ink::Muted),
        };
        let figure = cell.known().is_some() || above.is_some();
        let sizes = if figure { &SIZES[..] } else { &SIZES[3..] };
        let font = sizes.iter().map(|&size| Font::big(size)).find(|&font| text::width(&number, font) <= room);
        let font = font.unwrap_or(Font::big(24));
        let number = text::shorten(&number, font, room);
        let unit = if model.unit == "%" || !figure { "" } else { &model.unit };
        let left = room - text::width(&number, font) - 8;
        let on_line = text::width(unit, Font::Subtitle) <= left;
        let unit = if unit.is_empty() {
            Vec::new()
        } else {
            text::wrap(unit, Font::Subtitle, if on_line { left } else { room }, 2)
        };
        Self { above, number, font, ink, unit, on_line, notes: notes(model, cell, room) }
    }

    fn unit_height(&self) -> i32 {
        if self.on_line { 0 } else { self.unit.len() as i32 * Font::Subtitle.leading() }
    }

    fn height(&self) -> i32 {
        let above = if self.above.is_some() { Font::Subtitle.leading() } else { 0 };
        above + self.font.size() + 12 + self.unit_height() + self.notes.len() as i32 * NOTE
    }

    fn draw(&self, scene: &mut Scene, plot: Rect) {
        let mut y = plot.y;
        if let Some(above) = self.above {
            scene.text(above, Font::Subtitle, Ink::Muted, plot.x, y + 14, Anchor::Start);
            y += Font::Subtitle.leading();
        }
        let baseline = y + self.font.ascent();
        scene.text(&self.number, self.font, self.ink, plot.x, baseline, Anchor::Start);
        y += self.font.size() + 12;
        if self.on_line {
            let x = plot.x + text::width(&self.number, self.font) + 2;
            scene.lines(&self.unit, Font::Subtitle, Ink::Muted, x, baseline - 14, Anchor::Start);
        } else {
            y = scene.lines(&self.unit, Font::Subtitle, Ink::Muted, plot.x, y, Anchor::Start);
        }
        for (note, ink) in &self.notes {
            let font = if *ink == Ink::Muted { Font::Subtitle } else { Font::Value };
            scene.text(note, font, *ink, plot.x, y + 15, Anchor::Start);
            y += NOTE;
        }
    }
}

/// The lines under the number: plan rate, change, N of M, and what keeps the figure from being final.
fn notes(model: &Model, cell: &Cell, room: i32) -> Vec<(String, Ink)> {
    let words = model.words;
    let mut notes = Vec::new();
    if cell.known().is_some() || cell.plan.is_none() {
        notes.extend(cell.plan_rate.map(|rate| (model.rate(rate), Ink::Accent)));
    }
    if cell.actual == Value::Missing && cell.plan.is_some() {
        notes.push(([words.actual, ": ", words.not_reported].concat(), Ink::Muted));
    }
    if let Some(change) = cell.change {
        notes.push((
            [&locale::signed_percent(change, model.lang), " ", words.on_last_year].concat(),
            Ink::Muted,
        ));
    }
    if let (Some(universe), Some(share)) = (cell.universe, cell.share()) {
        let of =
            [words.out_of, " ", &model.value_with_unit(universe), " (", &model.percent(share), ")"].concat();
        notes.push((of, Ink::Muted));
    }
    if let Some((reported, expected)) = cell.gap {
        let of = |number| locale::number(number, 0, model.lang);
        notes.push((
            [&of(reported), "/", &of(expected), " ", words.organizations_reported].concat(),
            Ink::Muted,
        ));
    }
    if cell.provisional && cell.known().is_some() {
        notes.push((words.provisional.to_owned(), Ink::Muted));
    }
    for (note, ink) in &mut notes {
        *note = text::shorten(note, if *ink == Ink::Muted { Font::Subtitle } else { Font::Value }, room);
    }
    notes
}

/// The figures that led here; a gap stays a gap.
fn draw_spark(model: &Model, scene: &mut Scene, spark: Rect, last: usize) {
    let values = || (0..=last).filter_map(|category| Some((category, model.cell(category, 0).known()?)));
    let Some(first) = values().next().map(|(_, value)| value) else { return };
    let (low, high) =
        values().fold((first, first), |(low, high), (_, value)| (low.min(value), high.max(value)));
    let line = Rect { height: spark.height - 18, ..spark };
    let scale = Scale::new((low, high), line.bottom(), line.y);
    let across = Scale::new((0, last as i64), spark.x, spark.right());
    let step = spark.width / (last as i32).max(1);
    let mut run = Vec::new();
    let mut ends = Vec::new();
    for category in 0..=last {
        let Some(value) = model.cell(category, 0).known() else {
            scene.line(Ink::Stroke, std::mem::take(&mut run));
            continue;
        };
        let point = (across.at(category as i64), scale.at(value));
        run.push(point);
        ends.push((category, point));
        if category != last {
            let place = Rect::new(point.0 - step / 2, spark.y, step.max(1), spark.height);
            let spot = Rect::new(point.0 - SPOT / 2, point.1 - SPOT / 2, SPOT, SPOT);
            scene.mark_at(place, spot, (category, 0));
        }
    }
    scene.line(Ink::Stroke, run);
    if let [(first, from), .., (final_one, to)] = ends.as_slice() {
        let cell = model.cell(*final_one, 0);
        if cell.provisional || cell.gap.is_some() {
            scene.ring(Ink::Accent, *to);
        } else {
            scene.dot(Ink::Accent, *to, 4);
        }
        let ends = [(final_one, to.0.max(spark.right()), Anchor::End), (first, from.0, Anchor::Start)];
        for (category, x, anchor) in ends {
            let name = model.categories.get(*category).map_or("", String::as_str);
            scene.text(name, Font::Small, Ink::Muted, x, spark.bottom(), anchor);
        }
    }
}
