//! Tables with a ragged edge: data of some that run to March beside those of others that run to June. As of a day between them
//! the others are not told, and what follows of them from a whole is another count than the one that stands. Certificates deal
//! out one count of everybody, not one for each day; so nothing of such a table is shown below the top.

use std::collections::BTreeMap;

use super::site::Site;
use crate::domain::Date;

/// Whether there is a day as of which something is told and not yet of others, or of fewer months. There is none where data run
/// to the ends of their periods, or to a form's closing day.
pub(super) fn is_ragged(sites: &[Site]) -> bool {
    // The first and the last day to which figures of so many months run.
    let mut ends: BTreeMap<u16, (Date, Date)> = BTreeMap::new();
    for site in sites {
        let Some(day) = site.runs_to() else { continue };
        let (first, last) = ends.entry(site.shape.months).or_insert((day, day));
        (*first, *last) = ((*first).min(day), (*last).max(day));
    }
    ends.iter()
        .any(|(whole, (first, _))| ends.iter().any(|(part, (_, last))| part & !whole == 0 && first < last))
}

#[cfg(test)]
mod tests {
    use super::super::shape::{COUNTED, Shape};
    use super::super::site::Version;
    use super::*;
    use crate::domain::Period;

    const YEAR: u16 = 0xfff;
    const HALF: u16 = 0x03f;
    const QUARTERS: [u16; 2] = [0x007, 0x038];

    /// Of figures of these months, whose data run to these days.
    fn ragged<const N: usize>(figures: [(u16, &str); N]) -> bool {
        let site = |(months, as_of): (u16, &str)| {
            let as_of = as_of.parse().unwrap();
            Site {
                organization: 1,
                period: Period::parse("2022").unwrap(),
                shape: Shape { months, members: Box::new([COUNTED]) },
                versions: vec![Version { as_of, known_on: Date::MAX, value: 9, is_mended: false }],
            }
        };
        is_ragged(&figures.map(site))
    }

    #[test]
    fn what_runs_to_the_end_of_its_period_is_not_ragged() {
        let [first, second] = QUARTERS;
        let filed =
            [(first, "2022-03-31"), (second, "2022-06-30"), (HALF, "2022-06-30"), (YEAR, "2022-12-31")];
        assert!(!ragged(filed));
    }

    #[test]
    fn a_whole_that_runs_further_than_its_parts_is_not_ragged() {
        assert!(!ragged([(QUARTERS[0], "2022-03-14"), (HALF, "2022-06-30"), (YEAR, "2022-09-30")]));
    }

    #[test]
    fn a_part_or_a_neighbour_that_runs_further_is_ragged() {
        assert!(ragged([(YEAR, "2022-04-30"), (QUARTERS[1], "2022-06-30")]));
        assert!(ragged([(HALF, "2022-04-30"), (HALF, "2022-05-31")]));
    }
}
