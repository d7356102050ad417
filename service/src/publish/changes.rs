//! What has changed between two states of knowledge, as JSON and CSV: each figure as it stood and as it stands.

use serde_json::{Value, json};

use super::dialect::Dialect;
use super::{Document, Lang, csv, escape, json as answer, name, words};
use crate::domain::{Catalogue, Known, Observation, Since};
use crate::rollup::vintages::{Difference, DifferenceKind, Differences};

/// Where the reader of this page goes on: at the rest of the changes, or at what is known after the last one.
#[must_use]
pub fn next(page: &Differences) -> Since {
    match &page.rest {
        Some(after) => Since::Rest { from: page.from, to: page.to, after: after.clone() },
        None => Since::Known(page.to),
    }
}

/// The page as JSON.
#[must_use]
pub fn json(page: &Differences) -> Document {
    let value = json!({
        "from": known(page.from),
        "to": known(page.to),
        "changes": page.changes.iter().map(|one| change(&page.catalogue, one)).collect::<Vec<_>>(),
        "more": page.rest.is_some(),
        "next": next(page).to_string(),
    });
    Document::json(&value, answer::CONTENT_TYPE)
}

fn known(known: Known) -> Value {
    json!({"known_on": known.on.to_string(), "revision": known.revision.to_string()})
}

/// A figure as it stood and as it stands.
pub(super) fn change(catalogue: &Catalogue, change: &Difference) -> Value {
    let Some(figure) = change.figure() else { return Value::Null };
    json!({
        "indicator": figure.indicator.as_str(),
        "organization": figure.organization.as_str(),
        "period": figure.period.to_string(),
        "measure": figure.measure.as_str(),
        "breakdown": answer::breakdown(&figure.breakdown),
        "kind": kind(change.kind),
        "before": change.before.as_ref().map(|one| answer::stated(catalogue, one)),
        "after": change.after.as_ref().map(|one| answer::stated(catalogue, one)),
    })
}

/// The word for what a change means.
pub(super) fn kind(kind: DifferenceKind) -> &'static str {
    match kind {
        DifferenceKind::New => "new",
        DifferenceKind::Revised => "revised",
        DifferenceKind::Confirmed => "confirmed",
        DifferenceKind::Withdrawn => "withdrawn",
        DifferenceKind::Hidden => "hidden",
    }
}

/// What is said of a figure before and after, each under `before_` and `after_`.
const STATED: [&str; 7] = ["value", "as_of", "qualifier", "status", "source", "known_on", "revision"];

/// The columns, in order.
#[must_use]
pub fn columns() -> Vec<String> {
    let cell = ["indicator", "organization", "period", "breakdown", "measure", "kind"].map(ToOwned::to_owned);
    let stated = ["before", "after"].into_iter().flat_map(|when| STATED.map(|what| format!("{when}_{what}")));
    let names = ["unit", "indicator_name", "organization_name"].map(ToOwned::to_owned);
    cell.into_iter().chain(stated).chain(names).collect()
}

/// The page as CSV (RFC 4180); the names are in the reader's language.
#[must_use]
pub fn table(page: &Differences, lang: Lang) -> Document {
    csv::written(
        std::iter::once(columns())
            .chain(page.changes.iter().filter_map(|one| row(&page.catalogue, one, lang))),
        Dialect::Standard,
    )
}

fn row(catalogue: &Catalogue, change: &Difference, lang: Lang) -> Option<Vec<String>> {
    let figure = change.figure()?;
    let indicator = catalogue.indicator(&figure.indicator);
    let organization = catalogue.organization(&figure.organization);
    let mut row = vec![
        figure.indicator.to_string(),
        figure.organization.to_string(),
        figure.period.to_string(),
        figure.breakdown.to_string(),
        figure.measure.to_string(),
        kind(change.kind).to_owned(),
    ];
    for said in [&change.before, &change.after] {
        row.extend(said.as_ref().map_or_else(|| STATED.map(|_| String::new()), |one| stated(catalogue, one)));
    }
    row.extend([
        escape::csv_text(indicator.map_or("", |one| words::unit(one, lang))),
        escape::csv_text(indicator.map_or("", |one| name(&one.names, lang))),
        escape::csv_text(organization.map_or("", |one| name(&one.names, lang))),
    ]);
    Some(row)
}

fn stated(catalogue: &Catalogue, observation: &Observation) -> [String; 7] {
    let figure = &observation.figure;
    [
        answer::kept(catalogue, figure).map(|one| one.to_string()).unwrap_or_default(),
        figure.as_of.map(|day| day.to_string()).unwrap_or_default(),
        figure.qualifier.map(|one| one.to_string()).unwrap_or_default(),
        figure.status.to_string(),
        figure.source.as_ref().map(ToString::to_string).unwrap_or_default(),
        observation.known_on.to_string(),
        observation.revision.to_string(),
    ]
}
