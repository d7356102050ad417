//! What an organization reports itself is held against what those directly below it report, whichever comes last. It may have
//! more, of its own; less than they have together it cannot have.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::concerning;
use super::findings::Findings;
use super::number::{number, sum};
use crate::domain::{
    Breakdown, Catalogue, Date, Figure, Indicator, IndicatorCode, Kind, Measure, Organization,
    OrganizationCode, OrganizationKind, Period, Quick, Status,
};
use crate::intake::closing;
use crate::intake::fault::Fault;
use crate::intake::history::Wants;
use crate::intake::series::untaken;
use crate::intake::terms::Rules;

/// The places of the filed figures of an indicator and an organization.
type Subjects<'f> = Quick<(&'f IndicatorCode, &'f OrganizationCode), &'f [usize]>;

type Cell<'a> = (Period, &'a Breakdown);

/// What stands for a cell of an organization, filed or known.
#[derive(Clone, Copy)]
struct Told {
    /// `None` where there is none, or where it is not exact.
    value: Option<i64>,
    as_of: Date,
    status: Status,
    /// Its place in the filing.
    place: Option<usize>,
}

/// What an organization has itself.
struct Own<'o, 'a> {
    cells: &'o HashMap<Cell<'a>, Told>,
    /// The periods of which anything was known before, in time.
    before: Vec<Period>,
}

/// What those below an organization have together.
struct Together {
    sum: i128,
    /// Whether everyone who should have told did, exactly and of the same day.
    are_all: bool,
    any_negative: bool,
    /// The first of them that was filed.
    place: Option<usize>,
}

/// Checks every organization of which a figure was filed, or of one below it.
pub(super) fn check(subjects: &[Vec<usize>], rules: Rules<'_>, findings: &mut Findings<'_>) {
    let figures = findings.filed.figures;
    let filed: Subjects<'_> = subjects
        .iter()
        .filter_map(|places| {
            let first = figures.get(*places.first()?)?;
            Some(((&first.indicator, &first.organization), places.as_slice()))
        })
        .collect();
    for ((indicator, parent), mut periods) in families(figures, subjects, rules) {
        let catalogue = rules.catalogue;
        let Some((indicator, parent)) = catalogue.indicator(indicator).zip(catalogue.organization(parent))
        else {
            continue;
        };
        periods.sort_unstable();
        periods.dedup();
        let wanted = concerning(periods.clone());
        let family =
            Family { rules, indicator, parent, figures, filed: &filed, wanted, told: RefCell::default() };
        let mut found: Vec<(usize, Fault)> = Vec::new();
        let cells = family.told_by(&parent.code);
        let mut before: Vec<Period> =
            cells.iter().filter(|(_, told)| told.place.is_none()).map(|((period, _), _)| *period).collect();
        before.sort_unstable();
        before.dedup();
        let own = Own { cells: &cells, before };
        for (cell, whole) in cells.iter().filter(|((period, _), _)| periods.binary_search(period).is_ok()) {
            found.extend(family.fault(&own, *cell, *whole));
        }
        // What is looked up by cells comes in no order.
        found.sort_by_key(|(place, _)| *place);
        found.into_iter().for_each(|(place, fault)| findings.tell(indicator, place, fault));
    }
}

type Families<'f> = Vec<((&'f IndicatorCode, &'f OrganizationCode), Vec<Period>)>;

/// The indicators and organizations with others below them that a filing says something of, and for which periods.
fn families<'f>(figures: &'f [Figure], subjects: &[Vec<usize>], rules: Rules<'f>) -> Families<'f> {
    let catalogue = rules.catalogue;
    let mut found: Families<'f> = Vec::new();
    let mut places: Quick<(&IndicatorCode, &OrganizationCode), usize> = Quick::default();
    for subject in subjects {
        let Some(first) = subject.first().map(|at| &figures[*at]) else { continue };
        let known = catalogue.indicator(&first.indicator).zip(catalogue.organization(&first.organization));
        let Some((indicator, one)) = known else { continue };
        let actual = |at: &&usize| figures[**at].measure == Measure::Actual;
        if !matches!(indicator.kind, Kind::Flow | Kind::Cumulative) || !subject.iter().any(|at| actual(&at)) {
            continue;
        }
        let mut above: Vec<&OrganizationCode> = Vec::new();
        above.extend(Some(&one.code).filter(|code| !catalogue.is_leaf(code)));
        above.extend(one.placements.iter().filter_map(|place| place.parent.as_ref()));
        above.dedup();
        for parent in above {
            // Of a country only the city is on file. What is hidden of others is not told to who files beside them.
            let is_country =
                catalogue.organization(parent).is_none_or(|one| one.kind == OrganizationKind::Country);
            let acts_for =
                || rules.within.is_none_or(|within| catalogue.stands_within(parent, within, rules.today));
            if is_country || indicator.sensitive && !acts_for() {
                continue;
            }
            let place = *places.entry((&indicator.code, parent)).or_insert_with(|| {
                found.push(((&indicator.code, parent), Vec::new()));
                found.len() - 1
            });
            found[place].1.extend(subject.iter().filter(actual).map(|at| figures[*at].period));
        }
    }
    found
}

/// One indicator of one organization and of those below it.
struct Family<'a> {
    rules: Rules<'a>,
    indicator: &'a Indicator,
    parent: &'a Organization,
    figures: &'a [Figure],
    filed: &'a Subjects<'a>,
    wanted: Wants<'a>,
    told: RefCell<HashMap<&'a OrganizationCode, Rc<HashMap<Cell<'a>, Told>>>>,
}

