//! What a cumulative grows by is held against what it grew by before: a number in another unit is found here.

use super::findings::Findings;
use super::forebears::{Forebears, is_same_run};
use super::median::{FACTOR, FEWEST, HISTORY, middle};
use super::number::sum;
use crate::domain::{Date, Indicator, Kind, Measure};
use crate::intake::fault::Fault;
use crate::intake::series::{Point, Series};

/// Checks what each filed figure adds to the one before it, in the year or from zero, against what the last ones added
/// in as much time. That nothing or little is added is common.
pub(super) fn check(
    indicator: &Indicator,
    series: &Series<'_>,
    forebears: &Forebears<'_>,
    findings: &mut Findings<'_>,
) {
    if indicator.kind != Kind::Cumulative || series.measure != Measure::Actual {
        return;
    }
    for (at, point) in series.points.iter().enumerate() {
        let Some(place) = point.filed else { continue };
        // What came with others is not added.
        let has_come = |one: &Point, since: Option<Date>| {
            forebears.came(one.period, one.as_of).is_some_and(|on| since.is_none_or(|day| day < on))
        };
        let Some(this) = added(&series.points, at, has_come) else { continue };
        let mut before = [0; HISTORY];
        let mut count = 0;
        let mut day = point.as_of;
        for at in (0..at).rev() {
            if count == HISTORY {
                break;
            }
            // Several periods may end on one day: a month, a quarter, nine months.
            if series.points[at].as_of == day {
                continue;
            }
            let Some(other) = added(&series.points, at, has_come) else { continue };
            (before[count], day) = (other.units / other.months, series.points[at].as_of);
            count += 1;
        }
        if count < FEWEST {
            continue;
        }
        let usual = middle(&mut before[..count]) * this.months;
        if usual > 0 && this.units > usual * i128::try_from(FACTOR).unwrap_or(i128::MAX) {
            let shown = |units| sum(indicator, Measure::Actual, units);
            let fault = Fault::FarAdded { added: shown(this.units), usual: shown(usual), count };
            findings.tell(indicator, place, fault);
        }
    }
}

/// What was added, in about so many months, at least one.
struct Added {
    units: i128,
    months: i128,
}

/// What a point adds to the last one before it in its year, or to zero; `None` where that cannot be told.
fn added(points: &[Point], at: usize, has_come: impl Fn(&Point, Option<Date>) -> bool) -> Option<Added> {
    let point = &points[at];
    let value = point.value?;
    let is_before = |other: &&Point| other.as_of < point.as_of && is_same_run(other.period, point.period);
    let last = points[..at].iter().rev().filter(is_before).find_map(|one| Some((one.as_of, one.value?)));
    if has_come(point, last.map(|(day, _)| day)) {
        return None;
    }
    let start = last.map_or(point.period.its_year().start(), |(day, _)| day);
    let days = point.as_of.since(start).ok()?.get_days();
    let months = i128::from((days + 15) / 30).max(1);
    Some(Added { units: i128::from(value) - last.map_or(0, |(_, value)| i128::from(value)), months })
}
