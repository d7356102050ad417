//! All that can be said of an answer, as JSON.

use serde_json::{Value, json};

use super::{Sentence, sentences, summary};
use crate::domain::OrganizationCode;
use crate::publish::page::PageError;
use crate::publish::{Document, Lang};
use crate::rollup::Report;

/// One sentence of what matters most, then topic by topic what is said, or why nothing is.
///
/// # Errors
/// When a template is faulty.
pub fn document(
    report: &Report,
    about: Option<&OrganizationCode>,
    lang: Lang,
) -> Result<Document, PageError> {
    let told: Vec<Value> = sentences(report, about, lang)?.iter().map(|one| told(one, lang)).collect();
    let value = json!({
        "about": about.map(OrganizationCode::as_str),
        "lang": lang.tag(),
        "summary": summary(report, about, lang).ok(),
        "sentences": told,
        "revision": report.revision.to_string(),
        "known_on": report.known_on.to_string(),
    });
    Ok(Document::json(&value, "application/json"))
}

fn told(sentence: &Sentence, lang: Lang) -> Value {
    let topic = sentence.topic.as_str();
    match &sentence.said {
        Ok(said) => {
            json!({ "topic": topic, "predicate": said.predicate.as_str().replace('_', "-"), "text": said.text })
        }
        Err(why) => json!({ "topic": topic, "absent": { "code": why.code(), "text": why.text(lang) } }),
    }
}
