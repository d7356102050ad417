//! What a filing is held against: what is public and, of who may not make it so, their own that still waits.

use std::sync::Arc;

use super::snapshot::State;
use super::{App, StoreError, Submission};
use crate::cube::{Builder, Cube};
use crate::domain::{Act, OrganizationCode, Revision, Shown, SourceId};
use crate::store::{Reading, Waiting, Writing};

/// Figures that wait and count, of the newest filings: to hold a filing against them takes a fifth of a second at most.
const MOST_FIGURES: usize = 400_000;

/// What a filing is held against.
#[derive(Debug)]
pub(super) struct Grounds {
    pub state: Arc<State>,
    /// What readers see, or what they would see if all that waits of who files were public. It goes no further.
    pub cube: Arc<Cube>,
    /// `None` for who makes it public at once: then it stands beside what is.
    own: Option<Own>,
}

/// What waits of who files.
#[derive(Debug)]
struct Own {
    waiting: Vec<Waiting>,
    /// The newest revision of any kind when that was found.
    newest: Revision,
}

impl App {
    /// What a filing is held against now. What waits counts only where who files could look at it at the desk: of their
    /// organization and those below it, with no figure of another.
    pub(super) fn grounds(&self, submission: &Submission<'_>) -> Result<Grounds, StoreError> {
        let state = self.state.load_full();
        let cube = state.now.cube.clone();
        if submission.filer.may(Act::Release) {
            return Ok(Grounds { state, cube, own: None });
        }
        let (cube, own) = self.store.read(|reading| {
            let own = Own { waiting: waiting(reading, &state, submission)?, newest: reading.newest()? };
            if own.waiting.is_empty() {
                return Ok((cube, own));
            }
            // As if each were released by itself, in the order of filing.
            let numbers = (cube.revision().0 + 1..).map(Revision);
            let shown = own.waiting.iter().rev().zip(numbers).map(|(one, revision)| Shown {
                filing: one.filing,
                revision,
                source: SourceId::of_filing(revision),
                day: one.filed_on,
            });
            let shown: Vec<Shown> = shown.collect();
            let mut builder = Builder::after(&cube);
            reading.observations(&shown, cube.catalogue(), |one| builder.push(one))?;
            Ok((Arc::new(builder.finish(cube.revision())), own))
        })?;
        Ok(Grounds { state, cube, own: Some(own) })
    }

    /// Whether something was decided, loaded or, by those whose filings count, filed since. Asked in the writer's turn.
    pub(super) fn has_moved(
        &self,
        writing: &Writing<'_>,
        grounds: &Grounds,
        submission: &Submission<'_>,
    ) -> Result<bool, StoreError> {
        let state = &grounds.state;
        if writing.newest_event()? > state.timeline.last() || writing.newest_catalogue()? > state.catalogue {
            return Ok(true);
        }
        let Some(own) = &grounds.own else { return Ok(false) };
        // Mostly it is others who file at the same time.
        Ok(writing.newest()? > own.newest
            && self.store.read(|reading| waiting(reading, state, submission))? != own.waiting)
    }
}

/// What waits of who files and is not in the state's figures.
fn waiting(
    reading: &Reading<'_>,
    state: &State,
    submission: &Submission<'_>,
) -> Result<Vec<Waiting>, StoreError> {
    let Submission { filer, at, .. } = submission;
    let catalogue = state.now.cube.catalogue();
    let is_theirs = |code: &OrganizationCode| {
        filer.organization.as_ref().is_none_or(|above| catalogue.stands_within(code, above, at.day))
    };
    reading.waiting(state.now.since, MOST_FIGURES, is_theirs)
}
