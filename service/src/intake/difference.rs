//! What a filing would change of what is known.

use super::series::{Series, effective};
use crate::domain::{Amount, Date, Figure, Indicator, Qualifier, Status, Untaken};

/// How many differences are listed; all are counted.
pub const MOST_DIFFERENCES: usize = 1_000;

/// What a filed figure does to its cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing was known.
    New,
    /// Something else was known.
    Changed,
    /// What is known has later data, and goes on to stand.
    Older,
    /// The same was known.
    Same,
}

impl Change {
    /// The word that programs read.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Older => "older",
            Self::Same => "same",
        }
    }
}

/// A value and how it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// The value; `None` where the status has none.
    pub value: Option<Amount>,
    /// The day its data end.
    pub as_of: Date,
    /// How exactly it is stated; `None` is exactly.
    pub qualifier: Option<Qualifier>,
    /// Its status.
    pub status: Status,
}

/// One figure that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Its place in the filing, from 0.
    pub place: usize,
    /// What it does.
    pub change: Change,
    /// What is known; `None` where nothing is.
    pub known: Option<State>,
    /// What was filed.
    pub filed: State,
}

/// What a filing would change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// Figures that are known as they were filed.
    pub same: usize,
    /// Figures that are not.
    pub different: usize,
    /// The first of these, in the order of the file.
    pub listed: Vec<Difference>,
    /// The place of the last of the first, once there are as many: what comes after it is none of them.
    beyond: Option<usize>,
}

impl Differences {
    /// Compares the filed figures of a series with what stands.
    pub(super) fn compare(
        &mut self,
        indicator: &Indicator,
        figures: &[Figure],
        series: &Series<'_>,
        before: &[Untaken<'_>],
    ) {
        for &place in &series.filed {
            let figure = &figures[place];
            let decimals = indicator.decimals_of(figure.measure);
            let amount = |units: Option<i64>| units.map(|units| Amount::new(units, decimals));
            let &Figure { value, qualifier, status, .. } = figure;
            let filed = State { value: amount(value), as_of: effective(figure), qualifier, status };
            let known = series.standing.get(&figure.period).map(|one| State {
                value: amount(one.value),
                as_of: one.as_of,
                qualifier: one.qualifier,
                status: one.status,
            });
            let is_older =
                |known: &State| known.as_of > filed.as_of && goes_on_to_stand(figures, series, place, before);
            let change = match &known {
                None => Change::New,
                Some(known) if *known == filed => Change::Same,
                Some(known) if is_older(known) => Change::Older,
                Some(_) => Change::Changed,
            };
            if change == Change::Same {
                self.same += 1;
                continue;
            }
            self.different += 1;
            // Series do not come in the order of the file; what cannot be among the first is not held.
            if self.beyond.is_some_and(|last| place > last) {
                continue;
            }
            self.listed.push(Difference { place, change, known, filed });
            if self.listed.len() > MOST_DIFFERENCES * 4 {
                self.sort();
            }
        }
    }

    /// Adds those of other figures.
    pub(super) fn join(&mut self, others: Self) {
        self.same += others.same;
        self.different += others.different;
        self.listed.extend(others.listed);
    }

    /// In the order of the file, at most [`MOST_DIFFERENCES`].
    pub(super) fn sort(&mut self) {
        self.listed.sort_unstable_by_key(|one| one.place);
        self.listed.truncate(MOST_DIFFERENCES);
        self.beyond = self.listed.get(MOST_DIFFERENCES - 1).map(|last| last.place);
    }
}

/// Whether anything known of later data than this figure's stands after it too. What its own source said of the cell goes,
/// if all that the source says of it now is of earlier days: that is a correction.
fn goes_on_to_stand(figures: &[Figure], series: &Series<'_>, place: usize, before: &[Untaken<'_>]) -> bool {
    let figure = &figures[place];
    let day = effective(figure);
    let same_cell = |one: &&Untaken<'_>| {
        one.period == figure.period && one.measure == figure.measure && *one.breakdown == figure.breakdown
    };
    let filed = series.filed.iter().map(|at| &figures[*at]);
    let beside = filed.filter(|other| other.period == figure.period && other.source == figure.source);
    let latest = beside.map(effective).max().unwrap_or(day);
    let is_mended = |one: &Untaken<'_>| {
        one.source.is_some() && one.source == figure.source.as_ref() && one.as_of > latest
    };
    before.iter().filter(same_cell).any(|one| one.as_of > day && !is_mended(one))
}
