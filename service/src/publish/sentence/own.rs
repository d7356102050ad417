//! Sentences that editors write: a small part of the templates' language, in which nothing can run long or grow, checked when it is
//! saved. In every state that its predicates can be in, what it says must be so: `tăng` only where `rise` holds.

use std::fmt;

use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior, Value as Word};
use serde_json::{Map, Value};

use super::chart::{Absent, on_one_line};
use super::claiming::{CLAIMING, is_said};
use super::{Predicate, Topic, claimed};
use crate::domain::OrganizationCode;
use crate::publish::Lang;
use crate::publish::page::PageError;
use crate::rollup::Report;

/// Longer ones are no sentence.
pub const MOST_BYTES: usize = 2_000;

/// Instructions that one sentence may take: some ten for each name in it.
const FUEL: u64 = 20_000;

/// So many states are tried; a template that names more topics than that is split.
const MOST_STATES: usize = 20_000;

/// What is said of the figures themselves, in every state.
const ALWAYS: [&str; 5] = ["organization", "indicator", "Indicator", "period", "Period"];

/// Why a template is not saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsound {
    /// What is wrong, with what to write, in Vietnamese and English.
    pub vi: String,
    /// Likewise.
    pub en: String,
}

impl Unsound {
    fn new(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { vi: vi.into(), en: en.into() }
    }

    /// In a language.
    #[must_use]
    pub fn text(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.vi,
            Lang::En => &self.en,
        }
    }
}

impl fmt::Display for Unsound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en)
    }
}

/// How many states it was tried in, where it is sound.
///
/// # Errors
/// The first thing that is wrong.
pub fn check(template: &str, lang: Lang) -> Result<usize, Unsound> {
    let names = grammar(template)?;
    let environment = environment(template).map_err(|wrong| {
        Unsound::new(format!("Mẫu câu viết sai: {wrong}."), format!("the template is faulty: {wrong}"))
    })?;
    let topics: Vec<Topic> =
        Topic::ALL.into_iter().filter(|topic| names.iter().any(|name| is_of(name, *topic))).collect();
    let states = states(&topics)?;
    let mut said = 0;
    for state in &states {
        let Ok(text) = rendered(&environment, &made_up(state)) else { continue };
        said += 1;
        for (_, word, predicates) in CLAIMING.iter().filter(|(one, _, _)| *one == lang) {
            if is_said(&text, word) && !predicates.iter().any(|one| state.contains(one)) {
                let wanted: Vec<&str> = predicates.iter().map(|one| one.as_str()).collect();
                let wanted = wanted.join(" / ");
                return Err(Unsound::new(
                    format!(
                        "Chữ `{word}` được viết cả khi điều đó không đúng; đặt nó trong {{% if {wanted} %}} … {{% endif %}}."
                    ),
                    format!(
                        "`{word}` is written where it is not so; put it within {{% if {wanted} %}} … {{% endif %}}"
                    ),
                ));
            }
        }
    }
    if said == 0 {
        return Err(Unsound::new(
            "Câu này không bao giờ nói được: nó cần những số không thể cùng có.",
            "this can never be said: it needs what cannot be known together",
        ));
    }
    Ok(said)
}

/// What a checked template says of a report.
///
/// # Errors
/// [`Absent`] where it needs a figure that is not there.
pub fn said(
    template: &str,
    report: &Report,
    subject: Option<&OrganizationCode>,
    lang: Lang,
) -> Result<String, Absent> {
    let faulty = |wrong: minijinja::Error| Absent::Faulty(PageError::from(wrong));
    let environment = environment(template).map_err(faulty)?;
    let claimed = claimed(report, subject, lang);
    let mut facts = Map::new();
    for predicate in Predicate::ALL {
        facts.insert(predicate.as_str().to_owned(), false.into());
    }
    for (topic, (predicate, of_topic)) in
        claimed.iter().filter_map(|(topic, one)| Some((*topic, one.as_ref().ok()?)))
    {
        facts.insert(predicate.as_str().to_owned(), true.into());
        let Value::Object(own) = of_topic.value() else { continue };
        for name in ALWAYS.into_iter().filter_map(|name| Some((name, own.get(name)?))) {
            facts.entry(name.0).or_insert_with(|| name.1.clone());
        }
        facts.insert(format!("of_{}", topic.as_str()), Value::Object(own));
    }
    match rendered(&environment, &Value::Object(facts)) {
        Ok(text) if text.is_empty() => Err(Absent::FigureMissing),
        Ok(text) => Ok(text),
        Err(wrong) if wrong.kind() == minijinja::ErrorKind::UndefinedError => Err(Absent::FigureMissing),
        Err(wrong) => Err(faulty(wrong)),
    }
}

