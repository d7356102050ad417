//! oEmbed 1.0 (<https://oembed.com>): what a CMS makes of a pasted address.

use baocao_widget::Dataset;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::embed::Place;
use super::page::{self, PageError};
use super::{Document, escape};
use crate::domain::ChartSpec;

/// A rich answer.
#[derive(Clone, Debug)]
pub struct Rich {
    /// Its title.
    pub title: String,
    /// Begins with exactly `<blockquote`: WordPress keeps it when it strips the frame.
    pub html: String,
    /// CSS pixels.
    pub width: u32,
    /// CSS pixels.
    pub height: u32,
    /// `https://host`
    pub base: String,
    /// A picture of it.
    pub thumbnail: String,
}

impl Rich {
    fn members(&self) -> Map<String, Value> {
        let value = json!({
            "type": "rich",
            "version": "1.0",
            "title": self.title,
            "provider_name": "Báo Cáo",
            "provider_url": format!("{}/", self.base),
            "cache_age": 3600,
            "thumbnail_url": self.thumbnail,
            "thumbnail_width": 1200,
            "thumbnail_height": 630,
            "width": self.width,
            "height": self.height,
            "html": self.html,
        });
        if let Value::Object(members) = value { members } else { Map::new() }
    }
}

/// As JSON.
#[must_use]
pub fn json(rich: &Rich) -> Document {
    Document::json(&Value::Object(rich.members()), "application/json")
}

/// As XML.
#[must_use]
pub fn xml(rich: &Rich) -> Document {
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\n<oembed>\n");
    for (name, value) in rich.members() {
        let value = value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
        text.push_str(&format!("  <{name}>{}</{name}>\n", escape::xml(&value)));
    }
    text.push_str("</oembed>\n");
    Document::text(text, "text/xml; charset=utf-8")
}

/// The list of providers, as Drupal wants it.
#[must_use]
pub fn providers(base: &str) -> Document {
    let value = json!([{
        "provider_name": "Báo Cáo",
        "provider_url": format!("{base}/"),
        "endpoints": [{
            "schemes": [format!("{base}/charts/*"), format!("{base}/embed/*")],
            "url": format!("{base}/oembed"),
            "formats": ["json", "xml"],
            "discovery": true,
        }],
    }]);
    Document::json(&value, "application/json")
}

#[derive(Serialize)]
struct OembedSnippet<'a> {
    title: &'a str,
    description: &'a str,
    page: String,
    frame: String,
    width: u32,
    height: u32,
}

/// The rich answer of oEmbed, this wide and high.
///
/// # Errors
/// [`PageError`] when a template is faulty.
pub fn rich(
    spec: &ChartSpec,
    dataset: &Dataset,
    place: &Place<'_>,
    (width, height): (u32, u32),
) -> Result<Rich, PageError> {
    let snippet = OembedSnippet {
        title: &dataset.drawing.title,
        description: &dataset.drawing.description,
        page: place.address("charts", spec, "", &[]),
        frame: place.address("embed", spec, "", &[]),
        width,
        height,
    };
    Ok(Rich {
        title: dataset.drawing.title.clone(),
        html: page::render("snippets/oembed.html.j2", snippet)?.trim().to_owned(),
        width,
        height,
        base: place.base.to_owned(),
        thumbnail: place.address("charts", spec, ".png", &[("size", "card")]),
    })
}
