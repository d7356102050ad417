//! Every indicator, by theme.

use serde::Serialize;

use super::meta::{Meta, meta};
use super::{Around, around};
use crate::domain::Catalogue;
use crate::publish::embed::Place;
use crate::publish::page::{self, PageError};
use crate::publish::{Document, Lang, name, words};

#[derive(Serialize)]
struct IndicatorsPage<'a> {
    around: Around<'a>,
    meta: Meta,
    themes: Vec<Theme<'a>>,
}

#[derive(Serialize)]
struct Theme<'a> {
    name: String,
    /// Code, name and unit.
    indicators: Vec<(&'a str, &'a str, &'a str)>,
}

/// `/indicators`
///
/// # Errors
/// [`PageError`] when a template is faulty.
pub fn indicators(place: &Place<'_>, catalogue: &Catalogue) -> Result<Document, PageError> {
    let lang = place.lang;
    let mut themes: Vec<Theme<'_>> = Vec::new();
    for one in &catalogue.parts().indicators {
        let name_of = theme(&one.theme, lang);
        let line = (one.code.as_str(), name(&one.names, lang), words::unit(one, lang));
        match themes.iter_mut().find(|theme| theme.name == name_of) {
            Some(theme) => theme.indicators.push(line),
            None => themes.push(Theme { name: name_of, indicators: vec![line] }),
        }
    }
    let texts = page::texts(lang);
    let text = |key: &str| texts.get(key).map_or("", String::as_str);
    let page = IndicatorsPage {
        around: around(place, "/indicators", "auto"),
        meta: meta(place, "/indicators", text("indicators"), text("indicators_lead")),
        themes,
    };
    page::document("pages/indicators.html.j2", lang, page)
}

/// What readers call a theme: the catalogue has only its code, so one that no text names is written as it is.
pub(super) fn theme(code: &str, lang: Lang) -> String {
    let named = page::texts(lang).get(&format!("theme_{code}"));
    let other = || page::texts(lang).get("theme_other").cloned().unwrap_or_default();
    match named {
        Some(name) => name.clone(),
        None if code.is_empty() => other(),
        None => words::capitalized(&code.replace('-', " ")),
    }
}
