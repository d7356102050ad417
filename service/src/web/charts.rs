//! `/charts/{slug}`: the chart's home, and its `.json .svg .png .csv`.

use actix_web::http::header;
use baocao_widget::{Dataset, Theme};

use super::answer::Answer;
use super::ask::Ask;
use super::headers::Policy;
use super::problem::Problem;
use super::widget;
use crate::domain::{ChartSpec, Choices, Date, Invalid, Query, Slug};
use crate::publish::embed::Place;
use crate::publish::sentence::{self, Absent, WrittenFor};
use crate::publish::{Format, Lang, chart, chart_json, pages, png, svg};
use crate::rollup::Report;
use crate::rollup::vintages::{self, Newer};

/// A chart with its answer, ready for any format.
pub(super) struct Drawn {
    pub(super) spec: ChartSpec,
    pub(super) report: Report,
    pub(super) dataset: Dataset,
    pub(super) lang: Lang,
    pub(super) known_on: Option<Date>,
    pub(super) choices: Choices,
    /// What an editor wrote of the chart as it was saved.
    own: Option<String>,
}

impl Drawn {
    /// The chart that is asked for, from `lang`, `known_on` and what the chart lets its readers pick. The rest of its
    /// query is not for readers to change: title, subtitle and sentence speak of the saved one.
    pub(super) fn of(ask: &mut Ask) -> Result<Self, Problem> {
        let catalogue = ask.app().snapshot().catalogue().clone();
        let spec = Slug::parse(&ask.name).ok().and_then(|slug| catalogue.chart(&slug).cloned());
        let spec = spec.ok_or_else(|| Problem::NoSuchChart(ask.name.chars().take(80).collect()))?;
        let lang = ask.parameters.lang();
        let known_on = ask.parameters.day("known_on");
        let choices = ask.parameters.choices(&spec, &catalogue);
        Self::draw_chosen(ask, spec, lang, known_on, choices)
    }

    /// A chart of the catalogue as it was saved.
    pub(super) fn draw(
        ask: &Ask,
        spec: ChartSpec,
        lang: Lang,
        known_on: Option<Date>,
    ) -> Result<Self, Problem> {
        Self::draw_chosen(ask, spec, lang, known_on, Choices::default())
    }

    fn draw_chosen(
        ask: &Ask,
        spec: ChartSpec,
        lang: Lang,
        known_on: Option<Date>,
        choices: Choices,
    ) -> Result<Self, Problem> {
        let report = ask.report(&chart::chosen_query(&spec, &choices, known_on))?;
        let dataset = chart::dataset(&report, &spec, lang);
        let own = ask.app().own_sentence(&spec.slug, lang.tag()).filter(|_| choices.is_empty());
        Ok(Self { spec, report, dataset, lang, known_on, choices, own })
    }

    /// A chart that is not saved, from an answer.
    pub(super) fn unsaved(spec: ChartSpec, report: Report, lang: Lang) -> Self {
        let dataset = chart::dataset(&report, &spec, lang);
        Self { spec, report, dataset, lang, known_on: None, choices: Choices::default(), own: None }
    }

    pub(super) fn place<'a>(&self, base: &'a str) -> Place<'a> {
        let choices = self.choices.clone();
        Place { base, lang: self.lang, known_on: self.known_on, choices, loader: widget::loader() }
    }

    /// The sentence, where there is a true one.
    pub(super) fn sentence(&self) -> Option<String> {
        self.said().ok()
    }

    /// The sentence, or why there is none. One that was written for the chart speaks of what the chart itself asks.
    pub(super) fn said(&self) -> Result<String, Absent> {
        if let Some(own) = &self.own {
            return sentence::own::said(own, &self.report, None, self.lang);
        }
        let written_for = if self.choices.is_empty() { WrittenFor::Chart } else { WrittenFor::Any };
        sentence::sentence(&self.report, &self.spec, written_for, self.lang)
    }

    /// What was published since the day that the chart is pinned to.
    fn newer(&self, ask: &Ask) -> Option<Newer> {
        self.report.query.known_on?;
        let live = Query { known_on: None, explain: true, ..self.report.query.clone() };
        // Where the newest answer is refused, the one of the day stands without a word about it.
        vintages::newer(&self.report, &ask.report(&live).ok()?)
    }

    /// The chart as pages show it, with its sentence where there is a true one.
    pub(super) fn shown<'a>(
        &'a self,
        ask: &Ask,
        place: &'a Place<'a>,
        theme: &'static str,
    ) -> pages::Shown<'a> {
        pages::Shown {
            spec: &self.spec,
            report: &self.report,
            dataset: &self.dataset,
            sentence: self.sentence(),
            place,
            theme,
            newer: self.newer(ask),
        }
    }
}

