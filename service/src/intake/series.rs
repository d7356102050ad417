//! What is known and what is filed of one indicator, organization, measure and breakdown, in time.

use std::collections::HashMap;

use crate::domain::{Breakdown, Date, Figure, Measure, Period, Untaken};

/// Breakdowns that are found by looking at one after the other.
pub(super) const FEW: usize = 32;

/// The figures of one indicator, organization, measure and breakdown.
#[derive(Debug)]
pub(super) struct Series<'a> {
    pub measure: Measure,
    /// One for each period and as-of day, a filed one in place of a known one; by as-of day, then by period.
    pub points: Vec<Point>,
    /// The known figure that stands for each filed period, whatever its day.
    pub standing: HashMap<Period, Untaken<'a>>,
    /// The filed ones' places.
    pub filed: Vec<usize>,
}

/// One figure of a series.
#[derive(Clone, Copy, Debug)]
pub(super) struct Point {
    pub period: Period,
    pub as_of: Date,
    /// `None` where there is none, or where it is not exact.
    pub value: Option<i64>,
    /// Its place in the filing; `None` where it was known.
    pub filed: Option<usize>,
}

/// `periods` are those of the figures at `places`, sorted.
pub(super) fn series<'a>(
    figures: &'a [Figure],
    places: &[usize],
    periods: &[Period],
    known: &[Untaken<'a>],
) -> Vec<Series<'a>> {
    let mut at = Places::default();
    // A filing of one period has a series for each figure, which then has as many known ones as the others.
    let usual = known.len() / places.len().max(1) + 2;
    let mut all: Vec<Series<'a>> = Vec::new();
    for &place in places {
        let figure = &figures[place];
        let key = (figure.measure, &figure.breakdown);
        let index = at.find(key).unwrap_or_else(|| {
            at.add(key);
            let measure = figure.measure;
            let points = Vec::with_capacity(usual);
            all.push(Series { measure, points, standing: HashMap::new(), filed: Vec::new() });
            all.len() - 1
        });
        all[index].filed.push(place);
    }
    // Of hundreds of known figures the breakdowns are a few, each in one place.
    let mut met: Vec<(Measure, &Breakdown, Option<usize>)> = Vec::new();
    for one in known {
        let is_like = |(measure, breakdown, _): &&(Measure, &Breakdown, Option<usize>)| {
            *measure == one.measure && std::ptr::eq(*breakdown, one.breakdown)
        };
        let index = met.iter().find(is_like).map(|(_, _, index)| *index).unwrap_or_else(|| {
            let index = at.find((one.measure, one.breakdown));
            if met.len() < FEW {
                met.push((one.measure, one.breakdown, index));
            }
            index
        });
        if let Some(series) = index.and_then(|index| all.get_mut(index)) {
            let value = one.value.filter(|_| one.qualifier.is_none());
            series.points.push(Point { period: one.period, as_of: one.as_of, value, filed: None });
            if periods.binary_search(&one.period).is_ok() {
                series.standing.insert(one.period, *one);
            }
        }
    }
    for series in &mut all {
        for &place in &series.filed {
            let figure = &figures[place];
            let value = figure.value.filter(|_| figure.qualifier.is_none());
            let as_of = effective(figure);
            series.points.push(Point { period: figure.period, as_of, value, filed: Some(place) });
        }
        // Of several for one period and day the last stands, and sorting keeps their order.
        let key = |point: &Point| (point.as_of, point.period);
        if !series.points.is_sorted_by(|one, other| key(one) < key(other)) {
            series.points.sort_by_key(key);
            series.points.dedup_by(|later, last| {
                let is_same = key(last) == key(later);
                if is_same {
                    *last = *later;
                }
                is_same
            });
        }
    }
    all
}

/// The places of series by measure and breakdown, in the order in which they were added: a few are compared one after the
/// other, and only more than that are hashed.
#[derive(Default)]
struct Places<'a> {
    few: Vec<(Measure, &'a Breakdown)>,
    others: HashMap<(Measure, &'a Breakdown), usize>,
}

impl<'a> Places<'a> {
    fn find(&self, key: (Measure, &Breakdown)) -> Option<usize> {
        let place = self.few.iter().position(|one| *one == key);
        place.or_else(|| (!self.others.is_empty()).then(|| self.others.get(&key).copied()).flatten())
    }

    fn add(&mut self, key: (Measure, &'a Breakdown)) {
        if self.few.len() < FEW {
            self.few.push(key);
        } else {
            let place = self.few.len() + self.others.len();
            self.others.insert(key, place);
        }
    }
}

/// The day a figure's data end.
pub(super) fn effective(figure: &Figure) -> Date {
    figure.as_of.unwrap_or_else(|| figure.period.end())
}

/// A figure as what is known of its cell.
pub(in crate::intake) fn untaken(figure: &Figure) -> Untaken<'_> {
    Untaken {
        period: figure.period,
        measure: figure.measure,
        breakdown: &figure.breakdown,
        value: figure.value,
        as_of: effective(figure),
        status: figure.status,
        qualifier: figure.qualifier,
        source: figure.source.as_ref(),
    }
}
