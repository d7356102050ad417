//! `/integrations/{file}`: what WordPress and Liferay are set up with.

use actix_web::http::header;

use super::answer::Answer;
use super::ask::Ask;
use super::headers::Policy;
use super::problem::Problem;
use super::widget;
use crate::publish::embed::Place;
use crate::publish::{Lang, integrations};

pub(super) fn file(ask: &mut Ask) -> Result<Answer, Problem> {
    ask.parameters.finish("this file takes no parameters")?;
    let catalogue = ask.app().snapshot().catalogue().clone();
    let chart = catalogue.parts().charts.iter().find(|spec| spec.gone(ask.today).is_none());
    let place = Place::plain(&ask.base, Lang::Vi, widget::loader());
    let document = integrations::file(&ask.name, &place, chart.map(|spec| &spec.slug));
    let document = document.map_err(Problem::internal)?.ok_or(Problem::NoSuchAddress)?;
    let name = format!("attachment; filename=\"{}\"", ask.name);
    Ok(Answer::new(document, Policy::Data).with(header::CONTENT_DISPOSITION, &name))
}
