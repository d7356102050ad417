//! What had run up with those whom an organization came after: its own year to date goes on from there.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::domain::{
    Breakdown, Catalogue, Date, Figure, Indicator, IndicatorCode, Kind, Measure, OrganizationCode, Period,
    PeriodKind, Untaken, Weight, shares,
};
use crate::intake::history::Wants;
use crate::intake::series::{Point, untaken};
use crate::intake::terms::Rules;

/// The places of the filed cumulatives of each indicator and organization, where anybody came after anybody at all.
pub(super) type Subjects<'f> = HashMap<(&'f IndicatorCode, &'f OrganizationCode), &'f [usize]>;

/// Those of these subjects.
pub(super) fn subjects<'f>(
    figures: &'f [Figure],
    subjects: &'f [Vec<usize>],
    catalogue: &Catalogue,
) -> Subjects<'f> {
    if catalogue.lineage().is_empty() {
        return Subjects::new();
    }
    let runs_up = |figure: &&Figure| {
        catalogue.indicator(&figure.indicator).is_some_and(|one| one.kind == Kind::Cumulative)
    };
    let of_one = subjects.iter().filter_map(|places| {
        let first = figures.get(*places.first()?).filter(runs_up)?;
        Some(((&first.indicator, &first.organization), places.as_slice()))
    });
    of_one.collect()
}

/// What is known and filed of those before one organization, looked up once for each of them.
pub(super) struct Forebears<'a> {
    pub rules: Rules<'a>,
    pub indicator: &'a Indicator,
    pub organization: &'a OrganizationCode,
    pub figures: &'a [Figure],
    pub subjects: &'a Subjects<'a>,
    pub wanted: &'a Wants<'a>,
    pub found: RefCell<HashMap<&'a OrganizationCode, Vec<Untaken<'a>>>>,
}

/// What came to an organization in the year.
pub(super) struct Inheritance {
    pub units: i64,
    /// Whose reports it is made of.
    pub from: Vec<OrganizationCode>,
}

impl<'a> Forebears<'a> {
    /// The last day in the period's year and up to this one on which figures came to the organization.
    pub fn came(&self, period: Period, until: Date) -> Option<Date> {
        let origins = self.rules.catalogue.lineage().origins(self.organization, first(period), until);
        origins.map(|(on, _)| on)
    }

    /// What had run up in the period's year when figures last came to the organization, up to this day; `None` where
    /// nobody told of any. Of those who did not tell there is nothing in it.
    pub fn inheritance(&self, period: Period, breakdown: &Breakdown, on: Date) -> Option<Inheritance> {
        let mut from = Vec::new();
        let units = self.carried(self.organization, (period, breakdown), on, &mut from)?;
        from.sort_unstable();
        from.dedup();
        Some(Inheritance { units, from })
    }

    /// What an organization had when figures came to it on a day.
    fn carried(
        &self,
        code: &'a OrganizationCode,
        cell: (Period, &Breakdown),
        on: Date,
        from: &mut Vec<OrganizationCode>,
    ) -> Option<i64> {
        let lineage = self.rules.catalogue.lineage();
        let before = on.yesterday().ok()?;
        let (_, rows) = lineage.origins(code, before, on)?;
        let mut parts = Vec::new();
        for row in rows {
            let Some(whole) = self.had(&row.from, cell, before, from) else { continue };
            let event = lineage.event(&row.from, on);
            let weights: Vec<Weight> = event.iter().map(|one| one.weight).collect();
            let at = event.iter().position(|one| one.to == row.to)?;
            parts.push(*shares(whole, &weights).get(at)?);
        }
        if lineage.event(code, on).is_empty() {
            parts.extend(self.had(code, cell, before, from));
        }
        let mut parts = parts.into_iter();
        let first = parts.next()?;
        parts.try_fold(first, i64::checked_add)
    }

    /// What had run up with an organization at the end of a day: its own last report, else what came to it.
    fn had(
        &self,
        code: &'a OrganizationCode,
        cell: (Period, &Breakdown),
        until: Date,
        from: &mut Vec<OrganizationCode>,
    ) -> Option<i64> {
        let own = self.last(code, cell, until);
        let came = self.rules.catalogue.lineage().origins(code, first(cell.0), until).map(|(on, _)| on);
        match (own, came) {
            (Some((day, units)), came) if came.is_none_or(|on| on <= day) => {
                from.push(code.clone());
                Some(units)
            }
            (_, came) => self.carried(code, cell, came?, from),
        }
    }

    /// The last exact report of an organization in the period's year, of data up to a day.
    pub(super) fn last(
        &self,
        code: &'a OrganizationCode,
        cell: (Period, &Breakdown),
        until: Date,
    ) -> Option<(Date, i64)> {
        let mut found = self.found.borrow_mut();
        let reports = found.entry(code).or_insert_with(|| self.reports(code));
        let of_cell = reports
            .iter()
            .filter(|one| one.as_of <= until && one.breakdown == cell.1 && is_same_run(one.period, cell.0));
        let exact = of_cell.filter(|one| one.qualifier.is_none());
        // Of several for one day the last, which is what is filed now.
        exact.filter_map(|one| Some((one.as_of, one.value?))).max_by_key(|(day, _)| *day)
    }

    /// The first exact figure of the organization within some days of the run of a point, as it was known before this filing: what
    /// is filed with it is held against it by itself.
    pub(super) fn first_since(
        &self,
        point: &Point,
        breakdown: &Breakdown,
        (from, until): (Date, Date),
    ) -> Option<(Date, i64)> {
        let is_since = |one: &Untaken<'_>| {
            one.measure == Measure::Actual
                && one.breakdown == breakdown
                && is_same_run(one.period, point.period)
                && from <= one.as_of
                && one.as_of <= until
        };
        let filed =
            self.subjects.get(&(&self.indicator.code, self.organization)).copied().unwrap_or_default();
        if filed.iter().any(|at| is_since(&untaken(&self.figures[*at]))) {
            return None;
        }
        let reports = self.reports(self.organization);
        let since = reports.iter().filter(|one| is_since(one) && one.qualifier.is_none());
        // Of several for one day the last.
        let told = since.filter_map(|one| Some((one.as_of, one.value?)));
        told.fold(None, |first, one| match first {
            Some((day, _)) if day < one.0 => first,
            _ => Some(one),
        })
    }

    fn reports(&self, code: &'a OrganizationCode) -> Vec<Untaken<'a>> {
        let mut reports = Vec::new();
        self.rules.history.of(&self.indicator.code, code, self.wanted, &mut reports);
        let places = self.subjects.get(&(&self.indicator.code, code)).copied().unwrap_or_default();
        reports.extend(places.iter().map(|at| &self.figures[*at]).map(untaken));
        reports.retain(|one| one.measure == Measure::Actual);
        reports
    }
}

/// A cumulative begins anew each year; that of a term runs through it.
pub(super) fn is_same_run(one: Period, other: Period) -> bool {
    if one.kind() == PeriodKind::Term || other.kind() == PeriodKind::Term {
        return one == other;
    }
    one.first_year() == other.first_year()
}

/// The first day of what runs up to a period's end; who came on it began with nothing.
fn first(period: Period) -> Date {
    period.its_year().start()
}
