//! What is read: answers, whole or in parts, what has changed, what was answered before.

use super::App;
use crate::domain::{Date, Known, Query, Since};
use crate::rollup::parts::Parts;
use crate::rollup::vintages::{self, History, Wanted};
use crate::rollup::{self, Refusal, Report};

impl App {
    /// Answers a query from the newest figures.
    ///
    /// # Errors
    /// [`Refusal`] when it cannot be answered truly.
    pub fn answer(&self, query: &Query, today: Date) -> Result<Report, Refusal> {
        rollup::answer(&self.snapshot(), query, today)
    }

    /// Answers a query that is too large for one answer, in parts.
    ///
    /// # Errors
    /// [`Refusal`] when it cannot be answered truly.
    pub fn answer_in_parts(&self, query: &Query, today: Date) -> Result<Parts, Refusal> {
        Parts::of(self.snapshot(), query, today)
    }

    /// What somebody who knew this much does not know yet.
    ///
    /// # Errors
    /// [`Refusal`] when the question names something unknown.
    pub fn changes(
        &self,
        wanted: &Wanted,
        since: &Since,
        today: Date,
    ) -> Result<vintages::Differences, Refusal> {
        let cube = self.snapshot();
        let now = Known { on: today, revision: cube.revision() };
        let (from, to, after) = match since {
            Since::Day(day) => (Known { on: *day, ..now }, now, None),
            Since::Revision(revision) => (Known { revision: *revision, ..now }, now, None),
            Since::Known(known) => (*known, now, None),
            Since::Rest { from, to, after } => (*from, to.at_most(now), Some(after)),
        };
        vintages::differences(&cube, wanted, (from.at_most(to), to), after)
    }

    /// What became known from one day, release or state of knowledge to another.
    ///
    /// # Errors
    /// [`Refusal`] when the question names something unknown.
    pub fn changes_between(
        &self,
        wanted: &Wanted,
        (from, to): (&Since, &Since),
        today: Date,
    ) -> Result<vintages::Differences, Refusal> {
        let cube = self.snapshot();
        let now = Known { on: today, revision: cube.revision() };
        let known = |since: &Since| match since {
            Since::Day(on) => Known { on: *on, ..now },
            Since::Revision(revision) => Known { revision: *revision, ..now },
            Since::Known(known) => *known,
            Since::Rest { to, .. } => *to,
        };
        let to = known(to).at_most(now);
        vintages::differences(&cube, wanted, (known(from).at_most(to), to), None)
    }

    /// Everything that was ever answered for the one cell of a query.
    ///
    /// # Errors
    /// [`Refusal`] when it cannot be answered truly, or is more than one cell.
    pub fn history(&self, query: &Query, today: Date) -> Result<History, Refusal> {
        vintages::history(&self.snapshot(), query, today)
    }
}
