//! Numbers of cells as decimals. A workbook keeps them in binary, so `81033.18` may stand in it as `81033.179999999993`.

/// As many digits as a spreadsheet shows of a number, and keeps exactly.
const EXACT_DIGITS: usize = 15;

/// How many zeros stand before what a sum of decimals leaves behind, such as the 4 of `0.30000000000000004`.
const ZEROS_BEFORE_REST: usize = 3;

/// A number as a decimal with a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Decimal {
    Exact(String),
    /// It has more digits than are exact; what it is nearest to.
    Inexact(String),
}

/// Reads a number as a cell holds it; `None` when it is none.
pub(super) fn decimal(text: &str) -> Option<Decimal> {
    let shape = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E');
    if !text.bytes().all(shape) || text.len() > 400 {
        return None;
    }
    let binary: f64 = text.parse().ok().filter(|binary: &f64| binary.is_finite())?;
    // The fewest digits that only this number has.
    let shortest = format!("{binary:e}");
    let (digits, power) = shortest.split_once('e')?;
    let power: i32 = power.parse().ok()?;
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |digits| ("-", digits));
    let digits = digits.replace('.', "");
    if digits == "0" {
        return Some(Decimal::Exact("0".to_owned()));
    }
    let (rounded, power_of_rounded) = rounded(&digits, power);
    let rest_is_noise = rounded.len() + ZEROS_BEFORE_REST <= EXACT_DIGITS && !is_whole(&digits, power);
    Some(if digits.len() <= EXACT_DIGITS {
        Decimal::Exact(plain(sign, &digits, power))
    } else if rest_is_noise && is_fine(&rounded, power_of_rounded) {
        Decimal::Exact(plain(sign, &rounded, power_of_rounded))
    } else {
        Decimal::Inexact(plain(sign, &digits, power))
    })
}

fn is_whole(digits: &str, power: i32) -> bool {
    i32::try_from(digits.len()).is_ok_and(|length| length <= power + 1)
}

/// Whether what is dropped behind the exact digits stands well behind the last decimal that counts.
fn is_fine(rounded: &str, power: i32) -> bool {
    let length = |digits: usize| i32::try_from(digits).unwrap_or(i32::MAX);
    let decimals = (length(rounded.len()) - 1 - power).max(0);
    let exact = length(EXACT_DIGITS) - 1 - power;
    decimals + length(ZEROS_BEFORE_REST) <= exact
}

/// The first digits, without zeros at their end, and the power of ten of the first of them.
fn rounded(digits: &str, power: i32) -> (String, i32) {
    let mut kept: Vec<u8> = digits.bytes().take(EXACT_DIGITS).collect();
    let mut power = power;
    if digits.as_bytes().get(EXACT_DIGITS).is_some_and(|next| *next >= b'5') {
        while kept.pop_if(|last| *last == b'9').is_some() {}
        match kept.last_mut() {
            Some(last) => *last += 1,
            None => {
                kept.push(b'1');
                power += 1;
            }
        }
    }
    while kept.len() > 1 && kept.pop_if(|last| *last == b'0').is_some() {}
    (String::from_utf8(kept).unwrap_or_default(), power)
}

/// Digits whose first stands for ten to this power.
fn plain(sign: &str, digits: &str, power: i32) -> String {
    let Ok(power) = usize::try_from(power) else {
        let zeros = usize::try_from(-power - 1).unwrap_or_default();
        return format!("{sign}0.{}{digits}", "0".repeat(zeros));
    };
    match digits.split_at_checked(power + 1) {
        Some((whole, "")) => format!("{sign}{whole}"),
        Some((whole, fraction)) => format!("{sign}{whole}.{fraction}"),
        None => format!("{sign}{digits}{}", "0".repeat(power + 1 - digits.len())),
    }
}

/// A decimal of which 1 is 100 percent, in percent.
pub(super) fn percent(number: &str) -> String {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let (moved, rest) = fraction.split_at_checked(2).unwrap_or((fraction, ""));
    let whole = format!("{whole}{moved:0<2}");
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    let point = if rest.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{rest}%")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_number_is_what_the_spreadsheet_shows() {
        for (cell, shown) in [
            ("0", "0"),
            ("-0", "0"),
            ("12", "12"),
            ("12.50", "12.5"),
            ("1.1000000000000001", "1.1"),
            ("81033.179999999993", "81033.18"),
            ("81033.180000000008", "81033.18"),
            ("0.30000000000000004", "0.3"),
            ("0.7999999999999999", "0.8"),
            ("-0.99999999999999989", "-1"),
            ("1E+3", "1000"),
            ("1.5e-07", "0.00000015"),
            ("123456789012345", "123456789012345"),
            ("1e21", "1000000000000000000000"),
        ] {
            assert_eq!(decimal(cell), Some(Decimal::Exact(shown.to_owned())), "{cell}");
        }
    }

    #[test]
    fn what_is_not_exact_is_told_and_never_rounded() {
        for (cell, nearest) in [
            ("0.33333333333333331", "0.3333333333333333"),
            ("66.666666666666671", "66.66666666666667"),
            ("12345678901234567", "12345678901234568"),
            ("1000000000000001", "1000000000000001"),
            ("100000000000000.1", "100000000000000.1"),
        ] {
            assert_eq!(decimal(cell), Some(Decimal::Inexact(nearest.to_owned())), "{cell}");
        }
        for cell in ["", "x", "inf", "nan", "1e999", "1,5", "0x1", "--1", "١"] {
            assert_eq!(decimal(cell), None, "{cell}");
        }
    }

    #[test]
    fn percents_are_a_hundred_times_as_many() {
        for (number, shown) in
            [("0.853", "85.3%"), ("1", "100%"), ("0.0005", "0.05%"), ("-0.5", "-50%"), ("12.3", "1230%")]
        {
            assert_eq!(percent(number), shown);
        }
    }

    proptest! {
        #[test]
        fn every_number_of_a_few_digits_comes_through_binary_unchanged(units in -10_i64.pow(14)..10_i64.pow(14), decimals in 0_usize..=9) {
            let sign = if units < 0 { "-" } else { "" };
            let digits = format!("{:0>width$}", units.unsigned_abs(), width = decimals + 1);
            let (whole, fraction) = digits.split_at(digits.len() - decimals);
            let text = if decimals == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") };
            let binary: f64 = text.parse().unwrap();
            // As Excel writes it: with 17 digits.
            let seventeen = format!("{binary:.16e}");
            let read = decimal(&seventeen).unwrap();
            let expected = if fraction.is_empty() { text } else { text.trim_end_matches('0').trim_end_matches('.').to_owned() };
            let expected = if expected == "-0" { "0".to_owned() } else { expected };
            prop_assert_eq!(read, Decimal::Exact(expected));
        }

        #[test]
        fn any_text_is_a_number_or_none(text in "[-+0-9.eE]{0,30}") {
            let _ = decimal(&text);
        }
    }
}
