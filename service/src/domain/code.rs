//! Codes: the short names that stand in files and addresses, one type for each thing that has one.

use std::borrow::Borrow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::Invalid;

const LONGEST: usize = 80;

fn is_code(text: &str) -> bool {
    let bytes = text.as_bytes();
    !bytes.is_empty()
        && bytes.len() <= LONGEST
        && bytes.iter().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'-')
        && bytes[0] != b'-'
        && bytes[bytes.len() - 1] != b'-'
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident is $thing:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Eq, PartialOrd, Ord)]
        pub struct $name(Arc<str>);

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                // Mostly the one is a copy of the other.
                Arc::ptr_eq(&self.0, &other.0) || self.0 == other.0
            }
        }

        impl Hash for $name {
            fn hash<H: Hasher>(&self, state: &mut H) {
                self.0.hash(state);
            }
        }

        impl $name {
            /// Lower-case letters, digits and inner hyphens, at most 80.
            ///
            /// # Errors
            /// [`Invalid`] for anything else.
            pub fn parse(text: &str) -> Result<Self, Invalid> {
                if is_code(text) {
                    Ok(Self(text.into()))
                } else {
                    Err(Invalid::new($thing, text, "use lower-case letters a-z, digits and hyphens"))
                }
            }

            /// The code as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    )*};
}

codes! {
    /// The code of an indicator, such as `members-admitted`.
    IndicatorCode is "indicator";
    /// The code of an organization, such as `hoan-kiem`.
    OrganizationCode is "organization";
    /// The name of a breakdown, such as `outcome`.
    DimensionCode is "breakdown";
    /// A member of a breakdown, such as `reprimand`.
    MemberCode is "breakdown member";
    /// The id of a source, such as `inspection-2022`.
    SourceId is "source";
    /// The code of a form, such as `inspection`.
    FormCode is "form";
    /// The slug of a chart; never changes its meaning, never used again.
    Slug is "slug";
}

impl SourceId {
    /// The source of figures that were filed without naming one: the filing itself.
    #[must_use]
    pub fn of_filing(revision: super::Revision) -> Self {
        Self(format!("filing-{revision}").into())
    }

    /// The same of one of several filings that were released together, counted from 0.
    #[must_use]
    pub fn of_filing_among(revision: super::Revision, place: usize) -> Self {
        match place {
            0 => Self::of_filing(revision),
            place => Self(format!("filing-{revision}-{}", place + 1).into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_no_capitals_spaces_or_outer_hyphens() {
        assert!(IndicatorCode::parse("members-admitted").is_ok());
        for wrong in ["", "-a", "a-", "Members", "a b", "đảng-viên", "a/b", &"a".repeat(81)] {
            assert!(IndicatorCode::parse(wrong).is_err(), "`{wrong}` was taken");
        }
    }
}
