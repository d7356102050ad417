//! `charts.csv`: saved queries with a kind and texts.

use super::fields::{Once, names, rows, some};
use super::showing;
use crate::domain::{
    CHART_COLUMNS, CHART_COLUMNS_NEEDED, ChartKind, ChartSpec, Colors, Indicator, IndicatorCode, Invalid,
    Look, Names, Pickable, Picker, Query, Reference, ReferencePlace, Slug, Sort, Stacking, parameters,
};
use crate::intake::fault::Fault;
use crate::intake::problem::{Problem, Problems};
use crate::intake::row::{Columns, Row};

const COLUMNS: Columns =
    Columns { all: &CHART_COLUMNS, optional: CHART_COLUMNS.split_at(CHART_COLUMNS_NEEDED).1 };

/// Reads one chart from its cells, as `charts.csv` has them.
///
/// # Errors
/// Every problem at once.
pub fn chart(cells: &[(&'static str, String)], indicators: &[Indicator]) -> Result<ChartSpec, Vec<Problem>> {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    // What is written to memory is written.
    let _ = writer.write_record(cells.iter().map(|(name, _)| name));
    let _ = writer.write_record(cells.iter().map(|(_, text)| text));
    let mut problems = Problems::of("charts.csv");
    let read = read(&writer.into_inner().unwrap_or_default(), indicators, &mut problems);
    let problems = problems.into_vec();
    match read.into_iter().next() {
        Some(spec) if problems.is_empty() => Ok(spec),
        _ => Err(problems),
    }
}

pub(super) fn read(bytes: &[u8], indicators: &[Indicator], problems: &mut Problems) -> Vec<ChartSpec> {
    let mut once = Once::default();
    rows(bytes, COLUMNS, problems, |row, problems| {
        let slug =
            some(row, "slug", problems).and_then(|text| problems.read(row.line, "slug", Slug::parse(text)));
        if let Some(slug) = &slug {
            once.check(row, "slug", slug.as_str(), problems);
        }
        let kind = some(row, "kind", problems)
            .and_then(|text| problems.read(row.line, "kind", ChartKind::parse(text)));
        let query = query(row, problems);
        let whole = match row.text("whole") {
            "" => Some(None),
            text => problems.read(row.line, "whole", IndicatorCode::parse(text)).map(Some),
        };
        let titles = names(row, "title_vi", "title_en", problems);
        let (vi, en) = (row.text("subtitle_vi"), row.text("subtitle_en"));
        let subtitles = Names { vi: vi.to_owned(), en: if en.is_empty() { vi } else { en }.to_owned() };
        let (query, whole) = (query?, whole?);
        for (column, code) in query
            .indicators
            .iter()
            .map(|code| ("query", code))
            .chain(whole.iter().map(|code| ("whole", code)))
        {
            if !indicators.iter().any(|known| known.code == *code) {
                problems.push(row.line, column, code.as_str(), Fault::UnknownIndicator);
            }
        }
        let category = dimension(row, "category", &query, problems);
        let series = dimension(row, "series", &query, problems);
        if category.is_none() {
            some(row, "category", problems);
        }
        let (look, pickers) =
            (look(row, &query, indicators, problems), pickers(row, &query, indicators, problems));
        let (hosts, withdrawn) = (showing::hosts(row, problems), showing::withdrawal(row, problems));
        let spec = ChartSpec {
            slug: slug?,
            kind: kind?,
            query,
            category: category?,
            series,
            whole,
            titles: titles?,
            subtitles,
            look: look?,
            pickers: pickers?,
            hosts: hosts?,
            withdrawn: withdrawn?,
            studio: false,
        };
        for (column, invalid) in spec.contradictions() {
            let value = invalid.value.clone();
            problems.push(row.line, column, &value, Fault::Invalid(invalid));
        }
        Some(spec)
    })
}

fn look(row: &Row<'_>, query: &Query, indicators: &[Indicator], problems: &mut Problems) -> Option<Look> {
    let plain = Look::default();
    let sort = optional(row, "sort", plain.sort, Sort::parse, problems);
    let top = optional(row, "top", plain.top, |text| Look::parse_top(text).map(Some), problems);
    let stacking = optional(row, "stacking", plain.stacking, Stacking::parse, problems);
    let colors = optional(row, "colors", plain.colors, Colors::parse, problems);
    let (vi, en) = (row.text("references_vi"), row.text("references_en"));
    let references = problems.read(row.line, "references_vi", Reference::parse_all(vi, en))?;
    let asked = indicators.iter().filter(|one| query.indicators.contains(&one.code));
    let most = asked.map(|one| one.decimals).max().unwrap_or(0);
    for reference in &references {
        if let ReferencePlace::Line(value) = &reference.place
            && value.decimals > most
        {
            problems.push(row.line, "references_vi", &value.to_string(), Fault::TooManyDecimals(most));
        }
    }
    Some(Look { sort: sort?, top: top?, stacking: stacking?, colors: colors?, references })
}

/// Breakdowns that readers may pick from must be those of every indicator of the chart.
fn pickers(
    row: &Row<'_>,
    query: &Query,
    indicators: &[Indicator],
    problems: &mut Problems,
) -> Option<Vec<Picker>> {
    let pickers = problems.read(row.line, "pickers", Picker::parse_all(row.text("pickers")))?;
    let asked = indicators.iter().filter(|one| query.indicators.contains(&one.code));
    for indicator in asked {
        for picker in &pickers {
            if let Pickable::Breakdown(dimension) = &picker.parameter
                && !indicator.breakdowns.contains(dimension)
            {
                let fault = Fault::NotBrokenDown {
                    indicator: indicator.code.clone(),
                    breakdowns: indicator.breakdowns.clone(),
                };
                problems.push(row.line, "pickers", dimension.as_str(), fault);
            }
        }
    }
    Some(pickers)
}

/// What stands in a column, or what an empty one means.
fn optional<T>(
    row: &Row<'_>,
    column: &'static str,
    empty: T,
    parse: impl Fn(&str) -> Result<T, Invalid>,
    problems: &mut Problems,
) -> Option<T> {
    match row.text(column) {
        "" => Some(empty),
        text => problems.read(row.line, column, parse(text)),
    }
}

/// A dimension that the answer has: one of the three, or a breakdown that the query names.
fn dimension(row: &Row<'_>, column: &'static str, query: &Query, problems: &mut Problems) -> Option<String> {
    let text = Some(row.text(column)).filter(|text| !text.is_empty())?;
    let named = query.breakdown.keys().any(|name| name.as_str() == text);
    if !named && !["period", "organization", "indicator"].contains(&text) {
        let remedy = "use period, organization, indicator or a breakdown that the query names";
        problems.push(row.line, column, text, Fault::Invalid(Invalid::new("dimension", text, remedy)));
    }
    Some(text.to_owned())
}

fn query(row: &Row<'_>, problems: &mut Problems) -> Option<Query> {
    let text = some(row, "query", problems)?;
    let pairs = parameters(text).map(|(name, value)| Ok((name, value?))).collect::<Result<Vec<_>, _>>();
    let read = pairs
        .map_err(|wrong| vec![wrong])
        .and_then(|pairs| Query::parse(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))));
    let told = |wrong: Vec<Invalid>| {
        for invalid in wrong {
            let value = invalid.value.clone();
            problems.push(row.line, "query", &value, Fault::Invalid(invalid));
        }
    };
    read.map_err(told).ok()
}
