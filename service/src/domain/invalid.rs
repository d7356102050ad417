//! The one error of parsing: names the thing, quotes the value, gives the remedy.

use std::fmt;

use super::unhidden;

/// A text that is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// A stable code, such as `period`; `invalid-` stands before it where readers see it.
    pub code: &'static str,
    /// The text as it came.
    pub value: String,
    /// What to write instead.
    pub remedy: &'static str,
}

impl Invalid {
    /// Quotes at most 80 characters of `value`: an error repeats no megabytes, and nothing that cannot be seen.
    #[must_use]
    pub fn new(code: &'static str, value: &str, remedy: &'static str) -> Self {
        let cut: String = value.chars().take(80).collect();
        let mut shown = unhidden(&cut);
        if cut.len() < value.len() {
            shown.push('…');
        }
        Self { code, value: shown, remedy }
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a valid {}: {}", self.value, self.code, self.remedy)
    }
}

impl std::error::Error for Invalid {}
