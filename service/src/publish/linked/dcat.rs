//! The catalogue as DCAT 3 (W3C, *Data Catalog Vocabulary*): a dataset for each indicator, a distribution for each form of it.

use serde_json::{Map, Value, json};

use super::super::Document;
use super::{FORMS, question, top, turtle};
use crate::domain::{Catalogue, Date, Indicator, Names, Period, Version};

/// The media type of JSON-LD.
pub const JSON_LD: &str = "application/ld+json";

/// The media type of Turtle.
pub const TURTLE: &str = "text/turtle; charset=utf-8";

const PREFIXES: [(&str, &str); 7] = [
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ("adms", "http://www.w3.org/ns/adms#"),
];

/// What there is to tell of.
pub struct Shelf<'a> {
    /// What can be asked.
    pub catalogue: &'a Catalogue,
    /// The periods that have figures.
    pub periods: &'a [Period],
    /// The version of what is published.
    pub version: Version,
    /// The day of the newest release, if there is one.
    pub released_on: Option<Date>,
    /// `https://host`
    pub base: &'a str,
}

/// As JSON-LD.
#[must_use]
pub fn json_ld(shelf: &Shelf<'_>) -> Document {
    let context: Map<String, Value> =
        PREFIXES.iter().map(|(name, address)| ((*name).to_owned(), (*address).into())).collect();
    let mut value = json!({"@context": context});
    if let (Value::Object(whole), Value::Object(tree)) = (&mut value, tree(shelf)) {
        whole.extend(tree);
    }
    Document::json(&value, JSON_LD)
}

/// As Turtle.
#[must_use]
pub fn turtle(shelf: &Shelf<'_>) -> Document {
    Document::text(turtle::turtle(&PREFIXES, &tree(shelf)), TURTLE)
}

fn tree(shelf: &Shelf<'_>) -> Value {
    let base = shelf.base;
    let datasets = shelf.catalogue.parts().indicators.iter().map(|one| dataset(shelf, one));
    let mut tree = json!({
        "@id": format!("{base}/api/v1/catalogue"),
        "@type": "dcat:Catalog",
        "dct:title": both("Báo Cáo: danh mục số liệu", "Báo Cáo: catalogue of figures"),
        "dct:description": both(
            "Số liệu do các đơn vị báo cáo, cộng theo cây đơn vị và theo thời gian.",
            "Figures that organizations report, added up over the tree of organizations and over time.",
        ),
        "dct:publisher": publisher(shelf),
        "dct:language": languages(),
        "foaf:homepage": {"@id": format!("{base}/")},
        "dcat:version": shelf.version.to_string(),
        "dcat:service": {
            "@id": format!("{base}/api"),
            "@type": "dcat:DataService",
            "dct:title": both("Giao diện lập trình", "Programming interface"),
            "dcat:endpointURL": {"@id": format!("{base}/api/v1")},
            "dcat:endpointDescription": {"@id": format!("{base}/api/openapi.json")},
        },
        "dcat:dataset": datasets.collect::<Vec<_>>(),
    });
    if let Some(day) = shelf.released_on {
        tree["dct:modified"] = date(day);
    }
    tree
}

fn dataset(shelf: &Shelf<'_>, indicator: &Indicator) -> Value {
    let base = shelf.base;
    let address = format!("{base}/indicators/{}", indicator.code);
    let asked = question(shelf.catalogue, indicator, shelf.periods);
    let distributions = asked.iter().flat_map(|question| FORMS.iter().map(move |form| (question, form)));
    let distributions = distributions.map(|(question, (suffix, media_type, standard))| {
        let download = format!("{base}/api/v1/figures{suffix}?{question}");
        let mut one = json!({
            "@type": "dcat:Distribution",
            "dct:title": suffix.trim_start_matches('.').to_uppercase(),
            "dcat:accessURL": {"@id": download},
            "dcat:downloadURL": {"@id": download},
            "dcat:accessService": {"@id": format!("{base}/api")},
            "dcat:mediaType": {"@id": format!("https://www.iana.org/assignments/media-types/{media_type}")},
        });
        if let Some(standard) = standard {
            one["dct:conformsTo"] = json!({"@id": standard});
        }
        one
    });
    let mut value = json!({
        "@id": format!("{address}#dataset"),
        "@type": "dcat:Dataset",
        "dct:identifier": indicator.code.as_str(),
        "dcat:version": shelf.version.to_string(),
        "dct:title": names(&indicator.names),
        "dct:description": names(&indicator.names),
        "dcat:landingPage": {"@id": address},
        "dct:publisher": {"@id": format!("{base}/#publisher")},
        "dct:language": languages(),
        "dcat:distribution": distributions.collect::<Vec<_>>(),
    });
    if !indicator.theme.is_empty() {
        value["dcat:keyword"] = indicator.theme.as_str().into();
    }
    let ends =
        (shelf.periods.iter().map(|one| one.start()).min(), shelf.periods.iter().map(|one| one.end()).max());
    if let (Some(first), Some(last)) = ends {
        value["dct:temporal"] =
            json!({"@type": "dct:PeriodOfTime", "dcat:startDate": date(first), "dcat:endDate": date(last)});
    }
    value
}

fn publisher(shelf: &Shelf<'_>) -> Value {
    let mut value = json!({"@id": format!("{}/#publisher", shelf.base), "@type": "foaf:Agent"});
    value["foaf:name"] = top(shelf.catalogue).map_or_else(|| "Báo Cáo".into(), |one| names(&one.names));
    value
}

fn languages() -> Value {
    let language = |code: &str| json!({"@id": format!("http://publications.europa.eu/resource/authority/language/{code}")});
    Value::Array(vec![language("VIE"), language("ENG")])
}

fn names(names: &Names) -> Value {
    let mut said = vec![json!({"@value": names.vi, "@language": "vi"})];
    if !names.en.is_empty() {
        said.push(json!({"@value": names.en, "@language": "en"}));
    }
    Value::Array(said)
}

fn both(vi: &str, en: &str) -> Value {
    names(&Names { vi: vi.to_owned(), en: en.to_owned() })
}

fn date(day: Date) -> Value {
    json!({"@value": day.to_string(), "@type": "xsd:date"})
}
