//! An immutable, in-memory snapshot of all figures; swapped as a whole after each commit.

use std::sync::Arc;

use crate::domain::{Catalogue, Observation, Revision};

/// Every figure of every revision, and the catalogue they belong to.
#[derive(Debug, Default)]
pub struct Cube {
    catalogue: Arc<Catalogue>,
    revision: Revision,
    observations: Vec<Observation>,
}

impl Cube {
    /// A snapshot of these observations, in any order.
    #[must_use]
    pub fn new(catalogue: Arc<Catalogue>, revision: Revision, observations: Vec<Observation>) -> Self {
        Self { catalogue, revision, observations }
    }

    /// The catalogue.
    #[must_use]
    pub fn catalogue(&self) -> &Arc<Catalogue> {
        &self.catalogue
    }

    /// The newest revision it holds.
    #[must_use]
    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// How many figures it holds, of all revisions.
    #[must_use]
    pub fn len(&self) -> usize {
        self.observations.len()
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.observations.is_empty()
    }
}
