//! How an editor's sentence may be written: names, and `if`, `elif`, `else` over them.

use super::super::{Predicate, Topic};
use super::Unsound;
use super::topics::{ALWAYS, keys};

/// Longer ones are no sentence.
pub const MOST_BYTES: usize = 2_000;

/// The names that a template uses; only names stand in it, and `if`, `elif`, `else`, `not`, `and`, `or`.
pub(super) fn grammar(template: &str) -> Result<Vec<String>, Unsound> {
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
