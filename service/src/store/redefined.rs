//! What each catalogue that was loaded says otherwise than the one before.

use super::{Reading, StoreError, catalogue};
use crate::domain::{CatalogueParts, Redefined, Revision, redefined};

impl Reading<'_> {
    /// Of every catalogue after this revision, in the order in which they were loaded.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn redefined(&self, since: Revision) -> Result<Vec<Vec<Redefined>>, StoreError> {
        let mut select = self
            .transaction
            .prepare_cached("select id from revision where kind = 'catalogue' and id > ? order by id")?;
        let newer: Vec<u64> = select.query_map((since.0,), |row| row.get(0))?.collect::<Result<_, _>>()?;
        let read = |revision: Revision| catalogue::definitions(&self.transaction, revision);
        let mut before = match (since, newer.first()) {
            (Revision(0), _) | (_, None) => CatalogueParts::default(),
            (since, _) => read(since)?,
        };
        let mut told = Vec::new();
        for revision in newer {
            let now = read(Revision(revision))?;
            told.push(redefined(&before, &now));
            before = now;
        }
        Ok(told)
    }
}
