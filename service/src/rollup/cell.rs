//! One cell of the question, and what is found for one measure of it.

use std::fmt;

use super::Rule;
use crate::cube::{At, Cube, Series};
use crate::domain::{
    Amount, Breakdown, Date, Indicator, Measure, OrganizationCode, PLAN_RATE_DECIMALS, Period, Qualifier,
    Status,
};

/// Which number is asked for.
#[derive(Clone, Copy)]
pub(super) struct Cell<'a> {
    pub indicator: &'a Indicator,
    pub organization: &'a OrganizationCode,
    pub period: Period,
    pub breakdown: &'a Breakdown,
    pub measure: Measure,
    /// Where the cube has its rows, once that was looked up.
    pub series: Option<Series>,
}

impl<'a> Cell<'a> {
    /// The actual of an organization, found in the cube.
    pub(super) fn new(
        cube: &Cube,
        indicator: &'a Indicator,
        organization: &'a OrganizationCode,
        period: Period,
        breakdown: &'a Breakdown,
    ) -> Self {
        let series = Some(cube.series(&indicator.code, organization, breakdown));
        Self { indicator, organization, period, breakdown, measure: Measure::Actual, series }
    }

    /// Where the cube has its rows.
    pub(super) fn series(self, cube: &Cube) -> Series {
        self.series.unwrap_or_else(|| cube.series(&self.indicator.code, self.organization, self.breakdown))
    }

    /// The cell of a child, found in the cube.
    pub(super) fn below(self, cube: &Cube, organization: &'a OrganizationCode) -> Self {
        Self { organization, series: Some(cube.series_of(self.series(cube), organization)), ..self }
    }

    pub(super) fn of_breakdown(self, breakdown: &'a Breakdown) -> Self {
        Self { breakdown, series: None, ..self }
    }

    pub(super) fn of_period(self, period: Period) -> Self {
        Self { period, ..self }
    }

    pub(super) fn of_organization(self, organization: &'a OrganizationCode) -> Self {
        Self { organization, series: None, ..self }
    }

    pub(super) fn of_measure(self, measure: Measure) -> Self {
        Self { measure, ..self }
    }

    pub(super) fn amount(self, units: i64) -> Amount {
        let decimals =
            if self.measure == Measure::PlanRate { PLAN_RATE_DECIMALS } else { self.indicator.decimals };
        Amount::new(units, decimals)
    }
}

impl fmt::Display for Cell<'_> {
    /// `disciplined hanoi 2022 outcome=warning`, as notes and refusals name a cell.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.indicator.code, self.organization, self.period)?;
        if self.breakdown.is_total() { Ok(()) } else { write!(f, " {}", self.breakdown) }
    }
}

/// A number, or that there is none, with all that must be said about it.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub units: Option<i64>,
    pub rule: Rule,
    pub status: Status,
    pub qualifier: Option<Qualifier>,
    pub as_of: Option<Date>,
    pub reported: u32,
    /// The organizations that should have reported and did not, sorted.
    pub missing: Vec<OrganizationCode>,
    /// Whether it is a sum over some who said nothing, since no form asked them.
    pub unasked: bool,
    /// The rows it was made of, in the order of the cube.
    pub rows: Vec<At>,
    /// The rows that were taken away from those.
    pub less: Vec<At>,
    /// The months that some of the missing organizations have not told of, sorted; none for those who told nothing at all.
    pub gaps: Vec<Period>,
}

impl Found {
    /// A row that stands by itself.
    pub(super) fn row(cube: &Cube, at: At, rule: Rule) -> Self {
        Self {
            units: cube.value(at),
            rule,
            status: cube.status(at),
            qualifier: cube.qualifier(at),
            as_of: cube.as_of(at),
            reported: 1,
            missing: Vec::new(),
            unasked: false,
            rows: vec![at],
            less: Vec::new(),
            gaps: Vec::new(),
        }
    }

    /// The sum of rows of one organization; `None` where one has no value, or it does not fit.
    pub(super) fn of_rows(cube: &Cube, rows: Vec<At>, rule: Rule) -> Option<Self> {
        let mut units = 0_i128;
        for at in &rows {
            units += i128::from(cube.value(*at)?);
        }
        let qualifiers: Vec<_> = rows.iter().map(|at| cube.qualifier(*at)).collect();
        let statuses: Vec<_> = rows.iter().map(|at| cube.status(*at)).collect();
        Some(Self {
            units: Some(i64::try_from(units).ok()?),
            rule,
            status: joint_status(&statuses),
            qualifier: joint_qualifier(&qualifiers),
            as_of: rows.iter().filter_map(|at| cube.as_of(*at)).max(),
            // Of one organization: its periods are not counted.
            reported: 1,
            missing: Vec::new(),
            unasked: false,
            rows,
            less: Vec::new(),
            gaps: Vec::new(),
        })
    }

