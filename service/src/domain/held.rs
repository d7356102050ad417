//! Filings and releases as the desk sees them: with who decided what.

use super::{Date, OrganizationCode, Revision, Stage};

/// A filing as it is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldFiling {
    /// The filing, as the store counts.
    pub filing: Revision,
    /// SHA-256 of its bytes: an approval names it.
    pub sha256: [u8; 32],
    /// The media type of its bytes.
    pub media_type: String,
    /// The day in Hanoi on which it was filed.
    pub filed_on: Date,
    /// When it was filed, in milliseconds since 1970.
    pub filed: i64,
    /// Who filed it.
    pub by: String,
    /// How many figures it has.
    pub figures: usize,
    /// Whose figures it has, in the order of their codes.
    pub organizations: Vec<OrganizationCode>,
    /// What has become of it.
    pub stage: Stage,
}

/// Something that was decided about a filing or a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// `accepted`, `returned`, `release`, `cancelled` or `roll-back`.
    pub kind: String,
    /// When, in milliseconds since 1970.
    pub made: i64,
    /// Of a release to come: when it comes due.
    pub due: Option<i64>,
    /// Who decided.
    pub by: String,
    /// Why; empty where nothing was said.
    pub reason: String,
}

/// A release as it is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldRelease {
    /// Counted in the order in which decisions were taken.
    pub id: u64,
    /// Who released what when.
    pub decided: Decided,
    /// Its filings.
    pub filings: Vec<Revision>,
    /// Who took it back, if anyone did.
    pub ended: Option<Decided>,
}

impl HeldRelease {
    /// Whether it has not come due at an instant, and still will.
    #[must_use]
    pub fn is_to_come(&self, now: i64) -> bool {
        self.ended.is_none() && self.decided.due.is_some_and(|due| due > now)
    }
}
