//! Pages, snippets and sentences from the templates, which are in the binary; a debug build reads them from their folder
//! at every use, so that an edit shows at the next reload.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, LazyLock};

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Output, State, UndefinedBehavior, Value};
use serde::Serialize;

use super::{Document, Lang, escape};

include!(concat!(env!("OUT_DIR"), "/templates.rs"));

/// The media type of pages.
pub const CONTENT_TYPE: &str = "text/html; charset=utf-8";

/// Instructions that one template may take: a page with a long table needs some hundred thousand.
const FUEL: u64 = 20_000_000;

/// A template that could not be rendered.
#[derive(Debug)]
pub enum PageError {
    /// It needs something that is not there.
    Missing(String),
    /// It is faulty, or there is none of this name.
    Faulty(String),
}

impl fmt::Display for PageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(what) => write!(f, "a template needs what is not there: {what}"),
            Self::Faulty(what) => write!(f, "a template is faulty: {what}"),
        }
    }
}

impl std::error::Error for PageError {}

impl From<minijinja::Error> for PageError {
    fn from(fault: minijinja::Error) -> Self {
        match fault.kind() {
            minijinja::ErrorKind::UndefinedError => Self::Missing(format!("{fault:#}")),
            _ => Self::Faulty(format!("{fault:#}")),
        }
    }
}

static EMBEDDED: LazyLock<Arc<Environment<'static>>> = LazyLock::new(|| {
    let mut environment = bare();
    for (name, source) in TEMPLATES {
        // A template that does not parse is missed by name at its first use, which a test makes.
        let _ = environment.add_template(name, source);
    }
    Arc::new(environment)
});

fn bare() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    environment.set_formatter(written);
    if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build() {
        environment.set_syntax(syntax);
    }
    environment
}

/// As `minijinja` does, but `/` stays: snippets are read, and pasted, by people.
fn written(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), minijinja::Error> {
    match value.as_str() {
        Some(text) if *state.auto_escape() == AutoEscape::Html && !value.is_safe() => {
            out.write_str(&escape::xml(text)).map_err(minijinja::Error::from)
        }
        _ => minijinja::escape_formatter(out, state, value),
    }
}

fn environment() -> Arc<Environment<'static>> {
    if cfg!(all(debug_assertions, not(test))) {
        from_folder().unwrap_or_else(|| EMBEDDED.clone())
    } else {
        EMBEDDED.clone()
    }
}

fn from_folder() -> Option<Arc<Environment<'static>>> {
    let mut environment = bare();
    for (name, _) in TEMPLATES {
        let source = std::fs::read_to_string(format!("{TEMPLATE_FOLDER}/{name}")).ok()?;
        let _ = environment.add_template_owned(*name, source);
    }
    Some(Arc::new(environment))
}

/// Renders a template.
///
/// # Errors
/// [`PageError`] when there is none of this name, or it needs what the context lacks.
pub fn render(name: &str, context: impl Serialize) -> Result<String, PageError> {
    Ok(environment().get_template(name)?.render(Serde(context))?)
}

/// What macros of one template say, each with its argument, in order.
///
/// # Errors
/// [`PageError`] as of [`render`], or when there is no such macro.
pub fn macros(name: &str, wanted: &[(&str, serde_json::Value)]) -> Result<Vec<String>, PageError> {
    let environment = environment();
    let mut captured = environment.get_template(name)?.render_captured(())?;
    let said = captured.with_state_mut(|state| {
        let mut say =
            |(one, about): &(&str, serde_json::Value)| state.call_macro(one, &[Value::from(Serde(about))]);
        wanted.iter().map(&mut say).collect::<Result<_, _>>()
    });
    Ok(said?)
}

/// Whether there is a template of this name.
#[must_use]
pub fn exists(name: &str) -> bool {
    TEMPLATES.iter().any(|(known, _)| *known == name)
}

/// A template's text, unrendered: style sheets, scripts, the OpenAPI document.
#[must_use]
pub fn text(name: &str) -> &'static str {
    TEMPLATES.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| text)
}

/// A page: the template with the context and the texts of the language as `t`.
///
/// # Errors
/// [`PageError`] as of [`render`].
pub fn document(name: &str, lang: Lang, context: impl Serialize) -> Result<Document, PageError> {
    let own = Value::from(Serde(context));
    let around = minijinja::context! { t => texts(lang), lang => lang.tag(), ..own };
    Ok(Document::text(render(name, around)?, CONTENT_TYPE))
}

type Texts = BTreeMap<String, String>;

static TEXTS: LazyLock<(Texts, Texts)> = LazyLock::new(|| {
    let files = TEMPLATES.iter().filter(|(name, _)| is_texts(name));
    let both = files.flat_map(|(_, text)| {
        serde_json::from_str::<BTreeMap<String, (String, String)>>(text).unwrap_or_default()
    });
    both.map(|(key, (vi, en))| ((key.clone(), vi), (key, en))).unzip()
});

/// `texts.json` and the files beside it, one for each group of pages.
fn is_texts(name: &str) -> bool {
    name == "texts.json" || name.starts_with("texts/")
}

/// The pages' texts in a language.
#[must_use]
pub fn texts(lang: Lang) -> &'static BTreeMap<String, String> {
    match lang {
        Lang::Vi => &TEXTS.0,
        Lang::En => &TEXTS.1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_parses_and_every_text_has_both_languages() {
        let mut environment = bare();
        for (name, source) in TEMPLATES.iter().filter(|(name, _)| name.ends_with(".j2")) {
            environment.add_template(name, source).unwrap();
        }
        let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        let files = TEMPLATES.iter().filter(|(name, _)| is_texts(name)).map(|(_, text)| read(text));
        let written: usize = files.map(|texts| texts.as_object().unwrap().len()).sum();
        assert_eq!(written, TEXTS.0.len(), "a text is malformed, or two have one key");
        assert!(TEXTS.0.values().chain(TEXTS.1.values()).all(|text| !text.is_empty()));
    }

    #[test]
    fn text_from_outside_is_escaped_in_pages() {
        let mut environment = bare();
        environment.add_template("x.html.j2", "<p>{{ title }}</p>").unwrap();
        let html = environment.get_template("x.html.j2").unwrap();
        let html = html.render(minijinja::context! { title => "<script>" }).unwrap();
        assert_eq!(html, "<p>&lt;script&gt;</p>");
    }
}
