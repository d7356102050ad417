//! Numbers of organizations with others below them that an answer has just found: a year is asked for itself, then as the year
//! before the next one, and once more for the weight of those who reported then.

use std::collections::VecDeque;

use super::cell::{Cell, Found};
use super::succession::InTree;
use crate::domain::{Breakdown, Date, IndicatorCode, Measure, OrganizationCode, Period, Reckoning};

/// So many are held; rows follow in time, so the one wanted is mostly the last but one.
const MOST: usize = 8;

/// Everything that a number depends on within one answer.
#[derive(Debug, PartialEq, Eq)]
struct Key {
    indicator: IndicatorCode,
    organization: OrganizationCode,
    period: Period,
    breakdown: Breakdown,
    measure: Measure,
    known_on: Date,
    as_of: Option<Date>,
    tree: Option<Date>,
    reckoning: Reckoning,
}

impl Key {
    fn is_of(&self, tree: InTree<'_>, cell: Cell<'_>) -> bool {
        self.period == cell.period
            && self.measure == cell.measure
            && self.known_on == tree.resolver.vintage.known_on
            && self.as_of == tree.resolver.vintage.as_of
            && self.tree == tree.day
            && self.reckoning == tree.reckoning
            && self.indicator == cell.indicator.code
            && self.organization == *cell.organization
            && self.breakdown == *cell.breakdown
    }
}

/// What was found lately, the newest first.
#[derive(Debug, Default)]
pub(super) struct Lately(VecDeque<(Key, Found)>);

impl Lately {
    pub(super) fn get(&self, tree: InTree<'_>, cell: Cell<'_>) -> Option<Found> {
        self.0.iter().find(|(key, _)| key.is_of(tree, cell)).map(|(_, found)| found.clone())
    }

    pub(super) fn keep(&mut self, tree: InTree<'_>, cell: Cell<'_>, found: &Found) {
        self.0.truncate(MOST - 1);
        let key = Key {
            indicator: cell.indicator.code.clone(),
            organization: cell.organization.clone(),
            period: cell.period,
            breakdown: cell.breakdown.clone(),
            measure: cell.measure,
            known_on: tree.resolver.vintage.known_on,
            as_of: tree.resolver.vintage.as_of,
            tree: tree.day,
            reckoning: tree.reckoning,
        };
        self.0.push_front((key, found.clone()));
    }
}
