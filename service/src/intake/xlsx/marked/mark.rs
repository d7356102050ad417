//! What is told of a cell that has problems: its colour and the text of its comment.

use std::collections::BTreeMap;

use crate::intake::problem::{Lang, Problem, Severity};
use crate::intake::xlsx::notes::{AUTHOR, Cell};
use crate::intake::xlsx::painted::Paint;

/// A comment is no longer than this.
const LONGEST_COMMENT: usize = 2_000;

/// What is told of one cell.
pub(super) struct Mark {
    pub(super) paint: Paint,
    pub(super) text: String,
}

/// What is told of each cell: of several problems all that fit, and the colour of the gravest.
pub(super) fn marks(problems: &[&Problem], lang: Lang) -> BTreeMap<Cell, Mark> {
    let mut marks: BTreeMap<Cell, Mark> = BTreeMap::new();
    for problem in problems {
        let Some(spot) = &problem.spot else { continue };
        let text = format!("{} {}", problem.detail(lang), problem.remedy(lang));
        let mark = marks
            .entry((spot.row, spot.column))
            .or_insert_with(|| Mark { paint: problem.severity.into(), text: format!("{AUTHOR}:") });
        if problem.severity == Severity::Error {
            mark.paint = Paint::Error;
        }
        if mark.text.len() + text.len() <= LONGEST_COMMENT {
            mark.text.push('\n');
            mark.text.push_str(&text);
        }
    }
    marks
}
