//! An indicator's page: its chart, every figure of an organization, what it means, where it is from, and how it came to be.

use serde::Serialize;

use super::meta::{Meta, absolute, in_language, meta};
use super::parts::{ChartParts, parts};
use super::remarks::remarks;
use super::search::Found;
use super::sources::{SourceLine, source_lines};
use super::{Around, Shown, around};
use crate::domain::{
    Catalogue, ChartSpec, Date, Indicator, Organization, OrganizationCode, Period, Polarity, Threshold,
    Version,
};
use crate::publish::embed::Place;
use crate::publish::linked::schema_org;
use crate::publish::page::{self, PageError};
use crate::publish::{Document, Lang, name, search, words, written};
use crate::rollup::vintages::History;
use crate::rollup::{Report, Row};

/// What the page shows.
pub struct IndicatorSheet<'a> {
    /// What is measured.
    pub indicator: &'a Indicator,
    /// Whose figures are shown.
    pub organization: &'a Organization,
    /// Whether that was asked for.
    pub is_chosen: bool,
    /// Everybody who has figures, with the one that is shown.
    pub organizations: Vec<OrganizationCode>,
    /// What it has, a report for each breakdown.
    pub reports: &'a [Report],
    /// The chart, if there is something to draw.
    pub shown: Option<Shown<'a>>,
    /// What is true of the newest of it, a sentence each.
    pub sentences: Vec<String>,
    /// Everything that was ever known of its newest figure.
    pub history: Option<&'a History>,
    /// Below it no count of a sensitive indicator is shown.
    pub threshold: Threshold,
    /// The version of what is published.
    pub version: Version,
    /// The day on which it is read.
    pub today: Date,
}

#[derive(Serialize)]
struct IndicatorPage<'a> {
    around: Around<'a>,
    meta: Meta,
    code: &'a str,
    title: &'a str,
    subtitle: String,
    whose: &'a str,
    organization: &'a str,
    /// Code, name and whether it is shown; empty where there is no choice.
    organizations: Vec<(&'a str, &'a str, bool)>,
    chart: Option<ChartParts<'a>>,
    sentences: &'a [String],
    has: Has,
    figures: Vec<FigureLine>,
    notes: Vec<String>,
    definition: Vec<(String, String)>,
    sources: Vec<SourceLine>,
    history: Vec<HistoryLine>,
    history_of: String,
    downloads: Vec<DownloadGroup>,
    charts: Vec<Found>,
    /// schema.org's Dataset, for search engines.
    json_ld: String,
}

/// Which columns the table of figures has.
#[derive(Serialize)]
struct Has {
    part: bool,
    plan: bool,
    plan_rate: bool,
    universe: bool,
    change: bool,
    as_of: bool,
}

/// A row of the table of figures.
#[derive(Serialize)]
struct FigureLine {
    period: String,
    briefing: String,
    part: String,
    actual: String,
    is_known: bool,
    note: String,
    plan: String,
    plan_rate: String,
    universe: String,
    change: String,
    as_of: String,
}

#[derive(Serialize)]
struct HistoryLine {
    from: String,
    until: Option<String>,
    value: String,
    sources: String,
}

