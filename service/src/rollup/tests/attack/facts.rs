//! What an answer says, as linear constraints on counts, with the rounding it is published with; read from the report itself.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::city::{City, Place};
use super::filings::Turns;
use super::questions::Answer;
use crate::domain::{Amount, Breakdown, Measure, Observation, PLAN_RATE_DECIMALS, Status, Weight};
use crate::rollup::{Note, RateSource, Receipt, Report, Row, Rule};

/// A count as it is true after a round: the place of an atom, behind those of all rounds before.
pub(super) type Variable = usize;

/// A sum of counts.
pub(super) type Sum = BTreeMap<Variable, i64>;

/// Some counts, each so many times, are within bounds.
#[derive(Clone, Debug)]
pub(super) struct Fact {
    pub terms: Vec<(Variable, f64)>,
    pub least: f64,
    pub most: f64,
    /// Whether it is known without what is told of anybody below the top.
    pub of_top: bool,
    #[expect(dead_code, reason = "told in a failure's message")]
    pub why: &'static str,
}

impl Fact {
    pub(super) fn is_true(&self, city: &City) -> bool {
        let sum: f64 = self.terms.iter().map(|(at, times)| city.true_count(*at) as f64 * times).sum();
        sum > self.least - 1e-6 && sum < self.most + 1e-6
    }
}

/// A number of an answer, or its absence.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub organization: usize,
    #[expect(dead_code, reason = "told in a failure's message")]
    pub name: String,
    pub value: Option<i64>,
    /// Whether there is a number if nothing is hidden.
    pub has_number: bool,
    /// Whether it is asked for as it was filed: all else is worked out, and hidden with whatever it is worked out of.
    pub is_plain: bool,
    /// What it counts.
    pub sum: Sum,
}

pub(super) const COUNTED: [Measure; 3] = [Measure::Actual, Measure::Plan, Measure::Universe];

struct Reader<'a> {
    city: &'a City,
    answer: &'a Answer,
    rows: BTreeMap<Place, &'a Row>,
    facts: Vec<Fact>,
}

pub(super) fn number(code: &str) -> usize {
    code[1..].parse().unwrap()
}

fn member(breakdown: &Breakdown) -> usize {
    breakdown.iter().next().map_or(0, |(_, member)| number(member.as_str()))
}

fn key(row: &Row) -> Place {
    (number(row.organization.as_str()), row.period.to_string(), member(&row.breakdown))
}

pub(super) fn units(row: &Row, measure: Measure) -> Option<i64> {
    let amount = match measure {
        Measure::Actual => row.actual,
        Measure::Plan => row.plan,
        Measure::Universe => row.universe,
        Measure::PlanRate => None,
    };
    amount.map(|amount| amount.units)
}

/// Whether there is a number if nothing is hidden: something was filed that it is made of. Beside an N no M is told that lacks
/// other organizations.
pub(super) fn has_number(row: &Row, measure: Measure) -> bool {
    let of = |measure| row.receipts.iter().find(|one| one.measure == measure && one.rule != Rule::RateOfPlan);
    let lacks = |one: &Receipt| (one.missing.clone(), one.holes.clone());
    let is_left_out = measure == Measure::Universe
        && row.actual.is_some()
        && of(measure).map(lacks) != of(Measure::Actual).map(lacks);
    units(row, measure).is_some() || !is_left_out && of(measure).is_some_and(|one| !one.figures.is_empty())
}

/// What a figure that was filed says by itself.
pub(super) fn of_figure(city: &City, one: &Observation) -> Vec<Fact> {
    let Some(value) = one.figure.value else { return Vec::new() };
    let truth = one.revision.0 as usize - 1;
    if one.figure.measure == Measure::PlanRate {
        return of_published(city, (one, truth), Amount::new(value, PLAN_RATE_DECIMALS));
    }
    let place = place(one);
    let sum = sum(city, truth, &city.atoms_of(one.figure.measure, &place));
    vec![equals(&sum, value, place.0 == 0, "a figure")]
}

/// What a rate says that was filed.
fn of_published(city: &City, (one, truth): (&Observation, usize), rate: Amount) -> Vec<Fact> {
    let place = place(one);
    let of = |measure| sum(city, truth, &city.atoms_of(measure, &place));
    of_rate((&of(Measure::Actual), &of(Measure::Plan)), rate, place.0 == 0, "a published rate")
}

