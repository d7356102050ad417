//! Whether figures are told as they are filed, as what happened within each period, or as what has run up in its year.

use std::fmt;

use super::{Invalid, Kind};

/// How figures over time are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Reckoning {
    /// As the indicator's kind is filed.
    #[default]
    AsFiled,
    /// What happened within the period.
    Flow,
    /// What has run up from January to the end of the period.
    Cumulative,
}

/// What has to be worked out for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Derived {
    /// A flow, from two cumulatives.
    Flow,
    /// A cumulative, from flows.
    ToDate,
}

impl Reckoning {
    /// Reads `flow` or `cumulative`.
    ///
    /// # Errors
    /// [`Invalid`] for anything else.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        match text {
            "flow" => Ok(Self::Flow),
            "cumulative" => Ok(Self::Cumulative),
            _ => Err(Invalid::new("reckoning", text, "write flow or cumulative, or leave it out")),
        }
    }

    /// What has to be worked out of figures of this kind; `None` for what is filed so.
    ///
    /// # Errors
    /// The kind, when its figures are neither flows nor run up.
    pub fn of(self, kind: Kind) -> Result<Option<Derived>, Kind> {
        match (self, kind) {
            (Self::AsFiled, _)
            | (Self::Flow, Kind::Flow | Kind::Ratio)
            | (Self::Cumulative, Kind::Cumulative) => Ok(None),
            (Self::Flow, Kind::Cumulative) => Ok(Some(Derived::Flow)),
            (Self::Cumulative, Kind::Flow | Kind::Ratio) => Ok(Some(Derived::ToDate)),
            (_, Kind::Stock | Kind::Index | Kind::Rank) => Err(kind),
        }
    }
}

impl fmt::Display for Reckoning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AsFiled => "as-filed",
            Self::Flow => "flow",
            Self::Cumulative => "cumulative",
        })
    }
}