#[derive(Serialize)]
struct DownloadGroup {
    name: String,
    links: Vec<(&'static str, String)>,
}

/// `/indicators/{code}`
///
/// # Errors
/// [`PageError`] when a template is faulty.
pub fn indicator(
    place: &Place<'_>,
    catalogue: &Catalogue,
    sheet: &IndicatorSheet<'_>,
) -> Result<Document, PageError> {
    let (lang, one) = (place.lang, sheet.indicator);
    let own = format!("/indicators/{}", one.code);
    let path =
        if sheet.is_chosen { format!("{own}?organization={}", sheet.organization.code) } else { own.clone() };
    let (title, whose) = (name(&one.names, lang), name(&sheet.organization.names, lang));
    let unit = words::capitalized(words::unit(one, lang));
    let mut head = meta(place, &path, title, &described(sheet, lang));
    if sheet.shown.is_some() {
        let mark = if sheet.is_chosen { '&' } else { '?' };
        let card = path.replacen(&own, &format!("{own}.png"), 1);
        head = head.with_card(place, &format!("{card}{mark}size=card"), title);
    }
    let address = absolute(place.base, &path, lang);
    let rows = || sheet.reports.iter().flat_map(|report| &report.rows);
    let choices = sheet.organizations.iter().filter_map(|code| catalogue.organization(code));
    let choices =
        choices.map(|one| (one.code.as_str(), name(&one.names, lang), one.code == sheet.organization.code));
    let page = IndicatorPage {
        around: around(place, &path, "auto"),
        meta: head,
        code: one.code.as_str(),
        title,
        subtitle: [unit.as_str(), whose]
            .iter()
            .filter(|text| !text.is_empty())
            .copied()
            .collect::<Vec<_>>()
            .join(" · "),
        whose,
        organization: sheet.organization.code.as_str(),
        organizations: if sheet.organizations.len() > 1 { choices.collect() } else { Vec::new() },
        chart: sheet.shown.as_ref().map(|shown| parts(shown, false).at(data(&own, sheet, lang))),
        sentences: &sheet.sentences,
        has: Has {
            part: rows().any(|row| !row.breakdown.is_total()),
            plan: rows().any(|row| row.plan.is_some()),
            plan_rate: rows().any(|row| row.plan_rate.is_some()),
            universe: rows().any(|row| row.universe.is_some()),
            change: rows().any(|row| row.change.as_ref().is_some_and(|one| one.percent.is_some())),
            as_of: rows().any(|row| row.as_of.is_some()),
        },
        figures: figures(catalogue, sheet, lang),
        notes: remarks(sheet.reports, lang),
        definition: definition(catalogue, sheet, lang),
        sources: source_lines(catalogue, rows(), lang),
        history: sheet.history.map(|history| vintages(history, one, lang)).unwrap_or_default(),
        history_of: sheet.history.map(|history| cell(catalogue, history, lang)).unwrap_or_default(),
        downloads: sheet.reports.iter().map(|report| downloads(catalogue, report, lang)).collect(),
        charts: charts(catalogue, sheet, lang),
        json_ld: schema_org::indicator(
            catalogue,
            one,
            &periods(sheet),
            sheet.version,
            (place.base, &address),
            lang,
        ),
    };
    page::document("pages/indicator.html.j2", lang, page)
}

/// The periods of which something is known.
fn periods(sheet: &IndicatorSheet<'_>) -> Vec<Period> {
    let rows = sheet.reports.iter().flat_map(|report| &report.rows);
    let mut periods: Vec<Period> = rows.filter(|row| row.status.has_value()).map(|row| row.period).collect();
    periods.sort_unstable();
    periods.dedup();
    periods
}

/// Where the chart's own data are.
fn data(own: &str, sheet: &IndicatorSheet<'_>, lang: Lang) -> String {
    in_language(&format!("{own}.json?organization={}", sheet.organization.code), lang)
}

/// What search engines are told: the newest figure in words.
fn described(sheet: &IndicatorSheet<'_>, lang: Lang) -> String {
    let title = name(&sheet.indicator.names, lang);
    let whose = name(&sheet.organization.names, lang);
    match (sheet.sentences.first(), &sheet.shown) {
        (Some(sentence), _) => sentence.clone(),
        (None, Some(shown)) => shown.dataset.drawing.description.clone(),
        (None, None) => format!("{title}, {whose}."),
    }
}

/// Newest first; the total before its parts.
fn figures(catalogue: &Catalogue, sheet: &IndicatorSheet<'_>, lang: Lang) -> Vec<FigureLine> {
    let mut rows: Vec<&Row> = sheet.reports.iter().flat_map(|report| &report.rows).collect();
    rows.sort_by_key(|row| std::cmp::Reverse((row.period.end(), row.period)));
    let total = words::of(lang).total;
    let line = |row: &Row| {
        let amount =
            |one: Option<crate::domain::Amount>| one.map(|one| words::number(one, lang)).unwrap_or_default();
        let part = written::part(catalogue, &row.breakdown, lang);
        FigureLine {
            period: written::period(row.period, lang),
            briefing: in_language(&format!("/briefings/{}", row.period), lang),
            part: if part.is_empty() { total.to_owned() } else { part },
            actual: written::number(row, lang),
            is_known: row.actual.is_some(),
            note: written::note(row, lang),
            plan: amount(row.plan),
            plan_rate: written::rate_of(row, lang),
            universe: amount(row.universe),
            change: written::change_of(row, lang),
            as_of: row.as_of.map(|day| words::day(day, lang)).unwrap_or_default(),
        }
    };
    rows.into_iter().map(line).collect()
}

fn definition(catalogue: &Catalogue, sheet: &IndicatorSheet<'_>, lang: Lang) -> Vec<(String, String)> {
    let one = sheet.indicator;
    let texts = page::texts(lang);
    let text = |key: &str| texts.get(key).cloned().unwrap_or_default();
    let mut lines = vec![
        (text("definition_kind"), text(&format!("kind_{}", one.kind.as_str()))),
        (text("definition_unit"), words::unit(one, lang).to_owned()),
    ];
    if one.polarity != Polarity::Neutral {
        lines.push((text("definition_polarity"), text(&format!("polarity_{}", one.polarity.as_str()))));
    }
    for dimension in &one.breakdowns {
        let label = catalogue.member(dimension, None).map(|named| name(&named.names, lang).to_owned());
        let members =
            catalogue.members(dimension).filter_map(|member| catalogue.member(dimension, Some(member)));
        let members: Vec<&str> = members.map(|member| name(&member.names, lang)).collect();
        let label = label.unwrap_or_else(|| dimension.to_string());
        lines.push((format!("{} {}", text("definition_by"), label.to_lowercase()), members.join(", ")));
    }
    if one.sensitive {
        lines.push((
            text("definition_sensitive"),
            text("definition_sensitive_text").replace("{k}", &sheet.threshold.to_string()),
        ));
    }
    let mut forms: Vec<&str> = catalogue.asking(&one.code).map(|(form, _)| name(&form.names, lang)).collect();
    forms.dedup();
    if !forms.is_empty() {
        lines.push((text("definition_forms"), forms.join("; ")));
    }
    lines.push((text("definition_code"), one.code.to_string()));
    lines.retain(|(_, text)| !text.is_empty());
    lines
}

fn cell(catalogue: &Catalogue, history: &History, lang: Lang) -> String {
    let Some(last) = history.stretches.last() else { return String::new() };
    let part = written::part(catalogue, &last.row.breakdown, lang).to_lowercase();
    let period = words::period(last.row.period, lang);
    if part.is_empty() { period } else { format!("{period}, {part}") }
}

/// Newest first.
fn vintages(history: &History, indicator: &Indicator, lang: Lang) -> Vec<HistoryLine> {
    let lines = history.stretches.iter().rev().map(|one| {
        let named = one.row.sources.iter().filter_map(|id| history.catalogue.source(id));
        let publishers: Vec<&str> = named.map(|source| source.publisher.as_str()).collect();
        let mut value = written::actual(&one.row, Some(indicator), lang);
        if let Some(rate) = one.row.plan_rate {
            value = format!("{value} ({} {})", written::percent(rate, lang), words::of(lang).of_plan);
        }
        HistoryLine {
            from: words::day(one.from, lang),
            until: one.until.map(|day| words::day(day, lang)),
            value,
            sources: publishers.join("; "),
        }
    });
    lines.collect()
}

/// The forms in which figures are taken away.
const FORMS: [(&str, &str); 6] = [
    ("CSV", ".csv"),
    ("XLSX", ".xlsx"),
    ("JSON", ".json"),
    ("JSON-stat", ".jsonstat"),
    ("SDMX-CSV", ".sdmx.csv"),
    ("Data Package", ".zip"),
];

/// The figures of one breakdown in every form.
fn downloads(catalogue: &Catalogue, report: &Report, lang: Lang) -> DownloadGroup {
    let query: Vec<String> =
        report.query.parameters().iter().map(|(name, value)| format!("{name}={value}")).collect();
    let query = query.join("&");
    let link = |(name, suffix)| (name, in_language(&format!("/api/v1/figures{suffix}?{query}"), lang));
    let by = report.query.breakdown.keys().map(|dimension| {
        let label = catalogue.member(dimension, None).map(|one| name(&one.names, lang).to_lowercase());
        label.unwrap_or_else(|| dimension.to_string())
    });
    let by: Vec<String> = by.collect();
    let texts = page::texts(lang);
    let text = |key: &str| texts.get(key).map_or("", String::as_str);
    DownloadGroup {
        name: if by.is_empty() {
            text("download_total").to_owned()
        } else {
            format!("{} {}", text("definition_by"), by.join(", "))
        },
        links: FORMS.map(link).to_vec(),
    }
}

/// The saved charts that show the indicator.
fn charts(catalogue: &Catalogue, sheet: &IndicatorSheet<'_>, lang: Lang) -> Vec<Found> {
    let shows = |spec: &&ChartSpec| {
        spec.gone(sheet.today).is_none() && spec.query.indicators.contains(&sheet.indicator.code)
    };
    let saved = catalogue.parts().charts.iter().filter(shows);
    saved.map(|spec| Found::of(&search::Hit::of_chart(spec, lang), lang)).collect()
}
