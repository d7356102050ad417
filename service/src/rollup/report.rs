//! The answer to a query, before any format: rows, notes, receipts.

use std::sync::Arc;

use crate::domain::{
    Amount, Breakdown, Catalogue, Date, IndicatorCode, Measure, Observation, OrganizationCode, Period,
    Qualifier, Query, Reckoning, Revision, SourceId, Status, Succession,
};

/// What a query is answered with.
#[derive(Clone, Debug)]
pub struct Report {
    /// The catalogue it was answered from, for names and units.
    pub catalogue: Arc<Catalogue>,
    /// What was asked.
    pub query: Query,
    /// The revision it was answered from.
    pub revision: Revision,
    /// The day whose knowledge it shows.
    pub known_on: Date,
    /// Indicator by indicator, organization by organization, in time, member by member; one for each cell asked for,
    /// also where nothing was reported.
    pub rows: Vec<Row>,
    /// What a reader must know beside the rows.
    pub notes: Vec<Note>,
}

/// One cell of an answer. Amounts are of the indicator's unit, rates in percent.
#[derive(Clone, Debug)]
pub struct Row {
    /// What is measured.
    pub indicator: IndicatorCode,
    /// Whose it is.
    pub organization: OrganizationCode,
    /// For when.
    pub period: Period,
    /// Which part.
    pub breakdown: Breakdown,
    /// The cut-off day of the latest figure in it.
    pub as_of: Option<Date>,
    /// What happened.
    pub actual: Option<Amount>,
    /// What was to happen.
    pub plan: Option<Amount>,
    /// The M in "N of M".
    pub universe: Option<Amount>,
    /// Actual in percent of plan.
    pub plan_rate: Option<Amount>,
    /// Whether the rate was worked out here or published so; present with `plan_rate`.
    pub plan_rate_source: Option<RateSource>,
    /// Against the same period of the year before; `None` where no year comes before, as for a term.
    pub change: Option<Change>,
    /// How exactly the actual (else the plan) is stated; `None` is exactly.
    pub qualifier: Option<Qualifier>,
    /// Normal, provisional (also: a sum with a hole), not reported…
    pub status: Status,
    /// How many of the organizations that should have reported did.
    pub coverage: Coverage,
    /// Where its figures were published, each once, in the order of their codes.
    pub sources: Vec<SourceId>,
    /// How each measure came about; filled when the query asks to explain.
    pub receipts: Vec<Receipt>,
    /// How the actual of the year before came about where the change is from a restated one; filled likewise.
    pub year_before: Option<Receipt>,
}

/// Where a plan rate comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RateSource {
    /// Actual and plan are known.
    Computed,
    /// Only the rate was published.
    Published,
}

/// The difference to the same period of the year before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The period compared with.
    pub from: Period,
    /// The as-of day of the figure compared with.
    pub from_as_of: Option<Date>,
    /// How exactly that figure is stated; `None` is exactly.
    pub from_qualifier: Option<Qualifier>,
    /// Whether the actual of `from` is not the one published for the organization then, but restated from those it came
    /// from, and what that is.
    pub restated: Option<Restated>,
    /// Actual minus the actual of `from`, as restated where it is; `None` where that is unknown or not comparable.
    pub absolute: Option<Amount>,
    /// The difference in percent of the actual of `from`, one decimal.
    pub percent: Option<Amount>,
}

/// A figure of the year before in today's terms, beside the one published in the terms of that year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restated {
    /// What those it came from had then; `None` where it is not known.
    pub actual: Option<Amount>,
    /// What the organization itself published, as it was then; `None` when it did not exist or publish.
    pub published: Option<Amount>,
    /// Whether a part of another's figure was estimated by its weight.
    pub estimated: bool,
}

/// How many of the organizations that should have reported did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// Did.
    pub reported: u32,
    /// Should have.
    pub expected: u32,
    /// The share that those who did had of the year before, in percent: all where all did; `None` where it cannot be told.
    pub weight: Option<Amount>,
}

/// How a number came about.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// Of which measure.
    pub measure: Measure,
    /// By which rule.
    pub rule: Rule,
    /// The figures that were added up (one, when reported).
    pub figures: Vec<Observation>,
    /// The figures that were taken away from these; only of a difference.
    pub taken_away: Vec<Observation>,
    /// How the figures of others came to be the organization's; only of what was restated.
    pub successions: Vec<Succession>,
    /// The organizations that should have reported and did not, or not all.
    pub missing: Vec<OrganizationCode>,
    /// The same, those together that left out the same months.
    pub holes: Vec<Hole>,
}

/// Organizations that left out the same months of what they should have reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hole {
    /// In time; none of those that reported nothing at all.
    pub months: Vec<Period>,
    /// Sorted by their codes.
    pub organizations: Vec<OrganizationCode>,
}

