//! What became known between two answers to one question: for charts that are pinned to a day.

use std::collections::BTreeMap;

use crate::domain::{Amount, Breakdown, Date, IndicatorCode, OrganizationCode, Period};
use crate::rollup::{Report, Row};

/// What a newer answer has that an older one to the same question had not.
#[derive(Clone, Debug)]
pub struct Newer {
    /// The cells that say something else now, in the order of the newer answer; those that are gone last.
    pub changed: Vec<ChangedRow>,
    /// How many cells the newer answer has.
    pub cells: usize,
    /// The newest day on which something of it was published.
    pub known_on: Date,
}

/// A cell that says something else than it did.
#[derive(Clone, Debug)]
pub struct ChangedRow {
    /// As it was known; `None` where the cell was not asked for then.
    pub before: Option<Row>,
    /// As it is known; `None` where the cell is not asked for any more.
    pub after: Option<Row>,
}

impl ChangedRow {
    /// The row that names the cell.
    #[must_use]
    pub fn row(&self) -> Option<&Row> {
        self.after.as_ref().or(self.before.as_ref())
    }
}

type Key<'a> = (&'a IndicatorCode, &'a OrganizationCode, Period, &'a Breakdown);

fn key(row: &Row) -> Key<'_> {
    (&row.indicator, &row.organization, row.period, &row.breakdown)
}

/// What `live` has that `pinned` had not; `None` when nothing was published since. `live` must be asked to explain: its
/// receipts say when its figures were published.
#[must_use]
pub fn newer(pinned: &Report, live: &Report) -> Option<Newer> {
    let known: BTreeMap<Key<'_>, &Row> = pinned.rows.iter().map(|row| (key(row), row)).collect();
    let asked: BTreeMap<Key<'_>, &Row> = live.rows.iter().map(|row| (key(row), row)).collect();
    let mut changed = Vec::new();
    let mut is_newer = false;
    for row in &live.rows {
        let before = known.get(&key(row)).copied();
        if before.is_none_or(|before| shows(before) != shows(row)) {
            changed.push(ChangedRow { before: before.cloned(), after: Some(row.clone()) });
        }
        is_newer |= before.is_none_or(|before| (before.as_of, &before.sources) != (row.as_of, &row.sources));
    }
    let gone = pinned.rows.iter().filter(|row| !asked.contains_key(&key(row)));
    changed.extend(gone.map(|row| ChangedRow { before: Some(row.clone()), after: None }));
    let figures = live.rows.iter().flat_map(|row| &row.receipts).flat_map(|receipt| &receipt.figures);
    let newest = figures.map(|figure| figure.known_on).filter(|day| *day > pinned.known_on).max();
    (is_newer || !changed.is_empty()).then(|| Newer {
        changed,
        cells: live.rows.len(),
        known_on: newest.unwrap_or(live.known_on),
    })
}

/// Everything of a row that a reader of a chart is shown as a number or as the want of one.
pub(super) fn shows(row: &Row) -> impl PartialEq + use<> {
    let numbers: [Option<Amount>; 4] = [row.actual, row.plan, row.universe, row.plan_rate];
    (numbers, row.change.clone(), row.qualifier, row.status, row.coverage)
}
