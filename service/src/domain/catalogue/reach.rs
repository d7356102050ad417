//! Whose figures tell of a period: who was there in its months and, where a form closes periods on a day of its own, who ended
//! after the period before had closed. Decree 09/2019/ND-CP opens July on 15 June: who ended on 30 June owes its last two weeks.

use super::Catalogue;
use crate::domain::asked::within;
use crate::domain::{
    Date, Form, IndicatorCode, Organization, OrganizationCode, OrganizationKind, Partial, Period,
};

/// A form opens a period less than so many days before its first.
const LONGEST_MONTH: i32 = 31;

impl Catalogue {
    /// The first day that figures of an indicator tell of in a period: its own first, or an earlier one on which a form opens it
    /// that asks everyone for their part; of organizations of one kind or of any.
    #[must_use]
    pub fn opens(&self, indicator: &IndicatorCode, kind: Option<OrganizationKind>, period: Period) -> Date {
        let forms = self.closing(indicator).filter(|form| kind.is_none_or(|kind| form.kinds.contains(&kind)));
        let asked = forms.filter(|form| within(form, period).next().is_some());
        asked.map(|form| form.opens(period)).fold(period.start(), Date::min)
    }

    /// The last day up to this one on which an organization was there in a period, as the figures of an indicator count it; `None`
    /// when they cannot tell of it.
    #[must_use]
    pub fn last_day_in(
        &self,
        indicator: &IndicatorCode,
        one: &Organization,
        period: Period,
        until: Date,
    ) -> Option<Date> {
        let own = one.last_day_within(period.start(), until);
        own.or_else(|| one.last_day_within(self.opens_early(indicator, one, period)?, until))
    }

