//! The page's door to the drawing: the only file that names `wasm_bindgen`.
//!
//! `page/jsonstat.js` reads any JSON-stat document; `page/engine.js` writes it into a few flat values, calls these functions
//! by their names and knows how wasm-bindgen hands texts and lists over. Flat, and called by number, because every object
//! that crosses costs glue on both sides. Nothing here parses JSON, fails or touches the page: that would cost more bytes
//! than the drawing itself.

use std::cell::RefCell;

use wasm_bindgen::prelude::wasm_bindgen;

use crate::backend::push_all;
use crate::dataset::{
    Category, Dataset, Dimension, Drawing, Kind, Picker, Reference, Role, Sort, Stacking, Unit,
};
use crate::text::cut;
use crate::{Action, Area, Control, Lang, Mark, SvgOptions, Theme};

#[global_allocator]
static MEMORY: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// One chart in the page: its dataset, and the marks and controls of the picture drawn last.
struct View {
    dataset: Dataset,
    marks: Vec<Mark>,
    controls: Vec<Control>,
}

thread_local! {
    /// The page's charts; the place of one that was closed is the next one's.
    static VIEWS: RefCell<Vec<Option<Box<View>>>> = const { RefCell::new(Vec::new()) };
}

/// Takes a chart out of its place, in which [`put`] puts it back; nothing where one was closed.
///
/// The two stand in every function below, not a closure: what is generic over a closure is in the wasm once for each.
#[inline(never)]
fn take(view: usize) -> Option<Box<View>> {
    VIEWS.with_borrow_mut(|views| views.get_mut(view)?.take())
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
    let mut fields = Fields { words, numbers };
    let dataset = dataset(&mut fields);
    let view = Some(Box::new(View { dataset, marks: Vec::new(), controls: Vec::new() }));
    let at = VIEWS.with_borrow_mut(|views| {
        let mut free = 0;
        while views.get(free).is_some_and(Option::is_some) {
            free += 1;
        }
        if free == views.len() {
            views.push(None);
        }
        free
    });
    put(at, view);
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
    let Some(mut view) = take(at) else { return };
    view.dataset.values = Vec::with_capacity(values.len());
    for &value in values {
        // Beyond 2^53 JSON's numbers are no longer exact in a page; the cast saturates.
        view.dataset.values.push(if value.is_nan() { None } else { Some(value as i64) });
    }
    put(at, Some(view));
}

/// Switches series off: the positions, in the series dimension, of those that are not to be drawn.
#[wasm_bindgen]
pub fn hide(at: usize, positions: &[f64]) {
    let Some(mut view) = take(at) else { return };
    view.dataset.drawing.hidden.clear();
    for &position in positions {
        view.dataset.drawing.hidden.push(position as usize);
    }
    put(at, Some(view));
}

/// Sets the order of the categories: 0 as given, 1 descending, 2 ascending.
#[wasm_bindgen]
pub fn sort(at: usize, order: usize) {
    let Some(mut view) = take(at) else { return };
    view.dataset.drawing.sort = Sort::ALL.get(order).map_or(Sort::Given, |&(_, sort)| sort);
    put(at, Some(view));
}

/// The picture as SVG text, `height` 0 for the natural one; `texts` draws title, subtitle and footer too, and
/// `standalone` makes a file of its own, with the style sheet in it.
#[wasm_bindgen]
#[must_use]
pub fn draw(at: usize, width: u32, height: u32, texts: bool, standalone: bool) -> String {
    let Some(mut view) = take(at) else { return String::new() };
    let height = (height > 0).then_some(height);
    let options = SvgOptions { width, height, theme: Theme::Auto, standalone, texts };
    let picture = crate::picture(&view.dataset, &options);
    (view.marks, view.controls) = (picture.marks, picture.controls);
    put(at, Some(view));
    picture.svg
}

/// The mark under a point of the picture, or −1.
#[wasm_bindgen]
#[must_use]
pub fn hit(at: usize, x: i32, y: i32) -> i32 {
    let Some(view) = take(at) else { return -1 };
    let mark = crate::pointing::hit(&view.marks, x, y);
    put(at, Some(view));
    mark
}

