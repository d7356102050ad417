//! Forms as JSON: who files what, when it is due, and who has.

use serde_json::{Value, json};

use super::Document;
use super::catalogue::{CONTENT_TYPE, list};
use super::fields::names;
use super::json::breakdown;
use crate::domain::{
    Catalogue, Form, FormCell, FormItem, OrganizationCode, Period, Progress, Received, Reporter, Revision,
    Standing,
};

/// The forms.
#[must_use]
pub fn forms(catalogue: &Catalogue, revision: Revision) -> Document {
    list("forms", revision, catalogue.forms().iter().map(summary))
}

/// A form with its cells, in order; with a period, when that is due and from whom.
#[must_use]
pub fn form(catalogue: &Catalogue, form: &Form, period: Option<Period>, revision: Revision) -> Document {
    let mut value = summary(form);
    value["revision"] = revision.to_string().into();
    value["items"] = form.items.iter().map(|one| item(catalogue, one)).collect();
    value["cells"] = form.cells(catalogue).iter().map(cell).collect();
    if let Some(period) = period {
        let expected = catalogue.expected(form, period);
        let parts = expected.iter().filter_map(|one| {
            let (from, to) = form.part(one, period)?;
            Some(json!({"organization": one.code.as_str(), "from": from.to_string(), "to": to.to_string()}))
        });
        value["period"] = json!({
            "code": period.to_string(),
            "opens": form.opens(period).to_string(),
            "closes": form.closes(period).to_string(),
            "due": form.due(period).to_string(),
            "expected": expected.iter().map(|one| one.code.as_str()).collect::<Vec<_>>(),
            "parts": parts.collect::<Vec<_>>(),
        });
    }
    Document::json(&value, CONTENT_TYPE)
}

fn summary(form: &Form) -> Value {
    json!({
        "code": form.code.as_str(),
        "names": names(&form.names),
        "kinds": form.kinds.iter().map(|kind| kind.as_str()).collect::<Vec<_>>(),
        "periods": form.periods.iter().map(|kind| kind.as_str()).collect::<Vec<_>>(),
        "closing_day": form.closing_day.map(|day| day.get()),
        "due_days": form.due_days,
        "valid_from": form.validity.from.map(|day| day.to_string()),
        "valid_to": form.validity.until.map(|day| day.to_string()),
        "partial": form.partial.as_str(),
    })
}

fn item(catalogue: &Catalogue, item: &FormItem) -> Value {
    json!({
        "indicator": item.indicator.as_str(),
        "names": catalogue.indicator(&item.indicator).map(|one| names(&one.names)),
        "breakdown": item.breakdown.to_string(),
        "measures": item.measures.iter().map(|measure| measure.as_str()).collect::<Vec<_>>(),
        "required": item.required,
    })
}

fn cell(cell: &FormCell) -> Value {
    json!({
        "indicator": cell.indicator.as_str(),
        "breakdown": breakdown(&cell.breakdown),
        "measure": cell.measure.as_str(),
        "required": cell.required,
    })
}

/// Who has filed a form, and who has not.
#[must_use]
pub fn progress(catalogue: &Catalogue, progress: &Progress) -> Value {
    let complete = progress.expected.iter().filter(|one| one.complete).count();
    json!({
        "form": progress.form.as_str(),
        "period": progress.period.to_string(),
        "opens": progress.opens.to_string(),
        "closes": progress.closes.to_string(),
        "due": progress.due.to_string(),
        "is_over": progress.is_over,
        "expected": progress.expected.len(),
        "received": progress.received(),
        "complete": complete,
        "on_time": progress.count(Standing::OnTime),
        "late": progress.count(Standing::Late),
        "missing": progress.count(Standing::Missing),
        "organizations": progress.expected.iter().map(|one| reporter(catalogue, one)).collect::<Vec<_>>(),
        "others": progress.others.iter().map(|one| reporter(catalogue, one)).collect::<Vec<_>>(),
    })
}

fn reporter(catalogue: &Catalogue, one: &Reporter) -> Value {
    let named = |code: &OrganizationCode| catalogue.organization(code).map(|one| names(&one.names));
    json!({
        "organization": one.organization.as_str(),
        "names": named(&one.organization),
        "part": one.part.map(|(from, to)| json!({"from": from.to_string(), "to": to.to_string()})),
        "standing": one.standing.as_str(),
        "complete": one.complete,
        "filings": one.filings.iter().map(received).collect::<Vec<_>>(),
    })
}

fn received(one: &Received) -> Value {
    json!({
        "revision": one.revision.to_string(),
        "filed_on": one.filed_on.to_string(),
        "cells": one.cells,
        "complete": one.complete,
    })
}
