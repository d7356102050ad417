//! The four grades of embed, because a CMS may strip scripts, attributes or frames: element, frame, figure, address.

use baocao_widget::Dataset;
use serde::Serialize;

use super::page::{self, PageError};
use super::table::{self, Table};
use super::{Lang, svg};
use crate::domain::{ChartSpec, Choices, Date};

/// The widths of the two drawings that an embed switches between.
pub const WIDE: u32 = 720;
/// The one for phones.
pub const NARROW: u32 = 360;
/// What a frame adds to its drawing: padding, the links below it.
const FRAME_EXTRA: u32 = 48;
/// What a frame that is pinned to a day adds to that: up to three lines about newer figures.
const PINNED_EXTRA: u32 = 64;
/// The drawings in our own pages, narrowest first, each with the class that the style sheet knows it by. Each is used
/// from its width up to the next one, so that a drawing is scaled up a little but never down: its letters stay legible,
/// and the room is never less than a new drawing needs.
pub(super) const DRAWINGS: [(&str, u32); 5] = [("a", 288), ("b", 344), ("c", 480), ("d", 580), ("e", 680)];

/// The loader, when the widget was built in.
#[derive(Clone, Debug, Serialize)]
pub struct Loader {
    /// Its path.
    pub path: String,
    /// `sha384-…`
    pub integrity: String,
}

/// Where a chart is, and how it is asked for.
#[derive(Clone, Debug)]
pub struct Place<'a> {
    /// `https://host`, without a slash at the end.
    pub base: &'a str,
    /// The chart's language.
    pub lang: Lang,
    /// Pinned to what was known on this day.
    pub known_on: Option<Date>,
    /// What a reader chose of what the chart offers.
    pub choices: Choices,
    /// The loader, if there is one.
    pub loader: Option<&'a Loader>,
}

impl<'a> Place<'a> {
    /// A page where no chart is asked for.
    #[must_use]
    pub fn plain(base: &'a str, lang: Lang, loader: Option<&'a Loader>) -> Self {
        Self { base, lang, known_on: None, choices: Choices::default(), loader }
    }

    /// The address of a chart's surface: `folder` is `charts` or `embed`, `suffix` such as `.svg`.
    #[must_use]
    pub fn address(&self, folder: &str, spec: &ChartSpec, suffix: &str, more: &[(&str, &str)]) -> String {
        let mut query: Vec<(&str, String)> = Vec::new();
        if self.lang == Lang::En {
            query.push(("lang", "en".to_owned()));
        }
        query.extend(self.choices.pairs().map(|(name, value)| (name, value.to_owned())));
        query.extend(self.known_on.map(|day| ("known_on", day.to_string())));
        query.extend(more.iter().map(|(name, value)| (*name, (*value).to_owned())));
        let pairs: Vec<String> = query.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mark = if pairs.is_empty() { "" } else { "?" };
        format!("{}/{folder}/{}{suffix}{mark}{}", self.base, spec.slug, pairs.join("&"))
    }
}

/// The four grades, as text to be pasted.
#[derive(Clone, Debug, Serialize)]
pub struct Embeds {
    /// Custom element, figure inside, script.
    pub element: String,
    /// Frame.
    pub frame: String,
    /// Picture with a link and a written description.
    pub figure: String,
    /// The bare address.
    pub address: String,
}

#[derive(Serialize)]
struct Snippet<'a> {
    t: &'a std::collections::BTreeMap<String, String>,
    lang: &'static str,
    title: &'a str,
    description: &'a str,
    footer: &'a [String],
    page: String,
    element: String,
    frame: String,
    frame_height: u32,
    wide: Picture,
    narrow: Picture,
    png: String,
    table: Table,
    loader: Option<String>,
    integrity: Option<&'a str>,
}

#[derive(Serialize)]
struct Picture {
    src: String,
    width: u32,
    height: u32,
}

/// The height that suits a frame this wide, and any that is a third narrower: what is cut off would be lost, what is
/// left over is only white.
#[must_use]
pub fn frame_height(dataset: &Dataset, place: &Place<'_>, width: u32) -> u32 {
    let ends = DRAWINGS.iter().skip(1).map(|(_, next)| *next).chain([u32::MAX]);
    let used = DRAWINGS.iter().zip(ends).filter(|((_, own), next)| *own <= width && *next > width * 2 / 3);
    let heights = used.map(|(&(_, own), next)| svg::inline_height(dataset, own) * next.min(width) / own);
    let pinned = if place.known_on.is_some() { PINNED_EXTRA } else { 0 };
    heights.max().unwrap_or_else(|| svg::inline_height(dataset, width)) + FRAME_EXTRA + pinned
}

/// The four grades of a chart.
///
/// # Errors
/// [`PageError`] when a snippet's template is faulty.
pub fn embeds(dataset: &Dataset, spec: &ChartSpec, place: &Place<'_>) -> Result<Embeds, PageError> {
    let picture = |width: u32| Picture {
        src: place.address("charts", spec, ".svg", &[("width", &width.to_string())]),
        width,
        height: svg::height(dataset, width),
    };
    let address = place.address("charts", spec, "", &[]);
    let snippet = Snippet {
        t: page::texts(place.lang),
        lang: place.lang.tag(),
        title: &dataset.drawing.title,
        description: &dataset.drawing.description,
        footer: &dataset.drawing.footer,
        page: address.clone(),
        element: address.clone(),
        frame: place.address("embed", spec, "", &[]),
        frame_height: frame_height(dataset, place, WIDE),
        wide: picture(WIDE),
        narrow: picture(NARROW),
        png: place.address("charts", spec, ".png", &[("width", "720"), ("scale", "2")]),
        table: table::table(dataset),
        loader: place.loader.map(|loader| format!("{}{}", place.base, loader.path)),
        integrity: place.loader.map(|loader| loader.integrity.as_str()),
    };
    let render = |name: &str| page::render(name, &snippet).map(|text| text.trim().to_owned());
    Ok(Embeds {
        element: render("snippets/element.html.j2")?,
        frame: render("snippets/frame.html.j2")?,
        figure: render("snippets/figure.html.j2")?,
        address,
    })
}
