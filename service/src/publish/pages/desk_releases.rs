//! The desk's releases: what their sheets are given.

use serde::Serialize;

use super::desk_lines::{DifferenceLine, FilingLink, Told};

/// What was and will be released.
#[derive(Clone, Debug, Serialize)]
pub struct ReleasesSheet {
    /// What is told first.
    #[serde(flatten)]
    pub told: Told,
    /// What is to come, and what was.
    pub parts: Vec<ReleasesPart>,
    /// Where the earlier ones are.
    pub earlier: Option<String>,
    /// Where the newest are, unless it is here.
    pub newest: Option<String>,
}

/// Releases of a kind.
#[derive(Clone, Debug, Serialize)]
pub struct ReleasesPart {
    /// Their heading.
    pub title: String,
    /// The newest first.
    pub releases: Vec<ReleaseLine>,
}

/// A release.
#[derive(Clone, Debug, Serialize)]
pub struct ReleaseLine {
    /// The decision that made it.
    pub id: u64,
    /// The number that readers see; one that is not public has none.
    pub number: Option<String>,
    /// The page that readers see.
    pub href: Option<String>,
    /// When it is or was due.
    pub when: String,
    /// Who released.
    pub by: String,
    /// Why it was put over newer filings; empty where it was not.
    pub reason: String,
    /// Its first filings.
    pub filings: Vec<FilingLink>,
    /// How many more there are; 0 for none.
    pub more: usize,
    /// How it ended, in words.
    pub ended: Option<String>,
    /// Where it is taken back, if who looks may.
    pub action: Option<String>,
    /// What that is called.
    pub action_name: String,
}

/// A release that puts older figures over newer ones, to be confirmed.
#[derive(Clone, Debug, Serialize)]
pub struct OverSheet {
    /// What is told first.
    #[serde(flatten)]
    pub told: Told,
    /// The filings that were chosen.
    pub filings: Vec<FilingLink>,
    /// The filings that were filed later, and are public, or will be by then.
    pub newer: Vec<FilingLink>,
    /// When: `now` or `at`.
    pub when: &'static str,
    /// The time, as its field has it; empty for now.
    pub at: String,
    /// How many figures there are, in words.
    pub counts: String,
    /// The first of them: what is public, and what would be.
    pub differences: Vec<DifferenceLine>,
}
