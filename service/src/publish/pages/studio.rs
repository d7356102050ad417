//! The studio: a chart, and the codes that embed it.

use serde::Serialize;

use super::parts::{ChartParts, parts};
use super::{Around, Shown, around};
use crate::domain::ChartSpec;
use crate::publish::embed::{self, Embeds, Place};
use crate::publish::page::{self, PageError};
use crate::publish::{Document, chart};

#[derive(Serialize)]
struct StudioPage<'a> {
    around: Around<'a>,
    list: Vec<Listed>,
    chosen: Option<Chosen<'a>>,
}

#[derive(Serialize)]
struct Listed {
    slug: String,
    title: String,
    current: bool,
}

#[derive(Serialize)]
struct Chosen<'a> {
    chart: ChartParts<'a>,
    sentence: Option<&'a str>,
    embeds: Embeds,
    address: String,
    known_on: String,
}

/// `/studio`
///
/// # Errors
/// [`PageError`] when a template is faulty.
pub fn studio(
    place: &Place<'_>,
    charts: &[ChartSpec],
    shown: Option<&Shown<'_>>,
) -> Result<Document, PageError> {
    let current = shown.map(|shown| &shown.spec.slug);
    let list = charts.iter().map(|spec| Listed {
        slug: spec.slug.to_string(),
        title: chart::title(spec, place.lang).to_owned(),
        current: current == Some(&spec.slug),
    });
    let chosen = shown.map(|shown| -> Result<Chosen<'_>, PageError> {
        Ok(Chosen {
            chart: parts(shown, true),
            sentence: shown.sentence.as_deref(),
            embeds: embed::embeds(shown.dataset, shown.spec, place)?,
            address: place.address("charts", shown.spec, "", &[]),
            known_on: place.known_on.map(|day| day.to_string()).unwrap_or_default(),
        })
    });
    let mut around = around(place, "/studio", "auto");
    if let Some(slug) = current {
        let mark = if around.other.contains('?') { '&' } else { '?' };
        let pin = place.known_on.map(|day| format!("&known_on={day}")).unwrap_or_default();
        around.other.push_str(&format!("{mark}chart={slug}{pin}"));
    }
    let page = StudioPage { around, list: list.collect(), chosen: chosen.transpose()? };
    page::document("pages/studio.html.j2", place.lang, page)
}
