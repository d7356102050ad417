//! `POST /api/v1/tokens/{token}/revoke`: one that leaked ends at once, from anywhere.

use actix_web::http::StatusCode;
use serde_json::json;

use super::door::{Done, Visit};
use super::problem::Problem;
use crate::domain::Actor;

/// 200 also when it was revoked before: what was asked for holds.
pub(super) fn revoke(visit: &Visit, by: &Actor) -> Result<Done, Problem> {
    let name = visit.name("token");
    if visit.app().revoke_token(name, by, &visit.at)? {
        return Ok(Done::json(StatusCode::OK, &json!({ "token": name, "revoked": true })));
    }
    let is_one = visit.app().tokens(by)?.iter().any(|token| token.name == name);
    if !is_one {
        return Err(Problem::NoSuchToken(name.chars().take(80).collect()));
    }
    Ok(Done::json(StatusCode::OK, &json!({ "token": name, "revoked": true })))
}
