//! Tokens: what an actor shows.

use super::{Moment, OrganizationCode, Role};

/// What a new token allows, and for how long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// What it allows.
    pub role: Role,
    /// For this organization and all below it; `None` is all.
    pub organization: Option<OrganizationCode>,
    /// Days until it expires.
    pub days: u32,
}

/// A token as it is listed: never the token itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its public name, as it stands in the token and in the record.
    pub name: String,
    /// What it allows.
    pub role: Role,
    /// For whom; `None` is all.
    pub organization: Option<OrganizationCode>,
    /// When it was made, as RFC 3339; likewise below.
    pub made_at: String,
    /// From when on it is nobody's.
    pub expires_at: String,
    /// When it was revoked, if it was.
    pub revoked_at: Option<String>,
}

impl Listed {
    /// Whether its day has come, at this moment.
    #[must_use]
    pub fn has_expired(&self, at: &Moment) -> bool {
        let instant = |text: &str| text.parse::<jiff::Timestamp>().ok();
        instant(&self.expires_at) <= instant(&at.instant)
    }
}
