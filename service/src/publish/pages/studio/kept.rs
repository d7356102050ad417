//! What the studio shows to who is signed in: how a chart is kept or saved, the drafts, and a saved chart as it was and is.

use serde::Serialize;

use crate::domain::Actor;
use crate::publish::embed::Place;
use crate::publish::page::{self, PageError};
use crate::publish::pages::desk_lines::Told;
use crate::publish::pages::parts::{ChartParts, parts};
use crate::publish::pages::{Around, Shown, around, said};
use crate::publish::{Document, Lang};

/// Who looks, and where.
#[derive(Clone, Copy, Debug)]
pub struct Signed<'a> {
    /// `https://host`
    pub base: &'a str,
    /// Its language.
    pub lang: Lang,
    /// The path of the page.
    pub path: &'a str,
    /// Who is signed in.
    pub actor: &'a Actor,
}

/// Where a chart is kept as a draft, or saved for everybody to see.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Saving {
    /// What is told first.
    #[serde(flatten)]
    pub told: Told,
    /// What is wrong with the chart, each with what to do; nothing where it can be saved.
    pub wrong: Vec<String>,
    /// The fields, as an address has them.
    pub fields: String,
    /// The slug of the chart that is changed; empty for a new one.
    pub chart: String,
    /// What that chart's fields are now.
    pub before: String,
    /// The draft that the fields come from; empty for none.
    pub draft: String,
    /// What a draft would be called.
    pub name: String,
    /// What a new chart's slug would be.
    pub slug: String,
    /// A link that was made to figures that are not public.
    pub link: Option<Link>,
}

/// A link to figures that are not public.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    /// Where it leads.
    pub address: String,
    /// Until when.
    pub until: String,
}

/// Drafts, and the saved charts.
#[derive(Clone, Debug, Serialize)]
pub struct Drafts {
    /// What is told first.
    #[serde(flatten)]
    pub told: Told,
    /// The newest first.
    pub drafts: Vec<DraftLine>,
    /// In the order of the catalogue.
    pub charts: Vec<SavedLine>,
}

/// A version of a draft, or of a saved chart.
#[derive(Clone, Debug, Serialize)]
pub struct DraftLine {
    /// Its number, and its version's.
    pub number: String,
    /// What it is called.
    pub name: String,
    /// When it was kept.
    pub when: String,
    /// By whom.
    pub by: String,
    /// Where it is changed.
    pub open: String,
    /// Where its other versions are, if there are any.
    pub versions: Option<String>,
}

/// A saved chart.
#[derive(Clone, Debug, Serialize)]
pub struct SavedLine {
    /// Its slug.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its sheet.
    pub href: String,
    /// Whether it was withdrawn.
    pub withdrawn: bool,
}

/// Versions of a draft.
#[derive(Clone, Debug, Serialize)]
pub struct Versions {
    /// What is told first.
    #[serde(flatten)]
    pub told: Told,
    /// What it is called.
    pub name: String,
    /// The newest first.
    pub versions: Vec<DraftLine>,
}

/// A saved chart as it was and is.
#[derive(Clone, Debug, Serialize)]
pub struct Saved {
    /// The versions, under the chart's title.
    #[serde(flatten)]
    pub versions: Versions,
    /// Its slug.
    pub slug: String,
    /// From when on it is not shown, if so.
    pub withdrawn: Option<String>,
    /// Why, if so.
    pub reason: Option<String>,
    /// The hosts whose pages show it, and how often each asked for it of late.
    pub hosts: Vec<(String, u64)>,
    /// Charts that may take its place: slug and title.
    pub others: Vec<(String, String)>,
    /// Whether who looks may withdraw it.
    pub may_withdraw: bool,
    /// Whether they may show it again.
    pub may_restore: bool,
}

#[derive(Serialize)]
struct Page<'a, T> {
    around: Around<'a>,
    name: &'a str,
    role: String,
    content: T,
}

#[derive(Serialize)]
struct SavingPage<'a> {
    #[serde(flatten)]
    saving: &'a Saving,
    chart_shown: Option<ChartParts<'a>>,
}

/// `/studio/save`
///
/// # Errors
/// [`PageError`] when a template is faulty; likewise below.
pub fn studio_save(
    signed: &Signed<'_>,
    saving: &Saving,
    shown: Option<&Shown<'_>>,
) -> Result<Document, PageError> {
    let content = SavingPage { saving, chart_shown: shown.map(|shown| parts(shown, true)) };
    written(signed, "studio-save", content)
}

/// `/studio/drafts`
///
/// # Errors
/// As above.
pub fn studio_drafts(signed: &Signed<'_>, drafts: &Drafts) -> Result<Document, PageError> {
    written(signed, "studio-drafts", drafts)
}

/// `/studio/drafts/{draft}`
///
/// # Errors
/// As above.
pub fn studio_draft(signed: &Signed<'_>, versions: &Versions) -> Result<Document, PageError> {
    written(signed, "studio-draft", versions)
}

/// `/studio/charts/{slug}`
///
/// # Errors
/// As above.
pub fn studio_saved(signed: &Signed<'_>, saved: &Saved) -> Result<Document, PageError> {
    written(signed, "studio-saved", saved)
}

fn written(signed: &Signed<'_>, template: &str, content: impl Serialize) -> Result<Document, PageError> {
    let place = Place::plain(signed.base, signed.lang, None);
    let page = Page {
        around: around(&place, signed.path, "auto"),
        name: &signed.actor.name,
        role: said(signed.lang, &format!("role_{}", signed.actor.role)),
        content,
    };
    page::document(&format!("pages/{template}.html.j2"), signed.lang, page)
}
