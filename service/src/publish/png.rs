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
pub struct Size {
    /// CSS pixels.
    pub width: u32,
    /// CSS pixels; `None` takes the chart's own.
    pub height: Option<u32>,
    /// Pixels for a CSS pixel.
    pub scale: u32,
}

/// 1200 × 630 pixels, what social networks show.
pub const CARD: Size = Size { width: 600, height: Some(315), scale: 2 };

/// A drawing that could not be made into a PNG; never the reader's fault.
#[derive(Debug)]
pub struct PngError(String);

impl fmt::Display for PngError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the picture could not be made: {}", self.0)
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
/// [`PngError`] when the drawing is not one that can be painted.
pub fn document(dataset: &Dataset, size: Size) -> Result<Document, PngError> {
    let Size { width, height, .. } = size;
    let options = SvgOptions { width, height, theme: Theme::Light, standalone: true, texts: true };
    let pixels = paint(&baocao_widget::svg(dataset, &options), size.scale)?;
    let bytes = encode(&pixels).map_err(|fault| PngError(fault.to_string()))?;
    Ok(Document { bytes, content_type: CONTENT_TYPE })
}

fn paint(svg: &str, scale: u32) -> Result<Pixmap, PngError> {
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
    let tree = usvg::Tree::from_str(svg, &options).map_err(|fault| PngError(fault.to_string()))?;
    let size = tree.size().to_int_size();
    let mut pixels = Pixmap::new(size.width() * scale, size.height() * scale)
        .ok_or_else(|| PngError("it has no size".to_owned()))?;
    pixels.fill(resvg::tiny_skia::Color::WHITE);
    let scale = f32::from(u8::try_from(scale).unwrap_or(1));
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    Ok(pixels)
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
