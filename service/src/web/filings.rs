//! `POST /api/v1/filings`: figures come in.

use actix_web::http::header;
use actix_web::web::{self, Data, Payload};
use actix_web::{HttpRequest, HttpResponse};
use serde_json::json;

use super::problem::{self, Audience, Problem};
use super::site::Site;
use crate::app::{AcceptError, Accepted, Submission};
use crate::domain::{Bearer, Filer, Invalid, Moment, parameters};
use crate::intake::problem::Lang;
use crate::intake::{Format, TooLarge};

/// 201 with the revision; 200 when the same bytes were filed before.
pub(super) async fn accept(request: HttpRequest, payload: Payload, site: Data<Site>) -> HttpResponse {
    match filed(&request, payload, site).await {
        Ok(accepted) => kept(accepted),
        Err(problem) => problem::respond(&problem, Audience::Programs),
    }
}

async fn filed(request: &HttpRequest, payload: Payload, site: Data<Site>) -> Result<Accepted, Problem> {
    let at = Moment::now();
    let filer = filer(request, &site, &at).await?;
    let format = format(request)?;
    let numbers = Options::parse(request.query_string()).map_err(Problem::Invalid)?.numbers;
    let bytes = body(request, payload, site.app.limits().bytes).await?;
    let accepted =
        web::block(move || site.app.accept(&Submission { bytes: &bytes, format, filer, at, numbers }));
    accepted.await.map_err(Problem::internal)?.map_err(|fault| match fault {
        AcceptError::Faulty(problems) => Problem::Faulty(problems),
        AcceptError::TooLarge(limit) => Problem::TooLarge(limit),
        AcceptError::Store(fault) => fault.into(),
    })
}

/// What the address says beside the file.
#[derive(Debug, Default)]
struct Options {
    /// How its numbers are written.
    numbers: Option<Lang>,
}

impl Options {
    fn parse(query: &str) -> Result<Self, Vec<Invalid>> {
        let mut options = Self::default();
        let mut wrong = Vec::new();
        for (name, value) in parameters(query) {
            let read = value.and_then(|value| options.take(&name, &value));
            wrong.extend(read.err());
        }
        if wrong.is_empty() { Ok(options) } else { Err(wrong) }
    }

    fn take(&mut self, name: &str, value: &str) -> Result<(), Invalid> {
        match name {
            "locale" => {
                let invalid = || Invalid::new("locale", value, "write vi (81.033,18) or en (81,033.18)");
                self.numbers = Some(Lang::parse(value).ok_or_else(invalid)?);
            }
            _ => return Err(Invalid::new("parameter", name, "a filing takes locale")),
        }
        Ok(())
    }
}

async fn filer(request: &HttpRequest, site: &Data<Site>, at: &Moment) -> Result<Filer, Problem> {
    let header = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let (scheme, token) = header.and_then(|header| header.split_once(' ')).ok_or(Problem::NoToken)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(Problem::NoToken);
    }
    let (site, token, at) = (site.clone(), token.trim().to_owned(), at.clone());
    let filer = web::block(move || site.app.filer(&token, &at));
    match filer.await.map_err(Problem::internal)?? {
        Bearer::Filer(filer) => Ok(filer),
        Bearer::NotAllowed(role) => Err(Problem::MayNotFile(role)),
        Bearer::Unknown => Err(Problem::BadToken),
    }
}

fn format(request: &HttpRequest) -> Result<Format, Problem> {
    let header =
        request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let media_type = header.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    [Format::Csv, Format::Json]
        .into_iter()
        .find(|format| format.media_type() == media_type)
        .ok_or_else(|| Problem::WrongType(media_type.chars().take(80).collect()))
}

/// The body, as long as it is within the cap: what is over it is never held.
async fn body(request: &HttpRequest, payload: Payload, most: usize) -> Result<web::Bytes, Problem> {
    let too_large = || Problem::TooLarge(TooLarge::Bytes(most));
    let declared = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    if declared.and_then(|length| length.parse::<usize>().ok()).is_some_and(|length| length > most) {
        return Err(too_large());
    }
    let read = payload.to_bytes_limited(most).await.map_err(|_| too_large())?;
    read.map_err(|_| Problem::Unreadable)
}

fn kept(accepted: Accepted) -> HttpResponse {
    let body = json!({
        "revision": accepted.revision.to_string(),
        "figures": accepted.figures,
        "unchanged": accepted.unchanged,
    });
    let mut response = if accepted.unchanged { HttpResponse::Ok() } else { HttpResponse::Created() };
    response
        .insert_header((header::CONTENT_TYPE, "application/json"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .body(format!("{body}\n"))
}
