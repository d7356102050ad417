//! The same small chart for each series, on one scale, those with the largest latest figure first: columns for a few
//! periods, a line for many with the median of all behind it, and bars where the categories are no periods.

use super::{mark_drawn, rows};
use crate::axis::{self, Scale};
use crate::dataset::Sort;
use crate::legend::{self, Entry, Sign};
use crate::model::{Cell, Model, Value};
use crate::scene::{Anchor, Rect, Scene};
use crate::text::{self, Font};
use crate::theme::Ink;

/// The narrowest panel, and the space between two.
const NARROWEST: i32 = 130;
const BETWEEN: i32 = 20;
/// Over a panel's plot: room for the scale's end or the value on the highest mark. Under it: the periods.
const OVER: i32 = 20;
const UNDER: i32 = 22;
/// The height of a category where they are listed, and of its bar.
const ITEM: i32 = 32;
const BAR: i32 = 10;
/// More periods than these are a line.
const MOST_COLUMNS: usize = 8;
/// The side of the sign for a point that is not plainly there.
const POINT: i32 = 9;
/// The line that counts the panels left out.
const REST: i32 = 20;

/// The height that suits the plot at this width.
pub(super) fn height(model: &Model, width: i32) -> i32 {
    let panels = Panels::new(model, width);
    let rest = if panels.order.len() < model.series.len() { REST } else { 0 };
    legend::height(&entries(model), width) + panels.rows() * (panels.pitch() + BETWEEN) - BETWEEN + rest
}

/// Lays the plot out; in a taller plot the panels are taller.
pub(super) fn draw(model: &Model, scene: &mut Scene, plot: Rect) {
    let plot = legend::draw(scene, plot, &entries(model));
    let mut panels = Panels::new(model, plot.width);
    let natural = panels.rows() * (panels.pitch() + BETWEEN) - BETWEEN + REST;
    if lists(model).is_none() {
        panels.tall += ((plot.height - natural) / panels.rows().max(1)).max(0);
    }
    let mut drawn = 0;
    let mut bottom = plot.y;
    for row in panels.order.chunks(panels.across as usize) {
        let last = drawn + row.len() == model.series.len();
        let y = plot.y + (drawn as i32 / panels.across) * (panels.pitch() + BETWEEN);
        if y + panels.pitch() > plot.bottom() - if last { 0 } else { REST } {
            break;
        }
        for (place, &series) in (0..).zip(row) {
            let x = plot.x + place * (panels.wide + BETWEEN);
            panels.draw(scene, series, Rect::new(x, y, panels.wide, panels.pitch()));
        }
        drawn += row.len();
        bottom = y + panels.pitch();
    }
    if drawn < model.series.len() {
        rows::count_others(
            model,
            scene,
            model.series.len() - drawn,
            plot.x,
            (bottom + 16).min(plot.bottom() - 4),
        );
    }
}

/// How many categories are listed, where they are no periods.
fn lists(model: &Model) -> Option<i32> {
    (!model.over_time).then_some(model.categories.len() as i32)
}

fn is_line(model: &Model) -> bool {
    model.over_time && model.categories.len() > MOST_COLUMNS
}

fn entries(model: &Model) -> Vec<Entry> {
    let mut entries = legend::hatching(model);
    if is_line(model) && model.series.len() > 2 {
        entries.push((Sign::Median, model.words.median.to_owned()));
    }
    if model.over_time {
        entries.extend(legend::absences(model));
    }
    entries
}

/// What the panels share.
struct Panels<'a> {
    model: &'a Model<'a>,
    /// The series in the order of their panels, as many as are to be drawn.
    order: Vec<usize>,
    /// How many stand side by side, how wide each is, and how tall its plot.
    across: i32,
    wide: i32,
    tall: i32,
    titles: i32,
    ticks: Vec<i64>,
    /// The median of each category.
    medians: Vec<Option<i64>>,
}

