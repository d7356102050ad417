//! From the patterns of a query to its cells, in the order of the answer.

use std::collections::{BTreeMap, BTreeSet};

use super::Refusal;
use crate::cube::Cube;
use crate::domain::{
    Breakdown, Catalogue, Date, DimensionCode, Indicator, IndicatorCode, MemberCode, MemberPattern,
    OrganizationCode, OrganizationPattern, Period, Query,
};

/// Cells that one answer may have.
pub const MOST_CELLS: usize = 50_000;

/// An organization and the periods for which it is asked.
pub(super) type Asked<'a> = (&'a OrganizationCode, Vec<Period>);

pub(super) fn indicators<'a>(catalogue: &'a Catalogue, query: &Query) -> Result<Vec<&'a Indicator>, Refusal> {
    let find = |code| catalogue.indicator(code).ok_or_else(|| Refusal::UnknownIndicator(code.to_string()));
    let indicators = each_once(&query.indicators).into_iter().map(find).collect::<Result<Vec<_>, _>>()?;
    let kind = |one: &&Indicator| query.reckoning.of(one.kind).is_err();
    if let Some(one) = indicators.iter().copied().find(kind) {
        let (indicator, kind) = (one.code.clone(), one.kind.as_str());
        return Err(Refusal::NotReckoned { indicator, kind, reckoning: query.reckoning });
    }
    for (dimension, pattern) in &query.breakdown {
        if !catalogue.has_breakdown(dimension) {
            return Err(Refusal::UnknownParameter(dimension.to_string()));
        }
        if let Some(indicator) = indicators.iter().find(|one| !one.breakdowns.contains(dimension)) {
            return Err(Refusal::NotBrokenDown {
                indicator: indicator.code.clone(),
                breakdown: dimension.to_string(),
            });
        }
        if let (Some(member), Some(indicator)) =
            (unknown_member(catalogue, dimension, pattern), indicators.first())
        {
            return Err(Refusal::NotBrokenDown {
                indicator: indicator.code.clone(),
                breakdown: format!("{dimension}={member}"),
            });
        }
    }
    Ok(indicators)
}

/// A member that is named where the catalogue names the members, and is none of them.
fn unknown_member<'a>(
    catalogue: &Catalogue,
    dimension: &DimensionCode,
    pattern: &'a MemberPattern,
) -> Option<&'a MemberCode> {
    let MemberPattern::These(members) = pattern else { return None };
    let are_named =
        catalogue.parts().members.iter().any(|one| one.dimension == *dimension && one.member.is_some());
    members.iter().find(|member| are_named && catalogue.member(dimension, Some(member)).is_none())
}

/// Each organization once, in the order asked and then of the catalogue, with the periods in which it stood there; in the
/// tree of a day, with every period.
/// Refused as soon as it is too much: a short address can ask for more than any memory holds.
pub(super) fn organizations<'a>(
    catalogue: &'a Catalogue,
    query: &'a Query,
    tree: Option<Date>,
    most: usize,
) -> Result<Vec<Asked<'a>>, Refusal> {
    let mut periods: Vec<Period> = query.periods.iter().flat_map(|pattern| pattern.periods()).collect();
    periods.sort_unstable();
    periods.dedup();
    few(query.organizations.len().saturating_mul(periods.len()), most)?;
    let mut asked: Vec<Asked<'a>> = Vec::new();
    let mut places: BTreeMap<&OrganizationCode, usize> = BTreeMap::new();
    let mut cells = 0;
    for pattern in each_once(&query.organizations) {
        let (OrganizationPattern::One(code)
        | OrganizationPattern::Children(code)
        | OrganizationPattern::Below(code)) = pattern;
        if catalogue.organization(code).is_none() {
            return Err(Refusal::UnknownOrganization(code.to_string()));
        }
        for &period in &periods {
            for code in matching(catalogue, pattern, (&query.indicators, period), tree) {
                let place = *places.entry(code).or_insert_with(|| {
                    asked.push((code, Vec::new()));
                    asked.len() - 1
                });
                if !asked[place].1.contains(&period) {
                    asked[place].1.push(period);
                    cells += 1;
                    few(cells, most)?;
                }
            }
        }
    }
    Ok(asked)
}

fn matching<'a>(
    catalogue: &'a Catalogue,
    pattern: &'a OrganizationPattern,
    (indicators, period): (&'a [IndicatorCode], Period),
    tree: Option<Date>,
) -> Vec<&'a OrganizationCode> {
    // The indicator whose figures tell of the most days of the period: whoever is in any is in that one.
    let widest = || indicators.iter().min_by_key(|code| catalogue.opens(code, None, period));
    let found: Vec<_> = match (pattern, tree) {
        (OrganizationPattern::One(code), _) => return vec![code],
        (OrganizationPattern::Children(code), None) => match widest() {
            Some(indicator) => catalogue.children_in(indicator, code, period).collect(),
            None => catalogue.children(code, period).collect(),
        },
        (OrganizationPattern::Children(code), Some(day)) => catalogue.children_on(code, day).collect(),
        (OrganizationPattern::Below(code), None) => match widest() {
            Some(indicator) => catalogue.below_in(indicator, code, period),
            None => catalogue.below(code, period),
        },
        (OrganizationPattern::Below(code), Some(day)) => catalogue.below_on(code, day),
    };
    found.into_iter().map(|one| &one.code).collect()
}

/// The breakdowns asked for: named members as they are, `*` as every member that any figure of the indicator has beside
/// the others named, in the order of the catalogue.
pub(super) fn breakdowns(
    cube: &Cube,
    indicator: &Indicator,
    query: &Query,
) -> Result<Vec<Breakdown>, Refusal> {
    let mut asked = vec![Breakdown::default()];
    for (dimension, pattern) in &query.breakdown {
        let members = match pattern {
            MemberPattern::These(members) => each_once(members).into_iter().cloned().collect(),
            MemberPattern::All => known_members(cube, indicator, dimension),
        };
        few(asked.len().saturating_mul(members.len()), MOST_CELLS)?;
        asked = asked
            .iter()
            .flat_map(|one| members.iter().map(|member| one.with(dimension.clone(), member.clone())))
            .collect();
    }
    Ok(asked)
}

fn known_members(cube: &Cube, indicator: &Indicator, dimension: &DimensionCode) -> Vec<MemberCode> {
    let of_indicator = |one: &&Breakdown| one.iter().all(|(name, _)| indicator.breakdowns.contains(name));
    let known: BTreeSet<_> =
        cube.breakdowns().iter().filter(of_indicator).filter_map(|one| one.member(dimension)).collect();
    let mut known: Vec<_> = known.into_iter().cloned().collect();
    known.sort_by_key(|member| cube.catalogue().member_rank(dimension, member));
    known
}

/// Refuses more cells than these.
pub(super) fn few(cells: usize, most: usize) -> Result<(), Refusal> {
    if cells > most { Err(Refusal::TooManyCells { asked: cells, most }) } else { Ok(()) }
}

/// What is named twice is asked for once. Lists have at most 500 items.
fn each_once<T: PartialEq>(items: &[T]) -> Vec<&T> {
    let first = |(at, item): &(usize, &T)| !items[..*at].contains(item);
    items.iter().enumerate().filter(first).map(|(_, item)| item).collect()
}

/// The dimensions of which every member is asked for.
pub(super) fn wildcards(query: &Query) -> impl Iterator<Item = &DimensionCode> {
    query
        .breakdown
        .iter()
        .filter(|(_, pattern)| **pattern == MemberPattern::All)
        .map(|(dimension, _)| dimension)
}
