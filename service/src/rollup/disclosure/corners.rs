//! Corners of a cube: counts of one organization that another can have instead, in each dimension one or two.

/// Counts that two exchange some of, with signs.
pub(super) struct Corners {
    /// Shapes by number.
    pub corners: Vec<(u32, i32)>,
    /// The least that the organization itself has of what it gives, and of what it takes: as much as can be dealt out at least.
    pub gives: i64,
    pub takes: i64,
}

impl Corners {
    /// How far the counts in the corners can move, both ways together, by what others have.
    pub(super) fn width(&self, others: &[&[Option<i64>]], minus: usize) -> i64 {
        let (mut one, mut other) = (self.takes, self.gives);
        for ((_, sign), others) in self.corners.iter().zip(others) {
            let its = others.get(minus).copied().flatten().unwrap_or(0);
            let bound = if *sign > 0 { &mut one } else { &mut other };
            *bound = (*bound).min(its);
        }
        one.saturating_add(other)
    }
}
