//! `/` and the small files every site has.

use super::answer::Answer;
use super::ask::Ask;
use super::charts::Drawn;
use super::headers::Policy;
use super::problem::Problem;
use super::{charts, releases, widget};
use crate::publish::embed::Place;
use crate::publish::{Document, page, pages, png};

pub(super) fn front(ask: &mut Ask) -> Result<Answer, Problem> {
    let lang = ask.parameters.lang();
    ask.parameters.finish("use lang")?;
    let snapshot = ask.app().snapshot();
    let catalogue = snapshot.catalogue().clone();
    let newest = releases::newest(ask, lang)?;
    let cards =
        catalogue.parts().charts.iter().filter(|spec| spec.gone(ask.today).is_none()).filter_map(|spec| {
            let drawn = Drawn::draw(ask, spec.clone(), lang, None).ok()?;
            Some(pages::card(&drawn.spec, &drawn.dataset, drawn.sentence()))
        });
    let place = Place::plain(&ask.base, lang, widget::loader());
    let front = pages::Front {
        catalogue: &catalogue,
        periods: snapshot.periods(),
        cards: cards.collect(),
        newest: newest.as_ref(),
    };
    let document = pages::front(&place, front).map_err(Problem::internal)?;
    Ok(Answer::new(document, Policy::Page))
}

/// What social networks show of a page without a chart.
pub(super) fn card(ask: &mut Ask) -> Result<Answer, Problem> {
    let lang = ask.parameters.lang();
    ask.parameters.finish("use lang")?;
    let svg = pages::site_card(lang).map_err(Problem::internal)?;
    let painted =
        ask.site.pictures.pass(|| png::picture(&svg, png::Size::Card)).map_err(|_| Problem::Busy)?;
    Ok(Answer::new(painted.map_err(charts::unpainted)?, Policy::Picture))
}

pub(super) fn robots(_: &mut Ask) -> Result<Answer, Problem> {
    let text = "User-agent: *\nDisallow: /api/v1/\nDisallow: /embed/\n".to_owned();
    Ok(Answer::new(Document::text(text, "text/plain; charset=utf-8"), Policy::Data))
}

pub(super) fn icon(_: &mut Ask) -> Result<Answer, Problem> {
    let icon = page::text("assets/favicon.svg").to_owned();
    Ok(Answer::new(Document::text(icon, "image/svg+xml"), Policy::Picture))
}
