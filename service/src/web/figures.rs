//! `/api/v1/figures`: the answer to a query, in each format.

use super::answer::Answer;
use super::ask::Ask;
use super::headers::Policy;
use super::problem::Problem;
use crate::publish::Format;

pub(super) fn json(ask: &mut Ask) -> Result<Answer, Problem> {
    figures(ask, Format::Json)
}

pub(super) fn csv(ask: &mut Ask) -> Result<Answer, Problem> {
    figures(ask, Format::Csv)
}

pub(super) fn jsonstat(ask: &mut Ask) -> Result<Answer, Problem> {
    figures(ask, Format::JsonStat)
}

fn figures(ask: &mut Ask, format: Format) -> Result<Answer, Problem> {
    let lang = ask.parameters.lang();
    let query = std::mem::take(&mut ask.parameters).query()?;
    let report = ask.report(&query)?;
    Ok(Answer::new(format.document(&report, lang), Policy::Data))
}
