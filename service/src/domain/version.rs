//! The version of what is published, as semver.org counts: what a program that reads the figures has to expect of an edition.

use std::collections::BTreeSet;
use std::fmt;

use super::{EventKind, Public, Redefined, Revision};

/// `2.1.3`. The first release is 1.0.0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    major: u64,
    minor: u64,
    patch: u64,
}

/// How far an edition is from the one before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The figures and what they mean are the same.
    #[default]
    None,
    /// Published figures were corrected or confirmed.
    Patch,
    /// There are figures, indicators, organizations or members that were not there.
    Minor,
    /// An indicator or organization means something else, or something is not there any more.
    Major,
}

impl Step {
    /// The word for it; nothing where nothing changed.
    #[must_use]
    pub fn as_str(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Patch => Some("patch"),
            Self::Minor => Some("minor"),
            Self::Major => Some("major"),
        }
    }
}

impl Version {
    /// Before the first release there is nothing that anybody could rely on: the first number stays 0.
    fn after(self, step: Step, is_released: bool) -> Self {
        let Self { major, minor, patch } = self;
        match step {
            Step::None => self,
            Step::Patch => Self { patch: patch + 1, ..self },
            Step::Major if is_released => Self { major: major + 1, ..Self::default() },
            Step::Minor | Step::Major => Self { minor: minor + 1, major, patch: 0 },
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

/// The version of each number that readers count, in order, and the step to it. `redefined` is what each catalogue changed of the
/// one before, in order; `bringing` are the releases with a figure in a cell that showed none.
///
/// What has a version keeps it: nothing that comes later is looked at.
#[must_use]
pub fn versions(
    public: &[Public<'_>],
    redefined: &[Vec<Redefined>],
    bringing: &BTreeSet<Revision>,
) -> Vec<(Version, Step)> {
    let (mut version, mut is_released, mut catalogues) = (Version::default(), false, redefined.iter());
    let numbered = public.iter().map(|one| {
        let step = match one.event.kind {
            EventKind::Catalogue => {
                let changes = catalogues.next().into_iter().flatten();
                changes.map(Redefined::step).max().unwrap_or_default()
            }
            EventKind::Release { .. } if !is_released => Step::Major,
            EventKind::Release { .. } if bringing.contains(&one.number) => Step::Minor,
            EventKind::Release { .. } => Step::Patch,
            EventKind::RollBack(_) => Step::Major,
            EventKind::Cancelled(_) => Step::None,
        };
        is_released |= matches!(one.event.kind, EventKind::Release { .. });
        version = version.after(step, is_released);
        (version, step)
    });
    numbered.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Event, Thing};

    fn told(kinds: &[EventKind], redefined: &[Vec<Redefined>], bringing: &[u64]) -> Vec<String> {
        let events: Vec<Event> = (1..)
            .zip(kinds)
            .map(|(id, kind)| Event { id, made: 0, day: Default::default(), kind: kind.clone() })
            .collect();
        let public: Vec<Public<'_>> = (1..)
            .zip(&events)
            .map(|(number, event)| Public { number: Revision(number), since: 0, event })
            .collect();
        let bringing = bringing.iter().map(|number| Revision(*number)).collect();
        versions(&public, redefined, &bringing).iter().map(|(version, _)| version.to_string()).collect()
    }

    fn changed(step: Step) -> Vec<Redefined> {
        vec![Redefined::new(Thing::Indicator, "members", "unit", step)]
    }

    fn release() -> EventKind {
        EventKind::Release { due: None, filings: Vec::new() }
    }

    #[test]
    fn the_first_release_is_the_first_version_and_a_catalogue_before_it_none_to_rely_on() {
        let kinds = [EventKind::Catalogue, EventKind::Catalogue, release(), EventKind::Catalogue];
        let redefined = [changed(Step::Minor), changed(Step::Major), changed(Step::Major)];
        assert_eq!(told(&kinds, &redefined, &[3]), ["0.1.0", "0.2.0", "1.0.0", "2.0.0"]);
    }

    #[test]
    fn new_figures_are_minor_corrections_a_patch_and_what_is_taken_back_is_major() {
        let kinds = [
            release(),
            release(),
            release(),
            release(),
            EventKind::RollBack(4),
            release(),
            EventKind::Catalogue,
            EventKind::Catalogue,
        ];
        let redefined = [Vec::new(), changed(Step::Patch)];
        assert_eq!(
            told(&kinds, &redefined, &[1, 3]),
            ["1.0.0", "1.0.1", "1.1.0", "1.1.1", "2.0.0", "2.0.1", "2.0.1", "2.0.2"]
        );
    }
}
