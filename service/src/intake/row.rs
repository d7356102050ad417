//! A row of a table as tidy text, whatever it came in.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::fault::Fault;
use super::problem::Problems;
use crate::domain::plain;

/// The columns that a table can have.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns {
    /// Every name.
    pub all: &'static [&'static str],
    /// Those that may be left out of the header.
    pub optional: &'static [&'static str],
}

impl Columns {
    /// The place of a name that is one of them.
    pub fn at(self, name: &str) -> usize {
        self.all.iter().position(|known| *known == name).unwrap_or_default()
    }

    /// One of them, found when the program is compiled, so that a million rows do not look for it by its name. A name that
    /// is none of them does not compile.
    pub const fn named(self, name: &str) -> Column {
        let mut at = 0;
        while !is_same(self.all[at].as_bytes(), name.as_bytes()) {
            at += 1;
        }
        Column { at, name: self.all[at] }
    }
}

/// Texts cannot be compared yet by what runs in the compiler.
const fn is_same(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

/// One column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Column {
    at: usize,
    /// What the header calls it.
    pub name: &'static str,
}

/// One row: trimmed, NFC-normalized texts by column.
#[derive(Debug)]
pub(super) struct Row<'a> {
    /// Where it stands, for problems.
    pub line: usize,
    /// In the order of [`Columns::all`]; `None` where the table lacks the column and was told so.
    pub texts: Vec<Option<Cow<'a, str>>>,
    /// The columns.
    pub columns: Columns,
    /// What its value was written as.
    pub value: Written,
}

/// What a value was written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// A text of the file's locale.
    AsText,
    /// A number of the format's own, as in JSON: the point marks decimals.
    AsNumber,
    /// Likewise, but of more digits than the format holds exactly.
    Inexactly,
}

impl Row<'_> {
    /// Whether all of its texts can be seen; whatever cannot is a problem.
    pub fn is_plain(&self, problems: &mut Problems) -> bool {
        let mut good = true;
        for (name, text) in self.columns.all.iter().zip(&self.texts) {
            if let Some(Err(hidden)) = text.as_deref().map(plain) {
                let value = hidden.value.clone();
                problems.push(self.line, *name, &value, Fault::Invalid(hidden));
                good = false;
            }
        }
        good
    }

    /// The text in a column, empty where nothing stands; `None` when the table lacks the column.
    pub fn get(&self, column: &'static str) -> Option<&str> {
        let at = self.columns.all.iter().position(|name| *name == column)?;
        self.texts.get(at)?.as_deref()
    }

    /// The same by the column's place.
    pub fn in_column(&self, column: Column) -> Option<&str> {
        self.texts.get(column.at)?.as_deref()
    }

    /// The text in a column, empty where nothing stands.
    pub fn text(&self, column: &'static str) -> &str {
        self.get(column).unwrap_or_default()
    }
}

/// Without space around it, and composed: some machines write `ế` as three characters.
pub(super) fn tidy(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if text.is_ascii() || is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}
