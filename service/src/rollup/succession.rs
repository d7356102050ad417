//! Figures in the tree of another day than the one they were filed in, restated through successions.
//!
//! An organization's figure of a period belongs to its last day within it: for what adds up over time everyone who existed
//! within the period has one, for what stands or runs up everyone who exists at its end. From that day it is carried to the
//! day of the tree: forwards by weights, in whole units that always sum to the whole; backwards only where everything that
//! came together lies within what is asked.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use super::cell::{Cell, Found};
use super::lately::Lately;
use super::resolve::{Resolver, sum};
use super::{Refusal, Rule};
use crate::domain::{
    Date, Derived, IndicatorCode, Kind, Measure, OrganizationCode, Period, Reckoning, Status, Succession,
    Weight, shares,
};

pub(super) type Codes<'a> = BTreeSet<&'a OrganizationCode>;

/// What was found out about whole branches of the tree: it is mostly the same for every indicator.
#[derive(Debug, Default)]
pub(super) struct Branches(pub RefCell<HashMap<Branch, bool>>);

/// Whose branch, for the figures of which period up to which day, whether what stands, in whose day's tree, and of which
/// indicator alone.
type Branch = (OrganizationCode, Period, Date, bool, Date, Option<IndicatorCode>);

/// Looks numbers up in one vintage of a cube and one tree.
#[derive(Clone, Copy)]
pub(super) struct InTree<'a> {
    pub resolver: Resolver<'a>,
    /// The day whose tree it is; `None` where each period has the tree of its last day.
    pub day: Option<Date>,
    pub branches: &'a Branches,
    /// What the answer has just found.
    pub lately: &'a RefCell<Lately>,
    /// What is asked for: flows, what runs up, or whichever is filed.
    pub reckoning: Reckoning,
}

/// A number carried to a day, or that those it would have to be taken from came together with others.
enum Carried {
    To(Found),
    Entangled,
}

impl<'a> InTree<'a> {
    /// The number of a cell in this tree, of what is filed.
    pub(super) fn filed(self, cell: Cell<'a>) -> Result<Found, Refusal> {
        let Some(day) = self.day else { return self.resolver.resolve(cell) };
        if !self.exists_on(cell.organization, day) {
            return Ok(Found::not_applicable());
        }
        if !self.resolver.has(cell) {
            return Ok(Found::nothing(cell.organization));
        }
        Ok(match self.on(cell, day)? {
            Carried::To(found) => found,
            Carried::Entangled => not_restated(cell),
        })
    }

    /// Whether the cell's organization is there, in the tree of a day or in the cell's period.
    pub(super) fn exists(self, cell: Cell<'_>) -> bool {
        match self.day {
            Some(day) => self.exists_on(cell.organization, day),
            None => self.resolver.exists(cell),
        }
    }

    /// This tree, or that of the cell's last day, so that other periods can be told in the same terms.
    pub(super) fn of_last_day(self, cell: Cell<'_>) -> Self {
        let last = || {
            let last = self.resolver.last_day(cell.period);
            // What had run up with one that was closed is in the terms of its own end.
            let end = || self.resolver.end_of(cell, cell.organization);
            self.last_day(cell.organization, cell).or_else(end).unwrap_or(last)
        };
        Self { day: Some(self.day.unwrap_or_else(last)), ..self }
    }

    /// Whether a cell's number in this tree is another than the one that was filed for it: others' figures are in it, or
    /// not all of its own.
    pub(super) fn differs(self, cell: Cell<'a>) -> bool {
        self.day.is_some_and(|day| {
            let same = || self.is_itself(cell, day) && self.is_whole(cell, day);
            !(self.unchanged(cell, day) || same())
        })
    }

    /// Whether nothing came to the organization itself, nor went from it, between the period and the day.
    pub(super) fn is_itself(self, cell: Cell<'_>, day: Date) -> bool {
        let (lineage, last) = (self.resolver.cube.catalogue().lineage(), self.resolver.last_day(cell.period));
        lineage.origins(cell.organization, self.after(cell), day).is_none()
            && lineage.outcomes(cell.organization, day, last).is_none()
    }

