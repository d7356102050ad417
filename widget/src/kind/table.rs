//! Everything, as rows and columns: numbers right-aligned on the decimal. Where the columns have no room side by side,
//! each row lists them one under the other. What keeps a number from being final is a sign after it.

use super::rows;
use crate::legend::{self, Sign};
use crate::locale;
use crate::model::Model;
use crate::scene::{Anchor, Rect, Scene};
use crate::text::{self, Font, concat};
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
    table.head + rows::total(&table.heights(model), 0) + table.foot
}

/// Lays the plot out.
pub(super) fn draw(model: &Model, scene: &mut Scene, plot: Rect) {
    let table = Grid::new(model, plot.width);
    table.draw_head(model, scene, plot);
    let mut body = plot.below(table.head);
    body.height -= table.foot;
    scene.rect(Ink::Zero, Rect::new(body.x, body.y - 1, body.width, 1));
    let mut bottom = body.y;
    for (row, place) in rows::places(model, scene, body, &table.heights(model), 0, 0).into_iter().enumerate()
    {
        table.draw_row(model, scene, row, place);
        bottom = place.bottom();
        scene.rect(Ink::Grid, Rect::new(place.x, bottom - 1, place.width, 1));
    }
    let top = if bottom + table.foot > plot.bottom() { body.bottom() } else { bottom };
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

/// The columns that a table of one series may have besides, where they have something to show.
const BESIDES: [Shows; 5] = [Shows::Plan, Shows::Rate, Shows::Change, Shows::Universe, Shows::Share];

/// What stands in one place of the table: a number before and from its decimal mark on, or words.
struct Written {
    whole: String,
    fraction: String,
    is_number: bool,
}

impl Shows {
    fn title(self, model: &Model) -> String {
        let words = model.words;
        let title = match self {
            Self::Series(0) if model.all_series.len() == 1 => words.actual,
            Self::Series(series) => model.series.get(series).map_or("", String::as_str),
            Self::Plan => words.plan,
            Self::Rate => return concat(&["% ", words.of_plan]),
            Self::Change => words.change,
            Self::Universe => words.universe,
            Self::Share => words.share,
        };
        title.to_owned()
    }

    fn write(self, model: &Model, category: usize) -> Written {
        let series = if let Self::Series(series) = self { series } else { 0 };
        let cell = model.cell(category, series);
        let figure = match self {
            Self::Series(_) => cell.known(),
            Self::Plan => cell.plan,
            Self::Rate => cell.plan_rate,
            Self::Change => cell.change,
            Self::Universe => cell.universe,
            Self::Share => cell.share(),
        };
        let mut whole = match (figure, self) {
            (None, Self::Series(_)) => model.label(cell),
            (None, _) => "–".to_owned(),
            (Some(tenths), Self::Rate | Self::Share) => model.percent(tenths),
            (Some(tenths), Self::Change) => locale::signed_percent(tenths, model.lang),
            (Some(figure), _) => model.value(figure),
        };
        let mut fraction = String::new();
        if figure.is_some() {
            let mark = if model.lang == locale::Lang::Vi { b',' } else { b'.' };
            let mut at = text::cut(&whole, mark).0.len();
            if at == whole.len() {
                at = text::cut(&whole, b'%').0.len();
            }
            fraction = whole.split_off(at);
            let texture = cell.texture();
            if texture.provisional && matches!(self, Self::Series(_)) {
                fraction.push_str(PROVISIONAL);
            }
            if texture.partial && matches!(self, Self::Series(_)) {
                fraction.push_str(PARTIAL);
            }
        }
        Written { whole, fraction, is_number: figure.is_some() }
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
    /// The right edge, in the plot.
    right: i32,
}

struct Grid {
    columns: Vec<Column>,
    /// The width of the names; 0 where they stand on a line of their own.
    room: i32,
    /// The width in which a name is broken into lines.
    inside: i32,
    /// Whether the columns stand under one another.
    pairs: bool,
    notes: Vec<String>,
    /// The heights of the titles and of the notes.
    head: i32,
    foot: i32,
}

impl Grid {
    fn new(model: &Model, width: i32) -> Self {
        let mut columns = columns(model);
        let (mut left, mut fraction, mut lines) = (width, 0, 0);
        for column in &columns {
            left -= column.width + BETWEEN;
            fraction = fraction.max(column.fraction);
            lines = lines.max(column.title.len() as i32);
        }
        let widest = text::widest(&model.categories, Font::Label);
        let room = if left >= widest.min((width * 3 / 10).max(96)) { left } else { 0 };
        let pairs = left + BETWEEN < 0;
        let spare = if room > 0 { 0 } else { left + BETWEEN };
        let between = BETWEEN + spare / (columns.len() as i32).max(1);
        let mut right = if room > 0 { room } else { -BETWEEN };
        for column in &mut columns {
            right += between + column.width;
            // The numbers of pairs share one decimal mark, at the right of the longest fraction.
            column.right = if pairs { width - fraction + column.fraction } else { right.min(width) };
        }
        let mut notes = Vec::new();
        for (sign, words) in legend::notes(model) {
            let sign = if matches!(sign, Sign::Textured(_, texture) if texture.partial) {
                PARTIAL
            } else {
                PROVISIONAL
            };
            notes.append(&mut text::wrap(&concat(&[sign, "\u{a0}", &words]), Font::Small, width, 2));
        }
        let small = Font::Small.leading();
        Self {
            columns,
            room,
            inside: if room > 0 { room } else { width },
            pairs,
            head: if pairs { 1 } else { lines * small + 8 },
            foot: if notes.is_empty() { 0 } else { notes.len() as i32 * small + 8 },
            notes,
        }
    }

    fn name(&self, name: &str) -> Vec<String> {
        text::wrap(name, Font::Label, self.inside, 3)
    }

    fn heights(&self, model: &Model) -> Vec<i32> {
        let mut heights = Vec::with_capacity(model.categories.len());
        for name in &model.categories {
            let name = self.name(name).len() as i32 * Font::Label.leading();
            heights.push(match (self.pairs, self.room) {
                (true, _) => name + 12 + self.columns.len() as i32 * PAIR,
                (_, 0) => ROW + name,
                _ => ROW.max(name + 14),
            });
        }
        heights
    }

    fn draw_head(&self, model: &Model, scene: &mut Scene, plot: Rect) {
        if self.pairs {
            return;
        }
        let bottom = plot.y + self.head - 8;
        if self.room > 0 {
            let name = text::shorten(&model.dimension, Font::Small, self.room);
            scene.text(&name, Font::Small, Ink::Muted, plot.x, bottom - 4, Anchor::Start);
        }
        for column in &self.columns {
            let top = bottom - column.title.len() as i32 * Font::Small.leading();
            scene.lines(&column.title, Font::Small, Ink::Muted, plot.x + column.right, top, Anchor::End);
        }
    }

    fn draw_row(&self, model: &Model, scene: &mut Scene, row: usize, place: Rect) {
        let name = self.name(model.categories.get(row).map_or("", String::as_str));
        let font = if model.highlight == Some(row) { Font::Value } else { Font::Label };
        let text = name.len() as i32 * Font::Label.leading();
        let top = if self.room > 0 { place.y + (place.height - text) / 2 } else { place.y + 6 };
        scene.lines(&name, font, Ink::Text, place.x, top, Anchor::Start);
        let mut line = match (self.pairs, self.room) {
            (true, _) => Rect { y: top + text, height: PAIR, ..place },
            (_, 0) => place.below(text + 2),
            _ => place,
        };
        for column in &self.columns {
            let right = line.x + column.right;
            let baseline = line.y + line.height / 2 + 5;
            if self.pairs {
                let room = line.width - column.body - BETWEEN;
                let title = text::shorten(&column.shows.title(model), Font::Small, room);
                scene.text(&title, Font::Small, Ink::Muted, line.x, baseline, Anchor::Start);
            }
            draw_number(model, scene, column, row, right, baseline);
            if let Shows::Series(series) = column.shows {
                let mut area = line;
                if model.series.len() == 1 {
                    area = place;
                } else if !self.pairs {
                    area.x = right - column.width;
                    area.width = column.width;
                }
                scene.mark(area, (row, series));
            }
            if self.pairs {
                line.y += PAIR;
            }
        }
    }
}

fn draw_number(model: &Model, scene: &mut Scene, column: &Column, row: usize, right: i32, baseline: i32) {
    let written = column.shows.write(model, row);
    let (font, ink, point) = match column.shows {
        _ if !written.is_number => (Font::Small, Ink::Muted, right),
        Shows::Series(0) => (Font::Value, Ink::Text, right - column.fraction),
        _ => (Font::Label, Ink::Text, right - column.fraction),
    };
    scene.text(&written.whole, font, ink, point, baseline, Anchor::End);
    scene.text(&written.fraction, font, ink, point, baseline, Anchor::Start);
}

/// The columns that have something to show.
fn columns(model: &Model) -> Vec<Column> {
    let mut columns = Vec::new();
    let series = model.series.len();
    let besides = if series == 1 { BESIDES.len() } else { 0 };
    for index in 0..series + besides {
        let shows = if index < series { Shows::Series(index) } else { BESIDES[index - series] };
        let (mut whole, mut fraction, mut reason) = (0, 0, 0);
        for category in 0..model.categories.len() {
            let written = shows.write(model, category);
            if written.is_number {
                whole = whole.max(text::width(&written.whole, Font::Value));
                fraction = fraction.max(text::width(&written.fraction, Font::Value));
            } else {
                reason = reason.max(text::width(&written.whole, Font::Small));
            }
        }
        if index >= series && whole == 0 {
            continue;
        }
        let title = shows.title(model);
        let body = (whole + fraction).max(reason);
        // As wide as two lines of its title need.
        let mut width = body.max(text::width(&title, Font::Small) / 2).min(WIDEST_TITLE).max(body);
        while width < WIDEST_TITLE && !text::wraps_whole(&title, Font::Small, width, 2) {
            width += 8;
        }
        let title = text::balance(&title, Font::Small, width, 3);
        columns.push(Column { shows, title, fraction, body, width, right: 0 });
    }
    columns
}
