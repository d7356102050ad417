//! The pages: what each template is given, a file for each page.

mod briefing;
mod briefings;
mod chart;
mod desk;
mod desk_charts;
mod desk_lines;
mod desk_releases;
mod downloads;
mod error;
mod frame;
mod front;
mod indicator;
mod indicators;
mod meta;
mod organization;
mod organizations;
mod parts;
mod pinned;
mod releases;
mod remarks;
mod search;
mod select;
mod sign_in;
mod site_card;
mod sources;
mod studio;
mod tombstone;

use std::sync::LazyLock;

use baocao_widget::{Dataset, Theme};
use serde::Serialize;

use super::Lang;
use super::embed::Place;
use super::page;
use crate::domain::ChartSpec;
use crate::rollup::Report;
use crate::rollup::vintages::Newer;

pub use briefing::{BriefingSheet, Section, briefing};
pub use briefings::briefings;
pub use chart::{chart, oembed_links};
pub use desk::{
    Chosen, Desk, FilingSheet, FormLine, FormRow, FormSheet, Overview, OwnLine, Reason, SentencesSheet,
    Sheet, UploadSheet, desk, said,
};
pub use desk_charts::{ChartLine, ChartsSheet, HostLine};
pub use desk_lines::{DecidedLine, DifferenceLine, FilingLine, FilingLink, Finding, Told};
pub use desk_releases::{OverSheet, ReleaseLine, ReleasesPart, ReleasesSheet};
pub(super) use downloads::downloads;
pub use error::{Error, error};
pub use frame::frame;
pub use front::{Card, Front, card, front};
pub use indicator::{IndicatorSheet, indicator};
pub use indicators::indicators;
pub(super) use meta::{Meta, meta};
pub use organization::{OrganizationSheet, organization};
pub use organizations::organizations;
pub use releases::{Listed, release, releases};
pub use search::{Found, search};
pub use sign_in::{SignIn, sign_in};
pub use site_card::site_card;
pub use studio::{
    Built, CARDS, DraftLine, Drafts, Link, Saved, SavedLine, Saving, Signed, Unreleased, Versions, Wanted,
    found, studio, studio_build, studio_chart, studio_draft, studio_drafts, studio_save, studio_saved,
    studio_unreleased,
};
pub use tombstone::{tombstone, tombstone_frame};

/// A chart that a page shows.
pub struct Shown<'a> {
    /// The chart.
    pub spec: &'a ChartSpec,
    /// Its answer.
    pub report: &'a Report,
    /// Its drawing.
    pub dataset: &'a Dataset,
    /// Its sentence, where there is a true one.
    pub sentence: Option<String>,
    /// Where it is, in which language.
    pub place: &'a Place<'a>,
    /// A theme's word, as [`theme`] writes it.
    pub theme: &'static str,
    /// For a chart that is pinned to a day: what was published since.
    pub newer: Option<Newer>,
}

/// A theme's word, as addresses write it.
#[must_use]
pub fn theme(theme: Theme) -> &'static str {
    match theme {
        Theme::Auto => "auto",
        Theme::Light => "light",
        Theme::Dark => "dark",
        Theme::LightContrast => "light-contrast",
        Theme::DarkContrast => "dark-contrast",
    }
}

static STYLE: LazyLock<String> = LazyLock::new(|| {
    let pages = page::text("assets/page.css").lines().map(str::trim).collect::<Vec<_>>().join("\n");
    format!("{}{pages}", baocao_widget::stylesheet(Theme::Auto))
});

/// The one style element of all pages; their policy knows it by its hash.
#[must_use]
pub fn style() -> &'static str {
    &STYLE
}

static FRAME_SCRIPT: LazyLock<String> = LazyLock::new(|| {
    let lines = page::text("assets/frame.js").lines().map(str::trim).filter(|line| !line.starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
});

/// The one script that stands inside a frame, so that its height is told before anything else is fetched; the frame's policy knows it by
/// its hash.
#[must_use]
pub fn frame_script() -> &'static str {
    &FRAME_SCRIPT
}

/// What the frame around every page needs.
#[derive(Serialize)]
pub(super) struct Around<'a> {
    style: &'static str,
    base: &'a str,
    theme: &'static str,
    /// The same page in the other language.
    other: String,
    /// `?lang=en`, or nothing.
    suffix: &'static str,
    loader: Option<String>,
    integrity: Option<&'a str>,
}

pub(super) fn around<'a>(place: &'a Place<'a>, path: &str, theme: &'static str) -> Around<'a> {
    let (other, suffix) = match place.lang {
        Lang::Vi => (meta::in_language(path, Lang::En), ""),
        Lang::En => (path.to_owned(), "?lang=en"),
    };
    Around {
        style: style(),
        base: place.base,
        theme,
        other,
        suffix,
        loader: place.loader.map(|loader| loader.path.clone()),
        integrity: place.loader.map(|loader| loader.integrity.as_str()),
    }
}
