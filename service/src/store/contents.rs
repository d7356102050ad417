//! Reading what is kept, for the cube: figure by figure, as memory will hold them.

use rusqlite::{Connection, Row, Transaction};

use super::{StoreError, catalogue, newest};
#[cfg(test)]
use crate::domain::Observation;
use crate::domain::{
    Breakdown, Catalogue, Date, IndicatorCode, Invalid, Measure, Observed, OrganizationCode, Period,
    Qualifier, Revision, SourceId, Status, day,
};

/// A look at all that is kept, as of one instant.
#[derive(Debug)]
pub struct Reading<'a> {
    pub(super) transaction: Transaction<'a>,
}

impl Reading<'_> {
    /// The newest revision.
    ///
    /// # Errors
    /// When it cannot be read; likewise below.
    pub fn revision(&self) -> Result<Revision, StoreError> {
        newest(&self.transaction)
    }

    /// The newest catalogue, if it is newer than this revision.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn catalogue(&self, since: Revision) -> Result<Option<Catalogue>, StoreError> {
        let is_newer = catalogue::newest(&self.transaction)? > since;
        is_newer.then(|| catalogue::read(&self.transaction)).transpose()
    }

    /// Hands over every figure that was filed after this revision: filing by filing, in each those of an indicator and an
    /// organization together.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn observations(
        &self,
        since: Revision,
        catalogue: &Catalogue,
        mut each: impl FnMut(Observed<'_>),
    ) -> Result<(), StoreError> {
        let words = Words::read(&self.transaction, catalogue)?;
        let mut filing: Option<OfFiling> = None;
        let mut select = self.transaction.prepare_cached(
            "select revision, indicator, organization, period, breakdown, measure, value, mark from figure
             where revision > ? order by revision, indicator, organization, period, breakdown, measure, line",
        )?;
        let mut rows = select.query((since.0,))?;
        while let Some(row) = rows.next()? {
            let revision = Revision(row.get(0)?);
            let of = match &mut filing {
                Some(filing) if filing.revision == revision => filing,
                _ => filing.insert(OfFiling::read(&self.transaction, revision, catalogue)?),
            };
            let mark = words.marks.at(row, 7)?;
            let (source, known_on) = match mark.source {
                None => (&of.source, of.known_on),
                Some(number) => {
                    let (source, published_on) = words.sources.get(number).ok_or_else(|| gone("source"))?;
                    (source, published_on.unwrap_or(of.filed_on))
                }
            };
            each(Observed {
                indicator: words.indicators.at(row, 1)?,
                organization: words.organizations.at(row, 2)?,
                period: *words.periods.at(row, 3)?,
                breakdown: words.breakdowns.at(row, 4)?,
                measure: *Measure::ALL.get(row.get::<_, usize>(5)?).ok_or_else(|| gone("measure"))?,
                value: row.get(6)?,
                as_of: mark.as_of,
                qualifier: mark.qualifier,
                status: mark.status,
                source: Some(source),
                known_on,
                revision,
            });
        }
        Ok(())
    }
}

/// What goes for every figure of a filing.
struct OfFiling {
    revision: Revision,
    filed_on: Date,
    /// The filing as a source, and since when that is known.
    source: SourceId,
    known_on: Date,
}

impl OfFiling {
    fn read(connection: &Connection, revision: Revision, catalogue: &Catalogue) -> Result<Self, StoreError> {
        let mut select = connection.prepare_cached("select filed_on from filing where revision = ?")?;
        let filed_on: String = select.query_row((revision.0,), |row| row.get(0))?;
        let (filed_on, source) = (day(&filed_on)?, SourceId::of_filing(revision));
        Ok(Self { revision, filed_on, known_on: catalogue.known_on(&source, filed_on), source })
    }
}

/// The dictionaries, each code parsed once.
pub(super) struct Words {
    indicators: List<IndicatorCode>,
    organizations: List<OrganizationCode>,
    periods: List<Period>,
    breakdowns: List<Breakdown>,
    /// With the day of publication, where the catalogue knows it.
    sources: List<(SourceId, Option<Date>)>,
    marks: List<Mark>,
}

