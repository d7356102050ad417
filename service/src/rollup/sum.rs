//! A sum in the making: as weak as its weakest part, with a hole for each that has no number.

use super::Rule;
use super::cell::Found;
use crate::cube::{Cube, Months, Standing};
use crate::domain::{OrganizationCode, Qualifier, Status};

/// What was added so far.
pub(super) struct Sum {
    /// Of these, all but the number, the status and the qualifier.
    found: Found,
    total: Option<i128>,
    met: Met,
}

/// Which statuses and qualifiers were met: a bit for each.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Met {
    statuses: u8,
    qualifiers: u8,
}

impl Met {
    pub(super) fn status(&mut self, status: Status) {
        self.statuses |= 1 << status as u8;
    }

    pub(super) fn qualifier(&mut self, qualifier: Option<Qualifier>) {
        self.qualifiers |= qualifier.map_or(0, |one| 1 << one as u8);
    }

    fn has(self, status: Status) -> bool {
        self.statuses & 1 << status as u8 != 0
    }

    /// A sum is as weak as its weakest part; with a hole it is provisional.
    pub(super) fn joint_status(self) -> Status {
        use Status::{Break, Estimated, Normal, NotReported, Provisional, Suppressed, Unvalidated};
        if [Provisional, Unvalidated, NotReported, Suppressed].into_iter().any(|weak| self.has(weak)) {
            return Provisional;
        }
        [Estimated, Break].into_iter().find(|one| self.has(*one)).unwrap_or(Normal)
    }

    /// "More than 5" and 3 are more than 8; "more than 5" and "less than 3" are about 8.
    pub(super) fn joint_qualifier(self) -> Option<Qualifier> {
        let mut stated = Qualifier::ALL.iter().copied().filter(|one| self.qualifiers & 1 << *one as u8 != 0);
        let first = stated.next()?;
        Some(if stated.next().is_none() { first } else { Qualifier::About })
    }
}

impl Sum {
    /// Of nothing yet.
    pub(super) fn new(rule: Rule) -> Self {
        Self { found: Found { rule, ..Found::not_applicable() }, total: None, met: Met::default() }
    }

    /// Makes room for so many rows at once.
    pub(super) fn make_room(&mut self, rows: usize) {
        self.found.rows.reserve_exact(rows);
    }

    /// Adds a part that was found.
    pub(super) fn add(&mut self, part: Found) {
        if let Some(units) = part.units {
            self.count(units.into());
            self.met.qualifier(part.qualifier);
        }
        self.met.status(part.status);
        let sum = &mut self.found;
        sum.as_of = sum.as_of.max(part.as_of);
        sum.reported += part.reported;
        sum.missing.extend(part.missing);
        sum.unasked |= part.unasked;
        sum.rows.extend(part.rows);
        sum.less.extend(part.less);
        sum.gaps.merge(part.gaps);
    }

    /// Adds what an organization's own row says, as a part found of it alone would.
    pub(super) fn row(&mut self, cube: &Cube, one: &Standing, organization: &OrganizationCode) {
        self.found.rows.push(one.at);
        self.met.status(one.status);
        if one.status == Status::NotApplicable {
            return;
        }
        self.found.as_of = self.found.as_of.max(cube.as_of(one.at));
        match one.value {
            Some(units) => {
                self.count(units.into());
                self.met.qualifier(one.qualifier);
                self.found.reported += 1;
            }
            None => self.found.missing.push(organization.clone()),
        }
    }

    /// Adds the months of one organization; `units` is what they come to.
    pub(super) fn months(&mut self, months: &Months, units: i64) {
        self.count(units.into());
        self.met.statuses |= months.statuses;
        self.met.qualifiers |= months.qualifiers;
        self.found.reported += 1;
        self.found.as_of = self.found.as_of.max(months.as_of);
        self.found.rows.extend(months.rows());
    }

    /// Adds that an organization should have reported and did not.
    pub(super) fn missing(&mut self, organization: &OrganizationCode) {
        self.met.status(Status::NotReported);
        self.found.missing.push(organization.clone());
    }

    /// Says that it is over organizations without others below them, each of which has rows in it or is missing.
    pub(super) fn of_leaves(&mut self) {
        self.found.of_leaves = true;
    }

    fn count(&mut self, units: i128) {
        // Of 64 bits each it would take as many parts as no memory holds to need more than 128.
        self.total = Some(self.total.unwrap_or(0).saturating_add(units));
    }

    /// Whether no part has a number, nor says that it has one.
    pub(super) fn is_nothing(&self) -> bool {
        self.total.is_none() && !self.met.has(Status::Suppressed)
    }

    /// The sum; `None` when it does not fit.
    pub(super) fn finish(self) -> Option<Found> {
        let Self { mut found, total, met } = self;
        found.units = total.map(i64::try_from).transpose().ok()?;
        found.missing.sort();
        found.missing.dedup();
        found.status = match found.units {
            Some(_) => met.joint_status(),
            None if met.has(Status::Suppressed) => Status::Suppressed,
            None => Status::NotReported,
        };
        found.qualifier = met.joint_qualifier();
        Some(found)
    }
}
