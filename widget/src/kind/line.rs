//! Lines: series over time, each named at its end. Gaps stay gaps, and what is provisional is dashed.

#[cfg(test)]
mod tests;

use super::ends::{Ends, Row, from_the_top};
use crate::axis::{self, Scale};
use crate::legend::{self, Entry, Sign};
use crate::model::{Model, Value};
use crate::reference::{self, Frame};
use crate::scene::{Anchor, Rect, Scene};
use crate::text::{self, Font};
use crate::theme::Ink;
use crate::thinning::{self, Point};
use crate::ticks;

/// The dot of a single figure and of a line's end.
const DOT: i32 = 3;
/// What is ringed when a figure is pointed at, a square around its point, and the sign in a gap.
const SPOT: i32 = 10;
/// Points that stand closer have no dots of their own.
const SPARSE: i32 = 14;
/// Lines and time axis are not lower.
const LEAST: i32 = 120;
/// The labels at the ends may take so much of the height that every plot has.
const LABELS: i32 = 172;

/// The height that suits the plot at this width.
pub(super) fn height(model: &Model, width: i32) -> i32 {
    (width * 9 / 16).clamp(220, 400) + explained(model, width)
}

/// The least height: what is explained may be long, and the lines still need some below it.
pub(super) fn smallest(model: &Model, width: i32) -> i32 {
    LEAST + explained(model, width)
}

fn explained(model: &Model, width: i32) -> i32 {
    legend::height(&entries(model, ends(model, width).named), width)
}

/// Lays the plot out.
pub(super) fn draw(model: &Model, scene: &mut Scene, plot: Rect) {
    let ends = ends(model, plot.width);
    let plot = legend::draw(scene, plot, &entries(model, ends.named));
    let mut range = extent(model);
    let mut ticks = axis::ticks_around(range, if plot.height < 160 { 2 } else { 4 });
    if let [first, .., last] = ticks[..] {
        let before = ticks[ticks.len() - 2];
        // A line that comes not even half way to the last tick does not need it.
        if ticks.len() > 3 && range.1 < before + (last - before) / 2 {
            ticks.pop();
        } else {
            range.1 = last;
        }
        range.0 = first;
    }
    let gutter = (axis::widest(model, &ticks) + 8).min(plot.width / 3);
    let field = Rect::new(
        plot.x + gutter,
        plot.y,
        (plot.width - gutter - ends.width).max(40),
        (plot.height - ticks::HEIGHT).max(40),
    );
    let top = field.y + reference::headroom(model).max(18);
    let scale = Scale::new(range, field.bottom(), top.min(field.bottom() - 1));
    let xs = axis::across(model.count, field.x, field.width);
    let mut lines = Vec::with_capacity(model.series.len());
    for series in 0..model.series.len() {
        lines.push(thinning::points(model, series, &xs, &scale));
    }
    let plan = if model.seen.plan.is_some() { plan(model, &xs, &scale) } else { Vec::new() };
    Lines { model, field, scale, xs, lines }.draw(scene, plot, &ticks, &ends, plan);
}

/// Where the plan beside the line is.
fn plan(model: &Model, xs: &[i32], scale: &Scale) -> Vec<(i32, i32)> {
    let mut points = Vec::new();
    for (category, &x) in xs.iter().enumerate() {
        if let Some(value) = model.look(category, 0).plan {
            points.push((x, scale.at(value)));
        }
    }
    points
}

/// What stands at the lines' ends: the last figure of each that reaches as far as any does, and of the plan.
fn ends(model: &Model, width: i32) -> Ends {
    let mut values = Vec::new();
    for series in 0..model.series.len() {
        values.push(model.label(&model.look(model.seen.last, series)));
    }
    values.extend(model.seen.plan.map(|plan| model.value(plan)));
    Ends::new(model, &values, width, LABELS)
}

/// The values' range: zero is within if there is one on either side of it, if the least is under 30 % of the most,
/// and for shares.
fn extent(model: &Model) -> (i64, i64) {
    let range = model.seen.range;
    let (low, high) = reference::extend(model, if range.0 > range.1 { (0, 0) } else { range });
    let zero = low == high || model.unit == "%";
    let (least, most) = (low as f64, high as f64);
    if low > 0 && (zero || least * 10.0 < most * 3.0) {
        (0, high)
    } else if high < 0 && (zero || most * 10.0 > least * 3.0) {
        (low, 0)
    } else {
        (low, high)
    }
}

