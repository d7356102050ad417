//! One message on its way: no redirects, no proxy of the environment, and only to addresses that a webhook may have.

use std::sync::Arc;
use std::time::Duration;

use ureq::config::Config;
use ureq::http::Uri;
use ureq::tls::{RootCerts, TlsConfig, TlsProvider};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error};

use super::sign::signature;
use crate::domain::{Letter, Moment, WebhookAddress, is_public};

/// Who takes a message does so at once, and works on it later.
const PATIENCE: Duration = Duration::from_secs(10);

/// What sends.
pub(super) struct Post {
    agent: Agent,
}

impl Post {
    /// `private` says whether addresses that are not everybody's may be sent to.
    pub(super) fn new(private: bool) -> Self {
        let tls = TlsConfig::builder()
            .provider(TlsProvider::Rustls)
            .root_certs(RootCerts::PlatformVerifier)
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        let config = Config::builder()
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .proxy(None)
            .timeout_global(Some(PATIENCE))
            .max_idle_connections(0)
            .user_agent(concat!("baocao/", env!("CARGO_PKG_VERSION")))
            .tls_config(tls)
            .build();
        let resolver = Guarded { inner: DefaultResolver::default(), private };
        Self { agent: Agent::with_parts(config, DefaultConnector::default(), resolver) }
    }

    /// Sends a message: `Ok` when it was taken; what was answered either way.
    pub(super) fn send(&self, letter: &Letter, now: &Moment) -> Result<String, String> {
        let (id, seconds) = (format!("msg_{}", letter.id), now.millis() / 1_000);
        let sent = self
            .agent
            .post(letter.address.as_str())
            .header("content-type", "application/json")
            .header("webhook-id", &id)
            .header("webhook-timestamp", seconds.to_string())
            .header("webhook-signature", signature(&letter.secret, &id, seconds, &letter.body))
            .send(letter.body.as_str());
        match sent {
            Ok(response) if response.status().is_success() => Ok(response.status().as_u16().to_string()),
            Ok(response) => Err(response.status().as_u16().to_string()),
            Err(wrong) => Err(wrong.to_string().chars().take(200).collect()),
        }
    }
}

/// Finds the addresses of a host, and stops before one that a webhook may not have: what a name means can change after it was set.
#[derive(Debug)]
struct Guarded {
    inner: DefaultResolver,
    private: bool,
}

impl Resolver for Guarded {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        let names_loopback =
            WebhookAddress::parse(&uri.to_string()).is_ok_and(|address| address.is_loopback());
        let may = |ip: std::net::IpAddr| {
            if names_loopback { ip.is_loopback() } else { is_public(ip) || self.private && !ip.is_loopback() }
        };
        if found.iter().all(|one| may(one.ip())) { Ok(found) } else { Err(Error::HostNotFound) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tries to send; what is behind the address does not matter.
    fn sent(private: bool, address: &str) -> Result<String, String> {
        let letter = Letter {
            id: 1,
            webhook: 1,
            address: WebhookAddress::parse(address).unwrap(),
            secret: vec![7; 32],
            body: "{}".into(),
            tries: 0,
        };
        Post::new(private).send(&letter, &Moment::of_millis(0))
    }

    #[test]
    fn a_name_that_means_this_machine_or_network_is_not_asked() {
        for address in ["https://10.255.255.1:9/", "https://169.254.169.254/latest", "https://[fd00::1]:9/"] {
            assert_eq!(sent(false, address), Err("host not found".to_owned()), "{address}");
        }
    }
}
