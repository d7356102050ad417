//! Reading everything that is kept, for the cube.

use std::collections::HashMap;
use std::hash::Hash;

use rusqlite::{Connection, Row, Transaction};

use super::{StoreError, catalogue, newest};
use crate::domain::{
    Breakdown, Catalogue, Date, Figure, IndicatorCode, Invalid, Measure, Observation, OrganizationCode,
    Period, Qualifier, Revision, SourceId, Status, day,
};

/// All that is kept, as of one instant.
#[derive(Debug)]
pub struct Contents {
    /// The newest revision in it.
    pub revision: Revision,
    /// The newest catalogue.
    pub catalogue: Catalogue,
    /// Every figure of every filing, in the order of filing.
    pub observations: Vec<Observation>,
}

pub(super) fn read(transaction: &Transaction<'_>) -> Result<Contents, StoreError> {
    let revision = newest(transaction)?;
    let catalogue = catalogue::read(transaction)?;
    let observations = observations(transaction, &catalogue)?;
    Ok(Contents { revision, catalogue, observations })
}

fn observations(connection: &Connection, catalogue: &Catalogue) -> Result<Vec<Observation>, StoreError> {
    let mut codes = Codes::default();
    let mut observations = Vec::new();
    let mut select = connection.prepare_cached(
        "select figure.revision, filing.filed_on, indicator, organization, period, measure, breakdown, value, as_of,
         qualifier, status, source
         from filing join figure on figure.revision = filing.revision order by figure.revision, line",
    )?;
    let mut rows = select.query(())?;
    while let Some(row) = rows.next()? {
        let revision = Revision(row.get(0)?);
        let filed_on = codes.days.read(text(row, 1)?, day)?;
        let source = match optional(row, 11)? {
            Some(id) => codes.sources.read(id, SourceId::parse)?,
            None => codes.filing(revision),
        };
        // The catalogue of today says when a source was published; one it does not know is known since it was filed.
        let known_on = catalogue.source(&source).map_or(filed_on, |source| source.published_on);
        let figure = Figure {
            indicator: codes.indicators.read(text(row, 2)?, IndicatorCode::parse)?,
            organization: codes.organizations.read(text(row, 3)?, OrganizationCode::parse)?,
            period: codes.periods.read(text(row, 4)?, Period::parse)?,
            measure: Measure::parse(text(row, 5)?)?,
            breakdown: codes.breakdowns.read(text(row, 6)?, Breakdown::parse)?,
            value: row.get(7)?,
            as_of: optional(row, 8)?.map(|text| codes.days.read(text, day)).transpose()?,
            qualifier: optional(row, 9)?.map(Qualifier::parse).transpose()?,
            status: Status::parse(text(row, 10)?)?,
            source: Some(source),
        };
        observations.push(Observation { figure, known_on, revision });
    }
    Ok(observations)
}

/// Each code is parsed once and then shared: a million figures have some hundred different ones.
#[derive(Default)]
struct Codes {
    indicators: Seen<IndicatorCode>,
    organizations: Seen<OrganizationCode>,
    periods: Seen<Period>,
    breakdowns: Seen<Breakdown>,
    days: Seen<Date>,
    sources: Seen<SourceId>,
    filing: Option<(Revision, SourceId)>,
}

impl Codes {
    fn filing(&mut self, revision: Revision) -> SourceId {
        match &self.filing {
            Some((last, source)) if *last == revision => source.clone(),
            _ => {
                let source = SourceId::of_filing(revision);
                self.filing = Some((revision, source.clone()));
                source
            }
        }
    }
}

struct Seen<T>(HashMap<String, T>);

impl<T> Default for Seen<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T: Clone + Hash + Eq> Seen<T> {
    fn read(&mut self, text: &str, parse: fn(&str) -> Result<T, Invalid>) -> Result<T, Invalid> {
        if let Some(seen) = self.0.get(text) {
            return Ok(seen.clone());
        }
        let read = parse(text)?;
        self.0.insert(text.to_owned(), read.clone());
        Ok(read)
    }
}

pub(super) fn text<'r>(row: &'r Row<'_>, at: usize) -> Result<&'r str, StoreError> {
    Ok(row.get_ref(at)?.as_str().map_err(rusqlite::Error::from)?)
}

pub(super) fn optional<'r>(row: &'r Row<'_>, at: usize) -> Result<Option<&'r str>, StoreError> {
    Ok(row.get_ref(at)?.as_str_or_null().map_err(rusqlite::Error::from)?)
}
