//! The answer as JSON-stat 2.0: every dimension of the report, and the measures as the metric dimension.

use baocao_widget::Dataset;
use baocao_widget::dataset::{Category, Dimension, Role, Unit};

use super::{Document, Lang, chart_json, name, words};
use crate::domain::{Amount, DimensionCode, MemberCode, Status};
use crate::rollup::{Report, Row};

/// The media type.
pub const CONTENT_TYPE: &str = "application/json";

/// The member id of a total over a breakdown, as in SDMX code lists.
const TOTAL: &str = "_T";

/// Digits after the mark of a rate in a chart.
const RATE_DECIMALS: u8 = 1;

/// The report as JSON-stat; labels are in the reader's language.
#[must_use]
pub fn document(report: &Report, lang: Lang) -> Document {
    let breakdowns: Vec<String> = breakdowns(report);
    let ids: Vec<&str> = ["indicator", "organization", "period"]
        .into_iter()
        .chain(breakdowns.iter().map(String::as_str))
        .collect();
    let rates = report.rows.iter().filter_map(|row| row.plan_rate);
    let decimals = rates.map(|rate| rate.decimals).max().unwrap_or(RATE_DECIMALS);
    let dataset = laid_out(report, &ids, &["actual", "plan", "universe", "plan-rate"], lang, decimals);
    let mut value = chart_json::json_stat(&dataset);
    value["extension"] = serde_json::json!({
        "revision": report.revision.to_string(),
        "known_on": report.known_on.to_string(),
        "tree": report.query.tree.to_string(),
        "as": report.query.reckoning.to_string(),
        "notes": report.notes.iter().map(|note| super::notes::json(&report.catalogue, note, lang)).collect::<Vec<_>>(),
    });
    Document::json(&value, CONTENT_TYPE)
}

/// The rows laid out over these dimensions, the measures fastest; where several rows share a cell, the first stands. Rates are as exact
/// as a chart writes them.
pub(super) fn dataset(report: &Report, ids: &[&str], metrics: &[&str], lang: Lang) -> Dataset {
    laid_out(report, ids, metrics, lang, RATE_DECIMALS)
}

fn laid_out(report: &Report, ids: &[&str], metrics: &[&str], lang: Lang, rate_decimals: u8) -> Dataset {
    let mut dimensions: Vec<Dimension> = ids.iter().map(|id| dimension(report, id, lang)).collect();
    dimensions.push(metric_dimension(report, metrics, lang, rate_decimals));
    let cells = dimensions.iter().map(|one| one.categories.len()).product();
    let (mut values, mut status) = (vec![None; cells], vec!['M'; cells]);
    let mut seen = vec![false; cells];
    for row in &report.rows {
        let Some(base) = place(row, &dimensions, ids) else { continue };
        if std::mem::replace(&mut seen[base], true) {
            continue;
        }
        let metric = &dimensions[ids.len()].categories;
        for (offset, category) in metric.iter().enumerate() {
            let decimals = category.unit.as_ref().map_or(0, |unit| unit.decimals);
            let value = measured(row, &category.id).and_then(|amount| rescaled(amount, decimals));
            values[base + offset] = value;
            status[base + offset] = letter(row, &category.id, value.is_some());
        }
    }
    if status.iter().all(|&one| one == 'A') {
        status.clear();
    }
    Dataset { dimensions, values, status, ..Dataset::default() }
}

fn breakdowns(report: &Report) -> Vec<String> {
    let mut names: Vec<String> = report
        .rows
        .iter()
        .flat_map(|row| row.breakdown.iter().map(|(dimension, _)| dimension.to_string()))
        .collect();
    names.sort();
    names.dedup();
    names
}

fn place(row: &Row, dimensions: &[Dimension], ids: &[&str]) -> Option<usize> {
    let mut at = 0;
    for (dimension, id) in dimensions.iter().zip(ids) {
        let member = member(row, id);
        let index = dimension.categories.iter().position(|one| one.id == member)?;
        at = at * dimension.categories.len() + index;
    }
    Some(at * dimensions[ids.len()].categories.len())
}

/// The row's category in a dimension.
pub(super) fn member(row: &Row, dimension: &str) -> String {
    match dimension {
        "indicator" => row.indicator.to_string(),
        "organization" => row.organization.to_string(),
        "period" => row.period.to_string(),
        breakdown => DimensionCode::parse(breakdown)
            .ok()
            .and_then(|code| row.breakdown.member(&code).map(ToString::to_string))
            .unwrap_or_else(|| TOTAL.to_owned()),
    }
}

/// A dimension with every category that the rows have, in their order.
pub(super) fn dimension(report: &Report, id: &str, lang: Lang) -> Dimension {
    let mut categories: Vec<Category> = Vec::new();
    for row in &report.rows {
        let member = member(row, id);
        if categories.iter().all(|one| one.id != member) {
            let label = label(report, row, id, &member, lang);
            categories.push(Category { id: member, label, unit: None });
        }
    }
    let words = words::of(lang);
    let (label, role) = match id {
        "indicator" => (words.indicator.to_owned(), None),
        "organization" => (words.organization.to_owned(), Some(Role::Geo)),
        "period" => (words.period.to_owned(), Some(Role::Time)),
        _ => (breakdown_label(report, id, lang), None),
    };
    Dimension { id: id.to_owned(), label, role, categories }
}