#[derive(Clone, Copy)]
struct Mark {
    status: Status,
    as_of: Option<Date>,
    qualifier: Option<Qualifier>,
    source: Option<usize>,
}

impl Words {
    pub(super) fn read(connection: &Connection, catalogue: &Catalogue) -> Result<Self, StoreError> {
        let mark = |row: &Row<'_>| {
            Ok(Mark {
                status: Status::parse(text(row, 1)?)?,
                as_of: optional(row, 2)?.map(day).transpose()?,
                qualifier: optional(row, 3)?.map(Qualifier::parse).transpose()?,
                source: row.get(4)?,
            })
        };
        Ok(Self {
            indicators: codes(connection, "indicator_code", IndicatorCode::parse)?,
            organizations: codes(connection, "organization_code", OrganizationCode::parse)?,
            periods: codes(connection, "period_code", Period::parse)?,
            breakdowns: codes(connection, "breakdown_code", Breakdown::parse)?,
            sources: List::read(connection, "select id, code from source_code", |row| {
                let id = SourceId::parse(text(row, 1)?)?;
                let published_on = catalogue.source(&id).map(|source| source.published_on);
                Ok((id, published_on))
            })?,
            marks: List::read(connection, "select id, status, as_of, qualifier, source from mark", mark)?,
        })
    }
}

fn codes<T>(
    connection: &Connection,
    table: &str,
    parse: fn(&str) -> Result<T, Invalid>,
) -> Result<List<T>, StoreError> {
    List::read(connection, &format!("select id, code from {table}"), |row| Ok(parse(text(row, 1)?)?))
}

/// Things by their numbers, which are counted from 1.
struct List<T>(Vec<Option<T>>);

impl<T> List<T> {
    fn read(
        connection: &Connection,
        sql: &str,
        read: impl Fn(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Self, StoreError> {
        let mut list = Vec::new();
        let mut select = connection.prepare(sql)?;
        let mut rows = select.query(())?;
        while let Some(row) = rows.next()? {
            let number: usize = row.get(0)?;
            if list.len() <= number {
                list.resize_with(number + 1, || None);
            }
            list[number] = Some(read(row)?);
        }
        Ok(Self(list))
    }

    fn get(&self, number: usize) -> Option<&T> {
        self.0.get(number)?.as_ref()
    }

    fn at(&self, row: &Row<'_>, column: usize) -> Result<&T, StoreError> {
        let number: usize = row.get(column)?;
        self.get(number).ok_or_else(|| gone("number"))
    }
}

/// A number that names nothing: foreign keys do not let one be written.
fn gone(what: &'static str) -> StoreError {
    StoreError::Unreadable(Invalid::new(what, "", "restore the file from a backup"))
}

pub(super) fn text<'r>(row: &'r Row<'_>, at: usize) -> Result<&'r str, StoreError> {
    Ok(row.get_ref(at)?.as_str().map_err(rusqlite::Error::from)?)
}

pub(super) fn optional<'r>(row: &'r Row<'_>, at: usize) -> Result<Option<&'r str>, StoreError> {
    Ok(row.get_ref(at)?.as_str_or_null().map_err(rusqlite::Error::from)?)
}

/// All that is kept, at once: for tests.
#[cfg(test)]
#[derive(Debug)]
pub(crate) struct Contents {
    pub revision: Revision,
    pub catalogue: Catalogue,
    pub observations: Vec<Observation>,
}

#[cfg(test)]
impl super::Store {
    pub(crate) fn contents(&self) -> Result<Contents, StoreError> {
        self.read(|reading| {
            let catalogue = reading.catalogue(Revision(0))?.unwrap_or_default();
            let mut observations = Vec::new();
            reading.observations(Revision(0), &catalogue, |one| observations.push(one.to_observation()))?;
            Ok(Contents { revision: reading.revision()?, catalogue, observations })
        })
    }
}
