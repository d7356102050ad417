//! Organizations: nodes of a tree that changes with time.

use std::fmt;

use jiff::civil::Date;

use super::figure::words;
use super::{Invalid, Names, OrganizationCode};

words! {
    /// What an organization is.
    OrganizationKind is "organization kind", "use country, city, urban-district, town, rural-district, ward, commune or unit":
    /// A country: stands beside the city for comparison, and is never summed, since the city is the only part on file.
    Country = "country",
    /// The city.
    City = "city",
    /// Quận.
    UrbanDistrict = "urban-district",
    /// Thị xã.
    Town = "town",
    /// Huyện.
    RuralDistrict = "rural-district",
    /// Phường.
    Ward = "ward",
    /// Xã.
    Commune = "commune",
    /// Any other body: a department, a committee, an enterprise.
    Unit = "unit",
}

/// From a first day to the day before `until`; open where `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Validity {
    /// The first day.
    pub from: Option<Date>,
    /// The day after the last.
    pub until: Option<Date>,
}

impl Validity {
    /// The first day of `start..=end` on which this holds; `None` when it holds on none.
    #[must_use]
    pub fn first_day_within(self, start: Date, end: Date) -> Option<Date> {
        self.last_day_within(start, end).map(|_| self.from.map_or(start, |from| from.max(start)))
    }

    /// The last day of `start..=end` on which this holds; `None` when it holds on none.
    #[must_use]
    pub fn last_day_within(self, start: Date, end: Date) -> Option<Date> {
        let last = match self.until {
            Some(until) if until <= end => until.yesterday().ok()?,
            _ => end,
        };
        let first = self.from.map_or(start, |from| from.max(start));
        (first <= last).then_some(last)
    }
}

/// A parent for a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placement {
    /// The parent; `None` at the top.
    pub parent: Option<OrganizationCode>,
    /// When.
    pub validity: Validity,
}

/// A node of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    /// Its code.
    pub code: OrganizationCode,
    /// Its names.
    pub names: Names,
    /// What it is.
    pub kind: OrganizationKind,
    /// Its parents, one for each time; at least one, not overlapping.
    pub placements: Vec<Placement>,
    /// Who came after it.
    pub successors: Vec<OrganizationCode>,
}

impl Organization {
    /// The parent on its last day within `start..=end`, so that a unit that moved or ended within a period is counted
    /// once. The outer `None`: it did not exist then.
    #[must_use]
    pub fn parent_within(&self, start: Date, end: Date) -> Option<Option<&OrganizationCode>> {
        self.placements
            .iter()
            .filter_map(|placement| Some((placement.validity.last_day_within(start, end)?, placement)))
            .max_by_key(|(day, _)| *day)
            .map(|(_, placement)| placement.parent.as_ref())
    }

    /// Whether it stood in the tree on a day.
    #[must_use]
    pub fn exists_on(&self, day: Date) -> bool {
        self.parent_within(day, day).is_some()
    }

    /// Whether it stood in the tree on every day of `start..=end`.
    #[must_use]
    pub fn exists_throughout(&self, start: Date, end: Date) -> bool {
        let on = |day: Date| {
            self.placements.iter().find(|placement| placement.validity.last_day_within(day, day).is_some())
        };
        let mut day = start;
        while day <= end {
            match on(day).map(|placement| placement.validity.until) {
                None => return false,
                Some(None) => return true,
                Some(Some(until)) => day = until,
            }
        }
        true
    }

    /// Its first day within `start..=end`; `None` when it has none.
    #[must_use]
    pub fn first_day_within(&self, start: Date, end: Date) -> Option<Date> {
        self.placements.iter().filter_map(|placement| placement.validity.first_day_within(start, end)).min()
    }

    /// Its last day within `start..=end`; `None` when it has none.
    #[must_use]
    pub fn last_day_within(&self, start: Date, end: Date) -> Option<Date> {
        self.placements.iter().filter_map(|placement| placement.validity.last_day_within(start, end)).max()
    }
}
