//! The columns of a filing.

use crate::intake::row::{Column, Columns};

/// Every one of them. One that is left out is empty in every row: without sources the filing is its own, without
/// statuses all are normal.
pub(in crate::intake) const COLUMNS: Columns = Columns {
    all: &[
        "source",
        "indicator",
        "organization",
        "period",
        "as_of",
        "measure",
        "breakdown",
        "value",
        "qualifier",
        "status",
        "note",
        "form",
    ],
    optional: &["source", "as_of", "breakdown", "qualifier", "status", "note", "form"],
};

pub(super) const SOURCE: Column = COLUMNS.named("source");
pub(super) const INDICATOR: Column = COLUMNS.named("indicator");
pub(super) const ORGANIZATION: Column = COLUMNS.named("organization");
pub(super) const PERIOD: Column = COLUMNS.named("period");
pub(super) const AS_OF: Column = COLUMNS.named("as_of");
pub(super) const MEASURE: Column = COLUMNS.named("measure");
pub(super) const BREAKDOWN: Column = COLUMNS.named("breakdown");
pub(super) const VALUE: Column = COLUMNS.named("value");
pub(super) const QUALIFIER: Column = COLUMNS.named("qualifier");
pub(super) const STATUS: Column = COLUMNS.named("status");
pub(super) const NOTE: Column = COLUMNS.named("note");
pub(super) const FORM: Column = COLUMNS.named("form");
