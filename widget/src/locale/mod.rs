//! How numbers, days and periods are written in Vietnamese and English: the only place that knows, for the drawing, the
//! service's documents and its sentences. All of it is made from whole numbers and codes.

mod date;
mod number;
mod period;

pub use date::day;
pub use number::{Magnitude, fixed, number, percent, short, signed_percent, with_unit};
pub use period::{Part, Period};

/// A reader's language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lang {
    /// Vietnamese: `1.234.567,89`.
    #[default]
    Vi,
    /// English: `1,234,567.89`.
    En,
}

impl Lang {
    /// `vi` or `en`, or `None`.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        match code {
            "vi" => Some(Self::Vi),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The BCP 47 tag, as in `<html lang>`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }
}
