//! All that can be asked of a city, and what is answered.

use super::city::{City, PARTS};
use super::filings::{Round, State};
use crate::domain::{Date, Known, Observation, Query, Revision};
use crate::rollup::Report;
use crate::rollup::tests::fixtures::ask_of;
use crate::rollup::vintages::{Wanted, differences, history};

/// A question in one state of knowledge.
pub(super) struct Answer {
    pub state: State,
    /// As flows or as what runs up, or in which tree; nothing for figures as they were filed, in the tree they were filed in.
    pub way: &'static str,
    pub told: Report,
    /// The same if nothing were hidden, where the receipts do not say what is.
    pub whole: Option<Report>,
}

impl Answer {
    pub(super) fn is_plain(&self) -> bool {
        self.way.is_empty()
    }
}

/// All answers, and the figures that changes and histories name.
pub(super) struct Answers {
    pub reports: Vec<Answer>,
    pub figures: Vec<Observation>,
}

/// What is answered where less than `smallest` is small; of 1 nothing is hidden.
pub(super) fn ask_all(city: &City, smallest: i64) -> Answers {
    let (cube, bare) = (city.cube(&smallest.to_string()), city.cube("1"));
    let organizations: Vec<String> = (0..city.parents.len()).map(|at| format!("n{at}")).collect();
    let periods: Vec<String> =
        city.years().iter().flat_map(|year| PARTS.map(|part| format!("{year}{part}"))).collect();
    let question = format!(
        "indicator={}&organization={}&period={}&explain=true",
        city.kind,
        organizations.join(","),
        periods.join(",")
    );
    let mut ways = vec![""];
    if city.has_changed() {
        ways.extend(["&tree=as-is", "&tree=2022-02-01"]);
    }
    match city.kind {
        "flow" if city.atoms.len().is_multiple_of(3) => ways.push("&as=cumulative"),
        "cumulative" if city.atoms.len().is_multiple_of(2) => ways.push("&as=flow"),
        _ => {}
    }
    let mut reports = Vec::new();
    for state in Round::states(&city.rounds) {
        let as_of = state.as_of.map_or_else(String::new, |day| format!("&as_of={day}"));
        for &way in &ways {
            for outcome in ["", "&outcome=*"].iter().take(1 + usize::from(city.members > 0)) {
                let question = format!("{question}{outcome}{way}{as_of}&known_on={}", state.known_on);
                let ask = |cube| ask_of(cube, &question).unwrap();
                let whole = way.starts_with("&as=").then(|| ask(&bare));
                reports.push(Answer { state, way, told: ask(&cube), whole });
            }
        }
    }
    let figures = figures(city, &cube, (&organizations, &periods));
    Answers { reports, figures }
}

/// What changes from each round to the next tell, and the histories of totals where more was filed than can be asked for.
fn figures(
    city: &City,
    cube: &crate::cube::Cube,
    (organizations, periods): (&[String], &[String]),
) -> Vec<Observation> {
    let mut from = Known { on: Date::MIN, revision: Revision(0) };
    let mut figures = Vec::new();
    let wanted = Wanted { most: usize::MAX, ..Wanted::default() };
    let known = (1..).zip(&city.rounds).map(|(at, round)| (round.day, at));
    let ends = city.rounds.iter().filter_map(|round| Some((round.ended?, city.rounds.len() as u64 + 1)));
    let mut states: Vec<_> = known
        .chain(ends)
        .map(|(day, at)| Known { on: day.parse().unwrap(), revision: Revision(at) })
        .collect();
    states.sort_by_key(|known| (known.on, known.revision));
    for to in states {
        let page = differences(cube, &wanted, (from, to), None).unwrap();
        figures.extend(page.changes.into_iter().flat_map(|one| one.before.into_iter().chain(one.after)));
        from = to;
    }
    if city.rounds.len() > 2 {
        for organization in organizations {
            for period in periods {
                let words = [("indicator", city.kind), ("organization", organization), ("period", period)];
                let query = Query::parse(words).unwrap();
                let told = history(cube, &query, "2026-01-01".parse().unwrap()).unwrap();
                figures.extend(told.filed);
            }
        }
    }
    figures
}
