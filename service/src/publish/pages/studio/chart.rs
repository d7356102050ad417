//! A saved chart in the studio: how it looks, and the codes that embed it.

use serde::Serialize;

use crate::publish::Document;
use crate::publish::embed::{self, Embeds};
use crate::publish::page::{self, PageError};
use crate::publish::pages::parts::{ChartParts, parts};
use crate::publish::pages::{Around, Shown, around};

#[derive(Serialize)]
struct ChartPage<'a> {
    around: Around<'a>,
    chart: ChartParts<'a>,
    sentence: Option<&'a str>,
    embeds: Embeds,
    slug: &'a str,
    known_on: String,
}

/// `/studio?chart=…`
///
/// # Errors
/// [`PageError`] when a template is faulty.
pub fn studio_chart(shown: &Shown<'_>) -> Result<Document, PageError> {
    let place = shown.place;
    let mut around = around(place, "/studio", "auto");
    let mark = if around.other.contains('?') { '&' } else { '?' };
    let pin = place.known_on.map(|day| format!("&known_on={day}")).unwrap_or_default();
    around.other.push_str(&format!("{mark}chart={}{pin}", shown.spec.slug));
    let page = ChartPage {
        around,
        chart: parts(shown, true),
        sentence: shown.sentence.as_deref(),
        embeds: embed::embeds(shown.dataset, shown.spec, place)?,
        slug: shown.spec.slug.as_str(),
        known_on: place.known_on.map(|day| day.to_string()).unwrap_or_default(),
    };
    page::document("pages/studio-chart.html.j2", place.lang, page)
}
