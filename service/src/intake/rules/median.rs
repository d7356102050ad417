//! A figure is held against the organization's own last reports of the same kind.

use super::findings::Findings;
use super::number::sum;
use crate::domain::{Indicator, Kind, Measure};
use crate::intake::fault::Fault;
use crate::intake::series::{Point, Series};

/// How many reports of its own a figure is held against.
pub(super) const HISTORY: usize = 12;

/// Fewer reports say nothing about the next.
pub(super) const FEWEST: usize = 3;

/// How many times the median a figure may be, and the median the figure.
pub(super) const FACTOR: u128 = 10;

/// Checks each filed figure against the median of the last ones before it.
pub(super) fn check(indicator: &Indicator, series: &Series<'_>, findings: &mut Findings<'_>) {
    let adds_up = matches!(indicator.kind, Kind::Flow | Kind::Stock | Kind::Cumulative | Kind::Ratio);
    if !adds_up || !matches!(series.measure, Measure::Actual | Measure::Plan) {
        return;
    }
    let what = (indicator.kind, series.measure);
    let fewest = if stays(what) { 1 } else { FEWEST };
    for (at, point) in series.points.iter().enumerate() {
        let (Some(place), Some(value)) = (point.filed, point.value) else { continue };
        let mut values = [0; HISTORY];
        let values = before(&series.points[..at], point, what, &mut values);
        if values.len() < fewest {
            continue;
        }
        let count = values.len();
        let median = middle(values);
        let (this, usual) = (u128::from(value.unsigned_abs()), median.unsigned_abs());
        // Of one or two a few more are soon ten times as many.
        let least = if count < FEWEST { FACTOR } else { 1 };
        let above = usual > 0 && this > usual.max(least) * FACTOR;
        // Of less than ten of the smallest unit a tenth is none, and none is not far.
        let below = usual >= FACTOR && this * FACTOR < usual;
        if above || below {
            let median = sum(indicator, series.measure, median);
            findings.tell(indicator, place, Fault::FarFromHistory { median, count, above });
        }
    }
}

/// Whether a number goes on from what it was, as what stands and what is planned does: one of them says more of the next
/// than one flow of another.
fn stays((kind, measure): (Kind, Measure)) -> bool {
    kind == Kind::Stock || measure == Measure::Plan
}

/// The middle one of some numbers, of which there is at least one, or what lies between the two in the middle.
pub(super) fn middle<T: Copy + Ord + Into<i128>>(values: &mut [T]) -> i128 {
    values.sort_unstable();
    let count = values.len();
    (values[(count - 1) / 2].into() + values[count / 2].into()) / 2
}

/// The values of the last periods of the same kind; for a cumulative, of the same time of earlier years; of what stays also
/// the one that it revises. Only what was there by the same day.
fn before<'v>(
    points: &[Point],
    point: &Point,
    what: (Kind, Measure),
    values: &'v mut [i64; HISTORY],
) -> &'v mut [i64] {
    let (kind, measure) = what;
    // As ordinals, which order periods in one step.
    let (this, mut met, mut earliest, mut count) = (point.period.ordinal(), [0; HISTORY], u32::MAX, 0);
    // From the newest back: of several for one period the first met is the last word on it.
    for other in points.iter().rev() {
        let comparable = other.period.kind() == point.period.kind()
            && (kind != Kind::Cumulative
                || other.period.part() == point.period.part()
                    && (measure == Measure::Plan || other.as_of.month() == point.as_of.month()));
        let Some(value) = other.value.filter(|_| comparable) else { continue };
        let period = other.period.ordinal();
        // Mostly each is of a period before all that were met.
        let is_later = period > this || period == this && !stays(what);
        if is_later || period >= earliest && met[..count].contains(&period) {
            continue;
        }
        (met[count], values[count]) = (period, value);
        earliest = earliest.min(period);
        count += 1;
        if count == HISTORY {
            break;
        }
    }
    &mut values[..count]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::Period;

    /// The same, looking through all that was met.
    fn looked_through(points: &[Point], point: &Point, kind: Kind) -> Vec<i64> {
        let mut values: Vec<(Period, i64)> = Vec::new();
        for other in points.iter().rev() {
            let comparable = other.period.kind() == point.period.kind()
                && other.period < point.period
                && (kind != Kind::Cumulative
                    || other.period.part() == point.period.part()
                        && other.as_of.month() == point.as_of.month());
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

    proptest! {
        #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_reports_before_are_each_counted_once(
            rows in prop::collection::vec((2018_i16..2024, 0_usize..14, 0_usize..40, prop::option::of(0_i64..50)), 1..120),
            kind in prop_oneof![Just(Kind::Flow), Just(Kind::Cumulative)]
        ) {
            let point = |(year, part, days, value): &(i16, usize, usize, Option<i64>)| {
                let part = match part {
                    0 => "-Q1".to_owned(),
                    1 => "-Q3".to_owned(),
                    month => format!("-{:02}", month - 1),
                };
                let period = Period::parse(&format!("{year}{part}")).unwrap();
                let late = i64::try_from(*days).unwrap() * i64::from(days % 4 == 0) * 20;
                let as_of = period.end().checked_add(jiff::Span::new().days(late)).unwrap();
                Point { period, as_of, value: *value, filed: None }
            };
            let mut points: Vec<Point> = rows.iter().map(point).collect();
            points.sort_by_key(|point| (point.as_of, point.period));
            points.dedup_by_key(|point| (point.as_of, point.period));
            for at in 0..points.len() {
                let mut values = [0; HISTORY];
                let quick = before(&points[..at], &points[at], (kind, Measure::Actual), &mut values);
                prop_assert_eq!(&*quick, looked_through(&points[..at], &points[at], kind));
            }
        }
    }
}
