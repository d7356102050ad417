//! What must be known beside the figures of a page.

use crate::publish::{Lang, notes};
use crate::rollup::{Note, Report};

/// Remarks on one page; who wants all of them asks for the figures.
const MOST: usize = 6;

/// The notes of reports, each once. That parts are shown is seen, and how many have reported stands at each figure.
pub(super) fn remarks(reports: &[Report], lang: Lang) -> Vec<String> {
    let seen = |note: &Note| matches!(note, Note::TotalNotReported { .. } | Note::Incomplete { .. });
    let mut told: Vec<String> = Vec::new();
    for report in reports {
        let worth = report.notes.iter().filter(|note| !seen(note));
        for text in worth.map(|note| notes::text(&report.catalogue, note, lang)) {
            if told.len() < MOST && !told.contains(&text) {
                told.push(text);
            }
        }
    }
    told
}
