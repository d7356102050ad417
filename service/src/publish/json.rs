//! The answer as JSON: numbers printed exactly, null where there is none.

use serde_json::{Map, Value, json};

use super::catalogue::succession;
use super::fields::{coverage, optional};
use super::{Document, Lang, holes, notes};
use crate::domain::{Amount, Breakdown, Catalogue, Figure, Measure, Observation, PLAN_RATE_DECIMALS};
use crate::rollup::{Change, RateSource, Receipt, Report, Row, Rule};

/// The media type.
pub const CONTENT_TYPE: &str = "application/json";

/// The report as JSON; notes are in the reader's language.
#[must_use]
pub fn document(report: &Report, lang: Lang) -> Document {
    let query: Map<String, Value> =
        report.query.parameters().into_iter().map(|(name, value)| (name, value.into())).collect();
    let value = json!({
        "query": query,
        "revision": report.revision.to_string(),
        "known_on": report.known_on.to_string(),
        "tree": report.query.tree.to_string(),
        "as": report.query.reckoning.to_string(),
        "rows": report.rows.iter().map(|one| row(&report.catalogue, one, report.query.explain)).collect::<Vec<_>>(),
        "notes": report.notes.iter().map(|note| notes::json(&report.catalogue, note, lang)).collect::<Vec<_>>(),
    });
    Document::json(&value, CONTENT_TYPE)
}

/// A row; with its receipts where it was asked to `explain`.
pub(super) fn row(catalogue: &Catalogue, row: &Row, explain: bool) -> Value {
    let mut object = json!({
        "indicator": row.indicator.as_str(),
        "organization": row.organization.as_str(),
        "period": row.period.to_string(),
        "as_of": row.as_of.map(|day| day.to_string()),
        "breakdown": breakdown(&row.breakdown),
        "actual": optional(row.actual),
        "plan": optional(row.plan),
        "universe": optional(row.universe),
        "plan_rate": optional(row.plan_rate),
        "plan_rate_source": row.plan_rate_source.map(rate_source),
        "change": row.change.as_ref().map(change),
        "qualifier": row.qualifier.map(|one| one.as_str()),
        "status": row.status.as_str(),
        "coverage": coverage(row.coverage),
        "sources": row.sources.iter().map(|one| one.as_str()).collect::<Vec<_>>(),
    });
    if explain {
        object["receipts"] = row.receipts.iter().map(|one| receipt(catalogue, one)).collect();
        if let Some(one) = &row.year_before {
            object["change"]["receipt"] = receipt(catalogue, one);
        }
    }
    object
}

/// The members by their dimensions; an empty object is the total.
#[must_use]
pub fn breakdown(breakdown: &Breakdown) -> Value {
    breakdown.iter().map(|(name, member)| (name.to_string(), Value::from(member.as_str()))).collect()
}

fn change(change: &Change) -> Value {
    let mut object = json!({
        "from": change.from.to_string(),
        "absolute": optional(change.absolute),
        "percent": optional(change.percent),
    });
    if let Some(one) = change.restated {
        object["restated"] = optional(one.actual);
        object["published"] = optional(one.published);
    }
    object
}

fn receipt(catalogue: &Catalogue, receipt: &Receipt) -> Value {
    let mut object = json!({
        "measure": receipt.measure.as_str(),
        "rule": rule(receipt.rule),
        "figures": receipt.figures.iter().map(|one| figure(catalogue, one)).collect::<Vec<_>>(),
        "missing": receipt.missing.iter().map(|one| one.as_str()).collect::<Vec<_>>(),
    });
    if !receipt.taken_away.is_empty() {
        object["taken_away"] = receipt.taken_away.iter().map(|one| figure(catalogue, one)).collect();
    }
    if !receipt.holes.is_empty() {
        object["missing_months"] = holes::months(&receipt.holes).iter().map(ToString::to_string).collect();
        object["holes"] = holes::json(&receipt.holes);
    }
    if receipt.rule == Rule::Restated {
        object["successions"] = receipt.successions.iter().map(succession).collect();
    }
    object
}

/// A contributing figure: what was kept, not what was worked out.
pub(super) fn figure(catalogue: &Catalogue, observation: &Observation) -> Value {
    let figure = &observation.figure;
    let mut object = stated(catalogue, observation);
    object["indicator"] = figure.indicator.as_str().into();
    object["organization"] = figure.organization.as_str().into();
    object["period"] = figure.period.to_string().into();
    object["measure"] = figure.measure.as_str().into();
    object["breakdown"] = figure.breakdown.to_string().into();
    object
}

/// What a figure says, and where it is from.
pub(super) fn stated(catalogue: &Catalogue, observation: &Observation) -> Value {
    let figure = &observation.figure;
    json!({
        "value": optional(kept(catalogue, figure)),
        "as_of": figure.as_of.map(|day| day.to_string()),
        "qualifier": figure.qualifier.map(|one| one.as_str()),
        "status": figure.status.as_str(),
        "source": figure.source.as_ref().map(|one| one.as_str()),
        "known_on": observation.known_on.to_string(),
        "revision": observation.revision.to_string(),
    })
}

/// A figure's value in the unit of its measure.
pub(super) fn kept(catalogue: &Catalogue, figure: &Figure) -> Option<Amount> {
    let decimals = match figure.measure {
        Measure::PlanRate => PLAN_RATE_DECIMALS,
        Measure::Actual | Measure::Plan | Measure::Universe => {
            catalogue.indicator(&figure.indicator)?.decimals
        }
    };
    Some(Amount::new(figure.value?, decimals))
}

/// The word for where a rate comes from.
#[must_use]
pub fn rate_source(source: RateSource) -> &'static str {
    match source {
        RateSource::Computed => "computed",
        RateSource::Published => "published",
    }
}

fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::Reported => "reported",
        Rule::Latest => "latest",
        Rule::SumOfPeriods => "sum-of-periods",
        Rule::SumOfChildren => "sum-of-children",
        Rule::DifferenceOfPeriods => "difference-of-periods",
        Rule::DifferenceOfCumulatives => "difference-of-cumulatives",
        Rule::Restated => "restated",
        Rule::RateOfPlan => "rate-of-plan",
    }
}
