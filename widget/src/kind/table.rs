//! Everything, as rows and columns: numbers right-aligned on the decimal. Where the columns have no room side by side,
//! each row lists them one under the other. What keeps a number from being final is a sign after it.

use super::rows;
use crate::legend;
use crate::locale;
use crate::model::{Cell, Model, Texture};
use crate::scene::{Anchor, Rect, Scene};
use crate::text::{self, Font};
use crate::theme::Ink;

const ROW: i32 = 32;
const BETWEEN: i32 = 14;
/// A line of a row that lists its columns.
const PAIR: i32 = 24;
/// A title does not make its column wider than this.
const WIDEST_TITLE: i32 = 96;
const PROVISIONAL: &str = "*";
const PARTIAL: &str = "†";

/// The height that suits the plot at this width.
pub(super) fn height(model: &Model, width: i32) -> i32 {
    let table = Grid::new(model, width);
    table.head() + rows::total(&table.heights(), 0) + table.foot()
}

/// Lays the plot out.
pub(super) fn draw(model: &Model, scene: &mut Scene, plot: Rect) {
    let table = Grid::new(model, plot.width);
    table.draw_head(model, scene, plot);
    let body = plot.below(table.head());
    let body = Rect { height: body.height - table.foot(), ..body };
    scene.rect(Ink::Zero, Rect::new(body.x, body.y - 1, body.width, 1));
    let mut bottom = body.y;
    for (row, place) in rows::places(model, scene, body, &table.heights(), 0, 0).into_iter().enumerate() {
        table.draw_row(model, scene, row, place);
        bottom = place.bottom();
        scene.rect(Ink::Grid, Rect::new(place.x, bottom - 1, place.width, 1));
    }
    let top = if bottom + table.foot() > plot.bottom() { body.bottom() } else { bottom };
    scene.lines(&table.notes, Font::Small, Ink::Muted, plot.x, top + 8, Anchor::Start);
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

/// What stands in one place of the table: a number before and from its decimal mark on, or words.
enum Written {
    Number(String, String),
    Words(String),
}

impl Shows {
    fn title(self, model: &Model) -> String {
        let words = model.words;
        match self {
            Self::Series(0) if model.all_series.len() == 1 => words.actual.to_owned(),
            Self::Series(series) => model.series.get(series).cloned().unwrap_or_default(),
            Self::Plan => words.plan.to_owned(),
            Self::Rate => ["% ", words.of_plan].concat(),
            Self::Change => words.change.to_owned(),
            Self::Universe => words.universe.to_owned(),
            Self::Share => words.share.to_owned(),
        }
    }

    fn write(self, model: &Model, category: usize) -> Written {
        let series = if let Self::Series(series) = self { series } else { 0 };
        let cell = model.cell(category, series);
        let number = match self {
            Self::Series(_) => match cell.known() {
                Some(value) => Some(model.value(value)),
                None => return Written::Words(model.label(cell)),
            },
            Self::Plan => cell.plan.map(|plan| model.value(plan)),
            Self::Rate => cell.plan_rate.map(|rate| model.percent(rate)),
            Self::Change => cell.change.map(|change| locale::signed_percent(change, model.lang)),
            Self::Universe => cell.universe.map(|universe| model.value(universe)),
            Self::Share => cell.share().map(|share| model.percent(share)),
        };
        let Some(number) = number else { return Written::Words("–".to_owned()) };
        let mark = if model.lang == locale::Lang::Vi { ',' } else { '.' };
        let at = number.find(mark).or_else(|| number.find('%')).unwrap_or(number.len());
        let (whole, fraction) = number.split_at_checked(at).unwrap_or((&number, ""));
        let texture = if matches!(self, Self::Series(_)) { cell.texture() } else { Texture::default() };
        let sign = |there: bool, sign: &'static str| if there { sign } else { "" };
        let signs = [sign(texture.provisional, PROVISIONAL), sign(texture.partial, PARTIAL)];
        Written::Number(whole.to_owned(), [fraction, signs[0], signs[1]].concat())
    }
}

struct Column {
    shows: Shows,
    title: Vec<String>,
    /// The room from the decimal mark on.
    fraction: i32,
    /// The room of the numbers, and with the title.
    body: i32,
    width: i32,
}

struct Grid {
    columns: Vec<Column>,
    names: Vec<Vec<String>>,
    /// The width of the names; 0 where they stand on a line of their own.
    room: i32,
    /// Whether the columns stand under one another.
    pairs: bool,
    notes: Vec<String>,
}

impl Grid {
    fn new(model: &Model, width: i32) -> Self {
        let columns = columns(model);
        let widest = model.categories.iter().map(|name| text::width(name, Font::Label)).max().unwrap_or(0);
        let left = width - columns.iter().map(|column| column.width + BETWEEN).sum::<i32>();
        let room = if left >= widest.min((width * 3 / 10).max(96)) { left } else { 0 };
        let inside = if room > 0 { room } else { width };
        let names = model.categories.iter().map(|name| text::wrap(name, Font::Label, inside, 3)).collect();
        let note = [
            model
                .cells()
                .iter()
                .any(|cell| cell.texture().provisional)
                .then(|| model.words.provisional.to_owned()),
            legend::partial(model),
        ];
        let notes = note.into_iter().zip([PROVISIONAL, PARTIAL]).filter_map(|(words, sign)| {
            Some(text::wrap(&[sign, "\u{a0}", &words?].concat(), Font::Small, width, 2))
        });
        Self { columns, names, room, pairs: left + BETWEEN < 0, notes: notes.flatten().collect() }
    }

    fn head(&self) -> i32 {
        let lines = self.columns.iter().map(|column| column.title.len()).max().unwrap_or(0);
        if self.pairs { 1 } else { lines as i32 * Font::Small.leading() + 8 }
    }

    fn foot(&self) -> i32 {
        if self.notes.is_empty() { 0 } else { self.notes.len() as i32 * Font::Small.leading() + 8 }
    }

    fn name(&self, row: usize) -> &[String] {
        self.names.get(row).map_or(&[], Vec::as_slice)
    }

    fn heights(&self) -> Vec<i32> {
        let height = |name: &Vec<String>| {
            let name = name.len() as i32 * Font::Label.leading();
            match (self.pairs, self.room) {
                (true, _) => name + 12 + self.columns.len() as i32 * PAIR,
                (_, 0) => ROW + name,
                _ => ROW.max(name + 14),
            }
        };
        self.names.iter().map(height).collect()
    }

    /// The right edge of each column.
    fn edges(&self, place: Rect) -> Vec<i32> {
        if self.pairs {
            // The numbers share one decimal mark, at the right of the longest fraction.
            let fraction = self.columns.iter().map(|column| column.fraction).max().unwrap_or(0);
            return self.columns.iter().map(|column| place.right() - fraction + column.fraction).collect();
        }
        let all: i32 = self.columns.iter().map(|column| column.width + BETWEEN).sum();
        let spare = if self.room > 0 { 0 } else { place.width - all + BETWEEN };
        let between = spare / (self.columns.len() as i32).max(1);
        let mut right = if self.room > 0 { place.x + self.room } else { place.x - BETWEEN };
        let mut edges = Vec::with_capacity(self.columns.len());
        for column in &self.columns {
            right += BETWEEN + column.width + between;
            edges.push(right.min(place.right()));
        }
        edges
    }

    fn draw_head(&self, model: &Model, scene: &mut Scene, plot: Rect) {
        if self.pairs {
            return;
        }
        if self.room > 0 {
            let name = text::shorten(&model.dimension, Font::Small, self.room);
            let baseline = plot.y + self.head() - 12;
            scene.text(&name, Font::Small, Ink::Muted, plot.x, baseline, Anchor::Start);
        }
        for (column, right) in self.columns.iter().zip(self.edges(plot)) {
            let top = plot.y + self.head() - 8 - column.title.len() as i32 * Font::Small.leading();
            scene.lines(&column.title, Font::Small, Ink::Muted, right, top, Anchor::End);
        }
    }

    fn draw_row(&self, model: &Model, scene: &mut Scene, row: usize, place: Rect) {
        let name = self.name(row);
        let font = if model.highlight == Some(row) { Font::Value } else { Font::Label };
        let text = name.len() as i32 * Font::Label.leading();
        let top = if self.room > 0 { place.y + (place.height - text) / 2 } else { place.y + 6 };
        scene.lines(name, font, Ink::Text, place.x, top, Anchor::Start);
        let mut line = match (self.pairs, self.room) {
            (true, _) => Rect { y: top + text, height: PAIR, ..place },
            (_, 0) => place.below(text + 2),
            _ => place,
        };
        for (column, right) in self.columns.iter().zip(self.edges(place)) {
            let baseline = line.y + line.height / 2 + 5;
            if self.pairs {
                let room = line.width - column.body - BETWEEN;
                let title = text::shorten(&column.shows.title(model), Font::Small, room);
                scene.text(&title, Font::Small, Ink::Muted, line.x, baseline, Anchor::Start);
            }
            draw_number(model, scene, column, row, right, baseline);
            if let Shows::Series(series) = column.shows {
                let number = Rect { x: right - column.width, width: column.width, ..line };
                match (model.series.len(), self.pairs) {
                    (1, _) => scene.mark(place, (row, series)),
                    (_, true) => scene.mark(line, (row, series)),
                    _ => scene.mark(number, (row, series)),
                }
            }
            if self.pairs {
                line.y += PAIR;
            }
        }
    }
}

fn draw_number(model: &Model, scene: &mut Scene, column: &Column, row: usize, right: i32, baseline: i32) {
    match column.shows.write(model, row) {
        Written::Words(words) => {
            scene.text(&words, Font::Small, Ink::Muted, right, baseline, Anchor::End);
        }
        Written::Number(whole, fraction) => {
            let font = if column.shows == Shows::Series(0) { Font::Value } else { Font::Label };
            let point = right - column.fraction;
            scene.text(&whole, font, Ink::Text, point, baseline, Anchor::End);
            scene.text(&fraction, font, Ink::Text, point, baseline, Anchor::Start);
        }
    }
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
            Written::Number(before, after) => {
                whole = whole.max(text::width(&before, Font::Value));
                fraction = fraction.max(text::width(&after, Font::Value));
            }
            Written::Words(words) => reason = reason.max(text::width(&words, Font::Small)),
        }
    }
    let title = shows.title(model);
    let body = (whole + fraction).max(reason);
    // As wide as two lines of its title need.
    let mut width = body.max(text::width(&title, Font::Small) / 2).min(WIDEST_TITLE).max(body);
    while width < WIDEST_TITLE && !text::wraps_whole(&title, Font::Small, width, 2) {
        width += 8;
    }
    Column { shows, title: text::balance(&title, Font::Small, width, 3), fraction, body, width }
}
