//! The history of one cell as JSON: each answer with the days on which it stood, and every figure filed for it.

use serde_json::{Map, Value, json};

use super::{Document, json};
use crate::rollup::vintages::{History, Stretch};

/// The history.
#[must_use]
pub fn document(history: &History) -> Document {
    let query: Map<String, Value> =
        history.query.parameters().into_iter().map(|(name, value)| (name, value.into())).collect();
    let value = json!({
        "query": query,
        "revision": history.revision.to_string(),
        "known_on": history.known_on.to_string(),
        "vintages": history.stretches.iter().map(|one| stretch(history, one)).collect::<Vec<_>>(),
        "filed": history.filed.iter().map(|one| json::figure(&history.catalogue, one)).collect::<Vec<_>>(),
    });
    Document::json(&value, json::CONTENT_TYPE)
}

fn stretch(history: &History, one: &Stretch) -> Value {
    json!({
        "known_on": one.from.to_string(),
        "until": one.until.map(|day| day.to_string()),
        "row": json::row(&history.catalogue, &one.row, history.query.explain),
    })
}
