//! The rows of one indicator and organization that nothing took back, period by period: what a filing is held against.

use super::{At, Cube};
use crate::domain::{Breakdown, IndicatorCode, OrganizationCode, Span, Untaken, Wanted};

impl Cube {
    /// Hands over each row in the periods that are wanted that somebody who knows everything is shown, and where it is, in
    /// the order of [`Cube::ever`].
    pub fn each_standing<'c>(
        &'c self,
        indicator: &IndicatorCode,
        organization: &OrganizationCode,
        wanted: &Wanted,
        mut each: impl FnMut(At, Untaken<'c>),
    ) {
        let Some(number) = self.block(indicator, organization) else { return };
        let block = &*self.blocks[number as usize].1;
        let (mut row, mut turn, wanted) = (0, 0, wanted.spans());
        let mut series: Option<(u32, &Breakdown)> = None;
        while row < block.len() as u32 {
            let key = block.key(row);
            // In a block one breakdown and measure follows the other, the periods of each in time.
            let breakdown = match series {
                Some((kind, breakdown)) if kind == key.of_kind() => breakdown,
                _ => {
                    let breakdown = self.breakdowns.get(key.breakdown());
                    (series, turn) = (Some((key.of_kind(), breakdown)), 0);
                    breakdown
                }
            };
            let ordinal = key.ordinal();
            while wanted.get(turn).is_some_and(|next| next.ordinal < ordinal) {
                turn += 1;
            }
            let next = wanted.get(turn);
            let Some(&Span { period, end, .. }) = next.filter(|next| next.ordinal == ordinal) else {
                let cell = next.map_or(key.next_kind(), |next| key.cell_at(next.ordinal));
                row = block.row_from(cell, row);
                continue;
            };
            let stamp = &self.stamps[block.stamp(row) as usize];
            if stamp.until.is_none() && !block.is_mended_for_good(row) {
                let (at, status) = (At { block: number, row }, key.status());
                let one = Untaken {
                    period,
                    measure: key.measure(),
                    breakdown,
                    value: status.has_value().then(|| block.value(row)),
                    as_of: stamp.as_of.unwrap_or(end),
                    status,
                    qualifier: key.qualifier(),
                    source: stamp.source.as_ref(),
                };
                each(at, one);
            }
            row += 1;
        }
    }
}
