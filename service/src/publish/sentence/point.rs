//! The one row that sentences speak of.

use super::Reason;
use crate::domain::{Breakdown, Indicator, OrganizationCode, Status};
use crate::rollup::{Report, Row};

/// A row, what it measures, and the rows of the same series.
pub(super) struct Point<'a> {
    pub report: &'a Report,
    pub row: &'a Row,
    pub indicator: &'a Indicator,
}

impl<'a> Point<'a> {
    /// The latest row with a number, of the total where there is one.
    pub(super) fn of(report: &'a Report, subject: Option<&OrganizationCode>) -> Result<Self, Reason> {
        let indicator = indicator(report)?;
        let organization = match subject {
            Some(code) => code,
            None => one(report.rows.iter().map(|row| &row.organization))
                .map_err(|()| Reason::ManyOrganizations)?,
        };
        let rows = || report.rows.iter().filter(|row| row.organization == *organization);
        let has_total = rows().any(|row| row.breakdown.is_total());
        let total = Breakdown::default();
        let breakdown = if has_total {
            &total
        } else {
            one(rows().map(|row| &row.breakdown)).map_err(|()| Reason::ManyParts)?
        };
        let rows = || rows().filter(|row| row.breakdown == *breakdown);
        let latest = rows().rfind(|row| row.actual.is_some());
        let row = latest
            .or_else(|| rows().rfind(|row| row.plan_rate.is_some()))
            .or_else(|| rows().rfind(|row| row.plan.is_some()));
        let row = row.ok_or_else(|| unsaid(rows().next_back()))?;
        Ok(Self { report, row, indicator })
    }

    /// Whether its period was not over when it was counted.
    pub(super) fn is_running(&self) -> bool {
        is_running(self.row)
    }
}

/// Why a row, the last of those asked for, has no number to say.
pub(super) fn unsaid(row: Option<&Row>) -> Reason {
    let is_hidden = row.is_some_and(|row| row.status == Status::Suppressed);
    if is_hidden { Reason::Confidential } else { Reason::NotReported }
}

/// Whether a row's period was not over when it was counted.
pub(super) fn is_running(row: &Row) -> bool {
    row.as_of.is_some_and(|day| day < row.period.end())
}

/// Whether nothing is missing of a row's number, which is stated exactly.
pub(super) fn is_whole(row: &Row) -> bool {
    row.qualifier.is_none() && row.coverage.reported >= row.coverage.expected && !is_running(row)
}

/// The only indicator of a report.
pub(super) fn indicator(report: &Report) -> Result<&Indicator, Reason> {
    let code = one(report.rows.iter().map(|row| &row.indicator)).map_err(|()| Reason::ManyIndicators)?;
    report.catalogue.indicator(code).ok_or(Reason::NotReported)
}

/// The one that all are, where they are one.
fn one<'a, T: PartialEq>(mut all: impl Iterator<Item = &'a T>) -> Result<&'a T, ()> {
    let first = all.next().ok_or(())?;
    if all.all(|other| other == first) { Ok(first) } else { Err(()) }
}
