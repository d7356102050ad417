//! Everything, as rows and columns: numbers right-aligned on the decimal.

use super::rows;
use crate::legend;
use crate::locale;
use crate::model::{Cell, Model, Value};
use crate::scene::{Anchor, Rect, Scene};
use crate::text::{self, Font};
use crate::theme::Ink;

const ROW: i32 = 32;
const BETWEEN: i32 = 12;

/// The height that suits the plot at this width.
pub(super) fn height(model: &Model, width: i32) -> i32 {
    let table = Grid::new(model, width);
    table.head() + rows::total(&table.heights(), 0) + legend::height(&legend::notes(model), width)
}

/// Lays the plot out.
pub(super) fn draw(model: &Model, scene: &mut Scene, plot: Rect) {
    let plot = legend::draw(scene, plot, &legend::notes(model));
    let table = Grid::new(model, plot.width);
    table.draw_head(model, scene, plot);
    let body = plot.below(table.head());
    scene.rect(Ink::Zero, Rect::new(body.x, body.y - 1, body.width, 1));
    let heights = table.heights();
    for (row, place) in rows::places(model, scene, body, &heights, 0).into_iter().enumerate() {
        table.draw_row(model, scene, row, place);
        scene.rect(Ink::Grid, Rect::new(place.x, place.bottom() - 1, place.width, 1));
    }
}

/// What a column shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shows {
    Series(usize),
    Plan,
    Rate,
    Change,
    Universe,
    Share,
}

impl Shows {
    fn title(self, model: &Model) -> String {
        let words = model.words;
        match self {
            Self::Series(0) if model.series.len() == 1 => words.actual.to_owned(),
            Self::Series(series) => model.series.get(series).cloned().unwrap_or_default(),
            Self::Plan => words.plan.to_owned(),
            Self::Rate => ["% ", words.of_plan].concat(),
            Self::Change => words.change.to_owned(),
            Self::Universe => words.universe.to_owned(),
            Self::Share => words.share.to_owned(),
        }
    }

    fn write(self, model: &Model, category: usize) -> Option<String> {
        let cell = match self {
            Self::Series(series) => model.cell(category, series),
            _ => model.cell(category, 0),
        };
        match self {
            Self::Series(_) => match cell.actual {
                Value::Known(value) => Some(model.value(value)),
                Value::Suppressed => Some(model.words.confidential.to_owned()),
                Value::Missing => None,
            },
            Self::Plan => cell.plan.map(|plan| model.value(plan)),
            Self::Rate => cell.plan_rate.map(|rate| model.percent(rate)),
            Self::Change => cell.change.map(|change| locale::signed_percent(change, model.lang)),
            Self::Universe => cell.universe.map(|universe| model.value(universe)),
            Self::Share => cell.share().map(|share| model.percent(share)),
        }
    }
}

struct Column {
    shows: Shows,
    title: Vec<String>,
    /// The room from the decimal mark on.
    fraction: i32,
    width: i32,
}

struct Grid {
    columns: Vec<Column>,
    names: Vec<Vec<String>>,
    /// The width of the names; 0 where they stand on a line of their own.
    room: i32,
}

impl Grid {
    fn new(model: &Model, width: i32) -> Self {
        let mut columns = columns(model);
        let widest = model.categories.iter().map(|name| text::width(name, Font::Label)).max().unwrap_or(0);
        let needed = |columns: &[Column]| columns.iter().map(|column| column.width + BETWEEN).sum::<i32>();
        let left = width - needed(&columns);
        let room = if left >= widest.min((width * 3 / 10).max(96)) { left } else { 0 };
        while room == 0 && columns.len() > 1 && needed(&columns) > width + BETWEEN {
            columns.pop();
        }
        let inside = if room > 0 { room } else { width };
        let names = model.categories.iter().map(|name| text::wrap(name, Font::Label, inside, 3)).collect();
        Self { columns, names, room }
    }

    fn head(&self) -> i32 {
        let lines = self.columns.iter().map(|column| column.title.len()).max().unwrap_or(0);
        lines as i32 * Font::Small.leading() + 8
    }

    fn name(&self, row: usize) -> &[String] {
        self.names.get(row).map_or(&[], Vec::as_slice)
    }

    fn heights(&self) -> Vec<i32> {
        let height = |name: &Vec<String>| {
            let name = name.len() as i32 * Font::Label.leading();
            if self.room > 0 { ROW.max(name + 14) } else { ROW + name }
        };
        self.names.iter().map(height).collect()
    }

    /// Each column with its right edge.
    fn edges(&self, place: Rect) -> impl Iterator<Item = (&Column, i32)> {
        let all: i32 = self.columns.iter().map(|column| column.width + BETWEEN).sum();
        let spare = if self.room > 0 { 0 } else { place.width - all + BETWEEN };
        let between = spare / (self.columns.len() as i32).max(1);
        let mut right = if self.room > 0 { place.x + self.room } else { place.x - BETWEEN };
        self.columns.iter().map(move |column| {
            right += BETWEEN + column.width + between;
            (column, right.min(place.right()))
        })
    }

