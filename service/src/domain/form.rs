//! Forms: which indicators, breakdowns and measures a kind of organization files, for which periods, and by when.

mod item;

use std::fmt;

use jiff::ToSpan;

use super::figure::words;
use super::{
    Catalogue, Date, FormCode, Invalid, Names, Organization, OrganizationKind, Period, PeriodKind, Validity,
};
pub use item::{FormBreakdown, FormCell, FormItem};

words! {
    /// Whether a unit that existed for a part of a period only is to report on it.
    Partial is "partial", "use whole, any or at-end":
    /// Only who existed from the day the period opens to the day it closes.
    Whole = "whole",
    /// Whoever existed on any day of the period up to the day it closes.
    Any = "any",
    /// Who exists on the day it closes.
    AtEnd = "at-end",
}

/// The most cells of a form: nobody fills in more, and a slip in a table must not fill the memory.
pub const MOST_CELLS: usize = 20_000;

/// What a kind of organization files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Its code.
    pub code: FormCode,
    /// Its names.
    pub names: Names,
    /// Who files it; at least one kind.
    pub kinds: Vec<OrganizationKind>,
    /// For which periods; at least one kind.
    pub periods: Vec<PeriodKind>,
    /// The day of its last month on which a period closes, and on the day after which the next one opens: 14 in Decree
    /// 09/2019/ND-CP. `None`: the month's last.
    pub closing_day: Option<ClosingDay>,
    /// How many days after the period closes it is due.
    pub due_days: u16,
    /// The periods that close then.
    pub validity: Validity,
    /// Who files of those that existed for a part of a period.
    pub partial: Partial,
    /// What is filled in, in order; at least one.
    pub items: Vec<FormItem>,
}

/// A day of the month that every month has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClosingDay(i8);

impl ClosingDay {
    /// Reads 1 to 28.
    ///
    /// # Errors
    /// [`Invalid`] for anything else.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let day = digits.then(|| text.parse().ok()).flatten().filter(|day| (1..=28).contains(day));
        day.map(Self).ok_or_else(|| {
            Invalid::new(
                "closing day",
                text,
                "write a day from 1 to 28, or leave it empty for the month's last",
            )
        })
    }

    /// The day.
    #[must_use]
    pub fn get(self) -> i8 {
        self.0
    }

    /// This day of a month.
    fn of_month(self, day: Date) -> Date {
        // Every month has it.
        day.with().day(self.0).build().unwrap_or(day)
    }
}

impl Form {
    /// The day from which a period counts: the one after the period before closed.
    #[must_use]
    pub fn opens(&self, period: Period) -> Date {
        let start = period.start();
        let before = |closing: ClosingDay| closing.of_month(start.yesterday().ok()?).tomorrow().ok();
        self.closing_day.and_then(before).unwrap_or(start)
    }

    /// The day on which a period closes: what happened after it belongs to the next.
    #[must_use]
    pub fn closes(&self, period: Period) -> Date {
        let end = period.end();
        self.closing_day.map_or(end, |closing| closing.of_month(end))
    }

    /// The last day on which a filing for this period is on time.
    #[must_use]
    pub fn due(&self, period: Period) -> Date {
        self.closes(period).saturating_add(i64::from(self.due_days).days())
    }

    /// The last day of an organization's part of a period: the one on which it closes, or the organization's own last.
    #[must_use]
    pub fn closes_for(&self, organization: &Organization, period: Period) -> Date {
        let closes = self.closes(period);
        organization.last_day_within(self.opens(period), closes).unwrap_or(closes)
    }

    /// The first and the last day of an organization's part of a period, where it existed for a part of it only.
    #[must_use]
    pub fn part(&self, organization: &Organization, period: Period) -> Option<(Date, Date)> {
        let (opens, closes) = (self.opens(period), self.closes(period));
        let last = organization.last_day_within(opens, closes)?;
        let first = organization.first_day_within(opens, closes)?;
        (first > opens || last < closes).then_some((first, last))
    }

    /// Whether it is filed for this period.
    #[must_use]
    pub fn is_for(&self, period: Period) -> bool {
        let closes = self.closes(period);
        self.periods.contains(&period.kind()) && self.validity.last_day_within(closes, closes).is_some()
    }

    /// Whether this organization files it for this period.
    #[must_use]
    pub fn expects(&self, organization: &Organization, period: Period) -> bool {
        let (opens, closes) = (self.opens(period), self.closes(period));
        self.is_for(period)
            && self.kinds.contains(&organization.kind)
            && match self.partial {
                Partial::Whole => organization.exists_throughout(opens, closes),
                Partial::Any => organization.last_day_within(opens, closes).is_some(),
                Partial::AtEnd => organization.exists_on(closes),
            }
    }

