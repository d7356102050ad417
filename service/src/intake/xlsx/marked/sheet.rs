//! A sheet written anew: its marked cells coloured, those that it did not have put in.

use std::collections::BTreeMap;

use crate::intake::cell_name::{letters, place};
use crate::intake::xlsx::namespaces::{office, related};
use crate::intake::xlsx::notes::Cell;
use crate::intake::xlsx::pack::Packing;
use crate::intake::xlsx::painted::{Formats, Paint};
use crate::intake::xlsx::xml::{Event, Tag, Token};

/// What a sheet has behind the place of its comments (ECMA-376, 18.3.1.99).
const BEHIND_COMMENTS: &[&str] = &[
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
];

/// A sheet while it is written anew.
pub(super) struct Sheet<'f> {
    out: Packing,
    /// The cells that are still to be coloured.
    marks: BTreeMap<Cell, Paint>,
    formats: &'f mut Formats,
    /// The relation of the boxes, where the sheet had none.
    drawing: Option<&'static str>,
    row: u32,
    /// The next column.
    column: u32,
    depth: usize,
    prefix: String,
    /// The prefix of what names relations.
    office: Option<String>,
}

impl<'f> Sheet<'f> {
    /// Of which these cells are to be coloured.
    pub(super) fn new(
        marks: BTreeMap<Cell, Paint>,
        formats: &'f mut Formats,
        drawing: Option<&'static str>,
    ) -> Self {
        Self {
            out: Packing::new(),
            marks,
            formats,
            drawing,
            row: 0,
            column: 0,
            depth: 0,
            prefix: String::new(),
            office: None,
        }
    }

    /// All that was written.
    pub(super) fn written(self) -> Packing {
        self.out
    }

    /// Takes the next token of the sheet as it was.
    pub(super) fn token(&mut self, token: Token<'_>) {
        match token.kind {
            Event::Start(tag) => {
                self.start(tag, token.raw);
                self.depth += 1;
            }
            Event::End(name) => {
                self.depth -= 1;
                self.end(name, token.raw);
            }
            _ => self.out.put(token.raw),
        }
    }

    fn start(&mut self, tag: Tag<'_>, raw: &str) {
        match (self.depth, tag.name) {
            (0, _) => {
                self.prefix = tag.prefix().to_owned();
                self.office = office(tag);
                self.out.put(raw);
            }
            (1, name) if BEHIND_COMMENTS.contains(&name) => {
                self.draw();
                self.out.put(raw);
            }
            (1, "sheetData") if tag.empty && !self.marks.is_empty() => self.out.put(&opened(raw)),
            // Only one sheet is the one that is shown: two would be edited together.
            (2, "sheetView") if tag.get("tabSelected").is_some() => self.out.put(&tag.without("tabSelected")),
            (2, "row") => {
                let number = tag.get("r").and_then(|number| number.parse().ok());
                let number = number.unwrap_or(self.row.saturating_add(1));
                self.rows_before(number);
                (self.row, self.column) = (number, 0);
                let marked = self.marks.range((number, 0)..=(number, u32::MAX)).next().is_some();
                self.out.put(&if tag.empty && marked { opened(raw) } else { raw.to_owned() });
            }
            (3, "c") => self.cell(tag, raw),
            _ => self.out.put(raw),
        }
    }

    fn end(&mut self, name: &str, raw: &str) {
        match (self.depth, name) {
            (0, _) => self.draw(),
            (1, "sheetData") => {
                let open = raw.is_empty() && !self.marks.is_empty();
                self.rows_before(u32::MAX);
                if open {
                    self.out.put(&format!("</{}sheetData>", self.prefix));
                }
            }
            (2, "row") => {
                let open =
                    raw.is_empty() && self.marks.range((self.row, 0)..=(self.row, u32::MAX)).next().is_some();
                self.cells_before(u32::MAX);
                if open {
                    self.out.put(&format!("</{}row>", self.prefix));
                }
            }
            _ => {}
        }
        self.out.put(raw);
    }

    fn cell(&mut self, tag: Tag<'_>, raw: &str) {
        let column = tag.get("r").and_then(|at| place(&at)).map_or(self.column, |(_, column)| column);
        self.cells_before(column);
        self.column = column + 1;
        let format = tag.get("s").and_then(|format| format.parse().ok()).unwrap_or(0);
        let painted = match self.marks.remove(&(self.row, column)) {
            Some(paint) => Some(self.formats.painted(format, paint)),
            None => self.formats.cleaned(format),
        };
        match painted {
            Some(format) => self.out.put(&tag.with("s", &format.to_string())),
            None => self.out.put(raw),
        }
    }

    /// Marked rows above this one that the sheet does not have.
    fn rows_before(&mut self, number: u32) {
        while let Some((row, _)) = self.marks.keys().next().copied().filter(|(row, _)| *row < number) {
            self.out.put(&format!("<{}row r=\"{row}\">", self.prefix));
            self.row = row;
            self.cells_before(u32::MAX);
            self.out.put(&format!("</{}row>", self.prefix));
        }
    }

    /// Marked cells of the row, left of this column, that the sheet does not have.
    fn cells_before(&mut self, column: u32) {
        let row = self.row;
        while let Some((_, at)) = self.marks.keys().next().copied().filter(|(r, c)| *r == row && *c < column)
        {
            let paint = self.marks.remove(&(row, at)).unwrap_or(Paint::Error);
            let format = self.formats.painted(0, paint);
            self.out.put(&format!("<{}c r=\"{}{row}\" s=\"{format}\"/>", self.prefix, letters(at)));
        }
    }

    fn draw(&mut self) {
        if let Some(id) = self.drawing.take() {
            let relation = related(self.office.as_deref(), id);
            self.out.put(&format!("<{}legacyDrawing {relation}/>", self.prefix));
        }
    }
}

/// The beginning of an element that was empty, and is not any more.
fn opened(raw: &str) -> String {
    format!("{}>", raw.trim_end_matches("/>"))
}
