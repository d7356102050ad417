//! Who asks, as proxies before the service tell it, of which each says whom it heard: `X-Forwarded-For`, and `Forwarded` of RFC
//! 7239. Anybody can write both, so they are believed only as far as those wrote them whom the operator named.

use std::net::{IpAddr, SocketAddr};
use std::sync::Once;

use actix_web::http::header::HeaderMap;

use crate::domain::Network;

/// Who sits behind one line has at least so many bits of IPv6 addresses alike, and all that follow at will.
const LINE: u8 = 64;

/// Who asks, for counting: the last whom no trusted proxy answers for; empty where nobody is at the other end of the line.
///
/// Where both headers are there and tell of different people, one of them was sent by who asks: then it is the proxy that counts.
pub(super) fn client(peer: Option<IpAddr>, headers: &HeaderMap, trusted: &[Network]) -> String {
    let Some(peer) = peer.map(|peer| peer.to_canonical()) else { return String::new() };
    let [plain, rfc] = ["x-forwarded-for", "forwarded"].map(|name| values(headers, name));
    let found = if !trusted.iter().any(|one| one.contains(peer)) {
        if plain.is_some() || rfc.is_some() {
            tell_once(peer);
        }
        peer
    } else {
        let plain = plain.map(|text| last_untrusted(peer, text.split(',').map(address), trusted));
        let rfc = rfc.map(|text| last_untrusted(peer, forwarded(&text).into_iter(), trusted));
        match (plain, rfc) {
            (Some(one), Some(other)) if one != other => peer,
            (one, other) => one.or(other).unwrap_or(peer),
        }
    };
    Network::around(found, LINE).to_string()
}

/// All lines of a header as one, in order; `None` where there is none. A line that is no text tells nothing.
fn values(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines: Vec<&str> = headers.get_all(name).map(|value| value.to_str().unwrap_or("")).collect();
    (!lines.is_empty()).then(|| lines.join(","))
}

/// From the last to the first: each trusted one is believed about whom it heard. Of one whom it did not name nobody knows more.
fn last_untrusted(
    peer: IpAddr,
    named: impl DoubleEndedIterator<Item = Option<IpAddr>>,
    trusted: &[Network],
) -> IpAddr {
    let mut last = peer;
    for one in named.rev() {
        let Some(one) = one else { break };
        last = one.to_canonical();
        if !trusted.iter().any(|proxy| proxy.contains(last)) {
            break;
        }
    }
    last
}

/// `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]` or `[2001:db8::1]:80`.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let with_port = || text.parse::<SocketAddr>().ok().map(|one| one.ip());
    bare.parse().ok().or_else(with_port)
}

/// Whom each element of `Forwarded` is for, in order.
fn forwarded(text: &str) -> Vec<Option<IpAddr>> {
    let is_for = |pair: &String| {
        let (name, value) = pair.split_once('=')?;
        name.trim().eq_ignore_ascii_case("for").then(|| address(value))
    };
    parts(text, ',').iter().map(|element| parts(element, ';').iter().find_map(is_for).flatten()).collect()
}

/// Splits at what is not within quotes; at the last level quotes go. A quote that is not closed takes all that follows.
fn parts(text: &str, at: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let (mut quoted, mut escaped) = (false, false);
    for one in text.chars() {
        let is_quote = one == '"' && !escaped;
        quoted ^= is_quote;
        escaped = quoted && one == '\\' && !escaped;
        match parts.last_mut() {
            _ if one == at && !quoted => parts.push(String::new()),
            Some(part) if !(is_quote && at == ';') => part.push(one),
            _ => {}
        }
    }
    parts
}

