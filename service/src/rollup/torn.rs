//! Sums over periods that need not be tried, since it is certain that they come to nothing: a city's year would try each of
//! its quarters and months with all wards.

use super::cell::{Cell, Found};
use super::resolve::Resolver;
use crate::domain::{Kind, Organization, OrganizationCode, Period, PeriodKind};

/// Children that are looked at; one mostly is enough.
const FEW: usize = 8;

impl<'a> Resolver<'a> {
    /// Whether no periods can add up to the cell: a child told nothing of a month of it, nor did the organization itself of
    /// the whole year. Whatever tiles the period has a part with that month, down to the month itself, and of each the child
    /// is missing. `children` is what the sum over the children came to.
    pub(super) fn is_torn(self, cell: Cell<'a>, children: Option<&Found>) -> bool {
        let catalogue = self.cube.catalogue();
        if !matches!(cell.indicator.kind, Kind::Flow | Kind::Ratio)
            || cell.period.kind() == PeriodKind::Term
            // Of what a form does not ask nobody is missing.
            || catalogue.is_asked(&cell.indicator.code)
            || self.told_of(cell) != 0
        {
            return false;
        }
        let tears = |code: &OrganizationCode| {
            let Some(one) = catalogue.organization(code).filter(|one| stays_below(one, cell)) else {
                return false;
            };
            catalogue.is_leaf(&one.code) && {
                let told = self.told_of(cell.below(self.cube, &one.code));
                months(cell.period).any(|(at, month)| {
                    told & 1 << at == 0
                        && one.parent_within(month.start(), month.end()).is_some()
                        && self.exists(cell.of_period(month))
                })
            }
        };
        match children {
            Some(found) => found.missing.iter().take(FEW).any(tears),
            None => self.children(cell).iter().take(FEW).any(|one| tears(&one.code)),
        }
    }

    /// Of which months of the cell's year its own figures tell, alone or with others: the first in the lowest bit.
    fn told_of(self, cell: Cell<'a>) -> u16 {
        let (first, mut told) = (first_of_year(cell.period), 0);
        for at in self.standing_within(cell.of_period(year(cell.period))) {
            let months = self.cube.period(at).ordinal();
            let (from, to) = ((months >> 12) - first, (months & 0xfff) - first);
            told |= (from..=to).fold(0, |all, month| all | 1 << month);
        }
        told
    }
}

/// Whether an organization stood below that of the cell and nowhere else as long as it was there.
fn stays_below(one: &Organization, cell: Cell<'_>) -> bool {
    matches!(&one.placements[..], [only] if only.parent.as_ref() == Some(cell.organization))
}

/// The first month of a period's first year, as ordinals count months.
fn first_of_year(period: Period) -> u32 {
    let first = period.ordinal() >> 12;
    first - first % 12
}

/// The year that a period of a year at most lies in.
pub(super) fn year(period: Period) -> Period {
    let first = first_of_year(period);
    Period::of_ordinal(first << 12 | (first + 11))
}

/// The months of a period of a year at most, with their places in the year.
pub(super) fn months(period: Period) -> impl Iterator<Item = (u32, Period)> {
    let (first, last) = (period.ordinal() >> 12, period.ordinal() & 0xfff);
    let january = first_of_year(period);
    (first..=last).map(move |month| (month - january, Period::of_ordinal(month << 12 | month)))
}
