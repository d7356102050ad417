//! A new catalogue against the figures on file: what they use has to stay, and to mean the same.

use std::collections::BTreeSet;

use super::slugs;
use crate::domain::{Catalogue, CatalogueParts, Date, Member, Used};
use crate::intake::fault::Fault;
use crate::intake::problem::{Problem, Problems};

/// Checks that the figures on file can still be read and named by a new catalogue, and that no page loses a chart.
///
/// # Errors
/// Every code that was dropped, every indicator whose smallest unit or kind would change, and every slug that would have no chart or
/// another one.
pub fn still_serves(
    parts: &CatalogueParts,
    before: &Catalogue,
    used: &Used,
    today: Date,
) -> Result<(), Vec<Problem>> {
    let mut indicators = Problems::of("indicators.csv");
    let (mut told, mut kinds) = (None, None);
    let mut dropped = BTreeSet::new();
    for (code, breakdown) in &used.indicators {
        let Some(now) = parts.indicators.iter().find(|one| one.code == *code) else {
            if told.replace(code) != Some(code) {
                indicators.push(0, "code", code.as_str(), Fault::InUse);
            }
            continue;
        };
        for (dimension, _) in breakdown.iter().filter(|(dimension, _)| !now.breakdowns.contains(dimension)) {
            let value = format!("{code}: {dimension}");
            indicators.push(0, "breakdowns", &value, Fault::InUse);
        }
        for (dimension, member) in breakdown.iter() {
            let is_it = |one: &&Member| one.dimension == *dimension && one.member.as_ref() == Some(member);
            if !parts.members.iter().any(|one| is_it(&one)) {
                dropped.insert(format!("{dimension}: {member}"));
            }
        }
        let same = before.indicator(code).unwrap_or(now);
        if same.kind != now.kind && kinds.replace(code) != Some(code) {
            // What was counted decides what may be added up: sums that were true would no longer be.
            indicators.push(0, "kind", &format!("{code}: {}", same.kind), Fault::InUse);
        }
        let kept = same.decimals;
        if kept != now.decimals && told.replace(code) != Some(code) {
            // Values are kept as whole numbers of the smallest unit: other decimals would move their point.
            indicators.push(0, "decimals", code.as_str(), Fault::DecimalsInUse(kept));
        }
    }
    let mut members = Problems::of("breakdowns.csv");
    for member in &dropped {
        members.push(0, "member", member, Fault::InUse);
    }
    let mut organizations = Problems::of("organizations.csv");
    for code in &used.organizations {
        if !parts.organizations.iter().any(|one| one.code == *code) {
            organizations.push(0, "code", code.as_str(), Fault::InUse);
        }
    }
    let mut sources = Problems::of("sources.csv");
    for id in &used.sources {
        if !parts.sources.iter().any(|one| one.id == *id) {
            sources.push(0, "id", id.as_str(), Fault::InUse);
        }
    }
    let mut problems: Vec<_> =
        [indicators, members, organizations, sources].into_iter().flat_map(Problems::into_vec).collect();
    problems.extend(slugs::lost(parts, before.parts(), today));
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}
