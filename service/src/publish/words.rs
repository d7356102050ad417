//! The words of documents in Vietnamese and English: periods, days, measures, notes on figures. Pages have theirs in
//! `templates/texts.json`.

use baocao_widget::locale;

use super::Lang;
use crate::domain::{Amount, Date, Indicator, Measure, Moment, Period, Qualifier};

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

/// A period as a label, as [`locale::Period::label`] says it.
#[must_use]
pub fn period(period: Period, lang: Lang) -> String {
    // Every period's code is read by the drawing too.
    locale::Period::parse(&period.to_string()).map(|period| period.label(lang)).unwrap_or_default()
}

/// A period within a sentence: `năm 2022`, `the first half of 2021`.
#[must_use]
pub fn period_in_sentence(period: Period, lang: Lang) -> String {
    locale::Period::parse(&period.to_string()).map(|period| period.in_sentence(lang)).unwrap_or_default()
}

/// A day: `20/12/2022`, `20 December 2022`.
#[must_use]
pub fn day(day: Date, lang: Lang) -> String {
    locale::day(&day.year().to_string(), day.month().unsigned_abs(), day.day().unsigned_abs(), lang)
}

/// A day and a time in Hanoi, : `15:00 20/12/2022`, `15:00, 20 December 2022`.
#[must_use]
pub fn moment(moment: &Moment, lang: Lang) -> String {
    let clock = moment.on_the_clock();
    let time = clock.rsplit_once(' ').map_or("", |(_, time)| time);
    let comma = if lang == Lang::En { "," } else { "" };
    format!("{time}{comma} {}", day(moment.day, lang))
}

/// An exact number: `81.033,18`, `81,033.18`.
#[must_use]
pub fn number(amount: Amount, lang: Lang) -> String {
    locale::number(amount.units, amount.decimals, lang)
}

/// A measure as a label.
#[must_use]
pub fn measure(measure: Measure, lang: Lang) -> &'static str {
    let words = of(lang);
    match measure {
        Measure::Actual => words.actual,
        Measure::Plan => words.plan,
        Measure::Universe => words.universe,
        Measure::PlanRate => words.plan_rate,
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
    fn every_kind_of_period_has_a_label() {
        for code in ["2022", "2021-H1", "2024-Q3", "2022-09", "2017-9M", "2015-2020", "2021-2025"] {
            let read = Period::parse(code).unwrap();
            for lang in [Lang::Vi, Lang::En] {
                assert!(period(read, lang).contains(&code[..4]), "{code}");
                assert!(period_in_sentence(read, lang).contains(&code[..4]), "{code}");
            }
        }
        assert_eq!(period(Period::parse("2022-09").unwrap(), Lang::Vi), "tháng 9 năm 2022");
    }

    #[test]
    fn a_day_is_written_in_the_readers_language() {
        let one = jiff::civil::date(2022, 9, 5);
        assert_eq!(
            (day(one, Lang::Vi).as_str(), day(one, Lang::En).as_str()),
            ("5/9/2022", "5 September 2022")
        );
    }
}
