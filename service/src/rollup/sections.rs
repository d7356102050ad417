//! An answer indicator by indicator; a long one in two halves at once, which come to the same as one after the other.

use std::cell::RefCell;
use std::collections::HashSet;

use super::cell::Cell;
use super::expand::{Asked, wildcards};
use super::leaves::Broods;
use super::plain::Plain;
use super::resolve::Resolver;
use super::succession::{Branches, InTree};
use super::{Note, Refusal, Row, kept, notes, row};
use crate::cube::{Cube, Vintage};
use crate::domain::{Breakdown, Indicator, Query};
use crate::halves::halves;

/// Cells of organizations with others below them, of which each takes as long as a hundred others: fewer are not worth a
/// thread.
const LONG: usize = 200;

/// What is answered.
#[derive(Clone, Copy)]
pub(super) struct Question<'a> {
    pub cube: &'a Cube,
    pub query: &'a Query,
    pub vintage: Vintage,
    /// Whether short ways may be taken.
    pub cuts: bool,
    pub organizations: &'a [Asked<'a>],
}

/// The rows of some indicators, what a reader must know beside them, and what of them comes from another tree.
#[derive(Default)]
pub(super) struct Section {
    pub rows: Vec<Row>,
    pub notes: Vec<Note>,
    pub trees: Vec<notes::Moves>,
}

impl<'a> Question<'a> {
    /// The sections of these indicators, each with the breakdowns that are asked of it.
    pub(super) fn answer(
        self,
        indicators: Vec<(&'a Indicator, &'a [Breakdown])>,
    ) -> Result<Vec<Section>, Refusal> {
        let catalogue = self.cube.catalogue();
        let periods = |(code, periods): &Asked<'_>| if catalogue.is_leaf(code) { 0 } else { periods.len() };
        let cells: usize = self.organizations.iter().map(periods).sum();
        let members: usize = indicators.iter().map(|(_, breakdowns)| breakdowns.len()).sum();
        let is_long = self.cuts && cells.saturating_mul(members) >= LONG;
        let least = if is_long { 0 } else { usize::MAX };
        halves(indicators, least, |indicators| self.section(indicators)).into_iter().collect()
    }

    fn section(self, indicators: Vec<(&'a Indicator, &'a [Breakdown])>) -> Result<Section, Refusal> {
        let Self { cube, query, vintage, cuts, organizations } = self;
        let (broods, branches, lately) = (Broods::default(), Branches::default(), RefCell::default());
        let resolver = Resolver { cube, vintage, cuts, broods: &broods };
        let day = query.tree.day(vintage.known_on);
        let tree = InTree { resolver, day, branches: &branches, lately: &lately, reckoning: query.reckoning };
        let has_wildcard = wildcards(query).next().is_some();
        let Section { mut rows, mut notes, mut trees } = Section::default();
        for (indicator, breakdowns) in indicators {
            let mut parts = Vec::new();
            let mut plain = Plain::new(tree, indicator, query).filter(|_| !has_wildcard);
            for (organization, periods) in organizations {
                let lone = Plain::each(plain.as_ref(), organization, breakdowns);
                for &period in periods {
                    for (breakdown, lone) in breakdowns.iter().zip(&lone) {
                        if let Some((row, note)) = Plain::find(plain.as_mut(), *lone, period) {
                            rows.push(row);
                            notes.extend(note);
                            continue;
                        }
                        let cell = Cell::new(cube, indicator, organization, period, breakdown);
                        let found = kept::findings(tree, cell, query.explain)?;
                        if has_wildcard {
                            parts.push((cell, found));
                            continue;
                        }
                        rows.push(row::row(tree, cell, &found, query));
                        notes.extend_from_slice(found.notes(resolver, cell)?);
                        trees.push(notes::Moves::of(&found));
                    }
                }
            }
            // A member that none of the cells has is another organization's or another year's: not asked for by `*`.
            if has_wildcard {
                let there = parts.iter().filter(|(_, found)| found.is_there());
                let used: HashSet<&Breakdown> = there.map(|(cell, _)| cell.breakdown).collect();
                parts.retain(|(cell, _)| used.contains(cell.breakdown));
            }
            for (cell, found) in &parts {
                rows.push(row::row(tree, *cell, found, query));
                notes.extend_from_slice(found.notes(resolver, *cell)?);
            }
            notes.extend(notes::of_parts(tree, &parts, query)?);
            trees.extend(parts.iter().map(|(_, found)| notes::Moves::of(found)));
        }
        Ok(Section { rows, notes, trees })
    }
}
