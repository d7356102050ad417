//! What was decided about filings: one row a decision, none ever changed.

use rusqlite::{Connection, OptionalExtension, Row};

use super::columns::text;
use super::{Reading, StoreError, Writing, digest};
use crate::domain::{
    Act, Actor, Deed, Event, EventKind, Moment, OrganizationCode, Revision, Stage, Timeline, When, day,
};

/// What a decision says beside what it is about.
#[derive(Debug, Default)]
pub(super) struct Said<'a> {
    pub due: Option<i64>,
    pub sha256: Option<[u8; 32]>,
    pub reason: &'a str,
}

/// A decision about one filing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision<'a> {
    /// It may be released.
    Accepted,
    /// It goes back, for this reason.
    Returned(&'a str),
}

impl Writing<'_> {
    pub(super) fn event(
        &self,
        kind: &str,
        about: Option<Revision>,
        at: &Moment,
        by: &Actor,
        said: &Said<'_>,
    ) -> Result<u64, StoreError> {
        let id = newest(&self.transaction)? + 1;
        self.transaction
            .prepare_cached(
                "insert into event (id, kind, about, made_at, made_ms, due_ms, day, made_by, sha256, reason)
                 values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute((
                id,
                kind,
                about.map(|one| one.0),
                &at.instant,
                at.millis(),
                said.due,
                at.day.to_string(),
                &by.name,
                said.sha256,
                said.reason,
            ))?;
        Ok(id)
    }

    /// Decides about a filing with these bytes.
    ///
    /// # Errors
    /// When the store fails; likewise below.
    pub fn decide(
        &self,
        filing: Revision,
        sha256: [u8; 32],
        decision: Decision<'_>,
        at: &Moment,
        by: &Actor,
    ) -> Result<(), StoreError> {
        let (kind, reason) = match decision {
            Decision::Accepted => ("accepted", ""),
            Decision::Returned(reason) => ("returned", reason),
        };
        let event =
            self.event(kind, Some(filing), at, by, &Said { due: None, sha256: Some(sha256), reason })?;
        let act = if decision == Decision::Accepted { Act::Accept } else { Act::Return };
        self.record(event, &format!("filing {filing}"), act, at, by)
    }

    /// Makes filings public together; returns the release.
    ///
    /// # Errors
    /// When the store fails.
    pub fn release(
        &self,
        filings: &[Revision],
        when: &When,
        at: &Moment,
        by: &Actor,
    ) -> Result<u64, StoreError> {
        self.release_over(filings, when, None, at, by)
    }

    /// The same over newer filings, for a reason.
    ///
    /// # Errors
    /// When the store fails.
    pub fn release_over(
        &self,
        filings: &[Revision],
        when: &When,
        over: Option<(&[Revision], &str)>,
        at: &Moment,
        by: &Actor,
    ) -> Result<u64, StoreError> {
        // The day is that on which it becomes public.
        let (day, due) = match when {
            When::Now => (at.day, None),
            When::At(due) => (due.day, Some(due.millis())),
        };
        let at = Moment { instant: at.instant.clone(), day };
        let reason = over.map_or("", |(_, reason)| reason);
        let release = self.event("release", None, &at, by, &Said { due, reason, ..Said::default() })?;
        let mut insert =
            self.transaction.prepare_cached("insert into released (release, filing) values (?, ?)")?;
        for filing in filings {
            insert.execute((release, filing.0))?;
        }
        let about = format!("release {release}");
        match over {
            None => self.record(release, &about, Act::Release, &at, by)?,
            Some((newer, reason)) => {
                let newer: Vec<String> = newer.iter().map(ToString::to_string).collect();
                // The log has a line for each act.
                let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
                let said = format!(" over newer filings {}: {reason}", newer.join(", "));
                self.record_saying(release, &about, (Act::Release, &said), &at, by)?;
            }
        }
        Ok(release)
    }

    /// Takes a release to come back.
    ///
    /// # Errors
    /// When the store fails.
    pub fn cancel(&self, release: u64, at: &Moment, by: &Actor, reason: &str) -> Result<(), StoreError> {
        let said = Said { reason, ..Said::default() };
        let event = self.event("cancelled", Some(Revision(release)), at, by, &said)?;
        self.record(event, &format!("release {release}"), Act::Cancel, at, by)
    }

    /// Takes a public release back.
    ///
    /// # Errors
    /// When the store fails.
    pub fn roll_back(&self, release: u64, at: &Moment, by: &Actor, reason: &str) -> Result<u64, StoreError> {
        let said = Said { reason, ..Said::default() };
        let event = self.event("roll-back", Some(Revision(release)), at, by, &said)?;
        self.record(event, &format!("release {release}"), Act::RollBack, at, by)?;
        Ok(event)
    }

    /// What was decided, with a hash of the row in the log: one that is changed in the file shows.
    fn record(&self, event: u64, about: &str, act: Act, at: &Moment, by: &Actor) -> Result<(), StoreError> {
        self.record_saying(event, about, (act, ""), at, by)
    }

    /// The same with what the log says of it in words.
    fn record_saying(
        &self,
        event: u64,
        about: &str,
        (act, said): (Act, &str),
        at: &Moment,
        by: &Actor,
    ) -> Result<(), StoreError> {
        let hash = digest::hex(&digest::event(&self.transaction, event)?);
        let detail = format!("decision {event} {hash}{said}");
        self.audit(&Deed { by, act, about, detail: &detail, at }).map(|_| ())
    }

    /// Everything that was decided and that readers see, or will see, or would have seen.
    ///
    /// # Errors
    /// When the store fails.
    pub fn timeline(&self) -> Result<Timeline, StoreError> {
        let mut timeline = Timeline::default();
        events(&self.transaction, &mut timeline)?;
        Ok(timeline)
    }

    /// Whose figures a filing has.
    ///
    /// # Errors
    /// When the store fails.
    pub fn filed_for(&self, filing: Revision) -> Result<Vec<OrganizationCode>, StoreError> {
        filed_for(&self.transaction, filing)
    }

    /// When the next release comes due that does so after one instant and not after another.
    ///
    /// # Errors
    /// When the store fails.
    pub fn comes_due(&self, after: i64, by: i64) -> Result<Option<i64>, StoreError> {
        let mut select = self.transaction.prepare_cached(
            "select max(due_ms) from event where due_ms > ? and due_ms <= ?
             and id not in (select about from event where kind = 'cancelled')",
        )?;
        Ok(select.query_row((after, by), |row| row.get(0))?)
    }

    /// What has become of a filing by an instant, and the SHA-256 of its bytes; `None` for one that is not there.
    ///
    /// # Errors
    /// When the store fails.
    pub fn stage(&self, filing: Revision, now: i64) -> Result<Option<(Stage, [u8; 32])>, StoreError> {
        stage(&self.transaction, filing, now)
    }
}

