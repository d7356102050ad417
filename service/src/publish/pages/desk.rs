//! The desk: what its sheets are given.

use serde::Serialize;

use super::desk_charts::ChartsSheet;
use super::desk_lines::{DecidedLine, DifferenceLine, FilingLine, FilingLink, Finding, Told};
use super::desk_releases::{OverSheet, ReleasesSheet};
use super::{Around, around};
use crate::domain::{Act, Actor, Organization};
use crate::publish::embed::Place;
use crate::publish::page::{self, PageError};
use crate::publish::{Document, Lang, name};

/// Who looks, and where.
#[derive(Clone, Copy, Debug)]
pub struct Desk<'a> {
    /// `https://host`
    pub base: &'a str,
    /// Its language.
    pub lang: Lang,
    /// The path of the sheet.
    pub path: &'a str,
    /// Who is signed in.
    pub actor: &'a Actor,
    /// For whom; `None` is all.
    pub organization: Option<&'a Organization>,
}

/// A sheet of the desk and what it says; every text is of its language already.
#[derive(Clone, Debug)]
pub enum Sheet {
    /// Who has filed, and what waits.
    Overview(Overview),
    /// A form for a period.
    Form(FormSheet),
    /// A filing.
    Filing(FilingSheet),
    /// What was and will be released.
    Releases(ReleasesSheet),
    /// What a release would put over newer figures.
    Over(OverSheet),
    /// Where files come in.
    Upload(UploadSheet),
    /// Where editors write sentences.
    Sentences(SentencesSheet),
    /// On whose pages charts are shown.
    Charts(ChartsSheet),
}

/// Who has filed, and what waits.
#[derive(Clone, Debug, Serialize)]
pub struct Overview {
    #[serde(flatten)]
    /// What is told first.
    pub told: Told,
    /// Each form for the last period that is over.
    pub forms: Vec<FormLine>,
    /// What waits, the newest first.
    pub filings: Vec<FilingLine>,
    /// Whether who looks may release.
    pub may_release: bool,
    /// Whether anything can be released.
    pub releasable: bool,
    /// The earliest time of a release to come, as the field writes it.
    pub earliest: String,
}

/// A form for a period.
#[derive(Clone, Debug, Serialize)]
pub struct FormLine {
    /// Its sheet.
    pub href: String,
    /// Its name.
    pub name: String,
    /// The period, in words.
    pub period: String,
    /// The same as its field takes it.
    pub period_code: String,
    /// The day it is due.
    pub due: String,
    /// How many filed.
    pub received: usize,
    /// How many are to file.
    pub expected: usize,
    /// How many filed late.
    pub late: usize,
    /// How many have not filed.
    pub missing: usize,
}

/// Who has filed a form for a period.
#[derive(Clone, Debug, Serialize)]
pub struct FormSheet {
    /// What is told first.
    #[serde(flatten)]
    pub told: Told,
    /// The form.
    #[serde(flatten)]
    pub line: FormLine,
    /// Who is to file it, and who filed it besides.
    pub rows: Vec<FormRow>,
}

/// Who files, and what they filed.
#[derive(Clone, Debug, Serialize)]
pub struct FormRow {
    /// Who.
    pub name: String,
    /// The days of which they report, where those are not all of the period.
    pub part: Option<String>,
    /// How far they are, for the style sheet.
    pub code: &'static str,
    /// The same in words.
    pub standing: String,
    /// Whether they filed, but not all that is required.
    pub in_part: bool,
    /// What they filed.
    pub filings: Vec<FilingLink>,
}

/// A filing.
#[derive(Clone, Debug, Serialize)]
pub struct FilingSheet {
    /// What is told first.
    #[serde(flatten)]
    pub told: Told,
    /// The filing.
    pub filing: FilingLine,
    /// What readers know it as, in each release that has it.
    pub sources: Vec<String>,
    /// Its address.
    pub path: String,
    /// Of its bytes, in hexadecimal.
    pub sha256: String,
    /// Whether it can be accepted by who looks.
    pub may_accept: bool,
    /// Whether it can be returned by who looks.
    pub may_return: bool,
    /// What was decided about it.
    pub decided: Vec<DecidedLine>,
    /// What the rules find.
    pub findings: Vec<Finding>,
    /// Reasons that came with it.
    pub reasons: Vec<Reason>,
    /// How many figures differ, in words.
    pub counts: String,
    /// Which.
    pub differences: Vec<DifferenceLine>,
}

