//! What people read of a problem on a page: Vietnamese, where the problem itself speaks English.

use std::collections::BTreeSet;

use super::refusals;
use crate::app::DecisionError;
use crate::domain::{Invalid, Revision};
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
        "form" => return format!("Biểu mẫu thiếu trường `{value}`. Mở lại trang rồi gửi cả biểu mẫu."),
        "choice" => {
            return format!("Biểu đồ này không cho chọn `{value}`. Chọn trong các danh sách của biểu đồ.");
        }
        "list" => return format!("`{value}` nêu quá nhiều mục. Mỗi lần hỏi nhiều nhất 500 mục."),
        "language" => "Dùng vi hoặc en.",
        "act" => "Dùng check hoặc save.",
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

/// A query that has no true answer, and why, in the language of a page.
pub(super) fn refusal(refusal: &Refusal, lang: Lang) -> String {
    match lang {
        Lang::Vi => refused(refusal),
        Lang::En => refusals::refused(refusal),
    }
}

/// The same in Vietnamese.
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

/// Why a decision was not taken, in Vietnamese and English.
pub(super) fn undecided(why: &DecisionError) -> [String; 2] {
    let [vi, en] = match why {
        DecisionError::Unknown(number) => [format!("Không có số {number}."), format!("there is no {number}")],
        DecisionError::NotYours(filing) => [
            format!("Báo cáo {filing} có số liệu của đơn vị ngoài phạm vi của bạn."),
            format!("filing {filing} has figures of organizations that your token is not for"),
        ],
        DecisionError::OtherBytes(filing) => [
            format!("Mã băm không phải của báo cáo {filing}. Hãy mở lại báo cáo và xem kỹ."),
            format!("the hash is not that of filing {filing}; open it again and look at it"),
        ],
        DecisionError::Not { filing, is } => [
            format!(
                "Báo cáo {filing} đang ở tình trạng `{is}`, không làm việc này được. Hãy mở lại báo cáo."
            ),
            format!("filing {filing} is `{is}`, on which this cannot follow; open it again"),
        ],
        DecisionError::Nothing => {
            ["Chưa chọn báo cáo nào.".to_owned(), "choose at least one filing that was accepted".to_owned()]
        }
        DecisionError::NoReason => ["Hãy nêu lý do.".to_owned(), "say why".to_owned()],
        DecisionError::NotToCome => {
            ["Giờ công bố phải ở sau lúc này.".to_owned(), "name a time that is still to come".to_owned()]
        }
        DecisionError::Over(release) => [
            format!(
                "Đợt công bố của quyết định {release} đã qua giờ, đã bị hủy hoặc đã bị thu hồi. Hãy mở lại danh sách."
            ),
            format!(
                "the release of decision {release} came due, or was taken back before; open the list again"
            ),
        ],
        DecisionError::OverNewer(found) => {
            let (count, newer) = (found.count, listed(&found.over));
            [
                format!(
                    "{count} ô sẽ mang số của báo cáo cũ thay cho số của báo cáo nộp sau ({newer}). Hãy bỏ báo cáo cũ ra khỏi \
                     đợt công bố hoặc trả lại nó, hay hủy đợt công bố đã hẹn giờ của nó; nếu đúng là muốn vậy, hãy gửi lại với `over` là số của từng báo cáo nộp sau \
                     và `reason` là lý do."
                ),
                format!(
                    "cells that would show figures of an older filing in the place of those filed later ({newer}): {count}; \
                     leave the older filing out or return it, or cancel the release to come that has it; if that is what is wanted, send again with `over`, once for \
                     each of the later filings, and a `reason`"
                ),
            ]
        }
        DecisionError::Store(_) => [
            "Kho số liệu chưa ghi được. Hãy thử lại.".to_owned(),
            "the store did not take it; try again".to_owned(),
        ],
    };
    [vi, en]
}

/// How many cells there are, of which the first are shown.
pub(super) fn counted(all: usize, shown: usize, lang: Lang) -> String {
    match (lang, all > shown) {
        (Lang::Vi, false) => format!("{all} ô."),
        (Lang::Vi, true) => format!("{all} ô, dưới đây là {shown} ô đầu tiên."),
        (Lang::En, false) => format!("Cells: {all}."),
        (Lang::En, true) => format!("Cells: {all}; the first {shown} are below."),
    }
}

/// Numbers, one behind the other.
fn listed(filings: &BTreeSet<Revision>) -> String {
    filings.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
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
