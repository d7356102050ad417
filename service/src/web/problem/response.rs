//! Problems as they are sent: RFC 9457 documents, or pages for people.

use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::{HttpRequest, HttpResponse};
use serde_json::{Map, Value, json};

use super::{Audience, Problem, errors, over_newer, warnings};
use crate::app::DecisionError;
use crate::publish::{Lang, pages};
use crate::web::headers;

impl Problem {
    fn errors(&self) -> Option<Vec<Value>> {
        match self {
            Self::Invalid(problems) => Some(
                problems
                    .iter()
                    .map(|one| {
                        json!({"value": one.value, "code": format!("invalid-{}", one.code.replace(' ', "-")),
                               "detail": one.to_string()})
                    })
                    .collect(),
            ),
            Self::Faulty(problems) => Some(errors(problems)),
            Self::Undecided(DecisionError::OverNewer(found)) => Some(over_newer::cells(found)),
            _ => None,
        }
    }

    /// The document.
    fn document(&self) -> Value {
        let (kind, title) = self.kind();
        let mut members = Map::new();
        members.insert("type".into(), format!("/problems/{kind}").into());
        members.insert("title".into(), title.into());
        members.insert("status".into(), self.status().as_u16().into());
        members.insert("detail".into(), self.detail().into());
        // Who is turned away may be somebody with a spreadsheet and no English.
        if let Some(detail) = self.detail_vi().filter(|_| self.is_told_twice()) {
            members.insert("detail_vi".into(), detail.into());
        }
        if let Some(errors) = self.errors() {
            members.insert("errors".into(), errors.into());
        }
        if let Self::Faulty(problems) = self {
            members.insert("warnings".into(), warnings(problems).into());
        }
        Value::Object(members)
    }

    fn is_told_twice(&self) -> bool {
        let is_over = matches!(self, Self::Undecided(DecisionError::OverNewer(_)));
        is_over || matches!(self.status().as_u16(), 401 | 403 | 413)
    }

    /// Headers that belong to the status.
    fn header(&self) -> Option<(HeaderName, HeaderValue)> {
        if let Self::TooManyTries(seconds) = self {
            return Some((header::RETRY_AFTER, HeaderValue::from(*seconds)));
        }
        let (name, value) = match self {
            Self::NotAllowed(methods) => Some((header::ALLOW, *methods)),
            Self::NoToken => Some((header::WWW_AUTHENTICATE, "Bearer realm=\"baocao\"")),
            Self::BadToken => {
                Some((header::WWW_AUTHENTICATE, "Bearer realm=\"baocao\", error=\"invalid_token\""))
            }
            Self::NoSuchCoding => Some((header::VARY, "Accept-Encoding")),
            Self::Busy => Some((header::RETRY_AFTER, "1")),
            Self::StoreBusy => Some((header::RETRY_AFTER, "60")),
            _ => None,
        }?;
        Some((name, HeaderValue::from_static(value)))
    }
}

/// The response; the cause of a fault of ours is logged here, and only here.
pub(in crate::web) fn respond(problem: &Problem, audience: Audience) -> HttpResponse {
    respond_in(problem, audience, Lang::Vi)
}

/// The same with a page in the reader's language.
pub(in crate::web) fn respond_in(problem: &Problem, audience: Audience, lang: Lang) -> HttpResponse {
    match problem {
        Problem::Internal(cause) => tracing::error!(%cause, "a request was not answered"),
        Problem::StoreBusy | Problem::StoreFull => {
            tracing::error!(cause = problem.detail(), "a filing was not kept");
        }
        _ => {}
    }
    let status = problem.status();
    let (content_type, body) = match audience {
        Audience::Programs => ("application/problem+json", format!("{}\n", problem.document())),
        Audience::People => page(problem, lang),
    };
    let mut response = HttpResponse::build(status)
        .insert_header((header::CONTENT_TYPE, content_type))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .insert_header((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
        .insert_header((header::CONTENT_SECURITY_POLICY, headers::for_error(audience == Audience::People)))
        .body(body);
    if let Some((name, value)) = problem.header() {
        response.headers_mut().insert(name, value);
    }
    response
}

fn page(problem: &Problem, lang: Lang) -> (&'static str, String) {
    let (kind, title) = problem.kind();
    let (detail, detail_vi) = (problem.detail(), problem.detail_vi());
    let status = problem.status().as_u16();
    let near = match problem {
        Problem::NoSuchPage(missing) => missing.near(lang),
        _ => Vec::new(),
    };
    let error = pages::Error { status, kind, title, detail: &detail, detail_vi: detail_vi.as_deref(), near };
    match pages::error(&error, lang) {
        Ok(document) => (document.content_type, String::from_utf8_lossy(&document.bytes).into_owned()),
        Err(fault) => {
            tracing::error!(cause = %fault, "the error page was not rendered");
            ("application/problem+json", format!("{}\n", problem.document()))
        }
    }
}

/// 405, with what is allowed.
pub(in crate::web) async fn not_allowed(methods: &'static str, audience: Audience) -> HttpResponse {
    respond(&Problem::NotAllowed(methods), audience)
}

/// 404: a page for who asks for one, a document for others.
pub(in crate::web) async fn no_such_address(request: HttpRequest) -> HttpResponse {
    let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or("");
    let audience = if accept.contains("text/html") { Audience::People } else { Audience::Programs };
    respond_in(&Problem::NoSuchAddress, audience, language(&request))
}

/// The language in which a page is asked for.
pub(in crate::web) fn language(request: &HttpRequest) -> Lang {
    asked_in(request.query_string())
}

/// The language that the parameters of an address or the fields of a form ask for.
pub(in crate::web) fn asked_in(pairs: &str) -> Lang {
    if pairs.split('&').any(|pair| pair == "lang=en") { Lang::En } else { Lang::Vi }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::StoreError;
    use crate::domain::{Act, Revision, Role};
    use crate::intake::TooLarge;

    #[test]
    fn who_is_turned_away_is_told_why_in_vietnamese_too() {
        for problem in [
            Problem::NoToken,
            Problem::BadToken,
            Problem::MayNot(Role::Filer, Act::ReadAudit),
            Problem::MayNot(Role::Admin, Act::ReadAudit),
            Problem::NotYours("a".into()),
            Problem::OtherSite("x".into()),
            Problem::Undecided(DecisionError::NotYours(Revision(1))),
            Problem::TooLarge(TooLarge::Rows(3)),
            Problem::TooLarge(TooLarge::Bytes(3)),
        ] {
            let document = problem.document();
            let (vi, en) = (&document["detail_vi"], &document["detail"]);
            assert!(vi.as_str().is_some_and(|vi| !vi.is_empty() && Some(vi) != en.as_str()), "{document}");
        }
        assert!(Problem::MayNot(Role::Admin, Act::ReadAudit).detail().contains("whole service"));
        assert!(Problem::MayNot(Role::Filer, Act::ReadAudit).detail().contains("`filer`"));
    }

    #[test]
    fn a_store_that_cannot_take_a_filing_says_what_helps() {
        for (fault, status, retry) in [
            (StoreError::Busy, 503, Some("60")),
            (StoreError::Full, 507, None),
            (StoreError::NoRandomness, 500, None),
        ] {
            let remedy = fault.to_string();
            let problem = Problem::from(fault);
            let response = respond(&problem, Audience::Programs);
            assert_eq!(response.status().as_u16(), status);
            let header = response.headers().get(header::RETRY_AFTER).and_then(|value| value.to_str().ok());
            assert_eq!(header, retry);
            assert_eq!(problem.detail() == remedy, status != 500, "the cause of a 500 is never sent");
        }
    }
}
