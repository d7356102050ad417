//! The page's door to the drawing: the only file that names `wasm_bindgen`.
//!
//! `page/jsonstat.js` reads any JSON-stat document and `page/engine.js` writes it into a few flat values; a [`View`]
//! reads them, draws, and finds what a pointer or a key is on. Flat, because every object that crosses costs glue on both
//! sides and a table of references in the wasm. Nothing here parses JSON, fails or touches the page: that would cost more
//! bytes than the drawing itself.

use std::slice::Iter;
use std::str::Split;

use wasm_bindgen::prelude::wasm_bindgen;

use crate::dataset::{
    Category, Dataset, Dimension, Drawing, Kind, Picker, Reference, Role, Sort, Stacking, Unit,
};
use crate::{Action, Area, Control, Lang, Mark, SvgOptions, Theme};

/// One chart in the page: its dataset, and the marks and controls of the picture drawn last.
#[wasm_bindgen]
pub struct View {
    dataset: Dataset,
    marks: Vec<Mark>,
    controls: Vec<Control>,
}

#[wasm_bindgen]
impl View {
    /// The chart of a document that `flat` in `page/engine.js` wrote: its texts, separated by U+001F; its counts and
    /// positions; its values, row-major, in the smallest unit of the cell's metric, NaN where JSON has null.
    ///
    /// The two sides agree by order alone, so `dataset` below and `flat` are read side by side. What is missing or does
    /// not fit is drawn as missing.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(words: &str, numbers: &[f64], values: &[f64]) -> View {
        let mut fields = Fields { words: words.split('\u{1f}'), numbers: numbers.iter() };
        let mut view = Self { dataset: dataset(&mut fields), marks: Vec::new(), controls: Vec::new() };
        view.update(values);
        view
    }

    /// Other values in the place of those that there are.
    pub fn update(&mut self, values: &[f64]) {
        // Beyond 2^53 JSON's numbers are no longer exact in a page; the cast saturates.
        self.dataset.values = values.iter().map(|&value| (!value.is_nan()).then_some(value as i64)).collect();
    }

    /// Switches series off: the positions, in the series dimension, of those that are not to be drawn.
    pub fn set_hidden(&mut self, positions: &[u32]) {
        self.dataset.drawing.hidden = positions.iter().map(|&position| position as usize).collect();
    }

    /// The order of the categories: 0 as given, 1 descending, 2 ascending.
    pub fn set_sort(&mut self, order: usize) {
        self.dataset.drawing.sort = Sort::ALL.get(order).map_or(Sort::Given, |&(_, sort)| sort);
    }

    /// The picture as SVG text, `height` 0 for the natural one; `texts` draws title, subtitle and footer too, and
    /// `standalone` makes a file of its own, with the style sheet in it.
    pub fn draw(&mut self, width: u32, height: u32, texts: bool, standalone: bool) -> String {
        let height = (height > 0).then_some(height);
        let options = SvgOptions { width, height, theme: Theme::Auto, standalone, texts };
        let picture = crate::picture(&self.dataset, &options);
        (self.marks, self.controls) = (picture.marks, picture.controls);
        picture.svg
    }

    /// The height that suits this width, in CSS pixels.
    #[must_use]
    pub fn height(&self, width: u32, texts: bool) -> u32 {
        crate::height(&self.dataset, width, texts)
    }

    /// The mark under a point of the picture, or −1.
    #[must_use]
    pub fn hit(&self, x: i32, y: i32) -> i32 {
        crate::pointing::hit(&self.marks, x, y)
    }

    /// The mark that an arrow key, Home or End leads to from mark `from`; −1 when there is none.
    #[must_use]
    pub fn step(&self, from: i32, key: &str) -> i32 {
        crate::pointing::step(&self.marks, from, key)
    }

    /// The mark of a category and a series, by their positions in the dataset, or −1.
    #[must_use]
    pub fn find(&self, category: usize, series: usize) -> i32 {
        let found = self.marks.iter().position(|mark| (mark.category, mark.series) == (category, series));
        found.map_or(-1, |index| index as i32)
    }

    /// Left, top, width and height of what a mark rings; empty where there is no such mark.
    #[must_use]
    pub fn bounds(&self, index: usize) -> Vec<i32> {
        let mut bounds = Vec::new();
        if let Some(Mark { spot, .. }) = self.marks.get(index) {
            push_area(&mut bounds, *spot);
        }
        bounds
    }

    /// The positions in the dataset of a mark's category and series; empty where there is no such mark.
    #[must_use]
    pub fn cell(&self, index: usize) -> Vec<i32> {
        self.marks.get(index).map_or_else(Vec::new, |mark| vec![mark.category as i32, mark.series as i32])
    }

    /// What a mark says, one line each.
    #[must_use]
    pub fn lines(&self, index: usize) -> String {
        let Some(mark) = self.marks.get(index) else { return String::new() };
        crate::lines(&self.dataset, mark.category, mark.series).join("\n")
    }

    /// Six numbers for each control of the picture: what it does (0 the menu, 1 a series, 2 a picker), the position of its
    /// series or picker in the document, left, top, width and height.
    #[must_use]
    pub fn controls(&self) -> Vec<i32> {
        let mut controls = Vec::new();
        for control in &self.controls {
            let action = match control.action {
                Action::Menu => [0, 0],
                Action::Series(at) => [1, at],
                Action::Picker(at) => [2, at],
            };
            controls.extend_from_slice(&action.map(|number| number as i32));
            push_area(&mut controls, control.area);
        }
        controls
    }
}

