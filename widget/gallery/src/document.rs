//! A chart's document, read natively and on another way than the page does: figures are shifted as decimal text, never
//! as floats.

use baocao_widget::Lang;
use baocao_widget::dataset::{
    Category, Dataset, Dimension, Drawing, Kind, Picker, Reference, Role, Sort, Stacking, Unit,
};
use serde_json::Value;

/// The dataset of a document as the service writes it, its metric last.
///
/// # Panics
///
/// When the document is not such a one.
#[must_use]
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
        sort: Sort::parse(&text(&chart["sort"])).unwrap_or_default(),
        top: chart["top"].as_u64().map(|top| usize::try_from(top).expect("a small number")),
        additive: chart["additive"].as_bool().unwrap_or_default(),
        stacking: Stacking::parse(&text(&chart["stacking"])).unwrap_or_default(),
        hidden: list(&chart["hidden"]).iter().map(index).collect(),
        colors: list(&chart["colors"]).iter().map(index).collect(),
        references: list(&chart["references"]).iter().map(|one| reference(one, chart, &dimensions)).collect(),
        pickers: list(&chart["pickers"]).iter().map(picker).collect(),
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

fn reference(reference: &Value, chart: &Value, dimensions: &[Dimension]) -> Reference {
    let at = |dimension: &Value, id: &Value| {
        let dimension = dimensions.iter().find(|one| Some(one.id.as_str()) == dimension.as_str());
        let found = dimension
            .and_then(|one| one.categories.iter().position(|one| Some(one.id.as_str()) == id.as_str()));
        found.unwrap_or_default()
    };
    let category = |id: &str| at(&chart["category"], &reference[id]);
    let label = text(&reference["label"]);
    match reference["kind"].as_str() {
        Some("line") => {
            let metric = dimensions.iter().find(|one| one.role == Some(Role::Metric)).expect("a metric");
            let actual = metric.categories.iter().find(|one| one.id == "actual").expect("actual figures");
            let decimals = actual.unit.as_ref().map_or(0, |unit| unit.decimals);
            Reference::Line { value: units(&reference["value"].to_string(), decimals), label }
        }
        Some("span") => Reference::Span { from: category("from"), to: category("to"), label },
        Some("point") => Reference::Point {
            category: category("category"),
            series: at(&chart["series"], &reference["series"]),
            label,
        },
        other => panic!("`{other:?}` is no kind of reference"),
    }
}

fn picker(picker: &Value) -> Picker {
    let option = |one: &Value| (text(&one["value"]), text(&one["label"]));
    Picker {
        parameter: text(&picker["parameter"]),
        label: text(&picker["label"]),
        options: list(&picker["options"]).iter().map(option).collect(),
        chosen: index(&picker["chosen"]),
    }
}

fn index(value: &Value) -> usize {
    value.as_u64().and_then(|index| usize::try_from(index).ok()).expect("a small index")
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
