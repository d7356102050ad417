//! A period's figures on one page that prints: contents, numbers, charts, sentences, one table of everything, sources.

use serde::Serialize;

use super::indicators::theme;
use super::meta::{Meta, in_language, meta};
use super::parts::{ChartParts, parts};
use super::remarks::remarks;
use super::sources::{SourceLine, source_lines};
use super::{Around, Shown, around};
use crate::domain::{Catalogue, Date, Indicator, Organization, Period};
use crate::publish::embed::Place;
use crate::publish::page::{self, PageError};
use crate::publish::{Document, Lang, name, words, written};
use crate::rollup::{Report, Row};

/// What the page shows.
pub struct BriefingSheet<'a> {
    /// The period.
    pub period: Period,
    /// Whose figures.
    pub organization: &'a Organization,
    /// Whether that was asked for.
    pub is_chosen: bool,
    /// An indicator each.
    pub sections: Vec<Section<'a>>,
    /// The day on which it is read.
    pub today: Date,
}

/// What there is of an indicator.
pub struct Section<'a> {
    /// What is measured.
    pub indicator: &'a Indicator,
    /// Of the period itself, or of a longer one up to a day of it.
    pub reports: &'a [Report],
    /// Its charts: the saved ones, else one that nobody saved.
    pub charts: Vec<Shown<'a>>,
    /// Sentences that are true of it.
    pub sentences: Vec<String>,
}

#[derive(Serialize)]
struct BriefingPage<'a> {
    around: Around<'a>,
    meta: Meta,
    title: String,
    whose: &'a str,
    /// When it was read, and where.
    printed: String,
    address: String,
    themes: Vec<Theme<'a>>,
    rows: Vec<Line>,
    sources: Vec<SourceLine>,
    has_rate: bool,
    has_change: bool,
}

#[derive(Serialize)]
struct Theme<'a> {
    name: String,
    sections: Vec<Told<'a>>,
}

#[derive(Serialize)]
struct Told<'a> {
    code: &'a str,
    title: &'a str,
    address: String,
    /// The one number that stands for it, with what is beside it.
    number: Option<(String, String)>,
    sentences: &'a [String],
    charts: Vec<ChartParts<'a>>,
    /// The parts, where no chart shows them.
    parts: Vec<(String, String)>,
    notes: Vec<String>,
}

/// A row of the table of everything.
#[derive(Serialize)]
struct Line {
    title: String,
    address: String,
    part: String,
    value: String,
    rate: String,
    change: String,
    as_of: String,
}

/// `/briefings/{period}`
///
/// # Errors
/// [`PageError`] when a template is faulty.
pub fn briefing(
    place: &Place<'_>,
    catalogue: &Catalogue,
    sheet: &BriefingSheet<'_>,
) -> Result<Document, PageError> {
    let lang = place.lang;
    let own = format!("/briefings/{}", sheet.period);
    let path = if sheet.is_chosen { format!("{own}?organization={}", sheet.organization.code) } else { own };
    let (when, whose) =
        (words::period_in_sentence(sheet.period, lang), name(&sheet.organization.names, lang));
    let title = match lang {
        Lang::Vi => format!("Báo cáo số liệu {when}"),
        Lang::En => format!("Figures of {when}"),
    };
    let mut head = meta(place, &path, &title, &format!("{title}: {whose}. {}", summary(sheet, lang)));
    if let Some(section) = sheet.sections.iter().find(|section| !section.charts.is_empty()) {
        let card = format!(
            "/indicators/{}.png?size=card&organization={}",
            section.indicator.code, sheet.organization.code
        );
        head = head.with_card(place, &card, name(&section.indicator.names, lang));
    }
    let rows = || sheet.sections.iter().flat_map(|section| section.reports).flat_map(|report| &report.rows);
    let page = BriefingPage {
        around: around(place, &path, "auto"),
        meta: head,
        whose,
        printed: words::day(sheet.today, lang),
        address: super::meta::absolute(place.base, &path, lang),
        themes: themes(catalogue, sheet, lang),
        rows: sheet.sections.iter().flat_map(|section| lines(catalogue, sheet, section, lang)).collect(),
        sources: source_lines(catalogue, rows(), lang),
        has_rate: rows().any(|row| row.plan_rate.is_some()),
        has_change: rows().any(|row| row.change.as_ref().is_some_and(|one| one.percent.is_some())),
        title,
    };
    page::document("pages/briefing.html.j2", lang, page)
}

/// `12 chỉ tiêu`
fn summary(sheet: &BriefingSheet<'_>, lang: Lang) -> String {
    let count = sheet.sections.len();
    match lang {
        Lang::Vi => format!("{count} chỉ tiêu."),
        Lang::En => format!("Indicators: {count}."),
    }
}

