//! The front page: search, the newest release, and a gallery of all charts.

use baocao_widget::Dataset;
use serde::Serialize;

use super::meta::{Meta, meta};
use super::releases::{self, ReleaseLine};
use super::{Around, around};
use crate::domain::{Catalogue, ChartSpec, Period};
use crate::publish::embed::Place;
use crate::publish::feed::Entry;
use crate::publish::page::{self, PageError};
use crate::publish::{Document, svg, words};

/// Periods whose briefings the front page names.
const BRIEFINGS: usize = 6;

#[derive(Serialize)]
struct FrontPage<'a> {
    around: Around<'a>,
    meta: Meta,
    cards: Vec<Card>,
    newest: Option<ReleaseLine<'a>>,
    /// Code and name of the newest periods.
    periods: Vec<(String, String)>,
    empty: bool,
    indicators: String,
    organizations: String,
}

/// What the front page shows.
#[derive(Debug)]
pub struct Front<'a> {
    /// What can be asked.
    pub catalogue: &'a Catalogue,
    /// Every period that has figures, in time.
    pub periods: &'a [Period],
    /// The charts.
    pub cards: Vec<Card>,
    /// What became public last.
    pub newest: Option<&'a Entry>,
}

/// `/`
///
/// # Errors
/// [`PageError`] when a template is faulty.
pub fn front(place: &Place<'_>, front: Front<'_>) -> Result<Document, PageError> {
    let parts = front.catalogue.parts();
    let texts = page::texts(place.lang);
    let text = |key: &str| texts.get(key).map_or("", String::as_str);
    let mut meta = meta(place, "/", &format!("{} – {}", text("name"), text("tagline")), text("front_lead"));
    if let Some(card) = front.cards.first() {
        meta = meta.with_card(place, &format!("/charts/{}.png?size=card", card.slug), &card.title);
    }
    let mut periods = front.periods.to_vec();
    periods.sort_by_key(|period| (period.end(), *period));
    let newest = periods.iter().rev().take(BRIEFINGS);
    let page = FrontPage {
        around: around(place, "/", "auto"),
        meta,
        empty: front.catalogue.is_empty(),
        newest: front.newest.map(|entry| releases::line(entry, place.lang)),
        periods: newest
            .map(|one| (one.to_string(), words::capitalized(&words::period(*one, place.lang))))
            .collect(),
        cards: front.cards,
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