    /// The parent on that last day, up to the period's own last; the outer `None`: its figures cannot tell of the period.
    #[must_use]
    pub fn parent_in<'a>(
        &self,
        indicator: &IndicatorCode,
        one: &'a Organization,
        period: Period,
    ) -> Option<Option<&'a OrganizationCode>> {
        let end = period.end();
        let own = one.parent_within(period.start(), end);
        own.or_else(|| one.parent_within(self.opens_early(indicator, one, period)?, end))
    }

    /// The children whose figures of an indicator tell of a period, in the order of the file.
    pub fn children_in<'a>(
        &'a self,
        indicator: &'a IndicatorCode,
        parent: &'a OrganizationCode,
        period: Period,
    ) -> impl Iterator<Item = &'a Organization> {
        self.ever_below(parent)
            .filter(move |one| self.parent_in(indicator, one, period) == Some(Some(parent)))
    }

    /// All below an organization whose figures of an indicator tell of a period, each parent before its children.
    #[must_use]
    pub fn below_in<'a>(
        &'a self,
        indicator: &'a IndicatorCode,
        parent: &'a OrganizationCode,
        period: Period,
    ) -> Vec<&'a Organization> {
        self.children_in(indicator, parent, period)
            .flat_map(|child| std::iter::once(child).chain(self.below_in(indicator, &child.code, period)))
            .collect()
    }

    /// The day on which a period opens for an organization that had ended when its first month began, and that a form asks for the
    /// part before.
    fn opens_early(&self, indicator: &IndicatorCode, one: &Organization, period: Period) -> Option<Date> {
        let start = period.start();
        let just_ended = |until: Date| {
            until <= start && start.since(until).is_ok_and(|span| span.get_days() < LONGEST_MONTH)
        };
        // Of nearly everyone the dates alone say that there is none.
        one.placements.iter().filter_map(|place| place.validity.until).find(|until| just_ended(*until))?;
        let forms = self.closing(indicator);
        let asking = forms.filter(|form| within(form, period).any(|part| form.expects(one, part)));
        asking.map(|form| form.opens(period)).min()
    }

    /// The forms that ask for an indicator, close periods on a day of their own and ask everyone for their part.
    fn closing(&self, indicator: &IndicatorCode) -> impl Iterator<Item = &Form> {
        self.asking(indicator)
            .map(|(form, _)| form)
            .filter(|form| form.closing_day.is_some() && form.partial == Partial::Any)
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::{
        Catalogue, CatalogueParts, ClosingDay, Form, FormBreakdown, FormCode, FormItem, IndicatorCode,
        Measure, Names, Organization, OrganizationCode, OrganizationKind, Partial, Period, PeriodKind,
        Placement, Validity, day,
    };

    fn code(text: &str) -> OrganizationCode {
        OrganizationCode::parse(text).unwrap()
    }

    fn organization(name: &str, parent: Option<&str>, kind: OrganizationKind, until: &str) -> Organization {
        let validity = Validity { from: None, until: day(until).ok() };
        let placements = vec![Placement { parent: parent.map(code), validity }];
        let successors = Vec::new();
        Organization { code: code(name), names: Names::default(), kind, placements, successors }
    }

    /// A city with districts that ended on 14 June, on 30 June and on 20 July, and a ward that did on 30 June.
    fn told(closing: &str, partial: Partial, periods: &[PeriodKind], period: &str) -> String {
        let district = |name, until| organization(name, Some("city"), OrganizationKind::UrbanDistrict, until);
        let organizations = vec![
            organization("city", None, OrganizationKind::City, ""),
            district("early", "2025-06-15"),
            district("june", "2025-07-01"),
            district("july", "2025-07-21"),
            organization("ward", Some("city"), OrganizationKind::Ward, "2025-07-01"),
        ];
        let indicator = IndicatorCode::parse("flow").unwrap();
        let form = Form {
            code: FormCode::parse("form").unwrap(),
            names: Names::default(),
            kinds: vec![OrganizationKind::UrbanDistrict],
            periods: periods.to_vec(),
            closing_day: ClosingDay::parse(closing).ok(),
            due_days: 5,
            validity: Validity::default(),
            partial,
            items: vec![FormItem {
                indicator: indicator.clone(),
                breakdown: FormBreakdown::default(),
                measures: vec![Measure::Actual],
                required: true,
            }],
        };
        let forms = vec![form];
        // Forms are held against their indicators elsewhere.
        let parts = CatalogueParts { organizations, ..CatalogueParts::default() };
        let mut catalogue = Catalogue::new(parts).unwrap();
        catalogue.asking = super::super::asking(&forms);
        catalogue.parts.forms = forms;
        let period = Period::parse(period).unwrap();
        let children = catalogue.children_in(&indicator, &catalogue.parts.organizations[0].code, period);
        let names: Vec<&str> = children.map(|one| one.code.as_str()).collect();
        format!("{} {}", names.join(" "), catalogue.opens(&indicator, None, period))
    }

    #[test]
    fn who_ended_after_the_month_before_had_closed_tells_of_the_next() {
        let month = [PeriodKind::Month];
        assert_eq!(told("14", Partial::Any, &month, "2025-07"), "june july 2025-06-15");
        assert_eq!(told("14", Partial::Any, &month, "2025-08"), "july 2025-07-15", "it ended on the 20th");
        assert_eq!(told("14", Partial::Any, &month, "2025-06"), "early june july ward 2025-05-15");
        // The quarter and the half begin with that month, and nobody asks for them by themselves.
        assert_eq!(told("14", Partial::Any, &month, "2025-Q3"), "june july 2025-06-15");
        assert_eq!(told("14", Partial::Any, &[PeriodKind::Year], "2025-07"), "july 2025-07-01");
    }

    #[test]
    fn a_form_that_asks_nobody_for_a_part_opens_nothing_early() {
        let month = [PeriodKind::Month];
        for partial in [Partial::AtEnd, Partial::Whole] {
            assert_eq!(told("14", partial, &month, "2025-07"), "july 2025-07-01");
        }
        assert_eq!(told("", Partial::Any, &month, "2025-07"), "july 2025-07-01");
    }
}
