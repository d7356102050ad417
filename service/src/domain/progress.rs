//! Who has filed a form for a period, and who has not.

use super::figure::words;
use super::{Catalogue, Date, Form, FormCode, Invalid, Organization, OrganizationCode, Period, Revision};
use std::fmt;

words! {
    /// How far an organization is with a form.
    Standing is "standing", "use on-time, late or missing":
    /// Filed on the day it was due, or before.
    OnTime = "on-time",
    /// Filed after it was due.
    Late = "late",
    /// Not filed.
    Missing = "missing",
}

/// A filing that counts for a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// Whose form it fills in.
    pub organization: OrganizationCode,
    /// The filing.
    pub revision: Revision,
    /// The day it was filed, in Hanoi.
    pub filed_on: Date,
    /// How many cells of the form it has figures for.
    pub cells: usize,
    /// Whether, with what was filed before, no required cell was left empty.
    pub complete: bool,
}

/// A form for a period: who is to file it, and what came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The form.
    pub form: FormCode,
    /// For when.
    pub period: Period,
    /// The day from which the period counts.
    pub opens: Date,
    /// The day on which it closes.
    pub closes: Date,
    /// The last day on which a filing is on time.
    pub due: Date,
    /// Whether that day is over.
    pub is_over: bool,
    /// Who is to file, in the order of the catalogue.
    pub expected: Vec<Reporter>,
    /// Who filed though the form does not expect it, as who ended too early; in the order of the catalogue.
    pub others: Vec<Reporter>,
}

/// An organization and what it filed of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reporter {
    /// Who.
    pub organization: OrganizationCode,
    /// The first and the last day of its part of the period, where it existed for a part of it only.
    pub part: Option<(Date, Date)>,
    /// How far it is.
    pub standing: Standing,
    /// Whether no required cell is empty any more.
    pub complete: bool,
    /// What it filed, the earliest first.
    pub filings: Vec<Received>,
}

impl Progress {
    /// Who filed of those that the form expects, on this day; with what was received, in the order of filing, of
    /// organizations for which `seen` holds.
    #[must_use]
    pub fn of(
        catalogue: &Catalogue,
        form: &Form,
        period: Period,
        received: &[Received],
        today: Date,
        seen: impl Fn(&OrganizationCode) -> bool,
    ) -> Self {
        let due = form.due(period);
        let reporter = |one: &Organization| {
            let (organization, part) = (&one.code, form.part(one, period));
            let filings: Vec<Received> =
                received.iter().filter(|one| one.organization == *organization).cloned().collect();
            let standing = match filings.first() {
                None => Standing::Missing,
                Some(first) if first.filed_on <= due => Standing::OnTime,
                Some(_) => Standing::Late,
            };
            let complete = filings.iter().any(|one| one.complete);
            Reporter { organization: organization.clone(), part, standing, complete, filings }
        };
        let all = || catalogue.parts().organizations.iter().filter(|one| seen(&one.code));
        let (expected, others): (Vec<_>, Vec<_>) = all().partition(|one| form.expects(one, period));
        let others = others.into_iter().map(reporter);
        Self {
            form: form.code.clone(),
            period,
            opens: form.opens(period),
            closes: form.closes(period),
            due,
            is_over: today > due,
            expected: expected.into_iter().map(reporter).collect(),
            others: others.filter(|one| one.standing != Standing::Missing).collect(),
        }
    }

    /// How many of those expected are this far.
    #[must_use]
    pub fn count(&self, standing: Standing) -> usize {
        self.expected.iter().filter(|one| one.standing == standing).count()
    }

    /// How many of those expected have filed.
    #[must_use]
    pub fn received(&self) -> usize {
        self.expected.len() - self.count(Standing::Missing)
    }
}
