//! What several sheets of the desk have: what is told first, filings, decisions, findings and differences as lines.

use serde::Serialize;

/// What is told first.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Told {
    /// What was done.
    pub notice: Option<String>,
    /// Why it was not done.
    pub refused: Option<String>,
}

/// A filing in a list.
#[derive(Clone, Debug, Serialize)]
pub struct FilingLine {
    /// Its number.
    pub number: String,
    /// Its sheet.
    pub href: String,
    /// Whose figures it has.
    pub organizations: String,
    /// How many.
    pub figures: usize,
    /// When it was filed.
    pub filed: String,
    /// Who filed it.
    pub by: String,
    /// What has become of it, for the style sheet.
    pub code: &'static str,
    /// The same in words.
    pub stage: String,
    /// Whether it may be released.
    pub releasable: bool,
}

/// A filing as a link.
#[derive(Clone, Debug, Serialize)]
pub struct FilingLink {
    /// Its number.
    pub number: String,
    /// Its sheet.
    pub href: String,
    /// The day it was filed, where that is told.
    pub on: String,
    /// What readers know it as, where that is told.
    pub source: Option<String>,
}

/// A decision.
#[derive(Clone, Debug, Serialize)]
pub struct DecidedLine {
    /// When.
    pub when: String,
    /// What.
    pub what: String,
    /// Who.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// Something to look at.
#[derive(Clone, Debug, Serialize)]
pub struct Finding {
    /// Where.
    pub cell: String,
    /// What.
    pub detail: String,
    /// What to do.
    pub remedy: String,
    /// Its stable code.
    pub code: String,
}

/// A figure that differs.
#[derive(Clone, Debug, Serialize)]
pub struct DifferenceLine {
    /// The indicator.
    pub cell: String,
    /// Organization, period, measure, breakdown.
    pub about: String,
    /// What is public.
    pub known: String,
    /// What was filed.
    pub filed: String,
}
