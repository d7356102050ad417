//! A chart as a PNG: the SVG in light colours on its ground, through resvg with the widget's font, nothing fetched.

use std::fmt;
use std::sync::{Arc, LazyLock};

use baocao_widget::{Dataset, SvgOptions, Theme};
use resvg::tiny_skia::{Pixmap, PremultipliedColorU8, Transform};
use resvg::usvg::{self, fontdb};

use super::{Document, svg};

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

/// The pixels of [`Size::Card`].
pub const CARD: (u32, u32) = (1_200, 630);

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
    // What Roboto lacks is looked for in the others.
    fonts.load_font_data(include_bytes!("../../../widget/fonts/Arrows.ttf").to_vec());
    fonts.set_sans_serif_family(baocao_widget::FONT_FAMILY);
    Arc::new(fonts)
});

/// The chart as PNG.
///
/// # Errors
/// [`PngError`] when it would be too large, or the drawing is not one that can be painted.
pub fn document(dataset: &Dataset, size: Size) -> Result<Document, PngError> {
    let still = svg::still(dataset);
    let (width, height) = match size {
        Size::Plain { width, .. } => (width, None),
        Size::Card => {
            let width = card_width(&still);
            (width, Some(width * CARD.1 / CARD.0))
        }
    };
    let options = SvgOptions { width, height, theme: Theme::Light, standalone: true, texts: true };
    picture(&baocao_widget::svg(&still, &options), size)
}

/// The width that a card is drawn in: the first at which the whole chart has room, for one that lists rows does not
/// shrink; half the card's pixels where none has.
fn card_width(dataset: &Dataset) -> u32 {
    let half = CARD.0 / 2;
    let whole = |width: &u32| baocao_widget::height(dataset, *width, true) <= width * CARD.1 / CARD.0;
    [half, half * 7 / 6, half * 4 / 3, half * 3 / 2].into_iter().find(whole).unwrap_or(half)
}

/// A chart's SVG in light colours as PNG; the width asked for is the drawing's own.
///
/// # Errors
/// As [`document`].
pub fn picture(svg: &str, size: Size) -> Result<Document, PngError> {
    let pixels = match size {
        Size::Plain { .. } => paint(&with_crisp_boxes(svg), size)?,
        Size::Card => paint(svg, size)?,
    };
    let bytes = encode(&pixels).map_err(|fault| PngError::Faulty(fault.to_string()))?;
    Ok(Document { bytes, content_type: CONTENT_TYPE })
}

/// Says of the paths that consist of boxes only that they need no smoothing, which takes four times the rows: at a whole
/// scale their edges are edges of pixels.
fn with_crisp_boxes(svg: &str) -> String {
    let mut out = String::with_capacity(svg.len() + svg.len() / 4);
    let mut parts = svg.split(" d=\"");
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let boxes =
            part.bytes().take_while(|&byte| byte != b'"').all(|byte| b"MhHvVz 0123456789-".contains(&byte));
        out.push_str(if boxes { " shape-rendering=\"crispEdges\" d=\"" } else { " d=\"" });
        out.push_str(part);
    }
    out
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

/// How hard the packer tries: the sixth level, which is usual, takes five times as long for a tenth fewer bytes.
const LEVEL: u8 = 2;

/// With a palette where 256 colours suffice, which is exact and a third of the size; else in full colour.
fn encode(pixels: &Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixels.width(), pixels.height());
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_deflate_compression(png::DeflateCompression::Level(LEVEL));
    let data = match indexed(pixels) {
        Some((palette, indices)) => {
            encoder.set_color(png::ColorType::Indexed);
            encoder.set_palette(palette);
            encoder.set_filter(png::Filter::NoFilter);
            indices
        }
        None => {
            encoder.set_color(png::ColorType::Rgb);
            pixels.pixels().iter().flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]).collect()
        }
    };
    encoder.write_header()?.write_image_data(&data)?;
    Ok(bytes)
}

/// The palette, three bytes a colour, and the index of each pixel; nothing if there are more than 256 colours.
fn indexed(pixels: &Pixmap) -> Option<(Vec<u8>, Vec<u8>)> {
    let width = usize::try_from(pixels.width()).ok()?;
    let mut colors = Colors::new();
    let mut indices: Vec<u8> = Vec::with_capacity(pixels.pixels().len());
    let mut above: &[PremultipliedColorU8] = &[];
    for row in pixels.pixels().chunks_exact(width) {
        // Of a chart's rows most are as the one above.
        if row == above {
            indices.extend_from_within(indices.len() - width..);
            continue;
        }
        above = row;
        let mut last = None;
        for &pixel in row {
            let index = match last {
                Some((same, index)) if same == pixel => index,
                _ => colors.index(pixel)?,
            };
            last = Some((pixel, index));
            indices.push(index);
        }
    }
    let palette =
        colors.palette.iter().flat_map(|color| [color.red(), color.green(), color.blue()]).collect();
    Some((palette, indices))
}

/// The colours met so far, found through a table of places that is never more than a quarter full.
struct Colors {
    palette: Vec<PremultipliedColorU8>,
    places: [Option<u8>; 1_024],
}

impl Colors {
    fn new() -> Self {
        Self { palette: Vec::new(), places: [None; 1_024] }
    }

    /// The index of a colour, known or new; nothing if it would be the 257th.
    fn index(&mut self, color: PremultipliedColorU8) -> Option<u8> {
        let number = u32::from_le_bytes([color.red(), color.green(), color.blue(), 0]);
        // Fibonacci hashing: the upper ten bits.
        let mut place = (number.wrapping_mul(0x9e37_79b9) >> 22) as usize;
        while let Some(index) = self.places[place] {
            if self.palette[usize::from(index)] == color {
                return Some(index);
            }
            place = (place + 1) % self.places.len();
        }
        let index = u8::try_from(self.palette.len()).ok()?;
        self.palette.push(color);
        self.places[place] = Some(index);
        Some(index)
    }
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

    #[test]
    fn crisp_boxes_are_the_same_pixels_at_a_whole_scale() {
        let svg = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40" width="60" height="40">
            <path fill="#0b5fa5" d="M10 5h7v30h-7zM20 0h7v40h-7z"/><path fill="#e8590c" d="M3 3L50 30L9 38z"/></svg>"##;
        let crisp = with_crisp_boxes(svg);
        assert_eq!(crisp.matches("crispEdges").count(), 1, "{crisp}");
        for scale in 1..=MOST_SCALE {
            let size = Size::Plain { width: 60, scale };
            let (before, after) = (paint(svg, size).expect("pixels"), paint(&crisp, size).expect("pixels"));
            assert!(before == after, "scale {scale}");
        }
    }

    #[test]
    fn a_palette_holds_256_colours_and_not_one_more() {
        for (width, fits) in [(256, true), (257, false)] {
            let mut pixels = Pixmap::new(width, 2).expect("pixels");
            for (at, pixel) in pixels.pixels_mut().iter_mut().enumerate() {
                let at = at % width as usize;
                let color = [(at % 256) as u8, (at / 256) as u8, 7];
                *pixel = PremultipliedColorU8::from_rgba(color[0], color[1], color[2], 255).expect("opaque");
            }
            let Some((palette, indices)) = indexed(&pixels) else {
                assert!(!fits, "{width} colours");
                continue;
            };
            assert!(fits, "{width} colours");
            for (pixel, &index) in pixels.pixels().iter().zip(&indices) {
                let at = usize::from(index) * 3;
                assert_eq!(palette[at..at + 3], [pixel.red(), pixel.green(), pixel.blue()]);
            }
        }
    }
}
