//! (Report, ChartSpec) → the widget's dataset: the one way to a drawing, on the server and in the page.

use baocao_widget::Dataset;
use baocao_widget::dataset::{Category, Dimension, Drawing, Role, Unit};

use super::{Lang, chart_look, chart_pickers, describe, jsonstat, name, notes, words};
use crate::domain::{ChartSpec, Choices, Date, Names, Query};
use crate::rollup::{Note, Report, Row};

/// The question a chart asks: its own, with the whole of its parts, as known on a day.
#[must_use]
pub fn query(spec: &ChartSpec, known_on: Option<Date>) -> Query {
    chosen_query(spec, &Choices::default(), known_on)
}

/// The same with what a reader chose.
#[must_use]
pub fn chosen_query(spec: &ChartSpec, choices: &Choices, known_on: Option<Date>) -> Query {
    let mut query = choices.query(spec);
    if let Some(whole) = &spec.whole
        && !query.indicators.contains(whole)
    {
        query.indicators.push(whole.clone());
    }
    query.known_on = known_on.or(query.known_on);
    query
}

/// The dataset that the widget draws.
#[must_use]
pub fn dataset(report: &Report, spec: &ChartSpec, lang: Lang) -> Dataset {
    let (mut dataset, series) = match &spec.whole {
        Some(_) => (parts_of_a_whole(report, spec, lang), Some("part".to_owned())),
        None => (plain(report, spec, lang), spec.series.clone()),
    };
    let title = name(&spec.titles, lang).to_owned();
    dataset.label.clone_from(&title);
    let pickers = chart_pickers::pickers(report, spec, lang);
    dataset.drawing = Drawing {
        kind: chart_look::kind(spec.kind),
        lang,
        title,
        subtitle: chart_pickers::subtitle(name(&spec.subtitles, lang), &pickers),
        footer: footer(report, lang),
        description: String::new(),
        category: spec.category.clone(),
        highlight: highlight(&dataset, spec),
        details: details(report, &dataset, spec, lang),
        series,
        sort: chart_look::sort(spec.look.sort),
        top: spec.look.top.map(usize::from),
        additive: chart_look::additive(report, &spec.category),
        stacking: chart_look::stacking(spec.look.stacking),
        pickers,
        ..Drawing::default()
    };
    dataset.drawing.colors = chart_look::colors(&dataset, &spec.look.colors);
    dataset.drawing.references = chart_look::references(&dataset, &spec.look.references, lang);
    let running = of_each(report, &dataset, spec, |row| row.is_some_and(is_running));
    dataset.drawing.description = describe::description(&dataset, &running);
    dataset
}

fn plain(report: &Report, spec: &ChartSpec, lang: Lang) -> Dataset {
    let mut ids = vec![spec.category.as_str()];
    ids.extend(spec.series.as_deref().filter(|series| *series != spec.category));
    jsonstat::dataset(report, &ids, &metrics(report), lang)
}

/// `actual` always; the others where a row has one; coverage only where it is not full.
fn metrics(report: &Report) -> Vec<&'static str> {
    let any = |metric: &str| report.rows.iter().any(|row| jsonstat::measured(row, metric).is_some());
    let optional = ["plan", "universe", "plan-rate", "change"].into_iter().filter(|metric| any(metric));
    let mut metrics: Vec<&str> = std::iter::once("actual").chain(optional).collect();
    if report.rows.iter().any(is_partial) {
        metrics.extend(["reported", "expected"]);
    }
    metrics
}

/// Whether organizations are missing from a sum. The figure of a single one that is behind is provisional, as its status
/// says; none of one have reported would be said beside a number.
pub(super) fn is_partial(row: &Row) -> bool {
    row.actual.is_some() && row.coverage.reported < row.coverage.expected && row.coverage.expected > 1
}

/// What is allocated, what is not, and the wholes whose allocation nobody reported.
fn parts_of_a_whole(report: &Report, spec: &ChartSpec, lang: Lang) -> Dataset {
    let words = words::of(lang);
    let category = jsonstat::dimension(report, &spec.category, lang);
    let cells: Vec<[(Option<i64>, char); 3]> =
        category.categories.iter().map(|one| cell(report, spec, &one.id)).collect();
    let unreported = cells.iter().any(|cell| cell[2].0.is_some());
    let mut parts = vec![("allocated", words.allocated), ("not-allocated", words.not_allocated)];
    if unreported {
        parts.push(("not-reported", words.allocation_not_reported));
    }
    let decimals =
        spec.whole.as_ref().and_then(|code| report.catalogue.indicator(code)).map_or(0, |one| one.decimals);
    let (values, status) = cells.iter().flat_map(|cell| &cell[..parts.len()]).copied().unzip();
    let plain = |id: &str, label: &str| Category { id: id.to_owned(), label: label.to_owned(), unit: None };
    let metric = Category {
        unit: Some(Unit { label: jsonstat::unit(report, lang), decimals }),
        ..plain("actual", words.actual)
    };
    let dimension = |id: &str, label: &str, role, categories| Dimension {
        id: id.to_owned(),
        label: label.to_owned(),
        role,
        categories,
    };
    let series = parts.iter().map(|(id, label)| plain(id, label)).collect();
    Dataset {
        dimensions: vec![
            category,
            dimension("part", words.part, None, series),
            dimension("measure", words.measure, Some(Role::Metric), vec![metric]),
        ],
        values,
        status,
        ..Dataset::default()
    }
}

