//! Webhooks: whom a release is told, and how a message is known to be ours.

use std::net::IpAddr;

use super::Invalid;

/// A message is tried so often; the pauses between grow fivefold, from the setting to the longest.
pub const MOST_TRIES: u32 = 9;

/// Six hours, in seconds.
pub const LONGEST_PAUSE: i64 = 6 * 3_600;

/// Where messages are sent: over TLS, or to this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookAddress {
    text: String,
    loopback: bool,
}

impl WebhookAddress {
    /// Reads `https://host/path`, or `http://` where the host is this machine.
    ///
    /// # Errors
    /// [`Invalid`] for anything else: other schemes, names and passwords, fragments, what two readers may read in two ways.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let invalid = || {
            Invalid::new(
                "webhook address",
                text,
                "write https://host/path without a name, a password or a fragment; http:// only to this machine",
            )
        };
        let (secure, rest) = match text.split_once("://") {
            Some(("https", rest)) => (true, rest),
            Some(("http", rest)) => (false, rest),
            _ => return Err(invalid()),
        };
        let host = rest.split(['/', '?']).next().unwrap_or_default();
        let plain = text.len() <= 2_000 && text.bytes().all(|byte| byte.is_ascii_graphic());
        if !plain || text.contains(['@', '\\', '#', '"', '<', '>']) {
            return Err(invalid());
        }
        let loopback = is_loopback(name(host).ok_or_else(invalid)?);
        if !secure && !loopback {
            return Err(invalid());
        }
        Ok(Self { text: text.to_owned(), loopback })
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether its host says that it is this machine.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        self.loopback
    }
}

/// The host without its port.
fn name(host: &str) -> Option<&str> {
    let (name, port) = match host.strip_prefix('[') {
        Some(rest) => {
            let (name, port) = rest.split_once(']')?;
            name.parse::<std::net::Ipv6Addr>().ok()?;
            (name, if port.is_empty() { None } else { Some(port.strip_prefix(':')?) })
        }
        None => {
            let (name, port) = host.split_once(':').map_or((host, None), |(name, port)| (name, Some(port)));
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-';
            (Some(name).filter(|name| !name.is_empty() && name.bytes().all(plain))?, port)
        }
    };
    port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0)).then_some(name)
}

fn is_loopback(name: &str) -> bool {
    name.eq_ignore_ascii_case("localhost") || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// Whether an address belongs to everybody's internet: not to this machine, this network, or to nobody.
#[must_use]
pub fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => {
            let [a, b, c, _] = ip.octets();
            let reserved = a == 0
                || a >= 240
                || (a == 100 && (64..128).contains(&b))
                || (a == 192 && b == 0 && c == 0)
                || (a == 192 && b == 88 && c == 99)
                || (a == 198 && (18..20).contains(&b));
            !(reserved
                || ip.is_private()
                || ip.is_loopback()
                || ip.is_link_local()
                || ip.is_multicast()
                || ip.is_documentation())
        }
        // Of what is handed out, without what holds an address of the fourth version, and documentation.
        IpAddr::V6(ip) => match ip.segments() {
            [0x2001, second, ..] => second >= 0x200 && second != 0xdb8,
            [0x2002, ..] => false,
            [0x3fff, second, ..] => second >= 0x1000,
            [first, ..] => first & 0xe000 == 0x2000,
        },
    }
}

/// A webhook as it is listed: never its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    /// Its number.
    pub id: u64,
    /// Where messages are sent.
    pub address: String,
    /// When it was set, as RFC 3339.
    pub made_at: String,
    /// Messages that are still to be sent.
    pub waiting: u64,
    /// How the last try ended; empty before the first.
    pub outcome: String,
}

/// A message that is due.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Its number: the same at every try, so that who receives it twice knows it.
    pub id: u64,
    /// Its webhook.
    pub webhook: u64,
    /// Where it is sent.
    pub address: WebhookAddress,
    /// What signs it.
    pub secret: Vec<u8>,
    /// JSON.
    pub body: String,
    /// How often it was tried.
    pub tries: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_go_over_tls_or_to_this_machine_only() {
        for right in [
            "https://news.example/hook?a=b",
            "https://news.example:8443",
            "http://127.0.0.1:9000/x",
            "http://localhost/x",
            "http://[::1]:80/",
        ] {
            assert!(WebhookAddress::parse(right).is_ok(), "`{right}`");
        }
        for wrong in [
            "",
            "news.example",
            "http://news.example/",
            "ftp://x/",
            "https://",
            "https:///x",
            "https://u:p@h/",
            "https://h/#x",
            "https://a\\b/",
            "https://h:0/",
            "https://h:99999/",
            "https://h h/",
            "http://127.0.0.1.example/",
            "https://[x]/",
            "https://[::1]x/",
        ] {
            assert!(WebhookAddress::parse(wrong).is_err(), "`{wrong}`");
        }
    }

    #[test]
    fn only_addresses_of_everybody_are_public() {
        for public in ["1.1.1.1", "113.160.0.1", "2001:4860::1", "2606:4700::1"] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
        for other in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "198.18.0.1",
            "192.0.2.1",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "2002:a00:1::",
            "2001::1",
            "2001:db8::1",
            "ff02::1",
        ] {
            assert!(!is_public(other.parse().unwrap()), "{other}");
        }
    }
}
