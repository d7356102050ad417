//! Every read: out of the kept answers, else made by its verb, once however many ask at the same time.

use std::sync::Arc;

use actix_web::http::Method;
use actix_web::http::header::{self, HeaderValue};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, web};

use super::address;
use super::answer::Answer;
use super::ask::{Ask, Parameters};
use super::problem::{self, Problem};
use super::site::{Site, Stamp};
use crate::domain::Moment;

/// Makes an answer; may take its time.
pub(super) type Verb = fn(&mut Ask) -> Result<Answer, Problem>;

/// Who reads, and therefore what form errors take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Audience {
    /// Problem documents.
    Programs,
    /// Error pages.
    People,
}

/// One address that is read.
pub(super) struct Read {
    /// As OpenAPI writes it.
    pub(super) path: &'static str,
    pub(super) verb: Verb,
    pub(super) audience: Audience,
    /// Whether answers hold absolute addresses, and are kept by host.
    names_host: bool,
}

impl Read {
    /// Data, the same wherever it is asked for.
    pub(super) const fn data(path: &'static str, verb: Verb) -> Self {
        Self { path, verb, audience: Audience::Programs, names_host: false }
    }

    /// Data that holds absolute addresses.
    pub(super) const fn addressed(path: &'static str, verb: Verb) -> Self {
        Self { path, verb, audience: Audience::Programs, names_host: true }
    }

    /// A page.
    pub(super) const fn page(path: &'static str, verb: Verb) -> Self {
        Self { path, verb, audience: Audience::People, names_host: true }
    }
}

/// Answers a GET or HEAD.
pub(super) async fn read(read: &'static Read, request: HttpRequest, site: Data<Site>) -> HttpResponse {
    let stamp = site.stamp();
    if !read.names_host {
        let address = request.uri().path_and_query().map_or("", |whole| whole.as_str());
        if let Some(answer) = kept(&site, address, stamp) {
            return answer.respond(&request).await;
        }
    }
    match made(read, &request, site, stamp).await {
        Ok(answer) => answer.respond(&request).await,
        Err(problem) => problem::respond(&problem, read.audience),
    }
}

fn kept(site: &Site, key: &str, stamp: Stamp) -> Option<Arc<Answer>> {
    let answer = site.answers.get(key)?;
    if answer.stamp == Some(stamp) {
        return Some(answer);
    }
    site.answers.invalidate(key);
    None
}

async fn made(
    read: &'static Read,
    request: &HttpRequest,
    site: Data<Site>,
    stamp: Stamp,
) -> Result<Arc<Answer>, Arc<Problem>> {
    let base = if read.names_host { address::base(request)? } else { String::new() };
    let address = request.uri().path_and_query().map_or("", |whole| whole.as_str());
    let key = format!("{base}{address}");
    if read.names_host
        && let Some(answer) = kept(&site, &key, stamp)
    {
        return Ok(answer);
    }
    let mut ask = Ask {
        name: request.match_info().iter().next().map(|(_, name)| name.to_owned()).unwrap_or_default(),
        parameters: Parameters::parse(request.query_string()),
        base,
        today: Moment::now().day,
        site,
    };
    let answers = ask.site.answers.clone();
    let made = web::block(move || {
        answers.try_get_with(key.into_boxed_str(), || {
            let mut answer = (read.verb)(&mut ask)?;
            answer.stamp = Some(stamp);
            Ok(Arc::new(answer))
        })
    });
    match made.await {
        Ok(answer) => answer,
        Err(stopping) => Err(Arc::new(Problem::internal(stopping))),
    }
}

/// Answers a cross-origin page that asks whether it may read.
pub(super) async fn preflight() -> HttpResponse {
    let mut response = HttpResponse::NoContent().finish();
    let headers = response.headers_mut();
    headers.insert(header::ALLOW, HeaderValue::from_static(ALLOWED));
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static(ALLOWED));
    headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("If-None-Match"));
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400"));
    response
}

/// The methods of everything that is read.
pub(super) const ALLOWED: &str = "GET, HEAD, OPTIONS";

/// Whether a request is one of the methods of reads.
pub(super) fn is_read(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD)
}
