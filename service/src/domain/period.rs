//! Periods: `2022`, `2022-H1`, `2022-9M`, `2022-Q3`, `2022-09`, `2015-2020`, from which day to which they run, and their order.

mod among;

use std::fmt;

use jiff::civil::{Date, date};

use super::Invalid;
use super::figure::words;

words! {
    /// What a period is, without its place in time. In the order of length.
    PeriodKind is "period kind", "use month, quarter, half, nine-months, year or term":
    /// A month.
    Month = "month",
    /// A quarter.
    Quarter = "quarter",
    /// A half year; the first is what Vietnamese reports call `6 tháng đầu năm`.
    Half = "half",
    /// January to September, `9 tháng đầu năm`.
    NineMonths = "nine-months",
    /// A calendar year.
    Year = "year",
    /// From one congress to the next, or a medium-term plan: `nhiệm kỳ 2015-2020`.
    Term = "term",
}

/// A span of whole months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    kind: PeriodKind,
    year: i16,
    /// The month, quarter or half, from 1; a term's last year; otherwise 1.
    part: i16,
}

const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

/// January 1900, counted from the year 0.
const MONTH_0: i32 = 1900 * 12;

impl Period {
    /// Reads a period's code.
    ///
    /// # Errors
    /// [`Invalid`] when it is none, or lies outside the years 1900 to 2199.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        Self::read(text).ok_or_else(|| {
            Invalid::new(
                "period",
                text,
                "write 2022, 2022-H1, 2022-9M, 2022-Q3, 2022-09 or, for a term, 2015-2020",
            )
        })
    }

    fn read(text: &str) -> Option<Self> {
        let year = |text: &str| {
            (text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit()))
                .then(|| text.parse::<i16>().ok())
                .flatten()
                .filter(|year| YEARS.contains(year))
        };
        let Some((first, rest)) = text.split_once('-') else {
            return Some(Self::year(year(text)?));
        };
        let first = year(first)?;
        let (kind, part) = match rest.as_bytes() {
            b"H1" => (PeriodKind::Half, 1),
            b"H2" => (PeriodKind::Half, 2),
            b"9M" => (PeriodKind::NineMonths, 1),
            [b'Q', quarter @ b'1'..=b'4'] => (PeriodKind::Quarter, i16::from(quarter - b'0')),
            [tens @ b'0'..=b'1', ones @ b'0'..=b'9'] => {
                let month = i16::from((tens - b'0') * 10 + (ones - b'0'));
                (PeriodKind::Month, Some(month).filter(|month| (1..=12).contains(month))?)
            }
            _ => (PeriodKind::Term, year(rest).filter(|last| *last > first)?),
        };
        Some(Self { kind, year: first, part })
    }

    /// A calendar year; the caller knows it lies in 1900 to 2199.
    fn year(year: i16) -> Self {
        Self { kind: PeriodKind::Year, year, part: 1 }
    }

    fn of(self, kind: PeriodKind, part: i16) -> Self {
        Self { kind, year: self.year, part }
    }

    /// What kind of period this is.
    #[must_use]
    pub fn kind(self) -> PeriodKind {
        self.kind
    }

    /// The (first) year.
    #[must_use]
    pub fn first_year(self) -> i16 {
        self.year
    }

    /// The month, quarter or half, from 1; a term's last year.
    #[must_use]
    pub fn part(self) -> i16 {
        self.part
    }

    /// The month that a day lies in, of those years.
    #[must_use]
    pub fn month_of(day: Date) -> Option<Self> {
        let part = i16::from(day.month());
        YEARS.contains(&day.year()).then_some(Self { kind: PeriodKind::Month, year: day.year(), part })
    }

    /// The first and the last month, counted from the year 0.
    fn months(self) -> (i32, i32) {
        let first = i32::from(self.year) * 12;
        let part = i32::from(self.part);
        match self.kind {
            PeriodKind::Month => (first + part - 1, first + part - 1),
            PeriodKind::Quarter => (first + part * 3 - 3, first + part * 3 - 1),
            PeriodKind::Half => (first + part * 6 - 6, first + part * 6 - 1),
            PeriodKind::NineMonths => (first, first + 8),
            PeriodKind::Year => (first, first + 11),
            PeriodKind::Term => (first, part * 12 + 11),
        }
    }

    /// The first day.
    #[must_use]
    pub fn start(self) -> Date {
        first_day(self.months().0)
    }

    /// The last day.
    #[must_use]
    pub fn end(self) -> Date {
        first_day(self.months().1).last_of_month()
    }

    /// Whether its last day is this one or lies before it.
    #[must_use]
    pub fn ends_by(self, day: Date) -> bool {
        let (last, month) = (self.months().1, i32::from(day.year()) * 12 + i32::from(day.month()) - 1);
        last < month || last == month && day.day() == day.days_in_month()
    }

    /// A number of 24 bits that orders periods as they are ordered: months since 1900 of the first, then of the last.
    #[must_use]
    pub fn ordinal(self) -> u32 {
        let since_1900 = |month: i32| u32::try_from(month - MONTH_0).unwrap_or(0);
        let (first, last) = self.months();
        since_1900(first) << 12 | since_1900(last)
    }

    /// The period that has this [ordinal](Self::ordinal): how long it is says what it is.
    #[must_use]
    pub fn of_ordinal(ordinal: u32) -> Self {
        let month = |bits: u32| i16::try_from(bits & 0xfff).unwrap_or(0);
        let (first, last) = (month(ordinal >> 12), month(ordinal));
        let (year, month) = (1900 + first / 12, first % 12);
        let (kind, part) = match last - first + 1 {
            1 => (PeriodKind::Month, month + 1),
            3 => (PeriodKind::Quarter, month / 3 + 1),
            6 => (PeriodKind::Half, month / 6 + 1),
            9 => (PeriodKind::NineMonths, 1),
            12 => (PeriodKind::Year, 1),
            _ => (PeriodKind::Term, 1900 + last / 12),
        };
        Self { kind, year, part }
    }

    /// The ordinals of all periods that begin within this one, whenever they end.
    #[must_use]
    pub fn ordinals(self) -> std::ops::Range<u32> {
        let (first, last) = (self.ordinal() >> 12, self.ordinal() & 0xfff);
        first << 12..(last + 1) << 12
    }

    /// How many months long it is.
    #[must_use]
    pub fn length(self) -> usize {
        let (first, last) = self.months();
        usize::try_from(last - first + 1).unwrap_or(0)
    }

    /// Whether `other` lies wholly inside this one (a period lies inside itself).
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        let (mine, others) = (self.months(), other.months());
        mine.0 <= others.0 && others.1 <= mine.1
    }
}

