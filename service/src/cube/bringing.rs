//! Which releases brought figures of cells that showed none: what makes an edition more than a correction.

use std::collections::BTreeSet;

use super::stamp::Stamp;
use super::{Block, Cube};
use crate::domain::Revision;

impl Cube {
    /// The releases with a figure in a cell of which nothing was shown just before. Whether a figure is hidden plays no part: that
    /// one is there is public, and what is told of a release stays so whatever is hidden later.
    #[must_use]
    pub fn bringing(&self) -> BTreeSet<Revision> {
        let mut found = BTreeSet::new();
        let mut last = None;
        for (_, block) in &self.blocks {
            let mut row = 0;
            while row < block.len() as u32 {
                let end = end_of_cell(block, row);
                if end - row == 1 {
                    // Nearly all cells have one figure, and nearly all of a block came together.
                    let stamp = block.stamp(row);
                    if last.replace(stamp) != Some(stamp) {
                        found.insert(self.stamps[stamp as usize].revision);
                    }
                } else {
                    let stamps: Vec<&Stamp> =
                        block.stamps(row..end).iter().map(|stamp| &self.stamps[*stamp as usize]).collect();
                    found.extend(of_cell(&stamps));
                }
                row = end;
            }
        }
        found
    }
}

fn end_of_cell(block: &Block, row: u32) -> u32 {
    let mut end = row + 1;
    while end < block.len() as u32 && block.key(end).is_of_cell_of(block.key(row)) {
        end += 1;
    }
    end
}

fn of_cell(stamps: &[&Stamp]) -> impl Iterator<Item = Revision> {
    let was_shown = |before: Revision| {
        let is_over = |one: &Stamp| one.until.is_some_and(|until| until.revision < before);
        stamps.iter().any(|one| one.revision < before && !is_over(one))
    };
    stamps.iter().map(|one| one.revision).filter(move |revision| !was_shown(*revision))
}
