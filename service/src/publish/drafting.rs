//! What a builder leaves open is filled in: what a good editor would write first, which every field then overrules.

use super::{Lang, name, words};
use crate::domain::{
    Catalogue, ChartKind, DimensionCode, Draft, Indicator, IndicatorCode, Kind, NO_SERIES, OrganizationCode,
    OrganizationKind, Period, PeriodPattern,
};

/// Periods that a chart over time shows, where nobody says how many.
const PERIODS: usize = 8;

/// Columns that are still told apart; what is longer is a line.
const COLUMNS: usize = 12;

/// The draft with everything that a chart needs, as far as the catalogue and the periods that were filed can say it.
///
/// `filed` are those of the draft's first indicator and organization, in time.
#[must_use]
pub fn completed(draft: &Draft, catalogue: &Catalogue, filed: &[Period]) -> Draft {
    let mut full = draft.clone();
    if let Some(first) = first_indicator(draft, catalogue) {
        full.suggest("indicator", first.code.as_str());
    }
    if let Some(first) = first_organization(catalogue) {
        full.suggest("organization", first);
    }
    periods(&mut full, filed);
    axes(&mut full);
    pickers(&mut full, filed);
    for (field, lang) in [("title_vi", Lang::Vi), ("title_en", Lang::En)] {
        let title = title(&full, catalogue, lang);
        full.suggest(field, &title);
    }
    for (field, lang) in [("subtitle_vi", Lang::Vi), ("subtitle_en", Lang::En)] {
        let subtitle = subtitle(&full, catalogue, lang);
        full.suggest(field, &subtitle);
    }
    full
}

/// The indicator that the draft begins with, else the catalogue's first.
#[must_use]
pub fn first_indicator<'a>(draft: &Draft, catalogue: &'a Catalogue) -> Option<&'a Indicator> {
    let own = draft.get("indicator").split(',').next().and_then(|code| IndicatorCode::parse(code).ok());
    match own {
        Some(code) => catalogue.indicator(&code),
        None => catalogue.parts().indicators.first(),
    }
}

/// The first that is no country: a country stands beside the city for comparison.
fn first_organization(catalogue: &Catalogue) -> Option<&str> {
    let mut all = catalogue.parts().organizations.iter();
    all.find(|one| one.kind != OrganizationKind::Country).map(|one| one.code.as_str())
}

/// The last periods of the kind that the newest one has; one of them alone where organizations or members are compared.
fn periods(full: &mut Draft, filed: &[Period]) {
    if !full.get("from").is_empty() {
        return;
    }
    let Some(last) = filed.iter().max_by_key(|one| (one.end(), one.length())).copied() else { return };
    let same = filed.iter().filter(|one| one.kind() == last.kind());
    let first = same.rev().take(PERIODS).last().copied().filter(|_| open(full).is_empty());
    match first.filter(|first| first.up_to(last).is_some_and(|range| range.len() > 1)) {
        Some(first) => {
            full.put("from", &first.to_string());
            full.suggest("to", &last.to_string());
        }
        None => full.put("from", &last.to_string()),
    }
}

/// The dimensions of which the answer may have several, but time.
fn open(full: &Draft) -> Vec<String> {
    let several = |text: &str| text == "*" || text.contains(',');
    let mut found = Vec::new();
    if !full.get("spread").is_empty() || several(full.get("organization")) {
        found.push("organization".to_owned());
    }
    found.extend(
        full.breakdowns().filter(|(_, members)| several(members)).map(|(dimension, _)| dimension.to_owned()),
    );
    if several(full.get("indicator")) {
        found.push("indicator".to_owned());
    }
    found
}

/// How many periods are asked.
fn asked(full: &Draft) -> usize {
    let (from, to) = (full.get("from"), full.get("to"));
    let text = if to.is_empty() { from.to_owned() } else { format!("{from}..{to}") };
    let patterns = text.split(',').filter_map(|one| PeriodPattern::parse(one).ok());
    patterns.map(|pattern| pattern.periods().len()).sum()
}

/// The dimensions of which the answer has several: those that a chart has to lay along its axes.
#[must_use]
pub fn dimensions(full: &Draft) -> Vec<String> {
    let mut all = open(full);
    if asked(full) > 1 {
        all.insert(0, "period".to_owned());
    }
    all
}

