//! Figures of one thing in time as boundaries between months: what is known of some months follows from what is known of others.

/// Months are the spaces between boundaries; each that hangs together with others is so much after the first of them.
pub(super) type Boundaries = [Option<(usize, i64)>; 17];

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
    let ((root, before), (other, after)) = (boundaries.get(from).copied()??, boundaries.get(to).copied()??);
    (root == other).then(|| after.saturating_sub(before))
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