fn entries(model: &Model, named: bool) -> Vec<Entry> {
    let mut entries = if named { Vec::new() } else { legend::series(model) };
    let ink = if model.all_series.len() > 1 { Ink::Rest } else { model.hue(0) };
    if model.seen.some.provisional {
        entries.push((Sign::Dashed(ink.line(true)), model.words.provisional.to_owned()));
    }
    if model.seen.some.partial {
        entries.push((Sign::Ring(ink), model.words.partial.to_owned()));
    }
    entries.append(&mut legend::absences(model));
    entries
}

/// What is ringed of a point, or stands in its place.
fn spot(x: i32, y: i32) -> Rect {
    Rect::new(x - SPOT / 2, y - SPOT / 2, SPOT, SPOT)
}

struct Lines<'a> {
    model: &'a Model<'a>,
    /// From the first category to the last, and from the top of the plot to the time axis.
    field: Rect,
    scale: Scale,
    /// Where the categories are.
    xs: Vec<i32>,
    /// What is drawn of each series.
    lines: Vec<Vec<Point>>,
}

impl Lines<'_> {
    fn draw(&self, scene: &mut Scene, plot: Rect, ticks: &[i64], ends: &Ends, plan: Vec<(i32, i32)>) {
        let (model, field) = (self.model, self.field);
        // A category's band is from half way to the one before to half way to the next.
        let half = field.width / (2 * self.xs.len() as i32).max(1);
        let frame = Frame {
            field,
            scale: &self.scale,
            band: &|category| (self.xs[category] - half, self.xs[category] + half),
            x: &|category, _| self.xs[category],
        };
        let zero = self.scale.at(0);
        if let [line] = self.lines.as_slice()
            && model.all_series.len() == 1
            && model.data.drawing.references.is_empty()
            && ticks.first() == Some(&0)
        {
            // A light tint under a line that stands on zero.
            for (_, mut corners) in thinning::strokes(line, false) {
                if let [(first, _), .., (last, _)] = corners[..] {
                    corners.insert(0, (first, zero));
                    corners.push((last, zero));
                    scene.area(Ink::Tint, corners);
                }
            }
        }
        reference::draw_behind(model, scene, &frame);
        let across = Rect::new(plot.x, plot.y, field.right() - plot.x, field.height);
        axis::draw(model, scene, across, ticks, &self.scale);
        if ticks.contains(&0) {
            scene.rect(Ink::Zero, Rect { y: zero, height: 1, ..across });
        }
        let mut points: Vec<Option<(i32, i32)>> = Vec::with_capacity(self.lines.len() + 1);
        for line in &self.lines {
            points.push(line.last().map(|point| (point.x, point.y)));
        }
        points.push(plan.last().copied());
        scene.line(Ink::Plan, plan);
        for (series, line) in self.lines.iter().enumerate() {
            self.stroke(scene, self.ink(series), line);
        }
        ends.draw(scene, &points, field.right(), (plot.y, field.bottom() + 6));
        self.highlight(scene);
        ticks::draw(model, scene, &self.xs, (plot.x, plot.right()), field.bottom());
        reference::draw_front(model, scene, &frame);
        self.marks(scene);
    }

    fn ink(&self, series: usize) -> Ink {
        self.model.hue(series)
    }

    /// The strokes of a line, and dots where a figure stands alone, ends the line or is not complete.
    fn stroke(&self, scene: &mut Scene, ink: Ink, line: &[Point]) {
        for (dashed, stroke) in thinning::strokes(line, true) {
            scene.line(ink.line(dashed), stroke);
        }
        let sparse = self.field.width / (self.xs.len() as i32).max(1) >= SPARSE;
        for (index, point) in line.iter().enumerate() {
            let next = line.get(index + 1);
            let ends = next.is_none() || point.opens && next.is_some_and(|next| next.opens);
            let at = (point.x, point.y);
            if (point.provisional || point.partial) && (sparse || ends) {
                scene.ring(ink, at);
            } else if ends {
                scene.dot(ink, at, DOT);
            }
        }
    }

    /// Where the line would have gone before the point at this index.
    fn height(&self, line: &[Point], index: usize) -> i32 {
        let Some(after) = line.get(index).or(line.last()) else { return self.field.bottom() - SPOT / 2 };
        (line.get(index.wrapping_sub(1)).unwrap_or(after).y + after.y) / 2
    }

    /// A sign in a gap, in its line's colour: a broken outline for what is suppressed, a short stroke for what is missing;
    /// what cannot be there has none, nor has what is not there for the same reason as what was before it.
    fn absent(&self, scene: &mut Scene, (category, series): (usize, usize), place: Rect) {
        let reason = |category| self.model.look(category, series).actual;
        let (actual, ink) = (reason(category), self.ink(series));
        if category > 0 && reason(category - 1) == actual {
            return;
        }
        if actual == Value::Suppressed {
            scene.rect(Ink::Ground, place);
            scene.rect(ink.line(true), place);
        } else if actual == Value::Missing {
            scene.rect(ink, Rect { y: place.y + SPOT / 2, height: 1, ..place });
        }
    }

    /// The figures of the category that carries the message, each at its point, where there is room.
    fn highlight(&self, scene: &mut Scene) {
        let Some(category) = self.model.highlight else { return };
        for (series, line) in self.lines.iter().enumerate() {
            let Some(value) = self.model.known(category, series) else { continue };
            let (x, y) = (self.xs[category], self.scale.at(value));
            scene.dot(self.ink(series), (x, y), DOT + 1);
            if self.lines.len() > 5 || line.last().is_some_and(|point| point.category == category) {
                continue;
            }
            let value = self.model.value(value);
            let width = text::width(&value, Font::Value);
            let left = (x - width / 2).min(self.field.right() - width).max(self.field.x);
            let count = scene.texts.len();
            for baseline in [y - 10, y + 21] {
                if scene.texts.len() == count && baseline < self.field.bottom() {
                    scene.text_beside_marks(&value, Font::Value, Ink::Text, left, baseline, Anchor::Start);
                }
            }
        }
    }

    /// A place for every figure that is drawn and for every gap: the band around its column of pixels, split half way
    /// to the figures over and under it, so that a pointer anywhere means the nearest.
    fn marks(&self, scene: &mut Scene) {
        let field = self.field;
        // Of each line the point that comes next.
        let mut next = vec![0; self.lines.len()];
        let (mut left, mut end) = (field.x - SPOT, 0);
        while let Some(&x) = self.xs.get(end) {
            let first = end;
            let mut items: Vec<Row> = Vec::new();
            while self.xs.get(end) == Some(&x) {
                for (series, line) in self.lines.iter().enumerate() {
                    let y = match line.get(next[series]) {
                        Some(point) if point.category == end => {
                            next[series] += 1;
                            point.y
                        }
                        // A column of pixels that has a figure needs no place for its gaps.
                        point if end > first || point.is_some_and(|point| point.x == x) => continue,
                        _ => {
                            let y = self.height(line, next[series]);
                            self.absent(scene, (end, series), spot(x, y));
                            y
                        }
                    };
                    items.push([y, end as i32, series as i32, 0, 0]);
                }
                end += 1;
            }
            let right =
                self.xs.get(end).map_or(field.right() + SPOT, |next| (x + next + 1) / 2).max(left + 1);
            let order = from_the_top(&items);
            let mut top = field.y;
            for (place, &item) in order.iter().enumerate() {
                let below = order.get(place + 1).map(|&next| (items[item][0] + items[next][0]) / 2);
                let bottom = below.unwrap_or(field.bottom() + ticks::HEIGHT).max(top + 1);
                items[item][3] = top;
                items[item][4] = bottom;
                top = bottom;
            }
            for [y, category, series, top, bottom] in items {
                let area = Rect::new(left, top, right - left, bottom - top);
                scene.mark_at(area, spot(x, y), (category as usize, series as usize));
            }
            left = right;
        }
    }
}
