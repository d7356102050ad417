//! A form as an organization is to fill it in: its cells with what is known of them.

use std::sync::Arc;

use super::App;
use crate::domain::{Actor, Catalogue, Date, FormCell, FormCode, IndicatorCode, OrganizationCode, Period};
use crate::intake::{History, Wants};

/// What is to be filled in.
#[derive(Debug)]
pub struct FillIn {
    /// The catalogue, which has the form and the organization.
    pub catalogue: Arc<Catalogue>,
    /// The form.
    pub form: FormCode,
    /// Who fills it in.
    pub organization: OrganizationCode,
    /// For which period.
    pub period: Period,
    /// The cells in order, each with the value that is known of it, and that of the same period a year ago.
    pub cells: Vec<(FormCell, [Option<i64>; 2])>,
}

/// Why there is nothing to fill in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoFillIn {
    /// No form of this code.
    UnknownForm,
    /// No organization of this code.
    UnknownOrganization,
    /// It is for another organization than that of the token, and those below it.
    NotYours,
    /// The organization does not file this form for this period.
    NotExpected,
}

impl App {
    /// A form as this organization fills it in for this period.
    ///
    /// # Errors
    /// [`NoFillIn`] when it does not, or when who asks does not file for it.
    pub fn fill_in(
        &self,
        (form, organization, period): (&FormCode, &OrganizationCode, Period),
        actor: &Actor,
        today: Date,
    ) -> Result<FillIn, NoFillIn> {
        let cube = self.snapshot();
        let catalogue = cube.catalogue().clone();
        let asked = catalogue.form(form).ok_or(NoFillIn::UnknownForm)?;
        let who = catalogue.organization(organization).ok_or(NoFillIn::UnknownOrganization)?;
        let within = |above: &OrganizationCode| catalogue.stands_within(organization, above, today);
        if !actor.organization.as_ref().is_none_or(within) {
            return Err(NoFillIn::NotYours);
        }
        if !asked.expects(who, period) {
            return Err(NoFillIn::NotExpected);
        }
        let year_ago = period.year_before();
        let mut cells: Vec<_> =
            asked.cells(&catalogue).into_iter().map(|cell| (cell, [None, None])).collect();
        let indicators: Vec<IndicatorCode> = asked.items.iter().map(|item| item.indicator.clone()).collect();
        let wanted = Wants::new(|one| one == period || Some(one) == year_ago);
        for indicator in &indicators {
            // The last of a cell supersedes those before it.
            let mut before = Vec::new();
            cube.of(indicator, organization, &wanted, &mut before);
            for known in before {
                let same = |(cell, _): &&mut (FormCell, _)| {
                    cell.indicator == *indicator
                        && cell.measure == known.measure
                        && cell.breakdown == *known.breakdown
                };
                for (_, values) in cells.iter_mut().filter(same) {
                    values[usize::from(known.period != period)] = known.value;
                }
            }
        }
        Ok(FillIn { form: asked.code.clone(), organization: who.code.clone(), period, cells, catalogue })
    }
}
