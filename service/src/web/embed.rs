//! `/embed/{slug}`: the chart as a page for a frame.

use actix_web::http::header;

use super::answer::Answer;
use super::ask::Ask;
use super::charts::{self, Drawn};
use super::headers::Policy;
use super::problem::Problem;
use crate::publish::pages;

pub(super) fn frame(ask: &mut Ask) -> Result<Answer, Problem> {
    let drawn = Drawn::of(ask)?;
    let theme = pages::theme(ask.parameters.take_as("theme", charts::theme).unwrap_or_default());
    // Hosts of pym.js tell a frame its id and width; what else they add means nothing here.
    ask.parameters.ignore_others()?;
    let place = drawn.place(&ask.base);
    let shown = drawn.shown(ask, &place, theme);
    let document = pages::frame(&shown).map_err(Problem::internal)?;
    let oembed = pages::oembed_links(&shown);
    Ok(Answer::new(document, Policy::Frame(&drawn.spec.hosts)).with(header::LINK, &oembed))
}
