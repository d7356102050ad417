//! Who should have reported a number, where a form says so.

use super::{Form, Organization, Period};

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
}

/// Whether a form is filed for a period, or for any within it.
pub(super) fn is_asked(form: &Form, period: Period) -> bool {
    within(form, period).next().is_some()
}

/// The periods for which a form is filed that lie within this one, the longest first.
pub(super) fn within(form: &Form, period: Period) -> impl Iterator<Item = Period> {
    let mut open = vec![period];
    let every = std::iter::from_fn(move || {
        let next = open.pop()?;
        open.extend(next.tilings().into_iter().flatten());
        Some(next)
    });
    every.filter(|one| form.is_for(*one))
}
