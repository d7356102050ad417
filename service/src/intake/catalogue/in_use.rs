//! A new catalogue against the figures on file: what they use has to stay, and to mean the same.

use super::super::fault::Fault;
use super::super::problem::{Problem, Problems};
use crate::domain::{Catalogue, CatalogueParts, Used};

/// Checks that the figures on file can still be read and named by a new catalogue.
///
/// # Errors
/// Every code that was dropped, and every indicator whose smallest unit would change.
pub fn still_serves(parts: &CatalogueParts, before: &Catalogue, used: &Used) -> Result<(), Vec<Problem>> {
    let mut indicators = Problems::of("indicators.csv");
    let mut told = None;
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
        let kept = before.indicator(code).map_or(now.decimals, |kept| kept.decimals);
        if kept != now.decimals && told.replace(code) != Some(code) {
            // Values are kept as whole numbers of the smallest unit: other decimals would move their point.
            indicators.push(0, "decimals", code.as_str(), Fault::DecimalsInUse(kept));
        }
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
    let problems: Vec<_> =
        [indicators, organizations, sources].into_iter().flat_map(Problems::into_vec).collect();
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}
