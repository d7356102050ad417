//! The answer as CSV (RFC 4180): one row a row, the columns of the JSON, and names for people at the end.

use super::{Document, Lang, escape, json, name, words};
use crate::domain::Amount;
use crate::rollup::{Report, Row};

/// The media type.
pub const CONTENT_TYPE: &str = "text/csv; charset=utf-8; header=present";

/// The columns, in order.
pub const COLUMNS: [&str; 26] = [
    "indicator",
    "organization",
    "period",
    "as_of",
    "breakdown",
    "actual",
    "plan",
    "universe",
    "plan_rate",
    "plan_rate_source",
    "change_from",
    "change_absolute",
    "change_percent",
    "qualifier",
    "status",
    "reported",
    "expected",
    "sources",
    "unit",
    "indicator_name",
    "organization_name",
    "change_restated",
    "change_published",
    "tree",
    "coverage_weight",
    "as",
];

/// The report as CSV; the names are in the reader's language.
#[must_use]
pub fn document(report: &Report, lang: Lang) -> Document {
    let head = COLUMNS.map(ToOwned::to_owned);
    written(std::iter::once(head).chain(report.rows.iter().map(|row| cells(report, row, lang))))
}

/// Records of one length, one after the other.
pub(super) fn written<R: AsRef<[String]>>(records: impl IntoIterator<Item = R>) -> Document {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing into memory does not fail; a faulty record would be a row short, which the record length check prevents.
    for record in records {
        let _ = writer.write_record(record.as_ref());
    }
    Document { bytes: writer.into_inner().unwrap_or_default(), content_type: CONTENT_TYPE }
}

fn cells(report: &Report, row: &Row, lang: Lang) -> [String; 26] {
    let amount = |one: Option<Amount>| one.map(|one| one.to_string()).unwrap_or_default();
    let change = row.change.as_ref();
    let indicator = report.catalogue.indicator(&row.indicator);
    let organization = report.catalogue.organization(&row.organization);
    [
        row.indicator.to_string(),
        row.organization.to_string(),
        row.period.to_string(),
        row.as_of.map(|day| day.to_string()).unwrap_or_default(),
        row.breakdown.to_string(),
        amount(row.actual),
        amount(row.plan),
        amount(row.universe),
        amount(row.plan_rate),
        row.plan_rate_source.map(json::rate_source).unwrap_or_default().to_owned(),
        change.map(|one| one.from.to_string()).unwrap_or_default(),
        amount(change.and_then(|one| one.absolute)),
        amount(change.and_then(|one| one.percent)),
        row.qualifier.map(|one| one.to_string()).unwrap_or_default(),
        row.status.to_string(),
        row.coverage.reported.to_string(),
        row.coverage.expected.to_string(),
        row.sources.iter().map(|one| one.as_str()).collect::<Vec<_>>().join(" "),
        escape::csv_text(indicator.map_or("", |one| words::unit(one, lang))),
        escape::csv_text(indicator.map_or("", |one| name(&one.names, lang))),
        escape::csv_text(organization.map_or("", |one| name(&one.names, lang))),
        amount(change.and_then(|one| one.restated?.actual)),
        amount(change.and_then(|one| one.restated?.published)),
        report.query.tree.to_string(),
        amount(row.coverage.weight),
        report.query.reckoning.to_string(),
    ]
}