/// The rules a number can come about by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Reported for the cell itself.
    Reported,
    /// The last known within the period.
    Latest,
    /// Summed over periods that tile the period.
    SumOfPeriods,
    /// Summed over the children.
    SumOfChildren,
    /// What a larger period that was reported has beside its other parts.
    DifferenceOfPeriods,
    /// What had run up by the end without what had run up before.
    DifferenceOfCumulatives,
    /// Carried from predecessors or successors into the tree that was asked for.
    Restated,
    /// Worked out from actual and plan.
    RateOfPlan,
}

/// What a reader must know beside the rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// A reported figure stands; its children, all of them reported, add up to something else.
    DiffersFromSum {
        /// The cell, as `indicator organization period breakdown`.
        cell: String,
        /// The figure that stands.
        reported: Amount,
        /// What its parts add up to.
        summed: Amount,
    },
    /// The members shown do not add up to the reported total.
    PartsDiffer {
        /// The cell of the total.
        cell: String,
        /// The reported total.
        reported: Amount,
        /// What the members shown add up to.
        summed: Amount,
    },
    /// The total over a breakdown was not reported, and parts are not summed into one: nobody said they are all.
    TotalNotReported {
        /// The cell of the total.
        cell: String,
    },
    /// A sum has a hole, so it is provisional.
    Incomplete {
        /// The cell.
        cell: String,
        /// Its coverage.
        coverage: Coverage,
    },
    /// A year to date has a hole, so it is provisional.
    HoleInYear {
        /// The cell.
        cell: String,
        /// Its coverage.
        coverage: Coverage,
        /// Who left out what.
        holes: Vec<Hole>,
    },
    /// Figures were worked out as flows of what is filed as it runs up, or the other way about.
    Reckoned {
        /// As what.
        reckoning: Reckoning,
    },
    /// Some, not all, of the periods that would tile the asked one were reported: no sum was made.
    NotTiled {
        /// The cell.
        cell: String,
        /// The periods that are there.
        found: Vec<Period>,
    },
    /// A term was not reported, and its years are not added up: it may begin and end within a year.
    TermNotSummed {
        /// The cell.
        cell: String,
        /// What to ask for instead, as a parameter has it.
        years: String,
    },
    /// What happened within a period cannot be worked out: what had run up is not known for both its ends.
    NoFlow {
        /// The cell.
        cell: String,
        /// The months by whose ends it is not known; none where both ends are, but not alike.
        months: Vec<Period>,
    },
    /// The organizations are those of a day, and figures of other times were restated into them.
    Tree {
        /// The day.
        day: Date,
        /// How many of the rows were restated.
        restated: usize,
        /// How many of those hold a part of a split, which is estimated.
        estimated: usize,
    },
    /// A figure that cannot be restated: whoever had it came together with others, or was made up otherwise.
    NotRestated {
        /// The cell.
        cell: String,
    },
    /// Changes are from figures of the year before that were restated from predecessors.
    YearBeforeRestated {
        /// In how many rows.
        rows: usize,
        /// How many of those hold a part of a split, which is estimated.
        estimated: usize,
    },
    /// The year before was not published for the same day; the nearest within 15 days was used.
    NearbyDay {
        /// The cell.
        cell: String,
        /// Its as-of day.
        as_of: Date,
        /// The as-of day it is compared with.
        compared: Date,
    },
}

/// Why a query is not answered. Never answered with a wrong total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No such indicator.
    UnknownIndicator(String),
    /// No such organization.
    UnknownOrganization(String),
    /// A parameter that is no breakdown of any indicator.
    UnknownParameter(String),
    /// A breakdown of other indicators, but not of this one.
    NotBrokenDown {
        /// The indicator.
        indicator: IndicatorCode,
        /// The breakdown asked for.
        breakdown: String,
    },
    /// The answer would need adding up what this kind of indicator does not add up.
    NotAdditive {
        /// The indicator.
        indicator: IndicatorCode,
        /// Its kind's word.
        kind: &'static str,
        /// The cell asked for.
        cell: String,
    },
    /// Asked for as a flow or as what runs up, and of a kind that is neither.
    NotReckoned {
        /// The indicator.
        indicator: IndicatorCode,
        /// Its kind's word.
        kind: &'static str,
        /// What was asked for.
        reckoning: Reckoning,
    },
    /// More cells than an answer may have.
    TooManyCells {
        /// How many were asked for.
        asked: usize,
        /// How many may be.
        most: usize,
    },
    /// A sum that does not fit 64 bits.
    TooBig {
        /// The cell.
        cell: String,
    },
}
