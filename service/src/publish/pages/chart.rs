//! The chart's own page, and what search engines and content systems find on it.

use baocao_widget::dataset::Picker;
use serde::Serialize;
use serde_json::json;

use super::downloads::{Download, downloads};
use super::parts::{ChartParts, parts};
use super::select::{Choice, Select};
use super::{Around, Shown, around};
use crate::publish::embed::{self, Embeds, Place};
use crate::publish::page::{self, PageError};
use crate::publish::{Document, Lang, escape, notes};
use crate::rollup::Note;

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
    /// Where the sentence is fetched.
    said_at: String,
    card: String,
    downloads: [Download; 5],
    oembed_json: String,
    oembed_xml: String,
    json_ld: String,
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
        said_at: place.address("sentences", shown.spec, ".txt", &[]),
        card: address(".png", &[("size", "card")]),
        downloads: downloads(shown.spec, place),
        oembed_json,
        oembed_xml,
        json_ld: json_ld(shown),
    };
    page::document("pages/chart.html.j2", place.lang, page)
}

#[derive(Serialize)]
struct Alternate {
    lang: &'static str,
    address: String,
}

fn languages(shown: &Shown<'_>) -> [Alternate; 2] {
    [Lang::Vi, Lang::En].map(|lang| Alternate {
        lang: lang.tag(),
        address: Place { lang, ..shown.place.clone() }.address("charts", shown.spec, "", &[]),
    })
}

/// What readers without scripts pick with.
#[derive(Serialize)]
struct Form {
    action: String,
    /// What stays as it is: name and value.
    kept: Vec<(&'static str, String)>,
    pickers: Vec<Select>,
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

pub(super) fn oembed_addresses(shown: &Shown<'_>) -> [String; 2] {
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
        "isAccessibleForFree": true,
        "creator": {"@type": "Organization", "name": "Báo Cáo"},
        "distribution": [
            download("text/csv", ".csv"),
            download("application/json", ".json"),
            download(crate::publish::xlsx::CONTENT_TYPE, ".xlsx"),
        ],
    });
    escape::json_in_script(&value.to_string())
}
