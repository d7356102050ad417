//! `/api/v1/{indicators,organizations,periods,charts,sources,catalogue}`: what can be asked.

use std::sync::Arc;

use super::answer::Answer;
use super::ask::Ask;
use super::headers::Policy;
use super::problem::Problem;
use crate::domain::{Catalogue, Revision};
use crate::publish::linked::dcat::{self, Shelf};
use crate::publish::{Document, catalogue};

pub(super) fn indicators(ask: &mut Ask) -> Result<Answer, Problem> {
    listed(ask, catalogue::indicators)
}

pub(super) fn organizations(ask: &mut Ask) -> Result<Answer, Problem> {
    listed(ask, catalogue::organizations)
}

pub(super) fn charts(ask: &mut Ask) -> Result<Answer, Problem> {
    listed(ask, catalogue::charts)
}

pub(super) fn sources(ask: &mut Ask) -> Result<Answer, Problem> {
    listed(ask, catalogue::sources)
}

pub(super) fn periods(ask: &mut Ask) -> Result<Answer, Problem> {
    ask.parameters.finish("this list takes no parameters")?;
    let snapshot = ask.app().snapshot();
    Ok(Answer::new(catalogue::periods(snapshot.periods(), snapshot.revision()), Policy::Data))
}

pub(super) fn json_ld(ask: &mut Ask) -> Result<Answer, Problem> {
    shelf(ask, dcat::json_ld)
}

pub(super) fn turtle(ask: &mut Ask) -> Result<Answer, Problem> {
    shelf(ask, dcat::turtle)
}

/// Everything that can be asked, to those who follow links.
fn shelf(ask: &mut Ask, write: impl Fn(&Shelf<'_>) -> Document) -> Result<Answer, Problem> {
    ask.parameters.finish("this list takes no parameters")?;
    let snapshot = ask.app().snapshot();
    let shelf = Shelf {
        catalogue: snapshot.catalogue(),
        periods: snapshot.periods(),
        version: ask.app().version(snapshot.revision()),
        released_on: ask.app().released().first().map(|one| one.at.day),
        base: &ask.base,
    };
    Ok(Answer::new(write(&shelf), Policy::Data))
}

fn listed(ask: &mut Ask, list: impl Fn(&Catalogue, Revision) -> Document) -> Result<Answer, Problem> {
    ask.parameters.finish("this list takes no parameters")?;
    let snapshot = ask.app().snapshot();
    let catalogue: &Arc<Catalogue> = snapshot.catalogue();
    Ok(Answer::new(list(catalogue, snapshot.revision()), Policy::Data))
}
