//! A figure is held against the organization's own last reports of the same kind.

use super::{Findings, HISTORY, Point, Series, sum};
use crate::domain::{Indicator, Kind, Measure, Period};
use crate::intake::fault::Fault;

/// Fewer reports say nothing about the next.
const FEWEST: usize = 3;

/// How many times the median a figure may be, and the median the figure.
const FACTOR: u128 = 10;

/// Checks each filed figure against the median of the last ones before it.
pub(super) fn check(indicator: &Indicator, series: &Series<'_>, findings: &mut Findings<'_>) {
    let adds_up = matches!(indicator.kind, Kind::Flow | Kind::Stock | Kind::Cumulative | Kind::Ratio);
    if !adds_up || series.measure != Measure::Actual {
        return;
    }
    for (at, point) in series.points.iter().enumerate() {
        let (Some(place), Some(value)) = (point.filed, point.value) else { continue };
        let mut values = before(&series.points[..at], point, indicator.kind);
        if values.len() < FEWEST {
            continue;
        }
        let count = values.len();
        values.sort_unstable();
        let median = (i128::from(values[(count - 1) / 2]) + i128::from(values[count / 2])) / 2;
        let (this, usual) = (u128::from(value.unsigned_abs()), median.unsigned_abs());
        let above = usual > 0 && this > usual * FACTOR;
        // Of less than ten of the smallest unit a tenth is none, and none is not far.
        let below = usual >= FACTOR && this * FACTOR < usual;
        if above || below {
            let median = sum(indicator, Measure::Actual, median);
            findings.tell(indicator, place, Fault::FarFromHistory { median, count, above });
        }
    }
}

/// The values of the last periods of the same kind; for a cumulative, of the same time of earlier years. Only what was
/// there by the same day.
fn before(points: &[Point], point: &Point, kind: Kind) -> Vec<i64> {
    let mut values: Vec<(Period, i64)> = Vec::with_capacity(HISTORY);
    // From the newest back: of several for one period the first met is the last word on it.
    for other in points.iter().rev() {
        let comparable = other.period.kind() == point.period.kind()
            && other.period < point.period
            && (kind != Kind::Cumulative
                || other.period.part() == point.period.part() && other.as_of.month() == point.as_of.month());
        let Some(value) = other.value.filter(|_| comparable) else { continue };
        if values.iter().all(|(period, _)| *period != other.period) {
            values.push((other.period, value));
        }
        if values.len() == HISTORY {
            break;
        }
    }
    values.into_iter().map(|(_, value)| value).collect()
}
