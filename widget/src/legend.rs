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

use crate::Action;
use crate::model::{Model, Texture, Value};
use crate::scene::{Anchor, Rect, Scene};
use crate::text::{self, Font};
use crate::theme::Ink;

/// What stands before an entry's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    /// A filled square: a series, by its position in the dataset, that the reader may switch off.
    Series(usize),
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

/// The entries for series, if there are several.
pub(crate) fn series(model: &Model) -> Vec<Entry> {
    if model.all_series.len() < 2 {
        return Vec::new();
    }
    let sign = |index| if model.shows(index) { Sign::Series(index) } else { Sign::Off(index) };
    model.all_series.iter().enumerate().map(|(index, name)| (sign(index), name.clone())).collect()
}

/// The entry for plans' ticks, if there are any.
pub(crate) fn plan(model: &Model) -> Option<Entry> {
    let planned = model.cells().iter().any(|cell| cell.plan.is_some());
    planned.then(|| (Sign::Tick, model.words.plan.to_owned()))
}

/// The entries for what is provisional and for what is partly covered, each if there is any.
pub(crate) fn hatching(model: &Model) -> Vec<Entry> {
    let ink = if model.all_series.len() > 1 { Ink::Rest } else { Ink::Accent };
    let mut entries = Vec::new();
    if model.cells().iter().any(|cell| cell.texture().provisional) {
        let texture = Texture { provisional: true, partial: false };
        entries.push((Sign::Textured(ink, texture), model.words.provisional.to_owned()));
    }
    let texture = Texture { provisional: false, partial: true };
    entries.extend(partial(model).map(|words| (Sign::Textured(ink, texture), words)));
    entries
}

/// What is said of partly covered figures: of a single one how far, of more that they are.
pub(crate) fn partial(model: &Model) -> Option<String> {
    let mut cells = model.cells().iter().filter(|cell| cell.texture().partial);
    let first = cells.next()?;
    if cells.next().is_some() { Some(model.words.partial.to_owned()) } else { model.coverage(first) }
}

/// The entries of kinds that need no others: what textures mean, if there are any.
pub(crate) fn notes(model: &Model) -> Vec<Entry> {
    hatching(model)
}

/// The entries for figures that are not there, where the plot has no room to say it in words.
pub(crate) fn absences(model: &Model) -> Vec<Entry> {
    let some = |value: Value| model.cells().iter().any(|cell| cell.actual == value);
    let mut entries = Vec::new();
    if some(Value::Suppressed) {
        entries.push((Sign::Dashes, model.words.confidential.to_owned()));
    }
    if some(Value::Missing) {
        entries.push((Sign::Gap, model.words.not_reported.to_owned()));
    }
    entries
}

/// The height that the entries take at this width, with the space under them.
pub(crate) fn height(entries: &[Entry], width: i32) -> i32 {
    match place(entries, width).last() {
        Some((_, y, _)) => y + ROW + 8,
        None => 0,
    }
}

/// Draws the entries; answers what is left of the plot.
pub(crate) fn draw(scene: &mut Scene, plot: Rect, entries: &[Entry]) -> Rect {
    for ((sign, _), (x, y, word)) in entries.iter().zip(place(entries, plot.width)) {
        let (x, y) = (plot.x + x, plot.y + y);
        let square = Rect::new(x, y + 6, SIGN, SIGN);
        match *sign {
            Sign::Series(index) => scene.rect(Ink::series(index), square),
            Sign::Off(_) => {
                scene.rect(Ink::Grid, square);
                scene.rect(Ink::Muted, Rect::new(x + 2, y + 11, SIGN - 4, 2));
            }
            Sign::Textured(ink, texture) => scene.bar(ink, square, texture),
            Sign::Dashed(ink) => scene.line(ink, vec![(x, y + 12), (x + SIGN, y + 12)]),
            Sign::Ring(ink) => scene.ring(ink, (x + SIGN / 2, y + 12)),
            Sign::Tick => scene.rect(Ink::Text, Rect::new(x, y + 11, SIGN, 2)),
            Sign::Median => scene.rect(Ink::Rest, Rect::new(x, y + 11, SIGN, 2)),
            Sign::Dashes => scene.outline(square),
            Sign::Gap => scene.rect(Ink::Muted, Rect::new(x + 2, y + 12, SIGN - 4, 1)),
        }
        scene.text(&word, Font::Small, Ink::Muted, x + SIGN + 6, y + 16, Anchor::Start);
        if let Sign::Series(index) | Sign::Off(index) = *sign {
            let width = SIGN + 12 + text::width(&word, Font::Small);
            // A name of no letters is still a place to press.
            scene.control(Action::Series(index), Rect::new(x - 3, y, width.max(ROW + 3), ROW));
        }
    }
    plot.below(height(entries, plot.width))
}

/// Where each entry stands, and its word, shortened to the width: `x`, `y`, word.
fn place(entries: &[Entry], width: i32) -> Vec<(i32, i32, String)> {
    let (mut x, mut y) = (0, 0);
    let mut places = Vec::with_capacity(entries.len());
    for (_, word) in entries {
        let word = text::shorten(word, Font::Small, width - SIGN - 6);
        let needed = SIGN + 6 + text::width(&word, Font::Small);
        if x > 0 && x + needed > width {
            x = 0;
            y += ROW;
        }
        places.push((x, y, word));
        x += needed + 16;
    }
    places
}
