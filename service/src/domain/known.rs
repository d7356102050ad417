//! States of knowledge, and bookmarks between them: what a reader has seen, and where a page of changes ended.

use std::fmt;

use jiff::civil::Date;

use super::{IndicatorCode, Invalid, OrganizationCode, Revision, day};

/// What could be seen: figures that were published on or before a day, of filings up to a revision.
///
/// A figure that is filed today may have been published long ago, and one that is filed already may be published
/// tomorrow; so neither the day nor the revision alone says what a reader has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Known {
    /// The day.
    pub on: Date,
    /// The revision.
    pub revision: Revision,
}

impl Known {
    /// No more than what `other` knows.
    #[must_use]
    pub fn at_most(self, other: Self) -> Self {
        Self { on: self.on.min(other.on), revision: self.revision.min(other.revision) }
    }
}

impl fmt::Display for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.on, self.revision)
    }
}

/// Where a page of changes ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The indicator of its last change.
    pub indicator: IndicatorCode,
    /// Its organization.
    pub organization: OrganizationCode,
    /// How many changes of the two have been told.
    pub told: usize,
}

/// From where on changes are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Since {
    /// `2022-12-20`: what was published after this day.
    Day(Date),
    /// `17`: what was filed after this revision.
    Revision(Revision),
    /// `2022-12-20.17`: what somebody who knew this much does not know yet.
    Known(Known),
    /// `2022-12-20.17.2026-11-22.19.disciplined.hanoi.12`: the rest of the changes from one state to another.
    Rest {
        /// What was known.
        from: Known,
        /// What is told about.
        to: Known,
        /// Where the page before ended.
        after: Place,
    },
}

const REMEDY: &str =
    "write a day such as 2022-12-20, a revision such as 17, or the `next` of an earlier answer";

impl Since {
    /// Reads any of the four.
    ///
    /// # Errors
    /// [`Invalid`] for anything else.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        Self::read(text).ok_or_else(|| Invalid::new("state", text, REMEDY))
    }

    fn read(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('.').collect();
        let known = |on: &str, of: &str| Some(Known { on: day(on).ok()?, revision: revision(of)? });
        Some(match parts[..] {
            [one] => match revision(one) {
                Some(revision) => Self::Revision(revision),
                None => Self::Day(day(one).ok()?),
            },
            [on, of] => Self::Known(known(on, of)?),
            [from, of, to, up_to, indicator, organization, told] => Self::Rest {
                from: known(from, of)?,
                to: known(to, up_to)?,
                after: Place {
                    indicator: IndicatorCode::parse(indicator).ok()?,
                    organization: OrganizationCode::parse(organization).ok()?,
                    told: usize::try_from(revision(told)?.0).ok()?,
                },
            },
            _ => return None,
        })
    }
}

/// Digits and no sign.
fn revision(text: &str) -> Option<Revision> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten().map(Revision)
}

impl fmt::Display for Since {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{day}"),
            Self::Revision(revision) => write!(f, "{revision}"),
            Self::Known(known) => write!(f, "{known}"),
            Self::Rest { from, to, after } => {
                write!(f, "{from}.{to}.{}.{}.{}", after.indicator, after.organization, after.told)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bookmark_is_read_as_it_was_written() {
        for text in ["2022-12-20", "17", "2022-12-20.17", "2022-12-20.17.2026-11-22.19.disciplined.hanoi.12"]
        {
            assert_eq!(Since::parse(text).unwrap().to_string(), text);
        }
        for wrong in [
            "",
            "x",
            "-1",
            "+1",
            "2022-13-01",
            "2022-12-20.",
            "2022-12-20.x",
            "1.2",
            "a.b.c.d.e.f.g",
            "2022-12-20.1.2",
        ] {
            assert!(Since::parse(wrong).is_err(), "`{wrong}`");
        }
    }
}
