//! A tree of JSON-LD as Turtle: nodes with `@id` stand by themselves, others where they are named.

use serde_json::{Map, Value};

/// The tree under these prefixes. Its keys are `prefix:name`; texts without a type are plain.
pub(super) fn turtle(prefixes: &[(&str, &str)], root: &Value) -> String {
    let mut text: String =
        prefixes.iter().map(|(name, address)| format!("@prefix {name}: <{address}> .\n")).collect();
    let mut subjects = vec![root];
    while let Some(Value::Object(node)) = subjects.pop() {
        if let Some(id) = node.get("@id").and_then(Value::as_str) {
            text.push_str(&format!("\n{}\n  {} .\n", iri(id), properties(node, &mut subjects)));
        }
    }
    text
}

fn properties<'a>(node: &'a Map<String, Value>, subjects: &mut Vec<&'a Value>) -> String {
    let mut lines = Vec::new();
    for (name, value) in node.iter().filter(|(name, _)| *name != "@id") {
        let values: Vec<String> = match value {
            Value::Array(values) => values.iter().map(|one| object(name, one, subjects)).collect(),
            one => vec![object(name, one, subjects)],
        };
        if !values.is_empty() {
            let name = if name == "@type" { "a" } else { name };
            lines.push(format!("{name} {}", values.join(", ")));
        }
    }
    lines.join(" ;\n  ")
}

fn object<'a>(name: &str, value: &'a Value, subjects: &mut Vec<&'a Value>) -> String {
    let Value::Object(node) = value else {
        let text = value.as_str().unwrap_or_default();
        return if name == "@type" { text.to_owned() } else { literal(text) };
    };
    if let Some(text) = node.get("@value").and_then(Value::as_str) {
        let language = node.get("@language").and_then(Value::as_str).map(|tag| format!("@{tag}"));
        let kind = node.get("@type").and_then(Value::as_str).map(|kind| format!("^^{kind}"));
        return format!("{}{}", literal(text), language.or(kind).unwrap_or_default());
    }
    match node.get("@id").and_then(Value::as_str) {
        Some(id) => {
            if node.len() > 1 {
                subjects.push(value);
            }
            iri(id)
        }
        None => format!("[ {} ]", properties(node, subjects)),
    }
}

/// A JSON string is a Turtle string.
fn literal(text: &str) -> String {
    Value::from(text).to_string()
}

fn iri(text: &str) -> String {
    let mut out = String::from("<");
    for letter in text.chars() {
        match letter {
            '<' | '>' | '"' | '{' | '}' | '|' | '^' | '`' | '\\' | '\0'..=' ' => {
                out.push_str(&format!("%{:02X}", u32::from(letter)));
            }
            letter => out.push(letter),
        }
    }
    out.push('>');
    out
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_node_that_has_a_name_stands_by_itself_and_text_stays_text() {
        let root = json!({"@id": "http://h/a b", "@type": "x:A", "x:has": [{"@id": "http://h/c", "x:says": "\"\n"}, {"x:at": {"@value": "2022", "@type": "xsd:gYear"}}]});
        let text = turtle(&[("x", "http://x/")], &root);
        assert!(
            text.contains(
                "<http://h/a%20b>\n  a x:A ;\n  x:has <http://h/c>, [ x:at \"2022\"^^xsd:gYear ] .\n"
            ),
            "{text}"
        );
        assert!(text.contains("<http://h/c>\n  x:says \"\\\"\\n\" .\n"), "{text}");
    }
}
