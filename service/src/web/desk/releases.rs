//! `/desk/releases`: what is to come, and what was, page by page.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;

use super::{Looking, line, number};
use crate::domain::{Act, Actor, HeldRelease, Invalid, Moment, Revision, SourceId};
use crate::publish::pages::{FilingLink, ReleaseLine, ReleasesPart, ReleasesSheet, Sheet};
use crate::publish::{Lang, words};
use crate::web::ask::Parameters;
use crate::web::door::{Done, Visit};
use crate::web::problem::Problem;

/// Releases that have come due on one page; those to come are all on the first.
const MOST: usize = 50;

/// Filings that a release names.
const NAMED: usize = 10;

/// The sheet.
pub(in crate::web) fn releases(visit: &Visit, actor: &Actor) -> Result<Done, Problem> {
    let mut parameters = Parameters::parse(&visit.query);
    let before = parameters.take_as("before", |text| {
        number(text).ok_or_else(|| Invalid::new("number", text, "write the number of a release"))
    });
    let source = parameters.take_as("source", |text| SourceId::parse(text.trim()));
    let path = page_before(before);
    let takes = "this page takes before, source and lang";
    let (looking, mut told) = Looking::with(visit, actor, path, parameters, takes)?;
    let (app, at) = (visit.app(), &visit.at);
    if let Some(source) = source {
        if let Some(filing) = app.filing_of(&source, actor, at)? {
            return Ok(Done::see(&looking.href(&format!("/desk/filings/{filing}"))));
        }
        told.refused = Some(format!("{} {source}", looking.said("desk_no_such_source")));
    }
    let mut past = app.releases(before, MOST + 1, actor, at)?;
    let has_more = past.len() > MOST;
    past.truncate(MOST);
    let earlier = past.last().filter(|_| has_more).map(|last| page_before(Some(last.id)));
    let numbers = app.release_numbers();
    let mut parts = Vec::new();
    if before.is_none() {
        let to_come = app.releases_to_come(actor, at)?;
        parts.push(part(
            &looking,
            "desk_to_come",
            (&to_come, &numbers),
            (Act::Cancel, "cancel", "desk_cancel"),
        ));
    }
    parts.push(part(
        &looking,
        "desk_past",
        (&past, &numbers),
        (Act::RollBack, "roll-back", "desk_roll_back"),
    ));
    let lang = if looking.lang == Lang::En { "&lang=en" } else { "" };
    let earlier = earlier.map(|path| format!("{path}{lang}"));
    let newest = before.map(|_| looking.href(&page_before(None)));
    let sheet = ReleasesSheet { told, parts, earlier, newest };
    looking.page(StatusCode::OK, &Sheet::Releases(sheet))
}

fn page_before(before: Option<u64>) -> String {
    before.map_or_else(|| "/desk/releases".to_owned(), |id| format!("/desk/releases?before={id}"))
}

/// Releases of a kind, and the act that takes one of them back: with its address and its name.
fn part(
    looking: &Looking<'_>,
    title: &str,
    (all, numbers): (&[HeldRelease], &BTreeMap<u64, Revision>),
    back: (Act, &str, &str),
) -> ReleasesPart {
    ReleasesPart {
        title: looking.said(title),
        releases: all.iter().map(|one| listed(looking, one, numbers.get(&one.id).copied(), back)).collect(),
    }
}

fn listed(
    looking: &Looking<'_>,
    one: &HeldRelease,
    public: Option<Revision>,
    (act, verb, text): (Act, &str, &str),
) -> ReleaseLine {
    let may = looking.actor.may(act) && one.ended.is_none();
    // Readers know a filing by the number of its release and its place there; staff by its own.
    let filing = |(place, filing): (usize, &Revision)| {
        let source = public.map(|number| SourceId::of_filing_among(number, place).to_string());
        FilingLink { source, ..looking.link(*filing, None) }
    };
    let moment = Moment::of_millis(one.decided.due.unwrap_or(one.decided.made));
    ReleaseLine {
        id: one.id,
        number: public.map(|number| number.to_string()),
        href: public.map(|number| looking.href(&format!("/releases/{number}"))),
        when: words::moment(&moment, looking.lang),
        by: one.decided.by.clone(),
        reason: one.decided.reason.clone(),
        filings: one.filings.iter().enumerate().take(NAMED).map(filing).collect(),
        more: one.filings.len().saturating_sub(NAMED),
        ended: one.ended.as_ref().map(|ended| {
            let said = line(looking, ended);
            format!("{} · {} · {} {}", said.when, said.what, said.by, said.reason).trim_end().to_owned()
        }),
        action: may.then(|| format!("/desk/releases/{}/{verb}", one.id)),
        action_name: match public {
            Some(number) => format!("{} {number}", looking.said(text)),
            None => looking.said(text),
        },
    }
}
