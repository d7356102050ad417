//! `/api`: the OpenAPI document, for programs and as a page.

use super::answer::Answer;
use super::ask::Ask;
use super::headers::Policy;
use super::problem::Problem;
use super::widget;
use crate::domain::Query;
use crate::publish::embed::Place;
use crate::publish::{Document, page, reference};

pub(super) fn document(ask: &mut Ask) -> Result<Answer, Problem> {
    ask.parameters.finish("this document takes no parameters")?;
    let text = page::text("openapi.json").to_owned();
    Ok(Answer::new(Document::text(text, "application/json"), Policy::Data))
}

/// Where the catalogue has no chart.
const EXAMPLE: &str = "indicator=members-admitted&organization=hanoi&period=2021..2022";

fn asked(query: &Query) -> String {
    let pairs = query.parameters();
    pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
}

pub(super) fn page(ask: &mut Ask) -> Result<Answer, Problem> {
    let lang = ask.parameters.lang();
    ask.parameters.finish("use lang")?;
    let place = Place::plain(&ask.base, lang, widget::loader());
    // What can be asked here, so that the examples run as they stand.
    let catalogue = ask.app().snapshot().catalogue().clone();
    let query =
        catalogue.parts().charts.first().map_or_else(|| EXAMPLE.to_owned(), |spec| asked(&spec.query));
    Ok(Answer::new(reference::page(&place, &query).map_err(Problem::internal)?, Policy::Page))
}
