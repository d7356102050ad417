//! Figures, and the filings they come in.

use std::fmt;

use jiff::civil::Date;

use super::{Actor, Breakdown, IndicatorCode, Invalid, OrganizationCode, Period, Revision, SourceId};

/// A published plan rate is kept in thousandths of a percent.
pub const PLAN_RATE_DECIMALS: u8 = 3;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident is $thing:literal, $remedy:literal: $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)*) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            /// Every one, in order.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Reads the word that stands in files and addresses.
            ///
            /// # Errors
            /// [`Invalid`] for any other word.
            pub fn parse(text: &str) -> Result<Self, Invalid> {
                match text {
                    $($text => Ok(Self::$variant),)*
                    _ => Err(Invalid::new($thing, text, $remedy)),
                }
            }

            /// The word that stands in files and addresses.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
pub(super) use words;

words! {
    /// What a value says about its indicator.
    Measure is "measure", "use actual, plan, universe or plan-rate":
    /// What happened.
    Actual = "actual",
    /// What was to happen.
    Plan = "plan",
    /// The M in "N of M".
    Universe = "universe",
    /// A published percentage whose plan is unknown.
    PlanRate = "plan-rate",
}

words! {
    /// How exactly the source states a value; exact is no qualifier.
    Qualifier is "qualifier", "use more-than, less-than, about or estimate, or leave it empty for an exact value":
    /// At least this many.
    MoreThan = "more-than",
    /// At most this many.
    LessThan = "less-than",
    /// Around this many.
    About = "about",
    /// Worked out by the source, not counted.
    Estimate = "estimate",
}

impl Qualifier {
    /// What is said of the rest when a number stated so is taken away: "more than 5" leaves less.
    #[must_use]
    pub fn of_the_rest(self) -> Self {
        match self {
            Self::MoreThan => Self::LessThan,
            Self::LessThan => Self::MoreThan,
            other => other,
        }
    }
}

words! {
    /// SDMX code list OBS_STATUS, version 2.2.
    Status is "status", "use an SDMX letter: A, B, E, P, V, L, M or Q":
    /// Normal.
    Normal = "A",
    /// A break in the series.
    Break = "B",
    /// Estimated.
    Estimated = "E",
    /// Provisional.
    Provisional = "P",
    /// Unvalidated.
    Unvalidated = "V",
    /// Not reported: exists, but nobody said.
    NotReported = "L",
    /// Cannot exist.
    NotApplicable = "M",
    /// Suppressed.
    Suppressed = "Q",
}

impl Status {
    /// Whether a figure of this status has a value at all.
    #[must_use]
    pub fn has_value(self) -> bool {
        !matches!(self, Self::NotReported | Self::NotApplicable | Self::Suppressed)
    }
}

/// One reported number (or the word that there is none).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What is measured.
    pub indicator: IndicatorCode,
    /// Whose it is.
    pub organization: OrganizationCode,
    /// For when.
    pub period: Period,
    /// Actual, plan, universe or plan rate.
    pub measure: Measure,
    /// Which part.
    pub breakdown: Breakdown,
    /// In the smallest unit of the indicator (of [`PLAN_RATE_DECIMALS`] for a plan rate); present exactly when
    /// `status.has_value()`.
    pub value: Option<i64>,
    /// The cut-off date of the data; a cumulative figure always has one.
    pub as_of: Option<Date>,
    /// How exactly it is stated; `None` is exactly.
    pub qualifier: Option<Qualifier>,
    /// Its SDMX status.
    pub status: Status,
    /// Where it was published; `None` when the filing itself is the source.
    pub source: Option<SourceId>,
}

/// One submission, read and checked; becomes one revision.
#[derive(Clone, Debug)]
pub struct Filing {
    /// In the order of the file.
    pub figures: Vec<Figure>,
    /// Where it came from.
    pub provenance: Provenance,
}

/// Where a filing came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// SHA-256 of the bytes as they came: the same bytes twice change nothing.
    pub sha256: [u8; 32],
    /// Their media type.
    pub media_type: &'static str,
    /// Who filed.
    pub filed_by: Actor,
    /// When, as an RFC 3339 instant.
    pub filed_at: String,
    /// The day of that instant in Hanoi: from then on the figures without a source of their own are known.
    pub filed_on: Date,
}

/// A figure as it stands in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// The figure; its source is never `None`.
    pub figure: Figure,
    /// The publication date of its source: from then on a reader could know it.
    pub known_on: Date,
    /// The number of what made it public: a release.
    pub revision: Revision,
}
