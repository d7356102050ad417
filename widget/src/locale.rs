//! Numbers as readers of Vietnamese and English write them, from exact integers; the only place that formats one.

/// A reader's language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lang {
    /// Vietnamese: `1.234.567,89`.
    #[default]
    Vi,
    /// English: `1,234,567.89`.
    En,
}

impl Lang {
    /// `vi` or `en`, or `None`.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        match code {
            "vi" => Some(Self::Vi),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The BCP 47 tag, as in `<html lang>`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }
}

/// `units × 10^-decimals` in full, grouped by thousands (four digits too), trailing zeros of the fraction dropped:
/// `10.183`, `81.033,18`; a minus is U+2212.
#[must_use]
pub fn number(units: i64, decimals: u8, lang: Lang) -> String {
    let (group, mark) = match lang {
        Lang::Vi => ('.', ','),
        Lang::En => (',', '.'),
    };
    let digits = units.unsigned_abs().to_string();
    let decimals = usize::from(decimals);
    let digits = format!("{digits:0>width$}", width = decimals + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 2);
    if units < 0 {
        text.push('\u{2212}');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            text.push(group);
        }
        text.push(digit);
    }
    let fraction = fraction.trim_end_matches('0');
    if !fraction.is_empty() {
        text.push(mark);
        text.push_str(fraction);
    }
    text
}

/// A number with its unit: `108,7%` without a space, `81.033,18 tỷ đồng` with a no-break space.
#[must_use]
pub fn with_unit(number: &str, unit: &str) -> String {
    match unit {
        "" => number.to_owned(),
        "%" => format!("{number}%"),
        _ => format!("{number}\u{a0}{unit}"),
    }
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
}
