//! Numbers as the drawing and the documents write them are what the browser's `Intl.NumberFormat` writes, in both
//! languages.

use baocao_widget::locale::{self, Lang, Magnitude};
use serde_json::json;

use crate::harness::{Browser, Scripts};

/// Random bits, the same in every run: SplitMix64 (Steele, Lea and Flood 2014).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A whole number of any magnitude up to 2⁵³, negative one time in four.
    fn units(&mut self) -> i64 {
        let bits = self.next() % 54;
        let units = (self.next() & ((1 << bits) - 1)) as i64;
        if self.next().is_multiple_of(4) { -units } else { units }
    }
}

/// The only difference that is meant: we write a real minus, and a no-break space before a word, where `Intl` writes a
/// hyphen, and a space that may break.
fn as_intl(text: &str) -> String {
    text.replace('\u{2212}', "-").replace('\u{a0}', " ")
}

/// `units × 10^-decimals` as `Intl` reads it without loss: a decimal string.
fn decimal(units: i64, decimals: u8) -> String {
    let digits = format!("{:0>width$}", units.unsigned_abs(), width = usize::from(decimals) + 1);
    let (whole, fraction) = digits.split_at(digits.len() - usize::from(decimals));
    format!("{}{whole}.{fraction}0", if units < 0 { "-" } else { "" })
}

/// Compares what we wrote with what the browser writes for the same decimal strings, 10,000 a call.
#[track_caller]
fn compare(browser: &Browser, options: &str, cases: &[(Lang, u8, String, String)]) {
    for cases in cases.chunks(10_000) {
        let asked: Vec<_> =
            cases.iter().map(|(lang, decimals, number, _)| json!([lang.tag(), decimals, number])).collect();
        let written = browser.run(&format!(
            "const formats = new Map();
             return {}.map(([lang, decimals, number]) => {{
               const key = lang + decimals;
               if (!formats.has(key)) formats.set(key, new Intl.NumberFormat(lang, {{
                 maximumFractionDigits: decimals, useGrouping: 'always', {options} }}));
               return formats.get(key).format(number).replaceAll('\\u00a0', ' ');
             }})",
            json!(asked)
        ));
        let written = written.as_array().unwrap();
        assert_eq!(written.len(), cases.len());
        for ((lang, decimals, number, ours), theirs) in cases.iter().zip(written) {
            let theirs = theirs.as_str().unwrap();
            assert_eq!(as_intl(ours), theirs, "{number} with {decimals} decimals in {}", lang.tag());
        }
    }
}

const LANGS: [Lang; 2] = [Lang::Vi, Lang::En];

#[test]
fn a_hundred_thousand_numbers_are_written_as_the_browser_writes_them() {
    let browser = Browser::open(Scripts::On);
    browser.visit("data:text/html,<!doctype html>");
    let mut chance = Chance(2026);
    let cases: Vec<_> = (0..100_000)
        .map(|at| {
            let (lang, decimals, units) = (LANGS[at % 2], (at / 2 % 7) as u8, chance.units());
            (lang, decimals, decimal(units, decimals), locale::number(units, decimals, lang))
        })
        .collect();
    compare(&browser, "", &cases);
}

#[test]
fn percentages_are_written_as_the_browser_writes_them() {
    let browser = Browser::open(Scripts::On);
    browser.visit("data:text/html,<!doctype html>");
    let mut chance = Chance(2027);
    let cases: Vec<_> = (0..20_000)
        .map(|at| {
            let (lang, tenths) = (LANGS[at % 2], chance.units() % 10_000_000);
            (lang, 1, decimal(tenths, 3), locale::percent(tenths, lang))
        })
        .collect();
    compare(&browser, "style: 'percent'", &cases);
    let signed: Vec<_> = (0..20_000)
        .map(|at| {
            let (lang, tenths) = (LANGS[at % 2], chance.units() % 100_000);
            (lang, 1, decimal(tenths, 3), locale::signed_percent(tenths, lang))
        })
        .collect();
    compare(&browser, "style: 'percent', signDisplay: 'exceptZero'", &signed);
}

#[test]
fn short_numbers_are_said_as_the_browser_says_them() {
    let browser = Browser::open(Scripts::On);
    browser.visit("data:text/html,<!doctype html>");
    let mut chance = Chance(2028);
    let mut cases = Vec::new();
    while cases.len() < 20_000 {
        let (lang, units) = (LANGS[cases.len() % 2], chance.units());
        // Under ten thousand we write the number in full; and where rounding leads to the next word we keep the word
        // that the axis has.
        let leading = units.unsigned_abs().to_string();
        if leading.len() < 5 || leading.starts_with("999") {
            continue;
        }
        let short = locale::short(units, 0, Magnitude::of(units, 0, ""), lang);
        cases.push((lang, 2, decimal(units, 0), short));
    }
    compare(&browser, "notation: 'compact', compactDisplay: 'long'", &cases);
}
