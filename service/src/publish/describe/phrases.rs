//! The phrases of text alternatives, in Vietnamese and English.

use baocao_widget::dataset::Kind;
use baocao_widget::locale::Lang;

/// One language's phrases.
pub(super) struct Phrases {
    /// Before a dimension.
    pub by: &'static str,
    /// Before the second dimension.
    pub and_by: &'static str,
    /// Before the first and the last of a series in time.
    pub rose: &'static str,
    /// Likewise.
    pub fell: &'static str,
    /// Likewise.
    pub stayed: &'static str,
    /// Between the first and the last.
    pub to: &'static str,
    /// One value that is at or above its plan.
    pub plan_reached: &'static str,
    /// One value that is below.
    pub below_plan: &'static str,
    /// Before the count of several values at or above their plans.
    pub at_or_above_plan: &'static str,
    /// Between a count and all.
    pub out_of: &'static str,
    /// After a share, in a funnel.
    pub of_step_before: &'static str,
    /// After a share of a stack.
    pub of_total: &'static str,
    /// Before counts.
    pub not_reported: &'static str,
    /// Likewise.
    pub confidential: &'static str,
    /// Likewise.
    pub provisional: &'static str,
    /// Likewise: not all organizations have reported.
    pub partial: &'static str,
    /// Likewise: the plan is not reached, and its period is not over.
    pub under_way: &'static str,
    /// After a change.
    pub on_last_year: &'static str,
}

static VI: Phrases = Phrases {
    by: "theo",
    and_by: "và",
    rose: "Tăng từ",
    fell: "Giảm từ",
    stayed: "Giữ nguyên từ",
    to: "đến",
    plan_reached: "Đạt kế hoạch",
    below_plan: "Chưa đạt kế hoạch",
    at_or_above_plan: "Đạt kế hoạch",
    out_of: "trên",
    of_step_before: "của bước trước",
    of_total: "tổng số",
    not_reported: "Chưa báo cáo",
    confidential: "Bảo mật",
    provisional: "Số tạm tính",
    partial: "Chưa đủ đơn vị báo cáo",
    under_way: "Chưa hết kỳ kế hoạch",
    on_last_year: "so với cùng kỳ năm trước",
};

static EN: Phrases = Phrases {
    by: "by",
    and_by: "and",
    rose: "Up from",
    fell: "Down from",
    stayed: "Unchanged from",
    to: "to",
    plan_reached: "Plan reached",
    below_plan: "Below plan",
    at_or_above_plan: "Plan reached",
    out_of: "of",
    of_step_before: "of the step before",
    of_total: "of the total",
    not_reported: "Not reported",
    confidential: "Confidential",
    provisional: "Provisional",
    partial: "Not all organizations have reported",
    under_way: "Plan period not over",
    on_last_year: "on the same period last year",
};

/// The phrases of a language.
pub(super) fn of(lang: Lang) -> &'static Phrases {
    match lang {
        Lang::Vi => &VI,
        Lang::En => &EN,
    }
}

/// What readers call a kind of chart.
pub(super) fn kind(kind: Kind, lang: Lang) -> &'static str {
    let (vi, en) = match kind {
        Kind::Number => ("Con số", "Single figure"),
        Kind::Column => ("Biểu đồ cột", "Column chart"),
        Kind::Bar => ("Biểu đồ thanh", "Bar chart"),
        Kind::Stacked => ("Biểu đồ chồng", "Stacked chart"),
        Kind::Funnel => ("Biểu đồ phễu", "Funnel chart"),
        Kind::Bullet => ("Biểu đồ thực hiện so với kế hoạch", "Chart of actual against plan"),
        Kind::Waffle => ("Biểu đồ ô", "Waffle chart"),
        Kind::Line => ("Biểu đồ đường", "Line chart"),
        Kind::Multiples => ("Loạt biểu đồ nhỏ", "Small multiples"),
        Kind::Table => ("Bảng", "Table"),
    };
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}
