//! `/studio`: every chart with a live preview and the four grades of embed to copy.

use super::answer::Answer;
use super::ask::Ask;
use super::charts::Drawn;
use super::headers::Policy;
use super::problem::Problem;
use super::widget;
use crate::domain::{ChartSpec, Slug};
use crate::publish::embed::Place;
use crate::publish::pages;

pub(super) fn studio(ask: &mut Ask) -> Result<Answer, Problem> {
    let lang = ask.parameters.lang();
    let known_on = ask.parameters.day_of_form("known_on");
    let wanted = ask.parameters.take("chart");
    ask.parameters.finish("use lang, chart or known_on")?;
    let catalogue = ask.app().snapshot().catalogue().clone();
    let shown = |spec: &&ChartSpec| spec.gone(ask.today).is_none();
    let charts: Vec<ChartSpec> = catalogue.parts().charts.iter().filter(shown).cloned().collect();
    let chosen = match &wanted {
        Some(slug) => {
            let found = Slug::parse(slug).ok().and_then(|slug| charts.iter().find(|one| one.slug == slug));
            Some(found.ok_or_else(|| Problem::NoSuchChart(slug.chars().take(80).collect()))?)
        }
        None => charts.first(),
    };
    let place = Place { known_on, ..Place::plain(&ask.base, lang, widget::loader()) };
    let drawn = chosen.map(|spec| Drawn::draw(ask, spec.clone(), lang, known_on)).transpose()?;
    let shown = drawn.as_ref().map(|drawn| drawn.shown(ask, &place, "auto"));
    let document = pages::studio(&place, &charts, shown.as_ref()).map_err(Problem::internal)?;
    Ok(Answer::new(document, Policy::Page))
}
