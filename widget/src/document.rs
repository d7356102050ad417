//! A laid-out chart as an SVG document with its name, its description and, if it stands alone, its style sheet.

use crate::backend::{push_all, push_escaped, push_number};
use crate::dataset::Dataset;
use crate::scene::Scene;
use crate::text;
use crate::{SvgOptions, Theme, theme};

/// Writes the document.
pub(crate) fn write(data: &Dataset, scene: &Scene, options: &SvgOptions) -> String {
    let title = text::clean(if data.drawing.title.is_empty() { &data.label } else { &data.drawing.title });
    let description = text::clean(&data.drawing.description);
    let id = identity(data.drawing.kind.code(), &title, &description);
    let mut out = String::with_capacity(8_192);
    out.push_str("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"bc\" role=\"img\" lang=\"");
    push_all(&mut out, &[data.drawing.lang.tag(), "\" aria-labelledby=\"", &id, "t"]);
    if !description.is_empty() {
        push_all(&mut out, &["\" aria-describedby=\"", &id, "d"]);
    }
    out.push_str("\" viewBox=\"0 0");
    push_number(&mut out, ' ', scene.width);
    push_number(&mut out, ' ', scene.height);
    out.push_str("\" width=");
    push_number(&mut out, '"', scene.width);
    out.push_str("\" height=");
    push_number(&mut out, '"', scene.height);
    push_all(&mut out, &["\"><title id=\"", &id, "t\">"]);
    push_escaped(&mut out, &title);
    out.push_str("</title>");
    if !description.is_empty() {
        push_all(&mut out, &["<desc id=\"", &id, "d\">"]);
        push_escaped(&mut out, &description);
        out.push_str("</desc>");
    }
    if options.standalone {
        let scheme = if options.theme == Theme::Auto { ".bc{color-scheme:light dark}" } else { "" };
        push_all(&mut out, &["<style>", scheme, &theme::stylesheet(options.theme), "</style>"]);
    }
    if options.standalone {
        // A document of its own brings its ground: dark text on a dark page could not be read.
        out.push_str("<path class=\"bc-k\" d=\"M0 0");
        push_number(&mut out, 'h', scene.width);
        push_number(&mut out, 'v', scene.height);
        push_number(&mut out, 'H', 0);
        out.push_str("z\"/>");
    }
    scene.draw(&mut out);
    out.push_str("</svg>");
    out
}

/// An id that differs between the charts of a page: FNV-1a of what they say.
fn identity(kind: &str, title: &str, description: &str) -> String {
    let bytes = kind.bytes().chain(title.bytes()).chain(description.bytes());
    let hash = bytes.fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    let digits = (0..8).rev().map(|place| char::from_digit((hash >> (place * 4)) & 15, 16).unwrap_or('0'));
    std::iter::once('b').chain(digits).collect()
}
