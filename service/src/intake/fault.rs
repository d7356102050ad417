//! What can be wrong with a value, and its code.

mod severity;

use std::borrow::Cow;

use baocao_widget::locale::Lang;

use super::place::At;
use super::refusal::Refusal;
use crate::domain::{Date, DimensionCode, IndicatorCode, Invalid, Names, OrganizationCode, Period, Status};
pub use severity::Severity;

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The bytes are no text in an encoding that is read here.
    NotUtf8,
    /// No header, so nothing.
    Empty,
    /// A header, or an empty list, and no figures.
    NoFigures,
    /// Not JSON, and what the parser says.
    MalformedJson(String),
    /// Not a list of figures, nor an object with one.
    NotAList,
    /// An item of the list that is no object.
    NotAnObject,
    /// A field that is neither text nor number.
    NotText,
    /// A column that must be there.
    MissingColumn,
    /// A column that means nothing here; these do.
    UnknownColumn(&'static [&'static str]),
    /// A column, or a field, that stands twice.
    DuplicateColumn,
    /// Something stands in a column that the header does not name, as below a merged cell.
    UnnamedColumn,
    /// A row of figures that stands above the header.
    AboveHeader,
    /// More or fewer fields than the header has.
    UnevenRow {
        /// As the header has.
        expected: usize,
        /// As the line has.
        found: usize,
    },
    /// A workbook that is not read at all.
    Workbook(Refusal),
    /// No sheet of the workbook names the columns.
    NoTable,
    /// A sheet of figures that nobody sees.
    HiddenSheet,
    /// A cell that its form asks for, and that nobody filled in.
    FormAsks,
    /// A number that a workbook cannot hold exactly.
    InexactNumber,
    /// No such folder.
    NoFolder,
    /// A file of the catalogue that must be there.
    MissingFile,
    /// A file that could not be read, and what the system says.
    UnreadableFile(String),
    /// Nothing stands where something must.
    Required,
    /// Not what it should be.
    Invalid(Invalid),
    /// Not in `indicators.csv`.
    UnknownIndicator,
    /// Not in `organizations.csv`.
    UnknownOrganization,
    /// Not in `sources.csv`.
    UnknownSource,
    /// Not in `forms.csv`.
    UnknownForm,
    /// A member that the breakdown does not have; it has these.
    UnknownMember(String),
    /// A breakdown that the indicator does not have.
    NotBrokenDown {
        /// The indicator.
        indicator: IndicatorCode,
        /// The breakdowns it has.
        breakdowns: Vec<DimensionCode>,
    },
    /// A number that reads in two ways, where nothing in the file says which is meant.
    AmbiguousNumber {
        /// As it is written in Vietnam: a point between thousands, a comma before decimals.
        vi: String,
        /// As it is written elsewhere: the other way about.
        en: String,
    },
    /// A number that is not written as the others are.
    OtherNumbers {
        /// The others' way.
        settled: Lang,
        /// The number that showed it; `None` where it was declared.
        by: Option<(At, String)>,
    },
    /// A word such as `tỷ` after a number whose unit holds one already.
    ScaledTwice {
        /// The unit.
        unit: Names,
        /// The number, if the word is not the unit's.
        whole: String,
    },
    /// More decimals than the smallest unit has.
    TooManyDecimals(u8),
    /// A cumulative figure without its cut-off day.
    AsOfRequired,
    /// A cut-off day that is still to come.
    AsOfInFuture,
    /// A cut-off day a year or more after the period.
    AsOfLongAfter {
        /// The period.
        period: Period,
        /// The day.
        as_of: Date,
    },
    /// A cut-off day before the first day that data of the period tell of.
    AsOfBeforePeriod(Period, Date),
    /// No value, and no status that says why.
    ValueRequired,
    /// A value, and a status that says there is none.
    ValueNotAllowed(Status),
    /// Below what can be counted.
    Negative,
    /// A cumulative below an earlier one, or above a later one.
    FallingCumulative {
        /// The other.
        other: String,
        /// Its as-of day.
        day: Date,
        /// Whether it is the later one.
        later: bool,
    },
    /// A cumulative below what had run up with those whom the organization came after.
    BelowPredecessors {
        /// Those of them who told.
        from: Vec<OrganizationCode>,
        /// What came from them, by the weights of the succession.
        sum: String,
        /// The day on which it came.
        on: Date,
    },
    /// What had run up with an organization is more than what is known of one that came after it.
    AboveSuccessor {
        /// Who came after.
        to: OrganizationCode,
        /// Its first figure since.
        other: String,
        /// That figure's as-of day.
        day: Date,
        /// What came to it with this, by the weights of the succession.
        sum: String,
        /// The day on which it came.
        on: Date,
    },
    /// Those below an organization have more together than it has itself.
    ChildrenExceed {
        /// The organization above.
        parent: OrganizationCode,
        /// The period.
        period: Period,
        /// Its own figure.
        whole: String,
        /// Theirs together.
        sum: String,
    },
    /// Everyone below an organization told, and together they do not make up what it has itself.
    ChildrenDiffer {
        /// The organization above.
        parent: OrganizationCode,
        /// The period.
        period: Period,
        /// Its own figure.
        whole: String,
        /// Theirs together.
        sum: String,
    },
    /// The first cumulative of a year, below the zero that it begins at.
    NegativeCumulative,
    /// A cumulative to which far more was added than is usual.
    FarAdded {
        /// What was added.
        added: String,
        /// What is usually added in as much time.
        usual: String,
        /// Of how many reports that is the median.
        count: usize,
    },
    /// A cumulative that looks like what was added since the last one.
    FlowInCumulative {
        /// The last one.
        before: String,
        /// Its as-of day.
        day: Date,
        /// What was added to make it.
        flow: String,
        /// What the cumulative would be if this were added too.
        sum: String,
    },
    /// A cumulative like the last one, though none before stood still; its as-of day.
    RepeatedCumulative {
        /// The last one's as-of day.
        day: Date,
    },
    /// Far from the organization's own last reports.
    FarFromHistory {
        /// Their median.
        median: String,
        /// How many they are.
        count: usize,
        /// Whether it is far above.
        above: bool,
    },
    /// An N of M with an N above the M.
    MoreThanAll {
        /// The N.
        actual: String,
        /// The M.
        universe: String,
    },
    /// The parts of a breakdown are more than the total.
    PartsExceed {
        /// The breakdown.
        dimension: DimensionCode,
        /// Their sum.
        sum: String,
    },
    /// All parts of a breakdown are there and do not make up the total.
    PartsDiffer {
        /// The breakdown.
        dimension: DimensionCode,
        /// Their sum.
        sum: String,
    },
    /// A period is not the sum of those that make it up.
    PeriodsDiffer {
        /// The period.
        period: Period,
        /// Its value.
        value: String,
        /// Those that make it up.
        parts: String,
        /// Their sum.
        sum: String,
    },
    /// Data that run to another day than the one on which their form closes the period.
    OtherClosingDay {
        /// The form.
        form: Names,
        /// The period.
        period: Period,
        /// The day on which it closes.
        closes: Date,
        /// The day to which the data run.
        as_of: Date,
    },
    /// Another period that ends on the same day says something else.
    SameDayDiffers {
        /// The other period.
        period: Period,
        /// The day.
        day: Date,
        /// What it says.
        other: String,
    },
    /// The same cell (or code) as here.
    Twice(At),
    /// The token files for another organization and those below it.
    NotYours(OrganizationCode),
    /// The organization did not exist in the period.
    NotThen(Period),
    /// An id that belongs to filings without a source.
    ReservedSource,
    /// Two placements of one organization on the same day, or one that ends before it begins.
    Overlap,
    /// Figures use it, so it cannot be dropped.
    InUse,
    /// Figures were kept with other decimals.
    DecimalsInUse(u8),
    /// A chart that pages may show, and that a new catalogue lacks.
    ChartDropped,
    /// A slug under which another question would be answered.
    OtherMeaning,
    /// A slug whose chart was withdrawn on this day.
    ChartWithdrawn(Date),
    /// So many other problems are there only because of the one before.
    Follow(usize),
    /// So many more problems are not listed.
    More(usize),
}

