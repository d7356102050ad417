//! What was worked out from a snapshot once and is kept beside it.

use std::any::Any;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::domain::IndicatorCode;

type Thing = Arc<dyn Any + Send + Sync>;

/// One thing for each indicator. A copy of the snapshot starts without them, since it may become another, but has those of
/// the snapshot before at hand: most of what they say may still hold.
#[derive(Default)]
pub(super) struct Aside {
    kept: Mutex<BTreeMap<IndicatorCode, Arc<OnceLock<Thing>>>>,
    before: Mutex<BTreeMap<IndicatorCode, Thing>>,
}

impl Aside {
    /// What is kept for the indicator; made of the one before, when it is not there, while the others who ask for it wait. Who
    /// asks for another does not.
    pub(super) fn of<T: Any + Send + Sync>(
        &self,
        indicator: &IndicatorCode,
        make: impl Fn(Option<&T>) -> T,
    ) -> Arc<T> {
        let place = {
            let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            kept.entry(indicator.clone()).or_default().clone()
        };
        let there = place.get_or_init(|| {
            let before = self.before.lock().unwrap_or_else(PoisonError::into_inner).remove(indicator);
            Arc::new(make(before.as_deref().and_then(|one| one.downcast_ref())))
        });
        there.clone().downcast().unwrap_or_else(|_| Arc::new(make(None)))
    }
}

impl Clone for Aside {
    fn clone(&self) -> Self {
        let mut before = self.before.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let made = kept.iter().filter_map(|(code, one)| Some((code.clone(), one.get()?.clone())));
        before.extend(made);
        Self { before: Mutex::new(before), kept: Mutex::default() }
    }
}

impl fmt::Debug for Aside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Aside")
    }
}

/// One thing for one indicator, shared by the snapshots in which its figures and the catalogue are the same.
#[derive(Clone, Default)]
pub(super) struct Kept(Arc<OnceLock<Box<dyn Any + Send + Sync>>>);

impl Kept {
    /// The thing; a new one at first.
    pub(super) fn get<T: Any + Send + Sync + Default>(&self) -> Option<&T> {
        self.0.get_or_init(|| Box::new(T::default())).downcast_ref()
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Kept")
    }
}
