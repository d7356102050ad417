//! The page and the frame of a chart that was withdrawn.

use serde::Serialize;

use super::{Around, around};
use crate::publish::Document;
use crate::publish::page::{self, PageError};
use crate::publish::tombstone::Tombstone;

#[derive(Serialize)]
struct TombstonePage<'a> {
    around: Around<'a>,
    title: &'a str,
    said: String,
    reason: &'a str,
    instead: Option<(&'a str, String)>,
    address: String,
    script: &'static str,
}

/// `/charts/{slug}`
///
/// # Errors
/// [`PageError`] when a template is faulty.
pub fn tombstone(gone: &Tombstone<'_>, theme: &'static str) -> Result<Document, PageError> {
    rendered("pages/tombstone.html.j2", gone, theme)
}

/// `/embed/{slug}`
///
/// # Errors
/// [`PageError`] when a template is faulty.
pub fn tombstone_frame(gone: &Tombstone<'_>, theme: &'static str) -> Result<Document, PageError> {
    rendered("pages/tombstone-frame.html.j2", gone, theme)
}

fn rendered(template: &str, gone: &Tombstone<'_>, theme: &'static str) -> Result<Document, PageError> {
    let page = TombstonePage {
        around: around(gone.place, &format!("/charts/{}", gone.spec.slug), theme),
        title: gone.title(),
        said: gone.said(),
        reason: gone.reason(),
        instead: gone.instead(),
        address: gone.place.address("charts", gone.spec, "", &[]),
        script: super::frame_script(),
    };
    page::document(template, gone.place.lang, page)
}
