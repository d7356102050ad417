//! What was found for a reader's words.

use serde::Serialize;

use super::meta::{Meta, in_language, meta};
use super::{Around, around};
use crate::publish::embed::Place;
use crate::publish::page::{self, PageError};
use crate::publish::search::{Hit, Kind};
use crate::publish::{Document, Lang};

/// A link to something that has a page.
#[derive(Debug, Serialize)]
pub struct Found {
    address: String,
    title: String,
    about: String,
    /// `indicator`, `organization`, `chart` or `briefing`.
    kind: &'static str,
}

impl Found {
    /// A link to what was found.
    #[must_use]
    pub fn of(hit: &Hit, lang: Lang) -> Self {
        Self {
            address: in_language(&hit.path(), lang),
            title: hit.title.clone(),
            about: hit.about.clone(),
            kind: match hit.kind {
                Kind::Indicator => "indicator",
                Kind::Organization => "organization",
                Kind::Chart => "chart",
                Kind::Briefing => "briefing",
            },
        }
    }
}

#[derive(Serialize)]
struct SearchPage<'a> {
    around: Around<'a>,
    meta: Meta,
    text: &'a str,
    hits: Vec<Found>,
}

/// `/search`
///
/// # Errors
/// [`PageError`] when a template is faulty.
pub fn search(place: &Place<'_>, text: &str, hits: &[Hit]) -> Result<Document, PageError> {
    let encoded: String =
        percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).collect();
    let path = if text.is_empty() { "/search".to_owned() } else { format!("/search?q={encoded}") };
    let texts = page::texts(place.lang);
    let title = texts.get("search").map_or("", String::as_str);
    let page = SearchPage {
        around: around(place, &path, "auto"),
        meta: meta(place, &path, title, title),
        text,
        hits: hits.iter().map(|hit| Found::of(hit, place.lang)).collect(),
    };
    page::document("pages/search.html.j2", place.lang, page)
}
