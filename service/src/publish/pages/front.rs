//! The front page: a gallery of all charts.

use baocao_widget::Dataset;
use serde::Serialize;

use super::{Around, around};
use crate::domain::{Catalogue, ChartSpec};
use crate::publish::embed::Place;
use crate::publish::page::{self, PageError};
use crate::publish::{Document, svg};

#[derive(Serialize)]
struct FrontPage<'a> {
    around: Around<'a>,
    cards: Vec<Card>,
    empty: bool,
    indicators: String,
    organizations: String,
}

/// `/`
///
/// # Errors
/// [`PageError`] when a template is faulty.
pub fn front(place: &Place<'_>, catalogue: &Catalogue, cards: Vec<Card>) -> Result<Document, PageError> {
    let parts = catalogue.parts();
    let page = FrontPage {
        around: around(place, "/", "auto"),
        empty: catalogue.is_empty(),
        cards,
        indicators: parts.indicators.len().to_string(),
        organizations: parts.organizations.len().to_string(),
    };
    page::document("pages/front.html.j2", place.lang, page)
}

/// The width of a drawing in the gallery.
const CARD: u32 = 300;

/// A chart in the gallery.
#[derive(Debug, Serialize)]
pub struct Card {
    slug: String,
    title: String,
    subtitle: String,
    sentence: Option<String>,
    svg: String,
}

/// A chart for the gallery.
#[must_use]
pub fn card(spec: &ChartSpec, dataset: &Dataset, sentence: Option<String>) -> Card {
    Card {
        slug: spec.slug.to_string(),
        title: dataset.drawing.title.clone(),
        subtitle: dataset.drawing.subtitle.clone(),
        sentence,
        svg: svg::inline(&svg::still(dataset), CARD, false),
    }
}
