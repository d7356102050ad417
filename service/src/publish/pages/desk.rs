//! The desk.

use serde::Serialize;

use super::{Around, around};
use crate::domain::{Actor, Organization};
use crate::publish::embed::Place;
use crate::publish::page::{self, PageError};
use crate::publish::{Document, Lang};

/// What the page says.
#[derive(Clone, Copy, Debug)]
pub struct Desk<'a> {
    /// `https://host`
    pub base: &'a str,
    /// Its language.
    pub lang: Lang,
    /// Who is signed in.
    pub actor: &'a Actor,
    /// For whom; `None` is all.
    pub organization: Option<&'a Organization>,
}

#[derive(Serialize)]
struct Page<'a> {
    around: Around<'a>,
    name: &'a str,
    role: String,
    organization: Option<&'a str>,
}

/// The page.
///
/// # Errors
/// [`PageError`] when a template is faulty.
pub fn desk(desk: &Desk<'_>) -> Result<Document, PageError> {
    let place = Place::plain(desk.base, desk.lang, None);
    let role = format!("role_{}", desk.actor.role);
    let organization = desk.organization.map(|one| match desk.lang {
        Lang::Vi => one.names.vi.as_str(),
        Lang::En => one.names.en.as_str(),
    });
    let texts = page::texts(desk.lang);
    let page = Page {
        around: around(&place, "/desk", "auto"),
        name: &desk.actor.name,
        role: texts.get(&role).cloned().unwrap_or_default(),
        organization,
    };
    page::document("pages/desk.html.j2", desk.lang, page)
}
