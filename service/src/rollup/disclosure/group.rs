//! The figures of one organization and one combination of members, and what follows of them from others' figures.

use std::collections::BTreeSet;

use super::boundaries::{Boundaries, between, falls, place};
use super::site::{Instant, Site, latest};
use crate::domain::Date;

#[derive(Default)]
pub(super) struct Group<'a> {
    pub sites: Vec<&'a Site>,
    pub implied: Vec<Implied>,
    /// Months in which the organization was not there.
    pub absent: u16,
    /// What stood from a day on, in time.
    pub days: Vec<(Date, Boundaries)>,
    /// Whether on any day something that was implied went against what was filed.
    has_refused: bool,
}

/// What follows from others' figures.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Implied {
    pub months: u16,
    pub value: i64,
    /// On which day it was found, and from when on it is at all times.
    pub day: Date,
    pub since: Instant,
}

impl Group<'_> {
    /// Without any figures.
    pub(super) fn new(absent: u16) -> Self {
        Self { absent, ..Self::default() }
    }

    /// Takes in what follows from others, and says whether anything is known now that was not. What was refused before may fit
    /// now, so it is worth the while to say it again.
    pub(super) fn take_in(&mut self, implied: &[Implied]) -> bool {
        let has_new = implied.iter().any(|one| !self.implied.contains(one));
        self.implied.extend_from_slice(implied);
        if !has_new && !self.has_refused {
            return false;
        }
        let before = std::mem::take(&mut self.days);
        self.place();
        has_new || self.days != before
    }

    /// Finds what stood from each day on.
    pub(super) fn place(&mut self) {
        let versions = self.sites.iter().flat_map(|site| &site.versions).map(|one| one.known_on);
        let days: BTreeSet<Date> = versions.chain(self.implied.iter().map(|one| one.day)).collect();
        self.has_refused = false;
        for day in days {
            let (placed, has_refused) = self.boundaries((Date::MAX, day), false);
            self.days.push((day, placed));
            self.has_refused |= has_refused;
        }
    }

    /// What stands, and whether anything was refused.
    fn boundaries(&self, at: Instant, with_mended: bool) -> (Boundaries, bool) {
        let nobody = (0..12).map(|month| 1 << month).filter(|month| self.absent & month != 0);
        let filed = self.sites.iter().filter_map(|site| Some((site.shape.months, site.at(at, with_mended)?)));
        let mut known: Vec<(u16, i64)> = filed.chain(nobody.map(|month| (month, 0))).collect();
        let mut placed = place(&known);
        // What was implied last stands, and nothing that is implied against what was filed: it came of a sum that holds more, as
        // of a district with an office of its own.
        let mut implied: Vec<&Implied> = self.implied.iter().filter(|one| one.day <= at.1).collect();
        implied.sort_by_key(|one| std::cmp::Reverse(one.day));
        let mut has_refused = false;
        for one in implied {
            if between(&placed, one.months).is_some() {
                continue;
            }
            known.push((one.months, one.value));
            let with_it = place(&known);
            if falls(&with_it) && !falls(&placed) {
                known.pop();
                has_refused = true;
            } else {
                placed = with_it;
            }
        }
        (placed, has_refused)
    }

    /// From when on something is known of these months at all times.
    pub(super) fn since(&self, months: u16) -> Instant {
        let sites = self.sites.iter().filter(|site| site.shape.months & months != 0).map(|site| site.first());
        let implied = self.implied.iter().filter(|one| one.months & months != 0).map(|one| one.since);
        sites.chain(implied).fold((Date::MIN, Date::MIN), latest)
    }

    /// What stands for who asks for data up to a day only, where a figure was filed as of several; and what stood before a
    /// source mended its own.
    pub(super) fn at_other_instants(&self) -> Vec<Boundaries> {
        let versions = || self.sites.iter().flat_map(|site| &site.versions);
        let mut found = Vec::new();
        if self.sites.iter().any(|site| site.superseded().next().is_some()) {
            let as_ofs: BTreeSet<Date> = versions().map(|one| one.as_of).collect();
            let known: BTreeSet<Date> = versions().map(|one| one.known_on).collect();
            let instants = as_ofs.iter().flat_map(|as_of| known.iter().map(|day| (*as_of, *day)));
            found.extend(instants.flat_map(|at| [false, true].map(|mended| self.boundaries(at, mended).0)));
        }
        found
    }
}
