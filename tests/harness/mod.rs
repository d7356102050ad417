//! Starts what the tests speak to: the service, a browser, a host page from another origin.

pub mod axe;
pub mod browser;
pub mod folder;
pub mod host;
pub mod picture;
pub mod reply;
pub mod service;

pub use browser::{Browser, Scripts};
pub use folder::Folder;
pub use host::Host;
pub use picture::{Kept, Picture, Tolerance};
pub use reply::Reply;
pub use service::Service;

use std::net::TcpListener;

/// A port that was free a moment ago.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A table of the project as rows of named cells.
pub fn table(text: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(|row| row.unwrap()).collect()
}

/// The figures of the demonstration, as they were published.
pub const FIGURES: &str = include_str!("../../service/demo/figures.csv");
/// Their sources.
pub const SOURCES: &str = include_str!("../../service/demo/sources.csv");
/// What they must add up to.
pub const CHECKS: &str = include_str!("../data/checks.csv");
/// Every chart of the demonstration.
pub fn charts() -> Vec<&'static str> {
    let rows = include_str!("../../service/demo/charts.csv").lines().skip(1);
    rows.map(|row| row.split(',').next().unwrap()).collect()
}
