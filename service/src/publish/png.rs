//! A chart as a PNG: the SVG in light colours on its ground, through resvg with the widget's font, nothing fetched.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, LazyLock};

use baocao_widget::{Dataset, SvgOptions, Theme};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, fontdb};

use super::Document;

/// The media type.
pub const CONTENT_TYPE: &str = "image/png";

/// The widths that a picture may be asked for in, CSS pixels: each is dear, so there are few.
pub const WIDTHS: [u32; 6] = [320, 360, 640, 720, 960, 1_200];

/// How many pixels stand for a CSS pixel, at most.
pub const MOST_SCALE: u32 = 3;

/// How large a picture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// As wide as asked and as high as the chart wants.
    Plain {
        /// CSS pixels.
        width: u32,
        /// Pixels for a CSS pixel.
        scale: u32,
    },
    /// 1200 × 630 pixels, what social networks show.
    Card,
}

const CARD: (u32, u32) = (1_200, 630);

/// The most pixels of a picture: 64 MB while it is painted.
pub const MOST_PIXELS: u64 = 16_000_000;

/// Why a chart is not made into a PNG.
#[derive(Debug)]
pub enum PngError {
    /// More than [`MOST_PIXELS`].
    TooLarge {
        /// Pixels.
        width: u32,
        /// Pixels.
        height: u32,
    },
    /// A drawing that cannot be painted; never the reader's fault.
    Faulty(String),
}

impl fmt::Display for PngError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { width, height } => {
                write!(f, "a picture of {width} × {height} pixels is larger than {MOST_PIXELS} pixels")
            }
            Self::Faulty(fault) => write!(f, "the picture could not be made: {fault}"),
        }
    }
}

impl std::error::Error for PngError {}

static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(include_bytes!("../../../widget/fonts/Roboto-Regular.ttf").to_vec());
    fonts.load_font_data(include_bytes!("../../../widget/fonts/Roboto-Bold.ttf").to_vec());
    fonts.set_sans_serif_family(baocao_widget::FONT_FAMILY);
    Arc::new(fonts)
});

/// The chart as PNG.
///
/// # Errors
/// [`PngError`] when it would be too large, or the drawing is not one that can be painted.
pub fn document(dataset: &Dataset, size: Size) -> Result<Document, PngError> {
    let (width, height) = match size {
        Size::Plain { width, .. } => (width, None),
        Size::Card => (CARD.0 / 2, Some(CARD.1 / 2)),
    };
    let options = SvgOptions { width, height, theme: Theme::Light, standalone: true, texts: true };
    let pixels = paint(&baocao_widget::svg(dataset, &options), size)?;
    let bytes = encode(&pixels).map_err(|fault| PngError::Faulty(fault.to_string()))?;
    Ok(Document { bytes, content_type: CONTENT_TYPE })
}

fn paint(svg: &str, size: Size) -> Result<Pixmap, PngError> {
    let nothing = usvg::ImageHrefResolver {
        resolve_data: Box::new(|_, _, _| None),
        resolve_string: Box::new(|_, _| None),
    };
    let options = usvg::Options {
        fontdb: FONTS.clone(),
        font_family: baocao_widget::FONT_FAMILY.to_owned(),
        image_href_resolver: nothing,
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_str(svg, &options).map_err(|fault| PngError::Faulty(fault.to_string()))?;
    let drawn = tree.size();
    let (width, height, transform) = match size {
        Size::Plain { scale, .. } => {
            let pixels = drawn.to_int_size();
            let factor = f32::from(u8::try_from(scale).unwrap_or(1));
            (
                pixels.width().saturating_mul(scale),
                pixels.height().saturating_mul(scale),
                Transform::from_scale(factor, factor),
            )
        }
        Size::Card => (CARD.0, CARD.1, fitted(drawn.width(), drawn.height())),
    };
    let mut pixels = canvas(width, height)?;
    pixels.fill(resvg::tiny_skia::Color::WHITE);
    resvg::render(&tree, transform, &mut pixels.as_mut());
    Ok(pixels)
}

/// Nothing is allocated for what is too large.
fn canvas(width: u32, height: u32) -> Result<Pixmap, PngError> {
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(PngError::TooLarge { width, height });
    }
    Pixmap::new(width, height).ok_or_else(|| PngError::Faulty("it has no size".to_owned()))
}

/// As large as the card has room for, in its middle, with a margin: networks round its corners.
fn fitted(width: f32, height: f32) -> Transform {
    const MARGIN: f32 = 32.0;
    let (card_width, card_height) = (1_200.0, 630.0);
    let factor = ((card_width - 2.0 * MARGIN) / width).min((card_height - 2.0 * MARGIN) / height);
    let (left, top) = ((card_width - width * factor) / 2.0, (card_height - height * factor) / 2.0);
    Transform::from_row(factor, 0.0, 0.0, factor, left, top)
}

/// With a palette where 256 colours suffice, which is exact and a third of the size; else in full colour.
fn encode(pixels: &Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixels.width(), pixels.height());
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Balanced);
    let opaque = || pixels.pixels().iter().map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]);
    let data = match indexed(opaque()) {
        Some((palette, indices)) => {
            encoder.set_color(png::ColorType::Indexed);
            encoder.set_palette(palette);
            encoder.set_filter(png::Filter::NoFilter);
            indices
        }
        None => {
            encoder.set_color(png::ColorType::Rgb);
            opaque().flatten().collect()
        }
    };
    encoder.write_header()?.write_image_data(&data)?;
    Ok(bytes)
}

fn indexed(pixels: impl Iterator<Item = [u8; 3]>) -> Option<(Vec<u8>, Vec<u8>)> {
    let mut known: HashMap<[u8; 3], u8> = HashMap::new();
    let (mut palette, mut indices) = (Vec::new(), Vec::new());
    let mut last = None;
    for color in pixels {
        if let Some((same, index)) = last
            && same == color
        {
            indices.push(index);
            continue;
        }
        let next = u8::try_from(known.len());
        let index = match known.get(&color) {
            Some(&index) => index,
            None => {
                let index = next.ok()?;
                known.insert(color, index);
                palette.extend_from_slice(&color);
                index
            }
        };
        last = Some((color, index));
        indices.push(index);
    }
    Some((palette, indices))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_at_most_16_million_pixels() {
        assert!(canvas(4_000, 4_000).is_ok());
        for (width, height) in [(4_000, 4_001), (u32::MAX, u32::MAX)] {
            assert!(matches!(canvas(width, height), Err(PngError::TooLarge { .. })), "{width} × {height}");
        }
        assert!(matches!(canvas(0, 10), Err(PngError::Faulty(_))));
    }
}