impl Fault {
    /// Its stable code.
    #[must_use]
    pub fn code(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::NotUtf8 => "not-utf-8",
            Self::Empty => "empty-file",
            Self::NoFigures => "no-figures",
            Self::MalformedJson(_) => "malformed-json",
            Self::NotAList => "not-a-list",
            Self::NotAnObject => "not-an-object",
            Self::NotText => "not-text",
            Self::MissingColumn => "missing-column",
            Self::UnknownColumn(_) => "unknown-column",
            Self::DuplicateColumn => "duplicate-column",
            Self::UnnamedColumn => "unnamed-column",
            Self::AboveHeader => "above-header",
            Self::UnevenRow { .. } => "uneven-row",
            Self::Workbook(refusal) => refusal.code(),
            Self::NoTable => "no-table",
            Self::HiddenSheet => "hidden-sheet",
            Self::FormAsks => "form-asks",
            Self::InexactNumber => "inexact-number",
            Self::NoFolder => "no-folder",
            Self::MissingFile => "missing-file",
            Self::UnreadableFile(_) => "unreadable-file",
            Self::Required => "required",
            Self::Invalid(invalid) => return format!("invalid-{}", invalid.code.replace(' ', "-")).into(),
            Self::UnknownIndicator => "unknown-indicator",
            Self::UnknownOrganization => "unknown-organization",
            Self::UnknownSource => "unknown-source",
            Self::UnknownForm => "unknown-form",
            Self::UnknownMember(_) => "unknown-breakdown-member",
            Self::NotBrokenDown { .. } => "not-broken-down",
            Self::AmbiguousNumber { .. } => "ambiguous-number",
            Self::OtherNumbers { .. } => "mixed-numbers",
            Self::ScaledTwice { .. } => "scaled-twice",
            Self::TooManyDecimals(_) => "too-many-decimals",
            Self::AsOfRequired => "as-of-required",
            Self::AsOfInFuture => "as-of-in-future",
            Self::AsOfBeforePeriod(..) => "as-of-before-period",
            Self::AsOfLongAfter { .. } => "as-of-long-after-period",
            Self::ValueRequired => "value-required",
            Self::ValueNotAllowed(_) => "value-not-allowed",
            Self::Negative => "negative",
            Self::FallingCumulative { .. } | Self::BelowPredecessors { .. } => "falling-cumulative",
            Self::AboveSuccessor { .. } => "above-successor",
            Self::ChildrenExceed { .. } => "children-exceed",
            Self::ChildrenDiffer { .. } => "children-differ",
            Self::NegativeCumulative => "negative-cumulative",
            Self::FlowInCumulative { .. } => "flow-in-cumulative",
            Self::RepeatedCumulative { .. } => "repeated-cumulative",
            Self::FarFromHistory { .. } | Self::FarAdded { .. } => "far-from-history",
            Self::MoreThanAll { .. } => "more-than-all",
            Self::PartsExceed { .. } => "parts-exceed-total",
            Self::PartsDiffer { .. } => "parts-differ-from-total",
            Self::PeriodsDiffer { .. } => "periods-differ",
            Self::OtherClosingDay { .. } => "other-closing-day",
            Self::SameDayDiffers { .. } => "same-day-differs",
            Self::Twice(_) => "twice",
            Self::NotYours(_) => "not-yours",
            Self::NotThen(_) => "organization-not-then",
            Self::ReservedSource => "reserved-source",
            Self::Overlap => "overlapping-placements",
            Self::InUse => "in-use",
            Self::DecimalsInUse(_) => "decimals-in-use",
            Self::ChartDropped => "chart-dropped",
            Self::OtherMeaning => "slug-of-another-meaning",
            Self::ChartWithdrawn(_) => "chart-withdrawn",
            Self::Follow(_) => "problems-that-follow",
            Self::More(_) => "more-problems",
        })
    }

    /// Names other places anew.
    pub(super) fn relocate(&mut self, place: impl FnOnce(&mut At)) {
        match self {
            Self::Twice(at) | Self::OtherNumbers { by: Some((at, _)), .. } => place(at),
            _ => {}
        }
    }
}
