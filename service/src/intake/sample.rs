//! A generated city of any size, as the files that staff would hand in. Every name and title says that it is sample data.

use std::fmt::Write;

use crate::domain::Period;

/// How large the city is, and what its figures are drawn from: the same sample is the same bytes on any machine.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// Wards and communes below the city.
    pub organizations: u16,
    /// Indicators; of ten, six are flows, three stocks and one runs up over the year.
    pub indicators: u16,
    /// Months from January 2015 on.
    pub months: u16,
    /// The seed.
    pub seed: u64,
}

/// The members of the one breakdown; the total is filed beside them.
const MEMBERS: [&str; 4] = ["a", "b", "c", "d"];

impl Sample {
    /// The period of a month, counted from 0.
    #[must_use]
    pub fn period(month: u16) -> String {
        format!("{}-{:02}", 2015 + month / 12, month % 12 + 1)
    }

    /// The code of an indicator, counted from 1.
    #[must_use]
    pub fn indicator(number: u16) -> String {
        format!("sample-{number:03}")
    }

    /// The code of a ward or commune, counted from 1.
    #[must_use]
    pub fn organization(number: u16) -> String {
        format!("sample-ward-{number:03}")
    }

    /// The catalogue: names of files and what stands in them.
    #[must_use]
    pub fn tables(&self) -> [(&'static str, String); 7] {
        [
            ("indicators.csv", self.indicators()),
            ("organizations.csv", self.organizations()),
            ("sources.csv", SOURCES.to_owned()),
            ("breakdowns.csv", members()),
            ("charts.csv", CHARTS.to_owned()),
            ("forms.csv", FORMS.to_owned()),
            ("form-items.csv", self.items()),
        ]
    }

    fn indicators(&self) -> String {
        let mut csv = String::from(
            "code,name_vi,name_en,unit,unit_vi,kind,decimals,polarity,sensitive,breakdowns,theme\n",
        );
        for number in 1..=self.indicators {
            let _ = writeln!(
                csv,
                "{},Chỉ tiêu mẫu {number} (số liệu mẫu),Sample indicator {number} (sample data),case,vụ,{},0,neutral,no,group,sample",
                Self::indicator(number),
                kind(number)
            );
        }
        csv
    }

    /// The first ten indicators, total and members.
    fn items(&self) -> String {
        let mut csv = String::from("form,indicator,breakdown,measures,required\n");
        for number in 1..=self.indicators.min(10) {
            let code = Self::indicator(number);
            let _ = writeln!(csv, "{FORM},{code},,actual,yes\n{FORM},{code},group=*,actual,yes");
        }
        csv
    }

    fn organizations(&self) -> String {
        let mut csv = String::from(
            "code,parent,name_vi,name_en,kind,valid_from,valid_to,successors\n\
             sample-city,,Thành phố mẫu,Sample city,city,,,\n",
        );
        for number in 1..=self.organizations {
            let (vi, en, kind) =
                if number % 5 < 2 { ("Phường", "ward", "ward") } else { ("Xã", "commune", "commune") };
            let code = Self::organization(number);
            let _ = writeln!(csv, "{code},sample-city,{vi} mẫu {number},Sample {en} {number},{kind},,,");
        }
        csv
    }

    /// The filing of a month, counted from 0: every organization, one report in two hundred left out.
    #[must_use]
    pub fn figures(&self, month: u16) -> String {
        let mut csv =
            String::from("source,indicator,organization,period,as_of,measure,breakdown,value,qualifier\n");
        let period = Self::period(month);
        let as_of = Period::parse(&period).map(|period| period.end().to_string()).unwrap_or_default();
        for indicator in 1..=self.indicators {
            let (code, runs_up) = (Self::indicator(indicator), kind(indicator) == "cumulative");
            let as_of = if runs_up { as_of.as_str() } else { "" };
            for organization in 1..=self.organizations {
                if self.draw([indicator, organization, month, 99]).is_multiple_of(200) {
                    continue;
                }
                let first = if runs_up { month - month % 12 } else { month };
                let value = |member| {
                    (first..=month).map(|one| self.value([indicator, organization, one, member])).sum::<u64>()
                };
                let values = [0, 1, 2, 3].map(value);
                let head =
                    format!("sample,{code},{},{period},{as_of},actual", Self::organization(organization));
                let _ = writeln!(csv, "{head},,{},", values.iter().sum::<u64>());
                for (member, value) in MEMBERS.iter().zip(values) {
                    let _ = writeln!(csv, "{head},group={member},{value},");
                }
            }
        }
        csv
    }

    /// Some hundreds for one indicator and organization, up and down by a third; rarely nothing.
    fn value(&self, [indicator, organization, month, member]: [u16; 4]) -> u64 {
        let usual = self.draw([indicator, organization, 0, member]) % 300;
        let drawn = self.draw([indicator, organization, month + 1, member]);
        if drawn.is_multiple_of(50) { 0 } else { usual + drawn / 64 % (usual / 3 + 2) }
    }

    /// A number for these four, by the steps of `SplitMix64`.
    fn draw(&self, of: [u16; 4]) -> u64 {
        of.iter().fold(self.seed, |seed, part| {
            let seed = (seed ^ u64::from(*part)).wrapping_add(0x9e37_79b9_7f4a_7c15);
            let seed = (seed ^ seed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let seed = (seed ^ seed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
            seed ^ seed >> 31
        })
    }
}

fn kind(indicator: u16) -> &'static str {
    match indicator % 10 {
        7..=9 => "stock",
        0 => "cumulative",
        _ => "flow",
    }
}

fn members() -> String {
    let mut csv = String::from("breakdown,member,name_vi,name_en\ngroup,,Nhóm mẫu,Sample group\n");
    for member in MEMBERS {
        let _ = writeln!(csv, "group,{member},Nhóm mẫu {0},Sample group {0}", member.to_uppercase());
    }
    csv
}

const SOURCES: &str = "id,publisher,published_on,title_vi,about\n\
    sample,baocao sample,2025-01-02,Số liệu mẫu do máy sinh ra; không phải của thành phố nào,Generated sample data of no real city\n";

const CHARTS: &str = "slug,kind,query,category,series,whole,title_vi,title_en,subtitle_vi,subtitle_en,sort,stacking,pickers\n\
    sample-months,column,indicator=sample-001&organization=sample-city&period=2015-01..2015-12,period,,,Chỉ tiêu mẫu 1 theo tháng,Sample indicator 1 by month,Số liệu mẫu do máy sinh ra,Generated sample data,,,\n";

const FORM: &str = "sample-month";

const FORMS: &str = "code,name_vi,name_en,kinds,periods,due_days,partial\n\
    sample-month,Biểu mẫu tháng (số liệu mẫu),Monthly form (sample data),ward|commune,month,10,any\n";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Catalogue;
    use crate::intake::catalogue::{Tables, catalogue};
    use crate::intake::{Format, Handling, Rules, figures};

    const SMALL: Sample = Sample { organizations: 3, indicators: 10, months: 14, seed: 7 };

    #[test]
    fn what_is_generated_can_be_loaded_and_filed() {
        let tables = SMALL
            .tables()
            .into_iter()
            .fold(Tables::default(), |tables, (name, text)| tables.with(name, text.into_bytes()));
        let parts = catalogue(&tables, &Catalogue::default()).unwrap();
        let catalogue = Catalogue::new(parts).unwrap();
        let today = "2026-01-01".parse().unwrap();
        let handling = Handling::default();
        let rules = Rules {
            catalogue: &catalogue,
            within: None,
            most_rows: usize::MAX,
            today,
            handling,
            history: &(),
        };
        assert_eq!(catalogue.forms()[0].cells(&catalogue).len(), 50);
        for month in 0..SMALL.months {
            let filed = figures(SMALL.figures(month).as_bytes(), Format::Csv, rules).unwrap();
            let (totals, parts): (Vec<_>, Vec<_>) = filed.iter().partition(|one| one.breakdown.is_total());
            assert_eq!(parts.len(), totals.len() * MEMBERS.len());
            let sum = |of: &[&crate::domain::Figure]| of.iter().filter_map(|one| one.value).sum::<i64>();
            assert_eq!(sum(&totals), sum(&parts));
        }
    }

    #[test]
    fn a_seed_gives_the_same_bytes_and_another_seed_others() {
        let other = Sample { seed: 8, ..SMALL };
        assert_eq!(SMALL.figures(13), SMALL.figures(13));
        assert_ne!(SMALL.figures(13), other.figures(13));
        let larger = Sample { organizations: 4, ..SMALL };
        assert!(SMALL.figures(13).lines().all(|line| larger.figures(13).contains(line)));
    }

    #[test]
    fn every_name_and_title_says_that_it_is_a_sample() {
        for (_, text) in SMALL.tables().into_iter().filter(|(name, _)| *name != "form-items.csv") {
            assert!(
                text.lines()
                    .skip(1)
                    .all(|line| line.contains("mẫu") && line.to_lowercase().contains("sample"))
            );
        }
    }
}
