//! One sentence for each chart, from the same report: by the chart's own template, `templates/sentences/{slug}.{lang}.txt.j2`, where it
//! has one; else by what can be claimed of any answer.
//!
//! What a template may say is decided here: words such as `tăng` hang on predicates, and what is not known is not in the
//! context, so that a sentence that needs it is absent rather than false.

use std::fmt;

use baocao_widget::locale::{self, Magnitude};
use serde_json::{Map, Value};

use super::Reason;
use crate::domain::{Amount, ChartSpec, Status};
use crate::publish::page::{self, PageError};
use crate::publish::{Lang, chart, jsonstat, name, words};
use crate::rollup::{Change, Note, Report, Row};

/// The media type of a sentence as text.
pub const CONTENT_TYPE: &str = "text/plain; charset=utf-8";

/// Why a chart has no sentence.
#[derive(Debug)]
pub enum Absent {
    /// A figure that it needs was not reported, or must not be shown.
    FigureMissing,
    /// Nothing true can be said of it, and why.
    Untold(Reason, Lang),
    /// The template is faulty.
    Faulty(PageError),
}

impl fmt::Display for Absent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FigureMissing => f.write_str("a figure that the sentence needs was not reported"),
            Self::Untold(why, lang) => f.write_str(why.text(*lang)),
            Self::Faulty(fault) => fault.fmt(f),
        }
    }
}

/// Whose templates may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrittenFor {
    /// The chart's own.
    Chart,
    /// None: a chart's own may name what a reader has picked something else for.
    Any,
}

/// The chart's sentence.
///
/// # Errors
/// [`Absent`] when there is no true one.
pub fn sentence(
    report: &Report,
    spec: &ChartSpec,
    written_for: WrittenFor,
    lang: Lang,
) -> Result<String, Absent> {
    let own = format!("sentences/{}.{}.txt.j2", spec.slug, lang.tag());
    if written_for == WrittenFor::Any || !page::exists(&own) {
        return super::summary(report, None, lang);
    }
    match page::render(&own, facts(report, spec, lang)) {
        Ok(text) => Ok(on_one_line(&text)),
        Err(PageError::Missing(_)) => Err(Absent::FigureMissing),
        Err(fault) => Err(Absent::Faulty(fault)),
    }
}

/// Templates break lines where it helps their readers. A no-break space is no ASCII one, and stays.
pub(super) fn on_one_line(text: &str) -> String {
    let line = text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    [(" .", "."), (" ,", ","), (" ;", ";")].iter().fold(line, |line, (from, to)| line.replace(from, to))
}

/// `latest`: the last row with a value. `by`: each row under its category, `category/series`, or, where the chart has a
/// whole, `part/category` and `whole/category`. `sum`: what all rows add up to, where every one has a
/// value.
fn facts(report: &Report, spec: &ChartSpec, lang: Lang) -> Value {
    let mut by = Map::new();
    for row in &report.rows {
        by.entry(key(row, spec)).or_insert_with(|| of_row(report, row, lang));
    }
    if spec.whole.is_some() {
        add_rests(report, spec, &mut by, lang);
    }
    let mut context = Map::new();
    let has_value = |row: &&Row| row.actual.is_some() || row.plan.is_some();
    if let Some(latest) =
        report.rows.iter().rfind(|row| row.actual.is_some()).or_else(|| report.rows.iter().rfind(has_value))
    {
        context.insert("latest".into(), of_row(report, latest, lang));
    }
    if let Some(sum) = sum(report) {
        context.insert("sum".into(), words::number(sum, lang).into());
    }
    context.insert("by".into(), Value::Object(by));
    context.insert("title".into(), chart::title(spec, lang).into());
    Value::Object(context)
}

fn key(row: &Row, spec: &ChartSpec) -> String {
    let category = jsonstat::member(row, &spec.category);
    match (&spec.whole, &spec.series) {
        (Some(whole), _) if *whole == row.indicator => format!("whole/{category}"),
        (Some(_), _) => format!("part/{category}"),
        (None, Some(series)) => format!("{category}/{}", jsonstat::member(row, series)),
        (None, None) => category,
    }
}

/// `rest` and `rest_words` of each whole whose part is known.
fn add_rests(report: &Report, spec: &ChartSpec, by: &mut Map<String, Value>, lang: Lang) {
    for row in report.rows.iter().filter(|row| spec.whole.as_ref() == Some(&row.indicator)) {
        let category = jsonstat::member(row, &spec.category);
        let part = report.rows.iter().find(|other| {
            other.indicator != row.indicator && jsonstat::member(other, &spec.category) == category
        });
        let rest =
            row.actual.zip(part.and_then(|part| part.actual)).and_then(|(whole, part)| whole.minus(part));
        if let (Some(rest), Some(Value::Object(facts))) =
            (rest.filter(|rest| rest.units >= 0), by.get_mut(&format!("whole/{category}")))
        {
            facts.insert("rest".into(), with_unit(report, row, rest, lang).into());
            facts.insert("rest_words".into(), in_words(report, row, rest, lang).into());
            facts.insert("has_rest".into(), (rest.units > 0).into());
        }
    }
}

