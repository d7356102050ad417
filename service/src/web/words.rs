//! What people read of a problem on a page: Vietnamese, where the problem itself speaks English.

use crate::domain::Invalid;
use crate::intake::Fault;
use crate::intake::problem::Lang;
use crate::rollup::Refusal;

/// Parameters that cannot be read: what is wrong with each and what to write.
pub(super) fn invalid(problems: &[Invalid]) -> String {
    problems.iter().map(one).collect::<Vec<_>>().join(" ")
}

fn one(invalid: &Invalid) -> String {
    let value = &invalid.value;
    let remedy = match invalid.code {
        "parameter" => return format!("`{value}` không phải là tham số của địa chỉ này. Bỏ tham số này đi."),
        "query" => return format!("Thiếu tham số `{value}`. Thêm tham số này vào địa chỉ."),
        "choice" => {
            return format!("Biểu đồ này không cho chọn `{value}`. Chọn trong các danh sách của biểu đồ.");
        }
        "list" => return format!("`{value}` nêu quá nhiều mục. Mỗi lần hỏi nhiều nhất 500 mục."),
        "language" => "Dùng vi hoặc en.",
        "theme" => "Dùng auto, light, dark, light-contrast hoặc dark-contrast.",
        "flag" => "Viết true hoặc false.",
        "reckoning" => "Viết flow hoặc cumulative, hoặc bỏ tham số này đi.",
        "number" | "width" | "scale" | "size" => "Xem các giá trị được phép ở /api.",
        _ => {
            let fault = Fault::Invalid(invalid.clone());
            return format!("{} {}", fault.detail("", value, Lang::Vi), fault.remedy(Lang::Vi));
        }
    };
    format!("Giá trị `{value}` không dùng được. {remedy}")
}

/// A query that has no true answer, and why.
pub(super) fn refused(refusal: &Refusal) -> String {
    match refusal {
        Refusal::UnknownIndicator(code) => {
            format!("Không có chỉ tiêu `{code}`. Các chỉ tiêu được liệt kê ở /api/v1/indicators.")
        }
        Refusal::UnknownOrganization(code) => {
            format!("Không có đơn vị `{code}`. Các đơn vị được liệt kê ở /api/v1/organizations.")
        }
        Refusal::UnknownParameter(name) => {
            format!(
                "`{name}` không phải là tham số, cũng không phải là phân tổ của chỉ tiêu nào. Bỏ tham số này đi."
            )
        }
        Refusal::NotBrokenDown { indicator, breakdown } => {
            format!("Chỉ tiêu `{indicator}` không được báo cáo theo `{breakdown}`. Bỏ tham số này đi.")
        }
        Refusal::NotAdditive { indicator, kind, cell } => format!(
            "Không có báo cáo nào về `{cell}`, mà `{indicator}` là chỉ tiêu loại `{kind}`, không bao giờ được tính từ các số \
             khác. Hãy hỏi những số đã được báo cáo."
        ),
        Refusal::NotReckoned { indicator, kind, reckoning } => format!(
            "`{indicator}` là chỉ tiêu loại `{kind}`, không tính được theo `{reckoning}`. Bỏ tham số `as`, hoặc hỏi riêng các \
             chỉ tiêu khác."
        ),
        Refusal::TooManyCells { asked, most } => {
            format!("Câu hỏi cần {asked} ô, nhiều nhất là {most}. Hãy chia nhỏ câu hỏi.")
        }
        Refusal::TooBig { cell } => format!("Tổng của `{cell}` quá lớn. Hãy hỏi từng phần."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{IndicatorCode, Reckoning};

    #[test]
    fn every_refusal_quotes_what_was_asked_and_says_what_to_do() {
        let indicator = IndicatorCode::parse("asked").unwrap();
        let asked = || "asked".to_owned();
        for refusal in [
            Refusal::UnknownIndicator(asked()),
            Refusal::UnknownOrganization(asked()),
            Refusal::UnknownParameter(asked()),
            Refusal::NotBrokenDown { indicator: indicator.clone(), breakdown: asked() },
            Refusal::NotAdditive { indicator: indicator.clone(), kind: "rank", cell: asked() },
            Refusal::NotReckoned { indicator, kind: "rank", reckoning: Reckoning::Flow },
            Refusal::TooBig { cell: asked() },
        ] {
            let told = refused(&refusal);
            assert!(
                told.contains("`asked`") && told.ends_with('.') && told.matches(". ").count() == 1,
                "{told}"
            );
        }
    }
}