/// An operator whose proxy is not named would otherwise wonder why all readers are one.
fn tell_once(peer: IpAddr) {
    static TOLD: Once = Once::new();
    TOLD.call_once(|| {
        tracing::warn!(
            "{peer} says for whom it asks, and is not believed; if it is your proxy, name it with --trusted-proxies"
        );
    });
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{HeaderName, HeaderValue};

    use super::*;

    /// With the proxies 10.0.0.0/8 and fd00::1.
    fn asked(peer: &str, headers: &[(&'static str, &str)]) -> String {
        let trusted = ["10.0.0.0/8", "fd00::1"].map(|text| Network::parse(text).unwrap());
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(HeaderName::from_static(name), HeaderValue::from_str(value).unwrap());
        }
        client(Some(peer.parse().unwrap()), &map, &trusted)
    }

    const XFF: &str = "x-forwarded-for";

    #[test]
    fn what_somebody_else_than_a_proxy_writes_is_not_believed() {
        for peer in ["192.0.2.9", "127.0.0.1", "192.168.0.1", "fd00::2"] {
            let alone = asked(peer, &[]);
            assert_eq!(asked(peer, &[(XFF, "203.0.113.1")]), alone);
            assert_eq!(asked(peer, &[("forwarded", "for=203.0.113.1")]), alone);
        }
        assert_eq!(client(None, &HeaderMap::new(), &[]), "");
    }

    #[test]
    fn of_all_whom_proxies_name_the_last_that_is_no_proxy_counts() {
        for (named, who) in [
            ("203.0.113.1", "203.0.113.1"),
            // The first was there when it came to the proxy: whoever asks wrote it.
            ("198.51.100.7, 203.0.113.1", "203.0.113.1"),
            ("198.51.100.7, 203.0.113.1, 10.1.2.3", "203.0.113.1"),
            ("203.0.113.1:4711, [fd00::1]:80", "203.0.113.1"),
            ("10.9.9.9, 10.1.2.3", "10.9.9.9"),
            ("::ffff:203.0.113.1", "203.0.113.1"),
            ("198.51.100.7, unknown, 10.1.2.3", "10.1.2.3"),
            ("198.51.100.7, ", "10.0.0.1"),
            ("", "10.0.0.1"),
        ] {
            assert_eq!(asked("10.0.0.1", &[(XFF, named)]), who, "{named}");
            assert_eq!(asked("::ffff:10.0.0.1", &[(XFF, named)]), who, "{named}");
        }
        // A proxy may add a line of its own below those that were sent to it.
        assert_eq!(asked("10.0.0.1", &[(XFF, "198.51.100.7"), (XFF, "203.0.113.1")]), "203.0.113.1");
    }

    #[test]
    fn the_header_of_the_standard_says_the_same() {
        for (named, who) in [
            ("for=203.0.113.1;proto=https;by=10.0.0.1", "203.0.113.1"),
            ("for=198.51.100.7, For=203.0.113.1", "203.0.113.1"),
            ("proto=https;for=\"203.0.113.1:80\", for=10.1.2.3", "203.0.113.1"),
            ("for=\"[2001:db8:1:2::3]:4711\"", "2001:db8:1:2::/64"),
            ("for=203.0.113.1;host=\"a,for=198.51.100.7;b\"", "203.0.113.1"),
            ("for=203.0.113.1;host=\"a\\\",for=198.51.100.7\"", "203.0.113.1"),
            ("for=198.51.100.7, for=_hidden", "10.0.0.1"),
            ("for=198.51.100.7, proto=https", "10.0.0.1"),
            ("for=198.51.100.7, for=\"", "10.0.0.1"),
        ] {
            assert_eq!(asked("10.0.0.1", &[("forwarded", named)]), who, "{named}");
        }
    }

    #[test]
    fn who_writes_the_header_that_the_proxy_does_not_is_counted_with_the_proxy() {
        let both = |one, other| asked("10.0.0.1", &[(XFF, one), ("forwarded", other)]);
        assert_eq!(both("203.0.113.1", "for=203.0.113.1"), "203.0.113.1");
        assert_eq!(both("203.0.113.1", "for=198.51.100.7"), "10.0.0.1");
        assert_eq!(both("198.51.100.7", "for=203.0.113.1"), "10.0.0.1");
    }

    #[test]
    fn one_line_of_the_new_internet_is_one_who_asks() {
        let of = |named: &str| asked("fd00::1", &[(XFF, named)]);
        assert_eq!(of("2001:db8:1:2::3"), "2001:db8:1:2::/64");
        assert_eq!(of("2001:db8:1:2:ffff::4"), of("2001:db8:1:2::3"));
        assert_ne!(of("2001:db8:1:3::3"), of("2001:db8:1:2::3"));
        assert_eq!(asked("2001:db8:1:2::3", &[]), "2001:db8:1:2::/64");
    }
}
