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

    /// Whether figures of this kind, told so, add up over periods that follow one another.
    #[must_use]
    pub fn adds_up_over_time(self, kind: Kind) -> bool {
        matches!((self, kind), (Self::AsFiled | Self::Flow, Kind::Flow) | (Self::Flow, Kind::Cumulative))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_happened_adds_up_over_time() {
        let adds_up = |reckoning: Reckoning| {
            let kinds = Kind::ALL.iter().filter(|kind| reckoning.adds_up_over_time(**kind));
            kinds.map(|kind| kind.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(adds_up(Reckoning::AsFiled), ["flow"]);
        assert_eq!(adds_up(Reckoning::Flow), ["flow", "cumulative"]);
        assert!(adds_up(Reckoning::Cumulative).is_empty());
    }

    #[test]
    fn a_kind_is_told_otherwise_only_where_it_runs_up_or_flows() {
        assert_eq!(Reckoning::Flow.of(Kind::Cumulative), Ok(Some(Derived::Flow)));
        assert_eq!(Reckoning::Cumulative.of(Kind::Ratio), Ok(Some(Derived::ToDate)));
        assert_eq!(Reckoning::Cumulative.of(Kind::Cumulative), Ok(None));
        assert_eq!(Reckoning::AsFiled.of(Kind::Rank), Ok(None));
        assert_eq!(Reckoning::Flow.of(Kind::Stock), Err(Kind::Stock));
        for text in ["flow", "cumulative"] {
            assert_eq!(Reckoning::parse(text).unwrap().to_string(), text);
        }
        assert!(Reckoning::parse("as-filed").is_err() && Reckoning::parse("").is_err());
    }
}
