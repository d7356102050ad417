//! Báo Cáo's charts: figures in, one compact SVG out, the same bytes in the service and in the page.
//!
//! In the order that data flows: [`dataset`] is what is drawn and [`locale`] writes its numbers; `model` resolves it
//! into cells; `layout` puts title, plot and footer one under the other and `kind` lays out the plot, with `axis`,
//! `ticks`, `thinning`, `reference`, `legend`, `tooltip` and `text` (measured by `widths`, worded by `words`), into a
//! `scene`; with its marks and controls it is a [`picture()`], and `document` writes it as [`svg`], through plotters'
//! areas, our `element` and our `backend`, in the colours of `theme`.

#[cfg(target_arch = "wasm32")]
pub mod browser;
pub mod dataset;
pub mod locale;
#[cfg(not(target_arch = "wasm32"))]
pub mod palette;
pub mod pointing;

mod axis;
mod backend;
mod document;
mod element;
mod kind;
mod layout;
mod legend;
mod model;
mod reference;
#[cfg(test)]
mod samples;
mod scene;
#[cfg(test)]
mod tests;
mod text;
mod theme;
mod thinning;
mod ticks;
mod tooltip;
mod widths;
mod words;

pub use dataset::Dataset;
pub use locale::Lang;
pub use text::measure;
pub use theme::FONT_FAMILY;

/// How to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SvgOptions {
    /// The picture's width in CSS pixels, 280 to 1,400.
    pub width: u32,
    /// Its height; `None` takes [`height`].
    pub height: Option<u32>,
    /// Which colours are written.
    pub theme: Theme,
    /// Whether the style sheet stands inside: yes for a file of its own, no inside a page that has [`stylesheet`].
    pub standalone: bool,
    /// Whether title, subtitle and footer are drawn: no where the page shows them as text.
    pub texts: bool,
}

/// Which colours are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// CSS custom properties with `light-dark()` fallbacks: the page, or the reader's settings for scheme, contrast and
    /// forced colours, decide.
    #[default]
    Auto,
    /// Plain light colours, for software that knows neither, such as the PNG renderer.
    Light,
    /// Plain dark colours.
    Dark,
    /// Plain light colours with more contrast, for readers and printers who need it.
    LightContrast,
    /// Plain dark colours with more contrast.
    DarkContrast,
}

/// The chart as an SVG document.
///
/// A width outside 280 to 1,400 is drawn at the nearer of them, and a height that the texts and a small plot do not fit
/// into is not obeyed: read `width` and `height` off the root. The root's class is `bc`. A file is named by its `<title>`,
/// a drawing for a page by `aria-label`, both are described by `<desc>`; there are no ids.
#[must_use]
pub fn svg(dataset: &Dataset, options: &SvgOptions) -> String {
    let scene = layout::scene(dataset, options.width, options.height, options.texts);
    document::write(dataset, &scene, options)
}

/// Title, subtitle and footer alone, with nothing drawn between them: what a picture says where its chart is no longer shown.
/// Pages never draw it, so the wasm has no byte of it.
#[cfg(not(target_arch = "wasm32"))]
#[must_use]
pub fn notice(dataset: &Dataset, options: &SvgOptions) -> String {
    document::write(dataset, &layout::notice(dataset, options.width, options.height), options)
}

/// The height that suits the chart at this width, in CSS pixels.
#[must_use]
pub fn height(dataset: &Dataset, width: u32, texts: bool) -> u32 {
    layout::height(dataset, width, texts).unsigned_abs()
}

/// The style sheet of every chart, for pages and shadow roots that hold charts drawn with `standalone: false`.
#[must_use]
pub fn stylesheet(theme: Theme) -> String {
    theme::stylesheet(theme)
}

/// A picture with what a page needs to let a reader use it, in the coordinates of the picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// What [`svg`] answers.
    pub svg: String,
    /// The places a pointer or a key can rest on: every cell, drawn or missing, in reading order.
    pub marks: Vec<Mark>,
    /// What is drawn as it would look when pressed: a page lays its own buttons and lists over it.
    pub controls: Vec<Control>,
}

/// The chart with its marks and controls, laid out once.
#[must_use]
pub fn picture(dataset: &Dataset, options: &SvgOptions) -> Picture {
    let scene = layout::scene(dataset, options.width, options.height, options.texts);
    Picture {
        svg: document::write(dataset, &scene, options),
        marks: layout::marks(&scene),
        controls: scene.controls,
    }
}

/// What the tooltip and the screen reader say of a figure: the first line names it, the others say its value with unit,
/// plan, plan rate, change, coverage, day and source. Empty for a cell that is not drawn.
#[must_use]
pub fn lines(dataset: &Dataset, category: usize, series: usize) -> Vec<String> {
    layout::lines(dataset, category, series)
}

/// One place in a chart that can be pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where a pointer means it.
    pub area: Area,
    /// What is ringed when it is meant: the column, the bar, the point on the line.
    pub spot: Area,
    /// The position of its category in the dataset.
    pub category: usize,
    /// The position of its series in the dataset; 0 where there is one only.
    pub series: usize,
}

/// A rectangle in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// Left edge.
    pub x: i32,
    /// Top edge.
    pub y: i32,
    /// Width, at least 1.
    pub width: i32,
    /// Height, at least 1.
    pub height: i32,
}

/// One place over which a page lays a control.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Control {
    /// What pressing it does.
    pub action: Action,
    /// Where it is.
    pub area: Area,
}

/// What a control does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Opens the chart's menu; there is nothing drawn, but nothing stands there either.
    Menu,
    /// Switches a series, by its position in the dataset: a legend's entry, or the name at a line's end.
    Series(usize),
    /// Chooses for a picker, by its position in [`dataset::Drawing::pickers`].
    Picker(usize),
}
