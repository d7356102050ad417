//! One figure, big, with its plan rate, its change on the same period last year, and how it came there.

use crate::axis::{self, Scale};
use crate::locale;
use crate::model::{Cell, Model, Texture, Value};
use crate::scene::{Anchor, Rect, Scene};
use crate::text::{self, Font};
use crate::theme::Ink;
use crate::thinning;

/// The sizes that the figure is tried in.
const SIZES: [u8; 4] = [56, 44, 34, 24];
const NOTE: i32 = 22;
const SPARK: i32 = 72;
/// What is ringed of the sparkline: a square around the point.
const SPOT: i32 = 10;

/// The height that suits the plot at this width.
pub(super) fn height(model: &Model, width: i32) -> i32 {
    let figure = Figure::new(model, width);
    figure.height + if figure.beside || !leads(model) { 0 } else { SPARK + 16 }
}

/// Lays the plot out.
pub(super) fn draw(model: &Model, scene: &mut Scene, plot: Rect) {
    let figure = Figure::new(model, plot.width);
    for row in &figure.rows {
        scene.text(&row.text, row.font, row.ink, plot.x + row.x, plot.y + row.baseline, Anchor::Start);
    }
    let spark = if figure.beside {
        Rect::new(plot.x + plot.width * 3 / 5, plot.y + 12, plot.width * 2 / 5 - 8, figure.height - 16)
    } else {
        let below = plot.y + figure.height;
        Rect::new(plot.x + 4, below + 8, plot.width - 12, (plot.bottom() - below - 16).min(SPARK))
    };
    if leads(model) && spark.height >= 40 {
        draw_spark(model, scene, spark);
    }
    let place = Rect::new(plot.x, plot.y, figure.room, figure.height.min(plot.height));
    scene.mark(place, (last(model), 0));
}

/// The category whose figure is shown: the named one, or the last.
fn last(model: &Model) -> usize {
    model.highlight.unwrap_or(model.categories.len().saturating_sub(1))
}

/// How many figures lead to the one shown, and the least and the most of them.
fn figures(model: &Model) -> (i32, (i64, i64)) {
    let (mut count, mut low, mut high) = (0, i64::MAX, i64::MIN);
    for category in 0..=last(model) {
        if let Some(value) = model.cell(category, 0).known() {
            (count, low, high) = (count + 1, low.min(value), high.max(value));
        }
    }
    (count, (low, high))
}

/// Whether there is a way that led to the figure shown.
fn leads(model: &Model) -> bool {
    model.over_time && figures(model).0 > 1
}

/// A text of the figure, in its place from the plot's corner.
struct Row {
    text: String,
    font: Font,
    ink: Ink,
    x: i32,
    baseline: i32,
}

/// The big number and the notes under it.
struct Figure {
    rows: Vec<Row>,
    height: i32,
    /// The sparkline stands beside it, not under it.
    beside: bool,
    /// The width that it has.
    room: i32,
}

impl Figure {
    fn new(model: &Model, width: i32) -> Self {
        let beside = width >= 480 && leads(model);
        let room = if beside { width * 3 / 5 - 24 } else { width };
        let mut figure = Self { rows: Vec::new(), height: 0, beside, room };
        let cell = model.cell(last(model), 0);
        let (mut number, mut ink) = (model.value_or_reason(cell), Ink::Muted);
        let mut sizes = &SIZES[..];
        match (cell.actual, cell.plan) {
            (Value::Known(_), _) => ink = Ink::Text,
            (Value::Missing, Some(plan)) => {
                (number, ink) = (model.value(plan), Ink::Accent);
                figure.write(model.words.target, Font::Subtitle, Ink::Muted, 14);
                figure.height = Font::Subtitle.leading();
            }
            // Why there is no figure is said in the smallest size, without the unit.
            _ => sizes = &SIZES[3..],
        }
        let mut font = Font::big(24);
        for &size in sizes {
            font = Font::big(size);
            if text::width(&number, font) <= room {
                break;
            }
        }
        number = text::shorten(&number, font, room);
        let end = text::width(&number, font);
        let baseline = figure.height + font.ascent();
        figure.write(&number, font, ink, baseline);
        figure.height += font.size() + 12;
        if ink != Ink::Muted && model.unit != "%" {
            if text::width(&model.unit, Font::Subtitle) <= room - end - 8 {
                figure.write(&model.unit, Font::Subtitle, Ink::Muted, baseline);
                if let Some(unit) = figure.rows.last_mut() {
                    unit.x = end + 8;
                }
            } else {
                for line in text::wrap(&model.unit, Font::Subtitle, room, 2) {
                    figure.write(&line, Font::Subtitle, Ink::Muted, figure.height + 14);
                    figure.height += Font::Subtitle.leading();
                }
            }
        }
        figure.notes(model, cell);
        figure
    }

