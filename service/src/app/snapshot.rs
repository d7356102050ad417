//! The figures in memory: how they become those of the store, and never older than they were.

use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};

use super::App;
use crate::cube::{Builder, Cube};
use crate::domain::Revision;
use crate::store::{Reading, StoreError};

/// How often, at most, it is looked whether another process has filed.
const LOOK_EVERY: u64 = 5;

/// How long it is not looked after a look that failed: it may have waited.
const LOOK_AGAIN: u64 = 1_000;

impl App {
    /// The newest figures. Notices what another process has filed; no thread waits for one that is noticing it.
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
        self.cube.load_full()
    }

    /// Takes over what another process committed; what fails is tried again later.
    pub(super) fn look(&self) {
        let held = self.cube.load_full();
        match self.store.newer(held.revision(), |reading| after(&held, reading)) {
            Ok(cube) => {
                cube.into_iter().for_each(|cube| self.swap(cube));
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

    /// Makes sure that this revision, which is durable already, is answered from.
    pub(super) fn refresh(&self, revision: Revision) {
        let _alone = self.reloading.lock().unwrap_or_else(PoisonError::into_inner);
        if self.cube.load().revision() >= revision {
            return;
        }
        if let Err(wrong) = self.reload() {
            tracing::error!("revision {revision} is kept, but answers do not show it yet: {wrong}");
        }
    }

    /// Reads what is newer than the snapshot.
    pub(super) fn reload(&self) -> Result<(), StoreError> {
        let held = self.cube.load_full();
        self.swap(self.store.read(|reading| after(&held, reading))?);
        Ok(())
    }

    /// Never back to an older revision, whichever thread comes last.
    fn swap(&self, newer: Cube) {
        let newer = Arc::new(newer.with_threshold(self.threshold));
        self.cube.rcu(|held| if held.revision() < newer.revision() { newer.clone() } else { held.clone() });
    }
}

/// A snapshot of all that is kept.
pub(super) fn whole(reading: &Reading<'_>) -> Result<Cube, StoreError> {
    let catalogue = Arc::new(reading.catalogue(Revision::default())?.unwrap_or_default());
    let mut builder = Builder::new(catalogue.clone());
    reading.observations(Revision::default(), &catalogue, |one| builder.push(one))?;
    Ok(builder.finish(reading.revision()?))
}

/// A snapshot of all that is kept, of which this one holds the older part.
fn after(held: &Cube, reading: &Reading<'_>) -> Result<Cube, StoreError> {
    let mut builder = Builder::after(held);
    let mut catalogue = held.catalogue().clone();
    if let Some(newer) = reading.catalogue(held.revision())? {
        catalogue = Arc::new(newer);
        match builder.with_catalogue(catalogue.clone()) {
            Some(agreeing) => builder = agreeing,
            None => return whole(reading),
        }
    }
    reading.observations(held.revision(), &catalogue, |one| builder.push(one))?;
    Ok(builder.finish(reading.revision()?))
}
