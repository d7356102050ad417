//! `/api/v1/webhooks`: whom releases and stale claims are told.

use actix_web::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::door::{Done, Visit};
use super::problem::Problem;
use crate::domain::{Actor, Invalid, WebhookAddress};

/// 201 with what signs its messages, this once.
pub(super) fn set(visit: &Visit, by: &Actor) -> Result<Done, Problem> {
    let body: Value = serde_json::from_slice(&visit.body).unwrap_or_default();
    let address = body["address"].as_str().unwrap_or_default();
    let address = WebhookAddress::parse(address).map_err(|wrong: Invalid| Problem::Invalid(vec![wrong]))?;
    let (id, secret) = visit.app().set_webhook(&address, by, &visit.at)?;
    let secret = format!("whsec_{}", STANDARD.encode(secret));
    let value = json!({ "webhook": id.to_string(), "address": address.as_str(), "secret": secret });
    Ok(Done::json(StatusCode::CREATED, &value))
}

pub(super) fn list(visit: &Visit, by: &Actor) -> Result<Done, Problem> {
    let all = visit.app().webhooks(by)?.into_iter().map(|one| {
        json!({
            "webhook": one.id.to_string(),
            "address": one.address,
            "set_at": one.made_at,
            "waiting": one.waiting,
            "last": one.outcome,
        })
    });
    Ok(Done::json(StatusCode::OK, &json!({ "webhooks": all.collect::<Vec<_>>() })))
}

pub(super) fn end(visit: &Visit, by: &Actor) -> Result<Done, Problem> {
    let number = visit.name("webhook");
    if !visit.app().end_webhook(number.parse().unwrap_or(0), by, &visit.at)? {
        return Err(Problem::NoSuch("webhook", number.chars().take(20).collect()));
    }
    Ok(Done::json(StatusCode::OK, &json!({ "webhook": number, "ended": true })))
}
