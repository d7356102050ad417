//! A chart's dataset as JSON-stat 2.0 with `extension.chart`: what the widget's loader reads, and any JSON-stat client.

use baocao_widget::Dataset;
use baocao_widget::dataset::{Dimension, Picker, Reference, Role};
use serde_json::{Map, Value, json};

use super::{Document, fields};
use crate::domain::Amount;

/// The media type.
pub const CONTENT_TYPE: &str = "application/json";

/// The chart as one document.
#[must_use]
pub fn document(dataset: &Dataset) -> Document {
    let drawing = &dataset.drawing;
    let mut value = json_stat(dataset);
    value["extension"] = json!({"chart": {
        "kind": drawing.kind.code(),
        "lang": drawing.lang.tag(),
        "title": drawing.title,
        "subtitle": drawing.subtitle,
        "footer": drawing.footer,
        "description": drawing.description,
        "category": drawing.category,
        "series": drawing.series,
        "highlight": drawing.highlight,
        "details": drawing.details,
        "sort": drawing.sort.code(),
        "top": drawing.top,
        "additive": drawing.additive,
        "stacking": drawing.stacking.code(),
        "colors": drawing.colors,
        "references": drawing.references.iter().map(|one| reference(dataset, one)).collect::<Vec<_>>(),
        "pickers": drawing.pickers.iter().map(picker).collect::<Vec<_>>(),
    }});
    Document::json(&value, CONTENT_TYPE)
}

/// Categories and series are named by their ids, so that a document stays true when its categories are put in order.
fn reference(dataset: &Dataset, reference: &Reference) -> Value {
    let id = |dimension: Option<&str>, at: usize| {
        let dimension = dataset.dimensions.iter().find(|one| Some(one.id.as_str()) == dimension)?;
        Some(dimension.categories.get(at)?.id.as_str())
    };
    let category = |at: usize| id(Some(&dataset.drawing.category), at);
    match reference {
        Reference::Line { value, label } => {
            json!({"kind": "line", "value": fields::amount(Amount::new(*value, actual_decimals(dataset))), "label": label})
        }
        Reference::Span { from, to, label } => {
            json!({"kind": "span", "from": category(*from), "to": category(*to), "label": label})
        }
        Reference::Point { category: at, series, label } => {
            let series = id(dataset.drawing.series.as_deref(), *series);
            json!({"kind": "point", "category": category(*at), "series": series, "label": label})
        }
    }
}

fn actual_decimals(dataset: &Dataset) -> u8 {
    let metric = dataset.dimensions.iter().find(|one| one.role == Some(Role::Metric));
    let actual = metric.and_then(|metric| metric.categories.iter().find(|one| one.id == "actual"));
    actual.and_then(|one| one.unit.as_ref()).map_or(0, |unit| unit.decimals)
}

fn picker(picker: &Picker) -> Value {
    let option = |(value, label): &(String, String)| json!({"value": value, "label": label});
    json!({
        "parameter": picker.parameter,
        "label": picker.label,
        "options": picker.options.iter().map(option).collect::<Vec<_>>(),
        "chosen": picker.chosen,
    })
}

/// The dataset without its extension.
pub(super) fn json_stat(dataset: &Dataset) -> Value {
    let ids: Vec<&str> = dataset.dimensions.iter().map(|one| one.id.as_str()).collect();
    let sizes: Vec<usize> = dataset.dimensions.iter().map(|one| one.categories.len()).collect();
    let mut role = Map::new();
    for (name, kind) in [("time", Role::Time), ("geo", Role::Geo), ("metric", Role::Metric)] {
        let of_kind = dataset.dimensions.iter().filter(|one| one.role == Some(kind));
        let ids: Vec<&str> = of_kind.map(|one| one.id.as_str()).collect();
        if !ids.is_empty() {
            role.insert(name.into(), ids.into());
        }
    }
    let dimensions: Map<String, Value> =
        dataset.dimensions.iter().map(|one| (one.id.clone(), dimension(one))).collect();
    let mut value = json!({
        "version": "2.0",
        "class": "dataset",
        "label": dataset.label,
        "id": ids,
        "size": sizes,
        "role": role,
        "dimension": dimensions,
        "value": values(dataset),
    });
    if !dataset.status.is_empty() {
        let letters = dataset.status.iter().enumerate().filter(|(_, letter)| **letter != 'A');
        let status: Map<String, Value> =
            letters.map(|(at, letter)| (at.to_string(), letter.to_string().into())).collect();
        value["status"] = Value::Object(status);
    }
    value
}

fn dimension(dimension: &Dimension) -> Value {
    let index: Vec<&str> = dimension.categories.iter().map(|one| one.id.as_str()).collect();
    let label: Map<String, Value> =
        dimension.categories.iter().map(|one| (one.id.clone(), one.label.as_str().into())).collect();
    let unit: Map<String, Value> = dimension
        .categories
        .iter()
        .filter_map(|one| {
            let unit = one.unit.as_ref()?;
            Some((one.id.clone(), json!({"label": unit.label, "decimals": unit.decimals})))
        })
        .collect();
    let mut category = json!({"index": index, "label": label});
    if !unit.is_empty() {
        category["unit"] = Value::Object(unit);
    }
    json!({"label": dimension.label, "category": category})
}

/// Decimal numbers: units × 10^-decimals of each cell's metric.
fn values(dataset: &Dataset) -> Vec<Value> {
    let metric = dataset.dimensions.iter().position(|one| one.role == Some(Role::Metric));
    let stride: usize =
        metric.map_or(1, |at| dataset.dimensions[at + 1..].iter().map(|one| one.categories.len()).product());
    let categories = metric.map(|at| dataset.dimensions[at].categories.as_slice()).unwrap_or_default();
    let decimals = |index: usize| {
        let at = (index / stride.max(1)).checked_rem(categories.len()).unwrap_or(0);
        categories.get(at).and_then(|one| one.unit.as_ref()).map_or(0, |unit| unit.decimals)
    };
    let number = |(index, value): (usize, &Option<i64>)| {
        value.map_or(Value::Null, |units| fields::amount(Amount::new(units, decimals(index))))
    };
    dataset.values.iter().enumerate().map(number).collect()
}
