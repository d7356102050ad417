//! A cumulative does not fall, does not stand still among flows that never did, and is not a flow.

use super::findings::Findings;
use super::forebears::{Forebears, is_same_run};
use super::number::{number, sum};
use crate::domain::{Indicator, Kind, Measure};
use crate::intake::fault::Fault;
use crate::intake::series::{Point, Series};

/// Checks each filed figure against the one before it, and against the known one after it.
/// Where figures came to the organization, what it had before them counts with them: the first figure since is held against
/// both together.
pub(super) fn check(
    indicator: &Indicator,
    series: &Series<'_>,
    forebears: &Forebears<'_>,
    findings: &mut Findings<'_>,
) {
    if indicator.kind != Kind::Cumulative || series.measure != Measure::Actual {
        return;
    }
    for point in &series.points {
        let (Some(place), Some(value)) = (point.filed, point.value) else { continue };
        // Sorted by day, so the last before and the first after are the nearest.
        let run = || {
            series
                .points
                .iter()
                .filter(|other| is_same_run(other.period, point.period) && other.value.is_some())
        };
        let came = forebears.came(point.period, point.as_of);
        let is_since = |other: &Point| came.is_none_or(|on| on <= other.as_of);
        let earlier: Vec<&Point> =
            run().filter(|other| other.as_of < point.as_of && is_since(other)).collect();
        let later = run()
            .find(|other| other.as_of > point.as_of && other.filed.is_none())
            .filter(|other| forebears.came(other.period, other.as_of) == came);
        if let Some(on) = came.filter(|_| earlier.is_empty()) {
            let breakdown = &findings.filed.figures[place].breakdown;
            let inherited = forebears.inheritance(point.period, breakdown, on);
            if let Some(inherited) = inherited.filter(|inherited| inherited.units > value) {
                let sum = number(indicator, Measure::Actual, inherited.units);
                let fault = Fault::BelowPredecessors { from: inherited.from, sum, on };
                findings.tell(indicator, place, fault);
                continue;
            }
        }
        if forebears.check_heirs(indicator, point, place, findings) {
            continue;
        }
        let fault = match (earlier.last().copied(), later) {
            (Some(before), _) if before.value > Some(value) => {
                Some(fallen(indicator, &earlier, before, value))
            }
            (Some(before), _) if before.value == Some(value) && never_still(&earlier) => {
                Some(Fault::RepeatedCumulative { day: before.as_of })
            }
            (_, Some(after)) if after.value < Some(value) => Some(Fault::FallingCumulative {
                other: shown(indicator, after),
                day: after.as_of,
                later: true,
            }),
            (None, _) if came.is_none() && value < 0 => Some(Fault::NegativeCumulative),
            _ => None,
        };
        if let Some(fault) = fault {
            findings.tell(indicator, place, fault);
        }
    }
}

/// What is about as much as was added the last time was probably meant to be added again.
fn fallen(indicator: &Indicator, earlier: &[&Point], before: &Point, value: i64) -> Fault {
    let flow = flows(earlier).last().copied().unwrap_or(0);
    let (last, this) = (before.value.map_or(0, i128::from), i128::from(value));
    if this > 0 && this * 2 >= flow && this <= flow * 2 {
        return Fault::FlowInCumulative {
            before: shown(indicator, before),
            day: before.as_of,
            flow: sum(indicator, Measure::Actual, flow),
            sum: sum(indicator, Measure::Actual, last + this),
        };
    }
    Fault::FallingCumulative { other: shown(indicator, before), day: before.as_of, later: false }
}

/// Whether at least two flows came before, and none was zero.
fn never_still(earlier: &[&Point]) -> bool {
    let flows = flows(earlier);
    flows.len() >= 2 && flows.iter().all(|flow| *flow != 0)
}

/// What was added from day to day, the first from zero.
fn flows(points: &[&Point]) -> Vec<i128> {
    let mut flows = Vec::with_capacity(points.len());
    let (mut before, mut day) = (0, None);
    for point in points {
        // Several periods may end on one day: a month, a quarter, nine months.
        if day.replace(point.as_of) == Some(point.as_of) {
            continue;
        }
        let value = point.value.map_or(before, i128::from);
        flows.push(value - before);
        before = value;
    }
    flows
}

fn shown(indicator: &Indicator, point: &Point) -> String {
    point.value.map(|units| number(indicator, Measure::Actual, units)).unwrap_or_default()
}
