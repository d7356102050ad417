//! The verbs: accept, load, answer. The only place where rooms meet.

mod known;
#[cfg(test)]
mod tests;

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use arc_swap::ArcSwap;
use sha2::{Digest, Sha256};

use crate::config::Settings;
use crate::cube::{Builder, Cube};
use crate::domain::{
    Bearer, Catalogue, Date, Figure, Filer, Filing, Grant, Justification, Known, Moment, Provenance, Query,
    Revision, Since, Threshold,
};
use crate::intake::catalogue::{Tables, catalogue, still_serves};
use crate::intake::difference::Differences;
use crate::intake::problem::Lang;
use crate::intake::{self, Format, Handling, Problem, Reading, Rejected, Rules, TooLarge, demo};
use crate::rollup::vintages::{self, History, Wanted};
use crate::rollup::{self, Refusal, Report};
pub use crate::store::StoreError;
use crate::store::{self, CannotOpen, Kept, Store, Writing};

/// How often, at most, it is looked whether another process has filed.
const LOOK_EVERY: u64 = 5;

/// How long it is not looked after a look that failed: it may have waited.
const LOOK_AGAIN: u64 = 1_000;

/// The service without its doors.
#[derive(Debug)]
pub struct App {
    store: Store,
    cube: ArcSwap<Cube>,
    limits: Limits,
    threshold: Threshold,
    /// Held while the store is read, so that of many filings at once the first reads for those that wait.
    reloading: Mutex<()>,
    started: Instant,
    /// Milliseconds after `started` from which the store is looked at again.
    look_at: AtomicU64,
    /// Whether the last look failed; a fault is logged once, not two hundred times a second.
    failing: AtomicBool,
}

/// What a filing may have at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes.
    pub bytes: usize,
    /// Rows.
    pub rows: usize,
}

/// A filing as it comes.
#[derive(Clone, Debug)]
pub struct Submission<'a> {
    /// The file.
    pub bytes: &'a [u8],
    /// Its form.
    pub format: Format,
    /// Who files.
    pub filer: Filer,
    /// When.
    pub at: Moment,
    /// How it is to be taken.
    pub handling: Handling<'a>,
}

/// A filing that is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accepted {
    /// The revision it made, now or when it was first filed.
    pub revision: Revision,
    /// How many figures it has.
    pub figures: usize,
    /// Whether the same bytes were filed before: then nothing changed.
    pub unchanged: bool,
    /// What the rules found that does not refuse it.
    pub warnings: Vec<Problem>,
    /// The reasons that are kept with it.
    pub justifications: Vec<Justification>,
}

/// What would become of a filing; nothing of it was kept.
#[derive(Debug)]
pub struct Tried {
    /// The good rows.
    pub figures: Vec<Figure>,
    /// Whether it would be kept.
    pub acceptable: bool,
    /// The revision that already holds the same bytes, if one does: then nothing would change.
    pub filed_before: Option<Revision>,
    /// Every problem and warning, line by line.
    pub problems: Vec<Problem>,
    /// What it would change.
    pub differences: Differences,
    /// How its numbers are written, where any of them shows it.
    pub numbers: Option<Lang>,
}

/// Why a filing is not kept; nothing of it is.
#[derive(Debug)]
pub enum AcceptError {
    /// Every problem; at most 1,000, then one that says how many more.
    Faulty(Vec<Problem>),
    /// Over a limit.
    TooLarge(TooLarge),
    /// Not the file's fault.
    Store(StoreError),
}

/// A catalogue that is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// The revision it made, or that already held the same.
    pub revision: Revision,
    /// Whether it was there already: then nothing changed.
    pub unchanged: bool,
}

/// Why a catalogue is not kept; nothing of it is.
#[derive(Debug)]
pub enum LoadError {
    /// Every problem.
    Faulty(Vec<Problem>),
    /// Not the files' fault.
    Store(StoreError),
}

/// Why the service does not start: one sentence that names the folder and says what to do.
pub type OpenError = CannotOpen;

