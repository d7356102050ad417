//! The page at which a token becomes a session.

use serde::Serialize;

use super::{Around, around};
use crate::publish::embed::Place;
use crate::publish::page::{self, PageError};
use crate::publish::{Document, Lang};

/// What the page says.
#[derive(Clone, Copy, Debug)]
pub struct SignIn<'a> {
    /// `https://host`
    pub base: &'a str,
    /// Its language.
    pub lang: Lang,
    /// Where it leads.
    pub next: &'a str,
    /// Whether the token that was just sent is nobody's.
    pub refused: bool,
}

#[derive(Serialize)]
struct Page<'a> {
    around: Around<'a>,
    next: &'a str,
    refused: bool,
}

/// The form.
///
/// # Errors
/// [`PageError`] when a template is faulty.
pub fn sign_in(page: &SignIn<'_>) -> Result<Document, PageError> {
    let place = Place::plain(page.base, page.lang, None);
    let around = around(&place, "/desk/sign-in", "auto");
    page::document(
        "pages/sign-in.html.j2",
        page.lang,
        Page { around, next: page.next, refused: page.refused },
    )
}
