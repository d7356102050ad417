//! A period among others: what it is made of, what it is a part of, what comes before it and after.

use super::{Period, PeriodKind, YEARS};

impl Period {
    /// The same period of the year before; `None` for a term, which has no year before, and before 1900.
    #[must_use]
    pub fn year_before(self) -> Option<Self> {
        (self.kind != PeriodKind::Term && YEARS.contains(&(self.year - 1)))
            .then_some(Self { year: self.year - 1, ..self })
    }

    /// The ways this period is made of whole smaller ones, coarsest first; each part may be made of smaller ones again.
    /// A term runs from congress to congress, not from January to December, so nothing tiles it.
    #[must_use]
    pub fn tilings(self) -> Vec<Vec<Self>> {
        use PeriodKind::{Half, Month, NineMonths, Quarter, Term, Year};
        match self.kind {
            Year => vec![
                vec![self.of(Half, 1), self.of(Half, 2)],
                vec![self.of(NineMonths, 1), self.of(Quarter, 4)],
            ],
            NineMonths => vec![vec![self.of(Half, 1), self.of(Quarter, 3)]],
            Half => vec![vec![self.of(Quarter, self.part * 2 - 1), self.of(Quarter, self.part * 2)]],
            Quarter => vec![(1..=3).map(|month| self.of(Month, (self.part - 1) * 3 + month)).collect()],
            Month | Term => Vec::new(),
        }
    }

    /// The period and all that it is made of, the longest first; what it is made of in two ways comes twice.
    pub fn and_within(self) -> impl Iterator<Item = Self> {
        let mut open = vec![self];
        std::iter::from_fn(move || {
            let next = open.pop()?;
            open.extend(next.tilings().into_iter().flatten());
            Some(next)
        })
    }

    /// The larger periods of the same year that this one is a part of, each with the other parts of it.
    #[must_use]
    pub fn wholes(self) -> Vec<(Self, Vec<Self>)> {
        use PeriodKind::{Half, Month, NineMonths, Quarter, Term, Year};
        let quarter = if self.kind == Month { (self.part - 1) / 3 + 1 } else { self.part };
        let larger = match self.kind {
            Month => vec![self.of(Quarter, quarter)],
            Quarter => vec![self.of(Half, (quarter - 1) / 2 + 1), self.of(NineMonths, 1), self.of(Year, 1)],
            Half => vec![self.of(NineMonths, 1), self.of(Year, 1)],
            NineMonths => vec![self.of(Year, 1)],
            Year | Term => Vec::new(),
        };
        let without = |whole: Self| {
            let mut tiling = whole.tilings().into_iter().find(|tiling| tiling.contains(&self))?;
            tiling.retain(|part| *part != self);
            Some((whole, tiling))
        };
        larger.into_iter().filter_map(without).collect()
    }

    /// The calendar year that it begins in.
    #[must_use]
    pub fn its_year(self) -> Self {
        Self::year(self.year)
    }

    /// Whether nothing of its year comes before it. A term has a beginning of its own.
    #[must_use]
    pub fn begins_its_year(self) -> bool {
        self.kind != PeriodKind::Term && self.start().month() == 1
    }

    /// The longest period that ends with it in its year and, where it is longer than a month, begins the year: the first nine
    /// months for the third quarter, the month for October. A term is itself.
    #[must_use]
    pub fn longest_with_its_end(self) -> Self {
        use PeriodKind::{Half, Month, NineMonths, Quarter, Term, Year};
        if self.kind == Term {
            return self;
        }
        match i16::from(self.end().month()) {
            3 => self.of(Quarter, 1),
            6 => self.of(Half, 1),
            9 => self.of(NineMonths, 1),
            12 => self.of(Year, 1),
            month => self.of(Month, month),
        }
    }

    /// The month before it, within its year.
    #[must_use]
    pub fn month_before(self) -> Option<Self> {
        let month = i16::from(self.start().month());
        (self.kind != PeriodKind::Term && month > 1).then(|| self.of(PeriodKind::Month, month - 1))
    }

