//! `/briefings` and `/briefings/{period}`: a period's figures on one page.

use baocao_widget::Dataset;

use super::answer::Answer;
use super::ask::Ask;
use super::charts::Drawn;
use super::headers::Policy;
use super::problem::Problem;
use super::{indicators, missing, widget};
use crate::domain::{
    Catalogue, ChartSpec, Indicator, Organization, OrganizationCode, OrganizationPattern, Period,
    PeriodPattern,
};
use crate::publish::embed::Place;
use crate::publish::{Lang, chart, indicator_chart, pages, search, svg};
use crate::rollup::Report;

pub(super) fn list(ask: &mut Ask) -> Result<Answer, Problem> {
    let lang = ask.parameters.lang();
    ask.parameters.finish("use lang")?;
    let cube = ask.app().snapshot();
    let place = Place::plain(&ask.base, lang, widget::loader());
    Ok(Answer::new(pages::briefings(&place, cube.periods()).map_err(Problem::internal)?, Policy::Page))
}

/// What is found of an indicator, before it is written.
struct Found<'a> {
    indicator: &'a Indicator,
    reports: Vec<Report>,
    charts: Vec<(ChartSpec, Report, Dataset)>,
    sentences: Vec<String>,
}

pub(super) fn page(ask: &mut Ask) -> Result<Answer, Problem> {
    let lang = ask.parameters.lang();
    let chosen = ask.parameters.take_as("organization", OrganizationCode::parse);
    ask.parameters.finish("use lang or organization")?;
    let catalogue = &ask.app().snapshot().catalogue().clone();
    let none = || missing::problem(ask, search::Kind::Briefing, &ask.name, lang);
    let period = Period::parse(&ask.name).map_err(|_| none())?;
    let is_chosen = chosen.is_some();
    let organization = match &chosen {
        Some(code) => catalogue
            .organization(code)
            .ok_or_else(|| missing::problem(ask, search::Kind::Organization, code.as_str(), lang))?,
        None => indicators::top(catalogue).ok_or_else(none)?,
    };
    let found: Vec<Found<'_>> = catalogue
        .parts()
        .indicators
        .iter()
        .filter_map(|indicator| section(ask, catalogue, indicator, organization, period, lang).transpose())
        .collect::<Result<_, _>>()?;
    if found.is_empty() {
        return Err(none());
    }
    let place = Place::plain(&ask.base, lang, widget::loader());
    let sections = found.iter().map(|one| pages::Section {
        indicator: one.indicator,
        reports: &one.reports,
        charts: one
            .charts
            .iter()
            .map(|(spec, report, dataset)| pages::Shown {
                spec,
                report,
                dataset,
                sentence: None,
                place: &place,
                theme: "auto",
                newer: None,
            })
            .collect(),
        sentences: one.sentences.clone(),
    });
    let sheet = pages::BriefingSheet {
        period,
        organization,
        is_chosen,
        sections: sections.collect(),
        today: ask.today,
    };
    let document = pages::briefing(&place, catalogue, &sheet).map_err(Problem::internal)?;
    Ok(Answer::new(document, Policy::Page))
}

/// What an organization has of an indicator for the period, or had by a day of it; `None` where that is nothing.
fn section<'a>(
    ask: &Ask,
    catalogue: &Catalogue,
    indicator: &'a Indicator,
    organization: &Organization,
    period: Period,
    lang: Lang,
) -> Result<Option<Found<'a>>, Problem> {
    let reports = ask.app().of_period(indicator, &organization.code, period, ask.today);
    if reports.is_empty() {
        return Ok(None);
    }
    // A saved chart stands with the first indicator that it shows.
    let saved = catalogue.parts().charts.iter().filter(|spec| {
        spec.gone(ask.today).is_none()
            && spec.query.indicators.first() == Some(&indicator.code)
            && spec.query.organizations == [OrganizationPattern::One(organization.code.clone())]
            && spec.query.periods.last().is_some_and(|last| ends_with(*last, period))
    });
    let saved: Vec<Drawn> =
        saved.filter_map(|spec| Drawn::draw(ask, spec.clone(), lang, None).ok()).collect();
    let mut sentences: Vec<String> = saved.iter().filter_map(Drawn::sentence).collect();
    if sentences.is_empty()
        && let Some(report) = reports.first()
    {
        sentences = indicators::summed(ask, &report.query, lang)?;
    }
    let mut charts: Vec<_> =
        saved.into_iter().map(|one| (one.spec, one.report, still(&one.dataset))).collect();
    if charts.is_empty()
        && let Some(spec) = indicator_chart::of_parts(indicator, organization, &reports)
        && let Ok(report) = ask.report(&spec.query)
    {
        let dataset = chart::dataset(&report, &spec, lang);
        charts.push((spec, report, dataset));
    }
    Ok(Some(Found { indicator, reports, charts, sentences }))
}

/// Nobody presses anything on paper.
fn still(dataset: &Dataset) -> Dataset {
    svg::still(dataset).into_owned()
}

fn ends_with(pattern: PeriodPattern, period: Period) -> bool {
    pattern.periods().last() == Some(&period)
}