fn place(one: &Observation) -> Place {
    let figure = &one.figure;
    (number(figure.organization.as_str()), figure.period.to_string(), member(&figure.breakdown))
}

fn sum(city: &City, truth: usize, atoms: &[usize]) -> Sum {
    atoms.iter().map(|atom| (truth * city.atoms.len() + atom, 1)).collect()
}

fn plus(mut one: Sum, other: &Sum, times: i64) -> Sum {
    for (variable, count) in other {
        *one.entry(*variable).or_default() += times * count;
    }
    one.retain(|_, count| *count != 0);
    one
}

fn equals(sum: &Sum, value: i64, of_top: bool, why: &'static str) -> Fact {
    let terms = sum.iter().map(|(variable, times)| (*variable, *times as f64)).collect();
    Fact { terms, least: value as f64, most: value as f64, of_top, why }
}

/// `part` is so many percent of `whole`, rounded half up to the decimals of the rate. Two facts, or for a part and a whole that
/// share counts the same.
fn of_rate((part, whole): (&Sum, &Sum), rate: Amount, of_top: bool, why: &'static str) -> Vec<Fact> {
    let unit = 100.0 * 10_f64.powi(i32::from(rate.decimals));
    let side = |half: f64| -> BTreeMap<Variable, f64> {
        let mut terms: BTreeMap<Variable, f64> =
            part.iter().map(|(variable, times)| (*variable, *times as f64)).collect();
        for (variable, times) in whole {
            *terms.entry(*variable).or_default() -= *times as f64 * (rate.units as f64 + half) / unit;
        }
        terms
    };
    let (low, high) = (side(-0.5), side(0.5));
    vec![
        Fact { terms: low.into_iter().collect(), least: 0.0, most: f64::INFINITY, of_top, why },
        Fact { terms: high.into_iter().collect(), least: f64::NEG_INFINITY, most: 0.0, of_top, why },
    ]
}

/// All that one answer tells, and what it does not.
pub(super) fn of_answer(city: &City, answer: &Answer) -> (Vec<Fact>, Vec<Cell>) {
    let rows = answer.told.rows.iter().map(|row| (key(row), row)).collect();
    let mut reader = Reader { city, answer, rows, facts: Vec::new() };
    let whole = answer.whole.as_ref().unwrap_or(&answer.told);
    let cells = whole.rows.iter().flat_map(|row| reader.cells(row)).collect();
    for row in &answer.told.rows {
        reader.row(row);
    }
    reader.notes(&answer.told);
    (reader.facts, cells)
}

