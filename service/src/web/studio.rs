//! `/studio`: the gallery of saved charts, each of them with a live preview and the four grades of embed to copy; and the builder.

pub(super) mod acts;
pub(super) mod build;
pub(super) mod kept;
pub(super) mod unreleased;

use super::answer::Answer;
use super::ask::Ask;
use super::charts::Drawn;
use super::headers::Policy;
use super::problem::Problem;
use super::widget;
use crate::domain::{Catalogue, ChartSpec, Date, Slug};
use crate::publish::embed::Place;
use crate::publish::{Lang, pages};

pub(super) fn studio(ask: &mut Ask) -> Result<Answer, Problem> {
    let lang = ask.parameters.lang();
    let known_on = ask.parameters.day_of_form("known_on");
    let wanted = ask.parameters.take("chart");
    let words = ask.parameters.take("q").unwrap_or_default();
    let page = ask.parameters.number("page", "write a number from 1 on").unwrap_or(1);
    ask.parameters.finish("use lang, q and page, or chart and known_on")?;
    let catalogue = ask.app().snapshot().catalogue().clone();
    match wanted {
        Some(slug) => {
            let spec = saved(&catalogue, &slug, ask.today)?;
            chart(ask, spec, lang, known_on)
        }
        None => gallery(ask, &catalogue, lang, (&words, page)),
    }
}

/// The chart of the catalogue, unless it was withdrawn.
fn saved(catalogue: &Catalogue, slug: &str, today: Date) -> Result<ChartSpec, Problem> {
    let found = Slug::parse(slug).ok().and_then(|slug| catalogue.chart(&slug).cloned());
    let found = found.filter(|spec| spec.gone(today).is_none());
    found.ok_or_else(|| Problem::NoSuchChart(slug.chars().take(80).collect()))
}

fn chart(ask: &Ask, spec: ChartSpec, lang: Lang, known_on: Option<Date>) -> Result<Answer, Problem> {
    let place = Place { known_on, ..Place::plain(&ask.base, lang, widget::loader()) };
    let drawn = Drawn::draw(ask, spec, lang, known_on)?;
    let document = pages::studio_chart(&drawn.shown(ask, &place, "auto")).map_err(Problem::internal)?;
    Ok(Answer::new(document, Policy::Page))
}

fn gallery(
    ask: &Ask,
    catalogue: &Catalogue,
    lang: Lang,
    (words, page): (&str, usize),
) -> Result<Answer, Problem> {
    let words: String = words.chars().take(100).collect();
    let found = pages::found(catalogue, &words, ask.today);
    let page = page.clamp(1, found.len().div_ceil(pages::CARDS).max(1));
    let cards = found.iter().skip((page - 1) * pages::CARDS).take(pages::CARDS).filter_map(|spec| {
        let drawn = Drawn::draw(ask, (*spec).clone(), lang, None).ok()?;
        Some(pages::card(&drawn.spec, &drawn.dataset, drawn.sentence()))
    });
    let place = Place::plain(&ask.base, lang, widget::loader());
    let wanted = pages::Wanted { words: words.trim(), page, found: found.len() };
    let document = pages::studio(&place, cards.collect(), &wanted).map_err(Problem::internal)?;
    Ok(Answer::new(document, Policy::Page))
}
