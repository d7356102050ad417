//! A chart as an SVG file of its own.

use std::borrow::Cow;

use baocao_widget::{Dataset, SvgOptions, Theme};

use super::Document;

/// The media type.
pub const CONTENT_TYPE: &str = "image/svg+xml";

/// The narrowest and the widest picture, CSS pixels.
pub const WIDTHS: std::ops::RangeInclusive<u32> = 280..=1_400;

/// Widths are drawn in steps of this many pixels, so that few different pictures are kept.
pub const STEP: u32 = 20;

/// The nearest width that is drawn, at most the one asked for.
#[must_use]
pub fn snapped(width: u32) -> u32 {
    let width = width.clamp(*WIDTHS.start(), *WIDTHS.end());
    width - width % STEP
}

/// The chart as SVG.
#[must_use]
pub fn document(dataset: &Dataset, width: u32, theme: Theme) -> Document {
    let options = SvgOptions { width, height: None, theme, standalone: true, texts: true };
    Document::text(baocao_widget::svg(&still(dataset), &options), CONTENT_TYPE)
}

/// The height of [`document`] at this width.
#[must_use]
pub fn height(dataset: &Dataset, width: u32) -> u32 {
    baocao_widget::height(&still(dataset), width, true)
}

/// The chart as a picture that nobody can press: without the boxes of its pickers, since its subtitle says what is chosen.
#[must_use]
pub fn still(dataset: &Dataset) -> Cow<'_, Dataset> {
    let mut chart = Cow::Borrowed(dataset);
    if !dataset.drawing.pickers.is_empty() {
        chart.to_mut().drawing.pickers.clear();
    }
    chart
}

/// The chart for a page that has the style sheet; without texts where the page writes them itself.
#[must_use]
pub fn inline(dataset: &Dataset, width: u32, texts: bool) -> String {
    let options = SvgOptions { width, height: None, theme: Theme::Auto, standalone: false, texts };
    baocao_widget::svg(dataset, &options)
}

/// The height of [`inline`] with texts at this width.
#[must_use]
pub fn inline_height(dataset: &Dataset, width: u32) -> u32 {
    baocao_widget::height(dataset, width, true)
}
