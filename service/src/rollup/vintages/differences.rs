//! What somebody who knew this much does not know yet: the figures that stand now beside those that stood.

use std::sync::Arc;

use super::seen;
use crate::cube::{At, Cube};
use crate::domain::{Catalogue, Figure, IndicatorCode, Known, Observation, OrganizationCode, Place, Status};
use crate::rollup::Refusal;

/// Which changes are wanted; an empty list is no restriction.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Only of these indicators.
    pub indicators: Vec<IndicatorCode>,
    /// Only as filed by these organizations.
    pub organizations: Vec<OrganizationCode>,
    /// At most so many at once.
    pub most: usize,
}

/// A page of changes from one state of knowledge to another.
#[derive(Clone, Debug)]
pub struct Differences {
    /// The catalogue, for names and units.
    pub catalogue: Arc<Catalogue>,
    /// What was known.
    pub from: Known,
    /// What is known.
    pub to: Known,
    /// By indicator and organization in the order of their codes, then in time.
    pub changes: Vec<Difference>,
    /// Where this page ended, if there are more.
    pub rest: Option<Place>,
}

/// A figure that stands where another one or none stood.
#[derive(Clone, Debug)]
pub struct Difference {
    /// What stood.
    pub before: Option<Observation>,
    /// What stands; `None` where all that stood was rolled back.
    pub after: Option<Observation>,
    /// What that means to who uses it.
    pub kind: DifferenceKind,
}

/// What a new figure means to who uses the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DifferenceKind {
    /// Nothing stood there.
    New,
    /// Another value, qualifier or status.
    Revised,
    /// The same value, of a later day or from another source.
    Confirmed,
    /// It was rolled back, and nothing stands in its place.
    Withdrawn,
    /// It was filed anew, and what stood or what stands is hidden: whether that is the same is not told.
    Hidden,
}

impl Difference {
    /// The figure that names the cell.
    #[must_use]
    pub fn figure(&self) -> Option<&Figure> {
        self.after.as_ref().or(self.before.as_ref()).map(|one| &one.figure)
    }
}

/// The changes from one state to another, from where a page before ended.
///
/// # Errors
/// [`Refusal`] for an unknown indicator or organization.
pub fn differences(
    cube: &Cube,
    wanted: &Wanted,
    (from, to): (Known, Known),
    after: Option<&Place>,
) -> Result<Differences, Refusal> {
    let catalogue = cube.catalogue();
    let mut page = Differences { catalogue: catalogue.clone(), from, to, changes: Vec::new(), rest: None };
    let indicators = indicators(catalogue, wanted)?;
    let organizations = organizations(catalogue, wanted)?;
    for indicator in indicators {
        for organization in organizations.iter().copied() {
            let told = match after
                .map(|place| (indicator, organization).cmp(&(&place.indicator, &place.organization)))
            {
                Some(std::cmp::Ordering::Less) => continue,
                Some(std::cmp::Ordering::Equal) => after.map_or(0, |place| place.told),
                _ => 0,
            };
            let changes = of_one(cube, indicator, organization, (from, to)).skip(told);
            for (at, change) in changes.enumerate() {
                if page.changes.len() == wanted.most {
                    let place = Place {
                        indicator: indicator.clone(),
                        organization: organization.clone(),
                        told: told + at,
                    };
                    return Ok(Differences { rest: Some(place), ..page });
                }
                page.changes.push(change);
            }
        }
    }
    Ok(page)
}

fn indicators<'a>(catalogue: &'a Catalogue, wanted: &'a Wanted) -> Result<Vec<&'a IndicatorCode>, Refusal> {
    if let Some(code) = wanted.indicators.iter().find(|code| catalogue.indicator(code).is_none()) {
        return Err(Refusal::UnknownIndicator(code.to_string()));
    }
    let all = catalogue.parts().indicators.iter().map(|one| &one.code);
    Ok(sorted(all, &wanted.indicators))
}

fn organizations<'a>(
    catalogue: &'a Catalogue,
    wanted: &'a Wanted,
) -> Result<Vec<&'a OrganizationCode>, Refusal> {
    if let Some(code) = wanted.organizations.iter().find(|code| catalogue.organization(code).is_none()) {
        return Err(Refusal::UnknownOrganization(code.to_string()));
    }
    let all = catalogue.parts().organizations.iter().map(|one| &one.code);
    Ok(sorted(all, &wanted.organizations))
}

