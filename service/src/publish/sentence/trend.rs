//! The claims about several periods in a row.

use super::facts::Facts;
use super::point::{Point, is_whole};
use super::{Claimed, Predicate, Reason};
use crate::domain::{Kind, Status};
use crate::publish::words;
use crate::rollup::Row;

/// Fewer periods are no trend.
const SEVERAL: usize = 3;

pub(super) fn trend<'a>(point: &Point<'a>, mut facts: Facts<'a>) -> Claimed<'a> {
    match point.indicator.kind {
        Kind::Rank => return Err(Reason::AlreadyRanked),
        Kind::Ratio => return Err(Reason::NotComparable),
        _ => {}
    }
    let row = point.row;
    let series: Vec<&Row> = point
        .report
        .rows
        .iter()
        .filter(|other| (&other.organization, &other.breakdown) == (&row.organization, &row.breakdown))
        .filter(|other| other.period.kind() == row.period.kind())
        .collect();
    let stretch = stretch(&series, row);
    let values: Vec<i64> = stretch.iter().filter_map(|row| row.actual).map(|one| one.units).collect();
    let (Some(first), Some((last, earlier))) = (stretch.first(), values.split_last()) else {
        return Err(Reason::FewPeriods);
    };
    if values.len() < SEVERAL || values.len() != stretch.len() {
        return Err(Reason::FewPeriods);
    }
    let claim = if values.is_sorted_by(|one, next| one < next) {
        Predicate::KeepsRising
    } else if values.is_sorted_by(|one, next| one > next) {
        Predicate::KeepsFalling
    } else if earlier.iter().all(|one| one < last) {
        Predicate::HighestYet
    } else if earlier.iter().all(|one| one > last) {
        Predicate::LowestYet
    } else {
        return Err(Reason::NoTrend);
    };
    facts.say("periods", values.len().to_string());
    facts.say("first", words::period_in_sentence(first.period, facts.lang));
    facts.say("first_value", first.actual.map_or_else(String::new, |one| facts.with_unit(one)));
    Ok((claim, facts))
}

/// The periods up to the row's, each right after the one before, of which all is known.
fn stretch<'a>(series: &[&'a Row], row: &Row) -> Vec<&'a Row> {
    let mut stretch: Vec<&Row> = Vec::new();
    let until = series.iter().filter(|one| one.period.end() <= row.period.end());
    let mut until: Vec<&&Row> = until.collect();
    until.sort_by_key(|one| one.period.end());
    for one in until.into_iter().rev() {
        let follows =
            stretch.last().is_none_or(|later| one.period.end().tomorrow().ok() == Some(later.period.start()));
        let known = one.actual.is_some() && is_whole(one) && one.status != Status::Break;
        if !follows || !known {
            break;
        }
        stretch.push(one);
    }
    stretch.reverse();
    stretch
}
