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
    let line = ["… ", model.words.and, " ", &count, " ", model.words.more].concat();
    scene.text(&line, Font::Small, Ink::Muted, x, baseline, Anchor::Start);
}

/// A sum, and how many of its parts have no figure: it is then at least so much.
#[derive(Default)]
pub(super) struct Sum {
    pub below: i64,
    pub above: i64,
    pub absent: i32,
}

impl Sum {
    pub fn of<'a>(cells: impl Iterator<Item = &'a Cell>) -> Self {
        cells.fold(Self::default(), |sum, cell| match cell.known() {
            Some(value) if value < 0 => Self { below: sum.below.saturating_add(value), ..sum },
            Some(value) => Self { above: sum.above.saturating_add(value), ..sum },
            None if cell.actual == Value::NotApplicable => sum,
            None => Self { absent: sum.absent + 1, ..sum },
        })
    }

    pub fn all(&self) -> i64 {
        self.below.saturating_add(self.above)
    }

    pub fn write(&self, model: &Model) -> String {
        let total = model.value(self.all());
        if self.absent > 0 { ["≥\u{a0}", &total].concat() } else { total }
    }
}

/// The height of rows with the space between them.
pub(super) fn total(heights: &[i32], gap: i32) -> i32 {
    heights.iter().map(|height| height + gap).sum::<i32>() - gap
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
        let widest = names.iter().map(|name| text::width(name, Font::Label)).max().unwrap_or(0) + BESIDE;
        let limit = width * 3 / 10;
        let room = if widest <= limit || width >= 480 { widest.min(limit) } else { 0 };
        let inside = if room > 0 { room - BESIDE } else { width };
        Self { room, lines: names.iter().map(|name| text::balance(name, Font::Label, inside, 3)).collect() }
    }

    /// The heights of rows whose bars are so thick.
    pub fn heights(&self, bar: i32) -> Vec<i32> {
        let height = |lines: &Vec<String>| {
            let name = lines.len() as i32 * Font::Label.leading();
            if self.room > 0 { bar.max(name) } else { bar + name + ABOVE }
        };
        self.lines.iter().map(height).collect()
    }

    /// Writes a row's name; answers what of the row is left for its bars.
    pub fn draw(&self, scene: &mut Scene, category: usize, row: Rect) -> Rect {
        let lines = self.lines.get(category).map_or(&[][..], Vec::as_slice);
        let height = lines.len() as i32 * Font::Label.leading();
        if self.room > 0 {
            let top = row.y + (row.height - height) / 2;
            scene.lines(lines, Font::Label, Ink::Text, row.x + self.room - BESIDE, top, Anchor::End);
            Rect::new(row.x + self.room, row.y, row.width - self.room, row.height)
        } else {
            scene.lines(lines, Font::Label, Ink::Text, row.x, row.y, Anchor::Start);
            row.below(height + ABOVE)
        }
    }
}
