//! A chart's document, read natively and on another way than the page does: figures are shifted as decimal text, never
//! as floats.

use baocao_widget::Lang;
use baocao_widget::dataset::{Category, Dataset, Dimension, Drawing, Kind, Role, Unit};
use serde_json::Value;

/// The dataset of a document as the service writes it.
pub fn read(document: &Value) -> Dataset {
    let dimensions: Vec<Dimension> =
        texts(&document["id"]).into_iter().map(|id| dimension(document, id)).collect();
    let metric = dimensions.last().expect("the metric is the last dimension");
    let decimals: Vec<u8> =
        metric.categories.iter().map(|one| one.unit.as_ref().map_or(0, |unit| unit.decimals)).collect();
    let values =
        list(&document["value"]).iter().zip(decimals.iter().cycle()).map(|(value, &decimals)| match value {
            Value::Number(number) => Some(units(&number.to_string(), decimals)),
            _ => None,
        });
    let chart = &document["extension"]["chart"];
    let drawing = Drawing {
        kind: Kind::parse(&text(&chart["kind"])).expect("a known kind"),
        lang: Lang::parse(&text(&chart["lang"])).expect("a known language"),
        title: text(&chart["title"]),
        subtitle: text(&chart["subtitle"]),
        footer: texts(&chart["footer"]),
        description: text(&chart["description"]),
        category: text(&chart["category"]),
        series: chart["series"].as_str().map(str::to_owned),
        highlight: chart["highlight"].as_u64().map(|index| usize::try_from(index).expect("a small index")),
        details: texts(&chart["details"]),
    };
    let status =
        texts(&document["status"]).iter().map(|letter| letter.chars().next().expect("a letter")).collect();
    Dataset { label: text(&document["label"]), values: values.collect(), dimensions, status, drawing }
}

fn dimension(document: &Value, id: String) -> Dimension {
    let dimension = &document["dimension"][&id];
    let category = &dimension["category"];
    let ids = match &category["index"] {
        Value::Object(places) => {
            let mut places: Vec<_> = places.iter().collect();
            places.sort_by_key(|(_, place)| place.as_u64());
            places.into_iter().map(|(id, _)| id.clone()).collect()
        }
        list => texts(list),
    };
    let unit = |id: &str| {
        let unit = category["unit"].get(id)?;
        let decimals = unit["decimals"].as_u64().and_then(|decimals| u8::try_from(decimals).ok());
        Some(Unit { label: text(&unit["label"]), decimals: decimals.expect("few decimals") })
    };
    let categories = ids
        .into_iter()
        .map(|id| Category { label: text(&category["label"][&id]), unit: unit(&id), id })
        .collect();
    let role = [("time", Role::Time), ("geo", Role::Geo), ("metric", Role::Metric)]
        .into_iter()
        .find_map(|(name, role)| texts(&document["role"][name]).contains(&id).then_some(role));
    Dimension { label: text(&dimension["label"]), role, categories, id }
}

/// `81033.18` with 3 decimals is 81,033,180 thousandths.
fn units(decimal: &str, decimals: u8) -> i64 {
    let (whole, fraction) = decimal.split_once('.').unwrap_or((decimal, ""));
    format!("{whole}{fraction:0<width$}", width = usize::from(decimals)).parse().expect("a decimal number")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn texts(value: &Value) -> Vec<String> {
    list(value).iter().map(text).collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