fn label(report: &Report, row: &Row, dimension: &str, id: &str, lang: Lang) -> String {
    let catalogue = &report.catalogue;
    let names = match dimension {
        "indicator" => catalogue.indicator(&row.indicator).map(|one| &one.names),
        "organization" => catalogue.organization(&row.organization).map(|one| &one.names),
        "period" => return words::capitalized(&words::period(row.period, lang)),
        _ => DimensionCode::parse(dimension)
            .ok()
            .zip(MemberCode::parse(id).ok())
            .and_then(|(code, member)| catalogue.member(&code, Some(&member)).map(|one| &one.names)),
    };
    match names {
        Some(names) => name(names, lang).to_owned(),
        None if id == TOTAL => words::of(lang).total.to_owned(),
        None => id.to_owned(),
    }
}

fn breakdown_label(report: &Report, id: &str, lang: Lang) -> String {
    DimensionCode::parse(id)
        .ok()
        .and_then(|code| report.catalogue.member(&code, None))
        .map_or_else(|| id.to_owned(), |one| name(&one.names, lang).to_owned())
}

fn metric_dimension(report: &Report, metrics: &[&str], lang: Lang, rate_decimals: u8) -> Dimension {
    let words = words::of(lang);
    let (unit, decimals) = (unit(report, lang), decimals(report));
    let percent = |decimals| Unit { label: "%".to_owned(), decimals };
    let categories = metrics.iter().map(|&id| {
        let (label, unit) = match id {
            "plan" => (words.plan, Unit { label: unit.clone(), decimals }),
            "universe" => (words.universe, Unit { label: unit.clone(), decimals }),
            "plan-rate" => (words.plan_rate, percent(rate_decimals)),
            "change" => (words.change, percent(RATE_DECIMALS)),
            "reported" => (words.reported, Unit::default()),
            "expected" => (words.expected, Unit::default()),
            _ => (words.actual, Unit { label: unit.clone(), decimals }),
        };
        Category { id: id.to_owned(), label: label.to_owned(), unit: Some(unit) }
    });
    Dimension {
        id: "measure".to_owned(),
        label: words.measure.to_owned(),
        role: Some(Role::Metric),
        categories: categories.collect(),
    }
}

/// The unit that all indicators of the report share, or nothing.
pub(super) fn unit(report: &Report, lang: Lang) -> String {
    let mut units = indicators(report).map(|one| words::unit(one, lang));
    let first = units.next().unwrap_or("");
    if units.all(|one| one == first) { first.to_owned() } else { String::new() }
}

fn decimals(report: &Report) -> u8 {
    indicators(report).map(|one| one.decimals).max().unwrap_or(0)
}

fn indicators(report: &Report) -> impl Iterator<Item = &crate::domain::Indicator> {
    report.query.indicators.iter().filter_map(|code| report.catalogue.indicator(code))
}

/// What a metric of the widget's contract is in a row.
pub(super) fn measured(row: &Row, metric: &str) -> Option<Amount> {
    match metric {
        "actual" => row.actual,
        "plan" => row.plan,
        "universe" => row.universe,
        "plan-rate" => row.plan_rate,
        "change" => row.change.as_ref().and_then(|one| one.percent),
        "reported" => Some(Amount::new(i64::from(row.coverage.reported), 0)),
        "expected" => Some(Amount::new(i64::from(row.coverage.expected), 0)),
        _ => None,
    }
}

pub(super) fn letter(row: &Row, metric: &str, has_value: bool) -> char {
    let status = match (has_value, row.status.has_value(), metric) {
        (true, true, "actual" | "plan-rate" | "change") => row.status,
        (true, _, _) => Status::Normal,
        (false, false, "actual") => row.status,
        (false, _, _) if row.status == Status::Suppressed => Status::Suppressed,
        (false, _, "change") => Status::NotApplicable,
        (false, _, _) => Status::NotReported,
    };
    status.as_str().chars().next().unwrap_or('A')
}

/// The amount in units of `10^-decimals`, half away from zero where digits go; `None` when it does not fit.
pub(super) fn rescaled(amount: Amount, decimals: u8) -> Option<i64> {
    if amount.decimals <= decimals {
        return amount.units.checked_mul(10_i64.checked_pow(u32::from(decimals - amount.decimals))?);
    }
    let divisor = 10_i64.checked_pow(u32::from(amount.decimals - decimals))?;
    let (down, rest) = (amount.units / divisor, amount.units % divisor);
    Some(if rest.abs() * 2 >= divisor { down + amount.units.signum() } else { down })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_published_rate_is_rounded_once_half_away_from_zero() {
        assert_eq!(rescaled(Amount::new(108_700, 3), 1), Some(1_087));
        assert_eq!(rescaled(Amount::new(108_750, 3), 1), Some(1_088));
        assert_eq!(rescaled(Amount::new(-50, 3), 1), Some(-1));
        assert_eq!(rescaled(Amount::new(7, 0), 3), Some(7_000));
        assert_eq!(rescaled(Amount::new(i64::MAX, 0), 1), None);
    }
}
