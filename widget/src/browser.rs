//! The page's door to the drawing: the only file that names `wasm_bindgen`.
//!
//! `page/jsonstat.js` reads any JSON-stat document; `page/engine.js` writes it into a few flat values, calls these functions
//! by their names and knows how wasm-bindgen hands texts and lists over. Flat, and called by number, because every object
//! that crosses costs glue on both sides. Nothing here parses JSON, fails or touches the page: that would cost more bytes
//! than the drawing itself.

use std::cell::RefCell;
use std::slice::Iter;
use std::str::Split;

use wasm_bindgen::prelude::wasm_bindgen;

use crate::backend::push_all;
use crate::dataset::{
    Category, Dataset, Dimension, Drawing, Kind, Picker, Reference, Role, Sort, Stacking, Unit,
};
use crate::{Action, Area, Control, Lang, Mark, SvgOptions, Theme};

#[global_allocator]
static MEMORY: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// One chart in the page: its dataset, and the marks and controls of the picture drawn last.
#[derive(Default)]
struct View {
    dataset: Dataset,
    marks: Vec<Mark>,
    controls: Vec<Control>,
}

thread_local! {
    /// The page's charts; the place of one that was closed is the next one's.
    static VIEWS: RefCell<Vec<Option<Box<View>>>> = const { RefCell::new(Vec::new()) };
}

/// Takes a chart out of its place, in which [`put`] puts it back; an empty one instead of one that was closed.
///
/// The two stand in every function below, not a closure: what is generic over a closure is in the wasm once for each.
#[inline(never)]
fn take(view: usize) -> Box<View> {
    VIEWS.with_borrow_mut(|views| views.get_mut(view).and_then(Option::take)).unwrap_or_default()
}

#[inline(never)]
fn put(at: usize, view: Option<Box<View>>) {
    VIEWS.with_borrow_mut(|views| {
        if let Some(place) = views.get_mut(at) {
            *place = view;
        }
    });
}

/// The chart of a document that `flat` in `page/engine.js` wrote: its texts, separated by U+001F; its counts and
/// positions; its values as for [`update`]. Answers the number by which the chart is called from now on.
///
/// The two sides agree by order alone, so `dataset` below and `flat` are read side by side. What is missing or does not
/// fit is drawn as missing.
#[wasm_bindgen]
#[must_use]
pub fn open(words: &str, numbers: &[f64], values: &[f64]) -> usize {
    let mut fields = Fields { words: words.split('\u{1f}'), numbers: numbers.iter() };
    let view = View { dataset: dataset(&mut fields), ..View::default() };
    let at = VIEWS.with_borrow_mut(|views| {
        let free = views.iter().position(Option::is_none).unwrap_or(views.len());
        if free == views.len() {
            views.push(None);
        }
        free
    });
    put(at, Some(Box::new(view)));
    update(at, values);
    at
}

/// Forgets a chart.
#[wasm_bindgen]
pub fn close(view: usize) {
    drop(take(view));
}

/// Takes these values in the place of those that there are: row-major, in the smallest unit of the cell's metric, NaN
/// where JSON has null.
#[wasm_bindgen]
pub fn update(at: usize, values: &[f64]) {
    let mut view = take(at);
    // Beyond 2^53 JSON's numbers are no longer exact in a page; the cast saturates.
    let known = |&value: &f64| (!value.is_nan()).then_some(value as i64);
    view.dataset.values = values.iter().map(known).collect();
    put(at, Some(view));
}

/// Switches series off: the positions, in the series dimension, of those that are not to be drawn.
#[wasm_bindgen]
pub fn hide(at: usize, positions: &[f64]) {
    let mut view = take(at);
    view.dataset.drawing.hidden = positions.iter().map(|&position| position as usize).collect();
    put(at, Some(view));
}

/// Sets the order of the categories: 0 as given, 1 descending, 2 ascending.
#[wasm_bindgen]
pub fn sort(at: usize, order: usize) {
    let mut view = take(at);
    view.dataset.drawing.sort = Sort::ALL.get(order).map_or(Sort::Given, |&(_, sort)| sort);
    put(at, Some(view));
}

/// The picture as SVG text, `height` 0 for the natural one; `texts` draws title, subtitle and footer too, and
/// `standalone` makes a file of its own, with the style sheet in it.
#[wasm_bindgen]
#[must_use]
pub fn draw(at: usize, width: u32, height: u32, texts: bool, standalone: bool) -> String {
    let height = (height > 0).then_some(height);
    let options = SvgOptions { width, height, theme: Theme::Auto, standalone, texts };
    let mut view = take(at);
    let picture = crate::picture(&view.dataset, &options);
    (view.marks, view.controls) = (picture.marks, picture.controls);
    put(at, Some(view));
    picture.svg
}

/// The height that suits this width, in CSS pixels.
#[wasm_bindgen]
#[must_use]
pub fn height(at: usize, width: u32, texts: bool) -> u32 {
    let view = take(at);
    let height = crate::height(&view.dataset, width, texts);
    put(at, Some(view));
    height
}

/// The mark under a point of the picture, or −1.
#[wasm_bindgen]
#[must_use]
pub fn hit(at: usize, x: i32, y: i32) -> i32 {
    let view = take(at);
    let mark = crate::pointing::hit(&view.marks, x, y);
    put(at, Some(view));
    mark
}

/// The mark that an arrow key, Home or End leads to from mark `from`; −1 when there is none.
#[wasm_bindgen]
#[must_use]
pub fn step(at: usize, from: i32, key: &str) -> i32 {
    let view = take(at);
    let mark = crate::pointing::step(&view.marks, from, key);
    put(at, Some(view));
    mark
}

/// Six numbers for each mark: the positions in the dataset of its category and series; left, top, width and height of what
/// is ringed.
#[wasm_bindgen]
#[must_use]
pub fn marks(at: usize) -> Vec<i32> {
    let view = take(at);
    let mut numbers = Vec::new();
    for mark in &view.marks {
        push_place(&mut numbers, mark.category, mark.series, mark.spot);
    }
    put(at, Some(view));
    numbers
}

/// Six numbers for each control of the picture: what it does (0 the menu, 1 a series, 2 a picker), the position of its
/// series or picker in the document; left, top, width and height.
#[wasm_bindgen]
#[must_use]
pub fn controls(at: usize) -> Vec<i32> {
    let view = take(at);
    let mut numbers = Vec::new();
    for control in &view.controls {
        let (action, argument) = match control.action {
            Action::Menu => (0, 0),
            Action::Series(series) => (1, series),
            Action::Picker(picker) => (2, picker),
        };
        push_place(&mut numbers, action, argument, control.area);
    }
    put(at, Some(view));
    numbers
}

/// What is said of a category and a series, by their positions in the dataset: one line each.
#[wasm_bindgen]
#[must_use]
pub fn lines(at: usize, category: usize, series: usize) -> String {
    let view = take(at);
    let mut said = String::new();
    for line in crate::lines(&view.dataset, category, series) {
        let before = if said.is_empty() { "" } else { "\n" };
        push_all(&mut said, &[before, &line]);
    }
    put(at, Some(view));
    said
}

/// The sheet for the shadow root that holds the pictures.
#[wasm_bindgen]
#[must_use]
pub fn stylesheet() -> String {
    crate::stylesheet(Theme::Auto)
}

fn push_place(out: &mut Vec<i32>, one: usize, other: usize, area: Area) {
    out.extend_from_slice(&[one as i32, other as i32, area.x, area.y, area.width, area.height]);
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
