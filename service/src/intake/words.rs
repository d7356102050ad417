//! The sentences of [`Fault`]s: what is wrong and what to do, a file for each language.

mod en;
mod invalid;
mod vi;

use baocao_widget::locale::Lang;

use super::fault::Fault;

impl Fault {
    /// What is wrong, as a sentence.
    #[must_use]
    pub fn detail(&self, column: &str, value: &str, lang: Lang) -> String {
        match lang {
            Lang::Vi => vi::detail(self, column, value),
            Lang::En => en::detail(self, column, value),
        }
    }

    /// What to do about it, as a sentence.
    #[must_use]
    pub fn remedy(&self, lang: Lang) -> String {
        match lang {
            Lang::Vi => vi::remedy(self),
            Lang::En => en::remedy(self),
        }
    }
}

/// Joined by commas.
fn list(items: &[impl ToString]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// With a capital and a full stop.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).chain(['.']).collect()).unwrap_or_default()
}
