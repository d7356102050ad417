//! `/api/v1/limits`: what a request may be at most.

use super::answer::Answer;
use super::ask::Ask;
use super::headers::Policy;
use super::problem::Problem;
use super::{audit, changes, posted, releases};
use crate::app::MOST_DAYS;
use crate::intake::problem::MOST_PROBLEMS;
use crate::publish::limits::{self, Limits};

pub(super) fn json(ask: &mut Ask) -> Result<Answer, Problem> {
    ask.parameters.finish("this list takes no parameters")?;
    let filing = ask.app().limits();
    let limits = Limits {
        filing_bytes: filing.bytes,
        filing_rows: filing.rows,
        filing_problems: MOST_PROBLEMS,
        question_bytes: posted::MOST,
        answers_in_parts: ask.site.parts.most(),
        changes: changes::MOST,
        releases: releases::MOST,
        changes_counted: releases::COUNTED_FOR_PROGRAMS,
        audit_rows: audit::MOST,
        link_days: MOST_DAYS,
    };
    Ok(Answer::new(limits::json(limits), Policy::Data))
}
