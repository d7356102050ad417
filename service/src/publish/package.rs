//! The answer as a Data Package: a zip of tables with what their columns are, a README in both languages and how to cite it. The same
//! bytes each time. <https://specs.frictionlessdata.io/>

mod readme;
mod tables;

use std::io::{Cursor, Write};

use serde_json::{Value, json};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::columns::{self, Type};
use super::dialect::Dialect;
use super::{Document, Lang, csv, csvw, name, words};
use crate::domain::{Source, Version};
use crate::rollup::Report;

/// The media type.
pub const CONTENT_TYPE: &str = "application/zip";

/// A package that could not be written.
pub type Unwritten = zip::result::ZipError;

/// The report as a package; `version` is that of what is published, `address` where the same is asked for again, without the ending.
///
/// # Errors
/// When it cannot be written, which is our fault.
pub fn document(report: &Report, version: Version, lang: Lang, address: &str) -> Result<Document, Unwritten> {
    let tables = [
        ("figures.csv", csv::document(report, lang, Dialect::Standard).bytes),
        ("indicators.csv", tables::indicators(report)),
        ("organizations.csv", tables::organizations(report)),
        ("sources.csv", tables::sources(report)),
    ];
    let mut files = vec![
        ("README.md", readme::readme(report, version, address).into_bytes()),
        ("CITATION.cff", readme::citation(report, version, lang, address).into_bytes()),
        (
            "datapackage.json",
            format!("{:#}\n", descriptor(report, version, lang, address, &tables)).into_bytes(),
        ),
        ("figures.csv-metadata.json", csvw::document("figures.csv", version, lang, Dialect::Standard).bytes),
    ];
    files.extend(tables);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // Without a time of its own a file is of 1980, whenever it is made.
    let options = SimpleFileOptions::DEFAULT.unix_permissions(0o644);
    for (name, bytes) in files {
        zip.start_file(name, options)?;
        zip.write_all(&bytes)?;
    }
    Ok(Document { bytes: zip.finish()?.into_inner(), content_type: CONTENT_TYPE })
}

/// What a report is about, as a title: indicators, organizations, periods.
pub(super) fn title(report: &Report, lang: Lang) -> String {
    let query = &report.query;
    let mut parts = Vec::new();
    let indicators = query.indicators.iter().filter_map(|code| report.catalogue.indicator(code));
    parts.push(listed(indicators.map(|one| name(&one.names, lang).to_owned()).collect()));
    let organizations = query.organizations.iter().filter_map(|pattern| {
        let code = match pattern {
            crate::domain::OrganizationPattern::One(code)
            | crate::domain::OrganizationPattern::Children(code)
            | crate::domain::OrganizationPattern::Below(code) => code,
        };
        Some(name(&report.catalogue.organization(code)?.names, lang).to_owned())
    });
    parts.push(listed(organizations.collect()));
    let periods: Vec<_> = query.periods.iter().flat_map(|one| one.periods()).collect();
    let ends = [periods.iter().min(), periods.iter().max()];
    let mut ends: Vec<String> = ends.into_iter().flatten().map(|one| words::period(*one, lang)).collect();
    ends.dedup();
    parts.push(ends.join(" – "));
    parts.join("; ")
}

/// Three names, and how many more.
fn listed(mut names: Vec<String>) -> String {
    names.dedup();
    let more = names.len().saturating_sub(3);
    names.truncate(3);
    let mut text = names.join(", ");
    if more > 0 {
        text.push_str(&format!(", +{more}"));
    }
    text
}

/// The sources of the rows, in the order of the catalogue.
pub(super) fn sources(report: &Report) -> impl Iterator<Item = &Source> {
    let used = |id| report.rows.iter().any(|row| row.sources.contains(id));
    report.catalogue.parts().sources.iter().filter(move |one| used(&one.id))
}

fn descriptor(
    report: &Report,
    version: Version,
    lang: Lang,
    address: &str,
    tables: &[(&str, Vec<u8>)],
) -> Value {
    let resources = tables.iter().map(|(path, bytes)| {
        let name = path.trim_end_matches(".csv");
        json!({
            "profile": "tabular-data-resource",
            "name": name,
            "path": path,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": bytes.len(),
            "schema": if name == "figures" { schema(lang) } else { tables::schema(name) },
        })
    });
    json!({
        "profile": "tabular-data-package",
        "name": "baocao-figures",
        "title": title(report, lang),
        "homepage": address,
        "version": version.to_string(),
        "created": format!("{}T00:00:00+07:00", report.known_on),
        "sources": sources(report)
            .map(|one| json!({"title": format!("{}: {} ({})", one.publisher, one.title, one.published_on)}))
            .collect::<Vec<_>>(),
        "resources": resources.collect::<Vec<_>>(),
    })
}

/// The table of figures as a Table Schema.
fn schema(lang: Lang) -> Value {
    let fields = columns::FIGURES.iter().map(|one| {
        let holds = match one.holds {
            Type::Text => "string",
            Type::Number => "number",
            Type::Count => "integer",
            Type::Day => "date",
        };
        json!({"name": one.name, "type": holds, "description": one.about(lang)})
    });
    let refers = |field: &str, resource: &str| json!({"fields": [field], "reference": {"resource": resource, "fields": ["code"]}});
    json!({
        "fields": fields.collect::<Vec<_>>(),
        "missingValues": [""],
        "primaryKey": columns::KEY,
        "foreignKeys": [refers("indicator", "indicators"), refers("organization", "organizations")],
    })
}