fn themes<'a>(catalogue: &Catalogue, sheet: &'a BriefingSheet<'a>, lang: Lang) -> Vec<Theme<'a>> {
    let mut themes: Vec<Theme<'a>> = Vec::new();
    for section in &sheet.sections {
        let of = theme(&section.indicator.theme, lang);
        let told = told(catalogue, sheet, section, lang);
        match themes.iter_mut().find(|theme| theme.name == of) {
            Some(theme) => theme.sections.push(told),
            None => themes.push(Theme { name: of, sections: vec![told] }),
        }
    }
    themes
}

fn address(sheet: &BriefingSheet<'_>, indicator: &Indicator, lang: Lang) -> String {
    in_language(&format!("/indicators/{}?organization={}", indicator.code, sheet.organization.code), lang)
}

fn told<'a>(
    catalogue: &Catalogue,
    sheet: &BriefingSheet<'_>,
    section: &'a Section<'a>,
    lang: Lang,
) -> Told<'a> {
    let one = section.indicator;
    let rows: Vec<&Row> = section.reports.iter().flat_map(|report| &report.rows).collect();
    let total = rows.iter().find(|row| row.breakdown.is_total());
    let number = total.or_else(|| rows.first().filter(|_| rows.len() == 1));
    let parts =
        rows.iter().filter(|row| section.charts.is_empty() && !row.breakdown.is_total() && rows.len() > 1);
    Told {
        code: one.code.as_str(),
        title: name(&one.names, lang),
        address: address(sheet, one, lang),
        number: number.map(|row| (stated(row, one, lang), beside(catalogue, sheet, row, lang))),
        sentences: &section.sentences,
        charts: section.charts.iter().map(|shown| self::parts(shown, false)).collect(),
        parts: parts
            .map(|row| (written::part(catalogue, &row.breakdown, lang), value(row, one, lang)))
            .collect(),
        notes: remarks(section.reports, lang),
    }
}

/// The actual, else the plan, with its unit and what must be known of it.
fn value(row: &Row, indicator: &Indicator, lang: Lang) -> String {
    let (number, note) = (stated(row, indicator, lang), written::note(row, lang));
    if note.is_empty() { number } else { format!("{number} ({note})") }
}

fn stated(row: &Row, indicator: &Indicator, lang: Lang) -> String {
    match (row.actual, row.plan, row.plan_rate) {
        (None, Some(plan), _) => {
            format!(
                "{} {}",
                words::of(lang).plan.to_lowercase(),
                written::with_unit(plan, Some(indicator), lang)
            )
        }
        (None, None, Some(rate)) => format!("{} {}", written::percent(rate, lang), words::of(lang).of_plan),
        _ => written::actual(row, Some(indicator), lang),
    }
}

/// `kế hoạch 9.368 · 108,7% kế hoạch · +1,6% so với cùng kỳ · số liệu đến 20/12/2022`
fn beside(catalogue: &Catalogue, sheet: &BriefingSheet<'_>, row: &Row, lang: Lang) -> String {
    let words = words::of(lang);
    let mut told = Vec::new();
    let part = written::part(catalogue, &row.breakdown, lang);
    told.extend([part, written::note(row, lang)].into_iter().filter(|text| !text.is_empty()));
    if row.actual.is_some() {
        let number = |one| words::number(one, lang);
        told.extend(row.universe.map(|one| format!("{} {}", words.out_of, number(one))));
        told.extend(row.plan.map(|one| format!("{} {}", words.plan.to_lowercase(), number(one))));
        told.extend(row.plan_rate.map(|rate| format!("{} {}", written::percent(rate, lang), words.of_plan)));
    }
    let change = row.change.as_ref().and_then(|one| one.percent);
    told.extend(change.map(|one| format!("{} {}", written::change(one, lang), words.change.to_lowercase())));
    if row.period != sheet.period {
        told.push(words::period(row.period, lang));
    }
    let as_of = row.as_of.filter(|day| *day != row.period.end());
    told.extend(as_of.map(|day| format!("{} {}", words.as_of.to_lowercase(), words::day(day, lang))));
    told.join(" · ")
}

fn lines(catalogue: &Catalogue, sheet: &BriefingSheet<'_>, section: &Section<'_>, lang: Lang) -> Vec<Line> {
    let one = section.indicator;
    let line = |row: &Row| Line {
        title: name(&one.names, lang).to_owned(),
        address: address(sheet, one, lang),
        part: written::part(catalogue, &row.breakdown, lang),
        value: value(row, one, lang),
        rate: written::rate_of(row, lang),
        change: written::change_of(row, lang),
        as_of: row.as_of.map(|day| words::day(day, lang)).unwrap_or_default(),
    };
    section.reports.iter().flat_map(|report| &report.rows).map(line).collect()
}
