//! Where the reader found us: the base of absolute addresses, from headers that anybody can write.

use std::net::IpAddr;

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

/// Who asks, for counting: the other end of the line, or whom a proxy on this machine or beside it names last.
pub(super) fn client(request: &HttpRequest) -> String {
    let peer = request.peer_addr().map(|address| address.ip());
    let is_proxy = |ip: IpAddr| match ip {
        IpAddr::V4(ip) => ip.is_loopback() || ip.is_private(),
        IpAddr::V6(ip) => ip.is_loopback() || ip.is_unique_local(),
    };
    // A proxy may add a line of its own below the one that was sent to it.
    let named = request.headers().get_all("x-forwarded-for").last().and_then(|value| value.to_str().ok());
    let last = named.and_then(|names| names.rsplit(',').next()).and_then(|name| name.trim().parse().ok());
    let client = last.filter(|_: &IpAddr| peer.is_none_or(is_proxy)).or(peer);
    client.map_or_else(String::new, |ip| ip.to_string())
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
