//! The studio: the gallery of saved charts, each of them with its codes, and the builder.

mod build;
mod chart;
mod colors;
mod fields;
mod kept;
mod unreleased;

pub use build::studio_build;
pub use chart::studio_chart;
pub use fields::Built;
pub use kept::{
    DraftLine, Drafts, Link, Saved, SavedLine, Saving, Signed, Versions, studio_draft, studio_drafts,
    studio_save, studio_saved,
};
pub use unreleased::{Unreleased, studio_unreleased};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::front::Card;
use super::{Around, Meta, around, meta, said};
use crate::domain::{Catalogue, ChartSpec, Date, OrganizationPattern, fold};
use crate::publish::Document;
use crate::publish::embed::Place;
use crate::publish::page::{self, PageError};

/// Charts on one page of the gallery.
pub const CARDS: usize = 24;

#[derive(Serialize)]
struct Gallery<'a> {
    around: Around<'a>,
    meta: Meta,
    cards: Vec<Card>,
    wanted: &'a str,
    found: usize,
    /// The page before and the one after.
    back: Option<String>,
    on: Option<String>,
}

/// What of the gallery is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The words that are looked for; empty for all.
    pub words: &'a str,
    /// The page, from 1.
    pub page: usize,
    /// How many charts there are of these words.
    pub found: usize,
}

/// `/studio`
///
/// # Errors
/// [`PageError`] when a template is faulty.
pub fn studio(place: &Place<'_>, cards: Vec<Card>, wanted: &Wanted<'_>) -> Result<Document, PageError> {
    let words = utf8_percent_encode(wanted.words, NON_ALPHANUMERIC).to_string();
    let mut around = around(place, "/studio", "auto");
    let at = |page: usize, path: &str| {
        let mut address = path.to_owned();
        for (name, value) in
            [("q", words.clone()), ("page", if page > 1 { page.to_string() } else { String::new() })]
        {
            if !value.is_empty() {
                address.push_str(&format!("{}{name}={value}", if address.contains('?') { '&' } else { '?' }));
            }
        }
        address
    };
    let path = format!("/studio{}", around.suffix);
    let back = (wanted.page > 1).then(|| at(wanted.page - 1, &path));
    let on = (wanted.page * CARDS < wanted.found).then(|| at(wanted.page + 1, &path));
    around.other = at(wanted.page, &around.other);
    let texts = (said(place.lang, "studio_title"), said(place.lang, "studio_lead"));
    let meta = meta(place, "/studio", &texts.0, &texts.1);
    let page = Gallery { around, meta, cards, wanted: wanted.words, found: wanted.found, back, on };
    page::document("pages/studio.html.j2", place.lang, page)
}

/// The charts that are shown, in whose texts, indicators or organizations all these words stand, whatever marks or capitals are typed.
#[must_use]
pub fn found<'a>(catalogue: &'a Catalogue, words: &str, today: Date) -> Vec<&'a ChartSpec> {
    let words = fold(words);
    let has_all = |spec: &&ChartSpec| {
        let text = searched(catalogue, spec);
        words.split(' ').all(|word| text.contains(word))
    };
    let shown = catalogue.parts().charts.iter().filter(|spec| spec.gone(today).is_none());
    shown.filter(has_all).collect()
}

fn searched(catalogue: &Catalogue, spec: &ChartSpec) -> String {
    let mut texts: Vec<&str> = vec![spec.slug.as_str()];
    let indicators = spec.query.indicators.iter().filter_map(|code| catalogue.indicator(code));
    let organizations = spec.query.organizations.iter().map(|one| match one {
        OrganizationPattern::One(code)
        | OrganizationPattern::Children(code)
        | OrganizationPattern::Below(code) => code,
    });
    let organizations = organizations.filter_map(|code| catalogue.organization(code));
    let names = [&spec.titles, &spec.subtitles].into_iter();
    let names = names.chain(indicators.map(|one| &one.names)).chain(organizations.map(|one| &one.names));
    for one in names {
        texts.extend([one.vi.as_str(), one.en.as_str()]);
    }
    fold(&texts.join(" "))
}
