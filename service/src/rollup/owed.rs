//! What an organization owes of what runs up: whoever told of April last is behind once the form of June has closed, or, where
//! no form asks it, once another period as long as those that it tells of is over.

use super::cell::{Cell, Found};
use super::flows::{in_month_of, late, newest};
use super::resolve::Resolver;
use crate::cube::{At, Standing};
use crate::domain::{Date, Kind, Measure, Organization, Period, PeriodKind};

impl<'a> Resolver<'a> {
    /// An organization's own number; of what runs up with the months that it should have told of since.
    pub(super) fn in_its_time(self, cell: Cell<'a>, found: Found) -> Found {
        if !has_dues(cell) || found.units.is_none() {
            return found;
        }
        let told = newest(self.cube, &found);
        match told.and_then(|told| Some((told, self.behind_since(cell, told)?))) {
            Some((told, owed)) => late(self.cube, cell.organization, found, told, owed),
            None => found,
        }
    }

    /// The first month, counted from the year 0, from which on whoever has told of it owes nothing more of the cell; `None`
    /// where nothing is owed at all.
    pub(super) fn owed_up_to(self, cell: Cell<'_>) -> Option<i32> {
        if !has_dues(cell) {
            return None;
        }
        let seen = self.last_day(cell.period);
        let month = i32::from(seen.year()) * 12 + i32::from(seen.month()) - 1;
        let is_over = seen.day() == seen.days_in_month();
        // A form may close a month before its end.
        let asking = || self.cube.catalogue().asking(&cell.indicator.code);
        let closes_early = || asking().any(|(form, _)| form.closing_day.is_some());
        Some(if is_over || closes_early() { month } else { month - 1 })
    }

    /// Whether a row may leave something owed, where nothing is owed by who told of `up_to`.
    pub(super) fn may_be_behind(self, one: &Standing, up_to: Option<i32>) -> bool {
        let end = (one.ordinal & 0xfff) as i32 + MONTH_0;
        up_to.is_some_and(|month| (self.cube.runs_to(one) >> 5).min(end) < month)
    }

    /// The last day of what an organization owes that has told of a cell up to this day, if it owes any more.
    fn behind_since(self, cell: Cell<'a>, told: Date) -> Option<Date> {
        let catalogue = self.cube.catalogue();
        let one = catalogue.organization(cell.organization)?;
        let seen = self.last_day(cell.period);
        if told >= seen || in_month_of(told, seen) {
            return None;
        }
        let asked = (&cell.indicator.code, cell.breakdown, cell.measure);
        let due = match catalogue.asks_kind(asked, one.kind, cell.period) {
            Some(forms) => forms.closed(one, seen),
            None => self.of_its_own_way(cell, one, seen),
        };
        let last = due.iter().map(|period| period.end()).max()?;
        let is_there = |at: &At| due.iter().any(|one| one.end() == last && *one == self.cube.period(*at));
        let is_told =
            told >= last || in_month_of(told, last) || self.standing_within(cell).iter().any(is_there);
        (!is_told).then_some(last)
    }

    /// The periods within the cell's that an organization would have told of by this day had it gone on as in the rest of the
    /// year: all as long as the shortest of those that it told of.
    fn of_its_own_way(self, cell: Cell<'a>, one: &Organization, seen: Date) -> Vec<Period> {
        let year = cell.period.its_year();
        let told = self.standing_within(cell.of_period(year));
        // Nine months come after a half year and before a year, as quarters do.
        let length = |at: &At| match self.cube.period(*at).kind() {
            PeriodKind::NineMonths => PeriodKind::Quarter,
            kind => kind,
        };
        let Some(shortest) = told.iter().map(length).min() else { return Vec::new() };
        let is_due = |period: &Period| {
            let end = period.end();
            period.kind() == shortest && end <= seen && one.exists_on(end)
        };
        cell.period.and_within().filter(is_due).collect()
    }
}

/// Whether months are owed of the cell at all: of what has run up in a year.
fn has_dues(cell: Cell<'_>) -> bool {
    cell.indicator.kind == Kind::Cumulative
        && cell.measure == Measure::Actual
        && cell.period.kind() != PeriodKind::Term
}

/// January 1900, from which on ordinals count months, counted from the year 0.
const MONTH_0: i32 = 1900 * 12;
