//! Why what is hidden cannot be worked out: a way to change it that changes nothing shown.

use super::lineage::{Lineage, Place};
use super::shape::Shape;

/// Counts that could as well have been another organization's.
///
/// In any city of which the published figures are true, move `t` of what `minus` counts in the corners with a plus to
/// `plus`, and as much of what `plus` counts in the corners with a minus back, each within its month and members. The
/// result is a city too, as long as no count falls below zero; every figure that is not moved is as true there, and
/// every other is not shown. So whoever reads all that is shown cannot tell the two apart. With a corner for each
/// combination of one or two members of every dimension this is the hypercube of Repsilber's method (GHMITER).
#[derive(Debug)]
pub(super) struct Certificate {
    pub plus: usize,
    /// More than one where none alone counts enough.
    pub minus: Vec<usize>,
    pub corners: Vec<(Shape, i32)>,
}

/// By how many `t` a figure changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Move {
    By(i32),
    /// Somewhere between none and all.
    Unsure,
}

impl Move {
    pub(super) const NOT: Self = Self::By(0);
}

impl Certificate {
    pub(super) fn moves(&self, lineage: &Lineage, organization: usize, shape: &Shape) -> Move {
        let mut places = self.minus.iter().map(|minus| lineage.place(organization, *minus));
        let first = places.next().unwrap_or(Place::Beside);
        let minus = if places.all(|other| other == first) { first } else { Place::Partly };
        let side = match (lineage.place(organization, self.plus), minus) {
            (Place::Above, Place::Above) | (Place::Beside, Place::Beside) => return Move::NOT,
            (Place::Above, Place::Beside) => 1,
            (Place::Beside, Place::Above) => -1,
            (Place::Partly, _) | (_, Place::Partly) => {
                let meets = self.corners.iter().any(|(corner, _)| corner.meets(shape));
                return if meets { Move::Unsure } else { Move::NOT };
            }
        };
        let mut sum = 0;
        for (corner, sign) in &self.corners {
            if shape.contains(corner) {
                sum += sign;
            } else if shape.meets(corner) {
                return Move::Unsure;
            }
        }
        Move::By(side * sum)
    }
}
