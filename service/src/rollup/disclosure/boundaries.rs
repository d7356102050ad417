//! Figures of one thing in time as boundaries between months: what is known of some months follows from what is known of others.

/// How much after the first boundary of those that it hangs together with.
type Level = Option<(usize, i64)>;

/// Months are the spaces between boundaries; each that hangs together with others is so much after the first of them.
pub(super) type Boundaries = [Level; 17];

/// Places every boundary that hangs together with another one.
pub(super) fn place(known: &[(u16, i64)]) -> Boundaries {
    let edges: Vec<(usize, usize, i64)> = known
        .iter()
        .map(|&(months, value)| {
            (months.trailing_zeros() as usize, 16 - months.leading_zeros() as usize, value)
        })
        .collect();
    let mut placed: Boundaries = [None; 17];
    let starts = edges.iter().fold(0_u32, |starts, edge| starts | 1 << edge.0);
    for start in 0..placed.len() {
        if starts & 1 << start != 0 && placed[start].is_none() {
            placed[start] = Some((start, 0));
            spread(&mut placed, &edges);
        }
    }
    placed
}

fn spread(placed: &mut Boundaries, edges: &[(usize, usize, i64)]) {
    loop {
        let mut grown = false;
        for &(from, to, value) in edges {
            match (placed[from], placed[to]) {
                (Some((root, at)), None) => placed[to] = Some((root, at.saturating_add(value))),
                (None, Some((root, at))) => placed[from] = Some((root, at.saturating_sub(value))),
                _ => continue,
            }
            grown = true;
        }
        if !grown {
            return;
        }
    }
}

/// What was counted in these months.
pub(super) fn between(boundaries: &Boundaries, months: u16) -> Option<i64> {
    let (from, to) = (months.trailing_zeros() as usize, 16 - months.leading_zeros() as usize);
    let (before, after) = (boundaries.get(from).copied()?, boundaries.get(to).copied()?);
    let counted = |before: Level, after: Level| {
        let ((root, before), (other, after)) = (before?, after?);
        (root == other).then(|| after.saturating_sub(before))
    };
    let still = |at: usize| within_nothing(boundaries, at);
    counted(before, after)
        .or_else(|| counted(still(from), after))
        .or_else(|| counted(before, still(to)))
        .or_else(|| counted(still(from), still(to)))
}

/// The level of a boundary that lies where nothing was counted: of nothing each month has nothing.
fn within_nothing(boundaries: &Boundaries, at: usize) -> Level {
    let before = boundaries[..at].iter().rev().flatten();
    before.copied().find(|level| boundaries[at + 1..].contains(&Some(*level)))
}

/// The shortest stretches of months that are known.
pub(super) fn stretches(boundaries: &Boundaries) -> impl Iterator<Item = (u16, i64)> {
    (0..boundaries.len()).filter_map(|from| {
        let (root, before) = boundaries[from]?;
        let next =
            |to: usize| boundaries[to].filter(|(other, _)| *other == root).map(|(_, after)| (to, after));
        let (to, after) = (from + 1..boundaries.len()).find_map(next)?;
        Some((((1_u32 << to) - (1_u32 << from)) as u16, after.saturating_sub(before)))
    })
}

/// Whether less than nothing is counted in any months.
pub(super) fn falls(boundaries: &Boundaries) -> bool {
    stretches(boundaries).any(|(_, value)| value < 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const YEAR: u16 = 0xfff;
    const FIRST_HALF: u16 = 0x3f;
    const SECOND_QUARTER: u16 = 0x38;

    #[test]
    fn of_nothing_each_month_has_nothing() {
        let nothing = place(&[(YEAR, 0)]);
        assert_eq!(between(&nothing, FIRST_HALF), Some(0));
        assert_eq!(between(&nothing, SECOND_QUARTER), Some(0));
        assert_eq!(between(&place(&[(YEAR, 3)]), FIRST_HALF), None);
    }

    #[test]
    fn what_ends_where_nothing_was_counted_is_all_before_it() {
        let year_of_half = place(&[(YEAR, 7), (YEAR & !FIRST_HALF, 0)]);
        let nine_months = FIRST_HALF | FIRST_HALF << 3;
        assert_eq!(between(&year_of_half, nine_months), Some(7));
        assert_eq!(between(&year_of_half, SECOND_QUARTER), None);
    }
}
