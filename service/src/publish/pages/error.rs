//! The page that says what went wrong.

use std::collections::BTreeMap;

use serde::Serialize;

use super::search::Found;
use super::{Around, around};
use crate::publish::embed::Place;
use crate::publish::page::{self, PageError};
use crate::publish::{Document, Lang};

/// What went wrong, for people.
#[derive(Debug, Serialize)]
pub struct Error<'a> {
    /// The status.
    pub status: u16,
    /// The problem's stable code.
    pub kind: &'a str,
    /// Its title.
    pub title: &'a str,
    /// What to do.
    pub detail: &'a str,
    /// The same in Vietnamese, where it says more than the status does.
    pub detail_vi: Option<&'a str>,
    /// Links to what may have been meant.
    pub near: Vec<Found>,
}

#[derive(Serialize)]
struct ErrorPage<'a> {
    around: Around<'a>,
    error: &'a Error<'a>,
    /// What happened, in the reader's language; the problem's own words stand below it.
    heading: &'static str,
    advice: &'static str,
}

/// An error page, with the problem's own words in English where they say more.
///
/// # Errors
/// [`PageError`] when a template is faulty.
pub fn error(error: &Error<'_>, lang: Lang) -> Result<Document, PageError> {
    let texts: &BTreeMap<String, String> = page::texts(lang);
    let text = |key: &str| texts.get(key).map_or("", String::as_str);
    let (heading, advice) = match error.status {
        404 => (text("error_404"), text("error_404_advice")),
        400 | 422 => (text("error_400"), text("error_400_advice")),
        401 | 403 => (text("error_403"), text("error_403_advice")),
        409 => (text("error_409"), text("error_409_advice")),
        413 | 415 => (text("error_413"), text("error_413_advice")),
        429 => (text("error_429"), text("error_429_advice")),
        507 => (text("error_507"), text("error_507_advice")),
        405 => (text("error_405"), text("error_405_advice")),
        406 => (text("error_406"), text("error_406_advice")),
        503 => (text("error_503"), text("error_503_advice")),
        _ => (text("error_500"), text("error_500_advice")),
    };
    let place = Place::plain("", lang, None);
    let page = ErrorPage { around: around(&place, "/", "auto"), error, heading, advice };
    page::document("pages/error.html.j2", lang, page)
}
