//! The parts of a chart that page, frame and studio share.

use serde::Serialize;

use super::Shown;
use super::pinned::{Pinned, pinned};
use crate::publish::embed::{self, Place};
use crate::publish::svg;
use crate::publish::table::{self, Table};

/// The parts of a chart that page, frame and studio share.
#[derive(Serialize)]
pub(super) struct ChartParts<'a> {
    pub(super) src: String,
    slug: &'a str,
    title: &'a str,
    subtitle: &'a str,
    footer: &'a [String],
    description: &'a str,
    pinned: Option<Pinned>,
    drawings: Vec<Inline>,
    table: Table,
}

/// One of the drawings that the style sheet chooses from by the room there is.
#[derive(Serialize)]
struct Inline {
    class: &'static str,
    svg: String,
}

impl ChartParts<'_> {
    /// The same for a chart that was not saved: where its data are, from the root of the site.
    pub(super) fn at(self, src: String) -> Self {
        Self { src, ..self }
    }
}

/// The chart as `src` tells the element, relative to the page's host.
pub(super) fn parts<'a>(shown: &Shown<'a>, texts: bool) -> ChartParts<'a> {
    let drawing = &shown.dataset.drawing;
    let here = Place { base: "", ..shown.place.clone() };
    let drawings = embed::DRAWINGS
        .iter()
        .rev()
        .map(|&(class, width)| Inline { class, svg: svg::inline(shown.dataset, width, texts) });
    ChartParts {
        src: here.address("charts", shown.spec, "", &[]),
        slug: shown.spec.slug.as_str(),
        title: &drawing.title,
        subtitle: &drawing.subtitle,
        footer: &drawing.footer,
        description: &drawing.description,
        pinned: pinned(shown),
        drawings: drawings.collect(),
        table: table::table(shown.dataset),
    }
}
