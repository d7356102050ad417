//! `/desk/sign-in` and `/desk/sign-out`: a token becomes a session, which the browser keeps in a cookie and sends to nobody else.

use actix_web::http::{Method, StatusCode, Uri, header};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::ask::Parameters;
use super::door::{Done, Door, Visit};
use super::problem::Problem;
use crate::publish::Lang;
use crate::publish::pages;

/// Where who is not signed in is led.
pub(super) const SIGN_IN: &str = "/desk/sign-in";

/// Where who has signed in is led, unless they were on their way elsewhere.
const DESK: &str = "/desk";

/// What somebody shows.
pub(super) enum Shown {
    Token(String),
    Session(String),
}

/// The token, else the session.
pub(super) fn shown(visit: &Visit) -> Result<Shown, Problem> {
    let authorization = visit.header(&header::AUTHORIZATION);
    if let Some((scheme, token)) = authorization.split_once(' ') {
        let is_bearer = scheme.eq_ignore_ascii_case("bearer");
        return if is_bearer { Ok(Shown::Token(token.trim().to_owned())) } else { Err(Problem::NoToken) };
    }
    kept(visit).map(|secret| Shown::Session(secret.to_owned())).ok_or(Problem::NoToken)
}

/// `__Host-` makes browsers refuse it from any other host and over anything but TLS; without TLS they would refuse it altogether.
fn cookie(visit: &Visit) -> (&'static str, &'static str) {
    if visit.base.starts_with("https:") { ("__Host-baocao", "; Secure") } else { ("baocao", "") }
}

fn kept(visit: &Visit) -> Option<&str> {
    let (name, _) = cookie(visit);
    let cookies = visit.headers.get_all(header::COOKIE).filter_map(|value| value.to_str().ok());
    let pairs = cookies.flat_map(|cookies| cookies.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(|(one, _)| *one == name).map(|(_, value)| value).next()
}

/// Refuses what another site's page makes a browser send. `SameSite=Strict` keeps the cookie from it already; this holds where a
/// browser does not, and for pages of other hosts of the same domain.
pub(super) fn same_site(door: &Door, visit: &Visit) -> Result<(), Problem> {
    if door.method == Method::GET {
        return Ok(());
    }
    let origin = visit.header(&header::ORIGIN);
    let site = visit.headers.get("sec-fetch-site").and_then(|value| value.to_str().ok());
    let is_ours = origin == visit.base && site.is_none_or(|site| site == "same-origin");
    if is_ours { Ok(()) } else { Err(Problem::OtherSite(origin.chars().take(80).collect())) }
}

/// The way to the form, and from it to where somebody was going.
pub(super) fn sign_in_for(uri: &Uri) -> String {
    let wanted = uri.path_and_query().map_or(DESK, |whole| whole.as_str());
    format!("{SIGN_IN}?next={}", utf8_percent_encode(wanted, NON_ALPHANUMERIC))
}

/// Only what is of the desk and the studio: anything else could lead away from us.
fn next(wanted: Option<String>) -> String {
    let path = |text: &str| text.split(['?', '#']).next().unwrap_or("").to_owned();
    let is_ours = |text: &String| {
        let path = path(text);
        let plain = !text.contains(['\\', '\r', '\n', '\t']) && !path.contains("..");
        let is_page = path == DESK || path.starts_with("/desk/") || path.starts_with("/studio/");
        plain && is_page && !path.starts_with(SIGN_IN)
    };
    wanted.filter(is_ours).unwrap_or_else(|| DESK.to_owned())
}

/// The form.
pub(super) fn form(visit: &Visit) -> Result<Done, Problem> {
    let mut parameters = Parameters::parse(&visit.query);
    let (lang, next) = (parameters.lang(), next(parameters.take("next")));
    parameters.finish("this page takes lang and next")?;
    shown_form(visit, lang, &next, false)
}

fn shown_form(visit: &Visit, lang: Lang, next: &str, refused: bool) -> Result<Done, Problem> {
    let page = pages::sign_in(&pages::SignIn { base: &visit.base, lang, next, refused })
        .map_err(Problem::internal)?;
    let status = if refused { StatusCode::UNAUTHORIZED } else { StatusCode::OK };
    Ok(Done::document(status, page))
}

/// The form as it was sent.
pub(super) fn sign_in(visit: &Visit) -> Result<Done, Problem> {
    visit.site.knocks.count(&visit.client).map_err(Problem::TooManyTries)?;
    let mut fields = fields(visit)?;
    let (lang, next) = (fields.lang(), next(fields.take("next")));
    let token = fields.take("token").unwrap_or_default();
    fields.finish("the form has token, next and lang")?;
    let Some(secret) = visit.app().sign_in(&token, &visit.at)? else {
        return shown_form(visit, lang, &next, true);
    };
    visit.site.knocks.forget(&visit.client);
    Ok(Done::see(&next).with(header::SET_COOKIE, baked(visit, &secret, "")))
}

/// The session ends, here and in the browser.
pub(super) fn sign_out(visit: &Visit) -> Result<Done, Problem> {
    if let Some(secret) = kept(visit) {
        visit.app().sign_out(secret, &visit.at)?;
    }
    Ok(Done::see(SIGN_IN).with(header::SET_COOKIE, baked(visit, "", "; Max-Age=0")))
}

/// Without a day of its own: it goes with the browser, if the session does not end before.
fn baked(visit: &Visit, secret: &str, more: &str) -> String {
    let (name, secure) = cookie(visit);
    format!("{name}={secret}; Path=/; HttpOnly; SameSite=Strict{secure}{more}")
}

/// The fields of a form that was sent.
pub(super) fn fields(visit: &Visit) -> Result<Parameters, Problem> {
    let text = std::str::from_utf8(&visit.body).map_err(|_| Problem::Unreadable)?;
    Ok(Parameters::parse(text))
}
