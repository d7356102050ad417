//! The columns of tables of figures: what each holds, said to programs that read CSVW or a Data Package, and to people.

use super::Lang;

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// Words.
    Text,
    /// A decimal number, exactly as it stands.
    Number,
    /// A whole number.
    Count,
    /// A day such as `2022-12-20`.
    Day,
}

/// One column.
#[derive(Debug)]
pub struct Column {
    /// Its head, which stays the same in every language.
    pub name: &'static str,
    /// What its cells are.
    pub holds: Type,
    /// What it says, in Vietnamese and in English.
    about: [&'static str; 2],
}

impl Column {
    /// What the column says.
    #[must_use]
    pub fn about(&self, lang: Lang) -> &'static str {
        let [vi, en] = self.about;
        if lang == Lang::En { en } else { vi }
    }
}

const fn column(name: &'static str, holds: Type, vi: &'static str, en: &'static str) -> Column {
    Column { name, holds, about: [vi, en] }
}

/// The columns by which a row is known: no two rows have the same.
pub const KEY: [&str; 4] = ["indicator", "organization", "period", "breakdown"];

/// The columns of a table of figures, in order. New ones are added at the end, and none is ever taken away.
pub const FIGURES: [Column; 26] = [
    column("indicator", Type::Text, "Mã chỉ tiêu", "Code of the indicator"),
    column("organization", Type::Text, "Mã đơn vị", "Code of the organization"),
    column(
        "period",
        Type::Text,
        "Kỳ: 2022, 2022-H1, 2022-9M, 2022-Q3, 2022-09 hoặc 2015-2020",
        "Period: 2022, 2022-H1, 2022-9M, 2022-Q3, 2022-09 or 2015-2020",
    ),
    column("as_of", Type::Day, "Ngày chốt của số liệu mới nhất", "Cut-off day of the latest figure"),
    column(
        "breakdown",
        Type::Text,
        "Phân tổ, ví dụ outcome=warning;subject=member; trống là tổng số",
        "Breakdown, such as outcome=warning;subject=member; empty is the total",
    ),
    column("actual", Type::Number, "Thực hiện", "What happened"),
    column("plan", Type::Number, "Kế hoạch", "What was to happen"),
    column("universe", Type::Number, "Tổng số (M trong “N trên M”)", "The M in “N of M”"),
    column("plan_rate", Type::Number, "Thực hiện so với kế hoạch, %", "Actual in percent of plan"),
    column(
        "plan_rate_source",
        Type::Text,
        "Tỷ lệ được tính (computed) hay theo công bố (published)",
        "Whether the rate was computed or published so",
    ),
    column("change_from", Type::Text, "Kỳ được so sánh", "The period compared with"),
    column("change_absolute", Type::Number, "Chênh lệch so với kỳ đó", "Difference to it"),
    column("change_percent", Type::Number, "Chênh lệch so với kỳ đó, %", "Difference to it in percent"),
    column(
        "qualifier",
        Type::Text,
        "Mức chính xác: more-than, less-than, about, estimate; trống là chính xác",
        "How exactly it is stated: more-than, less-than, about, estimate; empty is exactly",
    ),
    column(
        "status",
        Type::Text,
        "Trạng thái theo SDMX: A bình thường, P tạm tính, E ước tính, L chưa báo cáo, M không thể có, Q bảo mật, V chưa kiểm tra",
        "SDMX status: A normal, P provisional, E estimated, L not reported, M cannot exist, Q suppressed, V unvalidated",
    ),
    column("reported", Type::Count, "Số đơn vị đã báo cáo", "Organizations that reported"),
    column("expected", Type::Count, "Số đơn vị phải báo cáo", "Organizations that should have"),
    column(
        "sources",
        Type::Text,
        "Mã các nguồn, cách nhau bằng dấu cách",
        "Ids of the sources, separated by spaces",
    ),
    column("unit", Type::Text, "Đơn vị tính", "Unit"),
    column("indicator_name", Type::Text, "Tên chỉ tiêu", "Name of the indicator"),
    column("organization_name", Type::Text, "Tên đơn vị", "Name of the organization"),
    column(
        "change_restated",
        Type::Number,
        "Số của kỳ được so sánh, tính lại theo các đơn vị tiền thân",
        "Figure of the period compared with, restated from predecessors",
    ),
    column(
        "change_published",
        Type::Number,
        "Số mà đơn vị đã công bố cho kỳ đó",
        "Figure that was published for it then",
    ),
    column(
        "tree",
        Type::Text,
        "Cơ cấu đơn vị: as-was, as-is hoặc một ngày",
        "Tree of organizations: as-was, as-is or a day",
    ),
    column(
        "coverage_weight",
        Type::Number,
        "Tỷ trọng năm trước của các đơn vị đã báo cáo, %",
        "Share that those who reported had the year before, in percent",
    ),
    column(
        "as",
        Type::Text,
        "Cách tính: as-filed, flow hoặc cumulative",
        "Told as-filed, as flow or cumulative",
    ),
];
