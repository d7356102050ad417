//! Breakdowns: `subject=member;outcome=warning`; empty is the total.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::quick::Steps;
use super::{DimensionCode, Invalid, MemberCode};

/// Which part of an indicator a figure is about: a member for each dimension that is broken down.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Breakdown(Option<Arc<Shared>>);

type Members = BTreeMap<DimensionCode, MemberCode>;

/// Shared, since each of a few breakdowns stands in many figures; never without a member: the total is `None`.
#[derive(Debug)]
struct Shared {
    members: Members,
    /// What is made of all members: of two that are not the same it mostly differs.
    mark: u64,
}

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        self.mark == other.mark && self.members == other.members
    }
}

impl Eq for Shared {}

impl Hash for Shared {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.members.hash(state);
    }
}

impl PartialOrd for Shared {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Shared {
    fn cmp(&self, other: &Self) -> Ordering {
        self.members.cmp(&other.members)
    }
}

impl Breakdown {
    /// Reads `subject=member;outcome=warning`, in any order; empty is the total.
    ///
    /// # Errors
    /// [`Invalid`] when a part is not `name=member` or a name stands twice.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let mut members = Members::new();
        for part in text.split(';').filter(|_| !text.is_empty()) {
            let wrong = |remedy| Invalid::new("breakdown", text, remedy);
            let (name, member) = part
                .split_once('=')
                .ok_or_else(|| wrong("write name=member, several joined by semicolons"))?;
            if members.insert(DimensionCode::parse(name.trim())?, MemberCode::parse(member.trim())?).is_some()
            {
                return Err(wrong("name each breakdown once"));
            }
        }
        Ok(Self::of(members))
    }

    fn of(members: Members) -> Self {
        let shared = |members: Members| {
            let mut mark = Steps::default();
            members.hash(&mut mark);
            Arc::new(Shared { members, mark: mark.finish() })
        };
        Self((!members.is_empty()).then(|| shared(members)))
    }

    fn members(&self) -> Members {
        self.0.as_ref().map(|shared| shared.members.clone()).unwrap_or_default()
    }

    /// The member of this dimension; `None` when the figure is the total over it.
    #[must_use]
    pub fn member(&self, dimension: &DimensionCode) -> Option<&MemberCode> {
        self.0.as_ref()?.members.get(dimension)
    }

    /// The same with this dimension set to this member.
    #[must_use]
    pub fn with(&self, dimension: DimensionCode, member: MemberCode) -> Self {
        let mut members = self.members();
        members.insert(dimension, member);
        Self::of(members)
    }

    /// The same as a total over this dimension.
    #[must_use]
    pub fn without(&self, dimension: &DimensionCode) -> Self {
        let mut members = self.members();
        members.remove(dimension);
        Self::of(members)
    }

    /// Whether `other` is the same as a total over this dimension.
    #[must_use]
    pub fn is_part_of(&self, other: &Self, dimension: &DimensionCode) -> bool {
        let length = |one: &Self| one.0.as_ref().map_or(0, |shared| shared.members.len());
        length(self) == length(other) + 1
            && self.iter().filter(|(name, _)| *name != dimension).eq(other.iter())
    }

    /// Dimension and member, in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (&DimensionCode, &MemberCode)> {
        self.0.iter().flat_map(|shared| shared.members.iter())
    }

    /// Whether this is the total.
    #[must_use]
    pub fn is_total(&self) -> bool {
        self.0.is_none()
    }
}

impl fmt::Display for Breakdown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (name, member)) in self.iter().enumerate() {
            write!(f, "{}{name}={member}", if index > 0 { ";" } else { "" })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_in_the_file_does_not_matter() {
        let one = Breakdown::parse("subject=member;outcome=warning").unwrap();
        let other = Breakdown::parse("outcome=warning;subject=member").unwrap();
        assert_eq!(one, other);
        assert_eq!(one.to_string(), "outcome=warning;subject=member");
    }

    #[test]
    fn two_are_the_same_where_their_members_are() {
        let texts = ["", "a=b", "a=c", "b=a", "a=b;c=d", "c=d;a=b", "a=bb;c=d", "ab=b;c=d"];
        let all = texts.map(|text| Breakdown::parse(text).unwrap());
        for one in &all {
            for other in &all {
                assert_eq!(one == other, one.to_string() == other.to_string());
                assert_eq!(one == other, one.cmp(other).is_eq());
            }
        }
    }

    #[test]
    fn a_part_without_a_member_or_twice_is_refused() {
        for wrong in ["subject", "subject=", "=member", "a=b;a=c", ";", "a=b;"] {
            assert!(Breakdown::parse(wrong).is_err(), "`{wrong}` was taken");
        }
    }
}
