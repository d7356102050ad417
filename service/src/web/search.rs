//! `/search`: indicators, organizations, charts and briefings by the words of their names.

use super::answer::Answer;
use super::ask::Ask;
use super::headers::Policy;
use super::problem::Problem;
use super::widget;
use crate::publish::embed::Place;
use crate::publish::pages;
use crate::publish::search::{self, Shelves};

/// What is shown of what was found.
const MOST: usize = 50;

/// Letters that are looked for; a longer text is cut.
const LONGEST: usize = 200;

pub(super) fn page(ask: &mut Ask) -> Result<Answer, Problem> {
    let lang = ask.parameters.lang();
    let text = ask.parameters.take("q").unwrap_or_default();
    ask.parameters.finish("use q or lang")?;
    let text: String = text.trim().chars().take(LONGEST).collect();
    let snapshot = ask.app().snapshot();
    let (catalogue, periods) = (snapshot.catalogue(), snapshot.periods());
    let hits = search::search(Shelves { catalogue, periods, today: ask.today }, &text, lang, MOST);
    let place = Place::plain(&ask.base, lang, widget::loader());
    Ok(Answer::new(pages::search(&place, &text, &hits).map_err(Problem::internal)?, Policy::Page))
}
