//! What stands where a chart was withdrawn: a picture, a problem document or an oEmbed answer that says so. Never a hole.

use std::collections::BTreeMap;

use baocao_widget::dataset::Drawing;
use baocao_widget::{Dataset, SvgOptions};
use serde::Serialize;
use serde_json::{Value, json};

use super::embed::Place;
use super::fields::names;
use super::oembed::Rich;
use super::page::PageError;
use super::{Document, Lang, chart, name, page, words};
use crate::domain::{ChartSpec, Withdrawal};

/// A chart that is no longer shown.
#[derive(Clone, Copy, Debug)]
pub struct Tombstone<'a> {
    /// What it was.
    pub spec: &'a ChartSpec,
    /// From when on, and why.
    pub withdrawal: &'a Withdrawal,
    /// What takes its place, where something does and is itself still shown.
    pub successor: Option<&'a ChartSpec>,
    /// Where it was, in which language.
    pub place: &'a Place<'a>,
}

impl Tombstone<'_> {
    /// The chart's title.
    #[must_use]
    pub fn title(&self) -> &str {
        chart::title(self.spec, self.place.lang)
    }

    /// That it was withdrawn, and when.
    #[must_use]
    pub fn said(&self) -> String {
        said(self.withdrawal, self.place.lang)
    }

    /// Why.
    #[must_use]
    pub fn reason(&self) -> &str {
        name(&self.withdrawal.reasons, self.place.lang)
    }

    /// The title and the address of what takes its place.
    #[must_use]
    pub fn instead(&self) -> Option<(&str, String)> {
        let spec = self.successor?;
        let place =
            Place { known_on: None, choices: crate::domain::Choices::default(), ..self.place.clone() };
        Some((chart::title(spec, self.place.lang), place.address("charts", spec, "", &[])))
    }

    /// As the text of an SVG.
    #[must_use]
    pub fn svg(&self, options: &SvgOptions) -> String {
        let lang = self.place.lang;
        let instead = self.instead().map(|(title, _)| format!("{}: {title}", page::texts(lang)["instead"]));
        let said = self.said();
        let drawing = Drawing {
            lang,
            title: self.title().to_owned(),
            description: format!("{said} {}", self.reason()),
            subtitle: said,
            footer: [self.reason().to_owned()].into_iter().chain(instead).collect(),
            ..Drawing::default()
        };
        baocao_widget::notice(&Dataset { drawing, ..Dataset::default() }, options)
    }

    /// For programs, as a problem document.
    #[must_use]
    pub fn problem(&self) -> Document {
        let (vi, en) = (said(self.withdrawal, Lang::Vi), said(self.withdrawal, Lang::En));
        let reasons = &self.withdrawal.reasons;
        let mut value = json!({
            "type": "/problems/chart-withdrawn",
            "title": "The chart was withdrawn",
            "status": 410,
            "detail": format!("{en} {}", reasons.en),
            "detail_vi": format!("{vi} {}", reasons.vi),
            "withdrawn": json(self.withdrawal),
        });
        if let Some((title, address)) = self.instead() {
            value["instead"] = json!({"title": title, "page": address});
        }
        Document::json(&value, "application/problem+json")
    }

    /// The rich answer of oEmbed, for clients that read it whatever the status.
    ///
    /// # Errors
    /// [`PageError`] when the template is faulty.
    pub fn rich(&self, width: u32) -> Result<Rich, PageError> {
        let context = Snippet {
            t: page::texts(self.place.lang),
            title: self.title(),
            page: self.place.address("charts", self.spec, "", &[]),
            said: self.said(),
            reason: self.reason(),
            instead: self.instead(),
            frame: self.place.address("embed", self.spec, "", &[]),
            width,
            height: FRAME_HEIGHT,
        };
        Ok(Rich {
            title: self.title().to_owned(),
            html: page::render("snippets/oembed-gone.html.j2", context)?.trim().to_owned(),
            width,
            height: FRAME_HEIGHT,
            base: self.place.base.to_owned(),
            thumbnail: self.place.address("charts", self.spec, ".png", &[("size", "card")]),
        })
    }
}

#[derive(Serialize)]
struct Snippet<'a> {
    t: &'a BTreeMap<String, String>,
    title: &'a str,
    page: String,
    said: String,
    reason: &'a str,
    instead: Option<(&'a str, String)>,
    frame: String,
    width: u32,
    height: u32,
}

/// CSS pixels: the least that WordPress gives a frame.
const FRAME_HEIGHT: u32 = 200;

fn said(withdrawal: &Withdrawal, lang: Lang) -> String {
    let day = words::day(withdrawal.on, lang);
    match lang {
        Lang::Vi => format!("Biểu đồ này đã được rút từ ngày {day}."),
        Lang::En => format!("This chart was withdrawn on {day}."),
    }
}

/// As lists and problems write it.
pub(super) fn json(withdrawal: &Withdrawal) -> Value {
    json!({
        "on": withdrawal.on.to_string(),
        "reasons": names(&withdrawal.reasons),
        "successor": withdrawal.successor.as_ref().map(|slug| slug.as_str()),
    })
}
