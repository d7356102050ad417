//! The catalogue as JSON: what can be asked, with names in both languages.

use serde_json::{Map, Value, json};

use super::fields::{amount, names};
use super::{Document, Lang, words};
use crate::domain::{
    Catalogue, ChartSpec, Organization, Period, Picker, Reference, ReferencePlace, Revision, Succession,
    Validity,
};

pub(super) const CONTENT_TYPE: &str = "application/json";

pub(super) fn list(name: &str, revision: Revision, items: impl Iterator<Item = Value>) -> Document {
    let mut object = Map::new();
    object.insert("revision".to_owned(), revision.to_string().into());
    object.insert(name.to_owned(), items.collect());
    Document::json(&Value::Object(object), CONTENT_TYPE)
}

/// What is measured.
#[must_use]
pub fn indicators(catalogue: &Catalogue, revision: Revision) -> Document {
    let items = catalogue.parts().indicators.iter().map(|one| {
        json!({
            "code": one.code.as_str(),
            "names": names(&one.names),
            "unit": one.unit,
            "unit_names": names(&one.unit_names),
            "kind": one.kind.as_str(),
            "decimals": one.decimals,
            "polarity": one.polarity.as_str(),
            "sensitive": one.sensitive,
            "breakdowns": one.breakdowns.iter().map(|code| breakdown(catalogue, code)).collect::<Vec<_>>(),
            "theme": one.theme,
        })
    });
    list("indicators", revision, items)
}

fn breakdown(catalogue: &Catalogue, code: &crate::domain::DimensionCode) -> Value {
    let members = catalogue.parts().members.iter().filter(|one| one.dimension == *code);
    let members = members
        .filter_map(|one| Some(json!({"code": one.member.as_ref()?.as_str(), "names": names(&one.names)})));
    json!({
        "code": code.as_str(),
        "names": catalogue.member(code, None).map(|one| names(&one.names)),
        "members": members.collect::<Vec<_>>(),
    })
}

/// The nodes of the tree, and who came after whom.
#[must_use]
pub fn organizations(catalogue: &Catalogue, revision: Revision) -> Document {
    let parts = catalogue.parts();
    let value = json!({
        "revision": revision.to_string(),
        "organizations": parts.organizations.iter().map(organization).collect::<Vec<_>>(),
        "successions": parts.successions.iter().map(succession).collect::<Vec<_>>(),
    });
    Document::json(&value, CONTENT_TYPE)
}

pub(super) fn succession(one: &Succession) -> Value {
    json!({
        "on": one.on.to_string(),
        "kind": one.kind.as_str(),
        "from": one.from.as_str(),
        "to": one.to.as_ref().map(|code| code.as_str()),
        "weight": amount(one.weight.amount()),
    })
}

fn organization(one: &Organization) -> Value {
    let until = |validity: Validity| validity.until.map(|day| day.to_string());
    let placements = one.placements.iter().map(|placement| {
        json!({
            "parent": placement.parent.as_ref().map(|code| code.as_str()),
            "valid_from": placement.validity.from.map(|day| day.to_string()),
            "valid_to": until(placement.validity),
        })
    });
    json!({
        "code": one.code.as_str(),
        "names": names(&one.names),
        "kind": one.kind.as_str(),
        "placements": placements.collect::<Vec<_>>(),
        "successors": one.successors.iter().map(|code| code.as_str()).collect::<Vec<_>>(),
    })
}

/// The periods that have figures, in time.
#[must_use]
pub fn periods(periods: &[Period], revision: Revision) -> Document {
    let mut periods = periods.to_vec();
    periods.sort();
    let items = periods.iter().map(|one| {
        json!({
            "code": one.to_string(),
            "names": {"vi": words::period(*one, Lang::Vi), "en": words::period(*one, Lang::En)},
            "start": one.start().to_string(),
            "end": one.end().to_string(),
        })
    });
    list("periods", revision, items)
}

/// Where figures were published.
#[must_use]
pub fn sources(catalogue: &Catalogue, revision: Revision) -> Document {
    let items = catalogue.parts().sources.iter().map(|one| {
        json!({
            "id": one.id.as_str(),
            "publisher": one.publisher,
            "published_on": one.published_on.to_string(),
            "title": one.title,
            "about": one.about,
        })
    });
    list("sources", revision, items)
}

/// The saved charts.
#[must_use]
pub fn charts(catalogue: &Catalogue, revision: Revision) -> Document {
    list("charts", revision, catalogue.parts().charts.iter().map(|one| chart(catalogue, one)))
}

fn chart(catalogue: &Catalogue, one: &ChartSpec) -> Value {
    let query: Map<String, Value> =
        one.query.parameters().into_iter().map(|(name, value)| (name, value.into())).collect();
    json!({
        "slug": one.slug.as_str(),
        "kind": one.kind.as_str(),
        "titles": names(&one.titles),
        "subtitles": names(&one.subtitles),
        "query": query,
        "category": one.category,
        "series": one.series,
        "whole": one.whole.as_ref().map(|code| code.as_str()),
        "sort": one.look.sort.as_str(),
        "top": one.look.top,
        "stacking": one.look.stacking.as_str(),
        "colors": one.look.colors.pairs().map(|(series, color)| (series.to_owned(), color.to_string().into())).collect::<Map<_, Value>>(),
        "references": one.look.references.iter().map(reference).collect::<Vec<_>>(),
        "pickers": one.pickers.iter().map(|picker| picker_of(catalogue, one, picker)).collect::<Vec<_>>(),
        "hosts": one.hosts.iter().map(|host| host.as_str()).collect::<Vec<_>>(),
        "withdrawn": one.withdrawn.as_ref().map(super::tombstone::json),
        "page": format!("/charts/{}", one.slug),
    })
}

fn reference(one: &Reference) -> Value {
    let mut value = match &one.place {
        ReferencePlace::Line(at) => json!({"kind": "line", "value": amount(*at)}),
        ReferencePlace::Span(from, to) => json!({"kind": "span", "from": from, "to": to}),
        ReferencePlace::Point(category, series) => {
            json!({"kind": "point", "category": category, "series": series})
        }
    };
    value["labels"] = names(&one.labels);
    value
}

fn picker_of(catalogue: &Catalogue, spec: &ChartSpec, picker: &Picker) -> Value {
    json!({"parameter": picker.parameter.as_str(), "values": picker.values(spec, catalogue)})
}
