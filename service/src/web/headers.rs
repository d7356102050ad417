//! The headers of answers: who may frame, fetch and keep them.

use std::sync::LazyLock;

use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::domain::HostPattern;
use crate::publish::Document;
use crate::publish::pages;

/// What an answer is to browsers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Policy<'a> {
    /// Figures and other data, for any page and program.
    Data,
    /// A picture for any page.
    Picture,
    /// A page of ours.
    Page,
    /// A page that pages of these hosts may frame; all where none is named.
    Frame(&'a [HostPattern]),
    /// A script or style sheet whose address stays the same.
    Asset,
    /// A file whose address changes with its content.
    Immutable,
}

/// Kept for a minute, and longer while a newer one is fetched or cannot be had.
pub(super) const READ: &str = "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400";
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// Nothing runs or is fetched where a document of data is opened as a page.
const INERT: &str = "default-src 'none'; frame-ancestors 'none'";
const PICTURE: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/// Pages' own rules. The one style element of all pages is known by its hash, the studio has a sheet of its own; wasm draws the charts.
static PAGE: LazyLock<String> = LazyLock::new(|| policy("'self'", "", "frame-src 'self'; "));
static DESK: LazyLock<String> = LazyLock::new(|| policy("'none'", "", ""));

/// What a text inside a page is known by.
fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

fn policy(ancestors: &str, scripts: &str, more: &str) -> String {
    let style = hash(pages::style());
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self' {style}; \
         img-src 'self' data:; connect-src 'self'; {more}base-uri 'none'; form-action 'self'; \
         frame-ancestors {ancestors}"
    )
}

/// The rules of a frame. Our own pages show it too.
fn framed_by(hosts: &[HostPattern]) -> String {
    let named: String = hosts.iter().map(|host| format!(" {host}")).collect();
    let ancestors = if named.is_empty() { "*".to_owned() } else { format!("'self'{named}") };
    policy(&ancestors, &format!(" {}", hash(pages::frame_script())), "")
}

/// Headers that an answer has before its tag.
pub(super) fn headers(document: &Document, policy: Policy<'_>) -> HeaderMap {
    let mut headers = HeaderMap::with_capacity(12);
    let mut put = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    put(header::CONTENT_TYPE, document.content_type);
    put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(header::REFERRER_POLICY, "strict-origin-when-cross-origin");
    put(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    put(header::ACCESS_CONTROL_EXPOSE_HEADERS, "ETag");
    let mut frame = None;
    let (rules, keep) = match policy {
        Policy::Data | Policy::Asset => (INERT, READ),
        Policy::Picture => (PICTURE, READ),
        Policy::Page => (PAGE.as_str(), READ),
        Policy::Frame(hosts) => (frame.insert(framed_by(hosts)).as_str(), READ),
        Policy::Immutable => (INERT, FOR_EVER),
    };
    put(header::CONTENT_SECURITY_POLICY, rules);
    put(header::CACHE_CONTROL, keep);
    let reach = if policy == Policy::Page { "same-origin" } else { "cross-origin" };
    put(HeaderName::from_static("cross-origin-resource-policy"), reach);
    headers
}

/// The rules of a page of the desk, which nobody may frame, and of what programs do.
pub(super) fn for_door(page: bool) -> &'static str {
    if page { DESK.as_str() } else { INERT }
}

/// The rules of an error page, and of a problem document.
pub(super) fn for_error(page: bool) -> &'static str {
    if page { PAGE.as_str() } else { INERT }
}
