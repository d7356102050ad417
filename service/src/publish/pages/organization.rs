//! An organization's page: where it stands in the tree, what came before and after it, and the newest it has of every indicator.

use serde::Serialize;

use super::indicators::theme;
use super::meta::{Meta, in_language, meta};
use super::sources::{SourceLine, source_lines};
use super::{Around, around};
use crate::domain::{Catalogue, Date, Organization, OrganizationCode, SuccessionKind};
use crate::publish::embed::Place;
use crate::publish::page::{self, PageError};
use crate::publish::{Document, Lang, name, words, written};
use crate::rollup::{Report, Row};

/// What the page shows.
pub struct OrganizationSheet<'a> {
    /// Whose page it is.
    pub organization: &'a Organization,
    /// The newest it has of each indicator that it has anything of.
    pub newest: &'a [Report],
    /// The day.
    pub today: Date,
}

#[derive(Serialize)]
struct OrganizationPage<'a> {
    around: Around<'a>,
    meta: Meta,
    code: &'a str,
    title: &'a str,
    kind: String,
    /// From the top down.
    above: Vec<Link>,
    below: Vec<Link>,
    existed: String,
    events: Vec<String>,
    themes: Vec<Theme>,
    forms: Vec<String>,
    sources: Vec<SourceLine>,
}

#[derive(Serialize)]
struct Link {
    address: String,
    title: String,
}

#[derive(Serialize)]
struct Theme {
    name: String,
    lines: Vec<Line>,
}

/// The newest figure of an indicator.
#[derive(Serialize)]
struct Line {
    address: String,
    title: String,
    period: String,
    /// The value, or each part with its value.
    values: Vec<(String, String)>,
    beside: String,
}

/// `/organizations/{code}`
///
/// # Errors
/// [`PageError`] when a template is faulty.
pub fn organization(
    place: &Place<'_>,
    catalogue: &Catalogue,
    sheet: &OrganizationSheet<'_>,
) -> Result<Document, PageError> {
    let (lang, one) = (place.lang, sheet.organization);
    let path = format!("/organizations/{}", one.code);
    let texts = page::texts(lang);
    let text = |key: &str| texts.get(key).map_or("", String::as_str);
    let title = name(&one.names, lang);
    let kind = text(&format!("organization_{}", one.kind.as_str()));
    let rows = sheet.newest.iter().flat_map(|report| &report.rows);
    let exists = one.exists_on(sheet.today);
    let expected = catalogue.forms().iter().filter(|form| exists && form.kinds.contains(&one.kind));
    let page = OrganizationPage {
        around: around(place, &path, "auto"),
        meta: meta(place, &path, title, &format!("{title}: {}", text("organization_lead"))),
        code: one.code.as_str(),
        title,
        kind: kind.to_owned(),
        above: above(catalogue, one, sheet.today)
            .iter()
            .rev()
            .map(|code| link(catalogue, code, lang))
            .collect(),
        below: catalogue
            .children_on(&one.code, sheet.today)
            .map(|child| link(catalogue, &child.code, lang))
            .collect(),
        existed: existed(one, sheet.today, lang),
        events: events(catalogue, &one.code, lang),
        themes: themes(catalogue, sheet, lang),
        forms: expected.map(|form| name(&form.names, lang).to_owned()).collect(),
        sources: source_lines(catalogue, rows, lang),
    };
    page::document("pages/organization.html.j2", lang, page)
}

fn link(catalogue: &Catalogue, code: &OrganizationCode, lang: Lang) -> Link {
    let one = catalogue.organization(code);
    Link {
        address: in_language(&format!("/organizations/{code}"), lang),
        title: one.map_or_else(|| code.to_string(), |one| name(&one.names, lang).to_owned()),
    }
}

/// All above it, the next one first: on the day, or on its last day.
fn above(catalogue: &Catalogue, one: &Organization, today: Date) -> Vec<OrganizationCode> {
    let mut found: Vec<OrganizationCode> = Vec::new();
    let mut next = Some(one);
    while let Some(parent) = next.and_then(|one| one.parent_within(Date::MIN, today).flatten()) {
        // The catalogue has no circle, but it may have had one at two times.
        if found.contains(parent) {
            break;
        }
        found.push(parent.clone());
        next = catalogue.organization(parent);
    }
    found
}