/// The mark that an arrow key, Home or End leads to from mark `from`; −1 when there is none.
#[wasm_bindgen]
#[must_use]
pub fn step(at: usize, from: i32, key: &str) -> i32 {
    let Some(view) = take(at) else { return -1 };
    let mark = crate::pointing::step(&view.marks, from, key);
    put(at, Some(view));
    mark
}

/// Six numbers for each mark: the positions in the dataset of its category and series; left, top, width and height of what
/// is ringed.
#[wasm_bindgen]
#[must_use]
pub fn marks(at: usize) -> Vec<i32> {
    let Some(view) = take(at) else { return Vec::new() };
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
    let Some(view) = take(at) else { return Vec::new() };
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
    let Some(view) = take(at) else { return String::new() };
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
    words: &'a str,
    numbers: &'a [f64],
}

impl Fields<'_> {
    #[inline(never)]
    fn word(&mut self) -> String {
        let (word, rest) = cut(self.words, 0x1f);
        self.words = rest;
        word.to_owned()
    }

    #[inline(never)]
    fn number(&mut self) -> i64 {
        let Some((&number, rest)) = self.numbers.split_first() else { return 0 };
        self.numbers = rest;
        number as i64
    }

    fn count(&mut self) -> usize {
        self.number() as usize
    }

    /// A position, or nothing for a number below zero.
    fn position(&mut self) -> Option<usize> {
        usize::try_from(self.number()).ok()
    }

    /// As many texts as the next number says.
    #[inline(never)]
    fn words(&mut self) -> Vec<String> {
        let mut words = Vec::new();
        for _ in 0..self.count() {
            words.push(self.word());
        }
        words
    }
}

fn dataset(fields: &mut Fields) -> Dataset {
    let mut data = Dataset { label: fields.word(), ..Dataset::default() };
    for letter in fields.word().chars() {
        data.status.push(letter);
    }
    data.drawing = drawing(fields);
    for _ in 0..fields.count() {
        let dimension = dimension(fields);
        data.dimensions.push(dimension);
    }
    data
}

fn drawing(fields: &mut Fields) -> Drawing {
    let mut drawing = Drawing {
        kind: Kind::parse(&fields.word()).unwrap_or_default(),
        lang: Lang::parse(&fields.word()).unwrap_or_default(),
        sort: Sort::parse(&fields.word()).unwrap_or_default(),
        stacking: Stacking::parse(&fields.word()).unwrap_or_default(),
        title: fields.word(),
        subtitle: fields.word(),
        description: fields.word(),
        category: fields.word(),
        // No dimension has an empty id.
        series: Some(fields.word()),
        highlight: fields.position(),
        top: fields.position(),
        additive: fields.number() > 0,
        footer: fields.words(),
        details: fields.words(),
        hidden: Vec::new(),
        colors: Vec::new(),
        references: Vec::new(),
        pickers: Vec::new(),
    };
    for positions in [&mut drawing.hidden, &mut drawing.colors] {
        for _ in 0..fields.count() {
            positions.push(fields.count());
        }
    }
    for _ in 0..fields.count() {
        drawing.references.push(reference(fields));
    }
    for _ in 0..fields.count() {
        // What is drawn of a picker; the page itself has the list.
        let (label, chosen) = (fields.word(), fields.word());
        let options = vec![(String::new(), chosen)];
        drawing.pickers.push(Picker { parameter: String::new(), label, options, chosen: 0 });
    }
    drawing
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

fn dimension(fields: &mut Fields) -> Dimension {
    let (id, label) = (fields.word(), fields.word());
    let role = match fields.number() {
        1 => Some(Role::Time),
        2 => Some(Role::Geo),
        3 => Some(Role::Metric),
        _ => None,
    };
    let mut categories = Vec::new();
    for _ in 0..fields.count() {
        let (id, label) = (fields.word(), fields.word());
        let unit = match role {
            Some(Role::Metric) => Some(Unit { label: fields.word(), decimals: fields.number() as u8 }),
            _ => None,
        };
        categories.push(Category { id, label, unit });
    }
    Dimension { id, label, role, categories }
}
