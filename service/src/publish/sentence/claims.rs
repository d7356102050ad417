//! The claims about one row: how much, how it moved, how it stands to its plan, of how many, and how much of it is known.

use super::facts::Facts;
use super::point::{Point, unsaid};
use super::{Claimed, Predicate, Reason};
use crate::domain::{Amount, Kind, Polarity, Qualifier};
use crate::publish::{jsonstat, words};
use crate::rollup::{Change, RateSource};

/// A hundred percent, in tenths.
const ALL: i64 = 1_000;

pub(super) fn level<'a>(point: &Point<'a>, mut facts: Facts<'a>) -> Claimed<'a> {
    let actual = point.row.actual.ok_or_else(|| unsaid(Some(point.row)))?;
    match point.indicator.kind {
        Kind::Rank => {
            facts.say("ordinal", facts.placed(actual));
            Ok((Predicate::LevelOfRank, facts))
        }
        Kind::Ratio if point.row.universe.is_some() => {
            let (_, facts) = share(point, facts)?;
            Ok((Predicate::LevelOfRatio, facts))
        }
        _ => Ok((Predicate::Level, facts)),
    }
}

pub(super) fn change<'a>(point: &Point<'a>, mut facts: Facts<'a>) -> Claimed<'a> {
    let actual = point.row.actual.ok_or_else(|| unsaid(Some(point.row)))?;
    let change = point.row.change.as_ref().ok_or(Reason::NoYearBefore)?;
    if point.indicator.kind == Kind::Ratio {
        return Err(Reason::RatioOfYearBefore);
    }
    if point.row.qualifier.is_some() || change.from_qualifier.is_some() {
        return Err(Reason::Inexact);
    }
    let absolute = change.absolute.ok_or(Reason::NotComparable)?;
    let before = actual.minus(absolute).ok_or(Reason::NotComparable)?;
    let size = absolute.units.checked_abs().ok_or(Reason::NotComparable)?;
    let size = Amount::new(size, absolute.decimals);
    facts.say("from", words::period_in_sentence(change.from, facts.lang));
    if let Some(day) = running_to(point, change) {
        facts.say("from_as_of", words::day(day, facts.lang));
    }
    facts.set("is_restated", change.restated.is_some_and(|one| one.estimated));
    facts.say("before", facts.with_unit(before));
    facts.say("after", words::number(actual, facts.lang));
    let is_rank = point.indicator.kind == Kind::Rank;
    if is_rank {
        facts.say("places", words::number(size, facts.lang));
        facts.set("is_one", size.units == 1);
        facts.say("before", facts.placed(before));
        facts.say("after", facts.placed(actual));
    }
    let tenths = change.percent.and_then(|rate| jsonstat::rescaled(rate, 1)).and_then(i64::checked_abs);
    facts.say(
        "size",
        match tenths {
            // What rounds to nothing is said in its unit.
            Some(tenths) if tenths > 0 => facts.percent(tenths),
            _ => facts.difference(size),
        },
    );
    let claim = match (absolute.units.signum(), is_rank) {
        (0, _) => Predicate::Unchanged,
        (1, false) => Predicate::Rise,
        (_, false) => Predicate::Fall,
        (1, true) => Predicate::Drop,
        (_, true) => Predicate::Climb,
    };
    Ok((claim, facts))
}

/// The day that the year before ran to, where that was not its end.
fn running_to(point: &Point<'_>, change: &Change) -> Option<crate::domain::Date> {
    change.from_as_of.filter(|day| *day < change.from.end() && point.is_running())
}

pub(super) fn plan<'a>(point: &Point<'a>, mut facts: Facts<'a>) -> Claimed<'a> {
    let row = point.row;
    let tenths = row.plan_rate.and_then(|rate| jsonstat::rescaled(rate, 1));
    let Some((actual, plan)) = row.actual.zip(row.plan) else {
        return match row.plan.filter(|_| row.actual.is_none() && tenths.is_none()) {
            Some(plan) => planned(point, facts, plan),
            None => published(point, facts, tenths),
        };
    };
    if point.indicator.kind == Kind::Ratio {
        return Err(Reason::NoPlan);
    }
    // A plan of the same organizations has a rate; where it has none, only what is never summed, or a plan of nothing, is compared.
    let summed = !matches!(point.indicator.kind, Kind::Index | Kind::Rank);
    if summed && row.plan_rate_source != Some(RateSource::Computed) && plan.units != 0 {
        return published(point, facts, tenths);
    }
    let order = actual.units.cmp(&plan.units);
    let certain = match row.qualifier {
        None => true,
        Some(Qualifier::MoreThan) => order.is_ge(),
        Some(Qualifier::LessThan) => order.is_le(),
        Some(Qualifier::About | Qualifier::Estimate) => false,
    };
    if !certain {
        return Err(Reason::Inexact);
    }
    let order = match row.qualifier {
        Some(Qualifier::MoreThan) => std::cmp::Ordering::Greater,
        Some(Qualifier::LessThan) => std::cmp::Ordering::Less,
        _ => order,
    };
    facts.set("is_rank", point.indicator.kind == Kind::Rank);
    facts.say(
        "plan",
        if point.indicator.kind == Kind::Rank { facts.placed(plan) } else { facts.with_unit(plan) },
    );
    let computed = row.plan_rate_source == Some(RateSource::Computed);
    let tenths = tenths.filter(|_| computed && row.qualifier.is_none());
    let excess = tenths.and_then(|tenths| tenths.checked_sub(ALL)).filter(|excess| *excess > 0);
    if let Some(excess) = excess {
        facts.say("excess", facts.percent(excess));
    }
    // A rate that only rounding makes whole is not said.
    if let Some(tenths) = tenths.filter(|tenths| *tenths < ALL) {
        facts.say("rate", facts.percent(tenths));
    }
    Ok((against_plan(point, order), facts))
}

