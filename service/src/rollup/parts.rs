//! An answer that is too large to be held, one part after the other: the same rows in the same order, without the notes.

use std::collections::HashSet;
use std::sync::Arc;

use super::cell::Cell;
use super::expand;
use super::kept;
use super::leaves::Broods;
use super::plain::Plain;
use super::resolve::Resolver;
use super::row;
use super::succession::{Branches, InTree};
use super::{Refusal, Report};
use crate::cube::{Cube, Vintage};
use crate::domain::{Breakdown, Date, Indicator, IndicatorCode, Kind, OrganizationCode, Period, Query};

/// Cells that all parts of an answer may have together.
pub const MOST_CELLS: usize = 10_000_000;

/// Cells of a part, about: some hundred kilobytes of text.
const PART: usize = 2_000;

/// What is still to be answered, all of it from one snapshot.
#[derive(Debug)]
pub struct Parts {
    cube: Arc<Cube>,
    query: Query,
    known_on: Date,
    organizations: Vec<(OrganizationCode, Vec<Period>)>,
    /// Each indicator with the breakdowns that are asked of it.
    indicators: Vec<(IndicatorCode, Vec<Breakdown>)>,
    /// Whether members that none of an indicator's cells has are left out: then an indicator is one part.
    has_wildcard: bool,
    /// The places of the indicator and of the organization that are next.
    next: (usize, usize),
    /// Cells of a part, about.
    part: usize,
}

impl Parts {
    /// Sets out to answer a query, as [`super::answer`] does.
    ///
    /// # Errors
    /// [`Refusal`] when it cannot be answered truly or would be too much even so. What could be found out to have no answer only
    /// midway is looked through here.
    pub fn of(cube: Arc<Cube>, query: &Query, today: Date) -> Result<Self, Refusal> {
        let known_on = query.known_on.map_or(today, |day| day.min(today));
        let catalogue = cube.catalogue().clone();
        let indicators = expand::indicators(&catalogue, query)?;
        let organizations = expand::organizations(&catalogue, query, query.tree.day(known_on), MOST_CELLS)?
            .into_iter()
            .map(|(code, periods)| (code.clone(), periods))
            .collect::<Vec<_>>();
        let is_never_added_up = |kind| matches!(kind, Kind::Index | Kind::Rank);
        let looked_through: Vec<usize> =
            (0..indicators.len()).filter(|at| is_never_added_up(indicators[*at].kind)).collect();
        let indicators = indicators
            .into_iter()
            .map(|one| Ok((one.code.clone(), expand::breakdowns(&cube, one, query)?)))
            .collect::<Result<Vec<_>, Refusal>>()?;
        let has_wildcard = expand::wildcards(query).next().is_some();
        let mut parts = Self {
            cube,
            query: query.clone(),
            known_on,
            organizations,
            indicators,
            has_wildcard,
            next: (0, 0),
            part: PART,
        };
        parts.are_few()?;
        for at in looked_through {
            parts.next = (at, 0);
            while parts.next.0 == at {
                parts.next().transpose()?;
            }
        }
        parts.next = (0, 0);
        Ok(parts)
    }

    fn are_few(&self) -> Result<(), Refusal> {
        let cells: usize = self.organizations.iter().map(|(_, periods)| periods.len()).sum();
        let of = |breakdowns: &Vec<Breakdown>| cells.saturating_mul(breakdowns.len());
        let all = self.indicators.iter().map(|(_, breakdowns)| of(breakdowns));
        expand::few(all.clone().fold(0, usize::saturating_add), MOST_CELLS)?;
        if self.has_wildcard { expand::few(all.max().unwrap_or(0), expand::MOST_CELLS) } else { Ok(()) }
    }

    /// The same in parts of another size.
    #[cfg(test)]
    pub(super) fn of_cells(self, part: usize) -> Self {
        Self { part, ..self }
    }

    /// The catalogue that it is answered from.
    #[must_use]
    pub fn catalogue(&self) -> &Arc<crate::domain::Catalogue> {
        self.cube.catalogue()
    }

    /// The rows from one organization up to another.
    fn report(
        &self,
        indicator: &Indicator,
        breakdowns: &[Breakdown],
        organizations: &[(OrganizationCode, Vec<Period>)],
    ) -> Result<Report, Refusal> {
        let (cube, query) = (&*self.cube, &self.query);
        let vintage = Vintage { known_on: self.known_on, as_of: query.as_of };
        let broods = Broods::default();
        let resolver = Resolver { cube, vintage, cuts: true, broods: &broods };
        let (branches, lately) = (Branches::default(), std::cell::RefCell::default());
        let day = query.tree.day(self.known_on);
        let tree = InTree { resolver, day, branches: &branches, lately: &lately, reckoning: query.reckoning };
        let (mut found, mut rows) = (Vec::new(), Vec::new());
        let mut plain = Plain::new(tree, indicator, query).filter(|_| !self.has_wildcard);
        for (organization, periods) in organizations {
            let lone = Plain::each(plain.as_ref(), organization, breakdowns);
            for &period in periods {
                for (breakdown, lone) in breakdowns.iter().zip(&lone) {
                    if let Some((row, _)) = Plain::find(plain.as_mut(), *lone, period) {
                        rows.push(row);
                        continue;
                    }
                    let cell = Cell::new(cube, indicator, organization, period, breakdown);
                    let findings = kept::findings(tree, cell, query.explain)?;
                    if self.has_wildcard {
                        found.push((cell, findings));
                    } else {
                        rows.push(row::row(tree, cell, &findings, query));
                    }
                }
            }
        }
        if self.has_wildcard {
            let there = found.iter().filter(|(_, found)| found.is_there());
            let used: HashSet<&Breakdown> = there.map(|(cell, _)| cell.breakdown).collect();
            found.retain(|(cell, _)| used.contains(cell.breakdown));
        }
        rows.extend(found.iter().map(|(cell, found)| row::row(tree, *cell, found, query)));
        Ok(Report {
            catalogue: cube.catalogue().clone(),
            query: query.clone(),
            revision: cube.revision(),
            known_on: self.known_on,
            rows,
            notes: Vec::new(),
        })
    }
}

impl Iterator for Parts {
    type Item = Result<Report, Refusal>;

    /// The next rows, under the query that all of them answer.
    fn next(&mut self) -> Option<Self::Item> {
        let (at, from) = self.next;
        let (code, breakdowns) = self.indicators.get(at)?;
        let mut until = from;
        let mut cells = 0;
        while until < self.organizations.len() && (self.has_wildcard || cells < self.part) {
            cells += self.organizations[until].1.len().saturating_mul(breakdowns.len());
            until += 1;
        }
        let report = self
            .cube
            .catalogue()
            .indicator(code)
            .map(|indicator| self.report(indicator, breakdowns, &self.organizations[from..until]));
        self.next = if until < self.organizations.len() { (at, until) } else { (at + 1, 0) };
        report
    }
}
