//! The pages: what each template is given.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use baocao_widget::dataset::Picker;
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
    /// A theme's word, as [`theme`] writes it.
    pub theme: &'static str,
}

/// A theme's word, as addresses write it.
#[must_use]
pub fn theme(theme: Theme) -> &'static str {
    match theme {
        Theme::Auto => "auto",
        Theme::Light => "light",
        Theme::Dark => "dark",
        Theme::LightContrast => "light-contrast",
        Theme::DarkContrast => "dark-contrast",
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
    /// The same chart in each language.
    languages: [Alternate; 2],
    form: Form,
    /// The same, not pinned to a day.
    newest: String,
    /// Where the sentence is fetched.
    said_at: String,
    card: String,
    downloads: [Download; 4],
    oembed_json: String,
    oembed_xml: String,
    json_ld: String,
}

#[derive(Serialize)]
struct Alternate {
    lang: &'static str,
    address: String,
}

/// What readers without scripts pick with.
#[derive(Serialize)]
struct Form {
    action: String,
    /// What stays as it is: name and value.
    kept: Vec<(&'static str, String)>,
    pickers: Vec<Select>,
}

#[derive(Serialize)]
struct Select {
    name: String,
    label: String,
    options: Vec<Choice>,
}

#[derive(Serialize)]
struct Choice {
    value: String,
    label: String,
    chosen: bool,
}

fn form(shown: &Shown<'_>) -> Form {
    let place = shown.place;
    let lang = (place.lang == Lang::En).then(|| ("lang", "en".to_owned()));
    let theme = (shown.theme != "auto").then(|| ("theme", shown.theme.to_owned()));
    let known_on = place.known_on.map(|day| ("known_on", day.to_string()));
    let select = |picker: &Picker| {
        let option = |(at, (value, label)): (usize, &(String, String))| Choice {
            value: value.clone(),
            label: label.clone(),
            chosen: at == picker.chosen,
        };
        let options = picker.options.iter().enumerate().map(option).collect();
        Select { name: picker.parameter.clone(), label: picker.label.clone(), options }
    };
    Form {
        action: format!("/charts/{}", shown.spec.slug),
        kept: lang.into_iter().chain(theme).chain(known_on).collect(),
        pickers: shown.dataset.drawing.pickers.iter().map(select).collect(),
    }
}

fn languages(shown: &Shown<'_>) -> [Alternate; 2] {
    [Lang::Vi, Lang::En].map(|lang| Alternate {
        lang: lang.tag(),
        address: Place { lang, ..shown.place.clone() }.address("charts", shown.spec, "", &[]),
    })
}

/// A form in which a chart is taken away.
#[derive(Serialize)]
pub(super) struct Download {
    pub(super) form: &'static str,
    name: &'static str,
    pub(super) address: String,
}

/// Every such form of a chart.
pub(super) fn downloads(spec: &ChartSpec, place: &Place<'_>) -> [Download; 4] {
    let one = |form, name, suffix: &str, more: &[(&str, &str)]| Download {
        form,
        name,
        address: place.address("charts", spec, suffix, more),
    };
    [
        one("png", "PNG", ".png", &[("width", "960"), ("scale", "2")]),
        one("svg", "SVG", ".svg", &[("width", "960")]),
        one("csv", "CSV", ".csv", &[]),
        one("json", "JSON-stat", ".json", &[]),
    ]
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
        known_on: shown.place.known_on.map(|day| words::day(day, shown.place.lang)),
        drawings: drawings.collect(),
        table: table::table(shown.dataset),
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
    let mut around = around(place, &path, shown.theme);
    let other = if place.lang == Lang::Vi { Lang::En } else { Lang::Vi };
    around.other = Place { base: "", lang: other, ..place.clone() }.address("charts", shown.spec, "", &[]);
    let page = ChartPage {
        around,
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
        languages: languages(shown),
        form: form(shown),
        newest: Place { base: "", known_on: None, ..place.clone() }.address("charts", shown.spec, "", &[]),
        said_at: place.address("sentences", shown.spec, ".txt", &[]),
        card: address(".png", &[("size", "card")]),
        downloads: downloads(shown.spec, place),
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
        svg: svg::inline(&svg::still(dataset), CARD, false),
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
