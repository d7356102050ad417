//! What a request may be at most, as JSON.

use serde_json::json;

use super::{Document, catalogue, png, releases, sentence, svg};
use crate::domain::{LONGEST_PAUSE, MOST_ARTICLE_BYTES, MOST_CLAIMS, MOST_TRIES};
use crate::rollup::{self, parts};

/// What is decided by who serves, and by other rooms.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of a filing.
    pub filing_bytes: usize,
    /// Rows of a filing.
    pub filing_rows: usize,
    /// Problems that are told of a filing.
    pub filing_problems: usize,
    /// Bytes of a question in the body of a POST.
    pub question_bytes: usize,
    /// How many answers are sent in parts at the same time.
    pub answers_in_parts: usize,
    /// Changes in one answer.
    pub changes: usize,
    /// Releases in one answer.
    pub releases: usize,
    /// Rows of the log in one answer.
    pub audit_rows: usize,
    /// Changes that are counted of a release.
    pub changes_counted: usize,
    /// Days for which a link to figures that are not public leads there.
    pub link_days: u16,
}

/// The limits.
#[must_use]
pub fn json(limits: Limits) -> Document {
    let widths = svg::WIDTHS;
    let value = json!({
        "filing": {
            "bytes": limits.filing_bytes,
            "rows": limits.filing_rows,
            "problems_told": limits.filing_problems,
        },
        "query": {
            "items_in_a_list": 500,
            "cells": rollup::MOST_CELLS,
            "cells_in_parts": parts::MOST_CELLS,
            "bytes_of_a_body": limits.question_bytes,
            "answers_in_parts_at_once": limits.answers_in_parts,
        },
        "changes": {"in_an_answer": limits.changes},
        "releases": {
            "in_an_answer": limits.releases,
            "changes_counted": limits.changes_counted,
            "changes_told_of_a_kind": releases::TOLD,
        },
        "audit": {"in_an_answer": limits.audit_rows},
        "claims": {"standing": MOST_CLAIMS, "bytes_of_an_address": MOST_ARTICLE_BYTES},
        "webhooks": {"tries": MOST_TRIES, "longest_pause_in_seconds": LONGEST_PAUSE},
        "sentences": {"bytes_of_a_template": sentence::own::MOST_BYTES},
        "studio": {"days_of_a_link": limits.link_days},
        "svg": {"least_width": widths.start(), "most_width": widths.end(), "step": svg::STEP},
        "png": {"widths": png::WIDTHS, "most_scale": png::MOST_SCALE, "most_pixels": png::MOST_PIXELS},
    });
    Document::json(&value, catalogue::CONTENT_TYPE)
}
