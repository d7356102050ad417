//! Addresses that nobody serves: one with a slash too many leads to the one without it, where there is one.

use std::sync::LazyLock;

use actix_web::dev::ResourceDef;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};

use super::reading;
use super::routes::{READS, pattern};
use super::{headers, problem};

static SERVED: LazyLock<Vec<ResourceDef>> =
    LazyLock::new(|| READS.iter().map(|read| ResourceDef::new(pattern(read.path))).collect());

/// 308 to the address without its slash, or 404.
pub(super) async fn elsewhere(request: HttpRequest) -> HttpResponse {
    let found = reading::is_read(request.method()).then(|| without_slash(&request)).flatten();
    let Some(address) = found else { return problem::no_such_address(request).await };
    HttpResponse::PermanentRedirect()
        .insert_header((header::LOCATION, address))
        .insert_header((header::CACHE_CONTROL, headers::READ))
        .insert_header((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
        .finish()
}

/// Only what is served is named: `//host/` would lead to another host, and every other slash to a second 404.
fn without_slash(request: &HttpRequest) -> Option<String> {
    let path = request.uri().path().strip_suffix('/')?;
    let query = request.uri().query().map_or_else(String::new, |query| format!("?{query}"));
    SERVED.iter().any(|served| served.is_match(path)).then(|| format!("{path}{query}"))
}
