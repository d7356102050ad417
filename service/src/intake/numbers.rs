//! Numbers as people write them: `81.033,18` in Vietnam, `81,033.18` elsewhere, `61,6 vạn`, `1,2 triệu`.
//!
//! A file writes all of its numbers in one way. One of them that reads in one way only settles it for those that read in
//! two; where none does, each of them is a problem that shows both readings.

use super::fault::Fault;
use super::problem::{At, Counted, Lang, Problems};
use crate::domain::{Amount, Invalid};

/// The most decimals that any measure has.
pub(super) const MOST_DECIMALS: u8 = 9;

/// Powers of ten that stand after a number as words.
const SCALES: &[(&str, usize)] = &[
    ("nghìn", 3),
    ("ngàn", 3),
    ("vạn", 4),
    ("triệu", 6),
    ("tr", 6),
    ("tỷ", 9),
    ("tỉ", 9),
    ("nghìn tỷ", 12),
    ("nghìn tỉ", 12),
    ("ngàn tỷ", 12),
    ("ngàn tỉ", 12),
    ("thousand", 3),
    ("million", 6),
    ("billion", 9),
    ("trillion", 12),
];

/// A number with what each way of writing makes of it: digits, at most one point, an optional minus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    vi: Option<String>,
    en: Option<String>,
    /// Digits that a word such as `triệu` adds.
    pub scale: usize,
}

impl Written {
    /// Reads a number in both ways; `None` when it is one in neither.
    pub fn parse(text: &str) -> Option<Self> {
        let (number, word) = text.split_at(text.find(char::is_alphabetic).unwrap_or(text.len()));
        let scale = match word {
            "" => 0,
            word => SCALES.iter().find(|(name, _)| *name == word.to_lowercase())?.1,
        };
        let number = number.trim_end();
        let read = |decimal, group| Some(scaled(&plain(number, decimal, group)?, scale));
        let (vi, en) = (read(',', '.'), read('.', ','));
        (vi.is_some() || en.is_some()).then_some(Self { vi, en, scale })
    }

    fn reading(&self, lang: Lang) -> Option<&str> {
        match lang {
            Lang::Vi => self.vi.as_deref(),
            Lang::En => self.en.as_deref(),
        }
    }

    /// The only way in which it reads; `None` when it reads in both, alike or not.
    fn only(&self) -> Option<Lang> {
        match (&self.vi, &self.en) {
            (Some(_), None) => Some(Lang::Vi),
            (None, Some(_)) => Some(Lang::En),
            _ => None,
        }
    }

    /// What it says, where both ways agree or only one can be.
    pub fn any(&self) -> &str {
        self.vi.as_deref().or(self.en.as_deref()).unwrap_or_default()
    }
}

