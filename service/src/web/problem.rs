//! Everything that can go wrong, as RFC 9457 problem documents, or as pages for people: the one map from faults to
//! statuses.

mod findings;
mod refusals;

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::{HttpRequest, HttpResponse};
use serde_json::{Map, Value, json};

use super::missing::Missing;
use super::{headers, words};
use crate::app::{DecisionError, StoreError};
use crate::domain::{Act, Invalid, Role};
use crate::intake::problem::Severity;
use crate::intake::{self, Format, TooLarge};
use crate::publish::{Lang, pages};
use crate::rollup::Refusal;
pub(super) use findings::{errors, warnings};
pub(super) use refusals::refused;

/// Who reads, and therefore what form errors take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Audience {
    /// Problem documents.
    Programs,
    /// Error pages.
    People,
}

/// A request that is not answered as asked.
#[derive(Debug)]
pub(super) enum Problem {
    /// Parameters that cannot be read.
    Invalid(Vec<Invalid>),
    /// A query that has no true answer.
    Refused(Refusal),
    /// A host that is none.
    BadHost,
    /// No such address.
    NoSuchAddress,
    /// Nothing of this name has a page.
    NoSuchPage(Missing),
    /// No chart of this slug.
    NoSuchChart(String),
    /// No form of this code.
    NoSuchForm(String),
    /// An organization that the token does not file for.
    NotYours(String),
    /// A form that an organization does not file for a period.
    NotExpected(String),
    /// No token of this name.
    NoSuchToken(String),
    /// None of these has this number.
    NoSuch(&'static str, String),
    /// A claim that the figures do not make, and what they say.
    Untrue(String),
    /// A chart without a true sentence, and why.
    NoSentence(String),
    /// A PNG with too many pixels.
    PictureTooLarge(String),
    /// The widget was not built in.
    NoWidget,
    /// These methods only.
    NotAllowed(&'static str),
    /// A decision that was not taken.
    Undecided(DecisionError),
    /// No token, or none that is known.
    NoToken,
    /// A token that is unknown or expired.
    BadToken,
    /// A known token of a role that may not do this.
    MayNot(Role, Act),
    /// A form that a page of this other site has sent, or that says not where it comes from.
    OtherSite(String),
    /// Too many tries to sign in; after so many seconds the next may be made.
    TooManyTries(u64),
    /// Over the caps.
    TooLarge(TooLarge),
    /// Neither CSV nor JSON nor XLSX.
    WrongType(String),
    /// A body that broke off.
    Unreadable,
    /// A filing with problems.
    Faulty(Vec<intake::Problem>),
    /// A client that takes no coding that we have, the plain bytes included.
    NoSuchCoding,
    /// A client that takes none of the forms that an answer has.
    NoSuchType(String),
    /// A question of a type that is not read.
    WrongQuestion(String),
    /// A question of more bytes than these.
    QuestionTooLong(usize),
    /// An oEmbed format that is none.
    NoSuchFormat(String),
    /// Too much to do.
    Busy,
    /// Another process keeps the store to itself.
    StoreBusy,
    /// No room on the disk.
    StoreFull,
    /// Ours; the cause is for the log alone.
    Internal(String),
}

impl Problem {
    pub(super) fn internal(cause: impl fmt::Display) -> Self {
        Self::Internal(cause.to_string())
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Invalid(_) | Self::BadHost | Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::Refused(refusal) => match refusal {
                Refusal::UnknownParameter(_) => StatusCode::BAD_REQUEST,
                Refusal::UnknownIndicator(_)
                | Refusal::UnknownOrganization(_)
                | Refusal::NotBrokenDown { .. }
                | Refusal::NotAdditive { .. }
                | Refusal::NotReckoned { .. }
                | Refusal::TooManyCells { .. }
                | Refusal::TooBig { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            },
            Self::NoSuchAddress
            | Self::NoSuchPage(_)
            | Self::NoSuchChart(_)
            | Self::NoSuchForm(_)
            | Self::NoSuchToken(_)
            | Self::NoSuch(..)
            | Self::NoSentence(_)
            | Self::NoWidget => StatusCode::NOT_FOUND,
            Self::NotAllowed(_) => StatusCode::METHOD_NOT_ALLOWED,
            Self::Undecided(why) => match why {
                DecisionError::Unknown(_) => StatusCode::NOT_FOUND,
                DecisionError::NotYours(_) => StatusCode::FORBIDDEN,
                DecisionError::OtherBytes(_) | DecisionError::Not { .. } | DecisionError::Over(_) => {
                    StatusCode::CONFLICT
                }
                DecisionError::Nothing | DecisionError::NoReason | DecisionError::NotToCome => {
                    StatusCode::UNPROCESSABLE_ENTITY
                }
                DecisionError::Store(_) => StatusCode::INTERNAL_SERVER_ERROR,
            },
            Self::NoToken | Self::BadToken => StatusCode::UNAUTHORIZED,
            Self::MayNot(..) | Self::NotYours(_) | Self::OtherSite(_) => StatusCode::FORBIDDEN,
            Self::TooManyTries(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::TooLarge(_) | Self::QuestionTooLong(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::WrongType(_) | Self::WrongQuestion(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Faulty(_) | Self::NotExpected(_) | Self::PictureTooLarge(_) | Self::Untrue(_) => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Self::NoSuchCoding | Self::NoSuchType(_) => StatusCode::NOT_ACCEPTABLE,
            Self::NoSuchFormat(_) => StatusCode::NOT_IMPLEMENTED,
            Self::Busy | Self::StoreBusy => StatusCode::SERVICE_UNAVAILABLE,
            Self::StoreFull => StatusCode::INSUFFICIENT_STORAGE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The stable end of `type`, and the title.
    fn kind(&self) -> (&'static str, &'static str) {
        match self {
            Self::Invalid(_) => ("invalid-parameters", "Parameters cannot be read"),
            Self::Refused(refusal) => match refusal {
                Refusal::UnknownIndicator(_) => ("unknown-indicator", "There is no such indicator"),
                Refusal::UnknownOrganization(_) => ("unknown-organization", "There is no such organization"),
                Refusal::UnknownParameter(_) => ("unknown-parameter", "There is no such parameter"),
                Refusal::NotBrokenDown { .. } => ("not-broken-down", "The indicator has no such breakdown"),
                Refusal::NotAdditive { .. } => ("not-additive", "Figures of this kind are never added up"),
                Refusal::NotReckoned { .. } => {
                    ("not-over-time", "Figures of this kind neither flow nor run up")
                }
                Refusal::TooManyCells { .. } => ("too-many-cells", "The answer would be too large"),
                Refusal::TooBig { .. } => ("too-big", "The sum is too big to be kept exactly"),
            },
            Self::BadHost => ("bad-host", "The Host header names no host"),
            Self::NoSuchAddress => ("no-such-address", "There is nothing at this address"),
            Self::NoSuchPage(_) => ("no-such-page", "There is nothing of this name"),
            Self::NoSuchChart(_) => ("no-such-chart", "There is no such chart"),
            Self::NoSuchForm(_) => ("no-such-form", "There is no such form"),
            Self::NotYours(_) => ("not-yours", "The token is for another organization"),
            Self::NotExpected(_) => {
                ("not-expected", "The organization does not file this form for the period")
            }
            Self::NoSuchToken(_) => ("no-such-token", "There is no such token"),
            Self::NoSuch(..) => ("no-such-number", "There is nothing of this number"),
            Self::Untrue(_) => ("untrue", "The figures do not say this"),
            Self::NoSentence(_) => ("no-sentence", "There is no true sentence"),
            Self::PictureTooLarge(_) => ("picture-too-large", "The picture would be too large"),
            Self::NoWidget => ("no-widget", "The widget was not built"),
            Self::NotAllowed(_) => ("method-not-allowed", "This method is not for this address"),
            Self::Undecided(_) => ("undecided", "This was not decided; nothing was changed"),
            Self::NoToken => ("no-token", "This needs a token"),
            Self::BadToken => ("bad-token", "The token is not known"),
            Self::MayNot(..) => ("may-not", "The token does not allow this"),
            Self::OtherSite(_) => ("other-site", "This was sent from a page of another site"),
            Self::TooManyTries(_) => ("too-many-tries", "Too many tries to sign in"),
            Self::TooLarge(_) => ("too-large", "The filing is too large"),
            Self::WrongType(_) => ("wrong-type", "A filing is CSV, JSON or XLSX"),
            Self::Unreadable => ("unreadable", "The body broke off"),
            Self::Faulty(_) => ("faulty-filing", "The filing has problems; nothing of it was kept"),
            Self::NoSuchCoding => ("no-such-coding", "Every coding of the answer is refused"),
            Self::NoSuchType(_) => ("no-such-type", "The answer has none of the types that are taken"),
            Self::WrongQuestion(_) => ("wrong-question", "A question is a form or JSON"),
            Self::QuestionTooLong(_) => ("question-too-long", "The question is too long"),
            Self::NoSuchFormat(_) => ("no-such-format", "oEmbed is answered as json or xml"),
            Self::Busy => ("busy", "Too many requests of this kind at once"),
            Self::StoreBusy => ("store-busy", "The store is held by another process"),
            Self::StoreFull => ("store-full", "The disk of the store is full"),
            Self::Internal(_) => ("internal", "The service failed"),
        }
    }

    /// What is wrong and what to do, quoting the value.
    fn detail(&self) -> String {
        match self {
            Self::Invalid(problems) => {
                problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
            }
            Self::Refused(refusal) => refused(refusal),
            Self::BadHost => "send a Host header with a name or an address and an optional port".into(),
            Self::NoSuchAddress => "every address is listed at /api".into(),
            Self::NoSuchPage(missing) => missing.detail(),
            Self::NoSuchChart(slug) => format!("`{slug}` is no chart; /api/v1/charts lists them"),
            Self::NoSuchForm(code) => format!("`{code}` is no form; /api/v1/forms lists them"),
            Self::NotYours(code) => format!("`{code}` is neither the token's organization nor below it"),
            Self::NotExpected(what) => format!(
                "`{what}`: the form is for other kinds of organizations or periods, or the organization did not exist then"
            ),
            Self::NoSuchToken(name) => {
                format!("`{name}` is the name of no token; `baocao token list` names them")
            }
            Self::NoSuch(what, number) => {
                format!("`{number}` is the number of no {what}, or of one that has ended")
            }
            Self::NoSentence(reason) | Self::Untrue(reason) => reason.clone(),
            Self::PictureTooLarge(size) => format!("{size}; use a smaller scale or width, or the SVG"),
            Self::NoWidget => {
                "run `just widget`, then build the service again; charts are static until then".into()
            }
            Self::NotAllowed(methods) => format!("use {methods}"),
            Self::Undecided(why) => words::undecided(why)[1].clone(),
            Self::NoToken => "send `Authorization: Bearer …`; `baocao token new` makes a token".into(),
            Self::BadToken => "the token is unknown, expired or revoked; ask for a new one".into(),
            Self::MayNot(role, act) => {
                format!("a token with the role `{role}` may not do `{act}`; ask somebody whose token may")
            }
            Self::OtherSite(origin) => {
                format!("`{origin}` is not where this service is; open the page here and send its form again")
            }
            Self::TooManyTries(seconds) => format!("try again in {seconds} seconds"),
            Self::TooLarge(TooLarge::Bytes(most)) => format!("at most {most} bytes; file it in parts"),
            Self::TooLarge(TooLarge::Rows(most)) => format!("at most {most} rows; file it in parts"),
            Self::WrongType(got) => format!(
                "`{got}` is not read here; send text/csv, application/json or {}",
                Format::Xlsx.media_type()
            ),
            Self::Unreadable => "send the whole body again; the same bytes twice change nothing".into(),
            Self::Faulty(problems) => {
                let errors = problems.iter().filter(|one| one.severity == Severity::Error).count();
                format!("problems: {errors}; mend them and file again")
            }
            Self::NoSuchCoding => "take br, gzip or identity in Accept-Encoding".into(),
            Self::NoSuchType(types) => format!("take one of {types} in Accept"),
            Self::WrongQuestion(got) => format!(
                "`{got}` is not read here; send application/x-www-form-urlencoded or application/json"
            ),
            Self::QuestionTooLong(most) => format!("at most {most} bytes; ask in parts"),
            Self::NoSuchFormat(format) => format!("`{format}` is not offered; use json or xml"),
            Self::Busy => "ask again in a second".into(),
            Self::StoreBusy => StoreError::Busy.to_string(),
            Self::StoreFull => StoreError::Full.to_string(),
            Self::Internal(_) => "the cause was logged; ask again later".into(),
        }
    }

    /// The same in Vietnamese, where a page can ask for what is not there or not answered.
    fn detail_vi(&self) -> Option<String> {
        match self {
            Self::Invalid(problems) => Some(words::invalid(problems)),
            Self::Refused(refusal) => Some(words::refused(refusal)),
            Self::NoSuchPage(missing) => Some(missing.detail_vi()),
            Self::MayNot(role, act) => {
                Some(format!("Mã có vai trò `{role}` không được làm việc `{act}`; hãy nhờ người có quyền."))
            }
            Self::NotYours(code) => {
                Some(format!("`{code}` không phải là đơn vị của bạn, cũng không trực thuộc đơn vị đó."))
            }
            Self::OtherSite(origin) => Some(format!(
                "Biểu mẫu được gửi từ `{origin}`, không phải từ trang của dịch vụ này. Hãy mở trang tại đây rồi gửi lại."
            )),
            Self::TooManyTries(seconds) => {
                Some(format!("Đăng nhập quá nhiều lần. Hãy thử lại sau {seconds} giây."))
            }
            Self::Undecided(why) => Some(words::undecided(why)[0].clone()),
            Self::NoToken => {
                Some("Bạn chưa đăng nhập, hoặc phiên làm việc đã hết. Hãy đăng nhập lại.".into())
            }
            Self::BadHost => Some("Yêu cầu không nêu tên máy chủ đúng cách (tiêu đề Host).".into()),
            _ => None,
        }
    }

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
        if let Some(errors) = self.errors() {
            members.insert("errors".into(), errors.into());
        }
        if let Self::Faulty(problems) = self {
            members.insert("warnings".into(), warnings(problems).into());
        }
        Value::Object(members)
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

impl From<DecisionError> for Problem {
    fn from(why: DecisionError) -> Self {
        match why {
            DecisionError::Store(fault) => fault.into(),
            why => Self::Undecided(why),
        }
    }
}

impl From<StoreError> for Problem {
    fn from(fault: StoreError) -> Self {
        match fault {
            StoreError::Busy => Self::StoreBusy,
            StoreError::Full => Self::StoreFull,
            StoreError::NotAllowed(role, act) => Self::MayNot(role, act),
            StoreError::Gone(_)
            | StoreError::Unreadable(_)
            | StoreError::NoRandomness
            | StoreError::Sqlite(_) => Self::internal(fault),
        }
    }
}

/// The response; the cause of a fault of ours is logged here, and only here.
pub(super) fn respond(problem: &Problem, audience: Audience) -> HttpResponse {
    respond_in(problem, audience, Lang::Vi)
}

/// The same with a page in the reader's language.
pub(super) fn respond_in(problem: &Problem, audience: Audience, lang: Lang) -> HttpResponse {
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
pub(super) async fn not_allowed(methods: &'static str, audience: Audience) -> HttpResponse {
    respond(&Problem::NotAllowed(methods), audience)
}

/// 404: a page for who asks for one, a document for others.
pub(super) async fn no_such_address(request: HttpRequest) -> HttpResponse {
    let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or("");
    let audience = if accept.contains("text/html") { Audience::People } else { Audience::Programs };
    respond_in(&Problem::NoSuchAddress, audience, language(&request))
}

/// The language in which a page is asked for.
pub(super) fn language(request: &HttpRequest) -> Lang {
    let asks_for_english = |pair: &str| pair == "lang=en";
    if request.query_string().split('&').any(asks_for_english) { Lang::En } else { Lang::Vi }
}

#[cfg(test)]
mod tests {
    use super::*;

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
