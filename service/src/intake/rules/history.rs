//! A figure is held against the organization's own last reports of the same kind.

use super::{Findings, HISTORY, Point, Series, sum};
use crate::domain::{Indicator, Kind, Measure};
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
    for point in &series.points {
        let (Some(place), Some(value)) = (point.filed, point.value) else { continue };
        let mut values = before(series, point, indicator.kind);
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

/// The values of the last periods of the same kind; for a cumulative, of the same time of earlier years.
fn before(series: &Series<'_>, point: &Point, kind: Kind) -> Vec<i64> {
    let comparable = |other: &&Point| {
        other.period.kind() == point.period.kind()
            && other.period < point.period
            && (kind != Kind::Cumulative
                || other.period.part() == point.period.part() && other.as_of.month() == point.as_of.month())
    };
    let mut values: Vec<(crate::domain::Period, i64)> = Vec::new();
    // By day: of several for one period the last is the newest.
    for other in series.points.iter().filter(comparable) {
        let Some(value) = other.value else { continue };
        match values.iter_mut().find(|(period, _)| *period == other.period) {
            Some((_, kept)) => *kept = value,
            None => values.push((other.period, value)),
        }
    }
    values.sort_unstable_by_key(|(period, _)| std::cmp::Reverse(*period));
    values.into_iter().take(HISTORY).map(|(_, value)| value).collect()
}
