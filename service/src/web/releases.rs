//! `/api/v1/releases`: what became public together, and what of it was taken back.

use super::answer::Answer;
use super::ask::Ask;
use super::headers::Policy;
use super::problem::Problem;
use crate::publish::releases;

/// Releases on a page.
const MOST: usize = 1_000;

pub(super) fn json(ask: &mut Ask) -> Result<Answer, Problem> {
    let before = ask.parameters.number::<u64>("before", "write the `next` of an earlier answer");
    ask.parameters.finish("use before")?;
    let mut all = ask.app().released();
    all.retain(|one| before.is_none_or(|before| one.number.0 < before));
    let next = all.get(MOST - 1).filter(|_| all.len() > MOST).map(|one| one.number);
    all.truncate(MOST);
    Ok(Answer::new(releases::json(&all, next), Policy::Data))
}