/// A reason that came with a filing.
#[derive(Clone, Debug, Serialize)]
pub struct Reason {
    /// The cell; empty for the whole filing.
    pub about: String,
    /// The reason.
    pub text: String,
}

/// Where files come in.
#[derive(Clone, Debug, Default, Serialize)]
pub struct UploadSheet {
    /// What is told first.
    #[serde(flatten)]
    pub told: Told,
    /// Whether the file that was sent would be kept as it is.
    pub acceptable: bool,
    /// What is wrong with it, or is to be looked at.
    pub problems: Vec<Finding>,
    /// How many of its figures differ, in words; empty where it was not looked through.
    pub counts: String,
    /// Which.
    pub differences: Vec<DifferenceLine>,
}

/// Where editors write sentences.
#[derive(Clone, Debug, Serialize)]
pub struct SentencesSheet {
    /// What is told first.
    #[serde(flatten)]
    pub told: Told,
    /// Empty where the template is sound.
    pub status: &'static str,
    /// The charts to choose from.
    pub charts: Vec<Chosen>,
    /// The language of the sentence.
    pub of: &'static str,
    /// The template.
    pub template: String,
    /// What is said of today's figures, or why nothing is.
    pub said: String,
    /// The names of conditions.
    pub predicates: Vec<&'static str>,
    /// The names of facts.
    pub facts: Vec<String>,
    /// What was written.
    pub own: Vec<OwnLine>,
}

/// Something to choose.
#[derive(Clone, Debug, Serialize)]
pub struct Chosen {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub name: String,
    /// Whether it is chosen.
    pub is_chosen: bool,
}

/// A sentence that was written.
#[derive(Clone, Debug, Serialize)]
pub struct OwnLine {
    /// Its chart.
    pub chart: String,
    /// Its language.
    pub lang: String,
    /// By whom.
    pub by: String,
    /// Where it is changed.
    pub href: String,
}

#[derive(Serialize)]
struct Page<'a, T> {
    around: Around<'a>,
    sheet: &'static str,
    name: &'a str,
    role: String,
    organization: Option<&'a str>,
    may_see_showing: bool,
    may_write: bool,
    content: T,
}

/// A sheet as a page.
///
/// # Errors
/// [`PageError`] when a template is faulty.
pub fn desk(desk: &Desk<'_>, sheet: &Sheet) -> Result<Document, PageError> {
    match sheet {
        Sheet::Overview(content) => written(desk, "desk", content),
        Sheet::Form(content) => written(desk, "desk-form", content),
        Sheet::Filing(content) => written(desk, "desk-filing", content),
        Sheet::Releases(content) => written(desk, "desk-releases", content),
        Sheet::Over(content) => written(desk, "desk-over", content),
        Sheet::Upload(content) => written(desk, "desk-upload", content),
        Sheet::Sentences(content) => written(desk, "desk-sentences", content),
        Sheet::Charts(content) => written(desk, "desk-charts", content),
    }
}

fn written(desk: &Desk<'_>, sheet: &'static str, content: impl Serialize) -> Result<Document, PageError> {
    let place = Place::plain(desk.base, desk.lang, None);
    let page = Page {
        around: around(&place, desk.path, "auto"),
        sheet,
        name: &desk.actor.name,
        role: said(desk.lang, &format!("role_{}", desk.actor.role)),
        organization: desk.organization.map(|one| name(&one.names, desk.lang)),
        may_see_showing: desk.actor.may(Act::SeeShowing),
        may_write: desk.actor.may(Act::SaveSentence),
        content,
    };
    page::document(&format!("pages/{sheet}.html.j2"), desk.lang, page)
}

/// A text of the pages by its name.
#[must_use]
pub fn said(lang: Lang, text: &str) -> String {
    page::texts(lang).get(text).cloned().unwrap_or_default()
}
