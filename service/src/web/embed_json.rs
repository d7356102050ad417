//! `/charts/{slug}/embed.json`: the codes and links that the chart's own menu offers.

use super::answer::Answer;
use super::ask::Ask;
use super::charts::Drawn;
use super::headers::Policy;
use super::problem::Problem;
use crate::publish::embed_json;

pub(super) fn document(ask: &mut Ask) -> Result<Answer, Problem> {
    let drawn = Drawn::of(ask)?;
    ask.parameters.finish("use lang, known_on or what the chart lets its readers pick")?;
    let document = embed_json::document(&drawn.dataset, &drawn.spec, &drawn.place(&ask.base));
    Ok(Answer::new(document.map_err(Problem::internal)?, Policy::Data))
}
