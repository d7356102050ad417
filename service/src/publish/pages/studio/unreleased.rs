//! A chart with figures that are not public, for who has the link.

use serde::Serialize;

use crate::publish::Document;
use crate::publish::embed::Place;
use crate::publish::page::{self, PageError};
use crate::publish::pages::parts::{ChartParts, parts};
use crate::publish::pages::{Around, Shown, around};

/// What is behind a link.
#[derive(Clone, Copy, Debug)]
pub struct Unreleased<'a> {
    /// The part of the path that proves it.
    pub path: &'a str,
    /// The fields, as an address has them.
    pub fields: &'a str,
    /// Until when it leads somewhere; `None` for one that leads nowhere.
    pub until: Option<&'a str>,
    /// What is wrong with the chart.
    pub told: &'a [String],
}

#[derive(Serialize)]
struct UnreleasedPage<'a> {
    around: Around<'a>,
    until: Option<&'a str>,
    told: &'a [String],
    chart: Option<ChartParts<'a>>,
    sentence: Option<&'a str>,
}

/// `/studio/unreleased/{link}`
///
/// # Errors
/// [`PageError`] when a template is faulty.
pub fn studio_unreleased(
    place: &Place<'_>,
    unreleased: &Unreleased<'_>,
    shown: Option<&Shown<'_>>,
) -> Result<Document, PageError> {
    let path = format!("/studio/unreleased/{}", unreleased.path);
    let mut around = around(place, &path, "auto");
    if !unreleased.fields.is_empty() {
        let mark = if around.other.contains('?') { '&' } else { '?' };
        around.other.push_str(&format!("{mark}{}", unreleased.fields));
    }
    let page = UnreleasedPage {
        around,
        until: unreleased.until,
        told: unreleased.told,
        chart: shown.map(|shown| parts(shown, true)),
        sentence: shown.and_then(|shown| shown.sentence.as_deref()),
    };
    page::document("pages/studio-unreleased.html.j2", place.lang, page)
}
