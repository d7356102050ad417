//! The rows of one indicator and organization that nothing took back, period by period: what a filing is held against.

use super::{At, Cube};
use crate::domain::{Date, IndicatorCode, OrganizationCode, Period};

impl Cube {
    /// Hands over each row in the periods that are wanted that somebody who knows everything is shown, in the order of
    /// [`Cube::ever`], with its period and the day its data end.
    pub fn each_standing(
        &self,
        indicator: &IndicatorCode,
        organization: &OrganizationCode,
        wanted: &dyn Fn(Period) -> bool,
        mut each: impl FnMut(At, (Period, Date)),
    ) {
        let Some(number) = self.block(indicator, organization) else { return };
        let block = &self.blocks[number as usize].1;
        // The periods of one series follow one another, and those of the next are mostly the same: each is asked for, and its
        // last day found, once.
        let mut met: Vec<(u32, Option<(Period, Date)>)> = Vec::new();
        let mut turn = 0;
        for (row, key) in (0..).zip(block.keys(0..block.len() as u32)) {
            let ordinal = key.ordinal();
            turn += usize::from(met.get(turn).is_some_and(|(last, _)| *last < ordinal));
            if met.get(turn).is_none_or(|(there, _)| *there != ordinal) {
                turn = met.binary_search_by_key(&ordinal, |(there, _)| *there).unwrap_or_else(|place| {
                    let period = key.period();
                    met.insert(place, (ordinal, wanted(period).then(|| (period, period.end()))));
                    place
                });
            }
            let of_run = met[turn].1;
            let Some((period, end)) = of_run else { continue };
            let stamp = &self.stamps[block.stamp(row) as usize];
            if stamp.until.is_none() && !block.is_mended_for_good(row) {
                each(At { block: number, row }, (period, stamp.as_of.unwrap_or(end)));
            }
        }
    }
}
