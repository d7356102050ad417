//! What was released, as JSON.

use serde_json::{Value, json};

use super::{Document, json as answer};
use crate::domain::{Released, Revision};

/// Some of the releases, the newest first; `next` is the number before which the others are asked for.
#[must_use]
pub fn json(releases: &[Released], next: Option<Revision>) -> Document {
    let value = json!({
        "releases": releases.iter().map(release).collect::<Vec<_>>(),
        "next": next.map(|number| number.to_string()),
    });
    Document::json(&value, answer::CONTENT_TYPE)
}

fn release(one: &Released) -> Value {
    let before = one.number.0.saturating_sub(1);
    json!({
        "revision": one.number.to_string(),
        "at": one.at.instant,
        "day": one.at.day.to_string(),
        "filings": one.filings,
        "rolled_back": one.rolled_back.map(|known| {
            json!({"day": known.on.to_string(), "revision": known.revision.to_string()})
        }),
        "changes": format!("/api/v1/changes?from={before}&to={}", one.number),
    })
}
