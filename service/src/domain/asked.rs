//! Who should have reported a number, where a form says so.

use super::{Date, Form, Organization, Period};

/// The forms that ask for a number of a period, or of periods within it.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    pub(super) forms: Vec<&'a Form>,
    pub(super) period: Period,
}

impl Asked<'_> {
    /// Whether any of them expects this organization, for the period or for any within it: who files months should have
    /// filed for the year of each.
    #[must_use]
    pub fn expects(&self, organization: &Organization) -> bool {
        self.forms.iter().any(|form| {
            form.kinds.contains(&organization.kind)
                && within(form, self.period).any(|period| form.expects(organization, period))
        })
    }

    /// Whether a form is for organizations like this one, and yet none expects it: it existed for too small a part.
    #[must_use]
    pub fn excuses(&self, organization: &Organization) -> bool {
        self.forms.iter().any(|form| form.kinds.contains(&organization.kind)) && !self.expects(organization)
    }

    /// The periods for which they expect this organization, of those that have closed by a day.
    #[must_use]
    pub fn closed(&self, organization: &Organization, day: Date) -> Vec<Period> {
        let is_closed = |form: &Form, period: Period| form.closes(period) <= day;
        let closed = self.forms.iter().flat_map(|form| {
            within(form, self.period)
                .filter(move |period| is_closed(form, *period) && form.expects(organization, *period))
        });
        closed.collect()
    }
}

/// Whether a form is filed for a period, or for any within it.
pub(super) fn is_asked(form: &Form, period: Period) -> bool {
    within(form, period).next().is_some()
}

/// The periods for which a form is filed that lie within this one, the longest first.
pub(super) fn within(form: &Form, period: Period) -> impl Iterator<Item = Period> {
    period.and_within().filter(|one| form.is_for(*one))
}
