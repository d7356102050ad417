//! Each distinct thing once, sorted, so that a column can hold its number.

/// A sorted list of distinct things.
#[derive(Debug)]
pub(super) struct Dictionary<T>(Vec<T>);

impl<T> Default for Dictionary<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Ord + Clone> Dictionary<T> {
    pub(super) fn new<'a>(all: impl Iterator<Item = &'a T>) -> Self
    where
        T: 'a,
    {
        let mut distinct: Vec<&T> = all.collect();
        distinct.sort_unstable();
        distinct.dedup();
        Self(distinct.into_iter().cloned().collect())
    }

    /// The number of a thing; `None` when it is not here (more than 2^30 distinct things are not numbered).
    pub(super) fn find(&self, thing: &T) -> Option<u32> {
        let at = self.0.binary_search(thing).ok()?;
        u32::try_from(at).ok().filter(|at| *at < 1 << 30)
    }

    pub(super) fn get(&self, number: u32) -> Option<&T> {
        self.0.get(number as usize)
    }

    pub(super) fn all(&self) -> &[T] {
        &self.0
    }
}
