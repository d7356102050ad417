//! What of a city is filed, in rounds: corrections, of the same day too, what is taken back, and what runs to an earlier day.

use super::chance::Chance;
use super::city::{City, PARTS, Place};
use crate::domain::{Measure, Observation, Revision, SourceId};
use crate::rollup::tests::fixtures::observation;

/// What was filed together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Round {
    pub day: &'static str,
    pub as_of: Option<&'static str>,
    /// Of two rounds of one source on one day the later one mends the other.
    source: u64,
    /// From when on it is taken back.
    pub ended: Option<&'static str>,
}

/// In which rounds somebody files: in all in which anything is new, or once, whatever became true before or since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turns {
    All,
    First,
    Last,
}

/// What a reader asks for: what was known on a day, of data up to a day. True is then what was true after a round.
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    pub known_on: &'static str,
    pub as_of: Option<&'static str>,
    pub truth: usize,
}

const DAYS: [&str; 4] = ["2023-01-10", "2023-01-20", "2023-01-30", "2023-02-10"];
const EARLY: &str = "2022-10-05";
const LATE: &str = "2022-12-31";

impl Round {
    const fn on(day: usize) -> Self {
        Self { day: DAYS[day], as_of: None, source: 1, ended: None }
    }

    /// Mostly two of two days.
    pub(super) fn some(chance: &mut Chance) -> Vec<Self> {
        let (first, last) = (Self::on(0), Self::on(3));
        match chance.below(100) {
            0..70 => vec![first, last],
            70..77 => vec![first, first, last],
            77..84 => vec![first, Self { source: 2, ..first }, last],
            84..92 => vec![first, Self { ended: Some(DAYS[2]), ..Self::on(1) }, last],
            at => {
                let day = if at % 2 == 0 { first } else { last };
                vec![Self { as_of: Some(EARLY), ..first }, Self { as_of: Some(LATE), ..day }]
            }
        }
    }

    /// Where data run up to several days, some tell only of the first and some only of the last.
    pub(super) fn turns(rounds: &[Self], chance: &mut Chance) -> Turns {
        match rounds.first().and_then(|first| first.as_of).map(|_| chance.below(10)) {
            Some(0..2) => Turns::First,
            Some(2..4) => Turns::Last,
            _ => Turns::All,
        }
    }

    /// All that can be asked for.
    pub(super) fn states(rounds: &[Self]) -> Vec<State> {
        let mut states: Vec<State> = Vec::new();
        for (truth, round) in rounds.iter().enumerate() {
            let state = State { known_on: round.day, as_of: None, truth };
            states.retain(|one| one.known_on != round.day);
            states.push(state);
            states.extend(round.ended.map(|known_on| State { known_on, as_of: None, truth: truth - 1 }));
        }
        if let (Some(first), Some(last)) = (rounds.first(), rounds.last())
            && first.as_of.is_some()
        {
            states.push(State { known_on: last.day, as_of: first.as_of, truth: 0 });
        }
        states
    }
}

/// By level, by period, by measure and by member, some are filed and some are left to be added up; some are forgotten.
pub(super) fn file(city: &City, chance: &mut Chance) -> Vec<Observation> {
    let parts: &[&str] = match chance.below(5) {
        0 => &[""],
        1 => &["-H1", "-H2"],
        2 => &["-9M", ""],
        _ => &["-Q1", "-Q2", "-Q3", "-Q4"],
    };
    let (above, year, total) = (chance.below(100), chance.below(100), 40 + chance.below(60));
    let (holes, late, rates) = (chance.below(12), chance.below(12), chance.below(2) * chance.below(60));
    let mut filed = Vec::new();
    for organization in 0..city.parents.len() {
        let level = if city.is_leaf(organization) { 100 } else { above };
        if !chance.percent(level) {
            continue;
        }
        let counts = city.atoms.iter().zip(&city.truths[0]);
        let mut own = counts.filter(|(atom, _)| atom.of == organization);
        let is_late = city.is_leaf(organization) && own.all(|(_, count)| *count == 0);
        let turns = if is_late { Turns::Last } else { city.turns[organization] };
        for year_of in city.years() {
            for part in PARTS {
                let period = format!("{year_of}{part}");
                let is_asked = parts.contains(&part) || part.len() < 3 && chance.percent(year / 2);
                if !is_asked || !city.exists(organization, &period) {
                    continue;
                }
                for member in 0..=city.members {
                    for &measure in &city.measures {
                        let wanted = if member == 0 && city.members > 0 { total } else { 100 };
                        if !chance.percent(wanted) || chance.percent(holes) {
                            continue;
                        }
                        let is_late = turns == Turns::All && chance.percent(late);
                        let turns = if is_late { Turns::Last } else { turns };
                        let place = (organization, period.clone(), member);
                        let value = |round| Some(city.truth(round, &city.atoms_of(measure, &place)));
                        file_one(city, &mut filed, (measure, &place), turns, value);
                    }
                    if city.measures.contains(&Measure::Plan) && chance.percent(rates) {
                        let place = (organization, period.clone(), member);
                        let rate = |round| city.rate(round, &place);
                        file_one(city, &mut filed, (Measure::PlanRate, &place), Turns::All, rate);
                    }
                }
            }
        }
    }
    filed
}

fn file_one(
    city: &City,
    filed: &mut Vec<Observation>,
    (measure, (organization, period, member)): (Measure, &Place),
    turns: Turns,
    value: impl Fn(usize) -> Option<i64>,
) {
    let breakdown = if *member == 0 { "-".to_owned() } else { format!("outcome=m{member}") };
    for (at, round) in city.rounds.iter().enumerate() {
        let before = city.before(at).filter(|_| turns == Turns::All).and_then(&value);
        let Some(value) = value(at).filter(|value| Some(*value) != before) else { continue };
        let is_turn = match turns {
            Turns::All => true,
            Turns::First => at == 0,
            Turns::Last => at + 1 == city.rounds.len(),
        };
        if !is_turn {
            continue;
        }
        let (kind, measure, as_of) = (city.kind, measure.as_str(), round.as_of.unwrap_or("-"));
        let mut one = observation(&format!(
            "{kind} n{organization} {period} {measure} {breakdown} {value} {as_of} {}",
            round.day
        ));
        one.revision = Revision(at as u64 + 1);
        one.figure.source = Some(SourceId::of_filing(Revision(round.source)));
        filed.push(one);
    }
}

impl City {
    /// What is true of a variable of the attacker's.
    pub(super) fn true_count(&self, variable: usize) -> i64 {
        self.truths[variable / self.atoms.len()][variable % self.atoms.len()]
    }

    pub(super) fn truth(&self, round: usize, atoms: &[usize]) -> i64 {
        atoms.iter().map(|atom| self.truths[round][*atom]).sum()
    }

    /// What is published of a plan: a rate with three decimals.
    fn rate(&self, round: usize, place: &Place) -> Option<i64> {
        let of = |measure| self.truth(round, &self.atoms_of(measure, place));
        let (actual, plan) = (of(Measure::Actual), of(Measure::Plan));
        (plan > 0).then(|| (actual * 200_000 + plan) / (2 * plan))
    }
}
