//! The few words that the drawing itself writes, in Vietnamese and English.

use crate::locale::Lang;

/// One language's words.
pub(crate) struct Words {
    pub no_figures: &'static str,
    pub not_reported: &'static str,
    pub not_applicable: &'static str,
    pub confidential: &'static str,
    pub provisional: &'static str,
    pub partial: &'static str,
    /// The measure beside the plan.
    pub actual: &'static str,
    pub plan: &'static str,
    pub target: &'static str,
    /// After a percentage: `108,7% kế hoạch`.
    pub of_plan: &'static str,
    /// After a signed percentage: `+1,6% so với cùng kỳ năm trước`.
    pub on_last_year: &'static str,
    pub change: &'static str,
    /// Between N and M: `29 trên 34`.
    pub out_of: &'static str,
    /// After a percentage, in a funnel.
    pub of_step_before: &'static str,
    pub share: &'static str,
    pub total: &'static str,
    /// Around coverage: `28/30 đơn vị đã báo cáo`.
    pub organizations_reported: &'static str,
    pub universe: &'static str,
    /// Before and after the number of rows or columns left out.
    pub and: &'static str,
    pub more: &'static str,
    /// Around the number of categories that one row stands for.
    pub others: (&'static str, &'static str),
    /// Between the least and the most of them.
    pub from: &'static str,
    pub to: &'static str,
    /// The middle of several.
    pub median: &'static str,
}

/// The words of a language.
pub(crate) fn of(lang: Lang) -> &'static Words {
    match lang {
        Lang::Vi => &VI,
        Lang::En => &EN,
    }
}

static VI: Words = Words {
    no_figures: "Chưa có số liệu",
    not_reported: "chưa báo cáo",
    not_applicable: "không áp dụng",
    confidential: "bảo mật",
    provisional: "Số tạm tính",
    partial: "Chưa đủ đơn vị báo cáo",
    actual: "Thực hiện",
    plan: "Kế hoạch",
    target: "Mục tiêu",
    of_plan: "kế hoạch",
    on_last_year: "so với cùng kỳ năm trước",
    change: "So với cùng kỳ",
    out_of: "trên",
    of_step_before: "của bước trước",
    share: "Tỷ lệ",
    total: "Tổng",
    organizations_reported: "đơn vị đã báo cáo",
    universe: "Tổng số",
    and: "và",
    more: "mục khác",
    others: ("Các mục khác (", ")"),
    from: "từ",
    to: "đến",
    median: "Trung vị",
};

static EN: Words = Words {
    no_figures: "No figures",
    not_reported: "not reported",
    not_applicable: "not applicable",
    confidential: "confidential",
    provisional: "Provisional",
    partial: "Not all organizations have reported",
    actual: "Actual",
    plan: "Plan",
    target: "Target",
    of_plan: "of plan",
    on_last_year: "on the same period last year",
    change: "On last year",
    out_of: "of",
    of_step_before: "of the step before",
    share: "Share",
    total: "Total",
    organizations_reported: "organizations reported",
    universe: "Out of",
    and: "and",
    more: "more",
    others: ("", " others"),
    from: "from",
    to: "to",
    median: "Median",
};
