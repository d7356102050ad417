//! The page's door to the drawing: the only file that names `wasm_bindgen`.
//!
//! `plot.js` fetches `/charts/{slug}.json`, irons out the shapes that JSON-stat allows (`normalise` there) and hands over
//! one [`Document`]; a [`View`] draws it and finds what a pointer or a key is on. Nothing here parses text or touches
//! the page: that would cost more bytes than the drawing itself.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::dataset::{Category, Dataset, Dimension, Drawing, Kind, Role, Unit};
use crate::{Control, Lang, Mark, SvgOptions, Theme};

#[wasm_bindgen]
extern "C" {
    /// A JSON-stat 2.0 dataset and its `extension.chart`, as `normalise` in `plot.js` leaves it: every field is there
    /// and of its type.
    pub type Document;

    #[wasm_bindgen(method, getter)]
    fn label(this: &Document) -> String;
    #[wasm_bindgen(method, getter)]
    fn dimensions(this: &Document) -> Vec<DocumentDimension>;
    /// Row-major, in the smallest unit of the cell's metric; NaN where JSON has null.
    #[wasm_bindgen(method, getter)]
    fn values(this: &Document) -> Vec<f64>;
    /// One letter a cell, or empty.
    #[wasm_bindgen(method, getter)]
    fn status(this: &Document) -> String;
    #[wasm_bindgen(method, getter)]
    fn kind(this: &Document) -> String;
    #[wasm_bindgen(method, getter)]
    fn lang(this: &Document) -> String;
    #[wasm_bindgen(method, getter)]
    fn title(this: &Document) -> String;
    #[wasm_bindgen(method, getter)]
    fn subtitle(this: &Document) -> String;
    #[wasm_bindgen(method, getter)]
    fn footer(this: &Document) -> Vec<String>;
    #[wasm_bindgen(method, getter)]
    fn description(this: &Document) -> String;
    #[wasm_bindgen(method, getter)]
    fn category(this: &Document) -> String;
    /// Empty where one series is drawn.
    #[wasm_bindgen(method, getter)]
    fn series(this: &Document) -> String;
    /// −1 where the kind chooses.
    #[wasm_bindgen(method, getter)]
    fn highlight(this: &Document) -> i32;
    #[wasm_bindgen(method, getter)]
    fn details(this: &Document) -> Vec<String>;

    /// One dimension; its categories stand in columns, since one list crosses more cheaply than many objects.
    pub type DocumentDimension;

    #[wasm_bindgen(method, getter)]
    fn id(this: &DocumentDimension) -> String;
    #[wasm_bindgen(method, getter)]
    fn label(this: &DocumentDimension) -> String;
    /// `time`, `geo`, `metric` or empty.
    #[wasm_bindgen(method, getter)]
    fn role(this: &DocumentDimension) -> String;
    #[wasm_bindgen(method, getter)]
    fn ids(this: &DocumentDimension) -> Vec<String>;
    #[wasm_bindgen(method, getter)]
    fn labels(this: &DocumentDimension) -> Vec<String>;
    /// Unit labels of a metric's categories; empty for other dimensions.
    #[wasm_bindgen(method, getter)]
    fn units(this: &DocumentDimension) -> Vec<String>;
    #[wasm_bindgen(method, getter)]
    fn decimals(this: &DocumentDimension) -> Vec<u8>;
}

/// One chart in the page: its dataset, and the marks of the picture drawn last.
#[wasm_bindgen]
pub struct View {
    dataset: Dataset,
    marks: Vec<Mark>,
    controls: Vec<Control>,
}

#[wasm_bindgen]
impl View {
    /// The chart of a document.
    ///
    /// # Errors
    ///
    /// Says what is wrong with a document that cannot be drawn.
    #[wasm_bindgen(constructor)]
    pub fn new(document: &Document) -> Result<View, String> {
        let dataset = dataset(document)?;
        Ok(Self { dataset, marks: Vec::new(), controls: Vec::new() })
    }

    /// The picture as SVG text, `height` 0 for the natural one; `texts` draws title, subtitle and footer too.
    pub fn draw(&mut self, width: u32, height: u32, texts: bool) -> String {
        let options = SvgOptions {
            width,
            height: (height > 0).then_some(height),
            theme: Theme::Auto,
            standalone: false,
            texts,
        };
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

    /// Left, top, width and height of what a mark rings.
    #[must_use]
    pub fn bounds(&self, index: usize) -> Vec<i32> {
        let spot = self.marks.get(index).map(|mark| mark.spot);
        spot.map_or_else(Vec::new, |spot| vec![spot.x, spot.y, spot.width, spot.height])
    }

    /// What a mark says, one line each.
    #[must_use]
    pub fn lines(&self, index: usize) -> String {
        let lines = |mark: &Mark| crate::lines(&self.dataset, mark.category, mark.series).join("\n");
        self.marks.get(index).map_or_else(String::new, lines)
    }
}

/// The sheet for the shadow root that holds the pictures.
#[wasm_bindgen]
#[must_use]
pub fn stylesheet() -> String {
    crate::stylesheet(Theme::Auto)
}

fn dataset(document: &Document) -> Result<Dataset, String> {
    let dimensions: Vec<Dimension> = document.dimensions().iter().map(dimension).collect();
    let cells =
        dimensions.iter().try_fold(1_usize, |cells, dimension| cells.checked_mul(dimension.categories.len()));
    let values = document.values();
    if cells != Some(values.len()) {
        return Err("`size` and `value` differ".to_owned());
    }
    let status: Vec<char> = document.status().chars().collect();
    if !status.is_empty() && status.len() != values.len() {
        return Err("`size` and `status` differ".to_owned());
    }
    let category = document.category();
    let find = |id: &str| dimensions.iter().find(|dimension| dimension.id == id);
    let Some(axis) = find(&category) else {
        return Err("`category` names no dimension".to_owned());
    };
    let highlight = usize::try_from(document.highlight()).ok().filter(|&index| index < axis.categories.len());
    let series = Some(document.series()).filter(|id| find(id).is_some());
    let drawing = Drawing {
        kind: Kind::parse(&document.kind()).unwrap_or_default(),
        lang: Lang::parse(&document.lang()).unwrap_or_default(),
        title: document.title(),
        subtitle: document.subtitle(),
        footer: document.footer(),
        description: document.description(),
        category,
        series,
        highlight,
        details: document.details(),
        ..Drawing::default()
    };
    let values = values.into_iter().map(units).collect();
    Ok(Dataset { label: document.label(), dimensions, values, status, drawing })
}

fn dimension(document: &DocumentDimension) -> Dimension {
    let role = match document.role().as_str() {
        "time" => Some(Role::Time),
        "geo" => Some(Role::Geo),
        "metric" => Some(Role::Metric),
        _ => None,
    };
    let mut units = document
        .units()
        .into_iter()
        .zip(document.decimals())
        .map(|(label, decimals)| Unit { label, decimals });
    let categories = document
        .ids()
        .into_iter()
        .zip(document.labels())
        .map(|(id, label)| Category { id, label, unit: units.next() })
        .collect();
    Dimension { id: document.id(), label: document.label(), role, categories }
}

/// A whole number of smallest units. Beyond 2^53 JSON's numbers are no longer exact in a page; the cast saturates.
fn units(value: f64) -> Option<i64> {
    value.is_finite().then_some(value as i64)
}
