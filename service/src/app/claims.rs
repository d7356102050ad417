//! Claims of articles: registered, withdrawn, told of; and whom all that is told.

use std::sync::Arc;

use super::App;
use crate::domain::{Act, Actor, Claim, Letter, Moment, Revision, Stated, Verdict, Webhook, WebhookAddress};
use crate::store::StoreError;

/// What is new since it was last told: bodies of messages, and what is noted of claims.
#[derive(Clone, Debug, Default)]
pub struct News {
    /// One message for each number.
    pub releases: Vec<String>,
    /// What claims are worth now, with the message that tells of it where that changed.
    pub verdicts: Vec<(Verdict, String)>,
}

impl App {
    /// Keeps a claim; `None` when there are too many.
    ///
    /// # Errors
    /// When the store fails, or the actor may not; likewise below.
    pub fn register_claim(
        &self,
        stated: &Stated,
        by: &Actor,
        at: &Moment,
    ) -> Result<Option<Claim>, StoreError> {
        let id = self.store.write(|writing| writing.claim(stated, by, at))?;
        self.reread_claims()?;
        Ok(id.map(|id| Claim {
            id,
            made_at: at.instant.clone(),
            made_by: by.name.clone(),
            stated: stated.clone(),
        }))
    }

    /// Takes a claim back; `false` when there is none, or it is another's.
    ///
    /// # Errors
    /// As above.
    pub fn withdraw_claim(&self, id: u64, by: &Actor, at: &Moment) -> Result<bool, StoreError> {
        let withdrawn = self.store.write(|writing| writing.withdraw_claim(id, by, at))?;
        self.reread_claims()?;
        Ok(withdrawn)
    }

    /// The claims that stand.
    #[must_use]
    pub fn claims(&self) -> Arc<Vec<Claim>> {
        self.claims.load_full()
    }

    /// What was told of claims last, the newest first.
    #[must_use]
    pub fn verdicts(&self) -> Arc<Vec<Verdict>> {
        self.verdicts.load_full()
    }

    pub(super) fn reread_claims(&self) -> Result<(), StoreError> {
        let (claims, verdicts) =
            self.store.read(|reading| Ok((reading.claims()?, reading.verdicts(MOST_VERDICTS)?)))?;
        self.claims.store(Arc::new(claims));
        self.verdicts.store(Arc::new(verdicts));
        Ok(())
    }

    /// Sets a webhook; returns its number and what signs its messages, which is shown only now.
    ///
    /// # Errors
    /// As above.
    pub fn set_webhook(
        &self,
        address: &WebhookAddress,
        by: &Actor,
        at: &Moment,
    ) -> Result<(u64, [u8; 32]), StoreError> {
        self.store.write(|writing| writing.webhook(address, by, at))
    }

    /// Ends a webhook; `false` when there is none of this number any more.
    ///
    /// # Errors
    /// As above.
    pub fn end_webhook(&self, id: u64, by: &Actor, at: &Moment) -> Result<bool, StoreError> {
        self.store.write(|writing| writing.end_webhook(id, by, at))
    }

    /// The webhooks that are told.
    ///
    /// # Errors
    /// As above.
    pub fn webhooks(&self, by: &Actor) -> Result<Vec<Webhook>, StoreError> {
        if !by.may(Act::SetWebhook) {
            return Err(StoreError::NotAllowed(by.role, Act::SetWebhook));
        }
        self.store.read(|reading| reading.webhooks())
    }

    /// Tells what is new up to a number, all at once: `news` is made of the number up to which it was told, which is `None` before
    /// the first time; of the verdicts only those are told that changed.
    ///
    /// # Errors
    /// As above.
    pub fn tell(
        &self,
        revision: Revision,
        news: impl FnOnce(Option<Revision>) -> News,
        at: &Moment,
    ) -> Result<(), StoreError> {
        self.store.write(|writing| {
            let news = news(writing.told()?);
            for body in &news.releases {
                writing.post("release", body, at.millis())?;
            }
            for (verdict, body) in &news.verdicts {
                if writing.was_stale(verdict.claim)? != verdict.stale {
                    writing.verdict(verdict)?;
                    writing.post("claim", body, at.millis())?;
                }
            }
            writing.tell_up_to(revision)
        })?;
        self.reread_claims()
    }

    /// Messages that are due, the oldest first.
    ///
    /// # Errors
    /// As above.
    pub fn due_letters(&self, at: &Moment, most: usize) -> Result<Vec<Letter>, StoreError> {
        self.store.read(|reading| reading.due(at.millis(), most))
    }

    /// Notes how a try ended, and when the next is due.
    ///
    /// # Errors
    /// As above.
    pub fn letter_tried(&self, letter: u64, outcome: &str, next_ms: Option<i64>) -> Result<(), StoreError> {
        self.store.write(|writing| writing.tried(letter, outcome, next_ms))
    }
}

/// As many as a feed shows.
const MOST_VERDICTS: usize = 100;
