//! From the patterns of a query to its cells, in the order of the answer.

use std::collections::BTreeSet;

use super::Refusal;
use crate::cube::Cube;
use crate::domain::{
    Breakdown, Catalogue, DimensionCode, Indicator, MemberPattern, OrganizationCode, OrganizationPattern,
    Period, Query,
};

/// Cells that one answer may have.
pub(super) const MOST_CELLS: usize = 50_000;

/// An organization and the periods for which it is asked.
pub(super) type Asked<'a> = (&'a OrganizationCode, Vec<Period>);

pub(super) fn indicators<'a>(catalogue: &'a Catalogue, query: &Query) -> Result<Vec<&'a Indicator>, Refusal> {
    let find = |code| catalogue.indicator(code).ok_or_else(|| Refusal::UnknownIndicator(code.to_string()));
    let indicators = query.indicators.iter().map(find).collect::<Result<Vec<_>, _>>()?;
    for dimension in query.breakdown.keys() {
        if !catalogue.has_breakdown(dimension) {
            return Err(Refusal::UnknownParameter(dimension.to_string()));
        }
        if let Some(indicator) = indicators.iter().find(|one| !one.breakdowns.contains(dimension)) {
            return Err(Refusal::NotBrokenDown {
                indicator: indicator.code.clone(),
                breakdown: dimension.to_string(),
            });
        }
    }
    Ok(indicators)
}

/// Each organization once, in the order asked and then of the catalogue, with the periods in which it stood there.
pub(super) fn organizations<'a>(
    catalogue: &'a Catalogue,
    query: &'a Query,
) -> Result<Vec<Asked<'a>>, Refusal> {
    let mut periods: Vec<Period> = query.periods.iter().flat_map(|pattern| pattern.periods()).collect();
    periods.sort_unstable();
    periods.dedup();
    let mut asked: Vec<Asked<'a>> = Vec::new();
    for pattern in &query.organizations {
        let (OrganizationPattern::One(code)
        | OrganizationPattern::Children(code)
        | OrganizationPattern::Below(code)) = pattern;
        if catalogue.organization(code).is_none() {
            return Err(Refusal::UnknownOrganization(code.to_string()));
        }
        for &period in &periods {
            let here: Vec<&OrganizationCode> = match pattern {
                OrganizationPattern::One(code) => vec![code],
                OrganizationPattern::Children(code) => {
                    catalogue.children(code, period).map(|one| &one.code).collect()
                }
                OrganizationPattern::Below(code) => {
                    catalogue.below(code, period).into_iter().map(|one| &one.code).collect()
                }
            };
            for code in here {
                match asked.iter_mut().find(|(there, _)| *there == code) {
                    Some((_, periods)) if periods.contains(&period) => {}
                    Some((_, periods)) => periods.push(period),
                    None => asked.push((code, vec![period])),
                }
            }
        }
    }
    Ok(asked)
}

/// The breakdowns asked for: named members as they are, `*` as every member that any figure of the indicator has beside
/// the others named, in the order of the catalogue.
pub(super) fn breakdowns(cube: &Cube, indicator: &Indicator, query: &Query) -> Vec<Breakdown> {
    let mut asked = vec![Breakdown::default()];
    for (dimension, pattern) in &query.breakdown {
        let members = match pattern {
            MemberPattern::These(members) => members.clone(),
            MemberPattern::All => {
                let known: BTreeSet<_> = cube
                    .breakdowns()
                    .iter()
                    .filter(|one| one.iter().all(|(name, _)| indicator.breakdowns.contains(name)))
                    .filter_map(|one| one.member(dimension))
                    .collect();
                let mut known: Vec<_> = known.into_iter().cloned().collect();
                known.sort_by_key(|member| cube.catalogue().member_rank(dimension, member));
                known
            }
        };
        asked = asked
            .iter()
            .flat_map(|one| members.iter().map(|member| one.with(dimension.clone(), member.clone())))
            .collect();
    }
    asked
}

/// The dimensions of which every member is asked for.
pub(super) fn wildcards(query: &Query) -> impl Iterator<Item = &DimensionCode> {
    query
        .breakdown
        .iter()
        .filter(|(_, pattern)| **pattern == MemberPattern::All)
        .map(|(dimension, _)| dimension)
}
