//! Which forms were filed: written with the filing, for whom and when.

use std::collections::HashSet;

use super::contents::text;
use super::{Reading, StoreError, Writing};
use crate::domain::{
    Breakdown, Catalogue, Date, Figure, Filled, Form, FormCell, FormCode, Forms, IndicatorCode, Measure,
    OrganizationCode, Period, Received, Revision, Status, day,
};

/// Whether a filing did not go back to who filed it.
const NOT_RETURNED: &str = "coalesce((select kind from event where id = (select max(id) from event
    where about = received.revision and kind in ('accepted', 'returned'))), '') <> 'returned'";

impl Writing<'_> {
    /// Notes what a filing that was just kept fills in.
    ///
    /// # Errors
    /// When the store fails; likewise below.
    pub fn receive(
        &self,
        revision: Revision,
        filed_on: Date,
        filled: &[Filled<'_>],
    ) -> Result<(), StoreError> {
        let mut insert = self.transaction.prepare_cached(
            "insert or ignore into received (form, period, organization, revision, filed_on, cells, complete)
             values (?, ?, ?, ?, ?, ?, ?)",
        )?;
        for one in filled {
            let complete = self.is_complete(one, revision)?;
            insert.execute((
                one.form.code.as_str(),
                one.period.to_string(),
                one.organization.as_str(),
                revision.0,
                filed_on.to_string(),
                one.cells,
                complete,
            ))?;
        }
        Ok(())
    }

    /// Whether what was received before fills in what a filing leaves open.
    fn is_complete(&self, filled: &Filled<'_>, revision: Revision) -> Result<bool, StoreError> {
        let mut open: HashSet<&FormCell> = filled.open.iter().copied().collect();
        if open.is_empty() {
            return Ok(true);
        }
        let (organization, period) = (filled.organization.as_str(), filled.period.to_string());
        let mut earlier = self.transaction.prepare_cached(&format!(
            "select revision from received where form = ? and period = ? and organization = ? and revision < ?
             and {NOT_RETURNED}"
        ))?;
        let earlier = earlier
            .query_map((filled.form.code.as_str(), &period, organization, revision.0), |row| row.get(0))?
            .collect::<Result<Vec<u64>, _>>()?;
        let mut has = self.transaction.prepare_cached(
            "select exists (select 1 from figure join mark on mark.id = figure.mark
             where revision = ?
             and indicator = (select id from indicator_code where code = ?)
             and organization = (select id from organization_code where code = ?)
             and period = (select id from period_code where code = ?)
             and breakdown = (select id from breakdown_code where code = ?)
             and measure = ? and mark.status <> ?)",
        )?;
        for before in earlier {
            let mut filled = Vec::new();
            for cell in &open {
                let (indicator, breakdown) = (cell.indicator.as_str(), cell.breakdown.to_string());
                let measure = cell.measure as u8;
                let none = Status::NotReported.as_str();
                let key = (before, indicator, organization, &period, breakdown, measure, none);
                if has.query_row(key, |row| row.get(0))? {
                    filled.push(*cell);
                }
            }
            filled.iter().for_each(|cell| {
                open.remove(cell);
            });
            if open.is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
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
        let indicators = self.numbers_of(forms.indicators())?;
        let mut filings =
            self.transaction.prepare("select revision, filed_on from filing order by revision")?;
        let mut rows = filings.query(())?;
        while let Some(row) = rows.next()? {
            let (revision, filed_on) = (Revision(row.get(0)?), day(text(row, 1)?)?);
            let mut figures = Vec::new();
            for (number, indicator) in &indicators {
                self.of_indicator(revision, *number, indicator, &mut figures)?;
            }
            self.receive(revision, filed_on, &forms.filled(&figures))?;
        }
        Ok(())
    }

    fn numbers_of<'i>(
        &self,
        codes: impl Iterator<Item = &'i IndicatorCode>,
    ) -> Result<Vec<(i64, &'i IndicatorCode)>, StoreError> {
        let mut find = self.transaction.prepare_cached("select id from indicator_code where code = ?")?;
        let mut found = Vec::new();
        for code in codes {
            let mut rows = find.query((code.as_str(),))?;
            if let Some(row) = rows.next()? {
                found.push((row.get(0)?, code));
            }
        }
        Ok(found)
    }

    /// The figures of an indicator in a filing, without what forms do not ask: values, days and sources.
    fn of_indicator(
        &self,
        revision: Revision,
        number: i64,
        indicator: &IndicatorCode,
        figures: &mut Vec<Figure>,
    ) -> Result<(), StoreError> {
        let mut select = self.transaction.prepare_cached(
            "select organization_code.code, period_code.code, breakdown_code.code, measure, mark.status from figure
             join organization_code on organization_code.id = figure.organization
             join period_code on period_code.id = figure.period
             join breakdown_code on breakdown_code.id = figure.breakdown
             join mark on mark.id = figure.mark
             where revision = ? and indicator = ?",
        )?;
        let mut rows = select.query((revision.0, number))?;
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
        Ok(())
    }
}

impl Reading<'_> {
    /// The filings that count for a form and a period, in the order of filing; not those that were sent back.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn received(&self, form: &FormCode, period: Period) -> Result<Vec<Received>, StoreError> {
        let mut select = self.transaction.prepare_cached(&format!(
            "select organization, revision, filed_on, cells, complete from received where form = ? and period = ?
             and {NOT_RETURNED} order by revision"
        ))?;
        let mut rows = select.query((form.as_str(), period.to_string()))?;
        let mut received = Vec::new();
        while let Some(row) = rows.next()? {
            received.push(Received {
                organization: OrganizationCode::parse(text(row, 0)?)?,
                revision: Revision(row.get(1)?),
                filed_on: day(text(row, 2)?)?,
                cells: row.get(3)?,
                complete: row.get(4)?,
            });
        }
        Ok(received)
    }
}
