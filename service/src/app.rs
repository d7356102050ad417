//! The verbs: accept, load, answer. The only place where rooms meet.

mod access;
mod answers;
mod claims;
mod clock;
mod desk;
mod fill_in;
mod grounds;
mod known;
mod links;
mod over_newer;
mod profile;
mod progress;
mod release;
mod sentences;
mod sightings;
mod snapshot;
mod studio;
mod submission;
#[cfg(test)]
mod tests;
mod versions;

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64};
use std::time::Instant;

use arc_swap::ArcSwap;
use sha2::{Digest, Sha256};

use crate::config::Settings;
use crate::cube::Cube;
use crate::domain::{
    Act, Actor, Catalogue, Claim, Figure, Filing, Form, Forms, Moment, OwnSentence, Provenance, Revision,
    Stage, Threshold, Verdict, When,
};
use crate::intake::catalogue::{Tables, catalogue, still_serves};
use crate::intake::{self, Format, Handling, Problem, Reading, Rejected, Rules, TooLarge, demo};
pub use crate::store::StoreError;
use crate::store::{CannotOpen, Kept, Store, Writing};
pub use access::{Checked, Depth, check};
pub use claims::News;
pub use desk::Inspected;
pub use fill_in::{FillIn, NoFillIn};
pub use links::{MOST_DAYS, Shared};
pub use over_newer::{Over, OverNewer, Overtaken};
pub use release::{By, DecisionError};
use snapshot::State;
pub use studio::SaveError;
pub use submission::{AcceptError, Accepted, Before, Submission, Tried};