/// Every fact that may stand in a template, by its name.
#[must_use]
pub fn facts() -> Vec<String> {
    let of = |topic: Topic| keys(topic).iter().map(move |key| format!("of_{}.{key}", topic.as_str()));
    ALWAYS.iter().map(|name| (*name).to_owned()).chain(Topic::ALL.into_iter().flat_map(of)).collect()
}

fn environment(template: &str) -> Result<Environment<'_>, minijinja::Error> {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    environment.add_template("own", template)?;
    Ok(environment)
}

fn rendered(environment: &Environment<'_>, facts: &Value) -> Result<String, minijinja::Error> {
    let text = environment.get_template("own")?.render(Word::from(Serde(facts)))?;
    Ok(on_one_line(&text))
}

/// The names that a template uses; only names stand in it, and `if`, `elif`, `else`, `not`, `and`, `or`.
fn grammar(template: &str) -> Result<Vec<String>, Unsound> {
    if template.len() > MOST_BYTES {
        return Err(Unsound::new(
            format!("Mẫu câu dài quá {MOST_BYTES} byte."),
            format!("a template has at most {MOST_BYTES} bytes"),
        ));
    }
    let (mut names, mut depth, mut rest) = (Vec::new(), 0_usize, template);
    while let Some(at) = rest.find(['{', '}']) {
        let open = &rest[at..];
        let (kind, end) = match open.get(..2) {
            Some("{{") => (0, "}}"),
            Some("{%") => (1, "%}"),
            _ => return Err(unknown(open)),
        };
        let inner = &open[2..];
        let close = inner.find(end).ok_or_else(|| unknown(open))?;
        let inside = inner[..close].trim();
        rest = &inner[close + 2..];
        if kind == 0 {
            names.push(fact(inside)?);
            continue;
        }
        let (word, condition) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
        match (word, condition.trim()) {
            ("if", condition) => {
                depth += 1;
                conditions(condition, &mut names)?;
            }
            ("elif", condition) if depth > 0 => conditions(condition, &mut names)?,
            ("else", "") if depth > 0 => {}
            ("endif", "") if depth > 0 => depth -= 1,
            _ => return Err(unknown(inside)),
        }
        if depth > 8 {
            return Err(unknown(inside));
        }
    }
    if depth > 0 || template.trim().is_empty() {
        return Err(Unsound::new(
            "Thiếu {% endif %}, hoặc mẫu câu trống.",
            "an {% endif %} is missing, or there is nothing",
        ));
    }
    Ok(names)
}

fn unknown(what: &str) -> Unsound {
    let what: String = what.chars().take(40).collect();
    Unsound::new(
        format!(
            "`{what}` không dùng được ở đây; chỉ dùng {{{{ tên }}}} và {{% if tên %}} … {{% elif %}} … {{% else %}} … {{% endif %}}."
        ),
        format!(
            "`{what}` is not for here; use only {{{{ name }}}} and {{% if name %}} … {{% elif %}} … {{% else %}} … {{% endif %}}"
        ),
    )
}

/// `organization`, `of_plan.rate`.
fn fact(name: &str) -> Result<String, Unsound> {
    let known = ALWAYS.contains(&name)
        || name.split_once('.').is_some_and(|(of, key)| {
            Topic::ALL
                .into_iter()
                .any(|topic| of.strip_prefix("of_") == Some(topic.as_str()) && keys(topic).contains(&key))
        });
    if known { Ok(name.to_owned()) } else { Err(unknown(name)) }
}

/// `rise`, `not rise and plan_exceeded`.
fn conditions(condition: &str, names: &mut Vec<String>) -> Result<(), Unsound> {
    let mut wants_name = true;
    for word in condition.split_whitespace() {
        match (wants_name, word) {
            (true, "not") => {}
            (false, "and" | "or") => wants_name = true,
            (true, name) if Predicate::ALL.iter().any(|one| one.as_str() == name) => {
                names.push(name.to_owned());
                wants_name = false;
            }
            _ => return Err(unknown(word)),
        }
    }
    if wants_name { Err(unknown(condition)) } else { Ok(()) }
}

