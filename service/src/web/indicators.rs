//! `/indicators` and `/indicators/{code}`: what is measured, with its figures, and the `.json .svg .png` of the chart that the
//! page draws of them.

use std::sync::Arc;

use super::answer::Answer;
use super::ask::Ask;
use super::charts;
use super::headers::Policy;
use super::missing;
use super::problem::Problem;
use super::widget;
use crate::domain::{
    Catalogue, ChartSpec, Indicator, IndicatorCode, MemberPattern, Organization, OrganizationCode,
    OrganizationKind, PeriodPattern, Query,
};
use crate::publish::embed::Place;
use crate::publish::sentence::{self, Absent, Topic};
use crate::publish::{Lang, chart, chart_json, indicator_chart, pages, png, search, svg};
use crate::rollup::vintages::History;
use crate::rollup::{Report, Row};

pub(super) fn list(ask: &mut Ask) -> Result<Answer, Problem> {
    let lang = ask.parameters.lang();
    ask.parameters.finish("use lang")?;
    let catalogue = ask.app().snapshot().catalogue().clone();
    let place = Place::plain(&ask.base, lang, widget::loader());
    Ok(Answer::new(pages::indicators(&place, &catalogue).map_err(Problem::internal)?, Policy::Page))
}

/// What is asked of an indicator: whose figures, and all that there are.
struct Asked {
    catalogue: Arc<Catalogue>,
    indicator: Indicator,
    organization: Organization,
    is_chosen: bool,
    reports: Vec<Report>,
    lang: Lang,
}

impl Asked {
    fn of(ask: &mut Ask) -> Result<Self, Problem> {
        let catalogue = ask.app().snapshot().catalogue().clone();
        let lang = ask.parameters.lang();
        let indicator =
            IndicatorCode::parse(&ask.name).ok().and_then(|code| catalogue.indicator(&code).cloned());
        let indicator =
            indicator.ok_or_else(|| missing::problem(ask, search::Kind::Indicator, &ask.name, lang))?;
        let chosen = ask.parameters.take_as("organization", OrganizationCode::parse);
        let is_chosen = chosen.is_some();
        let organization = match chosen {
            Some(code) => catalogue
                .organization(&code)
                .cloned()
                .ok_or_else(|| missing::problem(ask, search::Kind::Organization, code.as_str(), lang))?,
            None => top(&catalogue).cloned().ok_or(Problem::NoSuchAddress)?,
        };
        let reports = ask.app().profile(&indicator, &organization.code, ask.today);
        Ok(Self { catalogue, indicator, organization, is_chosen, reports, lang })
    }

    /// The chart of it, if there is something to draw.
    fn chart(&self, ask: &Ask) -> Option<(ChartSpec, Report)> {
        let spec = indicator_chart::spec(&self.indicator, &self.organization, &self.reports)?;
        let report = ask.report(&spec.query).ok()?;
        Some((spec, report))
    }

    /// The chart for a picture or for the page's script, or that there is none.
    fn drawn(&self, ask: &Ask) -> Result<baocao_widget::Dataset, Problem> {
        let (spec, report) = self.chart(ask).ok_or(Problem::NoSuchAddress)?;
        Ok(chart::dataset(&report, &spec, self.lang))
    }

    /// Everybody who has figures of it, the one that is shown and the one at the top.
    fn organizations(&self, ask: &Ask) -> Vec<OrganizationCode> {
        let reporters = ask.app().reporters(&self.indicator, ask.today);
        let top = top(&self.catalogue).map(|one| &one.code);
        let is_offered = |code: &&OrganizationCode| {
            reporters.contains(code) || **code == self.organization.code || Some(*code) == top
        };
        let all = self.catalogue.parts().organizations.iter().map(|one| &one.code);
        all.filter(is_offered).cloned().collect()
    }

    /// The newest of it: of the total, else of the parts.
    fn newest_row(&self) -> Option<(&Report, &Row)> {
        let report = self.reports.first()?;
        Some((report, report.rows.iter().max_by_key(|row| (row.period.end(), row.period))?))
    }

    /// The question to the newest period.
    fn newest(&self) -> Option<Query> {
        let (report, row) = self.newest_row()?;
        Some(Query { periods: vec![PeriodPattern::One(row.period)], ..report.query.clone() })
    }

    /// What was ever known of the newest figure.
    fn history(&self, ask: &Ask) -> Option<History> {
        let (report, row) = self.newest_row()?;
        ask.app().history(&cell(report, row), ask.today).ok()
    }
}

