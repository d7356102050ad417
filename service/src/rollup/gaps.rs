//! Which months of what they should have reported who has left out.

use std::collections::{BTreeMap, BTreeSet};

use super::Hole;
use crate::domain::{Date, OrganizationCode, Period};

/// Months that organizations have not told of, though they told of others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Gaps(BTreeMap<OrganizationCode, BTreeSet<Period>>);

impl Gaps {
    /// Adds months that an organization left out.
    pub(super) fn add(&mut self, code: &OrganizationCode, months: impl IntoIterator<Item = Period>) {
        let mut months = months.into_iter().peekable();
        if months.peek().is_some() {
            self.0.entry(code.clone()).or_default().extend(months);
        }
    }

    /// Adds all of the others.
    pub(super) fn merge(&mut self, others: Self) {
        for (code, months) in others.0 {
            self.0.entry(code).or_default().extend(months);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The bytes it takes, about.
    pub(super) fn bytes(&self) -> usize {
        self.0.values().map(|months| 64 + months.len() * size_of::<Period>()).sum()
    }

    /// The months that any of them left out, in time.
    pub(super) fn months(&self) -> Vec<Period> {
        self.0.values().flatten().copied().collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Those of a number that runs up to this day: nobody is behind in it with what came after.
    pub(super) fn up_to(&self, day: Date) -> Self {
        let until = |months: &BTreeSet<Period>| -> BTreeSet<Period> {
            months.iter().copied().filter(|month| month.start() <= day).collect()
        };
        let left = self.0.iter().map(|(code, months)| (code.clone(), until(months)));
        Self(left.filter(|(_, months)| !months.is_empty()).collect())
    }

    /// The same months of the year before.
    pub(super) fn year_before(&self) -> Self {
        let before = |months: &BTreeSet<Period>| months.iter().filter_map(|one| one.year_before()).collect();
        Self(self.0.iter().map(|(code, months)| (code.clone(), before(months))).collect())
    }

    pub(super) fn has(&self, code: &OrganizationCode) -> bool {
        self.0.contains_key(code)
    }

    /// Who left out which months, those who left out the same together, in time; who is missing and told of no month at all
    /// comes last.
    pub(super) fn holes(&self, missing: &[OrganizationCode]) -> Vec<Hole> {
        let mut alike: BTreeMap<Vec<Period>, Vec<OrganizationCode>> = BTreeMap::new();
        for (code, months) in &self.0 {
            alike.entry(months.iter().copied().collect()).or_default().push(code.clone());
        }
        let silent: Vec<_> = missing.iter().filter(|code| !self.has(code)).cloned().collect();
        let silent = (!silent.is_empty()).then_some((Vec::new(), silent));
        let all = alike.into_iter().chain(silent);
        all.map(|(months, organizations)| Hole { months, organizations }).collect()
    }
}
