//! Sessions of the desk: what the browser keeps is random, and only its SHA-256 is kept here.

use jiff::SignedDuration;
use rusqlite::OptionalExtension;
use sha2::{Digest, Sha256};

use super::digest::hex;
use super::token::{actor, instant, organization, random, timestamp};
use super::{Store, StoreError, held};
use crate::domain::{Act, Actor, Deed, Moment, Role};

/// A working day: who comes back the next morning signs in again.
const HOURS: i64 = 12;

impl Store {
    /// Opens a session for who shows this token, and returns what the browser is to keep; `None` when the token is nobody's.
    ///
    /// # Errors
    /// When the store fails, or the machine has no randomness.
    pub fn sign_in(&self, token: &str, at: &Moment) -> Result<Option<String>, StoreError> {
        let Some(by) = self.bearer(token, at)? else { return Ok(None) };
        let Some(name) = by.name.strip_prefix("token-") else { return Ok(None) };
        let secret = hex(&random::<32>()?);
        let hash: [u8; 32] = Sha256::digest(&secret).into();
        let now = instant(at)?;
        let expires = now.checked_add(SignedDuration::from_hours(HOURS)).unwrap_or(now).to_string();
        self.write(|writing| {
            writing.transaction.execute("delete from session where expires_at <= ?", (&at.instant,))?;
            writing.transaction.execute(
                "insert into session (sha256, token, made_at, expires_at) values (?, ?, ?, ?)",
                (hash, name, &at.instant, &expires),
            )?;
            let (about, detail) = (format!("session {}", hex(&hash)), format!("until {expires}"));
            writing.audit(&Deed { by: &by, act: Act::SignIn, about: &about, detail: &detail, at })
        })?;
        Ok(Some(secret))
    }

    /// Whose session this is; `None` for one that is over, or whose token is.
    ///
    /// # Errors
    /// When the store fails.
    pub fn session(&self, secret: &str, at: &Moment) -> Result<Option<Actor>, StoreError> {
        type Columns = (String, String, Option<String>, String, String);
        let hash: [u8; 32] = Sha256::digest(secret).into();
        let connection = held(&self.tokens);
        let found: Option<Columns> = connection
            .prepare_cached(
                "select name, role, organization, session.expires_at, token.expires_at from session
                 join token on token.name = session.token
                 where session.sha256 = ? and name not in (select token from revocation)",
            )?
            .query_row((hash,), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))
            .optional()?;
        let Some((name, role, whose, session_ends, token_ends)) = found else { return Ok(None) };
        let now = instant(at)?;
        if timestamp(&session_ends)? <= now || timestamp(&token_ends)? <= now {
            return Ok(None);
        }
        Ok(Some(actor(&name, Role::parse(&role)?, organization(whose.as_deref())?)))
    }

    /// Ends a session; nothing when it was over.
    ///
    /// # Errors
    /// When the store fails.
    pub fn sign_out(&self, secret: &str, at: &Moment) -> Result<(), StoreError> {
        let Some(by) = self.session(secret, at)? else { return Ok(()) };
        let hash: [u8; 32] = Sha256::digest(secret).into();
        self.write(|writing| {
            writing.transaction.execute("delete from session where sha256 = ?", (hash,))?;
            let about = format!("session {}", hex(&hash));
            writing.audit(&Deed { by: &by, act: Act::SignOut, about: &about, detail: "", at })
        })?;
        Ok(())
    }
}