/// What is true of an answer: what matters most in one sentence, then how its parts, its place and its way stand. It is asked for
/// anew, since what nobody reported counts too.
fn said(ask: &Ask, query: &Query, lang: Lang) -> Result<Vec<String>, Problem> {
    let mut told = summed(ask, query, lang)?;
    let Ok(report) = ask.report(query) else { return Ok(told) };
    let all = sentence::sentences(&report, None, lang).map_err(Problem::internal)?;
    let further =
        all.into_iter().filter(|one| matches!(one.topic, Topic::Rank | Topic::Parts | Topic::Trend));
    for text in further.filter_map(|one| one.said.ok()).map(|said| said.text) {
        if !told.contains(&text) {
            told.push(text);
        }
    }
    Ok(told)
}

/// What matters most of it, in one sentence, if anything true can be said.
pub(super) fn summed(ask: &Ask, query: &Query, lang: Lang) -> Result<Vec<String>, Problem> {
    let Ok(report) = ask.report(query) else { return Ok(Vec::new()) };
    match sentence::summary(&report, None, lang) {
        Ok(text) => Ok(vec![text]),
        Err(Absent::Faulty(fault)) => Err(Problem::internal(fault)),
        Err(_) => Ok(Vec::new()),
    }
}

/// The question to one row of a report.
fn cell(report: &Report, row: &Row) -> Query {
    let these = |(dimension, member): (&crate::domain::DimensionCode, &crate::domain::MemberCode)| {
        (dimension.clone(), MemberPattern::These(vec![member.clone()]))
    };
    Query {
        periods: vec![PeriodPattern::One(row.period)],
        breakdown: row.breakdown.iter().map(these).collect(),
        ..report.query.clone()
    }
}

/// Who stands for the whole: the city, else whoever stands at the top and is no country.
pub(super) fn top(catalogue: &Catalogue) -> Option<&Organization> {
    let all = &catalogue.parts().organizations;
    let is_top = |one: &&Organization| one.placements.iter().any(|placement| placement.parent.is_none());
    all.iter()
        .find(|one| one.kind == OrganizationKind::City)
        .or_else(|| all.iter().filter(|one| one.kind != OrganizationKind::Country).find(is_top))
        .or_else(|| all.first())
}

pub(super) fn page(ask: &mut Ask) -> Result<Answer, Problem> {
    let asked = Asked::of(ask)?;
    ask.parameters.finish("use lang or organization")?;
    let place = Place::plain(&ask.base, asked.lang, widget::loader());
    let drawn = asked.chart(ask);
    let dataset = drawn.as_ref().map(|(spec, report)| chart::dataset(report, spec, asked.lang));
    let shown = drawn.as_ref().zip(dataset.as_ref()).map(|((spec, report), dataset)| pages::Shown {
        spec,
        report,
        dataset,
        sentence: None,
        place: &place,
        theme: "auto",
        newer: None,
    });
    let history = asked.history(ask);
    let sentences = match asked.newest() {
        Some(newest) => said(ask, &newest, asked.lang)?,
        None => Vec::new(),
    };
    let sheet = pages::IndicatorSheet {
        indicator: &asked.indicator,
        organization: &asked.organization,
        is_chosen: asked.is_chosen,
        organizations: asked.organizations(ask),
        reports: &asked.reports,
        shown,
        sentences,
        history: history.as_ref(),
        threshold: ask.app().threshold(),
        version: ask.app().version(ask.app().snapshot().revision()),
        today: ask.today,
    };
    let document = pages::indicator(&place, &asked.catalogue, &sheet).map_err(Problem::internal)?;
    Ok(Answer::new(document, Policy::Page))
}

pub(super) fn json(ask: &mut Ask) -> Result<Answer, Problem> {
    let asked = Asked::of(ask)?;
    ask.parameters.finish("use lang or organization")?;
    Ok(Answer::new(chart_json::document(&asked.drawn(ask)?), Policy::Data))
}

pub(super) fn svg(ask: &mut Ask) -> Result<Answer, Problem> {
    let asked = Asked::of(ask)?;
    let width = ask.parameters.number("width", "write a width from 280 to 1400").unwrap_or(640);
    let theme = ask.parameters.take_as("theme", charts::theme).unwrap_or_default();
    ask.parameters.finish("use lang, organization, width or theme")?;
    Ok(Answer::new(svg::document(&asked.drawn(ask)?, svg::snapped(width), theme), Policy::Picture))
}

pub(super) fn png(ask: &mut Ask) -> Result<Answer, Problem> {
    let asked = Asked::of(ask)?;
    let size = charts::size(ask);
    ask.parameters.finish("use lang, organization, width, scale or size=card")?;
    let dataset = asked.drawn(ask)?;
    let painted = ask.site.pictures.pass(|| png::document(&dataset, size)).map_err(|_| Problem::Busy)?;
    Ok(Answer::new(painted.map_err(charts::unpainted)?, Policy::Picture))
}
