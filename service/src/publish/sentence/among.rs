//! The claims about several rows of one period: an organization among those beside it, and the parts of a breakdown.

use super::facts::Facts;
use super::point::{Point, indicator, is_running, unsaid};
use super::{Claimed, Predicate, Reason};
use crate::domain::{Breakdown, DimensionCode, Kind, OrganizationCode, Status};
use crate::publish::{Lang, words};
use crate::rollup::{Report, Row};

/// Fewer are not ranked.
const SEVERAL: usize = 3;

/// So many that share the first place are named.
const NAMED: usize = 2;

pub(super) fn rank<'a>(report: &'a Report, subject: Option<&'a OrganizationCode>, lang: Lang) -> Claimed<'a> {
    let indicator = indicator(report)?;
    if indicator.kind == Kind::Rank {
        return Err(Reason::AlreadyRanked);
    }
    if indicator.kind == Kind::Ratio {
        return Err(Reason::NotComparable);
    }
    match subject {
        Some(_) => of_subject(&Point::of(report, subject)?, lang),
        None => extremes(report, lang),
    }
}

fn of_subject<'a>(point: &Point<'a>, lang: Lang) -> Claimed<'a> {
    let Point { report, row, .. } = *point;
    let own = row.actual.ok_or_else(|| unsaid(Some(row)))?;
    let parent = parent(report, row).ok_or(Reason::NotSiblings)?;
    let beside = report.rows.iter().filter(|other| {
        (other.period, &other.breakdown) == (row.period, &row.breakdown)
            && self::parent(report, other) == Some(parent)
    });
    let values = comparable(beside)?;
    let units = |row: &&Row| row.actual.map(|one| one.units);
    let above = values.iter().filter(|one| units(one) > Some(own.units)).count();
    let below = values.iter().filter(|one| units(one) < Some(own.units)).count();
    let tied = values.len() - above - below - 1;
    if tied + 1 == values.len() {
        return Err(Reason::AllTheSame);
    }
    let mut facts = Facts::of(report, row, lang);
    facts.say("of", values.len().to_string());
    facts.say("tied", tied.to_string());
    facts.set("is_tied", tied > 0);
    let place = crate::domain::Amount::new(i64::try_from(above + 1).unwrap_or(i64::MAX), 0);
    facts.say("place", facts.placed(place));
    facts.place = Some(above + 1);
    let claim = match (above, below) {
        (0, _) => Predicate::Highest,
        (_, 0) => Predicate::Lowest,
        _ => Predicate::Ranked,
    };
    Ok((claim, facts))
}

fn extremes(report: &Report, lang: Lang) -> Claimed<'_> {
    let latest = report.rows.iter().rfind(|row| row.actual.is_some());
    let latest = latest.ok_or_else(|| unsaid(report.rows.last()))?;
    let beside: Vec<&Row> = report
        .rows
        .iter()
        .filter(|row| (row.period, &row.breakdown) == (latest.period, &latest.breakdown))
        .collect();
    if beside.len() < SEVERAL {
        return Err(Reason::FewOrganizations);
    }
    let above = parent(report, latest);
    if above.is_none() || beside.iter().any(|row| parent(report, row) != above) {
        return Err(Reason::NotSiblings);
    }
    let values = comparable(beside.into_iter())?;
    let units = |row: &&Row| row.actual.map_or(0, |one| one.units);
    let (most, least) =
        (values.iter().map(units).max().unwrap_or(0), values.iter().map(units).min().unwrap_or(0));
    if most == least {
        return Err(Reason::AllTheSame);
    }
    let mut facts = Facts::of(report, latest, lang).of_all();
    let mut say = |key: &str, value: i64| {
        let who: Vec<&&Row> = values.iter().filter(|row| units(row) == value).collect();
        if let (Some(first), true) = (who.first(), who.len() <= NAMED) {
            let names: Vec<String> = who.iter().map(|row| facts.name_of(row)).collect();
            let and = match lang {
                Lang::Vi => " và ",
                Lang::En => " and ",
            };
            facts.say(key, names.join(and));
            facts.say(
                &format!("{key}_value"),
                first.actual.map_or_else(String::new, |one| facts.with_unit(one)),
            );
        } else if let Some(first) = who.first() {
            facts.say(&format!("{key}_count"), who.len().to_string());
            facts.say(
                &format!("{key}_value"),
                first.actual.map_or_else(String::new, |one| facts.with_unit(one)),
            );
        }
    };
    say("most", most);
    say("least", least);
    facts.say("of", values.len().to_string());
    facts.set("is_provisional", values.iter().any(|row| row.status == Status::Provisional));
    facts.set("is_partial", false);
    Ok((Predicate::Extremes, facts))
}

