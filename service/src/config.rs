//! The settings; what is written beside each is its manual.

use std::path::PathBuf;

/// What every command goes by.
#[derive(Clone, Debug, clap::Args)]
pub struct Settings {
    /// The folder that holds the store; made when it is not there
    #[arg(long, value_name = "DIR", env = "BAOCAO_DATA", default_value = "data", global = true)]
    pub data: PathBuf,
    /// The most bytes a filing may have
    #[arg(
        long,
        value_name = "BYTES",
        env = "BAOCAO_MOST_BYTES",
        default_value_t = 10_000_000,
        global = true
    )]
    pub most_bytes: usize,
    /// The most rows a filing may have
    #[arg(long, value_name = "ROWS", env = "BAOCAO_MOST_ROWS", default_value_t = 200_000, global = true)]
    pub most_rows: usize,
}

impl Settings {
    /// The defaults, over this folder.
    #[must_use]
    pub fn of(data: impl Into<PathBuf>) -> Self {
        Self { data: data.into(), most_bytes: 10_000_000, most_rows: 200_000 }
    }
}