impl<'a> Family<'a> {
    /// What stands for each cell of an organization; what is filed in place of what was known.
    fn told_by(&self, code: &'a OrganizationCode) -> Rc<HashMap<Cell<'a>, Told>> {
        let look_up = || {
            let mut known = Vec::new();
            self.rules.history.of(&self.indicator.code, code, &self.wanted, &mut known);
            let places = self.filed.get(&(&self.indicator.code, code)).copied().unwrap_or_default();
            let filed = places.iter().map(|at| (untaken(&self.figures[*at]), Some(*at)));
            let all = known.into_iter().map(|one| (one, None)).chain(filed);
            let actual = all.filter(|(one, _)| one.measure == Measure::Actual);
            let told = actual.map(|(one, place)| {
                let value = one.value.filter(|_| one.qualifier.is_none());
                ((one.period, one.breakdown), Told { value, as_of: one.as_of, status: one.status, place })
            });
            Rc::new(told.collect())
        };
        self.told.borrow_mut().entry(code).or_insert_with(look_up).clone()
    }

    /// What is wrong between the organization's own figure and those below it, and where it is told: at its own where that was
    /// filed.
    fn fault(&self, own: &Own<'_, 'a>, cell: Cell<'a>, whole: Told) -> Option<(usize, Fault)> {
        let together = self.together(cell, whole)?;
        let place = whole.place.or(together.place)?;
        let value = i128::from(whole.value?);
        let shown = || {
            let sum = sum(self.indicator, Measure::Actual, together.sum);
            (self.parent.code.clone(), number(self.indicator, Measure::Actual, whole.value.unwrap_or(0)), sum)
        };
        let period = cell.0;
        if together.sum > value && !together.any_negative {
            let (parent, whole, sum) = shown();
            return Some((place, Fault::ChildrenExceed { parent, period, whole, sum }));
        }
        let differs = together.sum != value && together.are_all && !self.has_more(own, cell);
        differs.then(|| {
            let (parent, whole, sum) = shown();
            (place, Fault::ChildrenDiffer { parent, period, whole, sum })
        })
    }

    /// Those below it together, of data up to the same day; `None` where there are none, or one was elsewhere too.
    fn together(&self, (period, breakdown): Cell<'a>, whole: Told) -> Option<Together> {
        let children = self.children(period, whole.as_of);
        let mut parents = children.iter().flat_map(|one| &one.placements).map(|one| one.parent.as_ref());
        if children.is_empty() || parents.any(|parent| parent != Some(&self.parent.code)) {
            return None;
        }
        let asked = self.catalogue().asks(&self.indicator.code, breakdown, period);
        let mut all = Together { sum: 0, are_all: true, any_negative: false, place: None };
        for child in children {
            let Some(told) = self.told_by(&child.code).get(&(period, breakdown)).copied() else {
                all.are_all &= asked.as_ref().is_some_and(|asked| !asked.expects(child));
                continue;
            };
            all.place = all.place.into_iter().chain(told.place).min();
            match told.value {
                Some(value) if told.as_of <= whole.as_of => {
                    all.sum += i128::from(value);
                    all.any_negative |= value < 0;
                    all.are_all &= self.is_of_day(child, (period, breakdown), told.as_of, whole.as_of);
                }
                _ => all.are_all &= told.status == Status::NotApplicable,
            }
        }
        Some(all)
    }

    fn children(&self, period: Period, as_of: Date) -> Vec<&'a Organization> {
        let catalogue = self.catalogue();
        match self.indicator.kind {
            Kind::Cumulative => catalogue.children_on(&self.parent.code, as_of).collect(),
            _ => catalogue.children_in(&self.indicator.code, &self.parent.code, period).collect(),
        }
    }

    /// Whether a child's data run as far as those above: to the same day, or to that on which its form closes the month.
    fn is_of_day(&self, child: &Organization, (period, breakdown): Cell<'_>, day: Date, whole: Date) -> bool {
        let cell = (period, Measure::Actual, breakdown);
        let mut forms = closing::forms(self.catalogue(), self.indicator, child, cell);
        let happens = self.indicator.kind == Kind::Flow && whole == period.end();
        day == whole || happens && forms.any(|form| form.closes_for(child, period) == day)
    }

    /// Whether the organization has more than those below it: a form asks it too, some of them ended in the year, or it had before.
    fn has_more(&self, own: &Own<'_, 'a>, (period, breakdown): Cell<'a>) -> bool {
        let catalogue = self.catalogue();
        let is_asked = catalogue.asking(&self.indicator.code).any(|(form, item)| {
            form.kinds.contains(&self.parent.kind)
                && item.measures.contains(&Measure::Actual)
                && item.breakdown.covers(breakdown)
        });
        let runs_up = self.indicator.kind == Kind::Cumulative;
        let has_changed = runs_up && catalogue.has_changed(period.its_year().start(), period.end());
        let had = |before: &Period| {
            let told = own.cells.get(&(*before, breakdown)).filter(|told| told.place.is_none());
            told.is_some_and(|told| {
                let together = self.together((*before, breakdown), *told);
                told.value
                    .zip(together)
                    .is_some_and(|(value, all)| all.are_all && i128::from(value) > all.sum)
            })
        };
        let mut earlier = own.before.iter().filter(|one| one.kind() == period.kind() && **one < period);
        is_asked || has_changed || earlier.any(had)
    }

    fn catalogue(&self) -> &'a Catalogue {
        self.rules.catalogue
    }
}
