//! Tokens: 256 random bits, of which only the SHA-256 is kept.

use jiff::{SignedDuration, Timestamp};
use rusqlite::OptionalExtension;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::{Store, StoreError, held};
use crate::domain::{Bearer, Filer, Grant, Invalid, Moment, OrganizationCode, Role};

/// Begins every token, so that one that leaked into a file or a log is found by a search.
const PREFIX: &str = "baocao";

impl Store {
    /// Makes a token and returns it; only its hash is kept.
    ///
    /// # Errors
    /// When the store fails, or the machine has no randomness.
    pub fn issue(&self, grant: &Grant, at: &Moment) -> Result<String, StoreError> {
        let (name, secret) = (hex(&random::<6>()?), hex(&random::<32>()?));
        let days = SignedDuration::from_hours(24 * i64::from(grant.days));
        let expires = instant(at)?.checked_add(days).unwrap_or(Timestamp::MAX);
        let hash: [u8; 32] = Sha256::digest(&secret).into();
        self.write(|writing| {
            writing.transaction.execute(
                "insert into token (name, sha256, role, organization, made_at, expires_at) values (?, ?, ?, ?, ?, ?)",
                (
                    &name,
                    hash,
                    grant.role.as_str(),
                    grant.organization.as_ref().map(|code| code.as_str()),
                    &at.instant,
                    expires.to_string(),
                ),
            )?;
            Ok::<_, StoreError>(())
        })?;
        Ok(format!("{PREFIX}_{name}_{secret}"))
    }

    /// Whether this token may file, and for whom.
    ///
    /// # Errors
    /// When the store fails.
    pub fn filer(&self, bearer: &str, at: &Moment) -> Result<Bearer, StoreError> {
        let Some((name, secret)) = parts(bearer) else { return Ok(Bearer::Unknown) };
        let Some(kept) = self.kept_token(name)? else { return Ok(Bearer::Unknown) };
        let shown: [u8; 32] = Sha256::digest(secret).into();
        // The name is public and finds the row; the secret is compared in constant time.
        if !bool::from(kept.hash.ct_eq(&shown)) || kept.expires <= instant(at)? {
            return Ok(Bearer::Unknown);
        }
        Ok(match kept.role {
            Role::Filer | Role::Admin => {
                Bearer::Filer(Filer { name: format!("token-{name}"), organization: kept.organization })
            }
            Role::Publisher => Bearer::NotAllowed(kept.role),
        })
    }

    fn kept_token(&self, name: &str) -> Result<Option<Kept>, StoreError> {
        type Columns = ([u8; 32], String, Option<String>, String);
        let connection = held(&self.tokens);
        let columns: Option<Columns> = connection
            .prepare_cached("select sha256, role, organization, expires_at from token where name = ?")?
            .query_row((name,), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
            .optional()?;
        columns
            .map(|(hash, role, organization, expires)| {
                Ok(Kept {
                    hash,
                    role: Role::parse(&role)?,
                    organization: organization.as_deref().map(OrganizationCode::parse).transpose()?,
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

/// `baocao_<name>_<secret>`
fn parts(bearer: &str) -> Option<(&str, &str)> {
    bearer.trim().strip_prefix(PREFIX)?.strip_prefix('_')?.split_once('_')
}

fn random<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| StoreError::NoRandomness)?;
    Ok(bytes)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn instant(at: &Moment) -> Result<Timestamp, StoreError> {
    timestamp(&at.instant)
}

fn timestamp(text: &str) -> Result<Timestamp, StoreError> {
    text.parse()
        .map_err(|_| Invalid::new("instant", text, "write it as RFC 3339: 2026-11-22T01:42:00Z").into())
}
