//! Which forms were filed, and how far: which filings fill one in is noted with them; what of it counts is read anew.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;

use super::columns::{optional, text};
use super::release::{LAST_DECISION, of_last};
use super::{Reading, StoreError, Writing};
use crate::domain::{
    Breakdown, Catalogue, Figure, Filled, Form, FormCell, Forms, IndicatorCode, Measure, OrganizationCode,
    Period, Received, Revision, Stage, Status, day,
};

impl Writing<'_> {
    /// Notes what a filing that was just kept fills in.
    ///
    /// # Errors
    /// When the store fails; likewise below.
    pub fn receive(&self, revision: Revision, filled: &[Filled<'_>]) -> Result<(), StoreError> {
        let mut insert = self.transaction.prepare_cached(
            "insert or ignore into received (form, period, organization, revision) values (?, ?, ?, ?)",
        )?;
        for one in filled {
            let (form, organization) = (one.form.as_str(), one.organization.as_str());
            insert.execute((form, one.period.to_string(), organization, revision.0))?;
        }
        Ok(())
    }

    /// Notes what all filings so far fill in of these forms, which their catalogue has just brought; what was noted when
    /// they were filed stays as it is.
    ///
    /// # Errors
    /// When the store fails.
    pub fn receive_earlier<'c>(
        &self,
        catalogue: &'c Catalogue,
        forms: impl IntoIterator<Item = &'c Form>,
    ) -> Result<(), StoreError> {
        let forms = Forms::new(catalogue, forms);
        let mut filings = self.transaction.prepare("select revision from filing order by revision")?;
        let mut rows = filings.query(())?;
        while let Some(row) = rows.next()? {
            let revision = Revision(row.get(0)?);
            let figures = of_forms(&self.transaction, revision, &forms)?;
            self.receive(revision, &forms.filled(&figures))?;
        }
        Ok(())
    }
}

/// The figures of a filing that any of these forms may ask for, without what forms do not ask: values, days and sources.
pub(super) fn of_forms(
    connection: &Connection,
    revision: Revision,
    forms: &Forms<'_>,
) -> Result<Vec<Figure>, StoreError> {
    let mut select = connection.prepare_cached(
        "select organization_code.code, period_code.code, breakdown_code.code, measure, mark.status from figure
         join organization_code on organization_code.id = figure.organization
         join period_code on period_code.id = figure.period
         join breakdown_code on breakdown_code.id = figure.breakdown
         join mark on mark.id = figure.mark
         where revision = ? and indicator = (select id from indicator_code where code = ?)",
    )?;
    let mut figures = Vec::new();
    for indicator in forms.indicators() {
        let mut rows = select.query((revision.0, indicator.as_str()))?;
        while let Some(row) = rows.next()? {
            figures.push(Figure {
                indicator: indicator.clone(),
                organization: OrganizationCode::parse(text(row, 0)?)?,
                period: Period::parse(text(row, 1)?)?,
                breakdown: Breakdown::parse(text(row, 2)?)?,
                measure: Measure::ALL.get(row.get::<_, usize>(3)?).copied().unwrap_or(Measure::Actual),
                status: Status::parse(text(row, 4)?)?,
                value: None,
                as_of: None,
                qualifier: None,
                source: None,
            });
        }
    }
    Ok(figures)
}

impl Reading<'_> {
    /// The filings that count for a form and a period at an instant, in the order of filing. Not those that were sent back;
    /// of one that was rolled back nothing is filled in, for itself or for those after it.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn received(
        &self,
        catalogue: &Catalogue,
        form: &Form,
        period: Period,
        now: i64,
    ) -> Result<Vec<Received>, StoreError> {
        let cells = form.cells(catalogue);
        let mut select = self.transaction.prepare_cached(&format!(
            "select received.organization, filing.revision, filed_on, ({LAST_DECISION})
             from received join filing on filing.revision = received.revision
             where form = ?2 and period = ?3 order by filing.revision"
        ))?;
        let mut rows = select.query((now, form.code.as_str(), period.to_string()))?;
        let mut received = Vec::new();
        // The cells that are filled in so far.
        let mut filled: HashMap<OrganizationCode, HashSet<usize>> = HashMap::new();
        while let Some(row) = rows.next()? {
            let organization = OrganizationCode::parse(text(row, 0)?)?;
            let revision = Revision(row.get(1)?);
            let stage = of_last(optional(row, 3)?);
            if stage == Stage::Returned {
                continue;
            }
            let own = self.filled_in(revision, &organization, period, &cells)?;
            let count = own.len();
            let counts = stage != Stage::RolledBack;
            let so_far = filled.entry(organization.clone()).or_default();
            if counts {
                so_far.extend(own);
            }
            let is_open = |(place, cell): (usize, &FormCell)| cell.required && !so_far.contains(&place);
            received.push(Received {
                organization,
                revision,
                filed_on: day(text(row, 2)?)?,
                cells: count,
                complete: counts && !cells.iter().enumerate().any(is_open),
            });
        }
        Ok(received)
    }

    /// The places of the cells for which a filing has figures of an organization and a period.
    fn filled_in(
        &self,
        revision: Revision,
        organization: &OrganizationCode,
        period: Period,
        cells: &[FormCell],
    ) -> Result<HashSet<usize>, StoreError> {
        let mut select = self.transaction.prepare_cached(
            "select breakdown_code.code, measure from figure
             join breakdown_code on breakdown_code.id = figure.breakdown
             join mark on mark.id = figure.mark
             where revision = ?
             and indicator = (select id from indicator_code where code = ?)
             and organization = (select id from organization_code where code = ?)
             and period = (select id from period_code where code = ?)
             and mark.status <> ?",
        )?;
        let mut of_indicators: HashMap<&IndicatorCode, HashSet<(Breakdown, usize)>> = HashMap::new();
        let (period, none) = (period.to_string(), Status::NotReported.as_str());
        let mut filled = HashSet::new();
        for (place, cell) in cells.iter().enumerate() {
            if !of_indicators.contains_key(&cell.indicator) {
                let key = (revision.0, cell.indicator.as_str(), organization.as_str(), &period, none);
                let mut rows = select.query(key)?;
                let mut there = HashSet::new();
                while let Some(row) = rows.next()? {
                    there.insert((Breakdown::parse(text(row, 0)?)?, row.get(1)?));
                }
                of_indicators.insert(&cell.indicator, there);
            }
            let there = of_indicators.get(&cell.indicator);
            if there.is_some_and(|there| there.contains(&(cell.breakdown.clone(), cell.measure as usize))) {
                filled.insert(place);
            }
        }
        Ok(filled)
    }
}
