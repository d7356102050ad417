//! A figure as it stands in the store, borrowed: a million of them pass from file to memory without a copy of a code.

use jiff::civil::Date;

use super::{
    Breakdown, Catalogue, Figure, IndicatorCode, Measure, Observation, OrganizationCode, Period, Qualifier,
    Revision, SourceId, Status,
};

/// An [`Observation`] whose codes belong to someone else.
#[derive(Clone, Copy, Debug)]
pub struct Observed<'a> {
    /// What is measured.
    pub indicator: &'a IndicatorCode,
    /// Whose it is.
    pub organization: &'a OrganizationCode,
    /// For when.
    pub period: Period,
    /// Actual, plan, universe or plan rate.
    pub measure: Measure,
    /// Which part.
    pub breakdown: &'a Breakdown,
    /// In smallest units; present exactly when `status.has_value()`.
    pub value: Option<i64>,
    /// The cut-off date of the data.
    pub as_of: Option<Date>,
    /// How exactly it is stated.
    pub qualifier: Option<Qualifier>,
    /// Its SDMX status.
    pub status: Status,
    /// Where it was published.
    pub source: Option<&'a SourceId>,
    /// From then on a reader could know it.
    pub known_on: Date,
    /// The release it became public in.
    pub revision: Revision,
    /// The filing it came in, as the store counts: of those in one release the later one mends what the earlier one said.
    pub filing: Revision,
}

impl Observation {
    /// Its codes, borrowed.
    #[must_use]
    pub fn observed(&self) -> Observed<'_> {
        let Self { figure, known_on, revision } = self;
        Observed {
            indicator: &figure.indicator,
            organization: &figure.organization,
            period: figure.period,
            measure: figure.measure,
            breakdown: &figure.breakdown,
            value: figure.value,
            as_of: figure.as_of,
            qualifier: figure.qualifier,
            status: figure.status,
            source: figure.source.as_ref(),
            known_on: *known_on,
            revision: *revision,
            filing: *revision,
        }
    }
}

impl Catalogue {
    /// The day from which the figures of a source could be known: the catalogue of today says when it was published; one
    /// that it does not know is known since it was filed.
    #[must_use]
    pub fn known_on(&self, source: &SourceId, filed_on: Date) -> Date {
        self.source(source).map_or(filed_on, |source| source.published_on)
    }
}

impl Observed<'_> {
    /// The same with codes of its own.
    #[must_use]
    pub fn to_observation(self) -> Observation {
        Observation {
            figure: Figure {
                indicator: self.indicator.clone(),
                organization: self.organization.clone(),
                period: self.period,
                measure: self.measure,
                breakdown: self.breakdown.clone(),
                value: self.value,
                as_of: self.as_of,
                qualifier: self.qualifier,
                status: self.status,
                source: self.source.cloned(),
            },
            known_on: self.known_on,
            revision: self.revision,
        }
    }
}
