//! Releases: what was decided, and what of it readers see when.
//!
//! What is public is numbered from 1, which is the only number that readers see: a hidden filing leaves no hole in it, and
//! a release to come takes its number when it comes due.

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;

use super::figure::words;
use super::{Invalid, Known, Moment, Redefined, Revision, SourceId, Step, Version};

words! {
    /// What has become of a filing.
    #[derive(Default)]
    Stage is "state", "use filed, accepted, returned, scheduled, public or rolled-back":
    /// Nobody has decided about it.
    #[default]
    Filed = "filed",
    /// It may be released.
    Accepted = "accepted",
    /// It went back to who filed it, with a reason.
    Returned = "returned",
    /// It is in a release to come.
    Scheduled = "scheduled",
    /// Readers see it.
    Public = "public",
    /// Readers saw it.
    RolledBack = "rolled-back",
}

/// A decision that readers see, or will see, or would have seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Counted in the order in which they were decided.
    pub id: u64,
    /// When it was decided, in milliseconds since 1970.
    pub made: i64,
    /// The day in Hanoi on which it happens.
    pub day: Date,
    /// What was decided.
    pub kind: EventKind,
}

/// What was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// A catalogue was loaded.
    Catalogue,
    /// Filings become public together.
    Release {
        /// When, in milliseconds since 1970; `None` is at once.
        due: Option<i64>,
        /// Which, in the order in which they were filed.
        filings: Vec<Revision>,
    },
    /// A release to come is taken back: nobody ever sees it.
    Cancelled(u64),
    /// A public release is taken back: it is not shown from this day on.
    RollBack(u64),
}

/// What readers see of an event.
#[derive(Clone, Copy, Debug)]
pub struct Public<'a> {
    /// Its number among all that is public.
    pub number: Revision,
    /// When it became public, in milliseconds since 1970.
    pub since: i64,
    /// The event.
    pub event: &'a Event,
}

/// Every event, in the order in which they were decided.
#[derive(Clone, Debug, Default)]
pub struct Timeline {
    events: Vec<Arc<Event>>,
    /// Where each stands among the public ones: by the instant, then by its number.
    turns: Vec<(i64, u64)>,
    cancelled: Vec<u64>,
    /// The newest instant of those that happened at once: a clock that was set back does not turn their order.
    latest: i64,
    last: u64,
}

impl Timeline {
    /// Adds the next one.
    pub fn push(&mut self, event: Event) {
        let turn = match event.kind {
            EventKind::Release { due: Some(due), .. } => due.max(self.latest),
            _ => event.made.max(self.latest),
        };
        match event.kind {
            EventKind::Release { due: Some(_), .. } => {}
            EventKind::Cancelled(release) => self.cancelled.push(release),
            _ => self.latest = turn,
        }
        self.turns.push((turn, event.id));
        self.last = self.last.max(event.id);
        self.events.push(Arc::new(event));
    }

    /// The number of the last decision that was read, also of one that readers never see.
    #[must_use]
    pub fn last(&self) -> u64 {
        self.last
    }

    /// Remembers that everything up to this decision was read.
    pub fn read_up_to(&mut self, last: u64) {
        self.last = self.last.max(last);
    }

    /// A release that was not cancelled.
    #[must_use]
    pub fn release(&self, id: u64) -> Option<&EventKind> {
        let event = self.events.iter().find(|event| event.id == id && self.happens(event))?;
        matches!(event.kind, EventKind::Release { .. }).then_some(&event.kind)
    }

    /// The filings of a release, also of one that was cancelled.
    #[must_use]
    pub fn released(&self, id: u64) -> &[Revision] {
        match self.events.iter().find(|event| event.id == id).map(|event| &event.kind) {
            Some(EventKind::Release { filings, .. }) => filings,
            _ => &[],
        }
    }

    /// What is public at an instant, in the order in which it became so.
    #[must_use]
    pub fn public(&self, now: i64) -> Vec<Public<'_>> {
        self.in_turn(|due| due <= now)
    }

    /// The instants at which something becomes public that is not yet, each once.
    #[must_use]
    pub fn to_come(&self, now: i64) -> Vec<i64> {
        let due =
            self.events.iter().filter(|event| self.happens(event)).filter_map(|event| match event.kind {
                EventKind::Release { due, .. } => due.filter(|due| *due > now),
                _ => None,
            });
        let mut due: Vec<i64> = due.collect();
        due.sort_unstable();
        due.dedup();
        due
    }

    fn happens(&self, event: &Event) -> bool {
        !matches!(event.kind, EventKind::Cancelled(_)) && !self.cancelled.contains(&event.id)
    }

    fn in_turn(&self, is_due: impl Fn(i64) -> bool) -> Vec<Public<'_>> {
        let seen = self.events.iter().zip(&self.turns).filter(|(event, _)| {
            self.happens(event)
                && match event.kind {
                    EventKind::Release { due: Some(due), .. } => is_due(due),
                    _ => true,
                }
        });
        let mut seen: Vec<(&Event, (i64, u64))> = seen.map(|(event, turn)| (&**event, *turn)).collect();
        seen.sort_by_key(|(_, turn)| *turn);
        let public = seen.into_iter().enumerate().map(|(at, (event, (since, _)))| Public {
            number: Revision(at as u64 + 1),
            since,
            event,
        });
        public.collect()
    }
}

