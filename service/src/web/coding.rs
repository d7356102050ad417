//! How the bytes of an answer are coded: what the client takes, by `Accept-Encoding`, and the coding itself.

use std::io::Write as _;

use actix_web::http::header::{self, HeaderMap};
use actix_web::web::Bytes;

/// A content coding that we send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coding {
    /// The bytes as they are.
    Identity,
    Brotli,
    Gzip,
}

impl Coding {
    /// Its name in `Content-Encoding`; the bytes as they are have none.
    pub(super) fn name(self) -> Option<&'static str> {
        match self {
            Self::Identity => None,
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
        }
    }
}

/// What a client takes, as weights in thousandths; 0 is refused. RFC 9110, 12.5.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Accepted {
    brotli: u16,
    gzip: u16,
    /// Nobody has to name it: where nothing is said it is taken, after everything that is named.
    identity: Option<u16>,
}

impl Accepted {
    /// Reads the header. An item that cannot be read says nothing.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let (mut brotli, mut gzip, mut identity, mut others) = (None, None, None, None);
        let lines = headers.get_all(header::ACCEPT_ENCODING).filter_map(|line| line.to_str().ok());
        for item in lines.flat_map(|line| line.split(',')) {
            let (name, parameter) = item.split_once(';').unwrap_or((item, "q=1"));
            let is = |coding: &str| name.trim().eq_ignore_ascii_case(coding);
            let said = if is("br") {
                &mut brotli
            } else if is("gzip") || is("x-gzip") {
                &mut gzip
            } else if is("identity") {
                &mut identity
            } else if is("*") {
                &mut others
            } else {
                continue;
            };
            *said = weight(parameter).or(*said);
        }
        let coded = |said: Option<u16>| said.or(others).unwrap_or(0);
        Self { brotli: coded(brotli), gzip: coded(gzip), identity: identity.or(others) }
    }

    /// The coding of a body that is worth compressing: what the client likes best, brotli where it has no opinion.
    /// `None` when it takes nothing that we have.
    pub(super) fn densest(self) -> Option<Coding> {
        let known = [
            (Coding::Brotli, self.brotli),
            (Coding::Gzip, self.gzip),
            (Coding::Identity, self.identity.unwrap_or(0)),
        ];
        let best = known.into_iter().reduce(|best, one| if one.1 > best.1 { one } else { best });
        let unsaid = self.identity.is_none().then_some(Coding::Identity);
        best.filter(|(_, weight)| *weight > 0).map(|(coding, _)| coding).or(unsaid)
    }

    /// Whether it would rather have gzip than the bytes as they are.
    pub(super) fn takes_gzip(self) -> bool {
        self.gzip > self.identity.unwrap_or(0)
    }

    /// The coding of a body that gains nothing: as it is, unless that is refused.
    pub(super) fn plainest(self) -> Option<Coding> {
        if self.identity == Some(0) { self.densest() } else { Some(Coding::Identity) }
    }
}

/// `q=0.5` in thousandths; at most three decimals, and nothing over 1.
fn weight(parameter: &str) -> Option<u16> {
    let (name, value) = parameter.trim().split_once('=')?;
    let (whole, decimals) = value.split_once('.').unwrap_or((value, ""));
    let digits = decimals.len() <= 3 && decimals.bytes().all(|byte| byte.is_ascii_digit());
    if !name.eq_ignore_ascii_case("q") || !matches!(whole, "0" | "1") || !digits {
        return None;
    }
    let mut weight = if whole == "1" { 1_000 } else { 0 };
    for (digit, worth) in decimals.bytes().zip([100, 10, 1]) {
        weight += u16::from(digit - b'0') * worth;
    }
    (weight <= 1_000).then_some(weight)
}

/// Brotli, as hard as it is told to try.
pub(super) fn brotli(bytes: &[u8], effort: i32) -> Bytes {
    let parameters = brotli::enc::BrotliEncoderParams { quality: effort, lgwin: 20, ..Default::default() };
    let mut coded = Vec::with_capacity(bytes.len() / 3);
    // Neither a slice nor a vector fails.
    let _ = brotli::BrotliCompress(&mut &*bytes, &mut coded, &parameters);
    coded.into()
}

/// Gzip, for clients without brotli.
pub(super) fn gzip(bytes: &[u8]) -> Bytes {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default().into()
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;

    use super::*;

    fn accepted(lines: &[&'static str]) -> Accepted {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(header::ACCEPT_ENCODING, HeaderValue::from_static(line));
        }
        Accepted::of(&headers)
    }

    #[test]
    fn what_a_client_likes_best_is_sent_and_what_it_refuses_never() {
        use Coding::{Brotli, Gzip, Identity};
        for (text, dense, plain) in [
            ("br, gzip", Some(Brotli), Some(Identity)),
            ("gzip;q=0.5, br;q=1", Some(Brotli), Some(Identity)),
            ("gzip, br;q=0.999", Some(Gzip), Some(Identity)),
            ("GZIP ; Q=0.1", Some(Gzip), Some(Identity)),
            ("x-gzip", Some(Gzip), Some(Identity)),
            ("br;q=0", Some(Identity), Some(Identity)),
            ("br;q=0.000, gzip;q=0.001", Some(Gzip), Some(Identity)),
            ("br;q=0.5, identity", Some(Identity), Some(Identity)),
            ("*", Some(Brotli), Some(Identity)),
            ("*;q=0.5, br;q=0", Some(Gzip), Some(Identity)),
            ("*;q=0, gzip", Some(Gzip), Some(Gzip)),
            ("identity;q=0, br", Some(Brotli), Some(Brotli)),
            ("*;q=0, identity", Some(Identity), Some(Identity)),
            ("*;q=0", None, None),
            ("identity;q=0", None, None),
            ("deflate, zstd", Some(Identity), Some(Identity)),
            ("", Some(Identity), Some(Identity)),
            ("br;q=x, gzip;q=2, gzip;q=0.1234, br;level=3", Some(Identity), Some(Identity)),
        ] {
            let accepted = accepted(&[text]);
            assert_eq!((accepted.densest(), accepted.plainest()), (dense, plain), "`{text}`");
        }
    }

    #[test]
    fn the_header_may_stand_in_several_lines_or_not_at_all() {
        assert_eq!(accepted(&["br;q=0", "gzip"]).densest(), Some(Coding::Gzip));
        assert_eq!(accepted(&[]).densest(), Some(Coding::Identity));
    }
}
