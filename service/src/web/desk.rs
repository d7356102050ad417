//! `/desk`: where who may files, accepts and releases.

use actix_web::http::StatusCode;

use super::ask::Parameters;
use super::door::{Done, Visit};
use super::problem::Problem;
use crate::domain::Actor;
use crate::publish::pages;

/// Who is signed in, and the way out.
pub(super) fn desk(visit: &Visit, actor: &Actor) -> Result<Done, Problem> {
    let mut parameters = Parameters::parse(&visit.query);
    let lang = parameters.lang();
    parameters.finish("this page takes lang")?;
    let snapshot = visit.app().snapshot();
    let organization = actor.organization.as_ref().and_then(|code| snapshot.catalogue().organization(code));
    let page = pages::desk(&pages::Desk { base: &visit.base, lang, actor, organization })
        .map_err(Problem::internal)?;
    Ok(Done::document(StatusCode::OK, page))
}
