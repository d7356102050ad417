//! A finished answer: its headers and bytes, compressed when first asked for so, and kept.

use std::io::Write as _;
use std::sync::{Arc, OnceLock};

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use super::headers::{self, Policy};
use super::site::Stamp;
use crate::publish::Document;

/// Below this compressing saves no packet.
const LEAST_COMPRESSED: usize = 1_024;

/// What leaves.
pub(super) struct Answer {
    pub(super) stamp: Option<Stamp>,
    headers: HeaderMap,
    tag: HeaderValue,
    body: Bytes,
    compressible: bool,
    /// How hard brotli tries: files that stay are compressed once for many, answers at once for one.
    effort: i32,
    brotli: OnceLock<Bytes>,
    gzip: OnceLock<Bytes>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Coding {
    Identity,
    Brotli,
    Gzip,
}

impl Answer {
    /// The tag is weak, for the bytes differ by coding; it is of the content, which names revision, day and query.
    pub(super) fn new(document: Document, policy: Policy) -> Self {
        let mut headers = headers::headers(&document, policy);
        let hash = Sha256::digest(&document.bytes);
        let tag = format!("W/\"{}\"", URL_SAFE_NO_PAD.encode(&hash[..12]));
        let tag = HeaderValue::from_str(&tag).unwrap_or_else(|_| HeaderValue::from_static("W/\"\""));
        headers.insert(header::ETAG, tag.clone());
        let picture = document.content_type == crate::publish::png::CONTENT_TYPE;
        let compressible = !picture && document.bytes.len() >= LEAST_COMPRESSED;
        if !picture {
            headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        }
        Self {
            stamp: None,
            headers,
            tag,
            body: document.bytes.into(),
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

    /// Bytes that keeping it takes, its compressed forms included.
    pub(super) fn weight(&self) -> u32 {
        let coded = if self.compressible { self.body.len() / 2 } else { 0 };
        u32::try_from(self.body.len() + coded + 2_048).unwrap_or(u32::MAX)
    }

    /// The response to this request: the bytes, or 304 when the client has them.
    pub(super) async fn respond(self: Arc<Self>, request: &HttpRequest) -> HttpResponse {
        if self.is_known_to(request) {
            let mut response = HttpResponse::new(StatusCode::NOT_MODIFIED);
            *response.headers_mut() = self.headers.clone();
            response.headers_mut().remove(header::CONTENT_TYPE);
            return response;
        }
        let coding = if self.compressible { accepted(request.headers()) } else { Coding::Identity };
        let body = match coding {
            Coding::Identity => self.body.clone(),
            Coding::Brotli | Coding::Gzip => Self::coded(&self, coding).await,
        };
        let mut response = HttpResponse::new(StatusCode::OK).set_body(body);
        *response.headers_mut() = self.headers.clone();
        match coding {
            Coding::Identity => {}
            Coding::Brotli => put(response.headers_mut(), "br"),
            Coding::Gzip => put(response.headers_mut(), "gzip"),
        }
        response.map_into_boxed_body()
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
            Coding::Gzip => own.gzip.get_or_init(|| gzip(&own.body)).clone(),
            Coding::Brotli | Coding::Identity => {
                own.brotli.get_or_init(|| brotli(&own.body, own.effort)).clone()
            }
        });
        // Only a pool that is shutting down refuses work; the connection ends then anyway.
        made.await.unwrap_or_default()
    }
}

fn put(headers: &mut HeaderMap, coding: &'static str) {
    headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
}

/// The coding we send: brotli before gzip, each unless it is refused with `q=0`.
fn accepted(headers: &HeaderMap) -> Coding {
    let Some(text) = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()) else {
        return Coding::Identity;
    };
    let takes = |name: &str| {
        text.split(',').any(|part| {
            let (coding, quality) = part.split_once(';').unwrap_or((part, ""));
            let refused = matches!(quality.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000");
            coding.trim().eq_ignore_ascii_case(name) && !refused
        })
    };
    if takes("br") {
        Coding::Brotli
    } else if takes("gzip") {
        Coding::Gzip
    } else {
        Coding::Identity
    }
}

fn brotli(bytes: &[u8], effort: i32) -> Bytes {
    let parameters = brotli::enc::BrotliEncoderParams { quality: effort, lgwin: 20, ..Default::default() };
    let mut coded = Vec::with_capacity(bytes.len() / 3);
    // Neither a slice nor a vector fails.
    let _ = brotli::BrotliCompress(&mut &*bytes, &mut coded, &parameters);
    coded.into()
}

fn gzip(bytes: &[u8]) -> Bytes {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default().into()
}