impl Reader<'_> {
    fn truth(&self) -> usize {
        self.answer.state.truth
    }

    /// What a cell counts: its receipt's figures, or all of it. `None` where only shares of them are in it.
    fn sum(&self, row: &Row, measure: Measure) -> Option<Sum> {
        let place = key(row);
        let receipt = row.receipts.iter().find(|one| one.measure == measure && one.rule != Rule::RateOfPlan);
        let receipt = receipt.filter(|one| !one.figures.is_empty());
        let Some(receipt) = receipt else {
            return Some(sum(self.city, self.truth(), &self.city.atoms_of(measure, &place)));
        };
        let is_shared = receipt.successions.iter().any(|one| one.weight != Weight::WHOLE);
        if is_shared && place.0 != 0 {
            return None;
        }
        let mut all = Sum::new();
        for (figures, times) in [(&receipt.figures, 1), (&receipt.taken_away, -1)] {
            for figure in figures {
                all = plus(all, &sum(self.city, self.truth_of(figure), &self.atoms(figure)), times);
            }
        }
        Some(all)
    }

    /// Who files once tells what was true then.
    fn truth_of(&self, one: &Observation) -> usize {
        match self.city.turns[number(one.figure.organization.as_str())] {
            Turns::First => one.revision.0 as usize - 1,
            Turns::All | Turns::Last => self.truth(),
        }
    }

    fn atoms(&self, one: &Observation) -> Rc<[usize]> {
        self.city.atoms_of(one.figure.measure, &place(one))
    }

    fn cells(&self, row: &Row) -> Vec<Cell> {
        let key = key(row);
        let cell = |measure: &Measure| {
            Some(Cell {
                organization: key.0,
                name: format!("{key:?} {measure:?} {} {:?}", self.answer.way, self.answer.state),
                is_plain: self.answer.is_plain(),
                value: self.rows.get(&key).and_then(|told| units(told, *measure)),
                has_number: has_number(row, *measure),
                sum: self.sum(row, *measure)?,
            })
        };
        COUNTED.iter().filter(|measure| self.city.measures.contains(measure)).filter_map(cell).collect()
    }

    fn row(&mut self, row: &Row) {
        let key = key(row);
        let mut facts = Vec::new();
        for measure in COUNTED {
            if let (Some(value), Some(told)) = (units(row, measure), self.sum(row, measure)) {
                // A sum that lacks somebody's tells of those below.
                let receipt = row.receipts.iter().find(|one| one.measure == measure);
                let lacks = |one: &Receipt| !one.missing.is_empty();
                let all = || sum(self.city, self.truth(), &self.city.atoms_of(measure, &key));
                let of_top = key.0 == 0 && (!receipt.is_some_and(lacks) || told == all());
                facts.push(equals(&told, value, of_top, measure.as_str()));
            }
        }
        for figure in row
            .receipts
            .iter()
            .chain(&row.year_before)
            .flat_map(|one| one.figures.iter().chain(&one.taken_away))
        {
            facts.extend(of_figure(self.city, figure));
            // Who has not filed anew since has the same, whether it is told or not.
            let filed = figure.revision.0 as usize - 1;
            if filed != self.truth_of(figure) && figure.figure.measure != Measure::PlanRate {
                let atoms = self.atoms(figure);
                let before = sum(self.city, filed, &atoms);
                let same = plus(sum(self.city, self.truth(), &atoms), &before, -1);
                facts.push(equals(&same, 0, true, "the same as before"));
            }
        }
        facts.extend(self.rate(row));
        // What an attacker compares, he may guess right.
        let compared = self.change(row).into_iter().chain(self.weight(row));
        facts.extend(compared.filter(|fact| fact.is_true(self.city)));
        self.facts.extend(facts);
    }

    fn rate(&self, row: &Row) -> Vec<Fact> {
        let Some((rate, source)) = row.plan_rate.zip(row.plan_rate_source) else { return Vec::new() };
        if source == RateSource::Published {
            let receipt = row.receipts.iter().find(|one| one.measure == Measure::PlanRate);
            let filed = receipt.and_then(|one| one.figures.first());
            return filed
                .map_or_else(Vec::new, |one| of_published(self.city, (one, self.truth_of(one)), rate));
        }
        let sums = || Some((self.sum(row, Measure::Actual)?, self.sum(row, Measure::Plan)?));
        match sums().filter(|_| row.actual.is_none() || row.plan.is_none()) {
            Some((actual, plan)) => of_rate((&actual, &plan), rate, false, "a rate"),
            None => Vec::new(),
        }
    }

    fn year_before(&self, (organization, period, member): &Place) -> Option<&Row> {
        let year: usize = period[..4].parse().unwrap();
        self.rows.get(&(*organization, format!("{}{}", year - 1, &period[4..]), *member)).copied()
    }

    /// Against the year before. Not where several as-of days may be meant.
    fn change(&self, row: &Row) -> Vec<Fact> {
        let Some((change, before)) = row.change.as_ref().zip(self.year_before(&key(row))) else {
            return Vec::new();
        };
        let (Some(now), Some(then)) = (self.sum(row, Measure::Actual), self.sum(before, Measure::Actual))
        else {
            return Vec::new();
        };
        let is_told = row.actual.is_some() && before.actual.is_some();
        if is_told || !self.answer.is_plain() || self.city.rounds[0].as_of.is_some() {
            return Vec::new();
        }
        let difference = plus(now, &then, -1);
        let absolute = change.absolute.map(|one| equals(&difference, one.units, false, "a change"));
        let percent =
            change.percent.map(|rate| of_rate((&difference, &then), rate, false, "a change in percent"));
        absolute.into_iter().chain(percent.into_iter().flatten()).collect()
    }

    /// What share of the year before those had who reported.
    fn weight(&self, row: &Row) -> Vec<Fact> {
        let Some(weight) = row.coverage.weight.filter(|_| self.answer.is_plain()) else { return Vec::new() };
        let leads = |measure: &&Measure| units(row, **measure).is_some();
        let leading = COUNTED.iter().find(leads).copied().unwrap_or(Measure::Actual);
        let Some(receipt) = row.receipts.iter().find(|one| one.measure == leading) else { return Vec::new() };
        if receipt.missing.is_empty() || row.coverage.reported == 0 {
            return Vec::new();
        }
        let filed = receipt.figures.iter().map(|one| number(one.figure.organization.as_str()));
        let missing: Vec<usize> = receipt.missing.iter().map(|one| number(one.as_str())).collect();
        let (_, period, member) = key(row);
        let mut is_told = true;
        let mut before = |organization: usize| {
            let found = self.year_before(&(organization, period.clone(), member));
            is_told &= found.is_some_and(|row| row.actual.is_some() || row.status != Status::Suppressed);
            let there = |row: &&Row| row.receipts.iter().any(|one| !one.figures.is_empty());
            found.filter(there).and_then(|row| self.sum(row, Measure::Actual)).unwrap_or_default()
        };
        let mut reporters: Vec<usize> = filed.filter(|one| !missing.contains(one)).collect();
        reporters.sort_unstable();
        reporters.dedup();
        let part = reporters.into_iter().fold(Sum::new(), |all, one| plus(all, &before(one), 1));
        let whole = missing.iter().fold(part.clone(), |all, one| plus(all, &before(*one), 1));
        if is_told { Vec::new() } else { of_rate((&part, &whole), weight, false, "a weight") }
    }

    /// A note that carries the sum of its parts beside what was reported: which parts, an attacker may guess right.
    fn notes(&mut self, report: &Report) {
        for note in &report.notes {
            let Note::DiffersFromSum { cell, summed, .. } = note else { continue };
            let words: Vec<&str> = cell.split(' ').collect();
            let of = words.get(3).map_or(0, |one| number(one.split('=').nth(1).unwrap()));
            let (organization, period) = (number(words[1]), words[2]);
            let children: Vec<Place> = (0..self.city.parents.len())
                .filter(|at| self.city.parents[*at] == Some(organization))
                .map(|at| (at, period.to_owned(), of))
                .collect();
            let tiles = [&["-H1", "-H2"][..], &["-9M", "-Q4"], &["-Q1", "-Q2", "-Q3", "-Q4"]];
            let tile = |parts: &&[&str]| -> Vec<Place> {
                parts.iter().map(|part| (organization, format!("{}{part}", &period[..4]), of)).collect()
            };
            let adds_up = matches!(self.city.kind, "flow" | "ratio");
            let tiles = tiles.iter().filter(|_| adds_up).map(tile);
            let ways = std::iter::once(children).chain(tiles).flat_map(|keys| {
                let sum_of = |measure| {
                    let rows = keys.iter().filter_map(|key| self.rows.get(key));
                    let sums = rows.filter_map(|row| self.sum(row, measure));
                    sums.fold(Sum::new(), |all, one| plus(all, &one, 1))
                };
                COUNTED.map(sum_of)
            });
            let mut ways = ways.collect::<Vec<Sum>>().into_iter();
            if let Some(sum) = ways.find(|sum| !sum.is_empty() && self.is_true(sum, summed.units)) {
                // All of the top that is anybody's below it.
                let of_top = organization == 0 && self.is_of_one_time(&sum);
                self.facts.push(equals(&sum, summed.units, of_top, "a note"));
            }
        }
    }

    /// Whether it is the same quarters of everybody.
    fn is_of_one_time(&self, sum: &Sum) -> bool {
        let mut quarters: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for atom in sum.keys().map(|at| self.city.atoms[at % self.city.atoms.len()]) {
            quarters.entry(atom.of).or_default().insert(atom.quarter);
        }
        let mut all = quarters.values();
        let first = all.next();
        all.all(|one| Some(one) == first)
    }

    fn is_true(&self, sum: &Sum, value: i64) -> bool {
        sum.iter().map(|(at, times)| self.city.true_count(*at) * times).sum::<i64>() == value
    }
}
