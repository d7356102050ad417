//! What was found of a cell, kept with the snapshot for whoever asks again: a city's year is some thousand figures.
//!
//! Kept are cells of organizations that have others below them, as they are shown on a day: not where receipts want every
//! figure, nor what is sensitive, which disclosure control looks at figure by figure. A filing drops what is kept of the
//! indicators that it touches, a catalogue drops all.

use std::sync::{Arc, PoisonError, RwLock};

use super::Refusal;
use super::cell::Cell;
use super::row::Findings;
use super::succession::InTree;
use crate::domain::{Breakdown, Date, OrganizationCode, Quick, Reckoning};

/// Bytes, about, that all indicators together may keep.
const ROOM: usize = 24 << 20;

/// Bytes, about, that each of them may at least.
const LEAST_ROOM: usize = 64 << 10;

/// Everything that an answer about a cell of one indicator depends on beside the snapshot.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    organization: OrganizationCode,
    period: u32,
    breakdown: Breakdown,
    known_on: Date,
    as_of: Option<Date>,
    tree: Option<Date>,
    reckoning: Reckoning,
}

/// What is kept of one indicator.
#[derive(Default)]
struct Kept(RwLock<Cells>);

#[derive(Default)]
struct Cells {
    all: Quick<Key, Arc<Findings>>,
    bytes: usize,
}

/// What is known about a cell; `explain` where every figure of it is wanted.
pub(super) fn findings<'a>(
    tree: InTree<'a>,
    cell: Cell<'a>,
    explain: bool,
) -> Result<Arc<Findings>, Refusal> {
    let resolver = tree.resolver;
    let cube = resolver.cube;
    let is_alone = cube.catalogue().is_leaf(cell.organization);
    let kept = if explain || is_alone || cell.indicator.sensitive || !resolver.cuts {
        None
    } else {
        cube.kept::<Kept>(cell.series(cube))
    };
    let Some(kept) = kept else { return Findings::look_up(tree, cell).map(Arc::new) };
    let key = Key {
        organization: cell.organization.clone(),
        period: cell.period.ordinal(),
        breakdown: cell.breakdown.clone(),
        known_on: resolver.vintage.known_on,
        as_of: resolver.vintage.as_of,
        tree: tree.day,
        reckoning: tree.reckoning,
    };
    if let Some(found) = kept.0.read().unwrap_or_else(PoisonError::into_inner).all.get(&key) {
        return Ok(found.clone());
    }
    let mut found = Findings::look_up(tree, cell)?;
    found.thin(cube);
    let found = Arc::new(found);
    let room = (ROOM / cube.indicators().max(1)).max(LEAST_ROOM);
    let mut cells = kept.0.write().unwrap_or_else(PoisonError::into_inner);
    cells.bytes += found.bytes();
    if cells.bytes > room {
        // Who asks for everything must not keep out what is asked every day.
        *cells = Cells { bytes: found.bytes(), ..Cells::default() };
    }
    cells.all.insert(key, found.clone());
    Ok(found)
}
