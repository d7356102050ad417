//! What the figures on file rely on.

use std::collections::BTreeSet;

use super::{Breakdown, IndicatorCode, OrganizationCode, SourceId};

/// The codes that figures of any revision use: a catalogue has to keep them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Used {
    /// Indicators, with each breakdown they were filed by.
    pub indicators: BTreeSet<(IndicatorCode, Breakdown)>,
    /// Organizations.
    pub organizations: BTreeSet<OrganizationCode>,
    /// Sources.
    pub sources: BTreeSet<SourceId>,
}
