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
        // Rows of one period stand together: it is asked for, and its last day found, once.
        let mut run: Option<(u32, Option<(Period, Date)>)> = None;
        for (row, key) in (0..).zip(block.keys()) {
            let ordinal = key.ordinal();
            let of_run = match run {
                Some((before, of_run)) if before == ordinal => of_run,
                _ => {
                    let period = key.period();
                    let of_run = wanted(period).then(|| (period, period.end()));
                    run = Some((ordinal, of_run));
                    of_run
                }
            };
            let Some((period, end)) = of_run else { continue };
            let stamp = &self.stamps[block.stamp(row) as usize];
            if stamp.until.is_none() && !block.is_mended_for_good(row) {
                each(At { block: number, row }, (period, stamp.as_of.unwrap_or(end)));
            }
        }
    }
}