/// From when to when it exists, where that is not always.
fn existed(one: &Organization, today: Date, lang: Lang) -> String {
    let from = one.placements.iter().map(|placement| placement.validity.from).min().flatten();
    let open = one.placements.iter().any(|placement| placement.validity.until.is_none());
    let until =
        one.placements.iter().filter_map(|placement| placement.validity.until).max().filter(|_| !open);
    let day = |day: Date| words::day(day, lang);
    let from = from.map(|first| match (lang, first > today) {
        (Lang::Vi, false) => format!("từ ngày {}", day(first)),
        (Lang::Vi, true) => format!("sẽ có từ ngày {}", day(first)),
        (Lang::En, false) => format!("since {}", day(first)),
        (Lang::En, true) => format!("will exist from {}", day(first)),
    });
    let until = until.map(|end| match lang {
        Lang::Vi => format!("đến hết ngày {}", day(end.yesterday().unwrap_or(end))),
        Lang::En => format!("until {}", day(end.yesterday().unwrap_or(end))),
    });
    words::capitalized(&from.into_iter().chain(until).collect::<Vec<_>>().join(", "))
}

/// What it came from, and what became of it.
fn events(catalogue: &Catalogue, code: &OrganizationCode, lang: Lang) -> Vec<String> {
    let named = |code: &OrganizationCode| link(catalogue, code, lang).title;
    let others = catalogue.parts().successions.iter().filter(|one| one.to.as_ref() != Some(&one.from));
    let told = others.filter_map(|one| {
        let day = words::day(one.on, lang);
        let to = one.to.as_ref();
        Some(match (one.from == *code, to == Some(code), lang) {
            (true, _, Lang::Vi) => match (one.kind, to) {
                (SuccessionKind::Close, _) | (_, None) => format!("{day}: kết thúc hoạt động"),
                (_, Some(to)) => format!("{day}: chuyển vào {}", named(to)),
            },
            (true, _, Lang::En) => match (one.kind, to) {
                (SuccessionKind::Close, _) | (_, None) => format!("{day}: closed"),
                (_, Some(to)) => format!("{day}: went over into {}", named(to)),
            },
            (false, true, Lang::Vi) => format!("{day}: tiếp nhận từ {}", named(&one.from)),
            (false, true, Lang::En) => format!("{day}: took over from {}", named(&one.from)),
            (false, false, _) => return None,
        })
    });
    told.collect()
}

fn themes(catalogue: &Catalogue, sheet: &OrganizationSheet<'_>, lang: Lang) -> Vec<Theme> {
    let mut themes: Vec<Theme> = Vec::new();
    for report in sheet.newest {
        let Some(indicator) = report.query.indicators.first().and_then(|code| catalogue.indicator(code))
        else {
            continue;
        };
        let Some(first) = report.rows.first() else { continue };
        let value = |row: &Row| {
            let part = written::part(catalogue, &row.breakdown, lang);
            let note = written::note(row, lang);
            let value = match (row.actual, row.plan) {
                (None, Some(plan)) => {
                    format!(
                        "{} {}",
                        words::of(lang).plan.to_lowercase(),
                        written::with_unit(plan, Some(indicator), lang)
                    )
                }
                _ => written::actual(row, Some(indicator), lang),
            };
            (part, if note.is_empty() { value } else { format!("{value} ({note})") })
        };
        let rate = first
            .plan_rate
            .map(|rate| format!("{} {}", written::percent(rate, lang), words::of(lang).of_plan));
        let as_of = first.as_of.filter(|day| *day != first.period.end());
        let as_of =
            as_of.map(|day| format!("{} {}", words::of(lang).as_of.to_lowercase(), words::day(day, lang)));
        let line = Line {
            address: in_language(
                &format!("/indicators/{}?organization={}", indicator.code, sheet.organization.code),
                lang,
            ),
            title: name(&indicator.names, lang).to_owned(),
            period: written::period(first.period, lang),
            values: report.rows.iter().map(value).collect(),
            beside: rate.into_iter().chain(as_of).collect::<Vec<_>>().join(" · "),
        };
        let of = theme(&indicator.theme, lang);
        match themes.iter_mut().find(|theme| theme.name == of) {
            Some(theme) => theme.lines.push(line),
            None => themes.push(Theme { name: of, lines: vec![line] }),
        }
    }
    themes
}
