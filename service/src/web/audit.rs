//! `GET /api/v1/audit`: who did what, for admins.

use actix_web::http::StatusCode;
use serde_json::json;

use super::ask::Parameters;
use super::desk;
use super::door::{Done, Visit};
use super::problem::Problem;
use crate::domain::{Actor, Entry, Invalid};

/// As many rows at once.
pub(super) const MOST: usize = 1_000;

/// Rows behind `after`, in order, and where the log ends.
pub(super) fn log(visit: &Visit, actor: &Actor) -> Result<Done, Problem> {
    let mut parameters = Parameters::parse(&visit.query);
    let number = |text: &str| {
        desk::number(text).ok_or_else(|| Invalid::new("row", text, "write the number of a row of the log"))
    };
    let after = parameters.take_as("after", number).unwrap_or(0);
    parameters.finish("the log takes after")?;
    let (entries, head) = visit.app().log(after, MOST, actor)?;
    let next = entries.last().map(|last| last.number).filter(|last| *last < head.number);
    let next = next.map(|last| format!("/api/v1/audit?after={last}"));
    let rows: Vec<_> = entries.iter().map(row).collect();
    Ok(Done::json(StatusCode::OK, &json!({ "receipt": head.to_string(), "rows": rows, "next": next })))
}

fn row(entry: &Entry) -> serde_json::Value {
    json!({
        "number": entry.number,
        "at": entry.at,
        "actor": entry.actor,
        "role": entry.role,
        "organization": entry.organization,
        "act": entry.act,
        "about": entry.about,
        "detail": entry.detail,
    })
}