impl Reading<'_> {
    /// Adds what was decided after the last that the timeline has read.
    ///
    /// # Errors
    /// When it cannot be read; likewise below.
    pub fn events(&self, timeline: &mut Timeline) -> Result<(), StoreError> {
        events(&self.transaction, timeline)
    }

    /// What has become of a filing by an instant, and the SHA-256 of its bytes; `None` for one that is not there.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn stage(&self, filing: Revision, now: i64) -> Result<Option<(Stage, [u8; 32])>, StoreError> {
        stage(&self.transaction, filing, now)
    }
}

pub(super) fn newest(connection: &Connection) -> Result<u64, StoreError> {
    let newest = connection
        .prepare_cached("select id from event order by id desc limit 1")?
        .query_row((), |row| row.get(0))
        .optional()?;
    Ok(newest.unwrap_or(0))
}

fn events(connection: &Connection, timeline: &mut Timeline) -> Result<(), StoreError> {
    let last = newest(connection)?;
    let mut select = connection.prepare_cached(
        "select id, kind, about, made_ms, due_ms, day from event
         where id > ? and kind in ('catalogue', 'release', 'cancelled', 'roll-back') order by id",
    )?;
    let mut rows = select.query((timeline.last(),))?;
    while let Some(row) = rows.next()? {
        timeline.push(event(connection, row)?);
    }
    timeline.read_up_to(last);
    Ok(())
}

fn event(connection: &Connection, row: &Row<'_>) -> Result<Event, StoreError> {
    let id = row.get(0)?;
    let about = || row.get::<_, u64>(2);
    let kind = match text(row, 1)? {
        "catalogue" => EventKind::Catalogue,
        "cancelled" => EventKind::Cancelled(about()?),
        "roll-back" => EventKind::RollBack(about()?),
        _ => EventKind::Release { due: row.get(4)?, filings: released(connection, id)? },
    };
    Ok(Event { id, made: row.get(3)?, day: day(text(row, 5)?)?, kind })
}

pub(super) fn filed_for(
    connection: &Connection,
    filing: Revision,
) -> Result<Vec<OrganizationCode>, StoreError> {
    let mut select = connection.prepare_cached(
        "select code from organization_code where id in (select organization from figure where revision = ?)
         order by code",
    )?;
    let mut rows = select.query((filing.0,))?;
    let mut codes = Vec::new();
    while let Some(row) = rows.next()? {
        codes.push(OrganizationCode::parse(text(row, 0)?)?);
    }
    Ok(codes)
}

pub(super) fn released(connection: &Connection, release: u64) -> Result<Vec<Revision>, StoreError> {
    let mut select =
        connection.prepare_cached("select filing from released where release = ? order by filing")?;
    let filings = select.query_map((release,), |row| row.get(0).map(Revision))?;
    Ok(filings.collect::<Result<_, _>>()?)
}

fn stage(
    connection: &Connection,
    filing: Revision,
    now: i64,
) -> Result<Option<(Stage, [u8; 32])>, StoreError> {
    let found = connection
        .prepare_cached(&format!("select sha256, ({LAST_DECISION}) from filing where revision = ?2"))?
        .query_row((now, filing.0), |row| Ok((row.get(0)?, row.get::<_, Option<String>>(1)?)))
        .optional()?;
    Ok(found.map(|(sha256, last)| (of_last(last.as_deref()), sha256)))
}

/// The last decision of any kind that concerns `filing` says what has become of it by the instant `?1`.
pub(super) const LAST_DECISION: &str =
    "select kind || case when due_ms > ?1 then '-to-come' else '' end from event where id = (select max(id) from (
        select id from event where about = filing.revision and kind in ('accepted', 'returned')
        union all select release from released where released.filing = filing.revision
        union all select event.id from released join event on event.about = released.release
            where released.filing = filing.revision and event.kind in ('cancelled', 'roll-back')))";

/// What a filing is after its last decision.
pub(super) fn of_last(kind: Option<&str>) -> Stage {
    match kind {
        Some("returned") => Stage::Returned,
        Some("release") => Stage::Public,
        Some("release-to-come") => Stage::Scheduled,
        Some("roll-back") => Stage::RolledBack,
        // A release that was cancelled leaves its filings accepted.
        Some(_) => Stage::Accepted,
        None => Stage::Filed,
    }
}
