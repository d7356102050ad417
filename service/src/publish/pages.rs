//! The pages: what each template is given.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use baocao_widget::{Dataset, Theme};
use serde::Serialize;
use serde_json::json;

use super::embed::{self, Embeds, Place};
use super::page::{self, PageError};
use super::table::{self, Table};
use super::{Document, Lang, chart, escape, notes, svg, words};
use crate::domain::{Catalogue, ChartSpec, Choices};
use crate::rollup::{Note, Report};

/// A chart that a page shows.
pub struct Shown<'a> {
    /// The chart.
    pub spec: &'a ChartSpec,
    /// Its answer.
    pub report: &'a Report,
    /// Its drawing.
    pub dataset: &'a Dataset,
    /// Its sentence, where there is a true one.
    pub sentence: Option<String>,
    /// Where it is, in which language.
    pub place: &'a Place<'a>,
    /// `auto`, `light` or `dark`.
    pub theme: &'static str,
}

/// A theme's word, as addresses write it.
#[must_use]
pub fn theme(theme: Theme) -> &'static str {
    match theme {
        Theme::Auto => "auto",
        Theme::Light => "light",
        Theme::Dark => "dark",
    }
}

static STYLE: LazyLock<String> = LazyLock::new(|| {
    let pages = page::text("assets/page.css").lines().map(str::trim).collect::<Vec<_>>().join("\n");
    format!("{}{pages}", baocao_widget::stylesheet(Theme::Auto))
});

/// The one style element of all pages; their policy knows it by its hash.
#[must_use]
pub fn style() -> &'static str {
    &STYLE
}

/// What the frame around every page needs.
#[derive(Serialize)]
pub(super) struct Around<'a> {
    style: &'static str,
    base: &'a str,
    theme: &'static str,
    /// The same page in the other language.
    other: String,
    /// `?lang=en`, or nothing.
    suffix: &'static str,
    loader: Option<String>,
    integrity: Option<&'a str>,
}

pub(super) fn around<'a>(place: &'a Place<'a>, path: &str, theme: &'static str) -> Around<'a> {
    let (other, suffix) = match place.lang {
        Lang::Vi => (format!("{path}?lang=en"), ""),
        Lang::En => (path.to_owned(), "?lang=en"),
    };
    Around {
        style: style(),
        base: place.base,
        theme,
        other,
        suffix,
        loader: place.loader.map(|loader| loader.path.clone()),
        integrity: place.loader.map(|loader| loader.integrity.as_str()),
    }
}

#[derive(Serialize)]
struct ChartPage<'a> {
    around: Around<'a>,
    chart: ChartParts<'a>,
    sentence: Option<&'a str>,
    notes: Vec<String>,
    embeds: Embeds,
    address: String,
    card: String,
    downloads: Vec<Download>,
    oembed_json: String,
    oembed_xml: String,
    json_ld: String,
}

#[derive(Serialize)]
struct Download {
    name: &'static str,
    address: String,
}

/// The parts of a chart that page, frame and studio share.
#[derive(Serialize)]
struct ChartParts<'a> {
    src: String,
    slug: &'a str,
    title: &'a str,
    subtitle: &'a str,
    footer: &'a [String],
    description: &'a str,
    known_on: Option<String>,
    drawings: Vec<Inline>,
    table: Table,
}

/// One of the drawings that the style sheet chooses from by the room there is.
#[derive(Serialize)]
struct Inline {
    class: &'static str,
    svg: String,
}

/// The chart as `src` tells the element, relative to the page's host.
fn parts<'a>(shown: &Shown<'a>, texts: bool) -> ChartParts<'a> {
    let drawing = &shown.dataset.drawing;
    let here = Place { base: "", ..shown.place.clone() };
    let drawings = embed::DRAWINGS.iter().rev().map(|&(class, width)| {
        let svg = svg::inline(shown.dataset, width, texts);
        Inline { class, svg: with_other_ids(&svg, class) }
    });
    ChartParts {
        src: here.address("charts", shown.spec, "", &[]),
        slug: shown.spec.slug.as_str(),
        title: &drawing.title,
        subtitle: &drawing.subtitle,
        footer: &drawing.footer,
        description: &drawing.description,
        known_on: shown.place.known_on.map(|day| words::day(day, shown.place.lang)),
        drawings: drawings.collect(),
        table: table::table(shown.dataset),
    }
}

/// All drawings of a chart have the same ids, and a page may have each once.
fn with_other_ids(svg: &str, before: &str) -> String {
    let id =
        svg.split_once("aria-labelledby=\"").and_then(|(_, rest)| rest.split_once("t\"")).map(|(id, _)| id);
    match id {
        Some(id) if !id.is_empty() => svg.replace(id, &format!("{before}{id}")),
        _ => svg.to_owned(),
    }
}

