//! The second step of a release that would put an older filing over a newer one: what it would change, and why it is wanted.

use std::collections::BTreeSet;

use actix_web::http::StatusCode;

use super::{Looking, in_words, state};
use crate::app::{OverNewer, Overtaken};
use crate::domain::{Actor, Revision, When};
use crate::publish::Lang;
use crate::publish::pages::{DifferenceLine, FilingLink, OverSheet, Sheet, Told};
use crate::web::door::{Done, Visit};
use crate::web::problem::Problem;
use crate::web::words;

/// The sheet, which nothing was done before.
pub(super) fn confirm(
    (visit, actor, lang): (&Visit, &Actor, Lang),
    (filings, when): (&[Revision], &When),
    found: &OverNewer,
) -> Result<Done, Problem> {
    let looking = Looking { visit, actor, lang, path: "/desk/releases".to_owned() };
    let snapshot = visit.app().snapshot();
    let filing = looking.said("desk_filing_lower");
    let line = |one: &Overtaken| {
        let [cell, about] = in_words(snapshot.catalogue(), &one.figure, lang);
        let of = |said, number| format!("{} · {filing} {number}", state(said, lang));
        let (known, filed) = (of(&one.newer, one.over), of(&one.older, one.filing));
        DifferenceLine { cell, about, known, filed }
    };
    let links = |filings: &BTreeSet<Revision>| -> Vec<FilingLink> {
        filings.iter().map(|filing| looking.link(*filing, None)).collect()
    };
    let (when, at) = match when {
        When::Now => ("now", String::new()),
        When::At(moment) => ("at", moment.on_the_clock().replace(' ', "T")),
    };
    let sheet = OverSheet {
        told: Told { notice: None, refused: Some(looking.said("desk_over_refused")) },
        filings: links(&filings.iter().copied().collect()),
        newer: links(&found.over),
        when,
        at,
        counts: words::counted(found.count, found.cells.len(), lang),
        differences: found.cells.iter().map(line).collect(),
    };
    looking.page(StatusCode::CONFLICT, &Sheet::Over(sheet))
}
