//! Whether a release puts an older filing over a newer one: now, or when what waits for its time comes due.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::snapshot::State;
use super::{App, StoreError};
use crate::cube::{At, Builder, Cube, Vintage};
use crate::domain::{Amount, Date, EventKind, Figure, Public, Revision, Shown, SourceId};
use crate::intake::difference::State as Said;
use crate::store::{Reading, Writing};

/// Cells that are told; all are counted.
const TOLD: usize = 50;

/// All that will ever be seen.
const FOR_GOOD: Vintage = Vintage { known_on: Date::MAX, as_of: None };

/// A cell in which a filing takes the place of a newer one, only because it is released after that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overtaken {
    /// The figure of the older filing: which cell it is.
    pub figure: Figure,
    /// What it says of the cell.
    pub older: Said,
    /// The filing it is of.
    pub filing: Revision,
    /// What is shown, or would be by then.
    pub newer: Said,
    /// The filing that is of.
    pub over: Revision,
}

/// What a release puts older figures over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OverNewer {
    /// The first of the cells.
    pub cells: Vec<Overtaken>,
    /// How many there are.
    pub count: usize,
    /// The newer filings, which who wants it nevertheless names.
    pub over: BTreeSet<Revision>,
}

/// That a release is wanted although it puts older figures over newer ones.
#[derive(Clone, Copy, Debug)]
pub struct Over<'a> {
    /// The newer filings.
    pub filings: &'a [Revision],
    /// Why; the log keeps it.
    pub reason: &'a str,
}

/// A release that is being decided.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deciding<'a> {
    /// In the order in which they were filed.
    pub filings: &'a [Revision],
    /// When it becomes public, in milliseconds since 1970.
    pub since: i64,
    /// The day of that.
    pub day: Date,
}

impl App {
    /// What a release puts older figures over, if it is decided now. Asked in the writer's turn, so that nothing is decided beside it.
    pub(super) fn over_newer(
        &self,
        writing: &Writing<'_>,
        deciding: Deciding<'_>,
    ) -> Result<OverNewer, StoreError> {
        if writing.newest_event()? > self.state.load().timeline.last() {
            self.reload()?;
        }
        let state = self.state.load_full();
        self.store.read(|reading| over_newer(&state, reading, deciding))
    }
}

fn over_newer(state: &State, reading: &Reading<'_>, deciding: Deciding<'_>) -> Result<OverNewer, StoreError> {
    let Deciding { filings, since, day } = deciding;
    let mut found = OverNewer::default();
    let (Some(oldest), Some(newest)) = (filings.iter().min(), filings.iter().max()) else { return Ok(found) };
    let all = state.timeline.public(i64::MAX);
    let (public, to_come) = all.split_at(state.timeline.public(since).len());
    // Mostly nobody has released anything newer, and nothing older waits for its time.
    let is_over = public.iter().any(|one| filings_of(one).iter().any(|filing| filing > oldest));
    let overtakes = |one: &Public<'_>| filings_of(one).iter().any(|filing| filing < newest);
    let last = to_come.iter().rposition(overtakes).map_or(0, |last| last + 1);
    if !is_over && last == 0 {
        return Ok(found);
    }
    let mut cube = state.edition(since).cube.clone();
    let number = Revision(public.len() as u64 + 1);
    let shown = filings.iter().enumerate().map(|(place, filing)| Shown {
        filing: *filing,
        revision: number,
        source: SourceId::of_filing_among(number, place),
        day,
    });
    let shown: Vec<Shown> = shown.collect();
    found.released(reading, &mut cube, &shown, |_| true)?;
    for one in &to_come[..last] {
        let shown: Vec<Shown> = Public { number: Revision(one.number.0 + 1), ..*one }.shown().collect();
        found.released(reading, &mut cube, &shown, |newer| filings.contains(&newer))?;
    }
    Ok(found)
}

fn filings_of<'a>(public: &Public<'a>) -> &'a [Revision] {
    match &public.event.kind {
        EventKind::Release { filings, .. } => filings,
        EventKind::Catalogue | EventKind::Cancelled(_) | EventKind::RollBack(_) => &[],
    }
}

impl OverNewer {
    /// Whether nothing newer is put below anything older.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Adds what filings that become public take the place of, where that is wanted, and them to the figures.
    fn released(
        &mut self,
        reading: &Reading<'_>,
        cube: &mut Arc<Cube>,
        shown: &[Shown],
        is_wanted: impl Fn(Revision) -> bool,
    ) -> Result<(), StoreError> {
        let before = cube.clone();
        let mut builder = Builder::after(&before);
        let mut over: Vec<(Figure, Revision, At)> = Vec::new();
        reading.observations(shown, before.catalogue(), |one| {
            let (period, measure) = (one.period, one.measure);
            let mut cell =
                before.cell(one.indicator, one.organization, period, one.breakdown, measure, FOR_GOOD);
            let newer = cell.next_back().filter(|at| {
                let newer = before.filing(*at);
                newer > one.filing && is_wanted(newer)
            });
            if let Some(at) = newer {
                over.push((one.to_observation().figure, one.filing, at));
            }
            drop(cell);
            builder.push(one);
        })?;
        let after = builder.finish(Revision(before.revision().0 + 1));
        for (figure, filing, was) in over {
            let Figure { indicator, organization, period, breakdown, measure, .. } = &figure;
            let is = after.cell(indicator, organization, *period, breakdown, *measure, FOR_GOOD).next_back();
            let Some(is) = is.filter(|is| after.filing(*is) == filing && after.as_of(*is) == figure.as_of)
            else {
                continue;
            };
            let own = shown.iter().find(|one| one.filing == filing).map(|one| &one.source);
            let (newer, older) = (said(&before, was, &figure), said(&after, is, &figure));
            if newer == older || !follows_from_the_order((&before, was), (&after, is), own) {
                continue;
            }
            let over = before.filing(was);
            self.count += 1;
            self.over.insert(over);
            if self.cells.len() < TOLD {
                self.cells.push(Overtaken { figure, older, filing, newer, over });
            }
        }
        *cube = Arc::new(after);
        Ok(())
    }
}

/// Whether the one would stand if it had been released before the other: what has later data, or was published later, stands in
/// whichever order they come.
fn follows_from_the_order(
    (before, was): (&Cube, At),
    (after, is): (&Cube, At),
    own: Option<&SourceId>,
) -> bool {
    let (source, day) = (after.source(is), after.known_on(is));
    source == before.source(was)
        || after.effective_as_of(is) == before.effective_as_of(was)
            && (source == own || day == before.known_on(was))
}

fn said(cube: &Cube, at: At, figure: &Figure) -> Said {
    let decimals =
        cube.catalogue().indicator(&figure.indicator).map_or(0, |one| one.decimals_of(figure.measure));
    Said {
        value: cube.value(at).map(|units| Amount::new(units, decimals)),
        as_of: cube.effective_as_of(at),
        qualifier: cube.qualifier(at),
        status: cube.status(at),
    }
}
