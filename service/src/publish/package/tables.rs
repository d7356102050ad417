//! The tables beside the figures: what the codes in them mean.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::super::dialect::Dialect;
use super::super::{csv, escape};
use crate::rollup::Report;

const INDICATORS: [&str; 7] = ["code", "name_vi", "name_en", "unit", "kind", "decimals", "theme"];
const ORGANIZATIONS: [&str; 4] = ["code", "name_vi", "name_en", "kind"];
const SOURCES: [&str; 5] = ["code", "publisher", "published_on", "title", "about"];

/// The indicators of the rows.
pub(super) fn indicators(report: &Report) -> Vec<u8> {
    let used: HashSet<_> = report.rows.iter().map(|row| &row.indicator).collect();
    let rows = report.catalogue.parts().indicators.iter().filter(|one| used.contains(&one.code)).map(|one| {
        vec![
            one.code.to_string(),
            escape::csv_text(&one.names.vi),
            escape::csv_text(&one.names.en),
            escape::csv_text(&one.unit),
            one.kind.to_string(),
            one.decimals.to_string(),
            escape::csv_text(&one.theme),
        ]
    });
    table(&INDICATORS, rows)
}

/// The organizations of the rows.
pub(super) fn organizations(report: &Report) -> Vec<u8> {
    let used: HashSet<_> = report.rows.iter().map(|row| &row.organization).collect();
    let rows =
        report.catalogue.parts().organizations.iter().filter(|one| used.contains(&one.code)).map(|one| {
            vec![
                one.code.to_string(),
                escape::csv_text(&one.names.vi),
                escape::csv_text(&one.names.en),
                one.kind.to_string(),
            ]
        });
    table(&ORGANIZATIONS, rows)
}

/// The sources of the rows.
pub(super) fn sources(report: &Report) -> Vec<u8> {
    let rows = super::sources(report).map(|one| {
        vec![
            one.id.to_string(),
            escape::csv_text(&one.publisher),
            one.published_on.to_string(),
            escape::csv_text(&one.title),
            escape::csv_text(&one.about),
        ]
    });
    table(&SOURCES, rows)
}

fn table(columns: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let head = columns.iter().map(|&one| one.to_owned()).collect();
    csv::lines(std::iter::once(head).chain(rows), Dialect::Standard)
}

/// The Table Schema of one of them.
pub(super) fn schema(table: &str) -> Value {
    let columns: &[&str] = match table {
        "indicators" => &INDICATORS,
        "organizations" => &ORGANIZATIONS,
        _ => &SOURCES,
    };
    let fields = columns.iter().map(|&name| {
        let holds = match name {
            "decimals" => "integer",
            "published_on" => "date",
            _ => "string",
        };
        json!({"name": name, "type": holds})
    });
    json!({"fields": fields.collect::<Vec<_>>(), "missingValues": [""], "primaryKey": ["code"]})
}
