//! The words of documents in Vietnamese and English: periods, days, measures, notes on figures. Pages have theirs in
//! `templates/texts.json`.

use super::Lang;
use crate::domain::{Date, Indicator, Period, PeriodKind, Qualifier};

/// One language's words.
pub struct Words {
    /// Column heads and metrics.
    pub actual: &'static str,
    /// The plan.
    pub plan: &'static str,
    /// The M in "N of M".
    pub universe: &'static str,
    /// Actual in percent of plan.
    pub plan_rate: &'static str,
    /// Actual in percent of the universe.
    pub share: &'static str,
    /// Against the same period last year.
    pub change: &'static str,
    /// How many organizations reported.
    pub reported: &'static str,
    /// How many should have.
    pub expected: &'static str,
    /// The dimensions.
    pub measure: &'static str,
    /// Likewise.
    pub indicator: &'static str,
    /// Likewise.
    pub organization: &'static str,
    /// Likewise.
    pub period: &'static str,
    /// The parts of a whole, as a dimension.
    pub part: &'static str,
    /// The part that is allocated.
    pub allocated: &'static str,
    /// The part that is not.
    pub not_allocated: &'static str,
    /// A whole whose part is not reported.
    pub allocation_not_reported: &'static str,
    /// Before the sources.
    pub source: &'static str,
    /// Before more than one.
    pub sources: &'static str,
    /// Before a day.
    pub as_of: &'static str,
    /// After `28/30`.
    pub organizations_reported: &'static str,
    /// For a cell that nobody reported.
    pub not_reported: &'static str,
    /// For a cell that must not be shown.
    pub confidential: &'static str,
    /// For a figure that cannot exist.
    pub cannot_exist: &'static str,
    /// For a measure that a figure does not have.
    pub not_applicable: &'static str,
    /// After a provisional value.
    pub provisional: &'static str,
    /// After a percentage.
    pub of_plan: &'static str,
    /// After a percentage, before a period.
    pub on: &'static str,
    /// The largest of several.
    pub highest: &'static str,
    /// The smallest.
    pub lowest: &'static str,
    /// The last in time.
    pub latest: &'static str,
    /// Between N and M.
    pub out_of: &'static str,
    /// Before a total.
    pub total: &'static str,
    /// Before a picker's option: the children of an organization.
    pub children: &'static str,
    /// Likewise, all that stand below it.
    pub all_below: &'static str,
    /// Likewise, every member of a breakdown.
    pub every_one: &'static str,
    /// A rise.
    pub up: &'static str,
    /// A fall.
    pub down: &'static str,
    /// For charts without a figure.
    pub no_figures: &'static str,
    /// On a pinned chart.
    pub known_on: &'static str,
}

/// The words of a language.
#[must_use]
pub fn of(lang: Lang) -> &'static Words {
    match lang {
        Lang::Vi => &VI,
        Lang::En => &EN,
    }
}

static VI: Words = Words {
    actual: "Thực hiện",
    plan: "Kế hoạch",
    universe: "Tổng số",
    plan_rate: "Tỷ lệ so với kế hoạch",
    share: "Tỷ lệ trên tổng số",
    change: "So với cùng kỳ năm trước",
    reported: "Đơn vị đã báo cáo",
    expected: "Đơn vị phải báo cáo",
    measure: "Loại số",
    indicator: "Chỉ tiêu",
    organization: "Đơn vị",
    period: "Kỳ",
    part: "Phần",
    allocated: "Đã phân bổ",
    not_allocated: "Chưa phân bổ",
    allocation_not_reported: "Chưa báo cáo phân bổ",
    source: "Nguồn",
    sources: "Nguồn",
    as_of: "Số liệu đến",
    organizations_reported: "đơn vị đã báo cáo",
    not_reported: "chưa báo cáo",
    confidential: "bảo mật",
    cannot_exist: "không áp dụng",
    not_applicable: "–",
    provisional: "số tạm tính",
    of_plan: "kế hoạch",
    on: "so với",
    highest: "Cao nhất",
    lowest: "Thấp nhất",
    latest: "Mới nhất",
    out_of: "trên",
    total: "Tổng",
    children: "các đơn vị trực thuộc",
    all_below: "mọi đơn vị cấp dưới",
    every_one: "Tất cả",
    up: "tăng",
    down: "giảm",
    no_figures: "Chưa có số liệu",
    known_on: "Số liệu như đã biết đến ngày",
};

static EN: Words = Words {
    actual: "Actual",
    plan: "Plan",
    universe: "Out of",
    plan_rate: "Rate of plan",
    share: "Share of the total",
    change: "On the same period last year",
    reported: "Organizations that reported",
    expected: "Organizations that should report",
    measure: "Measure",
    indicator: "Indicator",
    organization: "Organization",
    period: "Period",
    part: "Part",
    allocated: "Allocated",
    not_allocated: "Not allocated",
    allocation_not_reported: "Allocation not reported",
    source: "Source",
    sources: "Sources",
    as_of: "Figures to",
    organizations_reported: "organizations reported",
    not_reported: "not reported",
    confidential: "confidential",
    cannot_exist: "not applicable",
    not_applicable: "–",
    provisional: "provisional",
    of_plan: "of plan",
    on: "on",
    highest: "Highest",
    lowest: "Lowest",
    latest: "Latest",
    out_of: "of",
    total: "Total",
    children: "its direct organizations",
    all_below: "all organizations below",
    every_one: "All",
    up: "up",
    down: "down",
    no_figures: "No figures",
    known_on: "Figures as known on",
};

const ROMAN: [&str; 4] = ["I", "II", "III", "IV"];

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

fn nth<'a>(names: &[&'a str], number: i16) -> &'a str {
    usize::try_from(number - 1).ok().and_then(|at| names.get(at)).copied().unwrap_or("")
}

