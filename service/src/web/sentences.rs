//! `/sentences/{slug}`: a sentence that is true, or 404 with the reason; `/api/v1/sentences`: all that can be said of any query.

use serde_json::json;

use super::answer::Answer;
use super::ask::Ask;
use super::charts::Drawn;
use super::headers::Policy;
use super::problem::Problem;
use crate::domain::{Invalid, OrganizationCode};
use crate::publish::sentence::{self, Absent, document};
use crate::publish::{Document, escape};

pub(super) fn of_query(ask: &mut Ask) -> Result<Answer, Problem> {
    let lang = ask.parameters.lang();
    let about = ask.parameters.take_as("about", OrganizationCode::parse);
    if let Some(measure) = ask.parameters.take("measure") {
        ask.parameters.fault(Invalid::new(
            "measure",
            &measure,
            "leave it out: sentences speak of all measures",
        ));
    }
    let query = std::mem::take(&mut ask.parameters).query()?;
    let report = ask.report(&query)?;
    let document = document::document(&report, about.as_ref(), lang).map_err(Problem::internal)?;
    Ok(Answer::new(document, Policy::Data))
}

pub(super) fn text(ask: &mut Ask) -> Result<Answer, Problem> {
    let (sentence, _) = said(ask)?;
    Ok(Answer::new(Document::text(format!("{sentence}\n"), sentence::CONTENT_TYPE), Policy::Data))
}

pub(super) fn html(ask: &mut Ask) -> Result<Answer, Problem> {
    let (sentence, drawn) = said(ask)?;
    let html = format!("<p lang=\"{}\">{}</p>\n", drawn.lang.tag(), escape::xml(&sentence));
    Ok(Answer::new(Document::text(html, "text/html; charset=utf-8"), Policy::Data))
}

pub(super) fn json(ask: &mut Ask) -> Result<Answer, Problem> {
    let (sentence, drawn) = said(ask)?;
    let value = json!({
        "slug": drawn.spec.slug.as_str(),
        "lang": drawn.lang.tag(),
        "sentence": sentence,
        "revision": drawn.report.revision.to_string(),
        "known_on": drawn.report.known_on.to_string(),
    });
    Ok(Answer::new(Document::json(&value, "application/json"), Policy::Data))
}

fn said(ask: &mut Ask) -> Result<(String, Drawn), Problem> {
    let drawn = Drawn::of(ask)?;
    ask.parameters.finish("use lang, known_on or what the chart lets its readers pick")?;
    match drawn.said() {
        Ok(sentence) => Ok((sentence, drawn)),
        Err(Absent::Faulty(fault)) => Err(Problem::internal(fault)),
        Err(absent) => Err(Problem::NoSentence(absent.to_string())),
    }
}