fn cell(report: &Report, spec: &ChartSpec, category: &str) -> [(Option<i64>, char); 3] {
    const NOTHING: (Option<i64>, char) = (None, 'M');
    let of = |whole: bool| {
        let row = report.rows.iter().find(|row| {
            (spec.whole.as_ref() == Some(&row.indicator)) == whole
                && jsonstat::member(row, &spec.category) == category
        });
        row.and_then(|row| Some((row.actual?, row.status.as_str().chars().next().unwrap_or('A'))))
    };
    match (of(false), of(true)) {
        (Some((part, letter)), Some((whole, _))) => {
            let part = jsonstat::rescaled(part, whole.decimals);
            let rest = part.and_then(|part| whole.units.checked_sub(part)).filter(|rest| *rest >= 0);
            [(part, letter), (rest, if rest.is_some() { letter } else { 'M' }), NOTHING]
        }
        (None, Some((whole, letter))) => [NOTHING, NOTHING, (Some(whole.units), letter)],
        (Some((part, letter)), None) => [(Some(part.units), letter), (None, 'L'), NOTHING],
        (None, None) => [(None, 'L'), (None, 'L'), NOTHING],
    }
}

/// Over time the last that has a value carries the message.
fn highlight(dataset: &Dataset, spec: &ChartSpec) -> Option<usize> {
    let category = dataset.dimensions.first()?;
    let size = dataset.values.len().checked_div(category.categories.len())?;
    let has_value = |at: &usize| dataset.values[at * size..(at + 1) * size].iter().any(Option::is_some);
    (spec.category == "period").then(|| (0..category.categories.len()).rev().find(has_value)).flatten()
}

fn footer(report: &Report, lang: Lang) -> Vec<String> {
    let words = words::of(lang);
    let mut lines = Vec::new();
    let sources = sources(report, lang);
    if !sources.is_empty() {
        let head = if sources.len() > 1 { words.sources } else { words.source };
        lines.push(format!("{head}: {}", sources.join("; ")));
    }
    if let Some(day) = report.rows.iter().filter(|row| row.actual.is_some()).filter_map(|row| row.as_of).max()
    {
        lines.push(format!("{} {}", words.as_of, words::day(day, lang)));
    }
    if let Some(row) = report.rows.iter().rfind(|row| is_partial(row)) {
        let coverage = row.coverage;
        let share = notes::weight(coverage, lang);
        lines.push(format!(
            "{}/{} {}{share}",
            coverage.reported, coverage.expected, words.organizations_reported
        ));
    }
    let told = |note: &&Note| {
        matches!(
            note,
            Note::NearbyDay { .. }
                | Note::Reckoned { .. }
                | Note::Tree { .. }
                | Note::YearBeforeRestated { .. }
        )
    };
    lines.extend(report.notes.iter().filter(told).map(|note| notes::text(&report.catalogue, note, lang)));
    // What will be known on a day to come is not known yet.
    if report.query.known_on.is_some() {
        lines.push(format!("{} {}", words.known_on, words::day(report.known_on, lang)));
    }
    lines.dedup();
    lines
}

/// Publisher and title of each source, in the order of the rows.
fn sources(report: &Report, lang: Lang) -> Vec<String> {
    let mut shown: Vec<String> = Vec::new();
    for source in report.rows.iter().flat_map(|row| &row.sources) {
        let Some(source) = report.catalogue.source(source) else { continue };
        let title = match lang {
            Lang::En if !source.about.is_empty() => &source.about,
            _ => &source.title,
        };
        let line = format!("{}, {title}", source.publisher);
        if !shown.contains(&line) {
            shown.push(line);
        }
    }
    shown
}

/// What is to be known of the row behind each series of each category, in order.
fn of_each<T>(
    report: &Report,
    dataset: &Dataset,
    spec: &ChartSpec,
    known: impl Fn(Option<&Row>) -> T,
) -> Vec<T> {
    let ids = |at: usize| dataset.dimensions.get(at).map(|one| one.categories.as_slice()).unwrap_or_default();
    let series = if dataset.dimensions.len() > 2 { ids(1) } else { &[Category::default()][..] };
    let row = |category: &Category, one: &Category| {
        report.rows.iter().find(|row| {
            jsonstat::member(row, &spec.category) == category.id
                && spec.series.as_ref().is_none_or(|id| jsonstat::member(row, id) == one.id)
        })
    };
    let each = ids(0).iter().flat_map(|category| series.iter().map(move |one| (category, one)));
    each.map(|(category, one)| known(row(category, one))).collect()
}

/// Whether the figure was counted before its period was over.
fn is_running(row: &Row) -> bool {
    row.as_of.is_some_and(|day| day < row.period.end())
}

/// The last line of each tooltip: as-of day and publisher.
fn details(report: &Report, dataset: &Dataset, spec: &ChartSpec, lang: Lang) -> Vec<String> {
    let words = words::of(lang);
    of_each(report, dataset, spec, |row| {
        let day =
            row.and_then(|row| row.as_of).map(|day| format!("{} {}", words.as_of, words::day(day, lang)));
        let publishers =
            row.into_iter().flat_map(|row| &row.sources).filter_map(|id| report.catalogue.source(id));
        let mut parts: Vec<String> = day.into_iter().collect();
        for source in publishers {
            if !parts.contains(&source.publisher) {
                parts.push(source.publisher.clone());
            }
        }
        parts.join(" · ")
    })
}

/// The title in the reader's language, for lists of charts.
#[must_use]
pub fn title(spec: &ChartSpec, lang: Lang) -> &str {
    let names: &Names = &spec.titles;
    name(names, lang)
}
