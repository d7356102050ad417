//! What can be claimed and known of each topic of a sentence, and in which states together.

use serde_json::{Map, Value};

use super::super::{Predicate, Topic};
use super::Unsound;

/// So many states are tried; a template that names more topics than that is split.
const MOST_STATES: usize = 20_000;

/// What is said of the figures themselves, in every state.
pub(super) const ALWAYS: [&str; 5] = ["organization", "indicator", "Indicator", "period", "Period"];

pub(super) fn is_of(name: &str, topic: Topic) -> bool {
    name.split_once('.').and_then(|(of, _)| of.strip_prefix("of_")) == Some(topic.as_str())
        || predicates(topic).iter().any(|one| one.as_str() == name)
}

/// What can be claimed of a topic.
fn predicates(topic: Topic) -> &'static [Predicate] {
    use Predicate as P;
    match topic {
        Topic::Level => &[P::Level, P::LevelOfRank, P::LevelOfRatio],
        Topic::Change => &[P::Rise, P::Fall, P::Unchanged, P::Climb, P::Drop],
        Topic::Plan => &[
            P::PlanExceeded,
            P::PlanMet,
            P::PlanMissed,
            P::PlanUnderWay,
            P::PlanAbove,
            P::PlanBelow,
            P::Planned,
            P::PlanAsPublished,
        ],
        Topic::Share => &[P::PartOf, P::AllOf],
        Topic::Rank => &[P::Highest, P::Lowest, P::Ranked, P::Extremes],
        Topic::Parts => &[P::LargestPart],
        Topic::Trend => &[P::KeepsRising, P::KeepsFalling, P::HighestYet, P::LowestYet],
        Topic::Coverage => &[P::Partial, P::Complete],
    }
}

/// What may be known of a topic.
pub(super) fn keys(topic: Topic) -> &'static [&'static str] {
    match topic {
        Topic::Level => &["actual", "number", "as_of", "reported", "expected"],
        Topic::Change => &["size", "from", "from_as_of", "before", "after", "actual", "places"],
        Topic::Plan => &["plan", "rate", "excess", "actual"],
        Topic::Share => &["universe", "share", "number", "actual"],
        Topic::Rank => &["place", "of", "actual", "most", "most_value", "least", "least_value"],
        Topic::Parts => &["part", "share", "total", "actual", "of"],
        Topic::Trend => &["periods", "first", "first_value", "actual"],
        Topic::Coverage => &["reported", "expected", "weight"],
    }
}

/// Every state that these topics can be in together, each as the predicates that hold.
pub(super) fn states(topics: &[Topic]) -> Result<Vec<Vec<Predicate>>, Unsound> {
    let mut states: Vec<Vec<Predicate>> = vec![Vec::new()];
    for topic in topics {
        let of: Vec<Option<Predicate>> =
            std::iter::once(None).chain(predicates(*topic).iter().copied().map(Some)).collect();
        if states.len() * of.len() > MOST_STATES {
            return Err(Unsound::new(
                "Mẫu câu nói về quá nhiều điều; hãy tách thành nhiều câu.",
                "the template speaks of too much; split it",
            ));
        }
        states = states
            .iter()
            .flat_map(|state| of.iter().map(|one| state.iter().copied().chain(*one).collect()))
            .collect();
    }
    Ok(states)
}

/// Facts of such a state: of what can be known all is, and stands as a mark that says nothing.
pub(super) fn made_up(state: &[Predicate]) -> Value {
    let mut facts = Map::new();
    for name in ALWAYS {
        facts.insert(name.to_owned(), "…".into());
    }
    for predicate in Predicate::ALL {
        facts.insert(predicate.as_str().to_owned(), state.contains(predicate).into());
    }
    for topic in
        Topic::ALL.into_iter().filter(|topic| predicates(*topic).iter().any(|one| state.contains(one)))
    {
        let of = keys(topic).iter().map(|key| ((*key).to_owned(), Value::from("…")));
        facts.insert(format!("of_{}", topic.as_str()), Value::Object(of.collect()));
    }
    Value::Object(facts)
}