/// A release that is public, or was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Released {
    /// Its number among all that is public.
    pub number: Revision,
    /// When it became public.
    pub at: Moment,
    /// How many filings it has.
    pub filings: usize,
    /// The version of what is published from then on.
    pub version: Version,
    /// How far that is from the one before.
    pub step: Step,
    /// Where it is not shown any more.
    pub rolled_back: Option<RolledBack>,
}

/// That a release was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RolledBack {
    /// From when on it is not shown any more.
    pub known: Known,
    /// The moment of that.
    pub at: Moment,
    /// The version of what is published from then on.
    pub version: Version,
}

/// That a catalogue said of what was published that it means something else, or more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redefinition {
    /// Its number among all that is public.
    pub number: Revision,
    /// When it was loaded.
    pub at: Moment,
    /// The version of what is published from then on.
    pub version: Version,
    /// How far that is from the one before.
    pub step: Step,
    /// What is otherwise.
    pub changes: Vec<Redefined>,
}

/// A filing as readers see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The filing, as the store counts.
    pub filing: Revision,
    /// The number of its release.
    pub revision: Revision,
    /// Itself as a source.
    pub source: SourceId,
    /// Its figures without a source of their own are known from this day on.
    pub day: Date,
}

impl Public<'_> {
    /// What this shows: the filings of a release, else nothing.
    pub fn shown(&self) -> impl Iterator<Item = Shown> {
        let filings = match &self.event.kind {
            EventKind::Release { filings, .. } => filings.as_slice(),
            _ => &[],
        };
        filings.iter().enumerate().map(|(place, filing)| Shown {
            filing: *filing,
            revision: self.number,
            source: SourceId::of_filing_among(self.number, place),
            day: self.event.day,
        })
    }

    /// The state of knowledge from which on this is known.
    #[must_use]
    pub fn known(&self) -> Known {
        Known { on: self.event.day, revision: self.number }
    }
}

/// When a release becomes public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// At once.
    Now,
    /// At this moment, which is to come.
    At(Moment),
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day() -> Date {
        jiff::civil::date(2026, 11, 22)
    }

    fn event(id: u64, made: i64, kind: EventKind) -> Event {
        Event { id, made, day: day(), kind }
    }

    fn release(due: Option<i64>) -> EventKind {
        EventKind::Release { due, filings: Vec::new() }
    }

    fn timeline(events: &[(u64, i64, EventKind)]) -> Timeline {
        let mut timeline = Timeline::default();
        events.iter().for_each(|(id, made, kind)| timeline.push(event(*id, *made, kind.clone())));
        timeline
    }

    fn seen(timeline: &Timeline, now: i64) -> Vec<u64> {
        timeline.public(now).iter().map(|one| one.event.id).collect()
    }

    #[test]
    fn a_release_to_come_takes_its_number_when_it_comes_due() {
        let events = [
            (1, 0, EventKind::Catalogue),
            (2, 10, release(None)),
            (3, 20, release(Some(100))),
            (4, 30, release(None)),
            (5, 200, release(None)),
        ];
        let early = timeline(&events[..4]);
        assert_eq!(seen(&early, 99), [1, 2, 4]);
        assert_eq!(seen(&early, 100), [1, 2, 4, 3]);
        assert_eq!((early.to_come(99), early.to_come(100)), (vec![100], vec![]));
        assert_eq!(seen(&timeline(&events), 300), [1, 2, 4, 3, 5]);
    }

    #[test]
    fn what_was_cancelled_was_never_there() {
        let events = [(1, 0, release(None)), (2, 1, release(Some(50))), (3, 2, EventKind::Cancelled(2))];
        let timeline = timeline(&events);
        assert_eq!(seen(&timeline, 100), [1]);
        assert_eq!((timeline.to_come(0), timeline.last()), (vec![], 3));
    }

    #[test]
    fn a_clock_that_was_set_back_turns_nothing() {
        let events = [(1, 100, release(None)), (2, 50, release(None)), (3, 50, release(Some(60)))];
        assert_eq!(seen(&timeline(&events), 55), [1, 2]);
        assert_eq!(seen(&timeline(&events), 60), [1, 2, 3]);
    }

    proptest! {
        /// As long as nothing is decided in the past, what readers were shown keeps its number for good.
        #[test]
        fn what_has_a_number_keeps_it(steps in prop::collection::vec((0_i64..5, 0_u8..4, 1_i64..20), 1..40)) {
            let mut timeline = Timeline::default();
            let mut shown: Vec<u64> = Vec::new();
            let mut now = 0;
            for (id, (passes, kind, ahead)) in (1..).zip(steps) {
                now += passes;
                let to_come = timeline.events.iter().find(|one| {
                    matches!(one.kind, EventKind::Release { due: Some(due), .. } if due > now + 1) && timeline.happens(one)
                });
                let kind = match (kind, to_come) {
                    (0, _) => EventKind::Catalogue,
                    (1, _) => release(None),
                    (2, Some(one)) => EventKind::Cancelled(one.id),
                    _ => release(Some(now + ahead)),
                };
                // What comes due at this very instant was shown before what is decided at it.
                let before = seen(&timeline, now);
                prop_assert_eq!(&before[..shown.len()], &shown[..]);
                timeline.push(event(id, now, kind));
                let after = seen(&timeline, now);
                prop_assert_eq!(&after[..before.len()], &before[..]);
                shown = after;
            }
        }
    }
}
