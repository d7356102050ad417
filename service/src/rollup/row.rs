//! One row: its measures, rate of plan, change, coverage and sources.

use std::collections::HashSet;
use std::sync::OnceLock;

use super::cell::{Cell, Found};
use super::change::{Comparison, compare, compared_to};
use super::notes::of_row;
use super::resolve::Resolver;
use super::succession::InTree;
use super::weight::weight;
use super::{Coverage, Note, RateSource, Refusal, Row, receipts};
use crate::cube::Cube;
use crate::domain::{Amount, Kind, Measure, Query};

/// Everything known about one cell of the question.
pub(super) struct Findings {
    pub actual: Found,
    pub plan: Found,
    pub universe: Found,
    pub plan_rate: Found,
    pub comparison: Option<Comparison>,
    /// Whether the plan is of the same organizations as the actual, and the universe.
    like_plan: bool,
    like_universe: bool,
    /// What share the organizations that reported had the year before, in percent.
    pub weight: Option<Amount>,
    /// The notes to its row, once they were asked for.
    notes: OnceLock<Vec<Note>>,
}

impl Findings {
    pub(super) fn look_up<'a>(tree: InTree<'a>, cell: Cell<'a>) -> Result<Self, Refusal> {
        let exists = tree.exists(cell);
        let of = |measure| {
            let cell = cell.of_measure(measure);
            // Nothing is shown of what nobody ever filed, nor who did not file it.
            let is_silent =
                tree.resolver.cuts && exists && measure != Measure::Actual && !tree.resolver.has(cell);
            if is_silent { Ok(Found::silent()) } else { tree.shown(cell) }
        };
        let actual = of(Measure::Actual)?;
        let mut found = Self {
            comparison: compare(tree, cell.of_measure(Measure::Actual), &actual)?,
            actual,
            plan: of(Measure::Plan)?,
            universe: of(Measure::Universe)?,
            plan_rate: of(Measure::PlanRate)?,
            like_plan: false,
            like_universe: false,
            weight: None,
            notes: OnceLock::new(),
        };
        // Told from all the rows, of which not all are kept.
        let alike = |other: &Found| lack_the_same(tree.resolver.cube, cell, &found.actual, other);
        (found.like_plan, found.like_universe) = (alike(&found.plan), alike(&found.universe));
        found.weight = weight(tree, cell.of_measure(Measure::Actual), found.leading())?;
        Ok(found)
    }

    /// The notes to its row.
    pub(super) fn notes<'a>(&self, resolver: Resolver<'a>, cell: Cell<'a>) -> Result<&[Note], Refusal> {
        if let Some(notes) = self.notes.get() {
            return Ok(notes);
        }
        let notes = of_row(resolver, cell, self)?;
        Ok(self.notes.get_or_init(|| notes))
    }

    /// Keeps of its rows one of each source: all that an answer without receipts says of them.
    pub(super) fn thin(&mut self, cube: &Cube) {
        if let Some(comparison) = &mut self.comparison {
            comparison.restated = None;
        }
        let mut met = HashSet::new();
        let found = [&mut self.actual, &mut self.plan, &mut self.universe, &mut self.plan_rate];
        for rows in found.into_iter().flat_map(|one| [&mut one.rows, &mut one.less]) {
            // Nearly all have the one of the row before.
            rows.dedup_by(|later, one| cube.source(*later) == cube.source(*one));
            met.clear();
            rows.retain(|at| met.insert(cube.source(*at)));
            rows.shrink_to_fit();
        }
    }

    /// The bytes it takes, about, with its notes and its place among what is kept.
    pub(super) fn bytes(&self) -> usize {
        let lists = |found: &Found| {
            size_of_val(&found.rows[..]) + size_of_val(&found.missing[..]) + found.gaps.bytes()
        };
        2 * size_of::<Self>() + self.each().iter().map(|(_, found)| lists(found)).sum::<usize>()
    }

    fn each(&self) -> [(Measure, &Found); 4] {
        [
            (Measure::Actual, &self.actual),
            (Measure::Plan, &self.plan),
            (Measure::Universe, &self.universe),
            (Measure::PlanRate, &self.plan_rate),
        ]
    }

    /// Whether any measure has a number or a word of its own.
    pub(super) fn is_there(&self) -> bool {
        self.each().iter().any(|(_, found)| !found.rows.is_empty())
    }

    /// The measure that speaks for the row: the actual, else the first that has a number.
    fn leading(&self) -> &Found {
        let leads = |found: &&Found| found.units.is_some();
        self.each().map(|(_, found)| found).into_iter().find(leads).unwrap_or(&self.actual)
    }
}

