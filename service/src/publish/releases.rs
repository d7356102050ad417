//! What was released, as JSON: the list, and one of them with what it changed.

use serde_json::{Value, json};

use super::{Document, changes, json as answer};
use crate::domain::{Moment, Redefinition, Released, Revision, Step, Version};
use crate::rollup::vintages::{Difference, DifferenceKind, Differences};

/// Changes of one kind that are told with a release.
pub(super) const TOLD: usize = 20;

/// Things that are named of a catalogue.
const NAMED: usize = 100;

/// Some of the releases, the newest first, and the catalogues between them that changed what figures mean; `next` is the number
/// before which the others are asked for, `version` that of what is published now.
#[must_use]
pub fn json(
    version: Version,
    releases: &[Released],
    redefinitions: &[Redefinition],
    next: Option<Revision>,
) -> Document {
    let value = json!({
        "version": version.to_string(),
        "releases": releases.iter().map(release).collect::<Vec<_>>(),
        "definitions": redefinitions.iter().map(redefinition).collect::<Vec<_>>(),
        "next": next.map(|number| number.to_string()),
    });
    Document::json(&value, answer::CONTENT_TYPE)
}

const KINDS: [DifferenceKind; 5] = [
    DifferenceKind::New,
    DifferenceKind::Revised,
    DifferenceKind::Withdrawn,
    DifferenceKind::Confirmed,
    DifferenceKind::Hidden,
];

/// One release: how many figures are new, revised, withdrawn, confirmed or hidden, and the first of each.
#[must_use]
pub fn one(of: &Released, page: &Differences) -> Document {
    let mut value = release(of);
    let (mut counts, mut first) = (json!({}), json!({}));
    for kind in KINDS {
        let all: Vec<&Difference> = page.changes.iter().filter(|one| one.kind == kind).collect();
        let told = all.iter().take(TOLD).map(|one| changes::change(&page.catalogue, one));
        first[changes::kind(kind)] = told.collect();
        counts[changes::kind(kind)] = all.len().into();
    }
    value["counts"] = counts;
    // Where there are more than are counted, the counts are the least that there are.
    value["complete"] = page.rest.is_none().into();
    value["first"] = first;
    Document::json(&value, answer::CONTENT_TYPE)
}

/// What every public number has: its version, the step to it, and when it came.
fn numbered(number: Revision, version: Version, step: Step, at: &Moment) -> Value {
    json!({
        "revision": number.to_string(),
        "version": version.to_string(),
        "change": step.as_str(),
        "at": at.instant,
        "day": at.day.to_string(),
    })
}

fn release(one: &Released) -> Value {
    let before = one.number.0.saturating_sub(1);
    let mut value = numbered(one.number, one.version, one.step, &one.at);
    value["filings"] = json!(one.filings);
    value["rolled_back"] = json!(one.rolled_back.as_ref().map(|back| {
        json!({
            "day": back.known.on.to_string(),
            "revision": back.known.revision.to_string(),
            "version": back.version.to_string(),
        })
    }));
    value["release"] = format!("/api/v1/releases/{}", one.number).into();
    value["changes"] = format!("/api/v1/changes?from={before}&to={}", one.number).into();
    value
}

fn redefinition(one: &Redefinition) -> Value {
    let changes = one.changes.iter().take(NAMED).map(|change| {
        json!({
            "thing": change.thing.as_str(),
            "code": change.code,
            "what": change.what,
            "change": change.step().as_str(),
        })
    });
    let mut value = numbered(one.number, one.version, one.step, &one.at);
    value["changes"] = changes.collect();
    value["more"] = one.changes.len().saturating_sub(NAMED).into();
    value
}
