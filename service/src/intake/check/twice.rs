//! A cell that stands in a filing twice.

use std::collections::HashMap;

use super::Checked;
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

/// The cell of a figure, as problems name it.
pub(super) fn in_words(figure: &Figure) -> String {
    let Figure { indicator, organization, period, measure, breakdown, .. } = figure;
    format!("{indicator} {organization} {period} {measure} {breakdown}").trim_end().to_owned()
}

impl Checked {
    /// Without the figures that are told of as standing twice: what the rules would say of them follows from that. Each is given
    /// with the place where it stood before, in order.
    pub(super) fn leave_out(&mut self, again: &[(usize, usize)]) {
        if again.is_empty() {
            return;
        }
        let mut places = Vec::with_capacity(self.figures.len());
        let mut repeated = again.iter().map(|(at, _)| *at).peekable();
        let mut kept = 0;
        for at in 0..self.figures.len() {
            let is_left = repeated.next_if_eq(&at).is_none();
            places.push(is_left.then_some(kept));
            kept += usize::from(is_left);
        }
        let is_left = |at: usize| places.get(at).copied().flatten();
        let mut at = 0..;
        self.figures.retain(|_| at.next().is_some_and(|at| is_left(at).is_some()));
        let mut at = 0..;
        self.lines.retain(|_| at.next().is_some_and(|at| is_left(at).is_some()));
        self.closed = self.closed.iter().filter_map(|at| is_left(*at)).collect();
        let moved = |texts: &mut HashMap<usize, String>| {
            *texts = texts.drain().filter_map(|(at, text)| Some((is_left(at)?, text))).collect();
        };
        moved(&mut self.notes);
        moved(&mut self.texts);
    }
}
