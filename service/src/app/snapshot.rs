//! The figures in memory: how they become those of the store, never older than they were; and how a release to come, which
//! is made ready ahead, takes their place when it comes due.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock, PoisonError};

use super::App;
use crate::cube::{Builder, Cube};
use crate::domain::{
    EventKind, Known, Public, Redefined, Revision, Shown, Step, Threshold, Timeline, Version,
};
use crate::store::{Reading, StoreError};

/// How often, at most, it is looked whether another process has filed.
const LOOK_EVERY: u64 = 5;

/// How long it is not looked after a look that failed: it may have waited.
const LOOK_AGAIN: u64 = 1_000;

/// What answers are made of, and what they will be made of.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub timeline: Arc<Timeline>,
    /// The revision of the catalogue, as the store counts.
    pub catalogue: Revision,
    /// What each catalogue says otherwise than the one before, in the order in which they were loaded.
    pub redefined: Arc<Vec<Vec<Redefined>>>,
    pub now: Edition,
    /// In the order in which they come due.
    later: Vec<Edition>,
}

/// All that is public from an instant on.
#[derive(Clone, Debug)]
pub(super) struct Edition {
    /// In milliseconds since 1970.
    pub since: i64,
    pub cube: Arc<Cube>,
    /// The version of each number that readers count, and the step to it; worked out when first asked for.
    pub versions: Arc<OnceLock<Vec<(Version, Step)>>>,
}

impl Edition {
    fn new(since: i64, cube: Arc<Cube>) -> Self {
        Self { since, cube, versions: Arc::default() }
    }
}

impl App {
    /// The newest figures. Notices what another process has filed, and what has come due; no thread waits for one that is
    /// noticing it.
    #[must_use]
    pub fn snapshot(&self) -> Arc<Cube> {
        let now = self.elapsed();
        let due = self.look_at.load(Ordering::Relaxed);
        let mine = now >= due
            && self
                .look_at
                .compare_exchange(due, now + LOOK_EVERY, Ordering::Relaxed, Ordering::Relaxed)
                .is_ok();
        if mine {
            self.look();
        }
        self.turn();
        self.state.load().now.cube.clone()
    }

    /// Puts what has come due in the place of what was answered from.
    pub(super) fn turn(&self) {
        if clock() < self.next_due.load(Ordering::Acquire) {
            return;
        }
        let _alone = self.turning.lock().unwrap_or_else(PoisonError::into_inner);
        self.install(State::clone(&self.state.load()));
    }

    /// Takes over what another process committed; what fails is tried again later.
    pub(super) fn look(&self) {
        let held = self.state.load_full();
        match self.store.newer(held.timeline.last(), |reading| held.after(reading, clock(), self.threshold)) {
            Ok(newer) => {
                newer.into_iter().for_each(|newer| self.swap(newer));
                self.failing.store(false, Ordering::Relaxed);
            }
            Err(wrong) => {
                self.look_at.store(self.elapsed() + LOOK_AGAIN, Ordering::Relaxed);
                if !self.failing.swap(true, Ordering::Relaxed) {
                    tracing::error!("answers go on from the last snapshot: {wrong}");
                }
            }
        }
    }

    /// Milliseconds since the start.
    fn elapsed(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// Makes sure that this decision, which is durable already, is answered from.
    pub(super) fn refresh(&self, event: u64) {
        let _alone = self.reloading.lock().unwrap_or_else(PoisonError::into_inner);
        if self.state.load().timeline.last() >= event {
            return;
        }
        if let Err(wrong) = self.reload() {
            tracing::error!("decision {event} is kept, but answers do not show it yet: {wrong}");
        }
    }

    /// Reads what is newer than the snapshot.
    pub(super) fn reload(&self) -> Result<(), StoreError> {
        let held = self.state.load_full();
        self.swap(self.store.read(|reading| held.after(reading, clock(), self.threshold))?);
        Ok(())
    }

    /// Lets nothing come due that was built ahead from this instant on: a release was taken back, and to read the store
    /// anew, which brings the others again, may take longer than it has.
    pub(super) fn hold_back(&self, due: i64) {
        let _alone = self.turning.lock().unwrap_or_else(PoisonError::into_inner);
        let mut state = State::clone(&self.state.load());
        state.later.retain(|edition| edition.since < due);
        self.install(state);
    }

    /// Never back to an older one, whichever thread comes last.
    fn swap(&self, newer: State) {
        let _alone = self.turning.lock().unwrap_or_else(PoisonError::into_inner);
        if self.state.load().timeline.last() < newer.timeline.last() {
            self.install(newer);
        }
    }

    /// Answers from this state, or from what of it has come due meanwhile. The caller holds `turning`.
    fn install(&self, mut state: State) {
        state.turn(clock());
        let next = state.later.first().map_or(i64::MAX, |edition| edition.since);
        self.state.store(Arc::new(state));
        self.next_due.store(next, Ordering::Release);
    }
}

impl State {
    /// All that is kept.
    pub(super) fn whole(reading: &Reading<'_>, now: i64, threshold: Threshold) -> Result<Self, StoreError> {
        let catalogue = Arc::new(reading.catalogue(Revision::default())?.unwrap_or_default());
        let mut timeline = Timeline::default();
        reading.events(&mut timeline)?;
        let builder = Builder::new(catalogue);
        let public = timeline.public(now);
        let cube = Arc::new(grown(builder, reading, &public, 0)?.with_threshold(threshold));
        let catalogue = reading.newest_catalogue()?;
        let redefined = Arc::new(reading.redefined(Revision::default())?);
        let now = Edition::new(now, cube);
        Self { timeline: Arc::new(timeline), catalogue, redefined, now, later: Vec::new() }
            .with_later(reading, threshold)
    }

