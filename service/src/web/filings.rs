//! `POST /api/v1/filings`: figures come in.

use actix_web::http::header;
use actix_web::web::{self, Data, Payload};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};
use serde_json::{Number, Value, json};

use super::problem::{self, Audience, Problem};
use super::site::Site;
use crate::app::{AcceptError, Accepted, Submission, Tried};
use crate::domain::{Bearer, Filer, Invalid, Moment, parameters};
use crate::intake::difference::State;
use crate::intake::problem::Lang;
use crate::intake::{self, Format, Handling, TooLarge};
use crate::publish::json::breakdown;

/// 201 with the revision; 200 when the same bytes were filed before, and for a dry run, which keeps nothing.
pub(super) async fn accept(request: HttpRequest, payload: Payload, site: Data<Site>) -> HttpResponse {
    match filed(&request, payload, site).await {
        Ok(Filed::Kept(accepted)) => kept(&accepted),
        Ok(Filed::Tried(tried)) => answer(HttpResponse::Ok(), &rehearsal(&tried)),
        Err(problem) => problem::respond(&problem, Audience::Programs),
    }
}

enum Filed {
    Kept(Accepted),
    Tried(Tried),
}

async fn filed(request: &HttpRequest, payload: Payload, site: Data<Site>) -> Result<Filed, Problem> {
    let at = Moment::now();
    let filer = filer(request, &site, &at).await?;
    let format = format(request)?;
    let options = Options::parse(request.query_string()).map_err(Problem::Invalid)?;
    let bytes = body(request, payload, site.app.limits().bytes).await?;
    let done = web::block(move || {
        let submission = Submission { bytes: &bytes, format, filer, at, handling: options.handling() };
        if options.dry_run {
            site.app.rehearse(&submission).map(Filed::Tried)
        } else {
            site.app.accept(&submission).map(Filed::Kept)
        }
    });
    done.await.map_err(Problem::internal)?.map_err(|fault| match fault {
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
    strict: bool,
    dry_run: bool,
    justification: Option<String>,
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
            "strict" => self.strict = yes(value)?,
            "dry_run" => self.dry_run = yes(value)?,
            "justification" => {
                self.justification = Some(intake::justification(value)?).filter(|text| !text.is_empty());
            }
            _ => {
                let remedy = "a filing takes locale, strict, dry_run and justification";
                return Err(Invalid::new("parameter", name, remedy));
            }
        }
        Ok(())
    }

    fn handling(&self) -> Handling<'_> {
        let justification = self.justification.as_deref();
        Handling { numbers: self.numbers, strict: self.strict, justification }
    }
}

fn yes(value: &str) -> Result<bool, Invalid> {
    match value {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(Invalid::new("flag", value, "write true or false")),
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

fn kept(accepted: &Accepted) -> HttpResponse {
    let reasons = accepted
        .justifications
        .iter()
        .map(|reason| json!({ "about": reason.about, "findings": reason.findings, "text": reason.text }));
    let body = json!({
        "revision": accepted.revision.to_string(),
        "figures": accepted.figures,
        "unchanged": accepted.unchanged,
        "warnings": problem::warnings(&accepted.warnings),
        "justifications": reasons.collect::<Vec<_>>(),
    });
    answer(if accepted.unchanged { HttpResponse::Ok() } else { HttpResponse::Created() }, &body)
}

/// What would become of a filing.
fn rehearsal(tried: &Tried) -> Value {
    let differences = tried.differences.listed.iter().map(|one| {
        let figure = &tried.figures[one.place];
        json!({
            "indicator": figure.indicator.as_str(),
            "organization": figure.organization.as_str(),
            "period": figure.period.to_string(),
            "measure": figure.measure.as_str(),
            "breakdown": breakdown(&figure.breakdown),
            "change": one.change.as_str(),
            "known": one.known.as_ref().map(state),
            "filed": state(&one.filed),
        })
    });
    json!({
        "acceptable": tried.acceptable,
        "figures": tried.figures.len(),
        "filed_before": tried.filed_before.map(|revision| revision.to_string()),
        "numbers": tried.numbers.map(Lang::tag),
        "errors": problem::errors(&tried.problems),
        "warnings": problem::warnings(&tried.problems),
        "same": tried.differences.same,
        "different": tried.differences.different,
        "differences": differences.collect::<Vec<_>>(),
    })
}

fn state(state: &State) -> Value {
    // Digits and a point are a number of JSON's, exactly as they stand.
    let value = state.value.and_then(|value| value.to_string().parse::<Number>().ok());
    json!({
        "value": value,
        "as_of": state.as_of.to_string(),
        "qualifier": state.qualifier.map(|qualifier| qualifier.as_str()),
        "status": state.status.as_str(),
    })
}

fn answer(mut response: HttpResponseBuilder, body: &Value) -> HttpResponse {
    response
        .insert_header((header::CONTENT_TYPE, "application/json"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .body(format!("{body}\n"))
}