fn axes(full: &mut Draft) {
    let all = dimensions(full);
    let time = all.first().is_some_and(|first| first == "period");
    let kind = match (all.len(), time) {
        (0, _) => ChartKind::Number,
        (1, true) if asked(full) <= COLUMNS => ChartKind::Column,
        (_, true) => ChartKind::Line,
        (1, false) => ChartKind::Bar,
        (_, false) => ChartKind::Table,
    };
    full.suggest("kind", kind.as_str());
    // Bars are ranked things, not times; everything else runs along the time where there is one.
    let prefers_things = full.get("kind") == ChartKind::Bar.as_str();
    let category = match all.iter().find(|one| (*one == "period") != prefers_things).or(all.first()) {
        Some(one) => one.clone(),
        None => "period".to_owned(),
    };
    if full.get("series") != category {
        full.suggest("category", &category);
    } else if let Some(other) = all.iter().find(|one| *one != full.get("series")) {
        full.suggest("category", other);
    }
    let chosen = full.get("category").to_owned();
    let series = all.iter().find(|one| **one != chosen).map_or(NO_SERIES, String::as_str);
    full.suggest("series", series);
}

/// What of the answer a chart would have to leave out, since it has one axis and one set of series.
#[must_use]
pub fn left_out(full: &Draft) -> Vec<String> {
    let drawn = [full.get("category"), full.get("series")];
    dimensions(full).into_iter().filter(|one| !drawn.contains(&one.as_str())).collect()
}

/// `period=*` is no cell of a chart: those that were filed are named.
fn pickers(full: &mut Draft, filed: &[Period]) {
    let picks: Vec<String> = full.get("pick").split(',').map(str::to_owned).collect();
    if !picks.iter().any(|one| one == "period") {
        return;
    }
    let rest: Vec<&str> = picks.iter().map(String::as_str).filter(|one| *one != "period").collect();
    full.put("pick", &rest.join(","));
    let Ok(own) = Period::parse(full.get("from")) else { return };
    let same: Vec<String> =
        filed.iter().rev().filter(|one| one.kind() == own.kind()).map(ToString::to_string).collect();
    if same.len() > 1 && !full.get("pickers").contains("period=") {
        let own = full.get("pickers").to_owned();
        let mark = if own.is_empty() { "" } else { "; " };
        full.put("pickers", &format!("{own}{mark}period={}", same.join("|")));
    }
}

fn title(full: &Draft, catalogue: &Catalogue, lang: Lang) -> String {
    let codes = full.get("indicator").split(',').filter_map(|code| IndicatorCode::parse(code).ok());
    let names: Vec<&str> =
        codes.filter_map(|code| Some(name(&catalogue.indicator(&code)?.names, lang))).collect();
    let by = dimensions(full).into_iter().filter(|one| one != "period" && one != "indicator");
    let by: Vec<String> = by.map(|one| dimension(&one, catalogue, lang).to_lowercase()).collect();
    let (together, theirs) = match lang {
        Lang::Vi => (names.join("; "), "theo"),
        Lang::En => (names.join("; "), "by"),
    };
    if by.is_empty() { together } else { format!("{together}, {theirs} {}", by.join(", ")) }
}

/// What a dimension of an answer is called.
#[must_use]
pub fn dimension(code: &str, catalogue: &Catalogue, lang: Lang) -> String {
    let words = words::of(lang);
    let known = match code {
        "period" => Some(words.period),
        "organization" => Some(words.organization),
        "indicator" => Some(words.indicator),
        _ => None,
    };
    let named = || {
        let parsed = DimensionCode::parse(code).ok()?;
        let member = catalogue.member(&parsed, None)?;
        Some(name(&member.names, lang).to_owned())
    };
    known.map(str::to_owned).or_else(named).unwrap_or_else(|| code.to_owned())
}

/// Unit, organization, period, as the charts of the catalogue have it.
fn subtitle(full: &Draft, catalogue: &Catalogue, lang: Lang) -> String {
    let indicator = first_indicator(full, catalogue);
    // A rank has a unit in the catalogue that says nothing beside its title.
    let unit =
        indicator.filter(|one| one.kind != Kind::Rank).map(|one| words::capitalized(words::unit(one, lang)));
    let whose = OrganizationCode::parse(full.get("organization")).ok();
    let whose = whose.and_then(|code| Some(name(&catalogue.organization(&code)?.names, lang).to_owned()));
    let label = |text: &str| Period::parse(text).ok().map(|period| words::period(period, lang));
    let when = match (label(full.get("from")), label(full.get("to"))) {
        (Some(from), Some(to)) if from != to => Some(format!("{from} – {to}")),
        (from, _) => from,
    };
    [unit, whose, when].into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}