/// A period as a label: `2022`, `quý III/2024`, `6 tháng đầu năm 2021`, `nhiệm kỳ 2015-2020`.
///
/// A term of exactly five years that ends in a year divisible by five and begins in the one after is a medium-term plan
/// (Law on Public Investment 2019, Article 3: five years, in line with the national plan), so `giai đoạn 2021-2025`.
#[must_use]
pub fn period(period: Period, lang: Lang) -> String {
    let (year, part) = (period.first_year(), period.part());
    match (lang, period.kind()) {
        (_, PeriodKind::Year) => year.to_string(),
        (Lang::Vi, PeriodKind::Month) => format!("tháng {part}/{year}"),
        (Lang::Vi, PeriodKind::Quarter) => format!("quý {}/{year}", nth(&ROMAN, part)),
        (Lang::Vi, PeriodKind::Half) if part == 1 => format!("6 tháng đầu năm {year}"),
        (Lang::Vi, PeriodKind::Half) => format!("6 tháng cuối năm {year}"),
        (Lang::Vi, PeriodKind::NineMonths) => format!("9 tháng đầu năm {year}"),
        (Lang::Vi, PeriodKind::Term) if is_plan(period) => format!("giai đoạn {year}-{part}"),
        (Lang::Vi, PeriodKind::Term) => format!("nhiệm kỳ {year}-{part}"),
        (Lang::En, PeriodKind::Month) => format!("{} {year}", nth(&MONTHS, part)),
        (Lang::En, PeriodKind::Quarter) => format!("Q{part} {year}"),
        (Lang::En, PeriodKind::Half) if part == 1 => format!("first half of {year}"),
        (Lang::En, PeriodKind::Half) => format!("second half of {year}"),
        (Lang::En, PeriodKind::NineMonths) => format!("first nine months of {year}"),
        (Lang::En, PeriodKind::Term) if is_plan(period) => format!("{year}-{part} plan"),
        (Lang::En, PeriodKind::Term) => format!("{year}-{part} term"),
    }
}

/// A period within a sentence: `năm 2022`, `the first half of 2021`.
#[must_use]
pub fn period_in_sentence(one: Period, lang: Lang) -> String {
    let label = period(one, lang);
    match (lang, one.kind()) {
        (Lang::Vi, PeriodKind::Year) => format!("năm {label}"),
        (Lang::En, PeriodKind::Half | PeriodKind::NineMonths | PeriodKind::Term) => format!("the {label}"),
        _ => label,
    }
}

fn is_plan(period: Period) -> bool {
    period.part() % 5 == 0 && period.first_year() + 4 == period.part()
}

/// A day: `20/12/2022`, `20 December 2022`.
#[must_use]
pub fn day(day: Date, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("{}/{}/{}", day.day(), day.month(), day.year()),
        Lang::En => format!("{} {} {}", day.day(), nth(&MONTHS, i16::from(day.month())), day.year()),
    }
}

/// Before a number that is not exact, with the space after it.
#[must_use]
pub fn qualifier(qualifier: Option<Qualifier>, lang: Lang) -> &'static str {
    match (lang, qualifier) {
        (_, None) => "",
        (Lang::Vi, Some(Qualifier::MoreThan)) => "hơn ",
        (Lang::Vi, Some(Qualifier::LessThan)) => "dưới ",
        (Lang::Vi, Some(Qualifier::About)) => "khoảng ",
        (Lang::Vi, Some(Qualifier::Estimate)) => "ước ",
        (Lang::En, Some(Qualifier::MoreThan)) => "more than ",
        (Lang::En, Some(Qualifier::LessThan)) => "less than ",
        (Lang::En, Some(Qualifier::About)) => "about ",
        (Lang::En, Some(Qualifier::Estimate)) => "an estimated ",
    }
}

/// The unit as it is written after a number. The catalogue's English unit is a code; these are its words.
#[must_use]
pub fn unit(indicator: &Indicator, lang: Lang) -> &str {
    match (lang, indicator.unit.as_str()) {
        (_, "percent") => "%",
        (Lang::Vi, _) => &indicator.unit_names.vi,
        (Lang::En, "VND-billion") => "billion đồng",
        (Lang::En, "person") => "people",
        (Lang::En, "organization") => "organizations",
        (Lang::En, "task") => "tasks",
        (Lang::En, "case") => "cases",
        (Lang::En, "conference") => "conferences",
        (Lang::En, "document") => "documents",
        (Lang::En, "site") => "sites",
        (Lang::En, _) => super::name(&indicator.unit_names, lang),
    }
}

/// With a capital at the front.
#[must_use]
pub fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_reads_as_reports_write_it() {
        for (code, vi, en) in [
            ("2022", "2022", "2022"),
            ("2021-H1", "6 tháng đầu năm 2021", "first half of 2021"),
            ("2024-Q3", "quý III/2024", "Q3 2024"),
            ("2022-09", "tháng 9/2022", "September 2022"),
            ("2017-9M", "9 tháng đầu năm 2017", "first nine months of 2017"),
            ("2015-2020", "nhiệm kỳ 2015-2020", "2015-2020 term"),
            ("2021-2025", "giai đoạn 2021-2025", "2021-2025 plan"),
        ] {
            let read = Period::parse(code).unwrap();
            assert_eq!((period(read, Lang::Vi).as_str(), period(read, Lang::En).as_str()), (vi, en));
        }
    }

    #[test]
    fn a_day_has_no_idle_zeros() {
        let one = jiff::civil::date(2022, 9, 5);
        assert_eq!(day(one, Lang::Vi), "5/9/2022");
        assert_eq!(day(one, Lang::En), "5 September 2022");
    }
}