/// The service without its doors.
#[derive(Debug)]
pub struct App {
    store: Store,
    state: ArcSwap<State>,
    limits: Limits,
    threshold: Threshold,
    /// What articles claim, and what was told of that; as they stand in the store.
    claims: ArcSwap<Vec<Claim>>,
    verdicts: ArcSwap<Vec<Verdict>>,
    /// What editors wrote of charts.
    sentences: ArcSwap<Vec<OwnSentence>>,
    /// Held while the store is read, so that of many filings at once the first reads for those that wait.
    reloading: Mutex<()>,
    /// Held while the state is replaced, so that the next instant below is that of the state above.
    turning: Mutex<()>,
    /// When something comes due, in milliseconds since 1970.
    next_due: AtomicI64,
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

/// A catalogue that is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// The number it took among all that is public, or that of the catalogue that already held the same.
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
        let threshold = settings.smallest_count;
        let state = store.read(|reading| State::whole(reading, snapshot::clock(), threshold));
        let state = state.map_err(|wrong| CannotOpen::unreadable(&settings.data, &wrong))?;
        let app = Self {
            claims: ArcSwap::default(),
            verdicts: ArcSwap::default(),
            sentences: ArcSwap::default(),
            store,
            state: ArcSwap::from_pointee(state),
            limits: Limits { bytes: settings.most_bytes, rows: settings.most_rows },
            threshold,
            reloading: Mutex::new(()),
            turning: Mutex::new(()),
            // The first look at the clock finds what is next.
            next_due: AtomicI64::new(0),
            started: Instant::now(),
            look_at: AtomicU64::new(0),
            failing: AtomicBool::new(false),
        };
        let read = app.reread_claims().and_then(|()| app.reread_sentences());
        read.map_err(|wrong| CannotOpen::unreadable(&settings.data, &wrong))?;
        Ok(app)
    }

    /// Reads, checks and keeps a filing. It is durable, and seen by every later answer, when this returns.
    ///
    /// # Errors
    /// [`AcceptError`]; then nothing of it is kept.
    pub fn accept(&self, submission: &Submission<'_>) -> Result<Accepted, AcceptError> {
        self.look();
        self.turn();
        let mut grounds = self.grounds(submission)?;
        let mut reading = self.read_whole(submission, &grounds.cube)?;
        let (accepted, event) = self.store.write(|writing| {
            // Filings are judged one after the other, in the writer's turn: with all that came in between.
            if self.has_moved(writing, &grounds, submission)? {
                self.reload()?;
                grounds = self.grounds(submission)?;
                reading = self.read_whole(submission, &grounds.cube)?;
            }
            settle(writing, reading, submission, grounds.cube.catalogue())
        })?;
        event.into_iter().for_each(|event| self.refresh(event));
        let revision = self.state.load().number_of_filing(accepted.filing);
        let revision = revision.filter(|_| accepted.stage == Stage::Public);
        Ok(Accepted { revision, ..accepted })
    }

    /// Reads and checks a filing of which every row must be good.
    fn read_whole(&self, submission: &Submission<'_>, cube: &Cube) -> Result<Reading, AcceptError> {
        let reading = self.read(submission, cube)?;
        if reading.problems.is_empty() { Ok(reading) } else { Err(AcceptError::Faulty(reading.everything())) }
    }

    /// Reads and checks a filing as [`Self::accept`] does, and keeps nothing of it.
    ///
    /// # Errors
    /// When it is over a limit, or the store fails.
    pub fn rehearse(&self, submission: &Submission<'_>) -> Result<Tried, AcceptError> {
        self.look();
        self.turn();
        let mut reading = self.read(submission, &self.grounds(submission)?.cube)?;
        let before = self.store.read(|reading| reading.filed_before(&hash(submission.bytes)))?;
        let filed_before = before.map(|kept| kept.revision).filter(|_| reading.problems.is_empty());
        if filed_before.is_some() {
            reading.findings.clear();
            reading.refused = false;
        }
        Ok(Tried {
            acceptable: reading.problems.is_empty() && !reading.refused,
            filed_before: filed_before
                .map(|filing| Before { filing, revision: self.state.load().number_of_filing(filing) }),
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
    pub fn load_catalogue(&self, folder: &Path, by: &Actor, at: &Moment) -> Result<Loaded, LoadError> {
        self.load_tables(&Tables::in_folder(folder).map_err(LoadError::Faulty)?, by, at)
    }

    /// The same from tables that are at hand.
    ///
    /// # Errors
    /// [`LoadError`]; then nothing of it is kept.
    pub fn load_tables(&self, tables: &Tables, by: &Actor, at: &Moment) -> Result<Loaded, LoadError> {
        let unchanged = self.store.write(|writing| {
            let before = writing.kept_catalogue()?;
            let parts = catalogue(tables, &before).map_err(LoadError::Faulty)?;
            still_serves(&parts, &before, &writing.used()?, at.day).map_err(LoadError::Faulty)?;
            let unchanged = parts == *before.parts();
            if !unchanged {
                writing.catalogue(&parts, &release::instant(writing, at)?, by)?;
                let now = Catalogue::new(parts).map_err(StoreError::from)?;
                let told = |form: &&Form| before.form(&form.code) != Some(*form);
                writing.receive_earlier(&now, now.forms().iter().filter(told))?;
            }
            Ok::<_, LoadError>((unchanged, writing.newest_event()?))
        });
        let (unchanged, event) = unchanged?;
        self.refresh(event);
        Ok(Loaded { revision: self.state.load().number_of_catalogue().unwrap_or_default(), unchanged })
    }

    /// Loads the demonstration data into an empty store; `false` when it holds anything, and nothing is changed.
    ///
    /// # Errors
    /// [`LoadError`]; then nothing of it is kept.
    pub fn load_demo(&self, at: &Moment) -> Result<bool, LoadError> {
        let filer = Actor::operator("demo");
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
            writing.catalogue(&parts, at, &submission.filer)?;
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
            let kept = keep(writing, figures, &submission, catalogue)?;
            Ok::<_, LoadError>(Some(writing.release(&[kept.revision], &When::Now, at, &submission.filer)?))
        })?;
        kept.inspect(|event| self.refresh(*event));
        Ok(kept.is_some())
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
}

/// Keeps a filing whose rows are good, unless the rules refuse it; and the event that readers see of it, where one does. What
/// was filed before is never refused, since later figures may have made its findings.
fn settle(
    writing: &Writing<'_>,
    reading: Reading,
    submission: &Submission<'_>,
    catalogue: &Catalogue,
) -> Result<(Accepted, Option<u64>), AcceptError> {
    if reading.refused && writing.filed_before(&hash(submission.bytes))?.is_none() {
        return Err(AcceptError::Faulty(reading.everything()));
    }
    let Kept { revision: filing, figures, unchanged, receipt } =
        keep(writing, reading.figures, submission, catalogue)?;
    let kept = Accepted { filing, figures, unchanged, receipt, ..Accepted::default() };
    if unchanged {
        let stage = writing.stage(filing, snapshot::clock())?.map_or(Stage::Filed, |(one, _)| one);
        let justifications = writing.justifications(filing)?;
        return Ok((Accepted { stage, justifications, ..kept }, None));
    }
    let Submission { filer, at, .. } = submission;
    writing.justify(filing, &reading.justifications, filer, at)?;
    let (warnings, justifications) = (reading.findings, reading.justifications);
    let kept = Accepted { warnings, justifications, ..kept };
    if !filer.may(Act::Release) {
        return Ok((kept, None));
    }
    let at = release::instant(writing, at)?;
    let event = writing.release(&[filing], &When::Now, &at, filer)?;
    Ok((Accepted { stage: Stage::Public, ..kept }, Some(event)))
}

fn hash(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

fn keep(
    writing: &Writing<'_>,
    figures: Vec<Figure>,
    submission: &Submission<'_>,
    catalogue: &Catalogue,
) -> Result<Kept, StoreError> {
    let filing = Filing {
        figures,
        provenance: Provenance {
            sha256: hash(submission.bytes),
            media_type: submission.format.media_type(),
            filed_by: submission.filer.clone(),
            filed_at: submission.at.instant.clone(),
            filed_on: submission.at.day,
        },
    };
    let kept = writing.filing(&filing)?;
    if !kept.unchanged {
        let forms = Forms::new(catalogue, catalogue.forms());
        writing.receive(kept.revision, &forms.filled(&filing.figures))?;
    }
    Ok(kept)
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
