//! Tokens: 256 random bits, of which only the SHA-256 is kept.

use jiff::{SignedDuration, Timestamp};
use rusqlite::OptionalExtension;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::digest::hex;
use super::{Store, StoreError, held};
use crate::domain::{Act, Actor, Deed, Grant, Invalid, Listed, Moment, OrganizationCode, Role};

/// Begins every token, so that one that leaked into a file or a log is found by a search.
const PREFIX: &str = "baocao";

impl Store {
    /// Makes a token and returns it; only its hash is kept.
    ///
    /// # Errors
    /// When the store fails, the machine has no randomness, or the actor may not.
    pub fn issue(&self, grant: &Grant, by: &Actor, at: &Moment) -> Result<String, StoreError> {
        let (name, secret) = (hex(&random::<6>()?), hex(&random::<32>()?));
        let days = SignedDuration::from_hours(24 * i64::from(grant.days));
        let expires = instant(at)?.checked_add(days).unwrap_or(Timestamp::MAX).to_string();
        let hash: [u8; 32] = Sha256::digest(&secret).into();
        let organization = grant.organization.as_ref().map(|code| code.as_str());
        self.write(|writing| {
            writing.transaction.execute(
                "insert into token (name, sha256, role, organization, made_at, expires_at) values (?, ?, ?, ?, ?, ?)",
                (&name, hash, grant.role.as_str(), organization, &at.instant, &expires),
            )?;
            let (role, whose) = (grant.role, organization.unwrap_or("-"));
            let detail = format!("{role} {whose} {} {expires} {}", at.instant, hex(&hash));
            let about = format!("token {name}");
            writing.audit(&Deed { by, act: Act::IssueToken, about: &about, detail: &detail, at })
        })?;
        Ok(format!("{PREFIX}_{name}_{secret}"))
    }

    /// Ends a token, and with it its sessions; `false` when there is none of this name, or it was revoked before.
    ///
    /// # Errors
    /// When the store fails, or the actor may not.
    pub fn revoke(&self, name: &str, by: &Actor, at: &Moment) -> Result<bool, StoreError> {
        self.write(|writing| {
            let revoked = writing.transaction.execute(
                "insert into revocation (token, revoked_at)
                 select name, ? from token where name = ? and name not in (select token from revocation)",
                (&at.instant, name),
            )?;
            if revoked == 0 {
                return Ok(false);
            }
            writing.transaction.execute("delete from session where token = ?", (name,))?;
            let about = format!("token {name}");
            writing.audit(&Deed { by, act: Act::RevokeToken, about: &about, detail: "", at })?;
            Ok(true)
        })
    }

    /// Every token that was ever made, the newest first.
    ///
    /// # Errors
    /// When the store fails.
    pub fn tokens(&self) -> Result<Vec<Listed>, StoreError> {
        let connection = held(&self.tokens);
        let mut select = connection.prepare_cached(
            "select name, role, organization, made_at, expires_at, revoked_at from token
             left join revocation on token = name order by made_at desc, name",
        )?;
        let mut rows = select.query(())?;
        let mut tokens = Vec::new();
        while let Some(row) = rows.next()? {
            tokens.push(Listed {
                name: row.get(0)?,
                role: Role::parse(&row.get::<_, String>(1)?)?,
                organization: organization(row.get::<_, Option<String>>(2)?.as_deref())?,
                made_at: row.get(3)?,
                expires_at: row.get(4)?,
                revoked_at: row.get(5)?,
            });
        }
        Ok(tokens)
    }

    /// Who shows this token; `None` for one that was never made, has expired or was revoked.
    ///
    /// # Errors
    /// When the store fails.
    pub fn bearer(&self, shown: &str, at: &Moment) -> Result<Option<Actor>, StoreError> {
        let Some((name, secret)) = parts(shown) else { return Ok(None) };
        let Some(kept) = self.kept_token(name)? else { return Ok(None) };
        let shown: [u8; 32] = Sha256::digest(secret).into();
        // The name is public and finds the row; the secret is compared in constant time.
        let is_it = bool::from(kept.hash.ct_eq(&shown)) && kept.expires > instant(at)?;
        Ok(is_it.then(|| actor(name, kept.role, kept.organization)))
    }

    /// Whose token has this public name; `None` for one that was never made, has expired or was revoked.
    ///
    /// # Errors
    /// When the store fails.
    pub fn holder(&self, name: &str, at: &Moment) -> Result<Option<Actor>, StoreError> {
        let Some(kept) = self.kept_token(name)? else { return Ok(None) };
        let holds = kept.expires > instant(at)?;
        Ok(holds.then(|| actor(name, kept.role, kept.organization)))
    }

    fn kept_token(&self, name: &str) -> Result<Option<Kept>, StoreError> {
        type Columns = ([u8; 32], String, Option<String>, String);
        let connection = held(&self.tokens);
        let columns: Option<Columns> = connection
            .prepare_cached(
                "select sha256, role, organization, expires_at from token
                 where name = ? and name not in (select token from revocation)",
            )?
            .query_row((name,), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
            .optional()?;
        columns
            .map(|(hash, role, whose, expires)| {
                Ok(Kept {
                    hash,
                    role: Role::parse(&role)?,
                    organization: organization(whose.as_deref())?,
                    expires: timestamp(&expires)?,
                })
            })
            .transpose()
    }
}

struct Kept {
    hash: [u8; 32],
    role: Role,
    organization: Option<OrganizationCode>,
    expires: Timestamp,
}

/// Who acts with the token of this name.
pub(super) fn actor(name: &str, role: Role, organization: Option<OrganizationCode>) -> Actor {
    Actor { name: format!("token-{name}"), role, organization }
}

pub(super) fn organization(code: Option<&str>) -> Result<Option<OrganizationCode>, Invalid> {
    code.map(OrganizationCode::parse).transpose()
}

/// `baocao_<name>_<secret>`
fn parts(bearer: &str) -> Option<(&str, &str)> {
    bearer.trim().strip_prefix(PREFIX)?.strip_prefix('_')?.split_once('_')
}

pub(super) fn random<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| StoreError::NoRandomness)?;
    Ok(bytes)
}

pub(super) fn instant(at: &Moment) -> Result<Timestamp, StoreError> {
    timestamp(&at.instant)
}

pub(super) fn timestamp(text: &str) -> Result<Timestamp, StoreError> {
    text.parse()
        .map_err(|_| Invalid::new("instant", text, "write it as RFC 3339: 2026-11-22T01:42:00Z").into())
}
