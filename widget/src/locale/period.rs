//! Periods, from their codes: in full as reports write them, and short for an axis.

use super::Lang;
use super::date::{day, month_name, small};
use crate::text::{concat, cut};

/// A period read from its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period<'a> {
    /// The (first) year, four digits.
    pub year: &'a str,
    /// What of that year it is.
    pub part: Part<'a>,
}

/// What of its year a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// All of it.
    Year,
    /// The first or the second half.
    Half(u8),
    /// January to September.
    NineMonths,
    /// A quarter, 1 to 4.
    Quarter(u8),
    /// A month, 1 to 12.
    Month(u8),
    /// A month and a day of it; for other offices' data, ours has no such periods.
    Day(u8, u8),
    /// From this year to another one: a term between congresses, or a plan of five years.
    Term(&'a str),
}

impl<'a> Period<'a> {
    /// Reads `2022`, `2022-H1`, `2022-9M`, `2022-Q3`, `2022-09`, `2022-09-30` or `2015-2020`.
    #[must_use]
    pub fn parse(code: &'a str) -> Option<Self> {
        let (year, rest) = cut(code, b'-');
        let part = match *rest.as_bytes() {
            [] if code.len() == 4 => Part::Year,
            [b'H', half @ b'1'..=b'2'] => Part::Half(half - b'0'),
            [b'9', b'M'] => Part::NineMonths,
            [b'Q', quarter @ b'1'..=b'4'] => Part::Quarter(quarter - b'0'),
            [tens, ones] => Part::Month(two(tens, ones, 12)?),
            [tens, ones, b'-', more, last] => Part::Day(two(tens, ones, 12)?, two(more, last, 31)?),
            _ if is_year(rest) && year < rest => Part::Term(rest),
            _ => return None,
        };
        is_year(year).then_some(Self { year, part })
    }

    /// As a label: `2022`, `quý III/2024`, `tháng 9 năm 2026`, `6 tháng đầu năm 2021`, `nhiệm kỳ 2015-2020`.
    ///
    /// A term of five years that ends in a year divisible by five is a medium-term plan (Law on Public Investment 2019,
    /// Article 3: five years, in line with the national plan), so `giai đoạn 2021-2025`.
    #[must_use]
    pub fn label(self, lang: Lang) -> String {
        let Self { year, part } = self;
        match (lang, part) {
            (_, Part::Year) => year.to_owned(),
            (_, Part::Day(month, one)) => day(year, month, one, lang),
            (Lang::Vi, Part::Half(half)) => {
                ["6 tháng ", if half == 1 { "đầu" } else { "cuối" }, " năm ", year].concat()
            }
            (Lang::En, Part::Half(half)) => {
                [if half == 1 { "first" } else { "second" }, " half of ", year].concat()
            }
            (Lang::Vi, Part::NineMonths) => ["9 tháng đầu năm ", year].concat(),
            (Lang::En, Part::NineMonths) => ["first 9 months of ", year].concat(),
            (Lang::Vi, Part::Quarter(quarter)) => ["quý ", roman(quarter), "/", year].concat(),
            (Lang::En, Part::Quarter(_)) => self.short(lang),
            (Lang::Vi, Part::Month(month)) => ["tháng ", &small(month), " năm ", year].concat(),
            (Lang::En, Part::Month(month)) => [month_name(month), " ", year].concat(),
            (Lang::Vi, Part::Term(last)) => {
                [if is_plan(year, last) { "giai đoạn " } else { "nhiệm kỳ " }, year, "-", last].concat()
            }
            (Lang::En, Part::Term(last)) => {
                [year, "–", last, if is_plan(year, last) { " plan" } else { " term" }].concat()
            }
        }
    }

    /// Within a sentence: `năm 2022`, `the first half of 2021`.
    #[must_use]
    pub fn in_sentence(self, lang: Lang) -> String {
        let before = match (lang, self.part) {
            (Lang::Vi, Part::Year) => "năm ",
            (Lang::Vi, Part::Day(..)) => "ngày ",
            (Lang::En, Part::Half(_) | Part::NineMonths | Part::Term(_)) => "the ",
            _ => "",
        };
        [before, &self.label(lang)].concat()
    }