    /// The cells to fill in, in order: item by item, its parts in the order of `breakdowns.csv`, each with its measures.
    #[must_use]
    pub fn cells(&self, catalogue: &Catalogue) -> Vec<FormCell> {
        self.items.iter().flat_map(|item| item.cells(catalogue)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        CatalogueParts, DimensionCode, IndicatorCode, Measure, Member, MemberCode, OrganizationCode,
        Placement, day,
    };

    fn form(closing: &str, partial: Partial) -> Form {
        Form {
            code: FormCode::parse("monthly").unwrap(),
            names: Names::default(),
            kinds: vec![OrganizationKind::Ward],
            periods: vec![PeriodKind::Month, PeriodKind::Quarter, PeriodKind::Half, PeriodKind::Year],
            closing_day: (!closing.is_empty()).then(|| ClosingDay::parse(closing).unwrap()),
            due_days: 6,
            validity: Validity::default(),
            partial,
            items: Vec::new(),
        }
    }

    fn period(text: &str) -> Period {
        Period::parse(text).unwrap()
    }

    fn days(form: &Form, text: &str) -> [String; 3] {
        let period = period(text);
        [form.opens(period), form.closes(period), form.due(period)].map(|day| day.to_string())
    }

    #[test]
    fn a_period_closes_as_the_decree_says() {
        // Decree 09/2019/ND-CP, article 12: from the 15th of the month before to the 14th of the last month.
        let decree = form("14", Partial::AtEnd);
        assert_eq!(days(&decree, "2024-03"), ["2024-02-15", "2024-03-14", "2024-03-20"]);
        assert_eq!(days(&decree, "2024-Q1"), ["2023-12-15", "2024-03-14", "2024-03-20"]);
        assert_eq!(days(&decree, "2024-H1"), ["2023-12-15", "2024-06-14", "2024-06-20"]);
        assert_eq!(days(&decree, "2024"), ["2023-12-15", "2024-12-14", "2024-12-20"]);
        let calendar = form("", Partial::AtEnd);
        assert_eq!(days(&calendar, "2024-02"), ["2024-02-01", "2024-02-29", "2024-03-06"]);
        assert_eq!(days(&form("28", Partial::AtEnd), "2023-03")[0], "2023-03-01");
    }

    #[test]
    fn who_existed_for_a_part_files_as_the_form_says() {
        let ward = |from: &str, until: &str| Organization {
            code: OrganizationCode::parse("ward").unwrap(),
            names: Names::default(),
            kind: OrganizationKind::Ward,
            placements: vec![Placement {
                parent: None,
                validity: Validity { from: day(from).ok(), until: day(until).ok() },
            }],
            successors: Vec::new(),
        };
        let july = period("2025-07");
        let told = |closing: &str, ward: &Organization| {
            [Partial::Whole, Partial::Any, Partial::AtEnd]
                .map(|partial| form(closing, partial).expects(ward, july))
        };
        assert_eq!(told("", &ward("", "")), [true, true, true]);
        assert_eq!(told("", &ward("2025-07-01", "")), [true, true, true]);
        assert_eq!(told("14", &ward("2025-07-01", "")), [false, true, true], "July opened on 15 June");
        assert_eq!(told("", &ward("2025-07-02", "")), [false, true, true]);
        assert_eq!(told("", &ward("", "2025-07-31")), [false, true, false]);
        assert_eq!(told("14", &ward("", "2025-07-15")), [true, true, true], "July closed on the 14th");
        assert_eq!(told("14", &ward("2025-07-15", "")), [false, false, false]);
        assert_eq!(told("14", &ward("", "2025-07-01")), [false, true, false], "its part is 15 to 30 June");
        assert_eq!(told("14", &ward("", "2025-06-15")), [false, false, false], "June had all of it");
        assert_eq!(told("", &ward("", "2025-07-01")), [false, false, false], "it ended before July began");
        let mut twice = ward("", "2025-07-10");
        twice.placements.push(ward("2025-07-10", "").placements.remove(0));
        assert_eq!(told("", &twice), [true, true, true], "it moved, and never ceased to be");
        twice.placements[1].validity.from = day("2025-07-12").ok();
        assert_eq!(told("", &twice), [false, true, true]);
    }

    #[test]
    fn other_kinds_and_periods_and_times_are_not_expected() {
        let mut form = form("14", Partial::Any);
        form.validity = Validity { from: day("2025-01-14").ok(), until: day("2025-03-14").ok() };
        for (text, held) in
            [("2024-12", false), ("2025-01", true), ("2025-02", true), ("2025-03", false), ("2025", false)]
        {
            assert_eq!(form.is_for(period(text)), held, "{text}");
        }
        assert!(!form.is_for(period("2025-9M")));
    }

    #[test]
    fn cells_follow_the_items_and_the_order_of_the_members() {
        let member = |text: &str| {
            let (dimension, member) = text.split_once('=').unwrap();
            Member {
                dimension: DimensionCode::parse(dimension).unwrap(),
                member: MemberCode::parse(member).ok(),
                names: Names::default(),
            }
        };
        let members =
            ["subject=", "subject=organization", "subject=member", "outcome=warning", "outcome=reprimand"];
        let parts = CatalogueParts { members: members.map(member).into(), ..CatalogueParts::default() };
        let catalogue = Catalogue::new(parts).unwrap();
        let item = |breakdown: &str, measures: &[Measure]| FormItem {
            indicator: IndicatorCode::parse("disciplined").unwrap(),
            breakdown: FormBreakdown::parse(breakdown).unwrap(),
            measures: measures.to_vec(),
            required: breakdown.is_empty(),
        };
        let mut form = form("", Partial::Any);
        form.items = vec![
            item("", &[Measure::Actual, Measure::Plan]),
            item("subject=*;outcome=reprimand|warning", &[Measure::Actual]),
        ];
        let cells: Vec<_> = form
            .cells(&catalogue)
            .iter()
            .map(|cell| format!("{} {} {}", cell.breakdown, cell.measure, cell.required))
            .collect();
        assert_eq!(
            cells,
            [
                " actual true",
                " plan true",
                "outcome=reprimand;subject=organization actual false",
                "outcome=warning;subject=organization actual false",
                "outcome=reprimand;subject=member actual false",
                "outcome=warning;subject=member actual false",
            ]
        );
    }

    #[test]
    fn a_form_closes_on_a_day_that_every_month_has() {
        for wrong in ["", "0", "29", "+4", "-1", "1.5", "last"] {
            assert!(ClosingDay::parse(wrong).is_err(), "`{wrong}` was taken");
        }
    }
}
