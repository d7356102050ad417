//! What becomes of filings: accepted, returned, released now or at a time, taken back.

use std::collections::BTreeMap;
use std::time::Duration;

use super::over_newer::{Deciding, Over, OverNewer};
use super::{App, snapshot};
use crate::domain::{Actor, EventKind, Moment, Released, Revision, RolledBack, Stage, Timeline, When};
use crate::store::{Decision, StoreError, Writing};

/// How long before a release comes due, in milliseconds, nothing else is made public: it would not be certain which of the
/// two came first, and what readers were shown keeps its number.
const APART: i64 = 1_000;

/// Why a decision was not taken; nothing was changed.
#[derive(Debug)]
pub enum DecisionError {
    /// There is no such filing or release.
    Unknown(u64),
    /// The filing has figures of an organization that is not below the actor's.
    NotYours(Revision),
    /// The filing has other bytes than those that were looked at.
    OtherBytes(Revision),
    /// What was wanted cannot follow on what the filing is.
    Not {
        /// The filing.
        filing: Revision,
        /// What it is.
        is: Stage,
    },
    /// A release of nothing.
    Nothing,
    /// A filing goes back with a reason.
    NoReason,
    /// The time of a release is not to come, or so near that it cannot be made ready.
    NotToCome,
    /// The release is not, or no longer, to come, or not public, or was taken back before.
    Over(u64),
    /// The release puts figures of an older filing over those of a newer one.
    OverNewer(Box<OverNewer>),
    /// Not the decision's fault.
    Store(StoreError),
}

impl From<StoreError> for DecisionError {
    fn from(wrong: StoreError) -> Self {
        Self::Store(wrong)
    }
}

/// Who decides, and when.
#[derive(Clone, Copy, Debug)]
pub struct By<'a> {
    /// Who.
    pub actor: &'a Actor,
    /// When.
    pub at: &'a Moment,
}

impl App {
    /// Accepts a filing whose bytes have this SHA-256: it may be released.
    ///
    /// # Errors
    /// [`DecisionError`]; likewise below.
    pub fn approve(&self, filing: Revision, sha256: [u8; 32], by: By<'_>) -> Result<(), DecisionError> {
        self.decide(filing, sha256, Decision::Accepted, by)
    }

    /// Returns a filing to who filed it.
    ///
    /// # Errors
    /// [`DecisionError`].
    pub fn send_back(
        &self,
        filing: Revision,
        sha256: [u8; 32],
        reason: &str,
        by: By<'_>,
    ) -> Result<(), DecisionError> {
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(DecisionError::NoReason);
        }
        self.decide(filing, sha256, Decision::Returned(reason), by)
    }

    fn decide(
        &self,
        filing: Revision,
        sha256: [u8; 32],
        decision: Decision<'_>,
        by: By<'_>,
    ) -> Result<(), DecisionError> {
        self.store.write(|writing| {
            let found = writing.stage(filing, snapshot::clock())?;
            let (is, bytes) = found.ok_or(DecisionError::Unknown(filing.0))?;
            self.is_theirs(writing, filing, by)?;
            if bytes != sha256 {
                return Err(DecisionError::OtherBytes(filing));
            }
            match (is, decision) {
                (Stage::Public | Stage::Scheduled, _) => Err(DecisionError::Not { filing, is }),
                (Stage::Accepted, Decision::Accepted) | (Stage::Returned, Decision::Returned(_)) => {
                    Err(DecisionError::Not { filing, is })
                }
                _ => Ok(writing.decide(filing, sha256, decision, by.at, by.actor)?),
            }
        })
    }

    /// Makes accepted filings public together, at once or when it comes due; returns the release.
    ///
    /// # Errors
    /// [`DecisionError`].
    pub fn release(&self, filings: &[Revision], when: &When, by: By<'_>) -> Result<u64, DecisionError> {
        self.release_over(filings, when, None, by)
    }

    /// The same over newer filings that are named, for a reason.
    ///
    /// # Errors
    /// [`DecisionError`]; over a newer filing that is not named [`DecisionError::OverNewer`].
    pub fn release_over(
        &self,
        filings: &[Revision],
        when: &When,
        over: Option<Over<'_>>,
        by: By<'_>,
    ) -> Result<u64, DecisionError> {
        let mut filings = filings.to_vec();
        filings.sort_unstable();
        filings.dedup();
        if filings.is_empty() {
            return Err(DecisionError::Nothing);
        }
        let event = self.store.write(|writing| {
            let now = snapshot::clock();
            for filing in filings.iter().copied() {
                let (is, ..) = writing.stage(filing, now)?.ok_or(DecisionError::Unknown(filing.0))?;
                self.is_theirs(writing, filing, by)?;
                if is != Stage::Accepted {
                    return Err(DecisionError::Not { filing, is });
                }
            }
            let at = match when {
                When::Now => instant(writing, by.at)?,
                When::At(due) if due.millis() > now + APART => by.at.clone(),
                When::At(_) => return Err(DecisionError::NotToCome),
            };
            let becomes = if let When::At(due) = when { due } else { &at };
            let since = becomes.millis().max(now);
            let found = self.over_newer(writing, Deciding { filings: &filings, since, day: becomes.day })?;
            let over = confirmed(found, over)?;
            let over = over.as_ref().map(|(newer, reason)| (newer.as_slice(), *reason));
            Ok(writing.release_over(&filings, when, over, &at, by.actor)?)
        })?;
        self.refresh(event);
        Ok(event)
    }

    /// Takes a release to come back; its filings stay accepted.
    ///
    /// # Errors
    /// [`DecisionError`].
    pub fn cancel(&self, release: u64, reason: &str, by: By<'_>) -> Result<(), DecisionError> {
        let (event, due) = self.store.write(|writing| {
            let timeline = writing.timeline()?;
            for filing in timeline.released(release) {
                self.is_theirs(writing, *filing, by)?;
            }
            // What comes due while this is decided may have been shown.
            let due = due(&timeline, release)?;
            if !timeline.to_come(snapshot::clock() + APART).contains(&due) {
                return Err(DecisionError::Over(release));
            }
            writing.cancel(release, by.at, by.actor, reason.trim())?;
            Ok((writing.newest_event()?, due))
        })?;
        self.hold_back(due);
        self.refresh(event);
        Ok(())
    }

    /// Takes a public release back: from now on nothing of it is shown, but to who asks what was known before.
    ///
    /// # Errors
    /// [`DecisionError`].
    pub fn roll_back(&self, release: u64, reason: &str, by: By<'_>) -> Result<(), DecisionError> {
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(DecisionError::NoReason);
        }
        let event = self.store.write(|writing| {
            let timeline = writing.timeline()?;
            let public = timeline.public(snapshot::clock());
            let is_release = |kind: &EventKind| matches!(kind, EventKind::Release { .. });
            let is_there = public.iter().any(|one| one.event.id == release && is_release(&one.event.kind));
            if !is_there || public.iter().any(|one| one.event.kind == EventKind::RollBack(release)) {
                return Err(DecisionError::Over(release));
            }
            for filing in timeline.released(release) {
                self.is_theirs(writing, *filing, by)?;
            }
            Ok(writing.roll_back(release, &instant(writing, by.at)?, by.actor, reason)?)
        })?;
        self.refresh(event);
        Ok(())
    }
}

