//! What social networks show of a page that has no chart: the service's name and what it is.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::publish::Lang;
use crate::publish::page::{self, PageError};

/// Where it is.
pub(super) const PATH: &str = "/card.png";

#[derive(Serialize)]
struct SiteCard<'a> {
    t: &'a BTreeMap<String, String>,
}

/// The picture, as the text of an SVG.
///
/// # Errors
/// [`PageError`] when the template is faulty.
pub fn site_card(lang: Lang) -> Result<String, PageError> {
    page::render("pages/site-card.svg.j2", SiteCard { t: page::texts(lang) })
}
