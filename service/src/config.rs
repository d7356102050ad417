//! The settings; what is written beside each is its manual.

use std::net::{SocketAddr, ToSocketAddrs};
use std::path::PathBuf;

use baocao_widget::locale::Lang;
use clap::Args;
use clap::builder::BoolishValueParser;

use crate::domain::{Article, Network, Threshold};

/// What every command goes by.
#[derive(Clone, Debug, Args)]
pub struct Settings {
    /// The folder that holds the store; made when it is not there
    #[arg(long, global = true, value_name = "DIR", env = "BAOCAO_DATA", default_value = "data")]
    pub data: PathBuf,

    /// The most bytes a filing may have
    #[arg(long, global = true, value_name = "BYTES", env = "BAOCAO_MOST_BYTES", default_value_t = MOST_BYTES)]
    pub most_bytes: usize,

    /// The most rows a filing may have
    #[arg(long, global = true, value_name = "ROWS", env = "BAOCAO_MOST_ROWS", default_value_t = MOST_ROWS)]
    pub most_rows: usize,

    /// The smallest count of a sensitive indicator that is shown below the top of the tree; 1 hides nothing
    #[arg(long, global = true, value_name = "COUNT", env = "BAOCAO_SMALLEST_COUNT", default_value_t = Threshold::default(), value_parser = threshold)]
    pub smallest_count: Threshold,

    /// The language in which problems are told: vi or en
    #[arg(long, global = true, value_name = "LANG", env = "BAOCAO_LANG", default_value = "vi", value_parser = lang)]
    pub lang: Lang,
}

/// What `serve` goes by.
#[derive(Clone, Debug, Args)]
pub struct ServeSettings {
    /// The address to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDR", env = "BAOCAO_LISTEN", default_value = "127.0.0.1:8080", value_parser = address)]
    pub listen: SocketAddr,

    /// Proxies before the service, addresses or networks joined by commas: whom they name in X-Forwarded-For or Forwarded is
    /// counted as who asks; of anybody else these headers are not believed
    #[arg(long, value_name = "NETWORKS", env = "BAOCAO_TRUSTED_PROXIES", value_delimiter = ',', value_parser = network)]
    pub trusted_proxies: Vec<Network>,

    /// Where others find the service, such as `https://baocao.hanoi.gov.vn`: it stands in what webhooks are told; without
    /// it, where it listens
    #[arg(long, value_name = "URL", env = "BAOCAO_PUBLIC_ADDRESS", value_parser = public_address)]
    pub public_address: Option<String>,

    /// Let webhooks go to addresses of private networks
    #[arg(long, env = "BAOCAO_WEBHOOK_PRIVATE", value_parser = BoolishValueParser::new())]
    pub webhook_private: bool,

    /// Seconds before a webhook that failed is tried again; each later pause is five times the one before
    #[arg(long, value_name = "SECONDS", env = "BAOCAO_WEBHOOK_PAUSE", default_value_t = 5)]
    pub webhook_pause: u32,

    /// Load the demonstration data, if the store is empty
    #[arg(long, env = "BAOCAO_DEMO", value_parser = BoolishValueParser::new())]
    pub demo: bool,
}

const MOST_BYTES: usize = 10_000_000;
const MOST_ROWS: usize = 200_000;

impl Settings {
    /// The defaults, over this folder.
    #[must_use]
    pub fn of(data: impl Into<PathBuf>) -> Self {
        Self {
            data: data.into(),
            most_bytes: MOST_BYTES,
            most_rows: MOST_ROWS,
            smallest_count: Threshold::default(),
            lang: Lang::Vi,
        }
    }
}

fn threshold(text: &str) -> Result<Threshold, String> {
    Threshold::parse(text).map_err(|wrong| wrong.remedy.to_owned())
}

fn network(text: &str) -> Result<Network, String> {
    Network::parse(text.trim()).map_err(|wrong| wrong.remedy.to_owned())
}

fn lang(text: &str) -> Result<Lang, String> {
    Lang::parse(text).ok_or_else(|| "use vi or en".to_owned())
}

fn public_address(text: &str) -> Result<String, String> {
    let text = text.trim_end_matches('/');
    // An article's address without a path is that of a site.
    let is_site = Article::parse(text).is_ok_and(|one| text.ends_with(&format!("://{}", one.host())));
    is_site.then(|| text.to_owned()).ok_or_else(|| "write https:// and a host, without a path".to_owned())
}

fn address(text: &str) -> Result<SocketAddr, String> {
    let found = text.to_socket_addrs().ok().and_then(|mut addresses| addresses.next());
    found.ok_or_else(|| "write a host and a port, such as 127.0.0.1:8080".to_owned())
}