/// `/charts/{slug}`
///
/// # Errors
/// [`PageError`] when a template is faulty.
pub fn chart(shown: &Shown<'_>) -> Result<Document, PageError> {
    let place = shown.place;
    let address = |suffix: &str, more: &[(&str, &str)]| place.address("charts", shown.spec, suffix, more);
    let path = format!("/charts/{}", shown.spec.slug);
    let [oembed_json, oembed_xml] = oembed_addresses(shown);
    let page = ChartPage {
        around: around(place, &path, shown.theme),
        chart: parts(shown, false),
        sentence: shown.sentence.as_deref(),
        notes: shown
            .report
            .notes
            .iter()
            // A chart of parts says itself that it shows parts.
            .filter(|note| !matches!(note, Note::TotalNotReported { .. }))
            .map(|note| notes::text(&shown.report.catalogue, note, place.lang))
            .collect(),
        embeds: embed::embeds(shown.dataset, shown.spec, place)?,
        address: address("", &[]),
        card: address(".png", &[("size", "card")]),
        downloads: vec![
            Download { name: "PNG", address: address(".png", &[("width", "960"), ("scale", "2")]) },
            Download { name: "SVG", address: address(".svg", &[("width", "960")]) },
            Download { name: "CSV", address: address(".csv", &[]) },
            Download { name: "JSON-stat", address: address(".json", &[]) },
        ],
        oembed_json,
        oembed_xml,
        json_ld: json_ld(shown),
    };
    page::document("pages/chart.html.j2", place.lang, page)
}

fn oembed_addresses(shown: &Shown<'_>) -> [String; 2] {
    let page = shown.place.address("charts", shown.spec, "", &[]);
    let page: String =
        percent_encoding::utf8_percent_encode(&page, percent_encoding::NON_ALPHANUMERIC).collect();
    ["json", "xml"].map(|format| format!("{}/oembed?url={page}&format={format}", shown.place.base))
}

/// The discovery links as a `Link` header.
#[must_use]
pub fn oembed_links(shown: &Shown<'_>) -> String {
    let [json, xml] = oembed_addresses(shown);
    format!(
        "<{json}>; rel=\"alternate\"; type=\"application/json+oembed\", \
         <{xml}>; rel=\"alternate\"; type=\"text/xml+oembed\""
    )
}

/// schema.org's Dataset, for search engines.
fn json_ld(shown: &Shown<'_>) -> String {
    let (place, drawing) = (shown.place, &shown.dataset.drawing);
    let download = |format: &str, suffix: &str| {
        json!({"@type": "DataDownload", "encodingFormat": format,
               "contentUrl": place.address("charts", shown.spec, suffix, &[])})
    };
    let value = json!({
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": drawing.title,
        "description": drawing.description,
        "inLanguage": place.lang.tag(),
        "url": place.address("charts", shown.spec, "", &[]),
        "image": place.address("charts", shown.spec, ".png", &[("size", "card")]),
        "distribution": [download("text/csv", ".csv"), download("application/json", ".json")],
    });
    escape::json_in_script(&value.to_string())
}

#[derive(Serialize)]
struct FramePage<'a> {
    around: Around<'a>,
    chart: ChartParts<'a>,
    address: String,
}

/// `/embed/{slug}`
///
/// # Errors
/// [`PageError`] when a template is faulty.
pub fn frame(shown: &Shown<'_>) -> Result<Document, PageError> {
    let page = FramePage {
        around: around(shown.place, "", shown.theme),
        chart: parts(shown, true),
        address: shown.place.address("charts", shown.spec, "", &[]),
    };
    page::document("pages/frame.html.j2", shown.place.lang, page)
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
        svg: svg::inline(dataset, CARD, false),
    }
}

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
        around.other.push_str(&format!("{mark}chart={slug}"));
    }
    let page = StudioPage { around, list: list.collect(), chosen: chosen.transpose()? };
    page::document("pages/studio.html.j2", place.lang, page)
}

/// What went wrong, for people.
#[derive(Debug, Serialize)]
pub struct Error<'a> {
    /// The status.
    pub status: u16,
    /// The problem's stable code.
    pub kind: &'a str,
    /// Its title.
    pub title: &'a str,
    /// What to do.
    pub detail: &'a str,
}

#[derive(Serialize)]
struct ErrorPage<'a> {
    around: Around<'a>,
    error: &'a Error<'a>,
    /// What happened, in Vietnamese; the problem's own words stand below it.
    heading: &'static str,
    advice: &'static str,
}

/// An error page, in Vietnamese, with the problem's own words in English.
///
/// # Errors
/// [`PageError`] when a template is faulty.
pub fn error(error: &Error<'_>) -> Result<Document, PageError> {
    let texts: &BTreeMap<String, String> = page::texts(Lang::Vi);
    let text = |key: &str| texts.get(key).map_or("", String::as_str);
    let (heading, advice) = match error.status {
        404 => (text("error_404"), text("error_404_advice")),
        400 | 422 => (text("error_400"), text("error_400_advice")),
        405 => (text("error_405"), text("error_405_advice")),
        503 => (text("error_503"), text("error_503_advice")),
        _ => (text("error_500"), text("error_500_advice")),
    };
    let place = Place { base: "", lang: Lang::Vi, known_on: None, choices: Choices::default(), loader: None };
    let page = ErrorPage { around: around(&place, "/", "auto"), error, heading, advice };
    page::document("pages/error.html.j2", Lang::Vi, page)
}
