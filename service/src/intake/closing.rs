//! The day on which a form closes a period: where a figure does not say how far its data run, they run to that day.

use std::collections::{HashMap, HashSet};

use super::history::{History, Wants};
use crate::domain::{
    Breakdown, Catalogue, Date, Figure, Form, Indicator, Kind, Measure, Organization, Period, Untaken,
};

/// The forms with a closing day that ask an organization for these cells.
pub(super) fn forms<'a>(
    catalogue: &'a Catalogue,
    indicator: &Indicator,
    organization: &Organization,
    (period, measure, breakdown): (Period, Measure, &Breakdown),
) -> impl Iterator<Item = &'a Form> {
    let asking = catalogue.asking(&indicator.code).filter(move |(form, item)| {
        form.closing_day.is_some()
            && form.kinds.contains(&organization.kind)
            && form.is_for(period)
            && item.measures.contains(&measure)
            && item.breakdown.covers(breakdown)
    });
    asking.map(|(form, _)| form)
}

/// Takes the day back from figures that were given one (those at these places), where what is known of their cells runs
/// further: filed before the form had a closing day, it would go on to stand. What runs up keeps its day.
pub(super) fn reopen(figures: &mut [Figure], places: &[usize], catalogue: &Catalogue, history: &dyn History) {
    let mut subjects: HashMap<_, Vec<usize>> = HashMap::new();
    for &at in places {
        let Figure { indicator, organization, .. } = &figures[at];
        let kind = catalogue.indicator(indicator).map(|one| one.kind);
        if kind.is_some_and(|kind| kind != Kind::Cumulative) {
            subjects.entry((indicator.clone(), organization.clone())).or_default().push(at);
        }
    }
    for ((indicator, organization), places) in subjects {
        let periods: HashSet<Period> = places.iter().map(|at| figures[*at].period).collect();
        let mut known = Vec::new();
        let wanted = Wants::new(|period| periods.contains(&period));
        history.of(&indicator, &organization, &wanted, &mut known);
        for at in places {
            let figure = &mut figures[at];
            let runs_on = |one: &Untaken<'_>| {
                (one.period, one.measure, one.breakdown) == (figure.period, figure.measure, &figure.breakdown)
                    && Some(one.as_of) > figure.as_of
            };
            if known.iter().any(runs_on) {
                figure.as_of = None;
            }
        }
    }
}

/// The day that a figure without one gets: the closing day, the organization's last where it ended before, or today where that
/// is still to come.
pub(super) fn given(form: &Form, organization: &Organization, period: Period, today: Date) -> Date {
    form.closes_for(organization, period).min(today)
}
