//! Reading what is kept, for the cube: figure by figure, as memory will hold them.

use rusqlite::{Connection, Row, Transaction};

use super::columns::{optional, text};
use super::{StoreError, catalogue};
use crate::domain::{
    Breakdown, Catalogue, Date, IndicatorCode, Invalid, Measure, Observed, OrganizationCode, Period,
    Qualifier, Revision, Shown, SourceId, Status, day,
};
#[cfg(test)]
use crate::domain::{Observation, Timeline};

/// A look at all that is kept, as of one instant.
#[derive(Debug)]
pub struct Reading<'a> {
    pub(super) transaction: Transaction<'a>,
}

impl Reading<'_> {
    /// The newest catalogue, if it is newer than this revision.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn catalogue(&self, since: Revision) -> Result<Option<Catalogue>, StoreError> {
        let is_newer = catalogue::newest(&self.transaction)? > since;
        is_newer.then(|| catalogue::read(&self.transaction)).transpose()
    }

    /// The revision of the newest catalogue, as the store counts; 0 when there is none.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn newest_catalogue(&self) -> Result<Revision, StoreError> {
        catalogue::newest(&self.transaction)
    }

    /// Hands over every figure of these filings: filing by filing, in each those of an indicator and an organization
    /// together.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn observations(
        &self,
        filings: &[Shown],
        catalogue: &Catalogue,
        mut each: impl FnMut(Observed<'_>),
    ) -> Result<(), StoreError> {
        if filings.is_empty() {
            return Ok(());
        }
        let words = Words::read(&self.transaction, catalogue)?;
        let mut select = self.transaction.prepare_cached(
            "select indicator, organization, period, breakdown, measure, value, mark from figure
             where revision = ? order by indicator, organization, period, breakdown, measure, line",
        )?;
        for filing in filings {
            // A catalogue may date a filing as it does any source.
            let known_on = catalogue.known_on(&filing.source, filing.day);
            let mut rows = select.query((filing.filing.0,))?;
            while let Some(row) = rows.next()? {
                let mark = words.marks.at(row, 6)?;
                let (source, known_on) = match mark.source {
                    None => (&filing.source, known_on),
                    Some(number) => {
                        let (source, published_on) =
                            words.sources.get(number).ok_or_else(|| gone("source"))?;
                        (source, published_on.unwrap_or(filing.day))
                    }
                };
                each(Observed {
                    indicator: words.indicators.at(row, 0)?,
                    organization: words.organizations.at(row, 1)?,
                    period: *words.periods.at(row, 2)?,
                    breakdown: words.breakdowns.at(row, 3)?,
                    measure: *Measure::ALL.get(row.get::<_, usize>(4)?).ok_or_else(|| gone("measure"))?,
                    value: row.get(5)?,
                    as_of: mark.as_of,
                    qualifier: mark.qualifier,
                    status: mark.status,
                    source: Some(source),
                    known_on,
                    revision: filing.revision,
                    filing: filing.filing,
                });
            }
        }
        Ok(())
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
    /// What is public now.
    pub(crate) fn contents(&self) -> Result<Contents, StoreError> {
        self.read(|reading| {
            let catalogue = reading.catalogue(Revision(0))?.unwrap_or_default();
            let mut timeline = Timeline::default();
            reading.events(&mut timeline)?;
            let public = timeline.public(jiff::Timestamp::now().as_millisecond());
            let shown: Vec<Shown> = public.iter().flat_map(|one| one.shown()).collect();
            let mut observations = Vec::new();
            reading.observations(&shown, &catalogue, |one| observations.push(one.to_observation()))?;
            Ok(Contents { revision: Revision(public.len() as u64), catalogue, observations })
        })
    }
}
