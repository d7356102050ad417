//! A finished answer: its headers and bytes, compressed when first asked for so, and kept.

use std::sync::{Arc, OnceLock};

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use super::coding::{self, Accepted, Coding};
use super::headers::{self, Policy};
use super::problem::Problem;
use super::stamp::Stamp;
use crate::publish::{Document, package, png, xlsx};

/// Below this compressing saves no packet.
const LEAST_COMPRESSED: usize = 1_024;

/// What is compressed already, and therefore never again.
const PACKED: [&str; 3] = [png::CONTENT_TYPE, xlsx::CONTENT_TYPE, package::CONTENT_TYPE];

/// What leaves.
pub(super) struct Answer {
    status: StatusCode,
    pub(super) stamp: Option<Stamp>,
    headers: HeaderMap,
    tag: HeaderValue,
    body: Bytes,
    /// Whether the client chooses the coding: pictures and packed files are what they are.
    negotiated: bool,
    /// Whether compressing is worth it.
    compressible: bool,
    /// How hard brotli tries: files that stay are compressed once for many, answers at once for one.
    effort: i32,
    brotli: OnceLock<Bytes>,
    gzip: OnceLock<Bytes>,
}

impl Answer {
    /// The tag is weak, for the bytes differ by coding; it is of the content, which names revision, day and query.
    pub(super) fn new(document: Document, policy: Policy<'_>) -> Self {
        let mut headers = headers::headers(&document, policy);
        let hash = Sha256::digest(&document.bytes);
        let tag = format!("W/\"{}\"", URL_SAFE_NO_PAD.encode(&hash[..12]));
        let tag = HeaderValue::from_str(&tag).unwrap_or_else(|_| HeaderValue::from_static("W/\"\""));
        headers.insert(header::ETAG, tag.clone());
        let negotiated = !PACKED.contains(&document.content_type);
        let compressible = negotiated && document.bytes.len() >= LEAST_COMPRESSED;
        if negotiated {
            headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        }
        Self {
            status: StatusCode::OK,
            stamp: None,
            headers,
            tag,
            body: document.bytes.into(),
            negotiated,
            compressible,
            effort: if matches!(policy, Policy::Asset | Policy::Immutable) { 11 } else { 6 },
            brotli: OnceLock::new(),
            gzip: OnceLock::new(),
        }
    }

    /// With one more header; a value that is none is left out.
    #[must_use]
    pub(super) fn with(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.insert(name, value);
        }
        self
    }

    /// With the brotli that it was given where it was made, which is smaller than what is made here.
    #[must_use]
    pub(super) fn squeezed(self, brotli: &'static [u8]) -> Self {
        Self { brotli: OnceLock::from(Bytes::from_static(brotli)), ..self }
    }

    /// As what stands in the place of something that is no longer here.
    #[must_use]
    pub(super) fn gone(mut self) -> Self {
        self.status = StatusCode::GONE;
        self
    }

    /// Bytes that keeping it takes, its compressed forms included.
    pub(super) fn weight(&self) -> u32 {
        let coded = if self.compressible { self.body.len() / 2 } else { 0 };
        u32::try_from(self.body.len() + coded + 2_048).unwrap_or(u32::MAX)
    }

    /// The response to this request: the bytes, or 304 when the client has them.
    ///
    /// # Errors
    /// [`Problem::NoSuchCoding`] when the client takes none that we have.
    pub(super) async fn respond(self: Arc<Self>, request: &HttpRequest) -> Result<HttpResponse, Problem> {
        // Only what would be answered with 200 may be said to be the same (RFC 9110, 13.2.1).
        if self.status == StatusCode::OK && self.is_known_to(request) {
            let mut response = HttpResponse::new(StatusCode::NOT_MODIFIED);
            *response.headers_mut() = self.headers.clone();
            response.headers_mut().remove(header::CONTENT_TYPE);
            return Ok(response);
        }
        let coding = self.coding(request.headers()).ok_or(Problem::NoSuchCoding)?;
        let body = Self::coded(&self, coding).await;
        let mut response = HttpResponse::new(self.status).set_body(body);
        *response.headers_mut() = self.headers.clone();
        if let Some(name) = coding.name() {
            response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        Ok(response.map_into_boxed_body())
    }

    fn coding(&self, headers: &HeaderMap) -> Option<Coding> {
        match (self.negotiated, self.compressible) {
            (false, _) => Some(Coding::Identity),
            (true, false) => Accepted::of(headers).plainest(),
            (true, true) => Accepted::of(headers).densest(),
        }
    }

    /// RFC 9110, 13.1.2: `If-None-Match` compares weakly.
    fn is_known_to(&self, request: &HttpRequest) -> bool {
        let Some(known) = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok())
        else {
            return false;
        };
        let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
        let own = self.tag.to_str().map(opaque).unwrap_or_default();
        known.split(',').any(|tag| tag.trim() == "*" || opaque(tag) == own)
    }

    async fn coded(answer: &Arc<Self>, coding: Coding) -> Bytes {
        let kept = match coding {
            Coding::Brotli => &answer.brotli,
            Coding::Gzip => &answer.gzip,
            Coding::Identity => return answer.body.clone(),
        };
        if let Some(bytes) = kept.get() {
            return bytes.clone();
        }
        let own = answer.clone();
        let made = actix_web::web::block(move || match coding {
            Coding::Gzip => own.gzip.get_or_init(|| coding::gzip(&own.body)).clone(),
            Coding::Brotli | Coding::Identity => {
                own.brotli.get_or_init(|| coding::brotli(&own.body, own.effort)).clone()
            }
        });
        // Only a pool that is shutting down refuses work; the connection ends then anyway.
        made.await.unwrap_or_default()
    }
}