/// In the order of their codes, which a catalogue that is loaded between two pages does not change.
fn sorted<'a, T: Ord>(all: impl Iterator<Item = &'a T>, wanted: &[T]) -> Vec<&'a T> {
    let mut codes: Vec<&T> = all.filter(|code| wanted.is_empty() || wanted.contains(code)).collect();
    codes.sort_unstable();
    codes
}

/// The changes of one organization's figures of one indicator, cell by cell in the order of the cube.
fn of_one(
    cube: &Cube,
    indicator: &IndicatorCode,
    organization: &OrganizationCode,
    (from, to): (Known, Known),
) -> impl Iterator<Item = Difference> {
    let sensitive = cube.catalogue().indicator(indicator).is_some_and(|indicator| indicator.sensitive);
    let sees = move |known: Known, at: At| cube.is_known(at, known);
    let rows = move || cube.ever(indicator, organization).filter(move |at| sees(from, *at) || sees(to, *at));
    // Most have nothing new, and then no cell of theirs is looked at.
    let has_new = rows().any(|at| sees(from, at) != sees(to, at));
    let mut rows = has_new.then(rows).into_iter().flatten().peekable();
    std::iter::from_fn(move || {
        loop {
            let first = rows.next()?;
            let mut cell = vec![first];
            while let Some(next) = rows.next_if(|next| is_of_one_cell(cube, first, *next)) {
                cell.push(next);
            }
            let seen_by =
                |known: Known| -> Vec<At> { cell.iter().copied().filter(|at| sees(known, *at)).collect() };
            let (before, after) = (seen_by(from), seen_by(to));
            if before == after {
                continue;
            }
            let (before, after) = (stands(cube, &before), stands(cube, &after));
            if before == after {
                continue;
            }
            let found =
                difference(before.map(|at| seen(cube, at)), after.map(|at| seen(cube, at)), sensitive);
            if found.is_some() {
                return found;
            }
        }
    })
}

/// The last of a cell's rows that no later filing of its own source has mended: one that has the cell as of earlier days
/// only, as the cube does it for all that it holds.
fn stands(cube: &Cube, cell: &[At]) -> Option<At> {
    let from = |at: At| (cube.source(at), cube.known_on(at));
    let is_mended = |at: At| {
        let later = |other: &At| from(*other) == from(at) && cube.turn(*other) > cube.turn(at);
        cell.iter().filter(|other| later(other)).any(|other| {
            let beside = |one: &&At| from(**one) == from(at) && cube.turn(**one) == cube.turn(*other);
            cell.iter().filter(beside).all(|one| cube.effective_as_of(*one) < cube.effective_as_of(at))
        })
    };
    cell.iter().rev().copied().find(|at| !is_mended(*at))
}

fn is_of_one_cell(cube: &Cube, one: At, other: At) -> bool {
    let cell = |at: At| (cube.period(at), cube.measure(at), cube.breakdown(at));
    cell(one) == cell(other)
}

/// `None` for a figure that was filed once more as it was: nobody has to do anything about it. Of a sensitive indicator whatever is
/// suppressed is taken for hidden, also what was filed so.
fn difference(
    before: Option<Observation>,
    after: Option<Observation>,
    sensitive: bool,
) -> Option<Difference> {
    let says = |figure: &Figure| (figure.value, figure.qualifier, figure.status);
    let is_hidden = |one: &Observation| sensitive && one.figure.status == Status::Suppressed;
    let kind = match (&before, &after) {
        (None, None) => return None,
        (None, Some(_)) => DifferenceKind::New,
        (Some(_), None) => DifferenceKind::Withdrawn,
        (Some(before), Some(after)) if is_hidden(before) || is_hidden(after) => DifferenceKind::Hidden,
        (Some(before), Some(after)) if says(&before.figure) != says(&after.figure) => DifferenceKind::Revised,
        (Some(before), Some(after)) if before.figure != after.figure => DifferenceKind::Confirmed,
        (Some(_), Some(_)) => return None,
    };
    Some(Difference { before, after, kind })
}
