//! The versions of what is published: each edition has one, for good.

use super::App;
use super::snapshot::State;
use crate::domain::{EventKind, Moment, Redefinition, Revision, Step, Version, versions};

impl App {
    /// The version of the edition of this number: that of an answer, by its revision.
    #[must_use]
    pub fn version(&self, revision: Revision) -> Version {
        self.state.load_full().version(revision).0
    }

    /// What catalogues changed of the definitions of what was published, the newest first.
    #[must_use]
    pub fn redefinitions(&self) -> Vec<Redefinition> {
        let state = self.state.load_full();
        let public = state.public();
        let catalogues = public.iter().filter(|one| one.event.kind == EventKind::Catalogue);
        // The first one defines; nothing was there that it could have redefined.
        let redefined = catalogues.zip(state.redefined.iter()).skip(1);
        let told = redefined.filter(|(_, changes)| !changes.is_empty()).map(|(one, changes)| {
            let (version, step) = state.version(one.number);
            let at = Moment { day: one.event.day, ..Moment::of_millis(one.since) };
            Redefinition { number: one.number, at, version, step, changes: changes.clone() }
        });
        let mut told: Vec<Redefinition> = told.collect();
        told.reverse();
        told
    }
}

impl State {
    /// Of each number that readers count, in order.
    pub(super) fn versions(&self) -> &[(Version, Step)] {
        self.now.versions.get_or_init(|| versions(&self.public(), &self.redefined, &self.now.cube.bringing()))
    }

    pub(super) fn version(&self, Revision(number): Revision) -> (Version, Step) {
        let at = usize::try_from(number).unwrap_or(usize::MAX).wrapping_sub(1);
        self.versions().get(at).copied().unwrap_or_default()
    }
}
