//! Hosts that may show something, as a policy's `frame-ancestors` writes them.

use std::fmt;

use super::Invalid;

/// A host, or all below one: `baochinhphu.vn`, `*.hanoi.gov.vn`, `localhost:8080`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HostPattern(String);

const LONGEST: usize = 253;

impl HostPattern {
    /// A name in letters, digits and hyphens (others as `xn--…`), with `*.` before it for all below it and a port after it, if need be.
    ///
    /// # Errors
    /// [`Invalid`] for anything else: what stands here is sent as a header.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let plain = text.strip_prefix("*.").unwrap_or(text);
        let (name, port) = plain.split_once(':').map_or((plain, None), |(name, port)| (name, Some(port)));
        let is_label = |label: &str| {
            !label.is_empty()
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        let is_name = name.len() <= LONGEST && name.split('.').all(is_label);
        let is_port = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0));
        if is_name && is_port {
            Ok(Self(text.to_ascii_lowercase()))
        } else {
            Err(Invalid::new("host", text, "write hosts alone, such as baochinhphu.vn or *.hanoi.gov.vn"))
        }
    }

    /// As it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a page of this host, with its port where that is not the scheme's own, is meant.
    #[must_use]
    pub fn covers(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        match self.0.strip_prefix("*.") {
            Some(above) => host.strip_suffix(above).is_some_and(|below| below.ends_with('.')),
            None => host == self.0,
        }
    }
}

impl fmt::Display for HostPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_host_is_taken_for_one() {
        for right in ["baochinhphu.vn", "*.hanoi.gov.vn", "localhost:8080", "10.0.0.1", "Xn--a.vn"] {
            assert!(HostPattern::parse(right).is_ok(), "`{right}`");
        }
        for wrong in [
            "",
            "*",
            "*.",
            "https://a.vn",
            "a.vn/",
            "a b",
            "a;b",
            "a.vn:0",
            "a.vn:x",
            "-a.vn",
            "báo.vn",
            "a..vn",
            "'self'",
            "a\n",
        ] {
            assert!(HostPattern::parse(wrong).is_err(), "`{wrong}` was taken");
        }
    }

    #[test]
    fn a_star_covers_what_is_below_a_host_and_not_the_host_itself() {
        let covers = |pattern: &str, host: &str| HostPattern::parse(pattern).unwrap().covers(host);
        assert!(covers("*.hanoi.gov.vn", "www.Hanoi.gov.vn") && covers("a.vn", "a.vn"));
        assert!(!covers("*.hanoi.gov.vn", "hanoi.gov.vn") && !covers("*.hanoi.gov.vn", "xhanoi.gov.vn"));
        assert!(!covers("a.vn", "b.a.vn") && !covers("a.vn", "a.vn:8080"));
    }
}
