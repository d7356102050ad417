//! `baocao catalogue`

use std::path::{Path, PathBuf};

use super::{Failure, say};
use crate::app::{App, LoadError};
use crate::config::Settings;
use crate::domain::{Actor, Moment};

#[derive(Debug, clap::Subcommand)]
pub(super) enum Command {
    /// Load indicators.csv, organizations.csv, sources.csv and, if there, successions.csv, breakdowns.csv, charts.csv, forms.csv and form-items.csv
    Load {
        /// The folder that holds them; a table that is not there leaves its part as it is
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
}

pub(super) fn load(settings: &Settings, folder: &Path) -> Result<(), Failure> {
    let app = App::open(settings)?;
    let loaded =
        app.load_catalogue(folder, &Actor::operator("cli"), &Moment::now()).map_err(|wrong| match wrong {
            LoadError::Faulty(problems) => Failure::listing(&problems, settings.lang),
            LoadError::Store(wrong) => wrong.into(),
        })?;
    let cube = app.snapshot();
    let parts = cube.catalogue().parts();
    let held = format!(
        "{} indicators, {} organizations, {} sources, {} charts",
        parts.indicators.len(),
        parts.organizations.len(),
        parts.sources.len(),
        parts.charts.len()
    );
    let what = if loaded.unchanged { "unchanged: already" } else { "loaded:" };
    say(format_args!("{what} {held}, revision {}", loaded.revision));
    Ok(())
}