/// The number with a point before its decimals and nothing between thousands.
fn plain(text: &str, decimal: char, group: char) -> Option<String> {
    let (sign, text) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let (whole, fraction) = match text.split_once(decimal) {
        Some((whole, fraction)) => (whole, Some(fraction).filter(|digits| is_digits(digits))?),
        None => (text, ""),
    };
    let whole = ungrouped(whole, group)?;
    Some(if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") })
}

/// Groups of three after a first of one to three that does not begin with zero; one mark, or one kind of space, between.
fn ungrouped(text: &str, group: char) -> Option<String> {
    if is_digits(text) {
        return Some(text.to_owned());
    }
    let mark = text.chars().find(|mark| !mark.is_ascii_digit())?;
    let is_group = mark == group || matches!(mark, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}');
    let mut parts = text.split(mark);
    let first = parts.next().filter(|first| is_digits(first) && first.len() <= 3 && !first.starts_with('0'));
    let good = is_group && first.is_some() && parts.all(|part| part.len() == 3 && is_digits(part));
    good.then(|| text.split(mark).collect())
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// With the point moved to the right.
fn scaled(number: &str, scale: usize) -> String {
    if scale == 0 {
        return number.to_owned();
    }
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let moved = &fraction[..fraction.len().min(scale)];
    let rest = &fraction[moved.len()..];
    let point = if rest.is_empty() { "" } else { "." };
    format!("{whole}{moved}{}{point}{rest}", "0".repeat(scale - moved.len()))
}

/// What became of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Read {
    /// It is so many smallest units.
    Units(i64),
    /// It waits for a number that reads in one way only; [`Numbers::settle`] says what it is.
    Open,
}

/// How the numbers of one file are written.
#[derive(Debug)]
pub(super) struct Numbers {
    declared: Option<Lang>,
    /// The first number that reads in one way only: the way, its line and its text.
    first: Option<(Lang, usize, String)>,
    open: Vec<Open>,
}

#[derive(Debug)]
struct Open {
    line: usize,
    text: String,
    written: Written,
    decimals: u8,
    /// Its figure's place, once the rest of its row is good.
    figure: Option<usize>,
}

impl Numbers {
    /// Of a file that is said to be written so, or not.
    pub fn new(declared: Option<Lang>) -> Self {
        Self { declared, first: None, open: Vec::new() }
    }

    /// The way that is known so far.
    pub fn settled(&self) -> Option<Lang> {
        self.declared.or(self.first.as_ref().map(|(lang, ..)| *lang))
    }

    /// Reads a number that has at most so many decimals.
    ///
    /// # Errors
    /// The fault, when it cannot be read whatever else the file holds.
    pub fn read(
        &mut self,
        line: usize,
        text: &str,
        written: Written,
        decimals: u8,
        counted: Counted,
    ) -> Result<Read, Fault> {
        if let Some(only) = written.only() {
            if self.settled().is_some_and(|settled| settled != only) {
                return Err(self.other(counted));
            }
            self.first.get_or_insert_with(|| (only, line, text.to_owned()));
        }
        if written.vi == written.en || self.settled().is_some() {
            return self.decided(text, &written, decimals, counted).map(Read::Units);
        }
        self.open.push(Open { line, text: text.to_owned(), written, decimals, figure: None });
        Ok(Read::Open)
    }

    /// The number just left open belongs to this figure.
    pub fn belongs(&mut self, figure: usize) {
        if let Some(open) = self.open.last_mut() {
            open.figure = Some(figure);
        }
    }

    /// Reads what was left open, now that every number was seen: the figures' places and their units, none for those that
    /// can still be read in two ways.
    pub fn settle(&mut self, problems: &mut Problems) -> Vec<(usize, Option<i64>)> {
        let open = std::mem::take(&mut self.open);
        if self.settled().is_none() {
            // A reading with more decimals than its measure has is none.
            let certain = open.iter().find_map(|one| Some((one.fitting()?, one.line, one.text.clone())));
            self.first = certain;
        }
        let counted = problems.counted;
        let mut settled = Vec::with_capacity(open.len());
        for one in open {
            let read = self.decided(&one.text, &one.written, one.decimals, counted);
            let units = read.map_err(|fault| problems.push(one.line, "value", &one.text, fault)).ok();
            settled.extend(one.figure.map(|figure| (figure, units)));
        }
        settled
    }

    fn decided(&self, text: &str, written: &Written, decimals: u8, counted: Counted) -> Result<i64, Fault> {
        if written.vi == written.en {
            return units(text, written.any(), decimals);
        }
        let read = |lang| written.reading(lang).map(|plain| units(text, plain, decimals));
        match (self.settled(), &written.vi, &written.en) {
            (Some(lang), ..) => match (read(lang), read(other(lang))) {
                (Some(Err(_)), Some(Ok(_))) | (None, _) => Err(self.other(counted)),
                (Some(read), _) => read,
            },
            (None, Some(vi), Some(en))
                if [Lang::Vi, Lang::En].map(read).iter().flatten().any(Result::is_ok) =>
            {
                Err(Fault::AmbiguousNumber { vi: vi.clone(), en: en.clone() })
            }
            _ => units(text, written.any(), decimals),
        }
    }

    fn other(&self, counted: Counted) -> Fault {
        let by = self.first.as_ref().filter(|_| self.declared.is_none());
        Fault::OtherNumbers {
            settled: self.settled().unwrap_or(Lang::Vi),
            by: by.map(|(_, line, text)| (At::new(*line, counted), text.chars().take(80).collect())),
        }
    }
}

impl Open {
    /// The only way in which it fits its measure.
    fn fitting(&self) -> Option<Lang> {
        let fits =
            |lang| self.written.reading(lang).is_some_and(|read| Amount::parse(read, self.decimals).is_ok());
        match (fits(Lang::Vi), fits(Lang::En)) {
            (true, false) => Some(Lang::Vi),
            (false, true) => Some(Lang::En),
            _ => None,
        }
    }
}

fn other(lang: Lang) -> Lang {
    match lang {
        Lang::Vi => Lang::En,
        Lang::En => Lang::Vi,
    }
}

/// A plain number in smallest units.
pub(super) fn units(text: &str, plain: &str, decimals: u8) -> Result<i64, Fault> {
    match Amount::parse(plain, decimals) {
        Ok(amount) => Ok(amount.units),
        Err(_) if Amount::parse(plain, MOST_DECIMALS).is_ok() => Err(Fault::TooManyDecimals(decimals)),
        Err(invalid) => Err(Fault::Invalid(Invalid::new(invalid.code, text, invalid.remedy))),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What each way makes of it; `-` where it makes nothing of it.
    fn both(text: &str) -> String {
        let written = Written::parse(text);
        let told = |lang| written.as_ref().and_then(|one| one.reading(lang)).unwrap_or("-").to_owned();
        format!("{} {}", told(Lang::Vi), told(Lang::En))
    }

    #[test]
    fn a_number_is_read_in_each_way_it_can_be_written() {
        for (text, read) in [
            ("81.033,18", "81033.18 -"),
            ("81,033.18", "- 81033.18"),
            ("81033.18", "- 81033.18"),
            ("10.183", "10183 10.183"),
            ("10,183", "10.183 10183"),
            ("1.234.567", "1234567 -"),
            ("0,183", "0.183 -"),
            ("-1 234 567,5", "-1234567.5 -"),
            ("\u{2212}12\u{a0}345", "-12345 -12345"),
            ("61,6 vạn", "616000 -"),
            ("1,2 triệu", "1200000 -"),
            ("2,5 tỷ", "2500000000 -"),
            ("2,5 Nghìn tỷ", "2500000000000 -"),
            ("12 million", "12000000 12000000"),
            ("1,23456 nghìn", "1234.56 -"),
        ] {
            assert_eq!(both(text), read, "`{text}`");
        }
    }

    #[test]
    fn what_is_no_number_in_any_way_is_none() {
        for text in [
            "",
            "-",
            ".5",
            "5.",
            "1e3",
            "+1",
            "--1",
            "1.2.3",
            "1,23,456",
            "1 23",
            "12.34.567",
            "1.234,",
            "vạn",
            "12 dozen",
            "1,234 567",
            "0.123.456",
            "٣",
            "1.234'567",
            "1..234",
            " 1",
        ] {
            assert_eq!(both(text), "- -", "`{text}`");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_either_way_writes_it_reads_back(units in -10_i64.pow(17)..10_i64.pow(17), decimals in 0_u8..=9) {
            let plain = Amount::new(units, decimals).to_string();
            let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
            let (sign, digits) = whole.split_at(usize::from(whole.starts_with('-')));
            let first = (digits.len() - 1) % 3 + 1;
            for (lang, decimal, group) in [(Lang::Vi, ",", "."), (Lang::En, ".", ","), (Lang::Vi, ",", "\u{a0}")] {
                let mut text = format!("{sign}{}", &digits[..first]);
                for at in (first..digits.len()).step_by(3) {
                    text += group;
                    text += &digits[at..at + 3];
                }
                if !fraction.is_empty() {
                    text = format!("{text}{decimal}{fraction}");
                }
                let written = Written::parse(&text).unwrap();
                prop_assert_eq!(written.reading(lang), Some(plain.as_str()));
            }
        }

        #[test]
        fn any_text_is_a_number_or_none(text in "\\PC{0,30}|-?[0-9., ]{1,20}( vạn| tỷ)?") {
            if let Some(written) = Written::parse(&text) {
                for lang in [Lang::Vi, Lang::En] {
                    let plain = written.reading(lang).unwrap_or("0");
                    let shape = plain.strip_prefix('-').unwrap_or(plain);
                    prop_assert!(shape.split('.').count() <= 2 && shape.split('.').all(is_digits), "{}", plain);
                }
            }
        }
    }
}
