//! What the claims of articles are worth, as it was worked out last.

use std::sync::Arc;

use super::stamp::Stamp;
use crate::domain::{Claim, Difference};

/// What each claim that stands is worth, and of which figures that is known.
pub(super) struct Standings {
    pub(super) stamp: Stamp,
    pub(super) claims: Arc<Vec<Claim>>,
    pub(super) differences: Arc<Vec<Vec<Difference>>>,
}
