//! The N of "N of M" is not more than the M.

use std::collections::HashMap;

use super::findings::Findings;
use super::number::number;
use crate::domain::{Breakdown, Figure, Indicator, Kind, Measure, Period, Untaken};
use crate::intake::fault::Fault;

/// What there is of one cell: units, and the place where it was filed.
#[derive(Default)]
struct Pair {
    actual: Option<(i64, Option<usize>)>,
    universe: Option<(i64, Option<usize>)>,
}

/// Checks each actual or universe that was filed against the other one, filed with it or known. A ratio may be above one.
pub(super) fn check(
    indicator: &Indicator,
    figures: &[Figure],
    places: &[usize],
    known: &[Untaken<'_>],
    findings: &mut Findings<'_>,
) {
    let has_universe = || {
        let filed = places.iter().map(|at| figures[*at].measure);
        filed.chain(known.iter().map(|one| one.measure)).any(|measure| measure == Measure::Universe)
    };
    if !matches!(indicator.kind, Kind::Flow | Kind::Stock | Kind::Cumulative) || !has_universe() {
        return;
    }
    let mut pairs: HashMap<(Period, &Breakdown), Pair> = HashMap::new();
    let before = known.iter().map(|one| {
        let exact = one.value.filter(|_| one.qualifier.is_none());
        ((one.period, one.breakdown), one.measure, exact, None)
    });
    let filed = places.iter().map(|&at| {
        let one = &figures[at];
        let exact = one.value.filter(|_| one.qualifier.is_none());
        ((one.period, &one.breakdown), one.measure, exact, Some(at))
    });
    // What is filed stands in place of what was known.
    for (cell, measure, units, place) in before.chain(filed) {
        let pair = pairs.entry(cell).or_default();
        match measure {
            Measure::Actual => pair.actual = units.map(|units| (units, place)),
            Measure::Universe => pair.universe = units.map(|units| (units, place)),
            Measure::Plan | Measure::PlanRate => {}
        }
    }
    let mut above: Vec<(usize, i64, i64)> = pairs
        .into_values()
        .filter_map(|pair| {
            let ((actual, its), (universe, other)) = (pair.actual?, pair.universe?);
            Some((its.or(other)?, actual, universe)).filter(|_| actual > universe)
        })
        .collect();
    above.sort_unstable();
    for (place, actual, universe) in above {
        let actual = number(indicator, Measure::Actual, actual);
        let universe = number(indicator, Measure::Universe, universe);
        findings.tell(indicator, place, Fault::MoreThanAll { actual, universe });
    }
}