impl<'a> Panels<'a> {
    fn new(model: &'a Model<'a>, width: i32) -> Self {
        let mut order: Vec<usize> = (0..model.series.len()).collect();
        let up = model.data.drawing.sort == Sort::Ascending;
        order.sort_by_cached_key(|&series| {
            let figure = figure(model, series);
            (figure.is_none(), figure.map(|figure| if up { figure } else { -figure }))
        });
        order.truncate(model.data.drawing.top.unwrap_or(order.len()).max(1));
        let count = (order.len() as i32).max(1);
        let most = ((width + BETWEEN) / (NARROWEST + BETWEEN)).min(count).max(1);
        // Rows of like length: six panels are two rows of three, not four and two.
        let rows = (count + most - 1) / most;
        let across = (count + rows - 1) / rows;
        let wide = (width + BETWEEN) / across - BETWEEN;
        let title = |&series: &usize| title(model, series, wide).len() as i32;
        let known = order.iter().flat_map(|&series| column(model, series).filter_map(Cell::known));
        let extent = axis::extent(known);
        Self {
            titles: order.iter().map(title).max().unwrap_or(0) * Font::Value.leading(),
            tall: lists(model).map_or((wide * 11 / 20).clamp(72, 150), |count| count * ITEM),
            ticks: axis::ticks(extent, 2),
            medians: if is_line(model) && model.series.len() > 2 { medians(model) } else { Vec::new() },
            model,
            order,
            across,
            wide,
        }
    }

    fn rows(&self) -> i32 {
        (self.order.len() as i32 + self.across - 1) / self.across
    }

    fn pitch(&self) -> i32 {
        let around = if self.model.over_time { OVER + UNDER } else { 0 };
        self.titles + self.tall + around
    }

    fn draw(&self, scene: &mut Scene, series: usize, panel: Rect) {
        let title = title(self.model, series, panel.width);
        scene.lines(&title, Font::Value, Ink::Text, panel.x, panel.y, Anchor::Start);
        let plot = panel.below(self.titles);
        if !self.model.over_time {
            return self.list(scene, series, plot);
        }
        let plot = Rect::new(plot.x, plot.y + OVER, plot.width, self.tall);
        let scale = Scale::new(self.range(), plot.bottom(), plot.y);
        for &tick in self.ticks.iter().filter(|tick| **tick != 0) {
            scene.rect(Ink::Grid, Rect::new(plot.x, scale.at(tick), plot.width, 1));
        }
        let known = column(self.model, series).any(|cell| cell.known().is_some());
        if !known {
            let words =
                self.model.label(self.model.cell(self.model.categories.len().saturating_sub(1), series));
            scene.text(&words, Font::Small, Ink::Muted, plot.x, scale.at(0) - 16, Anchor::Start);
        }
        if is_line(self.model) {
            self.line(scene, series, plot, &scale);
        } else {
            self.columns(scene, series, plot, &scale);
        }
        scene.rect(Ink::Zero, Rect::new(plot.x, scale.at(0), plot.width, 1));
        if let Some(label) = axis::labels(self.model, &self.ticks).last().filter(|_| self.range().1 > 0) {
            scene.text(label, Font::Small, Ink::Muted, plot.x, plot.y - 4, Anchor::Start);
        }
        self.periods(scene, plot);
    }

    fn range(&self) -> (i64, i64) {
        match self.ticks.as_slice() {
            [low, .., high] => (*low, *high),
            _ => (0, 1),
        }
    }

    /// The first and the last period, under the plot.
    fn periods(&self, scene: &mut Scene, plot: Rect) {
        let names = &self.model.categories;
        let baseline = plot.bottom() + 15;
        if let [first, .., last] = names.as_slice() {
            let room = plot.width / 2 - 4;
            let (first, last) =
                (text::shorten(first, Font::Small, room), text::shorten(last, Font::Small, room));
            scene.text(&first, Font::Small, Ink::Muted, plot.x, baseline, Anchor::Start);
            scene.text(&last, Font::Small, Ink::Muted, plot.right(), baseline, Anchor::End);
        } else if let [only] = names.as_slice() {
            let only = text::shorten(only, Font::Small, plot.width);
            scene.text(&only, Font::Small, Ink::Muted, plot.x, baseline, Anchor::Start);
        }
    }

    /// A category's share of the plot's width.
    fn slot(&self, plot: Rect, category: usize) -> Rect {
        let (at, count) = (category as i32, (self.model.categories.len() as i32).max(1));
        let (left, right) = (plot.x + at * plot.width / count, plot.x + (at + 1) * plot.width / count);
        Rect { x: left, width: right - left, ..plot }
    }