    /// The successions by which a restated cell came about: those before the day, the latest first, and those after it.
    pub(super) fn path(self, cell: Cell<'a>) -> Vec<&'a Succession> {
        let Some(day) = self.day else { return Vec::new() };
        let lineage = self.resolver.cube.catalogue().lineage();
        let mut path: Vec<&'a Succession> = Vec::new();
        let mut open = vec![(cell.organization, day)];
        while let Some((code, until)) = open.pop() {
            let Some((on, rows)) = lineage.origins(code, self.after(cell), until) else { continue };
            open.extend(rows.iter().map(|row| (&row.from, yesterday(on))));
            path.extend(rows);
        }
        let mut open = vec![(cell.organization, day)];
        while let Some((code, after)) = open.pop() {
            let until = self.resolver.last_day(cell.period);
            let Some((on, rows)) = lineage.outcomes(code, after, until) else { continue };
            open.extend(rows.iter().filter_map(|row| Some((row.to.as_ref()?, on))));
            path.extend(rows);
        }
        path
    }

    /// Whether the organization existed all the time that its number is of: a year to date begins in January.
    pub(super) fn all_of_it(self, cell: Cell<'_>) -> bool {
        let january =
            || cell.period.year_to_date().first().is_none_or(|first| self.all_along(cell.of_period(*first)));
        self.all_along(cell) && (self.derived(cell) != Some(Derived::ToDate) || january())
    }

    /// Whether the organization existed from the first to the last day that its figure of the period tells of.
    fn all_along(self, cell: Cell<'_>) -> bool {
        let last = self.resolver.last_day(cell.period);
        let exists = |day| self.exists_on(cell.organization, day);
        let catalogue = self.resolver.cube.catalogue();
        let kind = catalogue.organization(cell.organization).map(|one| one.kind);
        let opens = || catalogue.opens(&cell.indicator.code, kind, cell.period);
        self.day.is_some() || exists(last) && (stands(cell) || exists(opens()))
    }

    fn on(self, cell: Cell<'a>, day: Date) -> Result<Carried, Refusal> {
        if self.unchanged(cell, day) {
            return self.resolver.resolve(cell).map(Carried::To);
        }
        if self.has_twice(cell, day)? {
            return Ok(Carried::To(not_restated(cell)));
        }
        if self.is_whole(cell, day) {
            return self.carried(cell, day);
        }
        if let Some(found) = self.with_moves(cell, day) {
            return Ok(Carried::To(found));
        }
        let by_children = self.by_children(cell, day)?;
        if by_children.units.is_some() {
            // A sum of parts that may lack something is none.
            let is_all = adds_up(cell) && self.is_of_parts(cell, day) && self.keeps_closed(cell, day);
            return Ok(Carried::To(if is_all { by_children } else { not_restated(cell) }));
        }
        let was_its_parts = by_children.is_impossible() && self.is_itself(cell, day);
        if was_its_parts && self.resolver.resolve(cell)?.rule == Rule::SumOfChildren {
            // All it had was its parts', and they went elsewhere.
            return Ok(Carried::To(Found::not_applicable()));
        }
        // Its parts are not known, so what is known of the whole is shared out; but not what was summed over parts.
        let summed = self.sources(cell, day).into_iter().any(|code| {
            let found = self.resolver.resolve(cell.of_organization(code));
            found.is_ok_and(|found| found.rule == Rule::SumOfChildren)
        });
        if self.is_itself(cell, day) || summed { Ok(Carried::Entangled) } else { self.carried(cell, day) }
    }

    /// A cell's number on a day; `None` where it cannot be told from others'.
    pub(super) fn carried_to(self, cell: Cell<'a>, day: Date) -> Result<Option<Found>, Refusal> {
        Ok(match self.on(cell, day)? {
            Carried::To(found) => Some(found),
            Carried::Entangled => None,
        })
    }

    /// The sum over the children of the day; of those that cannot be told apart, the sum where all of them are children.
    fn by_children(self, cell: Cell<'a>, day: Date) -> Result<Found, Refusal> {
        let (mut known, mut entangled) = (Vec::new(), Vec::new());
        for child in self.resolver.cube.catalogue().children_on(cell.organization, day) {
            let part = cell.of_organization(&child.code);
            match self.on(part, day)? {
                Carried::To(found) => known.push((&child.code, found.for_a_sum(&child.code))),
                Carried::Entangled => entangled.push(part),
            }
        }
        for one in self.resolver.closed(cell) {
            known.push((&one.code, self.resolver.last_told(cell, one)?.for_a_sum(&one.code)));
        }
        for others in [self.at_rest(cell, day)?, self.founded_later(cell, day)?] {
            let Some(others) = others else { return Ok(not_restated(cell)) };
            known.extend(others.into_iter().map(|(code, found)| (code, found.for_a_sum(code))));
        }
        let mut parts = self.resolver.in_time(cell, known);
        let group: Codes<'a> = entangled.iter().map(|part| part.organization).collect();
        let (mut later, mut torn) = (Codes::new(), Codes::new());
        for part in &entangled {
            parts.push(self.back(*part, day)?);
            for code in self.later(*part, day) {
                let came = self.came_from(code, cell, day);
                if came.is_subset(&group) {
                    later.insert(code)
                } else {
                    torn.insert(part.organization)
                };
            }
        }
        for code in later {
            parts.push(self.resolver.resolve(cell.of_organization(code))?.for_a_sum(code));
        }
        parts.extend(torn.into_iter().map(Found::nothing));
        combined(cell, parts).map(|found| Found { rule: Rule::Restated, ..found })
    }

    /// What is carried to the day from before it and from after it.
    fn carried(self, cell: Cell<'a>, day: Date) -> Result<Carried, Refusal> {
        let before = self.back(cell, day)?;
        let later = self.later(cell, day);
        if later.is_empty() {
            return Ok(Carried::To(before));
        }
        let own = Codes::from([cell.organization]);
        if later.iter().any(|code| !self.came_from(code, cell, day).is_subset(&own)) {
            return Ok(Carried::Entangled);
        }
        let mut parts = vec![before];
        for code in later {
            parts.push(self.resolver.resolve(cell.of_organization(code))?.for_a_sum(code));
        }
        combined(cell, parts).map(Carried::To)
    }

    /// What an organization had of the period at the end of a day, from all whose figures had come to it by then.
    fn back(self, cell: Cell<'a>, until: Date) -> Result<Found, Refusal> {
        let lineage = self.resolver.cube.catalogue().lineage();
        let own = self.last_day(cell.organization, cell).filter(|day| *day <= until);
        let Some((on, rows)) = lineage.origins(cell.organization, self.after(cell), until) else {
            return own.map_or(Ok(Found::not_applicable()), |_| self.resolver.resolve(cell));
        };
        if !adds_up(cell) && rows.iter().any(|row| row.weight != Weight::WHOLE) {
            return Ok(not_restated(cell));
        }
        let mut parts = Vec::new();
        if own.is_some_and(|day| day >= on) {
            parts.push(self.resolver.resolve(cell)?.for_a_sum(cell.organization));
        }
        for row in rows {
            let whole = self.back(cell.of_organization(&row.from), yesterday(on))?;
            parts.push(share(whole.for_a_sum(&row.from), row, &lineage.event(&row.from, on)));
        }
        if lineage.event(cell.organization, on).is_empty() {
            parts.push(self.back(cell, yesterday(on))?);
        }
        combined(cell, parts)
    }

    /// Everyone with a figure of the period from after `day` that holds something of the cell's organization.
    fn later(self, cell: Cell<'a>, day: Date) -> Codes<'a> {
        let lineage = self.resolver.cube.catalogue().lineage();
        let (mut found, mut open) = (Codes::new(), vec![(cell.organization, day)]);
        while let Some((code, after)) = open.pop() {
            if self.last_day(code, cell).is_some_and(|last| last > day) {
                found.insert(code);
            }
            let until = self.resolver.last_day(cell.period);
            if let Some((on, rows)) = lineage.outcomes(code, after, until) {
                open.extend(rows.into_iter().filter_map(|row| Some((row.to.as_ref()?, on))));
            }
        }
        found
    }

    /// Everyone with a figure of the period that is in the cell's number on a day.
    pub(super) fn sources(self, cell: Cell<'a>, day: Date) -> Codes<'a> {
        let lineage = self.resolver.cube.catalogue().lineage();
        let mut found = self.later(cell, day);
        let mut open = vec![(cell.organization, day)];
        while let Some((code, until)) = open.pop() {
            if self.last_day(code, cell).is_some_and(|last| last <= until) {
                found.insert(code);
            }
            if let Some((on, rows)) = lineage.origins(code, self.after(cell), until) {
                open.extend(rows.into_iter().map(|row| (&row.from, yesterday(on))));
                if lineage.event(code, on).is_empty() {
                    open.push((code, yesterday(on)));
                }
            }
        }
        found
    }

    /// Everyone on `day` of whom something is in the figure that `code` has of the cell's period, from after that day.
    pub(super) fn came_from(self, code: &OrganizationCode, cell: Cell<'a>, day: Date) -> Codes<'a> {
        let catalogue = self.resolver.cube.catalogue();
        let last = self.last_day(code, cell).unwrap_or(day);
        let came = catalogue.lineage().ancestors(code, day, last);
        let codes = came.iter().filter_map(|code| catalogue.organization(code));
        codes.filter(|one| one.exists_on(day)).map(|one| &one.code).collect()
    }

    /// Whether nobody came, went or moved between the period and the day.
    fn unchanged(self, cell: Cell<'a>, day: Date) -> bool {
        let last = self.resolver.last_day(cell.period);
        let start = self.after(cell);
        let (first, last) = (start.min(day), last.max(day));
        !self.resolver.cube.catalogue().has_changed(first, last)
    }

    /// The day that an organization's figure of the cell's period belongs to; `None` when it can have none.
    pub(super) fn last_day(self, code: &OrganizationCode, cell: Cell<'_>) -> Option<Date> {
        let one = self.resolver.cube.catalogue().organization(code)?;
        let last = self.resolver.last_day(cell.period);
        if stands(cell) {
            one.exists_on(last).then_some(last)
        } else {
            self.resolver.cube.catalogue().last_day_in(&cell.indicator.code, one, cell.period, last)
        }
    }

    /// Successions up to this day are behind every figure of the period.
    fn after(self, cell: Cell<'_>) -> Date {
        if stands(cell) { self.resolver.last_day(cell.period) } else { self.resolver.opens(cell) }
    }

    pub(super) fn exists_on(self, code: &OrganizationCode, day: Date) -> bool {
        self.resolver.cube.catalogue().organization(code).is_some_and(|one| one.exists_on(day))
    }
}

/// Whether a figure says how things stand on the last day, not what happened within the period.
pub(super) fn stands(cell: Cell<'_>) -> bool {
    !matches!(cell.indicator.kind, Kind::Flow | Kind::Ratio)
}

/// Whether figures of several organizations make one.
pub(super) fn adds_up(cell: Cell<'_>) -> bool {
    !matches!(cell.indicator.kind, Kind::Index | Kind::Rank) && cell.measure != Measure::PlanRate
}

/// Nothing, since it cannot be told what part of a figure is the organization's.
fn not_restated(cell: Cell<'_>) -> Found {
    Found { rule: Rule::Restated, ..Found::nothing(cell.organization) }
}

/// The sum of what came together; where nothing had to be, the one part as it was found. What does not add up is carried
/// only where it is one whole.
fn combined(cell: Cell<'_>, parts: Vec<Found>) -> Result<Found, Refusal> {
    let mut parts: Vec<Found> = parts.into_iter().filter(|part| !part.is_impossible()).collect();
    let found = match parts.len() {
        0 => Found::not_applicable(),
        1 => parts.remove(0),
        _ if adds_up(cell) => sum(cell, parts, Rule::Restated)?,
        _ => return Ok(not_restated(cell)),
    };
    // Nobody having reported is not the tree's fault.
    let rule = if found.units.is_none() && found.rows.is_empty() { Rule::Reported } else { found.rule };
    Ok(Found { rule, ..found })
}

/// The share of one succession in what its `from` had; `event` has all shares.
fn share(whole: Found, row: &Succession, event: &[&Succession]) -> Found {
    if whole.is_impossible() {
        return whole;
    }
    if row.weight == Weight::WHOLE {
        return Found { rule: Rule::Restated, ..whole };
    }
    let weights: Vec<Weight> = event.iter().map(|one| one.weight).collect();
    let at = event.iter().position(|one| one.to == row.to);
    let units = whole.units.and_then(|units| shares(units, &weights).get(at?).copied());
    let status = match whole.status {
        Status::Normal | Status::Break => Status::Estimated,
        other => other,
    };
    Found { rule: Rule::Restated, units, status, ..whole }
}

fn yesterday(day: Date) -> Date {
    day.yesterday().unwrap_or(day)
}
