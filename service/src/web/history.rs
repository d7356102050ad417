//! `/api/v1/figures/history`: every answer that the one cell of a query ever had.

use super::answer::Answer;
use super::ask::Ask;
use super::headers::Policy;
use super::problem::Problem;
use crate::publish::history;

pub(super) fn document(ask: &mut Ask) -> Result<Answer, Problem> {
    let query = std::mem::take(&mut ask.parameters).query()?;
    let history = ask.app().history(&query, ask.today).map_err(Problem::Refused)?;
    Ok(Answer::new(history::document(&history), Policy::Data))
}
