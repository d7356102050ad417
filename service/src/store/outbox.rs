//! Whom releases are told, and what is still to be told: a message is in the same transaction as what it tells of, and stays until it
//! was taken, or was tried often enough.

use super::digest::Kept;
use super::token::random;
use super::{Reading, StoreError, Writing};
use crate::domain::{Act, Actor, Deed, Letter, Moment, Revision, Webhook, WebhookAddress};

impl Writing<'_> {
    /// Sets a webhook; returns its number and what signs its messages.
    ///
    /// # Errors
    /// When the store fails, the machine has no randomness, or the actor may not; likewise below.
    pub fn webhook(
        &self,
        address: &WebhookAddress,
        by: &Actor,
        at: &Moment,
    ) -> Result<(u64, [u8; 32]), StoreError> {
        let secret = random::<32>()?;
        self.transaction.execute(
            "insert into webhook (made_at, made_by, address, secret) values (?, ?, ?, ?)",
            (&at.instant, &by.name, address.as_str(), secret),
        )?;
        let id = u64::try_from(self.transaction.last_insert_rowid()).unwrap_or_default();
        let about = format!("webhook {id}");
        let detail = self.with_hash(Kept::Webhook, id, address.as_str())?;
        self.audit(&Deed { by, act: Act::SetWebhook, about: &about, detail: &detail, at })?;
        Ok((id, secret))
    }

    /// Ends a webhook, and drops what was still to be told there; `false` when there is none of this number any more.
    ///
    /// # Errors
    /// As above.
    pub fn end_webhook(&self, id: u64, by: &Actor, at: &Moment) -> Result<bool, StoreError> {
        let ended = self.transaction.execute(
            "insert into webhook_ended (webhook, made_at, made_by) select id, ?, ? from webhook
             where id = ? and id not in (select webhook from webhook_ended)",
            (&at.instant, &by.name, id),
        )?;
        if ended == 0 {
            return Ok(false);
        }
        self.transaction.execute(
            "update outbox set due_ms = null, outcome = 'ended' where webhook = ? and due_ms is not null",
            (id,),
        )?;
        let about = format!("webhook {id}");
        self.audit(&Deed { by, act: Act::EndWebhook, about: &about, detail: "", at })?;
        Ok(true)
    }

    /// Up to which number it was told that there is something new; `None` before the first time.
    ///
    /// # Errors
    /// As above.
    pub fn told(&self) -> Result<Option<Revision>, StoreError> {
        let told: Option<u64> =
            self.transaction.query_row("select max(revision) from told", (), |row| row.get(0))?;
        Ok(told.map(Revision))
    }

    /// Notes that everything up to this number is told.
    ///
    /// # Errors
    /// As above.
    pub fn tell_up_to(&self, revision: Revision) -> Result<(), StoreError> {
        self.transaction.execute("insert or ignore into told (revision) values (?)", (revision.0,))?;
        Ok(())
    }

    /// Lays a message out for every webhook.
    ///
    /// # Errors
    /// As above.
    pub fn post(&self, kind: &str, body: &str, now_ms: i64) -> Result<(), StoreError> {
        self.transaction.execute(
            "insert into outbox (webhook, kind, body, made_ms, due_ms) select id, ?, ?, ?, ? from webhook
             where id not in (select webhook from webhook_ended)",
            (kind, body, now_ms, now_ms),
        )?;
        Ok(())
    }

    /// Notes how a try ended, and when the next one is due; `None` is never.
    ///
    /// # Errors
    /// As above.
    pub fn tried(&self, letter: u64, outcome: &str, next_ms: Option<i64>) -> Result<(), StoreError> {
        // What was ended meanwhile stays so.
        self.transaction.execute(
            "update outbox set tries = tries + 1, outcome = ?, due_ms = ? where id = ? and due_ms is not null",
            (outcome, next_ms, letter),
        )?;
        Ok(())
    }
}

impl Reading<'_> {
    /// The webhooks that are told, in the order in which they were set.
    ///
    /// # Errors
    /// When they cannot be read; likewise below.
    pub fn webhooks(&self) -> Result<Vec<Webhook>, StoreError> {
        let mut select = self.transaction.prepare_cached(
            "select id, address, made_at,
                (select count(*) from outbox where webhook = webhook.id and due_ms is not null),
                coalesce((select outcome from outbox where webhook = webhook.id and tries > 0 order by id desc limit 1), '')
             from webhook where id not in (select webhook from webhook_ended) order by id",
        )?;
        let rows = select.query_map((), |row| {
            Ok(Webhook {
                id: row.get(0)?,
                address: row.get(1)?,
                made_at: row.get(2)?,
                waiting: row.get(3)?,
                outcome: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// What is due, the oldest first.
    ///
    /// # Errors
    /// As above.
    pub fn due(&self, now_ms: i64, most: usize) -> Result<Vec<Letter>, StoreError> {
        let mut select = self.transaction.prepare_cached(
            "select outbox.id, webhook.id, address, secret, body, tries from outbox join webhook on webhook.id = webhook
             where due_ms <= ? order by due_ms, outbox.id limit ?",
        )?;
        let mut rows = select.query((now_ms, most))?;
        let mut letters = Vec::new();
        while let Some(row) = rows.next()? {
            letters.push(Letter {
                id: row.get(0)?,
                webhook: row.get(1)?,
                address: WebhookAddress::parse(&row.get::<_, String>(2)?)?,
                secret: row.get(3)?,
                body: row.get(4)?,
                tries: row.get(5)?,
            });
        }
        Ok(letters)
    }
}
