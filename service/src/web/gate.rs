//! A gate before costly work: so many at once, so many in line, the rest are turned away at once; and places without a line.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;

/// How many may wait for each one that works.
const LINE: usize = 16;

/// Counts who works and who waits.
pub(super) struct Gate {
    inside: Mutex<Inside>,
    freed: Condvar,
    most: usize,
}

#[derive(Default)]
struct Inside {
    working: usize,
    waiting: usize,
}

/// Too many are in line.
#[derive(Debug)]
pub(super) struct Busy;

impl Gate {
    /// Lets half of the processors work, at least one: the others answer what is cheap.
    pub(super) fn new() -> Self {
        let processors = thread::available_parallelism().map_or(1, usize::from);
        Self { inside: Mutex::default(), freed: Condvar::new(), most: processors.div_ceil(2) }
    }

    /// Does the work when there is room; blocks until then, so call it from a thread that may.
    pub(super) fn pass<T>(&self, work: impl FnOnce() -> T) -> Result<T, Busy> {
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        if inside.waiting >= self.most * LINE {
            return Err(Busy);
        }
        inside.waiting += 1;
        let mut inside = self
            .freed
            .wait_while(inside, |inside| inside.working >= self.most)
            .unwrap_or_else(PoisonError::into_inner);
        inside.waiting -= 1;
        inside.working += 1;
        drop(inside);
        let leaving = Leaving(self);
        let done = work();
        drop(leaving);
        Ok(done)
    }
}

/// Makes room when the work is done, also when it panicked.
struct Leaving<'a>(&'a Gate);

impl Drop for Leaving<'_> {
    fn drop(&mut self) {
        self.0.inside.lock().unwrap_or_else(PoisonError::into_inner).working -= 1;
        self.0.freed.notify_one();
    }
}

/// Places for answers that are sent in parts, which take as long as their clients do.
pub(super) struct Places {
    taken: Arc<AtomicUsize>,
    most: usize,
}

/// A place that is taken until this is dropped.
pub(super) struct Taken(Arc<AtomicUsize>);

impl Places {
    /// Twice as many as there are processors: while one client reads, another is written for.
    pub(super) fn new() -> Self {
        let processors = thread::available_parallelism().map_or(1, usize::from);
        Self { taken: Arc::default(), most: processors * 2 }
    }

    pub(super) fn most(&self) -> usize {
        self.most
    }

    /// A place, as long as there is one.
    pub(super) fn take(&self) -> Option<Taken> {
        let enter = |taken: usize| (taken < self.most).then_some(taken + 1);
        self.taken.fetch_update(Ordering::Relaxed, Ordering::Relaxed, enter).ok()?;
        Some(Taken(self.taken.clone()))
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_free_again_when_its_client_has_gone() {
        let places = Places::new();
        let taken: Vec<_> = (0..places.most()).map(|_| places.take().unwrap()).collect();
        assert!(places.take().is_none());
        drop(taken);
        assert!(places.take().is_some());
    }
}
