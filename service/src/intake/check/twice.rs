//! A cell that stands in a filing twice.

use crate::domain::{Figure, Quick};

/// The places of figures whose cell, as-of day and source stood before, each with the place where they last did.
pub(super) fn twice(figures: &[Figure], parts: &[u32]) -> Vec<(usize, usize)> {
    // Those of one subject and one source mostly come together, and are then told by a number. Its keys are codes of the
    // catalogue; the rest is sorted, since whoever files chooses it and could choose what is hashed alike.
    let (mut subjects, mut before) = (Quick::default(), None::<(&Figure, usize)>);
    let mut cells = Vec::with_capacity(figures.len());
    for (place, (figure, part)) in figures.iter().zip(parts).enumerate() {
        let Figure { indicator, organization, period, measure, as_of, source, .. } = figure;
        let is_like = |(other, _): &(&Figure, usize)| {
            other.organization == *organization && other.indicator == *indicator && other.source == *source
        };
        let subject = before.filter(is_like).map_or_else(
            || {
                let next = subjects.len();
                *subjects.entry((indicator, organization, source)).or_insert(next)
            },
            |(_, subject)| subject,
        );
        before = Some((figure, subject));
        cells.push(((subject, period.ordinal(), *measure, *part, *as_of), place));
    }
    // As most filings come: in order.
    if cells.is_sorted_by(|(one, _), (other, _)| one < other) {
        return Vec::new();
    }
    cells.sort_unstable();
    let pairs = cells.windows(2).filter(|pair| pair[0].0 == pair[1].0);
    let mut again: Vec<_> = pairs.map(|pair| (pair[1].1, pair[0].1)).collect();
    again.sort_unstable();
    again
}
