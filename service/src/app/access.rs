//! Who may: tokens, sessions, and whose they are.

use super::{App, OpenError};
use crate::config::Settings;
use crate::domain::{Act, Actor, Entry, Grant, Head, Listed, Moment};
use crate::store::{self, StoreError};
pub use crate::store::{Checked, Depth};

impl App {
    /// Makes a token and returns it; it is kept nowhere.
    ///
    /// # Errors
    /// When the store fails, or the actor may not; likewise below.
    pub fn issue_token(&self, grant: &Grant, by: &Actor, at: &Moment) -> Result<String, StoreError> {
        self.store.issue(grant, by, at)
    }

    /// Ends a token and its sessions; `false` when there is none of this name that still holds.
    ///
    /// # Errors
    /// As above.
    pub fn revoke_token(&self, name: &str, by: &Actor, at: &Moment) -> Result<bool, StoreError> {
        self.store.revoke(name, by, at)
    }

    /// Every token that was ever made, the newest first.
    ///
    /// # Errors
    /// As above.
    pub fn tokens(&self, by: &Actor) -> Result<Vec<Listed>, StoreError> {
        if !by.may(Act::ListTokens) {
            return Err(StoreError::NotAllowed(by.role, Act::ListTokens));
        }
        self.store.tokens()
    }

    /// Rows of the audit log behind this one, in order, and where it ends.
    ///
    /// # Errors
    /// As above.
    pub fn log(&self, after: u64, most: usize, by: &Actor) -> Result<(Vec<Entry>, Head), StoreError> {
        if !by.may(Act::ReadAudit) {
            return Err(StoreError::NotAllowed(by.role, Act::ReadAudit));
        }
        self.store.read(|reading| Ok((reading.log(after, most)?, reading.head()?)))
    }

    /// Who shows this token; `None` when it is nobody's, or no longer anybody's.
    ///
    /// # Errors
    /// When the store fails; likewise below.
    pub fn bearer(&self, token: &str, at: &Moment) -> Result<Option<Actor>, StoreError> {
        self.store.bearer(token, at)
    }

    /// Opens a session of the desk and returns what the browser is to keep; `None` when the token is nobody's.
    ///
    /// # Errors
    /// When the store fails.
    pub fn sign_in(&self, token: &str, at: &Moment) -> Result<Option<String>, StoreError> {
        self.store.sign_in(token, at)
    }

    /// Whose session this is.
    ///
    /// # Errors
    /// When the store fails.
    pub fn session(&self, secret: &str, at: &Moment) -> Result<Option<Actor>, StoreError> {
        self.store.session(secret, at)
    }

    /// Ends a session.
    ///
    /// # Errors
    /// When the store fails.
    pub fn sign_out(&self, secret: &str, at: &Moment) -> Result<(), StoreError> {
        self.store.sign_out(secret, at)
    }
}

/// Examines the store in the settings' folder as it stands, also while a service works on it; receipts are held against its log.
///
/// # Errors
/// When there is nothing to examine.
pub fn check(settings: &Settings, depth: Depth, receipts: &[Head]) -> Result<Checked, OpenError> {
    store::check(&settings.data, depth, receipts)
}