    fn columns(&self, scene: &mut Scene, series: usize, plot: Rect, scale: &Scale) {
        let model = self.model;
        let accent = model.highlight.or_else(|| latest(model, series));
        let zero = scale.at(0);
        let label = accent.and_then(|accent| Some(model.value(model.cell(accent, series).known()?)));
        let label = label.unwrap_or_default();
        let half = text::width(&label, Font::Value) / 2 + 1;
        let center =
            accent.map(|accent| self.slot(plot, accent)).map_or(plot.x, |slot| slot.x + slot.width / 2);
        let center = center.min(plot.right() - half).max(plot.x + half);
        // The label stands over the columns beside its own too, where it is wider than that.
        let mut top = zero;
        for category in 0..model.categories.len() {
            let cell = model.cell(category, series);
            let slot = self.slot(plot, category);
            let thick = (slot.width * 3 / 4).clamp(1, 48);
            let mut place = Rect::new(slot.x + (slot.width - thick) / 2, zero, thick, 0);
            if let Some(value) = cell.known() {
                place = Rect::between(place.x, zero, place.right(), scale.at(value));
                place = Rect { y: place.y.min(zero - 2), height: place.height.max(2), ..place };
                if value < 0 {
                    place.y = zero;
                }
                let ink = if accent == Some(category) { Ink::Accent } else { Ink::Rest };
                scene.bar(ink, place, cell.texture());
            } else {
                place = absence(scene, cell, (slot.x + slot.width / 2, zero), thick);
            }
            if place.x < center + half && center - half < place.right() {
                top = top.min(place.y);
            }
            mark_drawn(
                scene,
                Rect { y: plot.y - OVER, height: plot.height + OVER, ..slot },
                place,
                (category, series),
            );
        }
        scene.text(&label, Font::Value, Ink::Text, center, top - 5, Anchor::Middle);
    }

    fn line(&self, scene: &mut Scene, series: usize, plot: Rect, scale: &Scale) {
        let model = self.model;
        let latest = latest(model, series);
        let widest = self.order.iter().filter_map(|&series| Some(model.value(figure(model, series)?)));
        let room =
            widest.map(|label| text::width(&label, Font::Value)).max().unwrap_or(0).min(plot.width / 2) + 8;
        // A sign at the first point stays in the panel.
        let inset = POINT / 2;
        let field = Rect { x: plot.x + inset, width: plot.width - room - inset, ..plot };
        let across = |category: usize| {
            let slot = self.slot(field, category);
            slot.x + slot.width / 2
        };
        let zero = scale.at(0);
        let point = |category: usize, value: Option<i64>| Some((across(category), scale.at(value?)));
        let known =
            (0..model.categories.len()).map(|category| point(category, model.cell(category, series).known()));
        let lines = runs(&known.collect::<Vec<_>>());
        for run in lines.iter().filter(|_| self.range().0 == 0) {
            let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
            scene.area(Ink::Tint, [&run[..], &[(last.0, zero), (first.0, zero)]].concat());
        }
        let medians = self.medians.iter().enumerate().map(|(category, &value)| point(category, value));
        for run in runs(&medians.collect::<Vec<_>>()) {
            let back = run.iter().rev().map(|&(x, y)| (x, y + 1));
            scene.area(Ink::Rest, run.iter().copied().chain(back).collect());
        }
        for run in lines {
            match run.as_slice() {
                [only] => scene.dot(Ink::Accent, *only, 2),
                _ => scene.line(Ink::Stroke, run),
            }
        }
        for category in 0..model.categories.len() {
            let cell = model.cell(category, series);
            let x = across(category);
            let place = match cell.known() {
                Some(value) => {
                    let y = scale.at(value);
                    let place = Rect::new(x - POINT / 2, y - POINT / 2, POINT, POINT);
                    if cell.texture() != Default::default() {
                        scene.bar(Ink::Accent, place, cell.texture());
                    } else if latest == Some(category) {
                        scene.dot(Ink::Accent, (x, y), 3);
                    }
                    if latest == Some(category) {
                        let baseline = (y + 5).max(plot.y + 5);
                        scene.text(
                            &model.value(value),
                            Font::Value,
                            Ink::Text,
                            x + 7,
                            baseline,
                            Anchor::Start,
                        );
                    }
                    place
                }
                None => absence(scene, cell, (x, zero), POINT),
            };
            let slot = self.slot(field, category);
            mark_drawn(scene, Rect { width: slot.width.max(1), ..slot }, place, (category, series));
        }
    }

