//! What search engines, social networks and readers in the other language find in the head of a page.

use serde::Serialize;

use super::{said, site_card};
use crate::publish::Lang;
use crate::publish::embed::Place;

/// The head of a page.
#[derive(Debug, Serialize)]
pub(in crate::publish) struct Meta {
    title: String,
    description: String,
    /// Itself, absolute.
    address: String,
    /// In each language, absolute.
    languages: [(&'static str, String); 2],
    /// A picture of 1200 × 630 pixels, absolute, and what it shows: the service itself, where the page has no chart.
    card: (String, String),
}

/// The head of the page at a path, which may have a query.
pub(in crate::publish) fn meta(place: &Place<'_>, path: &str, title: &str, description: &str) -> Meta {
    Meta {
        title: title.to_owned(),
        description: description.to_owned(),
        address: absolute(place.base, path, place.lang),
        languages: [Lang::Vi, Lang::En].map(|lang| (lang.tag(), absolute(place.base, path, lang))),
        card: (absolute(place.base, site_card::PATH, place.lang), said(place.lang, "card_alt")),
    }
}

impl Meta {
    /// The same with a picture at an address from the root of the site.
    pub(super) fn with_card(self, place: &Place<'_>, path: &str, shows: &str) -> Self {
        Self { card: (absolute(place.base, path, place.lang), shows.to_owned()), ..self }
    }
}

/// The address of a path in a language.
pub(super) fn absolute(base: &str, path: &str, lang: Lang) -> String {
    format!("{base}{}", in_language(path, lang))
}

/// A path from the root of the site, in a language.
pub(super) fn in_language(path: &str, lang: Lang) -> String {
    match (lang, path.contains('?')) {
        (Lang::Vi, _) => path.to_owned(),
        (Lang::En, true) => format!("{path}&lang=en"),
        (Lang::En, false) => format!("{path}?lang=en"),
    }
}