/// The row of a cell.
pub(super) fn row<'a>(tree: InTree<'a>, cell: Cell<'a>, found: &Findings, query: &Query) -> Row {
    let cube = tree.resolver.cube;
    let asked = |measure| query.measures.is_empty() || query.measures.contains(&measure);
    let number = |measure, found: &Found| {
        found.units.filter(|_| asked(measure)).map(|units| cell.of_measure(measure).amount(units))
    };
    let rate = plan_rate(cell, found).filter(|_| asked(Measure::PlanRate));
    let shown = || found.each().into_iter().filter(|(measure, _)| asked(*measure));
    let leading = found.leading();
    let mut sources: Vec<_> = shown()
        .flat_map(|(_, found)| found.rows.iter().chain(&found.less))
        .filter_map(|at| cube.source(*at))
        .collect();
    // Of a thousand rows nearly all have the one of the row before.
    sources.dedup();
    sources.sort_unstable();
    sources.dedup();
    let restated = found.comparison.as_ref().and_then(|one| one.restated.as_ref());
    let restated = restated.filter(|_| query.explain && asked(Measure::Actual));
    Row {
        indicator: cell.indicator.code.clone(),
        organization: cell.organization.clone(),
        period: cell.period,
        breakdown: cell.breakdown.clone(),
        as_of: leading.as_of,
        actual: number(Measure::Actual, &found.actual),
        plan: number(Measure::Plan, &found.plan),
        // "N of M" must count the same organizations.
        universe: number(Measure::Universe, &found.universe)
            .filter(|_| found.actual.units.is_none() || found.like_universe),
        plan_rate: rate.map(|(rate, _)| rate),
        plan_rate_source: rate.map(|(_, source)| source),
        change: found.comparison.as_ref().filter(|_| asked(Measure::Actual)).map(|one| one.change.clone()),
        qualifier: leading.qualifier,
        status: found.actual.status,
        coverage: Coverage { weight: found.weight, ..coverage(leading) },
        sources: sources.into_iter().cloned().collect(),
        receipts: if query.explain {
            receipts::of_row(tree, cell, found.each(), rate, asked)
        } else {
            Vec::new()
        },
        year_before: restated.and_then(|found| receipts::of_year_before(tree, cell, found)),
    }
}

/// Whether another measure is of the same organizations as the actual, and of the same months of theirs. A plan of what runs
/// up is one of the whole year, however far its actual has come.
fn lack_the_same(cube: &Cube, cell: Cell<'_>, actual: &Found, other: &Found) -> bool {
    let until = compared_to(cube, cell, actual);
    actual.missing.is_empty() && other.missing.is_empty() || actual.lacks(until) == other.lacks(until)
}

/// Computed when actual and plan are known for the same organizations; else as published. What is only ever reported
/// has no computed rate.
fn plan_rate(cell: Cell<'_>, found: &Findings) -> Option<(Amount, RateSource)> {
    let additive = !matches!(cell.indicator.kind, Kind::Index | Kind::Rank);
    let computed = additive
        .then_some(())
        .filter(|()| found.like_plan)
        .and_then(|()| {
            let actual = cell.amount(found.actual.units?);
            actual.percent_of(cell.amount(found.plan.units?))
        })
        .map(|rate| (rate, RateSource::Computed));
    let published =
        || Some((cell.of_measure(Measure::PlanRate).amount(found.plan_rate.units?), RateSource::Published));
    computed.or_else(published)
}

pub(super) fn coverage(found: &Found) -> Coverage {
    let missing = u32::try_from(found.missing.len()).unwrap_or(u32::MAX);
    Coverage { reported: found.reported, expected: found.reported.saturating_add(missing), weight: None }
}
