//! What the columns of a table of figures are, as CSV on the Web says it (W3C, *Metadata Vocabulary for Tabular Data*).

use serde_json::{Value, json};

use super::columns::{self, Column, Type};
use super::dialect::Dialect;
use super::{Document, Lang};
use crate::domain::Version;

/// The media type.
pub const CONTENT_TYPE: &str = "application/csvm+json";

/// The metadata of the table at an address, which may be relative to that of the metadata; the version is that of what is published.
#[must_use]
pub fn document(address: &str, version: Version, lang: Lang, dialect: Dialect) -> Document {
    let value = json!({
        "@context": ["http://www.w3.org/ns/csvw", {"@language": lang.tag()}],
        "url": address,
        "dc:language": lang.tag(),
        "schema:version": version.to_string(),
        "dialect": {
            "delimiter": dialect.delimiter().to_string(),
            "encoding": "utf-8",
            "header": true,
            "lineTerminators": ["\r\n"],
            "quoteChar": "\"",
            "doubleQuote": true,
        },
        "tableSchema": {
            "columns": columns::FIGURES.iter().map(|one| column(one, lang, dialect)).collect::<Vec<_>>(),
            "primaryKey": columns::KEY,
        },
    });
    Document::json(&value, CONTENT_TYPE)
}

fn column(column: &Column, lang: Lang, dialect: Dialect) -> Value {
    json!({
        "name": column.name,
        "titles": column.name,
        "dc:description": column.about(lang),
        "datatype": datatype(column.holds, dialect),
    })
}

fn datatype(holds: Type, dialect: Dialect) -> Value {
    match (holds, dialect) {
        (Type::Text, _) => "string".into(),
        (Type::Count, _) => "nonNegativeInteger".into(),
        (Type::Day, _) => json!({"base": "date", "format": "yyyy-MM-dd"}),
        (Type::Number, Dialect::Standard) => "decimal".into(),
        (Type::Number, Dialect::ExcelVi) => {
            json!({"base": "decimal", "format": {"decimalChar": ",", "groupChar": "."}})
        }
    }
}
