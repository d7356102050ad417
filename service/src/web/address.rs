//! Where the reader found us: the base of absolute addresses, from headers that anybody can write.

use actix_web::HttpRequest;
use actix_web::http::header;

use super::problem::Problem;

/// `http://host:port` of this request, without a slash at the end.
///
/// The host is taken only when it is one: a name or an address with an optional port. The scheme is the proxy's word.
///
/// # Errors
/// [`Problem::BadHost`].
pub(super) fn base(request: &HttpRequest) -> Result<String, Problem> {
    let text = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let host = text(header::HOST.as_str()).filter(|host| is_host(host)).ok_or(Problem::BadHost)?;
    let scheme = match text("x-forwarded-proto") {
        Some("https") => "https",
        _ => "http",
    };
    Ok(format!("{scheme}://{host}"))
}

pub(super) fn is_host(text: &str) -> bool {
    let (name, port) = match text.strip_prefix('[') {
        Some(rest) => match rest.split_once(']') {
            Some((address, port)) => (address.parse::<std::net::Ipv6Addr>().is_ok(), port.strip_prefix(':')),
            None => return false,
        },
        None => {
            let (name, port) = text.split_once(':').map_or((text, None), |(name, port)| (name, Some(port)));
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
            (!name.is_empty() && name.len() <= 253 && name.bytes().all(plain), port)
        }
    };
    name && port.is_none_or(|port| port.parse::<u16>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_host_is_taken_for_one() {
        for right in ["localhost:8080", "baocao.hanoi.gov.vn", "127.0.0.1", "[::1]:80"] {
            assert!(is_host(right), "`{right}`");
        }
        for wrong in ["", "a b", "a/b", "a\"b", "<script>", "a:b", "a:99999", "[x]:1", "[::1", "a@b"] {
            assert!(!is_host(wrong), "`{wrong}`");
        }
    }
}