/// Those with a number, where all of them can be held against each other: nothing of them is missing, hidden or inexact, and they
/// run to the same day.
fn comparable<'a>(rows: impl Iterator<Item = &'a Row>) -> Result<Vec<&'a Row>, Reason> {
    let rows: Vec<&Row> = rows.collect();
    if rows.iter().any(|row| row.status == Status::Suppressed) {
        return Err(Reason::Incomplete);
    }
    let values: Vec<&Row> = rows.into_iter().filter(|row| row.actual.is_some()).collect();
    if values.len() < SEVERAL {
        return Err(Reason::FewOrganizations);
    }
    let whole = |row: &&Row| row.qualifier.is_none() && row.coverage.reported >= row.coverage.expected;
    let day = values.first().and_then(|row| row.as_of);
    let one_day = !values.iter().any(|row| is_running(row)) || values.iter().all(|row| row.as_of == day);
    if values.iter().all(whole) && one_day { Ok(values) } else { Err(Reason::Incomplete) }
}

/// Below whom a row's organization stands: at the end of its period, or on the day of the tree that was asked for.
fn parent<'a>(report: &'a Report, row: &Row) -> Option<&'a OrganizationCode> {
    let day = report.query.tree.day(report.known_on);
    let (from, until) = day.map_or((row.period.start(), row.period.end()), |day| (day, day));
    report.catalogue.organization(&row.organization)?.parent_within(from, until)?
}

pub(super) fn parts<'a>(
    report: &'a Report,
    subject: Option<&'a OrganizationCode>,
    lang: Lang,
) -> Claimed<'a> {
    indicator(report)?;
    let first = report.rows.iter().rfind(|row| row.actual.is_some());
    let first = first.ok_or_else(|| unsaid(report.rows.last()))?;
    let organization = subject.unwrap_or(&first.organization);
    if subject.is_none() && report.rows.iter().any(|row| row.organization != *organization) {
        return Err(Reason::ManyOrganizations);
    }
    let own = || report.rows.iter().filter(|row| row.organization == *organization);
    let period = own().rfind(|row| row.actual.is_some());
    let period = period.ok_or_else(|| unsaid(own().next_back()))?.period;
    let rows = || own().filter(|row| row.period == period);
    let dimension = varying(rows().map(|row| &row.breakdown)).ok_or(Reason::NoParts)?;
    let parts: Vec<&Row> = rows().filter(|row| row.breakdown.member(dimension).is_some()).collect();
    let whole = rows().find(|row| row.breakdown.member(dimension).is_none());
    if parts.iter().any(|row| row.status == Status::Suppressed) {
        return Err(Reason::Incomplete);
    }
    let known: Vec<&Row> = parts.into_iter().filter(|row| row.actual.is_some()).collect();
    if known.iter().any(|row| row.qualifier.is_some() || row.coverage.reported < row.coverage.expected) {
        return Err(Reason::Incomplete);
    }
    let largest = known.iter().max_by_key(|row| row.actual.map(|one| one.units)).ok_or(Reason::NoParts)?;
    let same = known.iter().filter(|row| row.actual == largest.actual).count();
    if known.len() < 2 {
        return Err(Reason::NoParts);
    }
    if same > 1 {
        return Err(Reason::AllTheSame);
    }
    let around = largest.breakdown.without(dimension);
    let mut facts = Facts::about(report, largest, &around, lang);
    let member = largest.breakdown.member(dimension);
    let named = report.catalogue.member(dimension, member);
    facts.say(
        "part",
        named.map_or_else(String::new, |one| crate::publish::name(&one.names, lang).to_lowercase()),
    );
    facts.say("of", known.len().to_string());
    let total = whole.filter(|row| row.qualifier.is_none() && row.coverage.reported >= row.coverage.expected);
    let total = total.and_then(|row| row.actual).filter(|total| total.units > 0);
    if let Some((part, total)) = largest.actual.zip(total).filter(|(part, total)| part.units < total.units) {
        facts.say("total", words::number(total, lang));
        if let Some(rate) = part.percent_of(total).filter(|rate| rate.units < 1_000) {
            facts.say("share", facts.percent(rate.units));
        }
    }
    Ok((Predicate::LargestPart, facts))
}

/// The one dimension of which there are several members, or a member and the total.
fn varying<'a>(mut breakdowns: impl Iterator<Item = &'a Breakdown> + Clone) -> Option<&'a DimensionCode> {
    let all = breakdowns.clone();
    let first = breakdowns.next()?;
    let mut varying: Vec<&DimensionCode> = all
        .clone()
        .flat_map(|one| one.iter().map(|(dimension, _)| dimension))
        .filter(|dimension| all.clone().any(|one| one.member(dimension) != first.member(dimension)))
        .collect();
    varying.sort();
    varying.dedup();
    match varying.as_slice() {
        [one] => Some(one),
        _ => None,
    }
}
