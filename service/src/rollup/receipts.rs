//! How the numbers of a row came about: which figures, by which rule, and who is missing.

use super::cell::{Cell, Found};
use super::gaps::Gaps;
use super::succession::InTree;
use super::vintages::seen;
use super::{RateSource, Receipt, Rule};
use crate::cube::At;
use crate::domain::{Amount, Measure, OrganizationCode, Status};

/// A receipt for each measure that has a number or a word of its own; for the actual also where nothing was reported, since
/// it names who should have. A rate that was worked out has one of both its figures, those of the actual and of the plan.
pub(super) fn of_row<'a>(
    tree: InTree<'a>,
    cell: Cell<'a>,
    found: [(Measure, &Found); 4],
    rate: Option<(Amount, RateSource)>,
    asked: impl Fn(Measure) -> bool,
) -> Vec<Receipt> {
    let is_computed = rate.is_some_and(|(_, source)| source == RateSource::Computed);
    let tells = |measure, found: &Found| match measure {
        Measure::Actual => true,
        Measure::PlanRate if is_computed => false,
        _ => found.status != Status::NotReported || !found.rows.is_empty(),
    };
    let shown = found.into_iter().filter(|(measure, found)| asked(*measure) && tells(*measure, found));
    let mut receipts: Vec<Receipt> = shown
        .map(|(measure, found)| {
            let (rows, less) = (&found.rows, &found.less);
            receipt(tree, cell, (measure, found.rule), (rows, less), (&found.missing, &found.gaps))
        })
        .collect();
    let [(_, actual), (_, plan), ..] = found;
    if is_computed {
        let both = |rows: fn(&Found) -> &Vec<At>| {
            [actual, plan].into_iter().flat_map(rows).copied().collect::<Vec<At>>()
        };
        let (rows, less) = (both(|found| &found.rows), both(|found| &found.less));
        let of = (Measure::PlanRate, Rule::RateOfPlan);
        receipts.push(receipt(tree, cell, of, (&rows, &less), (&actual.missing, &actual.gaps)));
    }
    receipts
}

/// How the actual of the year before was restated in the terms of the row's: from whom it came, and what moved.
pub(super) fn of_year_before<'a>(tree: InTree<'a>, cell: Cell<'a>, found: &Found) -> Option<Receipt> {
    let (like, then) = (tree.of_last_day(cell), cell.of_period(cell.period.year_before()?));
    let (rows, less) = (&found.rows, &found.less);
    // It is another than was filed then, by whatever rule its parts were added up.
    let of = (Measure::Actual, Rule::Restated);
    Some(receipt(like, then, of, (rows, less), (&found.missing, &found.gaps)))
}

fn receipt<'a>(
    tree: InTree<'a>,
    cell: Cell<'a>,
    (measure, rule): (Measure, Rule),
    (rows, less): (&[At], &[At]),
    (missing, gaps): (&[OrganizationCode], &Gaps),
) -> Receipt {
    let cube = tree.resolver.cube;
    let successions = match rule {
        Rule::Restated => tree.path(cell).into_iter().cloned().collect(),
        _ => Vec::new(),
    };
    Receipt {
        measure,
        rule,
        figures: rows.iter().map(|at| seen(cube, *at)).collect(),
        taken_away: less.iter().map(|at| seen(cube, *at)).collect(),
        successions,
        missing: missing.to_vec(),
        holes: if gaps.is_empty() { Vec::new() } else { gaps.holes(missing) },
    }
}
