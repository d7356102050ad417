//! `/api`: the OpenAPI document, for programs and as a page.

use super::answer::Answer;
use super::ask::Ask;
use super::headers::Policy;
use super::problem::Problem;
use super::widget;
use crate::publish::embed::Place;
use crate::publish::{Document, page, reference};

pub(super) fn document(ask: &mut Ask) -> Result<Answer, Problem> {
    ask.parameters.finish("this document takes no parameters")?;
    let text = page::text("openapi.json").to_owned();
    Ok(Answer::new(Document::text(text, "application/json"), Policy::Data))
}

pub(super) fn page(ask: &mut Ask) -> Result<Answer, Problem> {
    let lang = ask.parameters.lang();
    ask.parameters.finish("use lang")?;
    let place = Place::plain(&ask.base, lang, widget::loader());
    Ok(Answer::new(reference::page(&place).map_err(Problem::internal)?, Policy::Page))
}
