//! Days and months.

use super::{Lang, number};
use crate::text::concat;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day: `20/12/2022`, `20 December 2022`; no idle zeros. A year has at most four digits, as its code writes it.
#[must_use]
pub fn day(year: &str, month: u8, day: u8, lang: Lang) -> String {
    let day = small(day);
    match lang {
        Lang::Vi => concat(&[&day, "/", &small(month), "/", year]),
        Lang::En => concat(&[&day, " ", month_name(month), " ", year]),
    }
}

/// The English name of a month, from 1; nothing for what is no month.
pub(super) fn month_name(month: u8) -> &'static str {
    usize::from(month).checked_sub(1).and_then(|at| MONTHS.get(at)).copied().unwrap_or_default()
}

/// A day, a month or a quarter as a number.
pub(super) fn small(part: u8) -> String {
    number(i64::from(part), 0, Lang::Vi)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_no_idle_zeros() {
        assert_eq!(day("2022", 9, 5, Lang::Vi), "5/9/2022");
        assert_eq!(day("2022", 9, 5, Lang::En), "5 September 2022");
        assert_eq!(day("2022", 12, 20, Lang::Vi), "20/12/2022");
    }
}
