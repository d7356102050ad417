//! A period agrees with the shorter ones that make it up, and with those that end on the same day.

use std::collections::HashMap;

use super::findings::Findings;
use super::number::{number, sum};
use crate::domain::{Indicator, Kind, Measure, Period, PeriodKind};
use crate::intake::fault::Fault;
use crate::intake::series::{Point, Series};

/// Checks each period that was filed, or of which a part was.
pub(super) fn check(indicator: &Indicator, series: &Series<'_>, findings: &mut Findings<'_>) {
    if series.measure != Measure::Actual {
        return;
    }
    match indicator.kind {
        Kind::Flow => sums(indicator, series, findings),
        Kind::Stock | Kind::Cumulative => days(indicator, series, findings),
        Kind::Ratio | Kind::Index | Kind::Rank => {}
    }
}

/// The points of a series whose data end last, by their periods.
type Newest<'s> = HashMap<Period, &'s Point>;

fn sums(indicator: &Indicator, series: &Series<'_>, findings: &mut Findings<'_>) {
    if series.points.iter().all(|point| point.period.kind() == PeriodKind::Month) {
        return;
    }
    let newest: Newest<'_> = series.points.iter().map(|point| (point.period, point)).collect();
    let mut wholes: Vec<&Point> = newest.values().copied().collect();
    wholes.sort_unstable_by_key(|point| point.period);
    for whole in wholes {
        let Some(value) = whole.value else { continue };
        for tiling in whole.period.tilings() {
            let Some(parts) = made_of(&newest, &tiling) else { continue };
            let total: i128 = parts.iter().filter_map(|part| part.value).map(i128::from).sum();
            // Told where it was filed: at the whole, else at the first part.
            let place = whole.filed.or_else(|| parts.iter().find_map(|part| part.filed));
            if let Some(place) = place.filter(|_| total != i128::from(value)) {
                let fault = differs(indicator, whole.period, value, &parts, total);
                findings.tell(indicator, place, fault);
                break;
            }
        }
        if let Some((place, fault)) = exceeded(indicator, &newest, whole, value) {
            findings.tell(indicator, place, fault);
        }
    }
}

/// Parts of a period that are more than all of it, though some are not there: nothing is counted less than never.
fn exceeded(indicator: &Indicator, newest: &Newest<'_>, whole: &Point, value: i64) -> Option<(usize, Fault)> {
    whole.period.tilings().into_iter().find_map(|tiling| {
        let parts: Vec<Option<Vec<&Point>>> = tiling.iter().map(|one| made_of(newest, &[*one])).collect();
        if parts.iter().all(Option::is_some) {
            return None;
        }
        let parts: Vec<&Point> = parts.into_iter().flatten().flatten().collect();
        let values = parts.iter().filter_map(|part| part.value);
        let total: i128 = values.clone().map(i128::from).sum();
        if values.clone().any(|value| value < 0) || total <= i128::from(value) {
            return None;
        }
        let place = whole.filed.or_else(|| parts.iter().find_map(|part| part.filed))?;
        Some((place, differs(indicator, whole.period, value, &parts, total)))
    })
}

fn differs(indicator: &Indicator, period: Period, value: i64, parts: &[&Point], total: i128) -> Fault {
    Fault::PeriodsDiffer {
        period,
        value: number(indicator, Measure::Actual, value),
        parts: parts.iter().map(|part| part.period.to_string()).collect::<Vec<_>>().join(", "),
        sum: sum(indicator, Measure::Actual, total),
    }
}

/// The points of these periods, each its own or those that make it up in turn; `None` where one is not there.
fn made_of<'s>(newest: &Newest<'s>, tiling: &[Period]) -> Option<Vec<&'s Point>> {
    let mut points = Vec::new();
    for period in tiling {
        match newest.get(period) {
            Some(point) => points.push(point.value.map(|_| *point)?),
            None => points.extend(period.tilings().iter().find_map(|tiling| made_of(newest, tiling))?),
        }
    }
    Some(points)
}

/// What stands at the end of a month stands at the end of the quarter too, if it is the same day.
fn days(indicator: &Indicator, series: &Series<'_>, findings: &mut Findings<'_>) {
    for pair in series.points.windows(2) {
        let [one, other] = pair else { continue };
        let is_term = [one, other].iter().any(|point| point.period.kind() == PeriodKind::Term);
        let (Some(first), Some(second)) = (one.value, other.value) else { continue };
        if one.as_of != other.as_of || is_term || first == second {
            continue;
        }
        let (place, known, value) = match (one.filed, other.filed) {
            (_, Some(place)) => (place, one, first),
            (Some(place), None) => (place, other, second),
            (None, None) => continue,
        };
        let (other, day) = (number(indicator, Measure::Actual, value), one.as_of);
        findings.tell(indicator, place, Fault::SameDayDiffers { period: known.period, day, other });
    }
}
