//! What the desk's sheet of charts is given.

use serde::Serialize;

/// On whose pages charts are shown.
#[derive(Clone, Debug, Serialize)]
pub struct ChartsSheet {
    /// What was done.
    pub notice: Option<String>,
    /// Why it was not done.
    pub refused: Option<String>,
    /// In the order of the catalogue.
    pub charts: Vec<ChartLine>,
}

/// A chart and who shows it.
#[derive(Clone, Debug, Serialize)]
pub struct ChartLine {
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Its slug.
    pub slug: String,
    /// Where it is withdrawn, or shown again, by who may.
    pub sheet: Option<String>,
    /// The hosts that may frame it; empty where all may.
    pub allowed: String,
    /// From which day it is not shown.
    pub withdrawn: Option<String>,
    /// The hosts that showed it, the most often first.
    pub hosts: Vec<HostLine>,
}

/// A host that showed a chart.
#[derive(Clone, Debug, Serialize)]
pub struct HostLine {
    /// Its name.
    pub host: String,
    /// How often it asked.
    pub count: String,
    /// The last day it did.
    pub last: String,
}
