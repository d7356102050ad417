//! `/healthz` and `/readyz`, for operators.

use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpResponse, web};

use super::site::Site;

/// 200 as long as requests are answered at all.
pub(super) async fn alive() -> HttpResponse {
    plain(&mut HttpResponse::Ok(), "alive\n")
}

/// 200 only when reads will succeed.
pub(super) async fn ready(site: Data<Site>) -> HttpResponse {
    match web::block(move || site.app.ready()).await {
        Ok(true) => plain(&mut HttpResponse::Ok(), "ready\n"),
        Ok(false) | Err(_) => plain(&mut HttpResponse::ServiceUnavailable(), "the store cannot be read\n"),
    }
}

fn plain(response: &mut actix_web::HttpResponseBuilder, text: &'static str) -> HttpResponse {
    response
        .insert_header((header::CONTENT_TYPE, "text/plain; charset=utf-8"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(text)
}
