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
    let mut out = String::with_capacity(8_192);
    push_all(
        &mut out,
        &[
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"bc\" role=\"img\" lang=\"",
            data.drawing.lang.tag(),
            if options.standalone { "" } else { "\" aria-label=\"" },
        ],
    );
    // A page would show a title as its own tooltip, over ours; a file is named by nothing else.
    push_escaped(&mut out, if options.standalone { "" } else { &title });
    out.push_str("\" viewBox=\"0 0");
    push_number(&mut out, ' ', scene.width);
    push_number(&mut out, ' ', scene.height);
    out.push_str("\" width=");
    push_number(&mut out, '"', scene.width);
    out.push_str("\" height=");
    push_number(&mut out, '"', scene.height);
    out.push_str("\">");
    // No ids: a page may hold the same chart twice, and both elements are read without (SVG-AAM 1.0, section 8).
    for (name, text) in [("title>", &title), ("desc>", &description)] {
        if !text.is_empty() && (options.standalone || name == "desc>") {
            push_all(&mut out, &["<", name]);
            push_escaped(&mut out, text);
            push_all(&mut out, &["</", name]);
        }
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