/// The sheet for the shadow root that holds the pictures.
#[wasm_bindgen]
#[must_use]
pub fn stylesheet() -> String {
    crate::stylesheet(Theme::Auto)
}

fn push_area(out: &mut Vec<i32>, area: Area) {
    out.extend_from_slice(&[area.x, area.y, area.width, area.height]);
}

/// What `flat` wrote, field by field.
struct Fields<'a> {
    words: Split<'a, char>,
    numbers: Iter<'a, f64>,
}

impl Fields<'_> {
    fn word(&mut self) -> String {
        self.words.next().unwrap_or_default().to_owned()
    }

    fn number(&mut self) -> i64 {
        self.numbers.next().map_or(0, |&number| number as i64)
    }

    fn count(&mut self) -> usize {
        self.number() as usize
    }

    /// A position, or nothing for a number below zero.
    fn position(&mut self) -> Option<usize> {
        usize::try_from(self.number()).ok()
    }

    /// As many texts as the next number says.
    fn words(&mut self) -> Vec<String> {
        (0..self.count()).map(|_| self.word()).collect()
    }
}

fn dataset(fields: &mut Fields) -> Dataset {
    let label = fields.word();
    let status = fields.word().chars().collect();
    let drawing = drawing(fields);
    let dimensions = (0..fields.count()).map(|_| dimension(fields)).collect();
    Dataset { label, status, drawing, dimensions, values: Vec::new() }
}

fn drawing(fields: &mut Fields) -> Drawing {
    Drawing {
        kind: Kind::parse(&fields.word()).unwrap_or_default(),
        lang: Lang::parse(&fields.word()).unwrap_or_default(),
        sort: Sort::parse(&fields.word()).unwrap_or_default(),
        stacking: Stacking::parse(&fields.word()).unwrap_or_default(),
        title: fields.word(),
        subtitle: fields.word(),
        description: fields.word(),
        category: fields.word(),
        series: Some(fields.word()).filter(|id| !id.is_empty()),
        highlight: fields.position(),
        top: fields.position(),
        additive: fields.number() > 0,
        footer: fields.words(),
        details: fields.words(),
        hidden: (0..fields.count()).map(|_| fields.count()).collect(),
        references: (0..fields.count()).map(|_| reference(fields)).collect(),
        pickers: (0..fields.count()).map(|_| picker(fields)).collect(),
    }
}

fn reference(fields: &mut Fields) -> Reference {
    let (kind, one, other) = (fields.number(), fields.number(), fields.count());
    let (label, at) = (fields.word(), one as usize);
    match kind {
        0 => Reference::Line { value: one, label },
        1 => Reference::Span { from: at, to: other, label },
        _ => Reference::Point { category: at, series: other, label },
    }
}

/// What is drawn of a picker; the page itself has the list.
fn picker(fields: &mut Fields) -> Picker {
    let (label, chosen) = (fields.word(), fields.word());
    Picker { label, options: vec![(String::new(), chosen)], ..Picker::default() }
}

fn dimension(fields: &mut Fields) -> Dimension {
    let (id, label) = (fields.word(), fields.word());
    let role = match fields.number() {
        1 => Some(Role::Time),
        2 => Some(Role::Geo),
        3 => Some(Role::Metric),
        _ => None,
    };
    let measured = role == Some(Role::Metric);
    let category = |fields: &mut Fields| Category {
        id: fields.word(),
        label: fields.word(),
        unit: measured.then(|| Unit { label: fields.word(), decimals: fields.number() as u8 }),
    };
    Dimension { id, label, role, categories: (0..fields.count()).map(|_| category(fields)).collect() }
}
