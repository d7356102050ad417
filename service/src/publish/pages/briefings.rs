//! Every period that has figures, by year.

use serde::Serialize;

use super::meta::{Meta, meta};
use super::{Around, around};
use crate::domain::Period;
use crate::publish::embed::Place;
use crate::publish::page::{self, PageError};
use crate::publish::{Document, written};

#[derive(Serialize)]
struct BriefingsPage<'a> {
    around: Around<'a>,
    meta: Meta,
    years: Vec<Year>,
}

#[derive(Serialize)]
struct Year {
    year: i16,
    /// Code and name.
    periods: Vec<(String, String)>,
}

/// `/briefings`
///
/// # Errors
/// [`PageError`] when a template is faulty.
pub fn briefings(place: &Place<'_>, periods: &[Period]) -> Result<Document, PageError> {
    let mut newest: Vec<Period> = periods.to_vec();
    newest.sort_by_key(|one| std::cmp::Reverse((one.end(), one.length())));
    let mut years: Vec<Year> = Vec::new();
    for one in newest {
        let (year, line) = (one.end().year(), (one.to_string(), written::period(one, place.lang)));
        match years.last_mut().filter(|last| last.year == year) {
            Some(last) => last.periods.push(line),
            None => years.push(Year { year, periods: vec![line] }),
        }
    }
    let texts = page::texts(place.lang);
    let text = |key: &str| texts.get(key).map_or("", String::as_str);
    let page = BriefingsPage {
        around: around(place, "/briefings", "auto"),
        meta: meta(place, "/briefings", text("briefings"), text("briefings_lead")),
        years,
    };
    page::document("pages/briefings.html.j2", place.lang, page)
}
