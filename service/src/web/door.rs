//! Every address at which something is done, or seen by some only: who asks is found out first, what may be done by whom stands in
//! the table of acts, and a door that names no act cannot be built.

use std::time::Duration;

use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::web::{self, Bytes, Data, Payload};
use actix_web::{HttpRequest, HttpResponse, rt};

use super::problem::{self, Audience, Problem};
use super::site::Site;
use super::{address, forwarded, headers, session};
use crate::app::App;
use crate::domain::{Act, Actor, Moment};
use crate::intake::TooLarge;
use crate::publish::{Document, Lang};

/// For who may do an act.
pub(super) type Deed = fn(&Visit, &Actor) -> Result<Done, Problem>;

/// For anybody: the way in and the way out.
pub(super) type Entrance = fn(&Visit) -> Result<Done, Problem>;

/// One address and method.
pub(super) struct Door {
    pub(super) method: Method,
    /// As OpenAPI writes it.
    pub(super) path: &'static str,
    pub(super) audience: Audience,
    pub(super) who: Who,
}

/// Who comes through.
pub(super) enum Who {
    Anyone(Entrance),
    WhoMay(Act, Deed),
}

impl Door {
    /// For programs, which show a token.
    pub(super) const fn program(act: Act, method: Method, path: &'static str, deed: Deed) -> Self {
        Self { method, path, audience: Audience::Programs, who: Who::WhoMay(act, deed) }
    }

    /// A page of the desk, or what its forms send; who has no session is led to sign in.
    pub(super) const fn desk(act: Act, method: Method, path: &'static str, deed: Deed) -> Self {
        Self { method, path, audience: Audience::People, who: Who::WhoMay(act, deed) }
    }

    /// A page for anybody.
    pub(super) const fn entrance(method: Method, path: &'static str, entrance: Entrance) -> Self {
        Self { method, path, audience: Audience::People, who: Who::Anyone(entrance) }
    }

    /// Whether this method comes through: who may GET may ask for the headers alone.
    pub(super) fn takes(&self, method: &Method) -> bool {
        *method == self.method || *method == Method::HEAD && self.method == Method::GET
    }
}

/// What came.
pub(super) struct Visit {
    pub(super) site: Data<Site>,
    pub(super) at: Moment,
    /// The parts of the path that have names, in order.
    pub(super) names: Vec<(String, String)>,
    /// After the question mark, as it came.
    pub(super) query: String,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// `https://host`
    pub(super) base: String,
    /// Whom to slow down.
    pub(super) client: String,
}

impl Visit {
    pub(super) fn app(&self) -> &App {
        &self.site.app
    }

    /// The part of the path with this name; empty where there is none.
    pub(super) fn name(&self, name: &str) -> &str {
        self.names.iter().find(|(one, _)| one == name).map_or("", |(_, value)| value)
    }

    pub(super) fn header(&self, name: &HeaderName) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }
}

/// What was done, as it leaves. Never kept by anybody on the way.
#[derive(Debug)]
pub(super) struct Done {
    status: StatusCode,
    headers: Vec<(HeaderName, String)>,
    body: Vec<u8>,
}

impl Done {
    /// A document.
    pub(super) fn document(status: StatusCode, document: Document) -> Self {
        let content_type = (header::CONTENT_TYPE, document.content_type.to_owned());
        Self { status, headers: vec![content_type], body: document.bytes }
    }

    /// JSON for programs.
    pub(super) fn json(status: StatusCode, body: &serde_json::Value) -> Self {
        let content_type = (header::CONTENT_TYPE, "application/json".to_owned());
        Self { status, headers: vec![content_type], body: format!("{body}\n").into_bytes() }
    }

    /// What follows a form that was sent: the page to see next, so that a reload does not send it again.
    pub(super) fn see(path: &str) -> Self {
        Self {
            status: StatusCode::SEE_OTHER,
            headers: vec![(header::LOCATION, path.to_owned())],
            body: Vec::new(),
        }
    }

    /// With one more header.
    #[must_use]
    pub(super) fn with(mut self, name: HeaderName, value: String) -> Self {
        self.headers.push((name, value));
        self
    }

    fn respond(self, audience: Audience) -> HttpResponse {
        let mut response = HttpResponse::build(self.status)
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
            .insert_header((header::REFERRER_POLICY, "same-origin"))
            .insert_header((header::CONTENT_SECURITY_POLICY, headers::for_door(audience == Audience::People)))
            .body(self.body);
        for (name, value) in self.headers {
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.headers_mut().append(name, value);
            }
        }
        response
    }
}

/// The most bytes of a form of the desk that brings no file.
const FORM_BYTES: usize = 64 * 1024;