fn is_of(name: &str, topic: Topic) -> bool {
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
fn keys(topic: Topic) -> &'static [&'static str] {
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
fn states(topics: &[Topic]) -> Result<Vec<Vec<Predicate>>, Unsound> {
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
fn made_up(state: &[Predicate]) -> Value {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::testing;

    const GOOD: &str = "{{ Period }}, {{ organization }} kết nạp {{ of_level.actual }}\
        {% if rise %}, tăng {{ of_change.size }} so với {{ of_change.from }}{% elif fall %}, giảm {{ of_change.size }}{% endif %}\
        {% if plan_exceeded %}, vượt kế hoạch{% elif plan_missed %}, chưa đạt kế hoạch{% endif %}.";

    #[test]
    fn a_template_is_sound_where_each_word_stands_behind_its_predicate() {
        assert!(check(GOOD, Lang::Vi).unwrap() > 50, "level, change and plan in all their states");
        let english =
            "{{ Indicator }}: {{ of_level.actual }}{% if rise %}, up {{ of_change.size }}{% endif %}.";
        assert!(check(english, Lang::En).is_ok());
        for (template, word) in [
            ("{{ organization }} tăng {{ of_change.size }}.", "tăng"),
            ("{% if fall %}tăng{% endif %}{{ organization }}.", "tăng"),
            ("{% if not fall %}tăng {% endif %}{{ organization }}.", "tăng"),
            ("{% if rise or plan_missed %}Vượt kế hoạch.{% endif %} {{ period }}", "vượt"),
            ("{{ organization }} cao nhất, {{ of_rank.place }}.", "cao nhất"),
        ] {
            let wrong = check(template, Lang::Vi).unwrap_err();
            assert!(wrong.vi.contains(&format!("`{word}`")), "{template}: {wrong:?}");
        }
        assert!(check("Up {{ of_change.size }}.", Lang::En).unwrap_err().en.contains("`up`"));
    }

    #[test]
    fn nothing_that_runs_grows_or_reaches_out_is_taken() {
        for template in [
            "",
            "{% for x in range(100000) %}{{ x }}{% endfor %}",
            "{% set x = 'a' * 1000000000 %}{{ x }}",
            "{{ 'a' * 1000000000 }}",
            "{{ organization | upper }}",
            "{{ range(10) }}",
            "{% include 'pages/base.html.j2' %}",
            "{% macro a() %}{{ a() }}{% endmacro %}",
            "{{ of_plan.secret }}",
            "{{ self }}",
            "{{ organization.x }}",
            "{# hidden #}",
            "{% if rise %}",
            "{% endif %}{{ period }}",
            "{% if rise(1) %}{% endif %}",
            "{% if rise and %}{% endif %}",
            "{{ organization",
            "{ organization }",
            "{%- if rise %}a{% endif %}",
            "{% if of_plan.rate is defined %}a{% endif %}",
        ] {
            assert!(check(template, Lang::Vi).is_err(), "`{template}`");
        }
        assert!(check(&"a".repeat(MOST_BYTES + 1), Lang::Vi).is_err());
    }

    #[test]
    fn a_sentence_of_an_editor_is_said_of_the_figures_or_is_absent() {
        let report = testing::report();
        let text = said(
            "{{ Period }}: {{ of_level.actual }}{% if rise %}, tăng{% endif %}.",
            &report,
            None,
            Lang::Vi,
        );
        assert_eq!(text.unwrap(), "Năm 2021: 81.033,18\u{a0}tỷ đồng.");
        let needs_plan = said("{{ Period }}: {{ of_plan.plan }}.", &report, None, Lang::Vi);
        assert!(matches!(needs_plan, Err(Absent::FigureMissing)));
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(2_000))]
        #[test]
        fn any_text_is_checked_without_a_fault(template in "(\\PC{0,8}|\\{\\{ (period|of_plan.rate|x) \\}\\}|\\{% (if|elif|else|endif|for) (rise|not fall|x)? ?%\\}){0,8}") {
            let _ = check(&template, Lang::Vi);
        }
    }
}