impl App {
    /// The releases that are public or were, the newest first.
    #[must_use]
    pub fn released(&self) -> Vec<Released> {
        // What has come due, or was filed by another process, counts.
        drop(self.snapshot());
        let state = self.state.load_full();
        let public = state.public();
        let mut releases: Vec<Released> = Vec::new();
        for one in &public {
            let at = Moment { day: one.event.day, ..Moment::of_millis(one.since) };
            let (version, step) = state.version(one.number);
            match &one.event.kind {
                EventKind::Release { filings, .. } => releases.push(Released {
                    number: one.number,
                    at,
                    filings: filings.len(),
                    version,
                    step,
                    rolled_back: None,
                }),
                EventKind::RollBack(release) => {
                    let number = public.iter().find(|other| other.event.id == *release).map(|one| one.number);
                    let found = releases.iter_mut().find(|one| Some(one.number) == number);
                    if let Some(release) = found {
                        release.rolled_back = Some(RolledBack { known: one.known(), at, version });
                    }
                }
                EventKind::Catalogue | EventKind::Cancelled(_) => {}
            }
        }
        releases.reverse();
        releases
    }

    /// The numbers that readers see, by the decisions that made the releases public; one to come has none yet.
    #[must_use]
    pub fn release_numbers(&self) -> BTreeMap<u64, Revision> {
        drop(self.snapshot());
        let state = self.state.load_full();
        let public = state.public().into_iter();
        let releases = public.filter(|one| matches!(one.event.kind, EventKind::Release { .. }));
        releases.map(|one| (one.event.id, one.number)).collect()
    }

    /// Whether all figures of a filing are of the actor's organization and those below it.
    fn is_theirs(&self, writing: &Writing<'_>, filing: Revision, by: By<'_>) -> Result<(), DecisionError> {
        let Some(above) = &by.actor.organization else { return Ok(()) };
        let catalogue = self.state.load().now.cube.catalogue().clone();
        let organizations = writing.filed_for(filing)?;
        let within = organizations.iter().all(|code| catalogue.stands_within(code, above, by.at.day));
        if within { Ok(()) } else { Err(DecisionError::NotYours(filing)) }
    }
}

/// The newer filings that a release is put over, and why: nothing where there are none, whatever was confirmed.
fn confirmed(
    found: OverNewer,
    over: Option<Over<'_>>,
) -> Result<Option<(Vec<Revision>, &str)>, DecisionError> {
    if found.is_empty() {
        return Ok(None);
    }
    // What was released since who confirms has looked is not confirmed.
    let named = over.filter(|over| found.over.iter().all(|newer| over.filings.contains(newer)));
    match named.map(|over| over.reason.trim()) {
        None => Err(DecisionError::OverNewer(Box::new(found))),
        Some("") => Err(DecisionError::NoReason),
        Some(reason) => Ok(Some((found.over.into_iter().collect(), reason))),
    }
}

/// When a release comes due that is not cancelled.
fn due(timeline: &Timeline, release: u64) -> Result<i64, DecisionError> {
    match timeline.release(release) {
        Some(EventKind::Release { due: Some(due), .. }) => Ok(*due),
        Some(_) => Err(DecisionError::Over(release)),
        None => Err(DecisionError::Unknown(release)),
    }
}

/// The moment at which something becomes public at once: after everything that has come due. Asked within the transaction,
/// since only one can be under way.
pub(super) fn instant(writing: &Writing<'_>, at: &Moment) -> Result<Moment, StoreError> {
    let mut at = at.clone();
    loop {
        let now = snapshot::clock();
        let Some(due) = writing.comes_due(at.millis(), now + APART)? else { return Ok(at) };
        std::thread::sleep(Duration::from_millis(u64::try_from(due - now).unwrap_or(0)));
        at = Moment::now();
    }
}
