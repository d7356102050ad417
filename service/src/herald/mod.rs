//! Tells others: what became public, and which claims no longer hold. The only room that calls out, and only to addresses that an
//! admin has set: one thread that looks for news, lays them into the store's outbox, and sends what lies there.

mod post;
mod sign;

use std::sync::{Arc, Weak};
use std::thread;
use std::time::Duration;

use crate::app::{App, News};
use crate::config::ServeSettings;
use crate::domain::{Date, LONGEST_PAUSE, Letter, MOST_TRIES, Moment, Revision, Verdict};
use crate::publish::claims;
use post::Post;

/// How often it is looked.
const PAUSE: Duration = Duration::from_millis(500);

/// Messages that are sent between two looks.
const ROUND: usize = 50;

/// Of many releases that became public while nobody was here to tell, so many are told.
const MOST_RELEASES: u64 = 100;

/// Starts telling, until the service is gone; `base` is where those who are told find it.
///
/// # Errors
/// When the machine gives no thread.
pub fn start(app: &Arc<App>, settings: &ServeSettings, base: String) -> std::io::Result<()> {
    let (app, post) = (Arc::downgrade(app), Post::new(settings.webhook_private));
    let herald = Herald { told: None, failing: false, first_pause: settings.webhook_pause, base };
    thread::Builder::new().name("herald".to_owned()).spawn(move || run(&app, &post, herald)).map(drop)
}

fn run(app: &Weak<App>, post: &Post, mut herald: Herald) {
    while let Some(app) = app.upgrade() {
        let now = Moment::now();
        let done = herald
            .look(&app, &now)
            .and_then(|()| herald.send(&app, &now, |letter, now| post.send(letter, now)));
        if let Err(wrong) = &done
            && !herald.failing
        {
            tracing::error!("nobody is told what is new, until this is mended: {wrong}");
        }
        herald.failing = done.is_err();
        drop(app);
        thread::sleep(PAUSE);
    }
}

struct Herald {
    /// What was told last: a source may be published on a day without a release.
    told: Option<State>,
    /// Whether the last look failed; a fault is logged once.
    failing: bool,
    /// Seconds before a message is tried again the first time.
    first_pause: u32,
    /// `https://host`
    base: String,
}

/// Figures, day and claims.
type State = (Revision, Date, usize, Option<u64>);

type Outcome = Result<String, String>;

impl Herald {
    /// Lays out what is new.
    fn look(&mut self, app: &App, now: &Moment) -> Result<(), crate::app::StoreError> {
        let revision = app.snapshot().revision();
        let claims = app.claims();
        let state = (revision, now.day, claims.len(), claims.last().map(|claim| claim.id));
        if self.told == Some(state) {
            return Ok(());
        }
        let verdicts = self.verdicts(app, revision, now);
        app.tell(revision, |told| News { releases: self.releases(app, told, revision), verdicts }, now)?;
        self.told = Some(state);
        Ok(())
    }

    /// Sends what is due. Who does not take one message is not asked to take another at once.
    fn send(
        &self,
        app: &App,
        now: &Moment,
        send: impl Fn(&Letter, &Moment) -> Outcome,
    ) -> Result<(), crate::app::StoreError> {
        let mut away = Vec::new();
        for letter in app.due_letters(now, ROUND)? {
            if away.contains(&letter.webhook) {
                continue;
            }
            let outcome = send(&letter, now);
            let next = outcome.is_err().then(|| next_try(letter.tries, self.first_pause, now)).flatten();
            if let Err(why) = &outcome {
                away.push(letter.webhook);
                tracing::warn!("webhook {} did not take message {}: {why}", letter.webhook, letter.id);
            }
            app.letter_tried(letter.id, &outcome.unwrap_or_else(|why| why), next)?;
        }
        Ok(())
    }
}

/// When a message that was tried so often before, and now once more, is tried again.
fn next_try(tries: u32, first_pause: u32, now: &Moment) -> Option<i64> {
    if tries + 1 >= MOST_TRIES {
        return None;
    }
    let pause = i64::from(first_pause).saturating_mul(5_i64.saturating_pow(tries)).min(LONGEST_PAUSE);
    Some(now.millis() + pause * 1_000)
}

impl Herald {
    /// Nothing the first time: what was there before is no news.
    fn releases(&self, app: &App, told: Option<Revision>, revision: Revision) -> Vec<String> {
        let Some(Revision(told)) = told else { return Vec::new() };
        let first = (told + 1).max(revision.0.saturating_sub(MOST_RELEASES - 1));
        let numbers = (first..=revision.0).map(Revision);
        numbers.map(|number| claims::release(number, app.version(number), &self.base)).collect()
    }

    fn verdicts(&self, app: &App, revision: Revision, now: &Moment) -> Vec<(Verdict, String)> {
        let of = |claim: &crate::domain::Claim| {
            let differences = claims::differences(&claim.stated, &app.answer(&claim.stated.query, now.day));
            let verdict = Verdict {
                id: 0,
                claim: claim.id,
                revision: revision.0,
                told_ms: now.millis(),
                stale: !differences.is_empty(),
                now: claims::noted(&differences),
            };
            (verdict, claims::message(claim, &differences, revision, &self.base))
        };
        app.claims().iter().map(of).collect()
    }
}
