//! Who may file.

use std::fmt;

use super::figure::words;
use super::{Invalid, OrganizationCode};

words! {
    /// What a token allows.
    Role is "role", "use filer, publisher or admin":
    /// Files for an organization and all below it.
    Filer = "filer",
    /// Releases.
    Publisher = "publisher",
    /// Everything.
    Admin = "admin",
}

/// Someone who showed a valid token with the right to file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filer {
    /// The token's public name, for the record; never the token.
    pub name: String,
    /// Files for this organization and all below it; `None` files for all.
    pub organization: Option<OrganizationCode>,
}

/// What a shown token turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bearer {
    /// One that may file.
    Filer(Filer),
    /// A known one, whose role does not file.
    NotAllowed(Role),
    /// None that was issued, or one that expired.
    Unknown,
}

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
