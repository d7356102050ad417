//! The audit log: each act a row, each row chained to the one before it.

use std::fmt;

use super::figure::words;
use super::{Act, Actor, Invalid, Moment};

/// An act that is being done.
#[derive(Clone, Copy, Debug)]
pub struct Deed<'a> {
    /// Who does it.
    pub by: &'a Actor,
    /// What.
    pub act: Act,
    /// To what, such as `revision 17`.
    pub about: &'a str,
    /// What else the record must hold; of an approval, the hash that it approves.
    pub detail: &'a str,
    /// When.
    pub at: &'a Moment,
}

/// A row of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Counted from 1, without gaps.
    pub number: u64,
    /// When, as RFC 3339.
    pub at: String,
    /// The actor's public name; likewise below, as it was then.
    pub actor: String,
    /// Its role.
    pub role: String,
    /// Its organization; `None` is all.
    pub organization: Option<String>,
    /// What was done.
    pub act: String,
    /// To what.
    pub about: String,
    /// What else there is to say.
    pub detail: String,
}

impl Entry {
    /// The row of a deed.
    #[must_use]
    pub fn of(number: u64, deed: &Deed<'_>) -> Self {
        Self {
            number,
            at: deed.at.instant.clone(),
            actor: deed.by.name.clone(),
            role: deed.by.role.to_string(),
            organization: deed.by.organization.as_ref().map(ToString::to_string),
            act: deed.act.to_string(),
            about: deed.about.to_owned(),
            detail: deed.detail.to_owned(),
        }
    }

    /// The row as the bytes that are hashed: two rows that differ anywhere differ here, wherever their texts begin and end.
    #[must_use]
    pub fn canonical(&self) -> Vec<u8> {
        let mut bytes = self.number.to_le_bytes().to_vec();
        let texts = [Some(&self.at), Some(&self.actor), Some(&self.role), self.organization.as_ref()];
        for text in texts.into_iter().chain([Some(&self.act), Some(&self.about), Some(&self.detail)]) {
            bytes.push(u8::from(text.is_some()));
            let text = text.map_or("", String::as_str);
            bytes.extend((text.len() as u64).to_le_bytes());
            bytes.extend(text.as_bytes());
        }
        bytes
    }
}

/// Where the log ended when an act was done: who keeps it can show later that the log still holds that act, and all before it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The row; 0 before the first.
    pub number: u64,
    /// SHA-256 over all rows up to it.
    pub hash: [u8; 32],
}

impl Head {
    /// Reads `17:5f2b…`.
    ///
    /// # Errors
    /// [`Invalid`] for anything else.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let invalid =
            || Invalid::new("receipt", text, "write the number of the row, a colon and 64 hex digits");
        let (number, digits) = text.split_once(':').ok_or_else(invalid)?;
        let mut hash = [0; 32];
        if digits.len() != 64 || !digits.is_ascii() {
            return Err(invalid());
        }
        for (at, byte) in hash.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&digits[2 * at..2 * at + 2], 16).map_err(|_| invalid())?;
        }
        Ok(Self { number: number.parse().map_err(|_| invalid())?, hash })
    }
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.number)?;
        self.hash.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

words! {
    /// How a store is not as it was left.
    Damage is "damage", "a word of `baocao check`":
    /// SQLite finds its file broken.
    File = "file",
    /// A row names another that is not there.
    Reference = "reference",
    /// A row of the audit log is not what was written, or one is missing or too many before it.
    Chain = "chain",
    /// The end of the audit log is missing.
    End = "end",
    /// What the log tells of is not there, or not as it tells.
    Record = "record",
    /// Something is there that the log does not tell of.
    Unrecorded = "unrecorded",
    /// A filing is not as it was filed.
    Filing = "filing",
    /// A receipt that the log does not hold.
    Receipt = "receipt",
}

/// One thing that is wrong with a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Of what kind.
    pub damage: Damage,
    /// Where, such as `audit row 17` or `revision 3`.
    pub place: String,
    /// What stands there.
    pub found: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Entry {
        Entry {
            number: 1,
            at: "2026-11-22T03:00:00Z".into(),
            actor: "token-a".into(),
            role: "filer".into(),
            organization: None,
            act: "file".into(),
            about: "revision 1".into(),
            detail: String::new(),
        }
    }

    #[test]
    fn a_text_that_moves_into_the_next_column_is_another_row() {
        let moved = Entry { about: "revision".into(), detail: " 1".into(), ..entry() };
        assert_ne!(moved.canonical(), entry().canonical());
        assert_ne!(Entry { organization: Some(String::new()), ..entry() }.canonical(), entry().canonical());
    }

    #[test]
    fn a_receipt_is_read_as_it_is_written() {
        let head = Head { number: 17, hash: [0xa5; 32] };
        assert_eq!(Head::parse(&head.to_string()), Ok(head));
        for wrong in [
            "",
            "17",
            "17:",
            "x:00",
            "17:zz",
            &format!("17:{}", "é".repeat(32)),
            &format!("-1:{}", "0".repeat(64)),
        ] {
            assert!(Head::parse(wrong).is_err(), "`{wrong}`");
        }
    }
}
