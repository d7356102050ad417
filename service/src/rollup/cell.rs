//! One cell of the question, and what is found for one measure of it.

use std::fmt;

use super::Rule;
use super::flows::newest;
use super::gaps::Gaps;
use super::sum::{Met, Sum};
use crate::cube::{At, Cube, Series};
use crate::domain::{
    Amount, Breakdown, Date, Indicator, Measure, OrganizationCode, Period, Qualifier, Status,
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
        Amount::new(units, self.indicator.decimals_of(self.measure))
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
    /// The months that some of the missing organizations have not told of; none for those who told nothing at all.
    pub gaps: Gaps,
    /// Whether it is a sum over children without others below them, each of which has rows in it or is missing. Where it
    /// is not so said it may be so.
    pub of_leaves: bool,
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
            gaps: Gaps::default(),
            of_leaves: false,
        }
    }

    /// The sum of rows of one organization; `None` where one has no value, or it does not fit.
    pub(super) fn of_rows(cube: &Cube, rows: Vec<At>, rule: Rule) -> Option<Self> {
        let mut units = 0_i128;
        for at in &rows {
            units += i128::from(cube.value(*at)?);
        }
        let mut met = Met::default();
        for at in &rows {
            met.status(cube.status(*at));
            met.qualifier(cube.qualifier(*at));
        }
        Some(Self {
            units: Some(i64::try_from(units).ok()?),
            rule,
            status: met.joint_status(),
            qualifier: met.joint_qualifier(),
            as_of: rows.iter().filter_map(|at| cube.as_of(*at)).max(),
            // Of one organization: its periods are not counted.
            reported: 1,
            missing: Vec::new(),
            unasked: false,
            rows,
            less: Vec::new(),
            gaps: Gaps::default(),
            of_leaves: false,
        })
    }

    /// Nothing: this organization should have reported.
    pub(super) fn nothing(organization: &OrganizationCode) -> Self {
        Self { missing: vec![organization.clone()], ..Self::silent() }
    }

    /// Nothing, whoever should have reported.
    pub(super) fn silent() -> Self {
        Self { status: Status::NotReported, ..Self::not_applicable() }
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
            gaps: Gaps::default(),
            of_leaves: false,
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
        let mut met = Met::default();
        met.status(self.status);
        met.qualifier(self.qualifier);
        let mut less = self.less;
        for part in parts {
            units = units.checked_sub(i128::from(part.units?))?;
            met.status(part.status);
            met.qualifier(part.qualifier.map(Qualifier::of_the_rest));
            less.extend(part.rows.into_iter().chain(part.less));
        }
        let units = Some(i64::try_from(units).ok()?);
        let (status, qualifier) = (met.joint_status(), met.joint_qualifier());
        Some(Self { units, rule, status, qualifier, less, ..self })
    }

    /// Whether every organization that should have reported did.
    pub(super) fn is_complete(&self) -> bool {
        self.units.is_some() && self.missing.is_empty()
    }

    /// The same, where whoever is missing left out these months.
    pub(super) fn lacking(mut self, cell: Cell<'_>, months: &[Period]) -> Self {
        if self.missing.is_empty() && !months.is_empty() {
            self.missing.push(cell.organization.clone());
        }
        for code in &self.missing {
            self.gaps.add(code, months.iter().copied());
        }
        self
    }

    /// Whether everybody told all that is to be told up to the newest row, whatever they owe since.
    pub(super) fn is_whole_so_far(&self, cube: &Cube) -> bool {
        let lacks = || self.lacks(newest(cube, self)).0.is_empty();
        self.units.is_some() && (self.missing.is_empty() || lacks())
    }

    /// Who is missing, and with which months those who told of others; up to a day, where what is owed since does not count.
    pub(super) fn lacks(&self, until: Option<Date>) -> (Vec<&OrganizationCode>, Gaps) {
        let gaps = until.map_or_else(|| self.gaps.clone(), |day| self.gaps.up_to(day));
        let is_missing = |code: &&OrganizationCode| !self.gaps.has(code) || gaps.has(code);
        (self.missing.iter().filter(is_missing).collect(), gaps)
    }

    /// The sum of parts; `None` when it does not fit. Parts without a number leave a hole.
    pub(super) fn sum(parts: Vec<Self>, rule: Rule) -> Option<Self> {
        let mut sum = Sum::new(rule);
        parts.into_iter().for_each(|part| sum.add(part));
        sum.finish()
    }
}
