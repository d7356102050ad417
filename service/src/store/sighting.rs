//! On which pages charts are seen. Not figures: counts that grow in place and are dropped after a year.

use super::columns::text;
use super::{Reading, StoreError, Writing};
use crate::domain::{Date, Sighting, Slug, day};

impl Writing<'_> {
    /// Adds what was seen to what was seen before, and drops what was seen before a day.
    ///
    /// # Errors
    /// When the store fails.
    pub fn seen(&self, seen: &[Sighting], until: Date) -> Result<(), StoreError> {
        let mut add = self.transaction.prepare_cached(
            "insert into sighting (day, slug, host, count) values (?, ?, ?, ?)
             on conflict do update set count = count + excluded.count",
        )?;
        for one in seen {
            add.execute((one.day.to_string(), one.slug.as_str(), &one.host, one.count))?;
        }
        self.transaction
            .prepare_cached("delete from sighting where day < ?")?
            .execute((until.to_string(),))?;
        Ok(())
    }
}

impl Reading<'_> {
    /// What was seen since a day, the newest day first.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn sightings(&self, since: Date) -> Result<Vec<Sighting>, StoreError> {
        let mut select = self.transaction.prepare_cached(
            "select day, slug, host, count from sighting where day >= ? order by day desc, count desc, host",
        )?;
        let mut rows = select.query((since.to_string(),))?;
        let mut sightings = Vec::new();
        while let Some(row) = rows.next()? {
            sightings.push(Sighting {
                day: day(text(row, 0)?)?,
                slug: Slug::parse(text(row, 1)?)?,
                host: text(row, 2)?.to_owned(),
                count: row.get(3)?,
            });
        }
        Ok(sightings)
    }
}