    /// Each category's name and value over its bar.
    fn list(&self, scene: &mut Scene, series: usize, plot: Rect) {
        let model = self.model;
        let (low, high) = self.range();
        let scale = Scale::new((low, high), plot.x + 1, plot.right() - 1);
        for (category, name) in model.categories.iter().enumerate() {
            let cell = model.cell(category, series);
            let item = Rect { y: plot.y + category as i32 * ITEM, height: ITEM, ..plot };
            let value = model.label(cell);
            let font = if cell.known().is_some() { Font::Value } else { Font::Small };
            let ink = if cell.known().is_some() { Ink::Text } else { Ink::Muted };
            scene.text(&value, font, ink, item.right(), item.y + 14, Anchor::End);
            let room = item.width - text::width(&value, font) - 8;
            let name = text::shorten(name, Font::Small, room);
            scene.text(&name, Font::Small, Ink::Muted, item.x, item.y + 14, Anchor::Start);
            let zero = scale.at(0);
            let mut place = Rect::new(zero, item.y + 18, 0, BAR);
            scene.rect(Ink::Grid, Rect::new(item.x, place.y + BAR - 1, item.width, 1));
            match cell.actual {
                Value::Known(value) => {
                    place = Rect::between(zero, place.y, scale.at(value), place.bottom());
                    place.width = place.width.max(1);
                    let ink = match model.highlight {
                        Some(accent) if accent != category => Ink::Rest,
                        _ => Ink::Accent,
                    };
                    scene.bar(ink, place, cell.texture());
                }
                Value::Suppressed => {
                    place.width = 24.min(item.right() - zero - 1);
                    scene.outline(place);
                }
                Value::NotApplicable | Value::Missing => {}
            }
            mark_drawn(scene, item, place, (category, series));
        }
    }
}

/// The cells of a series.
fn column<'a>(model: &'a Model, series: usize) -> impl Iterator<Item = &'a Cell> {
    (0..model.categories.len()).map(move |category| model.cell(category, series))
}

/// The last category with a figure.
fn latest(model: &Model, series: usize) -> Option<usize> {
    (0..model.categories.len()).rev().find(|&category| model.cell(category, series).known().is_some())
}

/// What a series is put in order by: its latest figure, or all that it lists.
fn figure(model: &Model, series: usize) -> Option<i64> {
    let latest = model.cell(latest(model, series)?, series).known();
    if model.over_time { latest } else { Some(rows::Sum::of(column(model, series)).all()) }
}

fn title(model: &Model, series: usize, room: i32) -> Vec<String> {
    text::wrap(model.series.get(series).map_or("", String::as_str), Font::Value, room, 2)
}

fn medians(model: &Model) -> Vec<Option<i64>> {
    let median = |category: usize| {
        let cells = (0..model.series.len()).map(|series| model.cell(category, series));
        let mut values: Vec<i64> = cells.filter_map(Cell::known).collect();
        values.sort_unstable();
        values.get(values.len() / 2).copied()
    };
    (0..model.categories.len()).map(median).collect()
}

/// The points between two gaps.
fn runs(points: &[Option<(i32, i32)>]) -> Vec<Vec<(i32, i32)>> {
    let mut runs = vec![Vec::new()];
    for point in points {
        match (point, runs.last_mut()) {
            (Some(point), Some(run)) => run.push(*point),
            _ => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// What stands on the zero line for a figure that is not there.
fn absence(scene: &mut Scene, cell: &Cell, (x, zero): (i32, i32), thick: i32) -> Rect {
    let place = Rect::new(x - thick / 2, zero - 12, thick, 11);
    match cell.actual {
        Value::Suppressed => scene.outline(place),
        Value::Missing => {
            let half = (thick / 3).clamp(1, 4);
            scene.rect(Ink::Muted, Rect::new(x - half, zero - 5, 2 * half, 1));
        }
        Value::Known(_) | Value::NotApplicable => {}
    }
    place
}