    fn draw_head(&self, model: &Model, scene: &mut Scene, plot: Rect) {
        if self.room > 0 {
            let name = text::shorten(&model.dimension, Font::Small, self.room);
            let baseline = plot.y + self.head() - 12;
            scene.text(&name, Font::Small, Ink::Muted, plot.x, baseline, Anchor::Start);
        }
        for (column, right) in self.edges(plot) {
            let top = plot.y + self.head() - 8 - column.title.len() as i32 * Font::Small.leading();
            scene.lines(&column.title, Font::Small, Ink::Muted, right, top, Anchor::End);
        }
    }

    fn draw_row(&self, model: &Model, scene: &mut Scene, row: usize, place: Rect) {
        let name = self.name(row);
        let font = if model.highlight == Some(row) { Font::Value } else { Font::Label };
        let text = name.len() as i32 * Font::Label.leading();
        let (top, numbers) = match self.room {
            0 => (place.y + 6, place.below(text + 2)),
            _ => (place.y + (place.height - text) / 2, place),
        };
        scene.lines(name, font, Ink::Text, place.x, top, Anchor::Start);
        let baseline = numbers.y + numbers.height / 2 + 5;
        for (column, right) in self.edges(place) {
            draw_number(model, scene, column, row, right, baseline);
            if let Shows::Series(series) = column.shows {
                let cell = match model.series.len() {
                    1 => place,
                    _ => Rect::new(right - column.width, numbers.y, column.width, numbers.height),
                };
                scene.mark(cell, (row, series));
            }
        }
    }
}

fn draw_number(model: &Model, scene: &mut Scene, column: &Column, row: usize, right: i32, baseline: i32) {
    let main = column.shows == Shows::Series(0);
    let written = column.shows.write(model, row);
    let cell = match column.shows {
        Shows::Series(series) => model.cell(row, series),
        _ => model.cell(row, 0),
    };
    let Some(written) = written else {
        let reason = if matches!(column.shows, Shows::Series(_)) { model.words.not_reported } else { "–" };
        scene.text(reason, Font::Small, Ink::Muted, right, baseline, Anchor::End);
        return;
    };
    if cell.known().is_none() && matches!(column.shows, Shows::Series(_)) {
        scene.text(&written, Font::Small, Ink::Muted, right, baseline, Anchor::End);
        return;
    }
    let font = if main { Font::Value } else { Font::Label };
    let (whole, fraction) = split(&written, model);
    let point = right - column.fraction;
    scene.text(whole, font, Ink::Text, point, baseline, Anchor::End);
    scene.text(fraction, font, Ink::Text, point, baseline, Anchor::Start);
    if cell.hatched() && matches!(column.shows, Shows::Series(_)) {
        let width = text::width(whole, font) + text::width(fraction, font);
        let left = point - text::width(whole, font);
        scene.bar(Ink::Accent, Rect::new(left, baseline + 4, width, 6), true);
    }
}

/// A number before and from its decimal mark on.
fn split<'a>(written: &'a str, model: &Model) -> (&'a str, &'a str) {
    let mark = match model.lang {
        locale::Lang::Vi => ',',
        locale::Lang::En => '.',
    };
    let at = written.find(mark).or_else(|| written.find('%')).unwrap_or(written.len());
    written.split_at_checked(at).unwrap_or((written, ""))
}

type Test = fn(&Cell) -> bool;

/// The columns that have something to show.
fn columns(model: &Model) -> Vec<Column> {
    let any = |test: Test| model.series.len() == 1 && model.cells().iter().any(test);
    let mut shows: Vec<Shows> = (0..model.series.len()).map(Shows::Series).collect();
    let optional: [(Shows, Test); 5] = [
        (Shows::Plan, |cell| cell.plan.is_some()),
        (Shows::Rate, |cell| cell.plan_rate.is_some()),
        (Shows::Change, |cell| cell.change.is_some()),
        (Shows::Universe, |cell| cell.universe.is_some()),
        (Shows::Share, |cell| cell.share().is_some()),
    ];
    shows.extend(optional.into_iter().filter(|(_, test)| any(*test)).map(|(shows, _)| shows));
    shows.into_iter().map(|shows| column(model, shows)).collect()
}

fn column(model: &Model, shows: Shows) -> Column {
    let (mut whole, mut fraction, mut reason) = (0, 0, 0);
    for category in 0..model.categories.len() {
        match shows.write(model, category) {
            Some(written) if written == model.words.confidential => {
                reason = reason.max(text::width(&written, Font::Small));
            }
            Some(written) => {
                let (before, after) = split(&written, model);
                whole = whole.max(text::width(before, Font::Value));
                fraction = fraction.max(text::width(after, Font::Value));
            }
            None if matches!(shows, Shows::Series(_)) => {
                reason = reason.max(text::width(model.words.not_reported, Font::Small));
            }
            None => {}
        }
    }
    let title = shows.title(model);
    let body = (whole + fraction).max(reason);
    let words = title.split(' ').map(|word| text::width(word, Font::Small)).max().unwrap_or(0);
    let width = body.max(words.min(80)).max(text::width(&title, Font::Small).min(60));
    Column { shows, title: text::wrap(&title, Font::Small, width, 3), fraction, width }
}
