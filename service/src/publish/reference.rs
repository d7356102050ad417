//! The OpenAPI document as a page.

use serde::Serialize;

use super::Document;
use super::embed::Place;
use super::page::{self, PageError};
use super::pages::{Around, Meta, around, meta};

#[derive(Serialize)]
struct ReferencePage<'a> {
    around: Around<'a>,
    meta: Meta,
    /// What the examples ask, with `&` between the parameters.
    query: &'a str,
    groups: Vec<Group>,
}

#[derive(Serialize)]
struct Group {
    name: String,
    about: String,
    operations: Vec<Operation>,
}

#[derive(Serialize)]
struct Operation {
    method: String,
    path: String,
    summary: String,
    description: String,
    parameters: Vec<Parameter>,
    answers: Vec<(String, String)>,
    /// A path that can be opened, where it takes no name.
    example: Option<String>,
}

#[derive(Serialize)]
struct Parameter {
    name: String,
    required: bool,
    about: String,
    example: String,
}

/// `/api`, from the OpenAPI document; its examples ask this query.
///
/// # Errors
/// [`PageError`] when a template is faulty.
pub fn page(place: &Place<'_>, query: &str) -> Result<Document, PageError> {
    let document: serde_json::Value = serde_json::from_str(page::text("openapi.json"))
        .map_err(|fault| PageError::Faulty(fault.to_string()))?;
    let tags = document["tags"].as_array().cloned().unwrap_or_default();
    let groups = tags.iter().map(|tag| Group {
        name: text(&tag["name"]),
        about: text(&tag["description"]),
        operations: operations(&document, &tag["name"]),
    });
    let texts = page::texts(place.lang);
    let text = |key: &str| texts.get(key).map_or("", String::as_str);
    let page = ReferencePage {
        around: around(place, "/api", "auto"),
        meta: meta(place, "/api", text("reference_title"), text("reference_lead")),
        query,
        groups: groups.collect(),
    };
    page::document("pages/reference.html.j2", place.lang, page)
}

fn text(value: &serde_json::Value) -> String {
    value
        .as_str()
        .map_or_else(|| if value.is_null() { String::new() } else { value.to_string() }, ToOwned::to_owned)
}

fn operations(document: &serde_json::Value, tag: &serde_json::Value) -> Vec<Operation> {
    let paths = document["paths"].as_object().into_iter().flatten();
    let methods = paths.flat_map(|(path, item)| {
        item.as_object().into_iter().flatten().map(move |(method, operation)| (path, method, operation))
    });
    let tagged = methods.filter(|(_, _, operation)| operation["tags"][0] == *tag);
    tagged.map(|(path, method, operation)| operation_of(document, path, method, operation)).collect()
}

fn operation_of(
    document: &serde_json::Value,
    path: &str,
    method: &str,
    operation: &serde_json::Value,
) -> Operation {
    let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
    let parameters = parameters.iter().map(|one| parameter(resolved(document, one)));
    let answers = operation["responses"].as_object().into_iter().flatten();
    Operation {
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: text(&operation["summary"]),
        description: text(&operation["description"]),
        parameters: parameters.collect(),
        answers: answers
            .map(|(status, one)| (status.clone(), text(&resolved(document, one)["description"])))
            .collect(),
        example: operation["x-example"].as_str().map(ToOwned::to_owned),
    }
}

fn parameter(one: &serde_json::Value) -> Parameter {
    Parameter {
        name: text(&one["name"]),
        required: one["required"].as_bool().unwrap_or(false),
        about: text(&one["description"]),
        example: text(&one["example"]),
    }
}

fn resolved<'a>(document: &'a serde_json::Value, one: &'a serde_json::Value) -> &'a serde_json::Value {
    let target =
        one["$ref"].as_str().and_then(|reference| document.pointer(reference.trim_start_matches('#')));
    target.unwrap_or(one)
}
