//! Data run to the day on which their form closes the period.

use super::findings::{Filed, Findings};
use super::long_after::is_long_after;
use crate::domain::{Catalogue, Date, Figure, Form, Indicator};
use crate::intake::closing;
use crate::intake::fault::Fault;

/// Checks the as-of day of each filed figure that some form closes on a day of its own. Before that day a report on the
/// way there is no mistake.
pub(super) fn check(
    indicator: &Indicator,
    catalogue: &Catalogue,
    filed: Filed<'_>,
    places: &[usize],
    today: Date,
    findings: &mut Findings<'_>,
) {
    let has_closing = catalogue.asking(&indicator.code).any(|(form, _)| form.closing_day.is_some());
    let first = &filed.figures[places[0]];
    let Some(organization) = catalogue.organization(&first.organization).filter(|_| has_closing) else {
        return;
    };
    for &place in places {
        let Figure { period, measure, breakdown, as_of: Some(as_of), .. } = &filed.figures[place] else {
            continue;
        };
        if is_long_after(*as_of, *period) {
            continue;
        }
        let forms: Vec<&Form> =
            closing::forms(catalogue, indicator, organization, (*period, *measure, breakdown)).collect();
        let agrees = |form: &&Form| {
            let closes = form.closes_for(organization, *period);
            *as_of == closes || *as_of < closes && today < closes
        };
        if let Some(form) = forms.first().filter(|_| !forms.iter().any(agrees)) {
            let (names, closes) = (form.names.clone(), form.closes_for(organization, *period));
            findings.tell(
                indicator,
                place,
                Fault::OtherClosingDay { form: names, period: *period, closes, as_of: *as_of },
            );
        }
    }
}