pub(super) fn page(ask: &mut Ask) -> Result<Answer, Problem> {
    let drawn = Drawn::of(ask)?;
    let theme = pages::theme(ask.parameters.take_as("theme", theme).unwrap_or_default());
    ask.parameters.finish("use lang, theme, known_on or what the chart lets its readers pick")?;
    let place = drawn.place(&ask.base);
    let shown = drawn.shown(ask, &place, theme);
    let oembed = pages::oembed_links(&shown);
    let document = pages::chart(&shown).map_err(Problem::internal)?;
    Ok(Answer::new(document, Policy::Page).with(header::LINK, &oembed))
}

pub(super) fn json(ask: &mut Ask) -> Result<Answer, Problem> {
    let drawn = Drawn::of(ask)?;
    ask.parameters.finish("use lang, known_on or what the chart lets its readers pick")?;
    Ok(Answer::new(chart_json::document(&drawn.dataset), Policy::Data))
}

pub(super) fn csv(ask: &mut Ask) -> Result<Answer, Problem> {
    let dialect = ask.parameters.dialect();
    file(ask, Format::Csv(dialect), "csv")
}

pub(super) fn xlsx(ask: &mut Ask) -> Result<Answer, Problem> {
    file(ask, Format::Xlsx, "xlsx")
}

/// The chart's figures as a file to keep.
fn file(ask: &mut Ask, format: Format, suffix: &str) -> Result<Answer, Problem> {
    let drawn = Drawn::of(ask)?;
    let remedy = match format {
        Format::Csv(_) => "use lang, dialect, known_on or what the chart lets its readers pick",
        _ => "use lang, known_on or what the chart lets its readers pick",
    };
    ask.parameters.finish(remedy)?;
    let pin = drawn.known_on.map(|day| format!("-{day}")).unwrap_or_default();
    let file = format!("attachment; filename=\"{}{pin}.{suffix}\"", drawn.spec.slug);
    let document = format.document(&drawn.report, drawn.lang).map_err(Problem::internal)?;
    Ok(Answer::new(document, Policy::Data).with(header::CONTENT_DISPOSITION, &file))
}

pub(super) fn svg(ask: &mut Ask) -> Result<Answer, Problem> {
    let drawn = Drawn::of(ask)?;
    let width = ask.parameters.number("width", "write a width from 280 to 1400").unwrap_or(640);
    let theme = ask.parameters.take_as("theme", theme).unwrap_or_default();
    ask.parameters.finish("use lang, width, theme, known_on or what the chart lets its readers pick")?;
    Ok(Answer::new(svg::document(&drawn.dataset, svg::snapped(width), theme), Policy::Picture))
}

pub(super) fn png(ask: &mut Ask) -> Result<Answer, Problem> {
    let drawn = Drawn::of(ask)?;
    let size = size(ask);
    ask.parameters
        .finish("use lang, width, scale, size=card, known_on or what the chart lets its readers pick")?;
    let painted =
        ask.site.pictures.pass(|| png::document(&drawn.dataset, size)).map_err(|_| Problem::Busy)?;
    Ok(Answer::new(painted.map_err(unpainted)?, Policy::Picture))
}

pub(super) fn unpainted(fault: png::PngError) -> Problem {
    match fault {
        png::PngError::TooLarge { .. } => Problem::PictureTooLarge(fault.to_string()),
        png::PngError::Faulty(_) => Problem::internal(fault),
    }
}

pub(super) fn size(ask: &mut Ask) -> png::Size {
    let card = ask.parameters.take_as("size", |text| match text {
        "card" => Ok(png::Size::Card),
        _ => Err(Invalid::new("size", text, "use card, or leave it out")),
    });
    let width = ask.parameters.take_as("width", |text| {
        let width = text.parse().ok().filter(|width| png::WIDTHS.contains(width));
        width.ok_or_else(|| Invalid::new("width", text, "use 320, 360, 640, 720, 960 or 1200"))
    });
    let scale = ask.parameters.take_as("scale", |text| {
        let scale = text.parse().ok().filter(|scale| (1..=png::MOST_SCALE).contains(scale));
        scale.ok_or_else(|| Invalid::new("scale", text, "use 1, 2 or 3"))
    });
    card.unwrap_or(png::Size::Plain { width: width.unwrap_or(640), scale: scale.unwrap_or(1) })
}

pub(super) fn theme(text: &str) -> Result<Theme, Invalid> {
    match text {
        "auto" => Ok(Theme::Auto),
        "light" => Ok(Theme::Light),
        "dark" => Ok(Theme::Dark),
        "light-contrast" => Ok(Theme::LightContrast),
        "dark-contrast" => Ok(Theme::DarkContrast),
        _ => Err(Invalid::new("theme", text, "use auto, light, dark, light-contrast or dark-contrast")),
    }
}
