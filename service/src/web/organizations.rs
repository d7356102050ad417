//! `/organizations` and `/organizations/{code}`: the tree, and the newest figures of each of its nodes.

use super::answer::Answer;
use super::ask::Ask;
use super::headers::Policy;
use super::problem::Problem;
use super::{missing, widget};
use crate::domain::OrganizationCode;
use crate::publish::embed::Place;
use crate::publish::{pages, search};

pub(super) fn list(ask: &mut Ask) -> Result<Answer, Problem> {
    let lang = ask.parameters.lang();
    ask.parameters.finish("use lang")?;
    let catalogue = ask.app().snapshot().catalogue().clone();
    let place = Place::plain(&ask.base, lang, widget::loader());
    let document = pages::organizations(&place, &catalogue, ask.today).map_err(Problem::internal)?;
    Ok(Answer::new(document, Policy::Page))
}

pub(super) fn page(ask: &mut Ask) -> Result<Answer, Problem> {
    let lang = ask.parameters.lang();
    ask.parameters.finish("use lang")?;
    let catalogue = &ask.app().snapshot().catalogue().clone();
    let found = OrganizationCode::parse(&ask.name).ok().and_then(|code| catalogue.organization(&code));
    let organization =
        found.ok_or_else(|| missing::problem(ask, search::Kind::Organization, &ask.name, lang))?;
    let newest = ask.app().newest(&organization.code, ask.today);
    let place = Place::plain(&ask.base, lang, widget::loader());
    let sheet = pages::OrganizationSheet { organization, newest: &newest, today: ask.today };
    let document = pages::organization(&place, catalogue, &sheet).map_err(Problem::internal)?;
    Ok(Answer::new(document, Policy::Page))
}
