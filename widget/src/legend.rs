//! The legend: what a colour, a tick, hatching or a broken outline means, in rows above the plot.
//!
//! How every kind shows what a figure is; each state differs from the others in shape and in words, never in colour
//! alone:
//!
//! | state                 | mark                                        | words                                       |
//! | --------------------- | ------------------------------------------- | ------------------------------------------- |
//! | final                 | filled                                      | the value                                   |
//! | zero                  | a thin line at zero                         | `0`                                         |
//! | provisional           | hatched; a number has `*`                   | `Số tạm tính`                               |
//! | partly covered        | hollow; a number has `†`                    | `28/30 đơn vị đã báo cáo`, or that some lack |
//! | both                  | a hatched core in a frame; a number has `*†` | both                                        |
//! | suppressed            | a broken outline of no particular length    | `bảo mật`                                   |
//! | missing               | a gap; a short line where words do not fit  | `chưa báo cáo`                              |
//! | not applicable        | nothing                                     | `–`                                         |
//!
//! In a line what is not there stands where the line would have gone, in its colour: the outline or the short line.

use crate::Action;
use crate::model::{Model, Texture};
use crate::scene::{Anchor, Rect, Scene};
use crate::text::{self, Font};
use crate::theme::Ink;

/// What stands before an entry's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    /// A filled square in its colour: a series, by its position in the dataset, that the reader may switch off.
    Series(usize, Ink),
    /// The empty square of a series that is switched off.
    Off(usize),
    /// A square that is not plainly filled.
    Textured(Ink, Texture),
    /// The dashes of a line that is provisional.
    Dashed(Ink),
    /// The hollow point of a line that is partly covered.
    Ring(Ink),
    /// The plan's tick.
    Tick,
    /// The broken outline of a suppressed figure.
    Dashes,
    /// The line of a median.
    Median,
    /// Nothing but a short line: where a figure is missing.
    Gap,
}

/// One entry: a sign and what it means.
pub(crate) type Entry = (Sign, String);

/// As high as a finger needs it (WCAG 2.5.8).
const ROW: i32 = 24;
const SIGN: i32 = 12;

/// What a legend may name, to be added up: the series if there are several, then of the rest what there is.
pub(crate) const SERIES: u8 = 1;
pub(crate) const PLAN: u8 = 2;
pub(crate) const TEXTURES: u8 = 4;
pub(crate) const MEDIAN: u8 = 8;
pub(crate) const ABSENCES: u8 = 16;

/// The entries of these parts. The reader may switch series off; absences are for plots without room to say them in words.
pub(crate) fn entries(model: &Model, parts: u8) -> Vec<Entry> {
    let words = model.words;
    let several = model.all_series.len() > 1;
    let mut entries = Vec::new();
    if several {
        for (index, name) in model.all_series.iter().enumerate() {
            let sign =
                if model.shows(index) { Sign::Series(index, model.color(index)) } else { Sign::Off(index) };
            add(&mut entries, parts & SERIES != 0, sign, name);
        }
    }
    let seen = &model.seen;
    let ink = if several { Ink::Rest } else { model.hue(0) };
    add(&mut entries, parts & PLAN != 0 && seen.planned, Sign::Tick, words.plan);
    if parts & TEXTURES != 0 {
        let textured = |partial: bool| Sign::Textured(ink, Texture { provisional: !partial, partial });
        add(&mut entries, seen.some.provisional, textured(false), words.provisional);
        if let Some(words) = partial(model) {
            add(&mut entries, true, textured(true), &words);
        }
    }
    add(&mut entries, parts & MEDIAN != 0, Sign::Median, words.median);
    add(&mut entries, parts & ABSENCES != 0 && seen.suppressed, Sign::Dashes, words.confidential);
    add(&mut entries, parts & ABSENCES != 0 && seen.missing, Sign::Gap, words.not_reported);
    entries
}

fn add(entries: &mut Vec<Entry>, there: bool, sign: Sign, word: &str) {
    if there {
        entries.push((sign, word.to_owned()));
    }
}

/// The entries for series, if there are several.
pub(crate) fn series(model: &Model) -> Vec<Entry> {
    entries(model, SERIES)
}

/// What is said of partly covered figures: of a single one how far, of more that they are.
pub(crate) fn partial(model: &Model) -> Option<String> {
    let mut cells = model.cells().iter().filter(|cell| cell.texture().partial);
    let first = cells.next()?;
    if cells.next().is_some() { Some(model.words.partial.to_owned()) } else { model.coverage(first) }
}

/// The entries of kinds that need no others: what textures mean, if there are any.
pub(crate) fn notes(model: &Model) -> Vec<Entry> {
    entries(model, TEXTURES)
}

/// The entries for figures that are not there, where the plot has no room to say it in words.
pub(crate) fn absences(model: &Model) -> Vec<Entry> {
    entries(model, ABSENCES)
}

/// The height that the entries take at this width, with the space under them.
pub(crate) fn height(entries: &[Entry], width: i32) -> i32 {
    lay(entries, Rect::new(0, 0, width, 0), None)
}

/// Draws the entries; answers what is left of the plot.
pub(crate) fn draw(scene: &mut Scene, plot: Rect, entries: &[Entry]) -> Rect {
    plot.below(lay(entries, plot, Some(scene)))
}

/// Lays the entries out from the left in as many rows as they need, and draws them if there is where; answers the height.
fn lay(entries: &[Entry], plot: Rect, mut scene: Option<&mut Scene>) -> i32 {
    let (mut x, mut y) = (plot.x, plot.y);
    for (sign, word) in entries {
        let word = text::shorten(word, Font::Small, plot.width - SIGN - 6);
        let width = text::width(&word, Font::Small);
        if x > plot.x && x + SIGN + 6 + width > plot.right() {
            x = plot.x;
            y += ROW;
        }
        if let Some(scene) = &mut scene {
            draw_sign(scene, *sign, x, y);
            scene.text(&word, Font::Small, Ink::Muted, x + SIGN + 6, y + 16, Anchor::Start);
            if let Sign::Series(index, _) | Sign::Off(index) = *sign {
                // A name of no letters is still a place to press.
                let width = (SIGN + 12 + width).max(ROW + 3);
                scene.control(Action::Series(index), Rect::new(x - 3, y, width, ROW));
            }
        }
        x += SIGN + 22 + width;
    }
    if entries.is_empty() { 0 } else { y - plot.y + ROW + 8 }
}

fn draw_sign(scene: &mut Scene, sign: Sign, x: i32, y: i32) {
    let square = Rect::new(x, y + 6, SIGN, SIGN);
    let stroke = |ink, inset, top, height| (ink, Rect::new(x + inset, y + top, SIGN - 2 * inset, height));
    let (ink, rect) = match sign {
        Sign::Textured(ink, texture) => return scene.bar(ink, square, texture),
        Sign::Dashed(ink) => return scene.line(ink, vec![(x, y + 12), (x + SIGN, y + 12)]),
        Sign::Ring(ink) => return scene.ring(ink, (x + SIGN / 2, y + 12)),
        Sign::Series(_, ink) => (ink, square),
        Sign::Dashes => (Ink::Dashes, square),
        Sign::Off(_) => {
            scene.rect(Ink::Grid, square);
            stroke(Ink::Muted, 2, 11, 2)
        }
        Sign::Tick => stroke(Ink::Text, 0, 11, 2),
        Sign::Median => stroke(Ink::Rest, 0, 11, 2),
        Sign::Gap => stroke(Ink::Muted, 2, 12, 1),
    };
    scene.rect(ink, rect);
}
