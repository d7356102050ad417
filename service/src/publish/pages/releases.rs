//! What became public and when: the list of releases, and each with what it changed.

use serde::Serialize;

use super::meta::{Meta, meta};
use super::{Around, around};
use crate::domain::{Moment, Redefinition, Revision};
use crate::publish::embed::Place;
use crate::publish::feed::Entry;
use crate::publish::page::{self, PageError};
use crate::publish::told::Group;
use crate::publish::{Document, Lang, redefined, words};

/// A release as pages show it.
#[derive(Debug, Serialize)]
pub(super) struct ReleaseLine<'a> {
    pub(super) path: String,
    title: String,
    /// `2.0.1`
    version: String,
    /// Day and time in Hanoi.
    at: String,
    /// As RFC 3339.
    instant: &'a str,
    summary: &'a str,
    rolled_back: Option<String>,
    groups: &'a [Group],
    /// All of it, for programs.
    changes: String,
}

/// A release as pages show it.
pub(super) fn line(entry: &Entry, lang: Lang) -> ReleaseLine<'_> {
    let release = &entry.release;
    let before = release.number.0.saturating_sub(1);
    ReleaseLine {
        path: format!("/releases/{}", release.number),
        title: match lang {
            Lang::Vi => format!("Đợt công bố {}", release.number),
            Lang::En => format!("Release {}", release.number),
        },
        version: release.version.to_string(),
        at: clock(&release.at, lang),
        instant: &release.at.instant,
        summary: &entry.summary,
        rolled_back: release.rolled_back.as_ref().map(|back| clock(&back.at, lang)),
        groups: &entry.groups,
        changes: format!("from={before}&to={}", release.number),
    }
}

/// `20/12/2022 15:00`
fn clock(at: &Moment, lang: Lang) -> String {
    let time = at.on_the_clock();
    let time = time.split_once(' ').map_or("", |(_, time)| time);
    format!("{} {time}", words::day(at.day, lang))
}

/// A catalogue that changed what figures mean.
#[derive(Serialize)]
struct DefinitionLine {
    version: String,
    at: String,
    instant: String,
    text: String,
}

#[derive(Serialize)]
struct ReleasesPage<'a> {
    around: Around<'a>,
    meta: Meta,
    releases: Vec<ReleaseLine<'a>>,
    definitions: Vec<DefinitionLine>,
    /// The address of the earlier ones.
    earlier: Option<String>,
    feeds: bool,
}

/// What stands on a page of releases.
#[derive(Debug)]
pub struct Listed<'a> {
    /// The newest first.
    pub entries: &'a [Entry],
    /// What catalogues between them changed of what figures mean, the newest first.
    pub redefinitions: Vec<Redefinition>,
    /// The number before which they are.
    pub before: Option<u64>,
    /// The number before which the others are asked for.
    pub next: Option<Revision>,
}

/// `/releases`
///
/// # Errors
/// [`PageError`] when a template is faulty.
pub fn releases(place: &Place<'_>, listed: &Listed<'_>) -> Result<Document, PageError> {
    let lang = place.lang;
    let before = listed.before;
    let path = before.map_or_else(|| "/releases".to_owned(), |before| format!("/releases?before={before}"));
    let texts = page::texts(lang);
    let text = |key: &str| texts.get(key).map_or("", String::as_str);
    let definition = |one: &Redefinition| DefinitionLine {
        version: one.version.to_string(),
        at: clock(&one.at, lang),
        instant: one.at.instant.clone(),
        text: redefined::text(one, lang),
    };
    let page = ReleasesPage {
        around: around(place, &path, "auto"),
        meta: meta(place, &path, text("releases"), text("releases_lead")),
        releases: listed.entries.iter().map(|entry| line(entry, lang)).collect(),
        definitions: listed.redefinitions.iter().map(definition).collect(),
        earlier: listed.next.map(|next| super::meta::in_language(&format!("/releases?before={next}"), lang)),
        feeds: true,
    };
    page::document("pages/releases.html.j2", lang, page)
}

#[derive(Serialize)]
struct ReleasePage<'a> {
    around: Around<'a>,
    meta: Meta,
    release: ReleaseLine<'a>,
}

/// `/releases/{release}`
///
/// # Errors
/// [`PageError`] when a template is faulty.
pub fn release(place: &Place<'_>, entry: &Entry) -> Result<Document, PageError> {
    let release = line(entry, place.lang);
    let page = ReleasePage {
        around: around(place, &release.path, "auto"),
        meta: meta(place, &release.path, &entry.title(place.lang), &entry.summary),
        release,
    };
    page::document("pages/release.html.j2", place.lang, page)
}
