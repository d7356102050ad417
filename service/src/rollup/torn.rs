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
            || self.may_be_excused(cell)
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
                        && self.was_there(cell.of_period(month), one)
                        && self.exists(cell.of_period(month))
                        && self.owes(cell.of_period(month), one)
                })
            }
        };
        match children {
            Some(found) => found.missing.iter().take(FEW).any(tears),
            None => self.children(cell).iter().take(FEW).any(|one| tears(&one.code)),
        }
    }

    /// Whether an organization that told nothing of the cell's period is missing of it, and of whatever the period is a part
    /// of: a form expects it for the period, or none asks for the indicator. Where one asks for longer periods only, it is
    /// not so said.
    pub(super) fn owes(self, cell: Cell<'_>, one: &Organization) -> bool {
        let (catalogue, indicator) = (self.cube.catalogue(), &cell.indicator.code);
        !catalogue.is_asked(indicator)
            || catalogue.asks(indicator, cell.breakdown, cell.period).is_some_and(|asked| asked.expects(one))
    }

    /// Whether a form asks organizations like the cell's own, and so may excuse it of a part of the period.
    fn may_be_excused(self, cell: Cell<'_>) -> bool {
        let catalogue = self.cube.catalogue();
        let kind = catalogue.organization(cell.organization).map(|one| one.kind);
        let mut asking = catalogue.asking(&cell.indicator.code);
        asking.any(|(form, _)| kind.is_some_and(|kind| form.kinds.contains(&kind)))
    }

    /// Of which months of the cell's year its own figures tell, alone or with others: the first in the lowest bit.
    fn told_of(self, cell: Cell<'a>) -> u16 {
        let (first, mut told) = (first_of_year(cell.period), 0);
        for at in self.standing_within(cell.of_period(cell.period.its_year())) {
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
    period.its_year().ordinal() >> 12
}

/// The months of a period of a year at most, with their places in the year.
pub(super) fn months(period: Period) -> impl Iterator<Item = (u32, Period)> {
    let (first, last) = (period.ordinal() >> 12, period.ordinal() & 0xfff);
    let january = first_of_year(period);
    (first..=last).map(move |month| (month - january, Period::of_ordinal(month << 12 | month)))
}
