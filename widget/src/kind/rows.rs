//! Rows shared by the kinds that list their categories: how many have room, where their names stand, what they sum to.

use crate::locale;
use crate::model::{Cell, Model, Value};
use crate::scene::{Anchor, Rect, Scene};
use crate::text::{self, Font};
use crate::theme::Ink;

/// The height kept for the line that counts the rows left out.
const REST: i32 = 20;

/// The places of as many rows as have room, from the top; a line under them says how many there are besides, where the
/// last row stands for `extra` more than itself.
pub(super) fn places(
    model: &Model,
    scene: &mut Scene,
    plot: Rect,
    heights: &[i32],
    gap: i32,
    extra: usize,
) -> Vec<Rect> {
    let mut y = plot.y;
    let mut places = Vec::with_capacity(heights.len());
    for (index, &height) in heights.iter().enumerate() {
        let rest = heights.len() - index;
        if y + height > plot.bottom() - if rest > 1 { REST } else { 0 } {
            let baseline = (y + 14).min(plot.bottom() - 4);
            count_others(model, scene, rest + extra, plot.x, baseline);
            break;
        }
        places.push(Rect::new(plot.x, y, plot.width, height));
        y += height + gap;
    }
    places
}

/// `… và 12 mục khác`.
pub(super) fn count_others(model: &Model, scene: &mut Scene, count: usize, x: i32, baseline: i32) {
    let count = locale::number(count as i64, 0, model.lang);
    let line = text::concat(&["… ", model.words.and, " ", &count, " ", model.words.more]);
    scene.text(&line, Font::Small, Ink::Muted, x, baseline, Anchor::Start);
}

/// A sum, how many of its parts have a figure, and how many have none that should: it is then at least so much.
#[derive(Default)]
pub(super) struct Sum {
    pub below: i64,
    pub above: i64,
    pub known: i32,
    pub absent: i32,
}

impl Sum {
    pub fn add(&mut self, cell: &Cell) {
        match cell.actual {
            Value::Known(value) => {
                let sum = if value < 0 { &mut self.below } else { &mut self.above };
                *sum = sum.saturating_add(value);
                self.known += 1;
            }
            Value::NotApplicable => {}
            Value::Suppressed | Value::Missing => self.absent += 1,
        }
    }

    /// The sum of some cells that stand one after the other.
    pub fn of(cells: &[Cell]) -> Self {
        let mut sum = Self::default();
        for cell in cells {
            sum.add(cell);
        }
        sum
    }

    pub fn all(&self) -> i64 {
        self.below.saturating_add(self.above)
    }

    pub fn write(&self, model: &Model) -> String {
        let total = model.value(self.all());
        if self.absent > 0 { text::concat(&["≥\u{a0}", &total]) } else { total }
    }
}

/// The height of rows with the space between them.
pub(super) fn total(heights: &[i32], gap: i32) -> i32 {
    let mut total = -gap;
    for height in heights {
        total += height + gap;
    }
    total
}

/// The categories' names: beside the rows' bars, or above them on phones when they are long.
pub(super) struct Names {
    /// The width of the names beside the bars; 0 where they stand above.
    pub room: i32,
    lines: Vec<Vec<String>>,
}

/// Between a name and its bar, beside it and above it.
const BESIDE: i32 = 12;
const ABOVE: i32 = 2;

impl Names {
    pub fn new(names: &[String], width: i32) -> Self {
        let widest = text::widest(names, Font::Label) + BESIDE;
        let limit = width * 3 / 10;
        let room = if widest <= limit || width >= 480 { widest.min(limit) } else { 0 };
        let inside = if room > 0 { room - BESIDE } else { width };
        let mut lines = Vec::with_capacity(names.len());
        for name in names {
            lines.push(text::balance(name, Font::Label, inside, 3));
        }
        Self { room, lines }
    }

    /// The heights of rows whose bars are so thick.
    pub fn heights(&self, bar: i32) -> Vec<i32> {
        let mut heights = Vec::with_capacity(self.lines.len());
        for lines in &self.lines {
            let name = lines.len() as i32 * Font::Label.leading();
            heights.push(if self.room > 0 { bar.max(name) } else { bar + name + ABOVE });
        }
        heights
    }

    /// Writes a row's name; answers what of the row is left for its bars.
    pub fn draw(&self, scene: &mut Scene, category: usize, row: Rect) -> Rect {
        let lines = self.lines.get(category).map_or(&[][..], Vec::as_slice);
        let height = lines.len() as i32 * Font::Label.leading();
        let (x, top, anchor, left) = if self.room > 0 {
            let top = row.y + (row.height - height) / 2;
            let left = Rect::new(row.x + self.room, row.y, row.width - self.room, row.height);
            (row.x + self.room - BESIDE, top, Anchor::End, left)
        } else {
            (row.x, row.y, Anchor::Start, row.below(height + ABOVE))
        };
        scene.lines(lines, Font::Label, Ink::Text, x, top, anchor);
        left
    }
}