    /// Where there is little room: `9/2026`, `Q3/2026`, `6T/2026`; `Sep 2026`, `Q3 2026`, `H1 2026`.
    #[must_use]
    pub fn short(self, lang: Lang) -> String {
        let Self { year, part } = self;
        let vi = lang == Lang::Vi;
        let mark = if vi { "/" } else { " " };
        let (word, number) = match part {
            Part::Year => return year.to_owned(),
            Part::Term(last) => return concat(&[year, if vi { "-" } else { "–" }, last]),
            Part::Day(month, day) => {
                return concat(&[&small(day), mark, &Self { year, part: Part::Month(month) }.short(lang)]);
            }
            Part::Half(1) if vi => ("6T", 0),
            Part::Half(_) if vi => ("6T cuối", 0),
            Part::Half(half) => ("H", half),
            Part::NineMonths => (if vi { "9T" } else { "9M" }, 0),
            Part::Quarter(quarter) => ("Q", quarter),
            Part::Month(month) if vi => ("", month),
            Part::Month(month) => (month_name(month).get(..3).unwrap_or_default(), 0),
        };
        let number = if number > 0 { small(number) } else { String::new() };
        concat(&[word, &number, mark, year])
    }

    /// Whether a year begins with it.
    #[must_use]
    pub fn opens_year(self) -> bool {
        use Part::{Day, Half, Month, NineMonths, Quarter, Term, Year};
        matches!(self.part, Year | Half(1) | NineMonths | Quarter(1) | Month(1) | Day(1, 1) | Term(_))
    }
}

/// A number of two digits from 1 to `most`.
fn two(tens: u8, ones: u8, most: u8) -> Option<u8> {
    if !tens.is_ascii_digit() || !ones.is_ascii_digit() {
        return None;
    }
    let number = (tens - b'0') * 10 + ones - b'0';
    (1..=most).contains(&number).then_some(number)
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|digit| digit.is_ascii_digit())
}

fn is_plan(first: &str, last: &str) -> bool {
    let number = |year: &str| year.bytes().fold(0, |number, digit| number * 10 + u32::from(digit - b'0'));
    number(last) % 5 == 0 && number(first) + 4 == number(last)
}

fn roman(quarter: u8) -> &'static str {
    match quarter {
        1 => "I",
        2 => "II",
        3 => "III",
        _ => "IV",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_reads_as_reports_write_it() {
        for (code, vi, en) in [
            ("2022", "2022", "2022"),
            ("2021-H1", "6 tháng đầu năm 2021", "first half of 2021"),
            ("2021-H2", "6 tháng cuối năm 2021", "second half of 2021"),
            ("2024-Q3", "quý III/2024", "Q3 2024"),
            ("2026-09", "tháng 9 năm 2026", "September 2026"),
            ("2017-9M", "9 tháng đầu năm 2017", "first 9 months of 2017"),
            ("2015-2020", "nhiệm kỳ 2015-2020", "2015–2020 term"),
            ("2021-2025", "giai đoạn 2021-2025", "2021–2025 plan"),
            ("2022-12-20", "20/12/2022", "20 December 2022"),
        ] {
            let read = Period::parse(code).unwrap();
            assert_eq!((read.label(Lang::Vi).as_str(), read.label(Lang::En).as_str()), (vi, en));
        }
    }

    #[test]
    fn a_period_is_said_in_few_letters_on_an_axis() {
        for (code, vi, en) in [
            ("2022", "2022", "2022"),
            ("2022-H1", "6T/2022", "H1 2022"),
            ("2022-9M", "9T/2022", "9M 2022"),
            ("2022-Q3", "Q3/2022", "Q3 2022"),
            ("2022-09", "9/2022", "Sep 2022"),
            ("2022-12-20", "20/12/2022", "20 Dec 2022"),
            ("2015-2020", "2015-2020", "2015–2020"),
        ] {
            let read = Period::parse(code).unwrap();
            assert_eq!((read.short(Lang::Vi).as_str(), read.short(Lang::En).as_str()), (vi, en));
        }
    }

    #[test]
    fn a_sentence_says_what_a_year_is() {
        let said = |code, lang| Period::parse(code).unwrap().in_sentence(lang);
        assert_eq!(said("2022", Lang::Vi), "năm 2022");
        assert_eq!(said("2021-H1", Lang::En), "the first half of 2021");
        assert_eq!(said("2022-12-20", Lang::Vi), "ngày 20/12/2022");
    }

    #[test]
    fn what_is_no_period_is_not_read() {
        for code in
            ["", "ba-dinh", "2022-", "2022-13", "2022-00", "2022-9", "20222", "2022-1x", "2020-2015", "22-09"]
        {
            assert_eq!(Period::parse(code), None, "{code}");
        }
    }

    #[test]
    fn a_year_begins_with_its_first_parts() {
        let opens = |code| Period::parse(code).unwrap().opens_year();
        assert!(opens("2022-Q1") && opens("2022-01") && opens("2022-01-01") && opens("2022"));
        assert!(!opens("2022-Q2") && !opens("2022-H2") && !opens("2022-01-02"));
    }
}