    /// The periods that make up its year up to its end, as few as there are and one after the other: the first half and July
    /// for July. A term is by itself.
    #[must_use]
    pub fn year_to_date(self) -> Vec<Self> {
        let mut parts = Vec::new();
        let mut next = Some(self);
        while let Some(end) = next {
            let longest = end.longest_with_its_end();
            parts.insert(0, longest);
            next = longest.month_before();
        }
        parts
    }

    /// Every period of the same kind from this one to `last`, both included; `None` when the kinds differ, `last` comes
    /// first, or the kind is a term.
    #[must_use]
    pub fn up_to(self, last: Self) -> Option<Vec<Self>> {
        if self.kind != last.kind || self.kind == PeriodKind::Term || last < self {
            return None;
        }
        let parts = match self.kind {
            PeriodKind::Month => 12,
            PeriodKind::Quarter => 4,
            PeriodKind::Half => 2,
            _ => 1,
        };
        let (from, to) = (self.year * parts + self.part - 1, last.year * parts + last.part - 1);
        Some((from..=to).map(|at| Self { kind: self.kind, year: at / parts, part: at % parts + 1 }).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(text: &str) -> Period {
        Period::parse(text).unwrap()
    }

    #[test]
    fn a_tiling_covers_its_period_without_gap_or_overlap() {
        for text in ["2022", "2022-H1", "2022-H2", "2022-9M", "2022-Q1", "2022-Q4"] {
            for tiling in period(text).tilings() {
                assert_eq!(tiling[0].start(), period(text).start());
                assert_eq!(tiling[tiling.len() - 1].end(), period(text).end());
                for pair in tiling.windows(2) {
                    assert_eq!(pair[0].end().tomorrow().unwrap(), pair[1].start());
                }
            }
        }
        assert!(period("2015-2020").tilings().is_empty());
    }

    #[test]
    fn a_part_and_the_others_make_up_the_whole() {
        let wholes = |text: &str| {
            let shown = period(text).wholes().into_iter().map(|(whole, others)| {
                let others = others.iter().map(ToString::to_string).collect::<Vec<_>>().join("+");
                format!("{whole}={others}")
            });
            shown.collect::<Vec<_>>()
        };
        assert_eq!(wholes("2022-05"), ["2022-Q2=2022-04+2022-06"]);
        assert_eq!(wholes("2022-Q2"), ["2022-H1=2022-Q1"]);
        assert_eq!(wholes("2022-Q3"), ["2022-H2=2022-Q4", "2022-9M=2022-H1"]);
        assert_eq!(wholes("2022-Q4"), ["2022-H2=2022-Q3", "2022=2022-9M"]);
        assert_eq!(wholes("2022-H1"), ["2022-9M=2022-Q3", "2022=2022-H2"]);
        assert_eq!(wholes("2022-9M"), ["2022=2022-Q4"]);
        assert!(wholes("2022").is_empty() && wholes("2020-2025").is_empty());
    }

    #[test]
    fn a_year_to_date_runs_from_january_to_the_end_of_the_period() {
        let to_date = |text: &str| {
            period(text).year_to_date().iter().map(ToString::to_string).collect::<Vec<_>>().join("+")
        };
        assert_eq!(to_date("2022-01"), "2022-01");
        assert_eq!(to_date("2022-02"), "2022-01+2022-02");
        assert_eq!(to_date("2022-Q3"), "2022-9M");
        assert_eq!(to_date("2022-08"), "2022-H1+2022-07+2022-08");
        assert_eq!(to_date("2022-11"), "2022-9M+2022-10+2022-11");
        assert_eq!((to_date("2022-H2"), to_date("2020-2025")), ("2022".to_owned(), "2020-2025".to_owned()));
    }

    #[test]
    fn a_range_steps_in_its_own_kind() {
        let range = |from, to| period(from).up_to(period(to)).map(|range| range.len());
        assert_eq!(range("2015", "2024"), Some(10));
        assert_eq!(range("2021-Q3", "2022-Q2"), Some(4));
        assert_eq!(range("2021-11", "2022-02"), Some(4));
        assert_eq!(range("2021", "2022-Q2"), None);
        assert_eq!(range("2024", "2015"), None);
    }
}
