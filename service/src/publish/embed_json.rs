//! The four grades of embed and the links of a chart as JSON, for the menu of the chart itself.

use std::collections::BTreeMap;

use baocao_widget::Dataset;
use serde_json::{Map, Value, json};

use super::embed::{self, Place};
use super::page::{self, PageError};
use super::{Document, pages};
use crate::domain::ChartSpec;

const CONTENT_TYPE: &str = "application/json";

/// `/charts/{slug}/embed.json`
///
/// # Errors
/// [`PageError`] when a snippet's template is faulty.
pub fn document(dataset: &Dataset, spec: &ChartSpec, place: &Place<'_>) -> Result<Document, PageError> {
    let embeds = embed::embeds(dataset, spec, place)?;
    let texts: &BTreeMap<String, String> = page::texts(place.lang);
    let label = |key: &str| texts.get(key).map_or("", String::as_str);
    let snippet =
        |grade: &str, name: &str, code: &str| json!({"grade": grade, "label": label(name), "code": code});
    let mut links: Map<String, Value> = pages::downloads(spec, place)
        .into_iter()
        .map(|one| (one.form.to_owned(), one.address.into()))
        .collect();
    links.insert("page".into(), embeds.address.clone().into());
    let value = json!({
        "title": dataset.drawing.title,
        "snippets": [
            snippet("element", "grade_element", &embeds.element),
            snippet("frame", "grade_frame", &embeds.frame),
            snippet("figure", "grade_figure", &embeds.figure),
            snippet("oembed", "grade_address", &embeds.address),
        ],
        "links": links,
    });
    Ok(Document::json(&value, CONTENT_TYPE))
}