    /// Nothing: this organization should have reported.
    pub(super) fn nothing(organization: &OrganizationCode) -> Self {
        Self {
            units: None,
            rule: Rule::Reported,
            status: Status::NotReported,
            qualifier: None,
            as_of: None,
            reported: 0,
            missing: vec![organization.clone()],
            unasked: false,
            rows: Vec::new(),
            less: Vec::new(),
            gaps: Vec::new(),
        }
    }

    /// Nothing, and nothing was expected: the organization did not exist, or said that the figure cannot.
    pub(super) fn not_applicable() -> Self {
        Self {
            units: None,
            rule: Rule::Reported,
            status: Status::NotApplicable,
            qualifier: None,
            as_of: None,
            reported: 0,
            missing: Vec::new(),
            unasked: false,
            rows: Vec::new(),
            less: Vec::new(),
            gaps: Vec::new(),
        }
    }

    /// Whether nothing was expected and nothing was said.
    pub(super) fn is_impossible(&self) -> bool {
        self.status == Status::NotApplicable && self.rows.is_empty()
    }

    /// As a part of a sum: what is withheld leaves a hole there, like what was not reported. Whom no form asked, and who
    /// said nothing, leaves none.
    pub(super) fn for_a_sum(self, organization: &OrganizationCode) -> Self {
        let is_silent = self.status == Status::NotReported && self.rows.is_empty() && self.missing.is_empty();
        if is_silent {
            Self { unasked: true, ..Self::not_applicable() }
        } else if self.units.is_none() && self.status == Status::Suppressed && self.missing.is_empty() {
            Self { reported: 0, missing: vec![organization.clone()], ..self }
        } else {
            self
        }
    }

    /// Whether some of those it is a sum over said nothing, asked or not.
    pub(super) fn has_holes(&self) -> bool {
        !self.missing.is_empty() || self.unasked
    }

    /// What is left of it without these parts, all of which have numbers; `None` when it does not fit.
    pub(super) fn minus(self, parts: Vec<Self>, rule: Rule) -> Option<Self> {
        let mut units = i128::from(self.units?);
        let (mut statuses, mut taken) = (vec![self.status], Vec::new());
        let mut less = self.less;
        for part in parts {
            units = units.checked_sub(i128::from(part.units?))?;
            statuses.push(part.status);
            taken.push(part.qualifier.map(Qualifier::of_the_rest));
            less.extend(part.rows.into_iter().chain(part.less));
        }
        let qualifier = joint_qualifier(&[taken, vec![self.qualifier]].concat());
        let units = Some(i64::try_from(units).ok()?);
        Some(Self { units, rule, status: joint_status(&statuses), qualifier, less, ..self })
    }

    /// Whether every organization that should have reported did.
    pub(super) fn is_complete(&self) -> bool {
        self.units.is_some() && self.missing.is_empty()
    }

    /// The sum of parts; `None` when it does not fit. Parts without a number leave a hole.
    pub(super) fn sum(parts: Vec<Self>, rule: Rule) -> Option<Self> {
        let mut total: Option<i128> = None;
        let mut sum = Self { rule, ..Self::not_applicable() };
        let mut statuses = Vec::new();
        let mut qualifiers = Vec::new();
        for part in parts {
            if let Some(units) = part.units {
                total = Some(total.unwrap_or(0).checked_add(i128::from(units))?);
                qualifiers.push(part.qualifier);
            }
            statuses.push(part.status);
            sum.as_of = sum.as_of.max(part.as_of);
            sum.reported += part.reported;
            sum.missing.extend(part.missing);
            sum.unasked |= part.unasked;
            sum.rows.extend(part.rows);
            sum.less.extend(part.less);
            sum.gaps.extend(part.gaps);
        }
        sum.units = total.map(i64::try_from).transpose().ok()?;
        sum.missing.sort();
        sum.missing.dedup();
        sum.gaps.sort_unstable();
        sum.gaps.dedup();
        sum.status = match sum.units {
            Some(_) => joint_status(&statuses),
            None if statuses.contains(&Status::Suppressed) => Status::Suppressed,
            None => Status::NotReported,
        };
        sum.qualifier = joint_qualifier(&qualifiers);
        Some(sum)
    }
}

/// A sum is as weak as its weakest part; with a hole it is provisional.
fn joint_status(parts: &[Status]) -> Status {
    let weak = |status: &Status| {
        matches!(status, Status::Provisional | Status::Unvalidated | Status::NotReported | Status::Suppressed)
    };
    if parts.iter().any(weak) {
        Status::Provisional
    } else if parts.contains(&Status::Estimated) {
        Status::Estimated
    } else if parts.contains(&Status::Break) {
        Status::Break
    } else {
        Status::Normal
    }
}

/// "More than 5" and 3 are more than 8; "more than 5" and "less than 3" are about 8.
fn joint_qualifier(parts: &[Option<Qualifier>]) -> Option<Qualifier> {
    let mut stated = parts.iter().flatten();
    let first = *stated.next()?;
    Some(if stated.all(|other| *other == first) { first } else { Qualifier::About })
}
