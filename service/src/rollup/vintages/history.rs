//! The history of one cell: what was answered for it, and from when to when.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::newer::shows;
use super::seen;
use crate::cube::{At, Cube};
use crate::domain::{Catalogue, Date, Measure, Observation, Period, Query, Revision, Status};
use crate::rollup::{Refusal, Row, answer};

/// Days that one history may have.
const MOST_DAYS: usize = 1_000;

/// What was known of a cell, from the first day to the last.
#[derive(Clone, Debug)]
pub struct History {
    /// The catalogue, for names and units.
    pub catalogue: Arc<Catalogue>,
    /// What was asked.
    pub query: Query,
    /// The revision it was answered from.
    pub revision: Revision,
    /// The day up to which it is told.
    pub known_on: Date,
    /// The answers, each as long as it stood, the first one first.
    pub stretches: Vec<Stretch>,
    /// Every figure that was filed for the cell itself, also those that others superseded on the same day; by measure, in
    /// the order in which they supersede one another.
    pub filed: Vec<Observation>,
}

/// A time in which the answer was the same.
#[derive(Clone, Debug)]
pub struct Stretch {
    /// The first day on which it was known.
    pub from: Date,
    /// The last; `None` for what still stands.
    pub until: Option<Date>,
    /// The answer.
    pub row: Row,
}

/// Everything that was ever answered for the one cell of a query, up to `query.known_on` or else `today`.
///
/// # Errors
/// [`Refusal`] as of [`answer`], and when the query asks for more than one cell.
pub fn history(cube: &Cube, query: &Query, today: Date) -> Result<History, Refusal> {
    let newest = answer(cube, query, today)?;
    let [cell] = &newest.rows[..] else {
        return Err(Refusal::TooManyCells { asked: newest.rows.len(), most: 1 });
    };
    let days = days(cube, cell, newest.known_on);
    if days.len() > MOST_DAYS {
        return Err(Refusal::TooManyCells { asked: days.len(), most: MOST_DAYS });
    }
    let mut stretches: Vec<Stretch> = Vec::new();
    for from in days {
        // A day on which the question had no true answer has none in the history.
        let report = answer(cube, &Query { known_on: Some(from), ..query.clone() }, today);
        let Some(row) = report.ok().and_then(|report| report.rows.into_iter().next()) else { continue };
        let stands = match stretches.last() {
            Some(last) => is_same(&last.row, &row),
            None => says_nothing(&row),
        };
        if !stands {
            if let Some(last) = stretches.last_mut() {
                last.until = from.yesterday().ok();
            }
            stretches.push(Stretch { from, until: None, row });
        }
    }
    Ok(History {
        filed: filed(cube, cell, query, newest.known_on),
        catalogue: newest.catalogue.clone(),
        query: newest.query,
        revision: newest.revision,
        known_on: newest.known_on,
        stretches,
    })
}

fn is_same(one: &Row, other: &Row) -> bool {
    shows(one) == shows(other) && (one.as_of, &one.sources) == (other.as_of, &other.sources)
}

fn says_nothing(row: &Row) -> bool {
    let numbers = [row.actual, row.plan, row.universe, row.plan_rate];
    row.status == Status::NotReported && numbers.iter().all(Option::is_none)
}

/// The days on which anything was published or taken back that the answer may be made of: figures of the indicator for a part of the
/// calendar years of the period, or of the year before it, of any organization, for the tree decides later whose they are. Of
/// the whole years, since a quarter may be what is left of its year, and what has run up is a sum from January on.
fn days(cube: &Cube, cell: &Row, last: Date) -> BTreeSet<Date> {
    let before = cell.period.year_before();
    let share_a_year = |one: Period, other: Period| {
        one.start().year() <= other.end().year() && other.start().year() <= one.end().year()
    };
    let counts = |period: Period| {
        share_a_year(period, cell.period) || before.is_some_and(|before| share_a_year(period, before))
    };
    let organizations = &cube.catalogue().parts().organizations;
    organizations
        .iter()
        .flat_map(|one| cube.once_shown(&cell.indicator, &one.code))
        .filter(|at| counts(cube.period(*at)))
        .flat_map(|at| std::iter::once(cube.known_on(at)).chain(cube.until(at)))
        .filter(|day| *day <= last)
        .collect()
}

fn filed(cube: &Cube, cell: &Row, query: &Query, known_on: Date) -> Vec<Observation> {
    let asked = |measure: &&Measure| query.measures.is_empty() || query.measures.contains(measure);
    let is_of = move |at: &At, measure: Measure| {
        cube.period(*at) == cell.period
            && cube.is_of(*at, &cell.breakdown, measure)
            && cube.known_on(*at) <= known_on
            && cube.until(*at).is_none_or(|until| known_on < until)
            && query.as_of.is_none_or(|last| cube.effective_as_of(*at) <= last)
    };
    let ever = |measure: &Measure| {
        let measure = *measure;
        cube.ever(&cell.indicator, &cell.organization).filter(move |at| is_of(at, measure))
    };
    Measure::ALL.iter().filter(asked).flat_map(ever).map(|at| seen(cube, at)).collect()
}
