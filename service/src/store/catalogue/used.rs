//! Which codes figures use: those a catalogue may not drop.

use std::collections::BTreeSet;

use rusqlite::Connection;

use crate::domain::{Breakdown, IndicatorCode, Invalid, OrganizationCode, SourceId, Used};
use crate::store::columns::text;
use crate::store::{StoreError, Writing};

impl Writing<'_> {
    /// The codes that figures of any revision use.
    ///
    /// # Errors
    /// When the store fails.
    pub fn used(&self) -> Result<Used, StoreError> {
        let mut used = Used::default();
        let mut select = self.transaction.prepare(
            "select indicator_code.code, breakdown_code.code
             from (select distinct indicator, breakdown from figure) as pair
             join indicator_code on indicator_code.id = pair.indicator
             join breakdown_code on breakdown_code.id = pair.breakdown",
        )?;
        let mut rows = select.query(())?;
        while let Some(row) = rows.next()? {
            let indicator = IndicatorCode::parse(text(row, 0)?)?;
            used.indicators.insert((indicator, Breakdown::parse(text(row, 1)?)?));
        }
        used.organizations = codes(&self.transaction, "organization_code", OrganizationCode::parse)?;
        used.sources = codes(&self.transaction, "source_code", SourceId::parse)?;
        Ok(used)
    }
}

/// A dictionary of codes: all of them are used.
fn codes<T: Ord>(
    connection: &Connection,
    table: &str,
    parse: fn(&str) -> Result<T, Invalid>,
) -> Result<BTreeSet<T>, StoreError> {
    let mut select = connection.prepare(&format!("select code from {table}"))?;
    let mut rows = select.query(())?;
    let mut codes = BTreeSet::new();
    while let Some(row) = rows.next()? {
        codes.insert(parse(text(row, 0)?)?);
    }
    Ok(codes)
}