fn against_plan(point: &Point<'_>, order: std::cmp::Ordering) -> Predicate {
    use std::cmp::Ordering::{Equal, Greater, Less};
    match (point.indicator.kind, point.indicator.polarity, order) {
        (_, _, Equal) => Predicate::PlanMet,
        (Kind::Rank, _, Less) => Predicate::PlanExceeded,
        (Kind::Rank, _, Greater) => Predicate::PlanMissed,
        (_, Polarity::Higher, Greater) => Predicate::PlanExceeded,
        (_, _, Greater) => Predicate::PlanAbove,
        (_, _, Less) if point.is_running() => Predicate::PlanUnderWay,
        (_, Polarity::Higher, Less) => Predicate::PlanMissed,
        (_, _, Less) => Predicate::PlanBelow,
    }
}

/// Without an actual the qualifier is the plan's own.
fn planned<'a>(point: &Point<'a>, mut facts: Facts<'a>, plan: Amount) -> Claimed<'a> {
    facts.set("is_rank", point.indicator.kind == Kind::Rank);
    let exact = words::qualifier(point.row.qualifier, facts.lang);
    let told = if point.indicator.kind == Kind::Rank { facts.placed(plan) } else { facts.with_unit(plan) };
    facts.say("plan", format!("{exact}{told}"));
    Ok((Predicate::Planned, facts))
}

/// Only the rate is known: it was rounded by who published it.
fn published<'a>(point: &Point<'a>, mut facts: Facts<'a>, tenths: Option<i64>) -> Claimed<'a> {
    let tenths = tenths.ok_or(Reason::NoPlan)?;
    if point.row.plan_rate_source != Some(RateSource::Published) {
        return Err(Reason::NoPlan);
    }
    // Without an actual the qualifier is the rate's own.
    if point.row.actual.is_none() && point.row.qualifier.is_some() {
        return Err(Reason::Inexact);
    }
    if tenths > ALL {
        facts.say("excess", facts.percent(tenths - ALL));
    } else {
        facts.say("rate", facts.percent(tenths));
    }
    facts.set("is_rank", false);
    let order = tenths.cmp(&ALL);
    Ok((if order.is_eq() { Predicate::PlanAsPublished } else { against_plan(point, order) }, facts))
}

pub(super) fn share<'a>(point: &Point<'a>, mut facts: Facts<'a>) -> Claimed<'a> {
    let part = point.row.actual.ok_or_else(|| unsaid(Some(point.row)))?;
    let whole = point.row.universe.ok_or(Reason::NoUniverse)?;
    if part.units > whole.units || part.units < 0 {
        return Err(Reason::MoreThanAll);
    }
    facts.say("universe", facts.with_unit(whole));
    if part.units == whole.units && point.row.qualifier.is_none() {
        facts.set("is_all", true);
        return Ok((Predicate::AllOf, facts));
    }
    facts.set("is_all", false);
    let tenths = part.percent_of(whole).map(|rate| rate.units);
    // Neither nothing nor all, though it may round to it.
    let told = tenths.filter(|tenths| *tenths < ALL && (*tenths > 0 || part.units == 0));
    if let Some(tenths) = told.filter(|_| point.row.qualifier.is_none()) {
        facts.say("share", facts.percent(tenths));
    }
    Ok((Predicate::PartOf, facts))
}

pub(super) fn coverage<'a>(point: &Point<'a>, mut facts: Facts<'a>) -> Claimed<'a> {
    let coverage = point.row.coverage;
    if point.row.actual.is_none() {
        return Err(Reason::NotReported);
    }
    if coverage.expected <= 1 {
        return Err(Reason::NotASum);
    }
    facts.say("reported", coverage.reported.to_string());
    facts.say("expected", coverage.expected.to_string());
    // It is the sentence, not beside it.
    facts.set("is_partial", false);
    facts.set("is_provisional", false);
    if coverage.reported >= coverage.expected {
        return Ok((Predicate::Complete, facts));
    }
    if let Some(tenths) = coverage.weight.and_then(|rate| jsonstat::rescaled(rate, 1)) {
        facts.say("weight", facts.percent(tenths));
    }
    Ok((Predicate::Partial, facts))
}
