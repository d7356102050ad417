//! Sentences that editors write: a small part of the templates' language, in which nothing can run long or grow, checked when it is
//! saved. In every state that its predicates can be in, what it says must be so: `tăng` only where `rise` holds.

mod grammar;
mod topics;

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
pub use grammar::MOST_BYTES;
use grammar::grammar;
use topics::{ALWAYS, is_of, keys, made_up, states};

/// Instructions that one sentence may take: some ten for each name in it.
const FUEL: u64 = 20_000;

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
