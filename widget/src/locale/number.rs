//! Numbers as readers of Vietnamese and English write them, from exact integers; the only place that formats one.

use super::Lang;
use crate::text::{concat, cut};

/// `units × 10^-decimals` in full, grouped by thousands (four digits too), trailing zeros of the fraction dropped:
/// `10.183`, `81.033,18`; a minus is U+2212.
#[must_use]
pub fn number(units: i64, decimals: u8, lang: Lang) -> String {
    fixed(units, decimals, 0, lang)
}

/// As [`number`], with so many digits of the fraction at least, as far as there are any.
#[must_use]
pub fn fixed(units: i64, decimals: u8, least: u8, lang: Lang) -> String {
    let (group, mark) = match lang {
        Lang::Vi => ('.', ','),
        Lang::En => (',', '.'),
    };
    // From the last digit to the first, as they come off.
    let mut digits = [0; 20];
    let mut length = 0;
    let mut rest = units.unsigned_abs();
    while rest > 0 {
        digits[length] = (rest % 10) as u8;
        rest /= 10;
        length += 1;
    }
    let digit = |place: usize| digits.get(place).copied().unwrap_or(0);
    let idle_at_most = usize::from(decimals.saturating_sub(least));
    let decimals = usize::from(decimals);
    let mut idle = 0;
    while idle < idle_at_most && digit(idle) == 0 {
        idle += 1;
    }
    let mut text = String::new();
    if units < 0 {
        text.push('\u{2212}');
    }
    let mut place = length.max(decimals + 1);
    while place > idle {
        place -= 1;
        text.push(char::from(b'0' + digit(place)));
        if place > decimals && (place - decimals) % 3 == 0 {
            text.push(group);
        } else if place == decimals && idle < decimals {
            text.push(mark);
        }
    }
    text
}

/// A number with its unit: `108,7%` without a space, `81.033,18 tỷ đồng` with a no-break space.
#[must_use]
pub fn with_unit(number: &str, unit: &str) -> String {
    concat(&[number, if matches!(unit, "" | "%") { "" } else { "\u{a0}" }, unit])
}

/// Tenths of a percent: `108,7%`.
#[must_use]
pub fn percent(tenths: i64, lang: Lang) -> String {
    with_unit(&number(tenths, 1, lang), "%")
}

/// Tenths of a percent with their sign: `+1,6%`.
#[must_use]
pub fn signed_percent(tenths: i64, lang: Lang) -> String {
    let text = percent(tenths, lang);
    if tenths > 0 { concat(&["+", &text]) } else { text }
}

/// The power of a thousand that short numbers are written in: `nghìn`, `triệu`, `tỷ`, `nghìn tỷ`.
///
/// Found once for the largest number of an axis, so that all its labels share it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Magnitude {
    /// The place of the word among [`WORDS`]: the power.
    power: u32,
    /// The power that the unit's own word brings, such as 3 in `tỷ đồng`.
    of_unit: u32,
}

/// The words of the powers, in Vietnamese and English.
const WORDS: [[&str; 2]; 5] =
    [["", ""], ["nghìn", "thousand"], ["triệu", "million"], ["tỷ", "billion"], ["nghìn tỷ", "trillion"]];

impl Magnitude {
    /// The magnitude that suits `units × 10^-decimals` of this unit: from 10,000 on.
    #[must_use]
    pub fn of(units: i64, decimals: u8, unit: &str) -> Self {
        let of_unit = power_of(unit);
        let mut digits = 3 * of_unit;
        let mut rest = units.unsigned_abs();
        for _ in 0..decimals {
            rest /= 10;
        }
        while rest > 0 {
            digits += 1;
            rest /= 10;
        }
        let power = if digits < 5 { 0 } else { ((digits - 1) / 3).min(4) };
        // A value under one of its unit stays in that unit: its word cannot be made smaller without more digits.
        Self { power: power.max(of_unit), of_unit }
    }
}

/// A short number for axes: `12 nghìn`, `1,2 triệu`, `2,5 nghìn tỷ`; two decimals at most, of what was asked.
#[must_use]
pub fn short(units: i64, decimals: u8, magnitude: Magnitude, lang: Lang) -> String {
    if units == 0 {
        return "0".to_owned();
    }
    let mut units = units;
    let mut places = u32::from(decimals) + 3 * (magnitude.power - magnitude.of_unit);
    while places > 2 {
        // Half away from zero, once: the digits before the last are only cut off.
        units = if places == 3 { units.saturating_add(units.signum() * 5) / 10 } else { units / 10 };
        places -= 1;
    }
    with_unit(&number(units, places as u8, lang), WORDS[magnitude.power as usize][lang as usize])
}

/// The power of the number word that a unit begins with: 3 in `tỷ đồng` and `billion đồng`.
fn power_of(unit: &str) -> u32 {
    let (first, _) = cut(unit, b' ');
    let mut power = 3;
    while power > 0 && !WORDS[power].contains(&first) {
        power -= 1;
    }
    power as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped_from_four_digits_on() {
        assert_eq!(number(1_142, 0, Lang::Vi), "1.142");
        assert_eq!(number(10_183, 0, Lang::En), "10,183");
        assert_eq!(number(999, 0, Lang::Vi), "999");
        assert_eq!(number(0, 3, Lang::Vi), "0");
    }

    #[test]
    fn a_fraction_is_exact_and_without_idle_zeros() {
        assert_eq!(number(81_033_180, 3, Lang::Vi), "81.033,18");
        assert_eq!(number(-5, 1, Lang::En), "\u{2212}0.5");
        assert_eq!(number(366, 1, Lang::Vi), "36,6");
    }

    #[test]
    fn beside_longer_ones_a_fraction_keeps_its_zeros() {
        assert_eq!(fixed(150, 1, 1, Lang::Vi), "15,0");
        assert_eq!(fixed(81_033_200, 3, 2, Lang::Vi), "81.033,20");
        assert_eq!(fixed(81_033_205, 3, 2, Lang::Vi), "81.033,205");
        assert_eq!(fixed(15, 0, 1, Lang::En), "15");
    }

    #[test]
    fn short_numbers_are_said_as_people_say_them() {
        let vi = |units, unit: &str| short(units, 0, Magnitude::of(units, 0, unit), Lang::Vi);
        assert_eq!(vi(12_000, ""), "12\u{a0}nghìn");
        assert_eq!(vi(1_200_000, "người"), "1,2\u{a0}triệu");
        assert_eq!(vi(2_500_000_000, "đồng"), "2,5\u{a0}tỷ");
        assert_eq!(vi(2_500, "tỷ đồng"), "2,5\u{a0}nghìn tỷ");
        assert_eq!(vi(9_000, ""), "9.000");
        assert_eq!(
            short(81_033_180, 3, Magnitude::of(81_033_180, 3, "tỷ đồng"), Lang::Vi),
            "81,03\u{a0}nghìn tỷ"
        );
        assert_eq!(
            short(80_000_000, 3, Magnitude::of(80_000_000, 3, "billion đồng"), Lang::En),
            "80\u{a0}trillion"
        );
    }

    #[test]
    fn a_rise_has_its_sign_and_a_fall_a_real_minus() {
        assert_eq!(signed_percent(16, Lang::Vi), "+1,6%");
        assert_eq!(signed_percent(-30, Lang::En), "\u{2212}3%");
    }
}