/// How long a body may take to come: ten megabytes over a poor line.
const PATIENCE: Duration = Duration::from_secs(300);

/// Comes through a door, or is told why not.
pub(super) async fn enter(
    door: &'static Door,
    request: HttpRequest,
    payload: Payload,
    site: Data<Site>,
) -> HttpResponse {
    let mut lang = problem::language(&request);
    match entered(door, &request, payload, site, &mut lang).await {
        Ok(done) => done.respond(door.audience),
        Err(Problem::NoToken) if door.audience == Audience::People && door.takes(&Method::GET) => {
            Done::see(&session::sign_in_for(request.uri())).respond(door.audience)
        }
        Err(problem) => {
            let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
            let audience = problem::audience_of(accept.unwrap_or(""), door.audience);
            problem::respond_in(&problem, audience, lang)
        }
    }
}

async fn entered(
    door: &'static Door,
    request: &HttpRequest,
    payload: Payload,
    site: Data<Site>,
    lang: &mut Lang,
) -> Result<Done, Problem> {
    let mut visit = Visit {
        at: Moment::now(),
        names: request.match_info().iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        query: request.query_string().to_owned(),
        headers: request.headers().clone(),
        body: Bytes::new(),
        base: address::base(request)?,
        client: forwarded::client(request.peer_addr().map(|one| one.ip()), request.headers(), &site.proxies),
        site,
    };
    // Who may not is told before anything is read.
    let actor = match &door.who {
        Who::Anyone(_) => {
            session::same_site(door, &visit)?;
            None
        }
        Who::WhoMay(act, _) => Some(allowed(door, *act, &visit).await?),
    };
    let most = match &door.who {
        Who::WhoMay(Act::File, _) => visit.app().limits().bytes,
        _ => FORM_BYTES,
    };
    visit.body = body(request, payload, most).await?;
    if let Ok(fields) = std::str::from_utf8(&visit.body)
        && fields.len() <= FORM_BYTES
        && door.audience == Audience::People
        && *lang == Lang::Vi
    {
        *lang = problem::asked_in(fields);
    }
    // What is sent slowly counts from when it is all there, and so does the right to send it.
    visit.at = Moment::now();
    let actor = match (&door.who, actor) {
        (Who::WhoMay(act, _), Some(_)) if !visit.body.is_empty() => Some(allowed(door, *act, &visit).await?),
        (_, actor) => actor,
    };
    let done = web::block(move || match (&door.who, actor) {
        (Who::WhoMay(_, deed), Some(actor)) => deed(&visit, &actor),
        (Who::Anyone(entrance), _) => entrance(&visit),
        (Who::WhoMay(..), None) => Err(Problem::NoToken),
    });
    done.await.map_err(Problem::internal)?
}

/// Who asks, if the table of acts lets them.
async fn allowed(door: &'static Door, act: Act, visit: &Visit) -> Result<Actor, Problem> {
    let shown = session::shown(visit)?;
    if matches!(shown, session::Shown::Session(_)) {
        session::same_site(door, visit)?;
    }
    let (site, at) = (visit.site.clone(), visit.at.clone());
    let actor = web::block(move || match &shown {
        session::Shown::Token(token) => site.app.bearer(token, &at)?.ok_or(Problem::BadToken),
        // A session that is over is as good as none: who had it signs in again.
        session::Shown::Session(secret) => site.app.session(secret, &at)?.ok_or(Problem::NoToken),
    });
    let actor = actor.await.map_err(Problem::internal)??;
    if actor.may(act) { Ok(actor) } else { Err(Problem::MayNot(actor.role, act)) }
}

/// The body, as long as it is within the cap: what is over it is never held.
async fn body(request: &HttpRequest, payload: Payload, most: usize) -> Result<Bytes, Problem> {
    let too_large = || Problem::TooLarge(TooLarge::Bytes(most));
    let declared = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    if declared.and_then(|length| length.parse::<usize>().ok()).is_some_and(|length| length > most) {
        return Err(too_large());
    }
    let read = rt::time::timeout(PATIENCE, payload.to_bytes_limited(most)).await;
    let read = read.map_err(|_| Problem::Unreadable)?.map_err(|_| too_large())?;
    read.map_err(|_| Problem::Unreadable)
}

/// The methods of an address, as `Allow` lists them.
pub(super) fn allowed_at(path: &str, doors: &[Door]) -> &'static str {
    let has = |method: Method| doors.iter().any(|door| door.path == path && door.method == method);
    match (has(Method::GET), has(Method::POST)) {
        (true, true) => "GET, HEAD, POST",
        (true, false) => "GET, HEAD",
        (false, _) => "POST",
    }
}
