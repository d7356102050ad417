//! The frame that other pages show.

use serde::Serialize;

use super::chart::oembed_addresses;
use super::parts::{ChartParts, parts};
use super::{Around, Shown, around};
use crate::publish::Document;
use crate::publish::page::{self, PageError};

#[derive(Serialize)]
struct FramePage<'a> {
    around: Around<'a>,
    chart: ChartParts<'a>,
    address: String,
    script: &'static str,
    oembed_json: String,
    oembed_xml: String,
}

/// `/embed/{slug}`
///
/// # Errors
/// [`PageError`] when a template is faulty.
pub fn frame(shown: &Shown<'_>) -> Result<Document, PageError> {
    let [oembed_json, oembed_xml] = oembed_addresses(shown);
    let page = FramePage {
        around: around(shown.place, "", shown.theme),
        chart: parts(shown, true),
        address: shown.place.address("charts", shown.spec, "", &[]),
        script: super::frame_script(),
        oembed_json,
        oembed_xml,
    };
    page::document("pages/frame.html.j2", shown.place.lang, page)
}