/// Months come from periods, so they are of the years 1900 to 2199.
fn first_day(month: i32) -> Date {
    let (year, month) =
        (i16::try_from(month / 12).unwrap_or(1900), i8::try_from(month % 12 + 1).unwrap_or(1));
    date(year, month, 1)
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, year, part } = self;
        match kind {
            PeriodKind::Month => write!(f, "{year}-{part:02}"),
            PeriodKind::Quarter => write!(f, "{year}-Q{part}"),
            PeriodKind::Half => write!(f, "{year}-H{part}"),
            PeriodKind::NineMonths => write!(f, "{year}-9M"),
            PeriodKind::Year => write!(f, "{year}"),
            PeriodKind::Term => write!(f, "{year}-{part}"),
        }
    }
}

impl Ord for Period {
    /// In time: by first day, then the shorter first.
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.months(), self.kind).cmp(&(other.months(), other.kind))
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn period(text: &str) -> Period {
        Period::parse(text).unwrap()
    }

    #[test]
    fn a_number_stands_for_a_period_and_orders_it() {
        let mut all: Vec<Period> = Vec::new();
        for year in [1900, 1999, 2000, 2198, 2199] {
            all.push(period(&year.to_string()));
            all.extend((1..=12).map(|month| period(&format!("{year}-{month:02}"))));
            all.extend(
                ["Q1", "Q2", "Q3", "Q4", "H1", "H2", "9M"].map(|part| period(&format!("{year}-{part}"))),
            );
            all.extend((year + 1..=2199).map(|last| period(&format!("{year}-{last}"))));
        }
        all.sort();
        assert!(all.iter().all(|one| Period::of_ordinal(one.ordinal()) == *one));
        assert!(all.windows(2).all(|pair| pair[0].ordinal() < pair[1].ordinal()));
        for year in ["1900", "2199"].map(period) {
            let inside = |one: &&Period| year.ordinals().contains(&one.ordinal());
            let begins = |one: &&Period| year.start() <= one.start() && one.start() <= year.end();
            assert!(all.iter().filter(inside).eq(all.iter().filter(begins)));
            for day in
                [year.start(), year.end(), year.start().last_of_month(), year.start().yesterday().unwrap()]
            {
                assert!(all.iter().all(|one| one.ends_by(day) == (one.end() <= day)), "{day}");
            }
        }
    }

    #[test]
    fn every_form_is_read_and_written_back() {
        for text in ["2022", "2022-H1", "2022-9M", "2022-Q3", "2022-09", "2015-2020"] {
            assert_eq!(period(text).to_string(), text);
        }
        for wrong in [
            "",
            "22",
            "2022-",
            "2022-13",
            "2022-00",
            "2022-Q5",
            "2022-H3",
            "2022-6M",
            "2020-2015",
            "2022-9",
            "+022",
        ] {
            assert!(Period::parse(wrong).is_err(), "`{wrong}` was taken");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC*|[0-9HQM-]{0,10}") {
            if let Ok(read) = Period::parse(&text) {
                prop_assert_eq!(read.to_string(), text);
                prop_assert!(read.start() <= read.end());
            }
        }
    }
}
