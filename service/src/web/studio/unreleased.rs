//! `/studio/unreleased/{link}`: a chart with figures that are not public, for who was sent the link.

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName};

use super::super::ask::Parameters;
use super::super::charts::Drawn;
use super::super::door::{Done, Visit};
use super::super::problem::Problem;
use super::super::words;
use super::build::{Made, asked};
use super::kept::ask;
use crate::publish::chart;
use crate::publish::embed::Place;
use crate::publish::pages::{self, Unreleased};

pub(in crate::web) fn unreleased(visit: &Visit) -> Result<Done, Problem> {
    let mut parameters = Parameters::parse(&visit.query);
    let lang = parameters.lang();
    let fields = parameters.draft();
    parameters.finish("open the link as it was sent")?;
    let place = Place::plain(&visit.base, lang, None);
    let path = visit.name("link");
    let Some(shared) = visit.app().shared(path, &fields, &visit.at)? else {
        let over = Unreleased { path, fields: &fields.parameters(), until: None, told: &[] };
        return page(StatusCode::GONE, &place, &over, None);
    };
    let ask = ask(visit);
    let snapshot = visit.app().snapshot();
    let (first, own) = asked(&fields, snapshot.catalogue());
    // What is to be seen here is most often of a period of which nothing is public.
    let filed =
        first.map(|one| visit.app().unreleased_periods(one, own.as_ref(), (&shared.actor, &visit.at)));
    let made = Made::with(&ask, fields, "draft", lang, filed.transpose()?.unwrap_or_default());
    let mut told = made.told.clone();
    let mut drawn = None;
    if let Some(spec) = made.spec {
        match visit.app().answer_unreleased(&chart::query(&spec, None), &shared.actor, &visit.at)? {
            Ok(report) => drawn = Some(Drawn::unsaved(spec, report, lang)),
            Err(refusal) => told.push(words::refusal(&refusal, lang)),
        }
    }
    let shown = drawn.as_ref().map(|drawn| pages::Shown {
        spec: &drawn.spec,
        report: &drawn.report,
        dataset: &drawn.dataset,
        sentence: drawn.sentence(),
        place: &place,
        theme: "auto",
        newer: None,
    });
    let until = shared.until.on_the_clock();
    let open = Unreleased { path, fields: &made.draft.parameters(), until: Some(&until), told: &told };
    page(StatusCode::OK, &place, &open, shown.as_ref())
}

/// Kept by nobody, found by no search, and told to no page that is opened from it.
fn page(
    status: StatusCode,
    place: &Place<'_>,
    unreleased: &Unreleased<'_>,
    shown: Option<&pages::Shown<'_>>,
) -> Result<Done, Problem> {
    let document = pages::studio_unreleased(place, unreleased, shown).map_err(Problem::internal)?;
    let done = Done::document(status, document);
    Ok(done
        .with(HeaderName::from_static("x-robots-tag"), "noindex, nofollow".to_owned())
        .with(header::PRAGMA, "no-cache".to_owned()))
}
