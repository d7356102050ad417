//! Parts of a breakdown do not exceed their total in the same filing, and make it up where they are all there.

use std::collections::{BTreeMap, HashMap};

use super::findings::Findings;
use super::number::sum;
use crate::domain::{
    Breakdown, Catalogue, Date, DimensionCode, Figure, Indicator, Kind, Measure, MemberCode, Period,
};
use crate::intake::fault::Fault;
use crate::intake::series::FEW;

type Place<'a> = (Period, Measure, Option<Date>, &'a Breakdown);

/// Checks every total of one indicator and organization against its parts.
pub(super) fn check(
    indicator: &Indicator,
    catalogue: &Catalogue,
    figures: &[Figure],
    places: &[usize],
    findings: &mut Findings<'_>,
) {
    let adds_up = matches!(indicator.kind, Kind::Flow | Kind::Stock | Kind::Cumulative | Kind::Ratio);
    if !adds_up || places.iter().all(|at| figures[*at].breakdown.is_total()) {
        return;
    }
    let exact = |figure: &Figure| {
        figure.value.filter(|_| figure.qualifier.is_none() && figure.measure != Measure::PlanRate)
    };
    let totals = Totals::of(figures, places);
    let mut sums: BTreeMap<(usize, &DimensionCode), Parts<'_>> = BTreeMap::new();
    for figure in places.iter().map(|at| &figures[*at]) {
        let Some(value) = exact(figure) else { continue };
        for (dimension, member) in figure.breakdown.iter() {
            let Some(total) = totals.above(figure, dimension) else { continue };
            sums.entry((total, dimension)).or_default().add(value, member);
        }
    }
    for ((at, dimension), parts) in sums {
        let Some(total) = exact(&figures[at]).map(i128::from) else { continue };
        let measure = figures[at].measure;
        let shown = || (dimension.clone(), sum(indicator, measure, parts.sum));
        if parts.sum > total && !parts.any_negative {
            let (dimension, sum) = shown();
            findings.tell(indicator, at, Fault::PartsExceed { dimension, sum });
        } else if parts.sum != total && parts.are_all(catalogue, dimension) {
            let (dimension, sum) = shown();
            findings.tell(indicator, at, Fault::PartsDiffer { dimension, sum });
        }
    }
}

/// Where the figures stand of which others are parts; of several for one place the last.
enum Totals<'a> {
    /// Looked at one after the other.
    Few(&'a [Figure], &'a [usize]),
    Many(HashMap<Place<'a>, usize>),
}

impl<'a> Totals<'a> {
    fn of(figures: &'a [Figure], places: &'a [usize]) -> Self {
        if places.len() <= FEW {
            return Self::Few(figures, places);
        }
        Self::Many(places.iter().map(|&at| (place(&figures[at], &figures[at].breakdown), at)).collect())
    }

    /// The total over a dimension that a figure is broken down by.
    fn above(&self, part: &Figure, dimension: &DimensionCode) -> Option<usize> {
        match self {
            Self::Few(figures, places) => {
                let is_above = |one: &Figure| {
                    part.breakdown.is_part_of(&one.breakdown, dimension)
                        && place(part, &one.breakdown) == place(one, &one.breakdown)
                };
                places.iter().rev().copied().find(|at| is_above(&figures[*at]))
            }
            Self::Many(totals) => {
                let above = part.breakdown.without(dimension);
                totals.get(&place(part, &above)).copied()
            }
        }
    }
}

fn place<'a>(figure: &Figure, breakdown: &'a Breakdown) -> Place<'a> {
    (figure.period, figure.measure, figure.as_of, breakdown)
}

#[derive(Default)]
struct Parts<'a> {
    sum: i128,
    members: Vec<&'a MemberCode>,
    any_negative: bool,
}

impl<'a> Parts<'a> {
    fn add(&mut self, value: i64, member: &'a MemberCode) {
        self.sum += i128::from(value);
        self.members.push(member);
        self.any_negative |= value < 0;
    }

    /// Whether every member that the catalogue names is there. A breakdown of one member is an "of which", and one whose
    /// members nobody named may have others.
    fn are_all(&self, catalogue: &Catalogue, dimension: &DimensionCode) -> bool {
        let named = || {
            let members = catalogue.parts().members.iter().filter(|one| one.dimension == *dimension);
            members.filter_map(|one| one.member.as_ref())
        };
        named().count() >= 2 && named().all(|member| self.members.contains(&member))
    }
}
