//! Which tree of organizations a query is answered in.

use std::fmt;

use super::{Date, Invalid, day};

/// A choice of tree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tree {
    /// Each period in the tree of its last day.
    #[default]
    AsWas,
    /// Every period in the tree of the day whose knowledge is asked for.
    AsIs,
    /// Every period in the tree of this day.
    On(Date),
}

impl Tree {
    /// Reads `as-was`, `as-is` or a day.
    ///
    /// # Errors
    /// [`Invalid`] for anything else.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        match text {
            "as-was" => Ok(Self::AsWas),
            "as-is" => Ok(Self::AsIs),
            _ => day(text)
                .map(Self::On)
                .map_err(|_| Invalid::new("tree", text, "write as-was, as-is or a day such as 2025-07-01")),
        }
    }

    /// The day whose tree it is; `None` where each period has its own.
    #[must_use]
    pub fn day(self, known_on: Date) -> Option<Date> {
        match self {
            Self::AsWas => None,
            Self::AsIs => Some(known_on),
            Self::On(day) => Some(day),
        }
    }
}

impl fmt::Display for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AsWas => f.write_str("as-was"),
            Self::AsIs => f.write_str("as-is"),
            Self::On(day) => day.fmt(f),
        }
    }
}