/// Parts are called the sum only where nothing was reported that says otherwise.
fn sum(report: &Report) -> Option<Amount> {
    let doubted = |note: &Note| matches!(note, Note::PartsDiffer { .. } | Note::TotalNotReported { .. });
    if report.notes.iter().any(doubted) {
        return None;
    }
    let mut amounts = report.rows.iter().map(|row| row.actual);
    let first = amounts.next()??;
    amounts.try_fold(first, |sum, amount| {
        let amount = amount.filter(|amount| amount.decimals == sum.decimals)?;
        Some(Amount::new(sum.units.checked_add(amount.units)?, sum.decimals))
    })
}

fn of_row(report: &Report, row: &Row, lang: Lang) -> Value {
    let mut facts = Map::new();
    let catalogue = &report.catalogue;
    let mut say = |key: &str, text: String| facts.insert(key.to_owned(), text.into());
    let period = words::period_in_sentence(row.period, lang);
    say("period_label", words::period(row.period, lang));
    say("Period", words::capitalized(&period));
    say("period", period);
    if let Some(one) = catalogue.organization(&row.organization) {
        say("organization", name(&one.names, lang).to_owned());
    }
    if let Some(one) = catalogue.indicator(&row.indicator) {
        say("indicator", name(&one.names, lang).to_owned());
    }
    if let Some(day) = row.as_of {
        say("as_of", words::day(day, lang));
    }
    for (key, amount) in [("actual", row.actual), ("plan", row.plan), ("universe", row.universe)] {
        let Some(amount) = amount else { continue };
        let exact = if key == "actual" { words::qualifier(row.qualifier, lang) } else { "" };
        say(key, format!("{exact}{}", words::number(amount, lang)));
        say(&format!("{key}_with_unit"), format!("{exact}{}", with_unit(report, row, amount, lang)));
        say(&format!("{key}_words"), format!("{exact}{}", in_words(report, row, amount, lang)));
    }
    if let Some(rate) = row.plan_rate {
        say("plan_rate", percent(rate, lang));
    }
    if let Some(share) = row.actual.zip(row.universe).and_then(|(part, whole)| part.percent_of(whole)) {
        say("share", percent(share, lang));
    }
    let partial = chart::is_partial(row);
    if partial {
        say("coverage", format!("{}/{}", row.coverage.reported, row.coverage.expected));
        if let Some(share) = row.coverage.weight {
            say("coverage_weight", percent(share, lang));
        }
    }
    facts.insert("is_partial".into(), partial.into());
    facts.insert("is_provisional".into(), (row.status == Status::Provisional).into());
    facts.insert("is_all".into(), (row.actual.is_some() && row.actual == row.universe).into());
    if let Some(Value::Object(change)) = row.change.as_ref().and_then(|one| of_change(report, row, one, lang))
    {
        facts.insert("change".into(), Value::Object(change));
    }
    Value::Object(facts)
}

/// Only where the actual of the year before is known and comparable.
fn of_change(report: &Report, row: &Row, change: &Change, lang: Lang) -> Option<Value> {
    let absolute = change.absolute?;
    let mut facts = Map::new();
    let size = Amount::new(absolute.units.checked_abs()?, absolute.decimals);
    facts.insert("from".into(), words::period_in_sentence(change.from, lang).into());
    if let Some(day) = change.from_as_of {
        facts.insert("from_as_of".into(), words::day(day, lang).into());
    }
    facts.insert("size".into(), with_unit(report, row, size, lang).into());
    facts.insert("size_words".into(), in_words(report, row, size, lang).into());
    if let Some(one) = change.percent {
        facts.insert(
            "percent".into(),
            percent(Amount::new(one.units.checked_abs()?, one.decimals), lang).into(),
        );
    }
    facts.insert("is_up".into(), (absolute.units > 0).into());
    facts.insert("is_down".into(), (absolute.units < 0).into());
    Some(Value::Object(facts))
}

/// A rate with one decimal, as people write it.
fn percent(rate: Amount, lang: Lang) -> String {
    let tenths = jsonstat::rescaled(rate, 1).unwrap_or(rate.units);
    locale::with_unit(&locale::number(tenths, 1, lang), "%")
}

fn unit<'a>(report: &'a Report, row: &Row, lang: Lang) -> &'a str {
    report.catalogue.indicator(&row.indicator).map_or("", |one| words::unit(one, lang))
}

fn with_unit(report: &Report, row: &Row, amount: Amount, lang: Lang) -> String {
    locale::with_unit(&words::number(amount, lang), unit(report, row, lang))
}

/// With the number words of the language, two decimals at most: `29,65 nghìn tỷ đồng`.
fn in_words(report: &Report, row: &Row, amount: Amount, lang: Lang) -> String {
    let unit = unit(report, row, lang);
    let short = locale::short(
        amount.units,
        amount.decimals,
        Magnitude::of(amount.units, amount.decimals, unit),
        lang,
    );
    // `short` says the number word that a unit such as `tỷ đồng` begins with, so only the rest of the unit follows.
    let rest =
        unit.split_once(' ').filter(|(word, _)| NUMBER_WORDS.contains(word)).map_or(unit, |(_, rest)| rest);
    locale::with_unit(&short, rest)
}

const NUMBER_WORDS: [&str; 6] = ["nghìn", "triệu", "tỷ", "thousand", "million", "billion"];
