//! The answer as CSV (RFC 4180): one row a row, the columns of the JSON, and names for people at the end.

use super::dialect::Dialect;
use super::{Document, Lang, columns, escape, json, name, words};
use crate::domain::Amount;
use crate::rollup::{Report, Row};

/// The media type.
pub const CONTENT_TYPE: &str = "text/csv; charset=utf-8; header=present";

/// The report as CSV; the names are in the reader's language.
#[must_use]
pub fn document(report: &Report, lang: Lang, dialect: Dialect) -> Document {
    let mut bytes = head(dialect);
    bytes.extend(rows(report, lang, dialect));
    Document { bytes, content_type: CONTENT_TYPE }
}

/// What a file begins with: the line of columns.
#[must_use]
pub fn head(dialect: Dialect) -> Vec<u8> {
    let names = columns::FIGURES.iter().map(|one| one.name.to_owned()).collect::<Vec<_>>();
    let mut bytes = dialect.opening().to_vec();
    bytes.extend(lines([names], dialect));
    bytes
}

/// The rows of a report, without the line of columns.
#[must_use]
pub fn rows(report: &Report, lang: Lang, dialect: Dialect) -> Vec<u8> {
    lines(report.rows.iter().map(|row| cells(report, row, lang, dialect)), dialect)
}

/// Records of one length as a file of their own.
pub(super) fn written<R: AsRef<[String]>>(
    records: impl IntoIterator<Item = R>,
    dialect: Dialect,
) -> Document {
    let mut bytes = dialect.opening().to_vec();
    bytes.extend(lines(records, dialect));
    Document { bytes, content_type: CONTENT_TYPE }
}

/// Records of one length, one after the other.
pub(super) fn lines<R: AsRef<[String]>>(records: impl IntoIterator<Item = R>, dialect: Dialect) -> Vec<u8> {
    let mut writer = dialect.writer();
    // Writing into memory does not fail; a faulty record would be a row short, which the record length check prevents.
    for record in records {
        let _ = writer.write_record(record.as_ref());
    }
    writer.into_inner().unwrap_or_default()
}

pub(super) fn cells(report: &Report, row: &Row, lang: Lang, dialect: Dialect) -> [String; 26] {
    let amount = |one: Option<Amount>| one.map(|one| dialect.number(one)).unwrap_or_default();
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
