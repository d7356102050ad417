//! What had run up with an organization is corrected after those who came after it reported: theirs go on from it too.

use std::cell::RefCell;

use super::findings::Findings;
use super::forebears::Forebears;
use super::number::number;
use crate::domain::{Date, Indicator, Measure, OrganizationCode};
use crate::intake::fault::Fault;
use crate::intake::series::Point;

impl<'a> Forebears<'a> {
    /// Tells of a filed figure that leaves whoever came after with less than came to them; whether there was any to tell of.
    pub(super) fn check_heirs(
        &self,
        indicator: &Indicator,
        point: &Point,
        place: usize,
        findings: &mut Findings<'_>,
    ) -> bool {
        let Some((heir, on, day, value, sum)) = self.overtaken(point, place) else { return false };
        let shown = |units| number(indicator, Measure::Actual, units);
        let fault = Fault::AboveSuccessor { to: heir.clone(), other: shown(value), day, sum: shown(sum), on };
        findings.tell(indicator, place, fault);
        true
    }

    /// The first of those who came after whose first figure since, as it is known, is below what came to them with this one: who,
    /// the day on which it came, the day and the units of the figure, and what came.
    fn overtaken(&self, point: &Point, place: usize) -> Option<(&'a OrganizationCode, Date, Date, i64, i64)> {
        let lineage = self.rules.catalogue.lineage();
        let breakdown = &self.figures[place].breakdown;
        let end = point.period.its_year().end();
        // A later report of its own is what went over.
        let (went, _) = lineage.outcomes(self.organization, point.as_of, end)?;
        let last = self.last(self.organization, (point.period, breakdown), went.yesterday().ok()?);
        last.filter(|(day, _)| *day == point.as_of)?;
        let mut open = vec![(self.organization, point.as_of)];
        while let Some((code, after)) = open.pop() {
            let Some((on, rows)) = lineage.outcomes(code, after, end) else { continue };
            for heir in rows.into_iter().filter_map(|row| row.to.as_ref()) {
                let its = Forebears { organization: heir, found: RefCell::default(), ..*self };
                let next = lineage.outcomes(heir, on, end).map_or(end, |(next, _)| next);
                let first = its.first_since(point, breakdown, (on, next));
                let Some((day, value)) = first else {
                    open.push((heir, on));
                    continue;
                };
                let came = its.inheritance(point.period, breakdown, on);
                let came = came.filter(|came| came.from.contains(self.organization) && came.units > value);
                if let Some(came) = came.filter(|_| its.came(point.period, day) == Some(on)) {
                    return Some((heir, on, day, value, came.units));
                }
            }
        }
        None
    }
}
