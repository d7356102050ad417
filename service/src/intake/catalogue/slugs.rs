//! A new catalogue against the charts that pages show: a slug keeps its meaning, and what is withdrawn leaves a tombstone.

use crate::domain::{CatalogueParts, Date};
use crate::intake::fault::Fault;
use crate::intake::problem::{Problem, Problems};

/// Every slug that would have no chart, another meaning, or, once withdrawn, a chart again.
pub(super) fn lost(parts: &CatalogueParts, before: &CatalogueParts, today: Date) -> Vec<Problem> {
    let mut problems = Problems::of("charts.csv");
    for then in &before.charts {
        let slug = then.slug.as_str();
        match parts.charts.iter().find(|one| one.slug == then.slug) {
            None => problems.push(0, "slug", slug, Fault::ChartDropped),
            Some(now) => match (then.gone(today), &now.withdrawn) {
                (Some(withdrawal), None) => {
                    problems.push(0, "slug", slug, Fault::ChartWithdrawn(withdrawal.on));
                }
                (Some(withdrawal), Some(still)) if still.on > today => {
                    problems.push(0, "withdrawn_on", slug, Fault::ChartWithdrawn(withdrawal.on));
                }
                _ if !now.still_means(then) => problems.push(0, "query", slug, Fault::OtherMeaning),
                _ => {}
            },
        }
    }
    problems.into_vec()
}