    fn write(&mut self, text: &str, font: Font, ink: Ink, baseline: i32) {
        self.rows.push(Row { text: text.to_owned(), font, ink, x: 0, baseline });
    }

    fn note(&mut self, text: &str, ink: Ink) {
        let font = if ink == Ink::Muted { Font::Subtitle } else { Font::Value };
        self.write(&text::shorten(text, font, self.room), font, ink, self.height + 15);
        self.height += NOTE;
    }

    /// The lines under the number: plan rate, change, N of M, and what keeps the figure from being final.
    fn notes(&mut self, model: &Model, cell: &Cell) {
        let words = model.words;
        let target = cell.actual == Value::Missing && cell.plan.is_some();
        if let Some(rate) = cell.plan_rate
            && (cell.known().is_some() || cell.plan.is_none())
        {
            self.note(&model.rate(rate), Ink::Accent);
        }
        if target {
            self.note(&text::concat(&[words.actual, ": ", words.not_reported]), Ink::Muted);
        }
        if let Some(change) = cell.change {
            let change = locale::signed_percent(change, model.lang);
            self.note(&text::concat(&[&change, " ", words.on_last_year]), Ink::Muted);
        }
        if let (Some(universe), Some(share)) = (cell.universe, cell.share()) {
            let (universe, share) = (model.value_with_unit(universe), model.percent(share));
            let of = text::concat(&[words.out_of, " ", &universe, " (", &share, ")"]);
            self.note(&of, Ink::Muted);
        }
        if let Some(coverage) = model.coverage(cell) {
            self.note(&coverage, Ink::Muted);
        }
        if cell.texture().provisional {
            self.note(words.provisional, Ink::Muted);
        }
    }
}

/// The figures that led here; a gap stays a gap.
fn draw_spark(model: &Model, scene: &mut Scene, spark: Rect) {
    let last = last(model);
    let scale = Scale::new(figures(model).1, spark.bottom() - 18, spark.y);
    let xs = axis::across(last + 1, spark.x, spark.width);
    let points = thinning::points(model, 0, &xs, &scale);
    for (_, stroke) in thinning::strokes(&points, false) {
        scene.line(Ink::Stroke, stroke);
    }
    let step = spark.width / (last as i32).max(1);
    for point in &points {
        if point.category != last {
            let place = Rect::new(point.x - step / 2, spark.y, step.max(1), spark.height);
            let spot = Rect::new(point.x - SPOT / 2, point.y - SPOT / 2, SPOT, SPOT);
            scene.mark_at(place, spot, (point.category, 0));
        }
    }
    let (Some(first), Some(end)) = (points.first(), points.last()) else { return };
    if model.cell(end.category, 0).texture() == Texture::default() {
        scene.dot(Ink::Accent, (end.x, end.y), 4);
    } else {
        scene.ring(Ink::Accent, (end.x, end.y));
    }
    let (from, to) = (&model.categories[first.category], &model.categories[end.category]);
    let right = end.x.max(spark.x + text::width(to, Font::Small));
    scene.text(to, Font::Small, Ink::Muted, right, spark.bottom(), Anchor::End);
    scene.text(from, Font::Small, Ink::Muted, first.x, spark.bottom(), Anchor::Start);
}
