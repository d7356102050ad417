//! The one way by which a figure as it was filed leaves the rollup: into receipts, changes and histories.

use crate::cube::{At, Cube};
use crate::domain::Observation;
use crate::rollup::disclosure;

/// A figure as a reader may see it. What disclosure control hides of a row it hides here, for every vintage alike.
pub(in crate::rollup) fn seen(cube: &Cube, at: At) -> Observation {
    disclosure::observation(cube, at)
}
