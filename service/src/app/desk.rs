//! What the desk shows to who may see it.

use super::{App, StoreError, snapshot};
use crate::domain::{
    Actor, Catalogue, Decided, Figure, HeldFiling, HeldRelease, Justification, Moment, Public, Revision,
    Shown, SourceId, Stage,
};
use crate::intake::difference::Differences;
use crate::intake::{Handling, Problem, Rules, judged};
use crate::store::Reading;

/// A filing with all that helps to decide about it.
#[derive(Debug)]
pub struct Inspected {
    /// The filing.
    pub filing: HeldFiling,
    /// What was decided about it, the first decision first.
    pub decided: Vec<Decided>,
    /// The reasons that came with it.
    pub justifications: Vec<Justification>,
    /// Its figures.
    pub figures: Vec<Figure>,
    /// What the rules find when it is held against what is public now; the place of a figure is its `line`, from 1.
    pub findings: Vec<Problem>,
    /// What it would change of what is public now.
    pub differences: Differences,
}

impl App {
    /// The newest filings that readers do not see and that the actor acts for; at most so many.
    ///
    /// # Errors
    /// When the store fails; likewise below.
    pub fn waiting(&self, most: usize, actor: &Actor, at: &Moment) -> Result<Vec<HeldFiling>, StoreError> {
        let catalogue = self.snapshot().catalogue().clone();
        let is_hidden = |stage| stage != Stage::Public;
        let is_theirs = |one: &HeldFiling| is_for(&catalogue, one, actor, at);
        self.store.read(|reading| reading.filings(snapshot::clock(), most, is_hidden, is_theirs))
    }

    /// One filing; `None` where there is none, or none that the actor acts for.
    ///
    /// # Errors
    /// When the store fails.
    pub fn inspect(
        &self,
        filing: Revision,
        actor: &Actor,
        at: &Moment,
    ) -> Result<Option<Inspected>, StoreError> {
        let cube = self.snapshot();
        let catalogue = cube.catalogue();
        let read = self.store.read(|reading| {
            let found = reading.held_filing(filing, snapshot::clock())?;
            let Some(held) = found.filter(|one| is_for(catalogue, one, actor, at)) else { return Ok(None) };
            let source = SourceId::of_filing(filing);
            let shown = Shown { filing, revision: filing, source: source.clone(), day: held.filed_on };
            let mut figures = Vec::with_capacity(held.figures);
            reading.observations(&[shown], catalogue, |one| figures.push(one.to_observation().figure))?;
            // Itself as a source is no source that it names.
            for figure in &mut figures {
                figure.source.take_if(|one| *one == source);
            }
            Ok(Some((held, reading.decided(filing)?, reading.justifications(filing)?, figures)))
        })?;
        Ok(read.map(|(held, decided, justifications, figures)| {
            let rules = Rules {
                catalogue,
                within: None,
                most_rows: usize::MAX,
                today: held.filed_on,
                handling: Handling::default(),
                history: &*cube,
            };
            let (findings, differences) = judged(&figures, rules);
            Inspected { filing: held, decided, justifications, figures, findings, differences }
        }))
    }

    /// What readers know a filing as, the newest first: a source for each release that has it. For who may see the filing.
    #[must_use]
    pub fn public_sources(&self, filing: Revision) -> Vec<SourceId> {
        drop(self.snapshot());
        let state = self.state.load_full();
        let public = state.public();
        let shown = public.iter().rev().flat_map(Public::shown).filter(|one| one.filing == filing);
        shown.map(|one| one.source).collect()
    }

    /// The filing that readers know as this source; `None` where there is none, or none that the actor acts for.
    ///
    /// # Errors
    /// When the store fails.
    pub fn filing_of(
        &self,
        source: &SourceId,
        actor: &Actor,
        at: &Moment,
    ) -> Result<Option<Revision>, StoreError> {
        let catalogue = self.snapshot().catalogue().clone();
        let state = self.state.load_full();
        let public = state.public();
        let shown = public.iter().flat_map(Public::shown).find(|one| one.source == *source);
        let Some(shown) = shown else { return Ok(None) };
        let held = self.store.read(|reading| reading.held_filing(shown.filing, snapshot::clock()))?;
        Ok(held.filter(|one| is_for(&catalogue, one, actor, at)).map(|one| one.filing))
    }

    /// The newest releases before one that have come due, or never will, and of which the actor acts for every filing; at most so
    /// many.
    ///
    /// # Errors
    /// When the store fails.
    pub fn releases(
        &self,
        before: Option<u64>,
        most: usize,
        actor: &Actor,
        at: &Moment,
    ) -> Result<Vec<HeldRelease>, StoreError> {
        let catalogue = self.snapshot().catalogue().clone();
        self.store.read(|reading| {
            let wanted = |one: &HeldRelease| {
                !one.is_to_come(at.millis()) && acts_for_all(reading, &catalogue, one, (actor, at))
            };
            reading.releases(before, most, wanted)
        })
    }

    /// The releases to come of which the actor acts for every filing, the newest first.
    ///
    /// # Errors
    /// When the store fails.
    pub fn releases_to_come(&self, actor: &Actor, at: &Moment) -> Result<Vec<HeldRelease>, StoreError> {
        let catalogue = self.snapshot().catalogue().clone();
        self.store.read(|reading| {
            let wanted = |one: &HeldRelease| {
                one.is_to_come(at.millis()) && acts_for_all(reading, &catalogue, one, (actor, at))
            };
            reading.releases_to_come(at.millis(), wanted)
        })
    }
}

fn acts_for_all(
    reading: &Reading<'_>,
    catalogue: &Catalogue,
    release: &HeldRelease,
    (actor, at): (&Actor, &Moment),
) -> bool {
    let is_theirs = |filing: &Revision| {
        let held = reading.held_filing(*filing, snapshot::clock()).ok().flatten();
        held.is_some_and(|one| is_for(catalogue, &one, actor, at))
    };
    actor.organization.is_none() || release.filings.iter().all(is_theirs)
}

/// Whether all figures of a filing are of the actor's organization and those below it.
pub(super) fn is_for(catalogue: &Catalogue, filing: &HeldFiling, actor: &Actor, at: &Moment) -> bool {
    let within = |above| filing.organizations.iter().all(|code| catalogue.stands_within(code, above, at.day));
    actor.organization.as_ref().is_none_or(within)
}