    /// All that is kept, of which this one holds the older part.
    pub(super) fn after(
        &self,
        reading: &Reading<'_>,
        now: i64,
        threshold: Threshold,
    ) -> Result<Self, StoreError> {
        let mut timeline = Timeline::clone(&self.timeline);
        reading.events(&mut timeline)?;
        let public = timeline.public(now);
        let held = self.timeline.public(self.now.since);
        let is_same = |(one, other): (&Public<'_>, &Public<'_>)| one.event.id == other.event.id;
        if public.len() < held.len() || !held.iter().zip(&public).all(is_same) {
            return Self::whole(reading, now, threshold);
        }
        let mut builder = Builder::after(&self.now.cube);
        if let Some(newer) = reading.catalogue(self.catalogue)? {
            match builder.with_catalogue(Arc::new(newer)) {
                Some(agreeing) => builder = agreeing,
                None => return Self::whole(reading, now, threshold),
            }
        }
        let catalogue = reading.newest_catalogue()?;
        let mut redefined = self.redefined.clone();
        if catalogue > self.catalogue {
            Arc::make_mut(&mut redefined).extend(reading.redefined(self.catalogue)?);
        }
        let cube = if public.len() == held.len() {
            self.now.cube.clone()
        } else {
            Arc::new(grown(builder, reading, &public, held.len())?.with_threshold(threshold))
        };
        let now = Edition::new(now, cube);
        Self { timeline: Arc::new(timeline), catalogue, redefined, now, later: Vec::new() }
            .with_later(reading, threshold)
    }

    /// The same with everything ready that will come due.
    fn with_later(mut self, reading: &Reading<'_>, threshold: Threshold) -> Result<Self, StoreError> {
        let timeline = self.timeline.clone();
        for since in timeline.to_come(self.now.since) {
            let before = &self.later.last().unwrap_or(&self.now).cube;
            let from = usize::try_from(before.revision().0).unwrap_or(usize::MAX);
            let grown = grown(Builder::after(before), reading, &timeline.public(since), from)?;
            self.later.push(Edition::new(since, Arc::new(grown.with_threshold(threshold))));
        }
        Ok(self)
    }

    /// Puts what has come due in the place of what was before it.
    fn turn(&mut self, now: i64) {
        let due = self.later.iter().take_while(|edition| edition.since <= now).count();
        if let Some(last) = self.later.drain(..due).next_back() {
            self.now = last;
        }
    }

    /// What is answered from at an instant, as far as it is decided.
    pub(super) fn edition(&self, at: i64) -> &Edition {
        self.later.iter().rfind(|edition| edition.since <= at).unwrap_or(&self.now)
    }

    /// What is public, in the order in which it became so.
    pub(super) fn public(&self) -> Vec<Public<'_>> {
        self.timeline.public(self.now.since)
    }

    /// The number of the release that shows a filing, if one does.
    pub(super) fn number_of_filing(&self, filing: Revision) -> Option<Revision> {
        let public = self.public();
        let shows = |one: &&Public<'_>| matches!(&one.event.kind, EventKind::Release { filings, .. } if filings.contains(&filing));
        public.iter().rfind(shows).map(|one| one.number)
    }

    /// The number of the catalogue.
    pub(super) fn number_of_catalogue(&self) -> Option<Revision> {
        let public = self.public();
        public.iter().rfind(|one| one.event.kind == EventKind::Catalogue).map(|one| one.number)
    }
}

/// The snapshot with everything that is public, of which it holds the first so many.
fn grown(
    mut builder: Builder,
    reading: &Reading<'_>,
    public: &[Public<'_>],
    held: usize,
) -> Result<Cube, StoreError> {
    let catalogue = builder.catalogue().clone();
    let newer = public.get(held..).unwrap_or(&[]);
    let shown: Vec<Shown> = newer.iter().flat_map(Public::shown).collect();
    reading.observations(&shown, &catalogue, |one| builder.push(one))?;
    for (release, until) in taken_back(public, newer) {
        builder.end(release, until);
    }
    Ok(builder.finish(Revision(public.len() as u64)))
}

/// Which releases are taken back by what is newer, and from when on.
fn taken_back(public: &[Public<'_>], newer: &[Public<'_>]) -> Vec<(Revision, Known)> {
    let of = |one: &Public<'_>| match one.event.kind {
        EventKind::RollBack(release) => {
            let release = public.iter().find(|other| other.event.id == release)?;
            Some((release.number, one.known()))
        }
        _ => None,
    };
    newer.iter().filter_map(of).collect()
}

/// Milliseconds since 1970. Asked at every answer: what comes due does so by the clock of the machine. Where that is set
/// back it stands still: what was public stays so.
pub(super) fn clock() -> i64 {
    static LATEST: AtomicI64 = AtomicI64::new(0);
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let now = since.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX));
    let latest = LATEST.load(Ordering::Relaxed);
    // Written once a millisecond, not at every answer.
    if now > latest { LATEST.fetch_max(now, Ordering::Relaxed).max(now) } else { latest }
}
