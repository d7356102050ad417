//! What is answered for a chart that was withdrawn, at each of its addresses: 410 and something to show.

use baocao_widget::{SvgOptions, Theme};

use super::answer::Answer;
use super::ask::Ask;
use super::charts::{self, Drawn};
use super::headers::Policy;
use super::problem::Problem;
use super::widget;
use crate::domain::{Catalogue, ChartSpec, Slug};
use crate::publish::embed::{self, Place};
use crate::publish::oembed::Rich;
use crate::publish::tombstone::Tombstone;
use crate::publish::{Document, pages, png, svg as drawing};

/// Whether the chart that is asked for is no longer shown.
pub(super) fn is_gone(ask: &Ask) -> bool {
    named(ask, ask.app().snapshot().catalogue()).is_some_and(|spec| spec.gone(ask.today).is_some())
}

fn named<'a>(ask: &Ask, catalogue: &'a Catalogue) -> Option<&'a ChartSpec> {
    catalogue.chart(&Slug::parse(&ask.name).ok()?)
}

/// The tombstone in the language that is asked for; whatever else is asked of the chart means nothing any more.
fn with<T>(
    ask: &mut Ask,
    write: impl FnOnce(&Ask, &Tombstone<'_>) -> Result<T, Problem>,
) -> Result<T, Problem> {
    let catalogue = ask.app().snapshot().catalogue().clone();
    let lang = ask.parameters.lang();
    ask.parameters.ignore_others()?;
    let gone = || {
        let spec = named(ask, &catalogue)?;
        let withdrawal = spec.gone(ask.today)?;
        let successor = withdrawal.successor.as_ref().and_then(|slug| catalogue.chart(slug));
        Some((spec, withdrawal, successor.filter(|one| one.gone(ask.today).is_none())))
    };
    let Some((spec, withdrawal, successor)) = gone() else {
        return Err(Problem::NoSuchChart(ask.name.clone()));
    };
    let place = Place::plain(&ask.base, lang, widget::loader());
    write(ask, &Tombstone { spec, withdrawal, successor, place: &place })
}

pub(super) fn page(ask: &mut Ask) -> Result<Answer, Problem> {
    let theme = theme(ask);
    with(ask, |_, gone| {
        let document = pages::tombstone(gone, pages::theme(theme)).map_err(Problem::internal)?;
        Ok(Answer::new(document, Policy::Page).gone())
    })
}

pub(super) fn frame(ask: &mut Ask) -> Result<Answer, Problem> {
    let theme = theme(ask);
    with(ask, |_, gone| {
        let document = pages::tombstone_frame(gone, pages::theme(theme)).map_err(Problem::internal)?;
        // Who may frame the chart may frame what stands in its place.
        Ok(Answer::new(document, Policy::Frame(&gone.spec.hosts)).gone())
    })
}

pub(super) fn document(ask: &mut Ask) -> Result<Answer, Problem> {
    with(ask, |_, gone| Ok(Answer::new(gone.problem(), Policy::Data).gone()))
}

pub(super) fn svg(ask: &mut Ask) -> Result<Answer, Problem> {
    let width = ask.parameters.number("width", "write a width from 280 to 1400").unwrap_or(640);
    let theme = theme(ask);
    with(ask, |ask, gone| {
        let width = drawing::snapped(width);
        let options = SvgOptions { theme, ..options(width, height(ask, gone, width)) };
        let document = Document::text(gone.svg(&options), drawing::CONTENT_TYPE);
        Ok(Answer::new(document, Policy::Picture).gone())
    })
}

pub(super) fn png(ask: &mut Ask) -> Result<Answer, Problem> {
    let size = charts::size(ask);
    with(ask, |ask, gone| {
        let (width, high) = match size {
            png::Size::Plain { width, .. } => (width, height(ask, gone, width)),
            png::Size::Card => (png::CARD.0 / 2, Some(png::CARD.1 / 2)),
        };
        let svg = gone.svg(&SvgOptions { theme: Theme::Light, ..options(width, high) });
        let painted = ask.site.pictures.pass(|| png::picture(&svg, size)).map_err(|_| Problem::Busy)?;
        Ok(Answer::new(painted.map_err(charts::unpainted)?, Policy::Picture).gone())
    })
}

/// What a CMS that asks once more is told.
pub(super) fn oembed(ask: &mut Ask, write: fn(&Rich) -> Document, width: u32) -> Result<Answer, Problem> {
    with(ask, |_, gone| {
        let rich = gone.rich(width.min(embed::WIDE)).map_err(Problem::internal)?;
        Ok(Answer::new(write(&rich), Policy::Data).gone())
    })
}

fn theme(ask: &mut Ask) -> Theme {
    ask.parameters.take_as("theme", charts::theme).unwrap_or_default()
}

fn options(width: u32, height: Option<u32>) -> SvgOptions {
    SvgOptions { width, height, theme: Theme::Auto, standalone: true, texts: true }
}

/// As high as the chart was, where it still can be answered: pages that name its height show nothing stretched.
fn height(ask: &Ask, gone: &Tombstone<'_>, width: u32) -> Option<u32> {
    let drawn = Drawn::draw(ask, gone.spec.clone(), gone.place.lang, None).ok()?;
    Some(drawing::height(&drawn.dataset, width))
}