impl App {
    /// Opens the store in the settings' folder, makes it if need be, and reads it into memory.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn open(settings: &Settings) -> Result<Self, OpenError> {
        let store = Store::open(&settings.data)?;
        let cube = store.read(whole).map_err(|wrong| CannotOpen::unreadable(&settings.data, &wrong))?;
        Ok(Self {
            store,
            cube: ArcSwap::from_pointee(cube.with_threshold(settings.smallest_count)),
            limits: Limits { bytes: settings.most_bytes, rows: settings.most_rows },
            threshold: settings.smallest_count,
            reloading: Mutex::new(()),
            started: Instant::now(),
            look_at: AtomicU64::new(0),
            failing: AtomicBool::new(false),
        })
    }

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

    /// Answers a query from the newest figures.
    ///
    /// # Errors
    /// [`Refusal`] when it cannot be answered truly.
    pub fn answer(&self, query: &Query, today: Date) -> Result<Report, Refusal> {
        rollup::answer(&self.snapshot(), query, today)
    }

    /// What somebody who knew this much does not know yet.
    ///
    /// # Errors
    /// [`Refusal`] when the question names something unknown.
    pub fn changes(
        &self,
        wanted: &Wanted,
        since: &Since,
        today: Date,
    ) -> Result<vintages::Differences, Refusal> {
        let cube = self.snapshot();
        let now = Known { on: today, revision: cube.revision() };
        let (from, to, after) = match since {
            Since::Day(day) => (Known { on: *day, ..now }, now, None),
            Since::Revision(revision) => (Known { revision: *revision, ..now }, now, None),
            Since::Known(known) => (*known, now, None),
            Since::Rest { from, to, after } => (*from, to.at_most(now), Some(after)),
        };
        vintages::differences(&cube, wanted, (from.at_most(to), to), after)
    }

    /// What became known between two days, to the end of the second.
    ///
    /// # Errors
    /// [`Refusal`] when the question names something unknown.
    pub fn changes_between(
        &self,
        wanted: &Wanted,
        (from, to): (Date, Date),
        today: Date,
    ) -> Result<vintages::Differences, Refusal> {
        let cube = self.snapshot();
        let to = Known { on: to.min(today), revision: cube.revision() };
        vintages::differences(&cube, wanted, (Known { on: from, ..to }.at_most(to), to), None)
    }

    /// Everything that was ever answered for the one cell of a query.
    ///
    /// # Errors
    /// [`Refusal`] when it cannot be answered truly, or is more than one cell.
    pub fn history(&self, query: &Query, today: Date) -> Result<History, Refusal> {
        vintages::history(&self.snapshot(), query, today)
    }

    /// Reads, checks and keeps a filing. It is durable, and seen by every later answer, when this returns.
    ///
    /// # Errors
    /// [`AcceptError`]; then nothing of it is kept.
    pub fn accept(&self, submission: &Submission<'_>) -> Result<Accepted, AcceptError> {
        loop {
            self.look();
            let cube = self.cube.load_full();
            let reading = self.read(submission, &cube)?;
            if !reading.problems.is_empty() {
                return Err(AcceptError::Faulty(reading.everything()));
            }
            let accepted = self.store.write(|writing| {
                // Checked against a catalogue that another process has replaced since: once more.
                if writing.newest_catalogue()? > cube.revision() {
                    return Ok(None);
                }
                settle(writing, reading, submission).map(Some)
            })?;
            match accepted {
                Some(accepted) => {
                    self.refresh(accepted.revision);
                    return Ok(accepted);
                }
                None => self.reload().map_err(AcceptError::Store)?,
            }
        }
    }

    /// Reads and checks a filing as [`Self::accept`] does, and keeps nothing of it.
    ///
    /// # Errors
    /// When it is over a limit, or the store fails.
    pub fn rehearse(&self, submission: &Submission<'_>) -> Result<Tried, AcceptError> {
        self.look();
        let mut reading = self.read(submission, &self.cube.load_full())?;
        let before = self.store.write(|writing| writing.filed_before(&hash(submission.bytes)))?;
        let filed_before = before.map(|kept| kept.revision).filter(|_| reading.problems.is_empty());
        if filed_before.is_some() {
            reading.findings.clear();
            reading.refused = false;
        }
        Ok(Tried {
            acceptable: reading.problems.is_empty() && !reading.refused,
            filed_before,
            figures: std::mem::take(&mut reading.figures),
            differences: std::mem::take(&mut reading.differences),
            numbers: reading.numbers,
            problems: reading.everything(),
        })
    }

    fn read(&self, submission: &Submission<'_>, cube: &Cube) -> Result<Reading, AcceptError> {
        if submission.bytes.len() > self.limits.bytes {
            return Err(AcceptError::TooLarge(TooLarge::Bytes(self.limits.bytes)));
        }
        let rules = Rules {
            catalogue: cube.catalogue(),
            within: submission.filer.organization.as_ref(),
            most_rows: self.limits.rows,
            today: submission.at.day,
            handling: submission.handling,
            history: cube,
        };
        intake::read(submission.bytes, submission.format, rules).map_err(AcceptError::TooLarge)
    }

    /// Reads, checks and keeps the catalogue in a folder of CSV files.
    ///
    /// # Errors
    /// [`LoadError`]; then nothing of it is kept.
    pub fn load_catalogue(&self, folder: &Path, at: &Moment) -> Result<Loaded, LoadError> {
        self.load_tables(&Tables::in_folder(folder).map_err(LoadError::Faulty)?, at)
    }

    /// The same from tables that are at hand.
    ///
    /// # Errors
    /// [`LoadError`]; then nothing of it is kept.
    pub fn load_tables(&self, tables: &Tables, at: &Moment) -> Result<Loaded, LoadError> {
        let loaded = self.store.write(|writing| {
            let before = writing.kept_catalogue()?;
            let parts = catalogue(tables, &before).map_err(LoadError::Faulty)?;
            still_serves(&parts, &before, &writing.used()?).map_err(LoadError::Faulty)?;
            if parts == *before.parts() {
                return Ok(Loaded { revision: writing.newest_catalogue()?, unchanged: true });
            }
            Ok(Loaded { revision: writing.catalogue(&parts, at, "cli")?, unchanged: false })
        });
        loaded.inspect(|loaded: &Loaded| self.refresh(loaded.revision))
    }

    /// Loads the demonstration data into an empty store; `false` when it holds anything, and nothing is changed.
    ///
    /// # Errors
    /// [`LoadError`]; then nothing of it is kept.
    pub fn load_demo(&self, at: &Moment) -> Result<bool, LoadError> {
        let filer = Filer { name: "demo".to_owned(), organization: None };
        let submission = Submission {
            bytes: demo::FIGURES,
            format: Format::Csv,
            filer,
            at: at.clone(),
            handling: Handling::default(),
        };
        // One transaction: a store with half of it would never be empty again.
        let kept = self.store.write(|writing| {
            if !writing.is_empty()? {
                return Ok(None);
            }
            let parts = catalogue(&demo::tables(), &Catalogue::default()).map_err(LoadError::Faulty)?;
            writing.catalogue(&parts, at, "demo")?;
            let catalogue = &Catalogue::new(parts).map_err(StoreError::from)?;
            let rules = Rules {
                catalogue,
                within: None,
                most_rows: usize::MAX,
                today: at.day,
                handling: submission.handling,
                history: &(),
            };
            let figures = intake::figures(demo::FIGURES, Format::Csv, rules)?;
            Ok::<_, LoadError>(Some(keep(writing, figures, &submission)?))
        })?;
        kept.inspect(|kept| self.refresh(kept.revision));
        Ok(kept.is_some())
    }

    /// Makes a token and returns its secret, which is kept nowhere.
    ///
    /// # Errors
    /// When the store fails.
    pub fn issue_token(&self, grant: &Grant, at: &Moment) -> Result<String, StoreError> {
        self.store.issue(grant, at)
    }

    /// Whether this bearer token may file, and for whom.
    ///
    /// # Errors
    /// When the store fails.
    pub fn filer(&self, bearer: &str, at: &Moment) -> Result<Bearer, StoreError> {
        self.store.filer(bearer, at)
    }

    /// Whether the store can be read, so that answers are not older than it.
    #[must_use]
    pub fn ready(&self) -> bool {
        self.store.is_readable()
    }

    /// What a filing may have at most.
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// Takes over what another process committed; what fails is tried again later.
    fn look(&self) {
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
    fn refresh(&self, revision: Revision) {
        let _alone = self.reloading.lock().unwrap_or_else(PoisonError::into_inner);
        if self.cube.load().revision() >= revision {
            return;
        }
        if let Err(wrong) = self.reload() {
            tracing::error!("revision {revision} is kept, but answers do not show it yet: {wrong}");
        }
    }

    /// Reads what is newer than the snapshot.
    fn reload(&self) -> Result<(), StoreError> {
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
fn whole(reading: &store::Reading<'_>) -> Result<Cube, StoreError> {
    let catalogue = Arc::new(reading.catalogue(Revision::default())?.unwrap_or_default());
    let mut builder = Builder::new(catalogue.clone());
    reading.observations(Revision::default(), &catalogue, |one| builder.push(one))?;
    Ok(builder.finish(reading.revision()?))
}

/// A snapshot of all that is kept, of which this one holds the older part.
fn after(held: &Cube, reading: &store::Reading<'_>) -> Result<Cube, StoreError> {
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

/// Keeps a filing whose rows are good, unless the rules refuse it. What was filed before is never refused, since later
/// figures may have made its findings.
fn settle(
    writing: &Writing<'_>,
    reading: Reading,
    submission: &Submission<'_>,
) -> Result<Accepted, AcceptError> {
    if reading.refused && writing.filed_before(&hash(submission.bytes))?.is_none() {
        return Err(AcceptError::Faulty(reading.everything()));
    }
    let Kept { revision, figures, unchanged } = keep(writing, reading.figures, submission)?;
    if unchanged {
        let justifications = writing.justifications(revision)?;
        return Ok(Accepted { revision, figures, unchanged, warnings: Vec::new(), justifications });
    }
    writing.justify(revision, &reading.justifications)?;
    let (warnings, justifications) = (reading.findings, reading.justifications);
    Ok(Accepted { revision, figures, unchanged, warnings, justifications })
}

fn hash(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

fn keep(
    writing: &Writing<'_>,
    figures: Vec<Figure>,
    submission: &Submission<'_>,
) -> Result<Kept, StoreError> {
    writing.filing(&Filing {
        figures,
        provenance: Provenance {
            sha256: hash(submission.bytes),
            media_type: submission.format.media_type(),
            filed_by: submission.filer.name.clone(),
            filed_at: submission.at.instant.clone(),
            filed_on: submission.at.day,
        },
    })
}

impl From<StoreError> for AcceptError {
    fn from(wrong: StoreError) -> Self {
        Self::Store(wrong)
    }
}

impl From<Rejected> for LoadError {
    fn from(rejected: Rejected) -> Self {
        match rejected {
            Rejected::Faulty(problems) => Self::Faulty(problems),
            // The demonstration data are ours and small.
            Rejected::TooLarge(_) => Self::Faulty(Vec::new()),
        }
    }
}

impl From<StoreError> for LoadError {
    fn from(wrong: StoreError) -> Self {
        Self::Store(wrong)
    }
}

impl Moment {
    /// This moment, by the machine's clock.
    #[must_use]
    pub fn now() -> Self {
        let now = jiff::Timestamp::now();
        // Vietnam has kept UTC+7 since 1975; the fallback only stands in for a database that is compiled in.
        let hanoi = jiff::tz::TimeZone::get("Asia/Ho_Chi_Minh")
            .unwrap_or_else(|_| jiff::tz::TimeZone::fixed(jiff::tz::offset(7)));
        Self { instant: now.to_string(), day: now.to_zoned(hanoi).date() }
    }
}
