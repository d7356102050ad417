//! Data that run to a year or more after their period: mostly the year of the day is mistyped. It would stand before every
//! correction of the period, since later data win.

use jiff::ToSpan;

use super::findings::{Filed, Findings};
use crate::domain::{Date, Figure, Indicator, Kind, Measure, Period};
use crate::intake::fault::Fault;

/// Checks the as-of day of each filed figure of what was; a plan may be changed whenever.
pub(super) fn check(indicator: &Indicator, filed: Filed<'_>, places: &[usize], findings: &mut Findings<'_>) {
    // Indices and ranks are others', who publish them when they do.
    if matches!(indicator.kind, Kind::Index | Kind::Rank) {
        return;
    }
    for &place in places {
        let Figure { period, measure, as_of: Some(as_of), .. } = filed.figures[place] else { continue };
        if matches!(measure, Measure::Actual | Measure::PlanRate) && is_long_after(as_of, period) {
            findings.tell(indicator, place, Fault::AsOfLongAfter { period, as_of });
        }
    }
}

/// Whether a day lies a year or more after the last one of a period.
pub(super) fn is_long_after(day: Date, period: Period) -> bool {
    day >= period.end().saturating_add(1.year())
}
