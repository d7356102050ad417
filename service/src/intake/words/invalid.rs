//! The Vietnamese sentences of [`Invalid`]: a value that is not what it should be.

use crate::domain::Invalid;

/// What an [`Invalid`] is about.
pub(super) fn thing_vi(invalid: &Invalid) -> &'static str {
    match invalid.code {
        "indicator" => "mã chỉ tiêu",
        "organization" => "mã đơn vị",
        "breakdown" => "phân tổ",
        "breakdown member" => "thành phần của phân tổ",
        "source" => "mã nguồn",
        "slug" => "tên đường dẫn",
        "successor" => "biểu đồ thay thế",
        "host" => "tên máy chủ",
        "number" => "số",
        "note" => "lý do",
        "plain text" => "văn bản không có ký tự ẩn",
        "date" => "ngày",
        "period" => "kỳ",
        "measure" => "loại số",
        "qualifier" => "từ chỉ mức độ chính xác",
        "status" => "trạng thái",
        "kind" => "cách cộng",
        "polarity" => "chiều hướng",
        "organization kind" => "loại đơn vị",
        "chart kind" => "loại biểu đồ",
        "sort" => "thứ tự",
        "top" => "số phần được nêu",
        "dimension" => "trục của biểu đồ",
        "choice" => "lựa chọn của biểu đồ này",
        "act" => "việc cần làm",
        "article" => "địa chỉ bài viết",
        "dialect" => "dạng CSV",
        "language" => "ngôn ngữ",
        "limit" => "số dòng",
        "list" => "danh sách",
        "locale" => "cách viết số",
        "parameter" => "tham số",
        "query" => "truy vấn",
        "reckoning" => "cách tính lũy kế",
        "rounding" => "cách làm tròn",
        "row" => "dòng nhật ký",
        "scale" => "tỷ lệ hình",
        "size" => "cỡ hình",
        "width" => "bề rộng hình",
        "theme" => "giao diện màu",
        "state" => "mốc công bố",
        "statement" => "khẳng định",
        "tree" => "cây đơn vị",
        "body" => "nội dung gửi lên",
        "member" => "thuộc tính",
        "question" => "câu hỏi",
        "webhook address" => "địa chỉ webhook",
        "category for sort" => "trục xếp được thứ tự",
        "kind for top" => "loại biểu đồ có top",
        "kind for stacking" => "loại biểu đồ có stacking",
        "translation of references" => "bản dịch của chú dẫn",
        "stacking" => "cách chồng",
        "color" => "màu của bảng màu",
        "color of two series" => "màu của hai dãy",
        "series of colors" => "dãy được chọn màu",
        "kind for colors" => "loại biểu đồ chọn được màu",
        "reference" => "chú dẫn",
        "picker" => "lựa chọn cho người đọc",
        "succession kind" => "cách kế thừa",
        "succession" => "sự kế thừa",
        "succession weights" => "cách chia",
        "unit of a ratio" => "đơn vị tính của một tỷ lệ (ratio)",
        "succession day" => "ngày kế thừa",
        "succession level" => "cấp kế thừa",
        "successors" => "danh sách đơn vị kế thừa",
        "weight" => "tỷ trọng",
        "flag" => "câu trả lời có hay không",
        "form" => "mã biểu mẫu",
        "period of the form" => "kỳ của biểu mẫu",
        "form item" => "mục của biểu mẫu",
        "form without items" => "biểu mẫu có nội dung",
        "period kind" => "loại kỳ",
        "partial" => "cách tính đơn vị chỉ tồn tại một phần kỳ",
        "closing day" => "ngày chốt",
        "number of days" => "số ngày",
        "time" => "giờ",
        "hash" => "mã băm",
        _ => "giá trị",
    }
}

/// The remedies of [`Invalid`] are English; a filer reads Vietnamese.
pub(super) fn remedy_vi(invalid: &Invalid) -> String {
    match invalid.code {
        "indicator" | "organization" | "breakdown member" | "source" | "slug" => {
            "Chỉ dùng chữ thường a-z, chữ số và gạch nối."
        }
        "breakdown" => "Viết tên=thành-phần, nhiều phân tổ nối bằng dấu chấm phẩy, ví dụ subject=member;outcome=warning.",
        "number" => "Viết chữ số, ví dụ 81033.18, 81.033,18 hoặc 61,6 vạn.",
        "note" => "Viết ngắn hơn, nhiều nhất 500 chữ.",
        "plain text" => "Xóa ký tự ẩn, được ghi ở đây là <U+…>: không nhận ký tự điều khiển và ký tự đảo chiều chữ.",
        "date" => "Viết ngày theo dạng 2022-12-20.",
        "period" => "Viết 2022, 2022-H1, 2022-9M, 2022-Q3, 2022-09 hoặc, với nhiệm kỳ, 2015-2020.",
        "measure" => "Dùng actual (thực hiện), plan (kế hoạch), universe (tổng số) hoặc plan-rate (tỷ lệ so với kế hoạch).",
        "qualifier" => "Dùng more-than (hơn), less-than (dưới), about (khoảng), estimate (ước tính), hoặc bỏ trống nếu là số chính xác.",
        "status" => "Dùng một chữ cái SDMX: A, B, E, P, V, L, M hoặc Q.",
        "kind" => "Dùng flow, stock, cumulative, ratio, index hoặc rank.",
        "polarity" => "Dùng higher, lower hoặc neutral.",
        "organization kind" => "Dùng country, city, urban-district, town, rural-district, ward, commune hoặc unit.",
        "kind for top" => "Chỉ bar và multiples có top; bỏ trống ô top.",
        "color" => "Dùng một màu của bảng màu, 1 đến 6, hoặc grey (xám): chỉ những màu ấy bảo đảm độ tương phản và khoảng cách.",
        "color of two series" => "Hai dãy cùng màu thì không phân biệt được; cho mỗi dãy một màu khác từ 1 đến 6, hoặc grey (xám) cho các dãy lùi về sau.",
        "series of colors" => "Mỗi dãy chỉ nêu một lần.",
        "kind for colors" => "Chỉ column, bar, stacked và line có màu theo dãy; bỏ trống ô colors.",
        "kind for stacking" => "Chỉ stacked có stacking; bỏ trống ô stacking.",
        "host" => "Chỉ ghi tên máy chủ, ví dụ baochinhphu.vn hoặc *.hanoi.gov.vn, nối bằng dấu chấm phẩy.",
        "successor" => "Biểu đồ thay thế phải có trong charts.csv và không phải chính nó.",
        "chart kind" => "Dùng number, column, bar, stacked, funnel, bullet, waffle, line, multiples hoặc table.",
        "category for sort" => "Các kỳ luôn xếp theo thời gian; bỏ trống ô này.",
        "sort" => "Dùng given (như danh mục), descending (giảm dần) hoặc ascending (tăng dần), hoặc bỏ trống.",
        "top" => "Ghi một số từ 1 đến 500, hoặc bỏ trống để hiện tất cả.",
        "stacking" => "Dùng absolute (theo đơn vị) hoặc percent (theo phần trăm), hoặc bỏ trống.",
        "translation of references" => "Hai ngôn ngữ nêu cùng các line, span, point theo cùng thứ tự.",
        "reference" => "Viết line GIÁ-TRỊ CHỮ, span TỪ..ĐẾN CHỮ hoặc point MỤC CHỮ, nối bằng dấu chấm phẩy, ví dụ line 10000 Chỉ tiêu năm; span 2020..2021 Dịch COVID-19.",
        "picker" => "Viết period=2021|2022, organization=* hoặc một phân tổ như outcome=warning|reprimand, nối bằng dấu chấm phẩy; mỗi tham số nêu một lần.",
        "succession kind" => "Dùng merge (sáp nhập), split (chia tách), rename (đổi tên) hoặc close (giải thể).",
        "succession" => "Đơn vị giải thể (close) để trống ô to; merge và rename đi sang một đơn vị khác và chỉ có một dòng cho mỗi from trong ngày, split có từ hai dòng, mỗi đơn vị kế thừa một dòng, và mã nào cũng phải có trong organizations.csv.",
        "succession weights" => "Tổng tỷ trọng của một đơn vị trong một ngày phải bằng 1.",
        "unit of a ratio" => "Ghi đơn vị của cái được đếm (của một tỷ lệ, actual là N và universe là M), hoặc để kind là index nếu là phần trăm đã công bố.",
        "succession day" => "Đơn vị ở from kết thúc đúng ngày này, trừ khi có dòng ghi phần nó giữ lại; đơn vị ở to phải tồn tại trong ngày này.",
        "succession level" => "Đơn vị cấp dưới phải trực thuộc đơn vị kế thừa; nếu không, ghi close cho đơn vị cấp trên.",
        "successors" => "Ghi cùng các đơn vị kế thừa như successions.csv, hoặc để trống.",
        "weight" => "Ghi một số lớn hơn 0 và không quá 1, nhiều nhất sáu chữ số thập phân, ví dụ 0.25.",
        "flag" => "Ghi yes (có) hoặc no (không); trong truy vấn ghi true hoặc false.",
        "form" => "Chỉ dùng chữ thường a-z, chữ số và gạch nối.",
        "period of the form" => "Dùng kỳ thuộc loại và thời gian mà biểu mẫu nêu ở /api/v1/forms.",
        "form item" => "Chỉ tiêu phải có trong indicators.csv và có phân tổ đó, thành phần phải có trong breakdowns.csv; mỗi biểu mẫu có nhiều nhất 20.000 ô.",
        "form without items" => "Nêu ít nhất một chỉ tiêu của biểu mẫu trong form-items.csv.",
        "period kind" => "Dùng month (tháng), quarter (quý), half (6 tháng), nine-months (9 tháng), year (năm) hoặc term (nhiệm kỳ).",
        "partial" => "Dùng whole (tồn tại cả kỳ), any (tồn tại một ngày bất kỳ trong kỳ) hoặc at-end (tồn tại vào ngày chốt).",
        "closing day" => "Ghi một ngày từ 1 đến 28, hoặc bỏ trống nếu chốt vào ngày cuối tháng.",
        "number of days" => "Ghi số ngày từ khi chốt đến hạn gửi, từ 0 đến 366.",
        "time" => "Viết ngày và giờ Hà Nội, ví dụ 2026-11-22T15:00.",
        "hash" => "Hãy mở lại báo cáo rồi gửi lại biểu mẫu.",
        "dimension" => "Dùng period (kỳ), organization (đơn vị), indicator (chỉ tiêu) hoặc một phân tổ mà truy vấn nêu.",
        "act" => "Dùng check (kiểm tra) hoặc save (lưu).",
        "article" => "Viết địa chỉ bắt đầu bằng https:// hoặc http://.",
        "dialect" => "Dùng standard hoặc excel-vi.",
        "language" => "Dùng vi hoặc en.",
        "limit" => "Ghi một số từ 1 đến 1000.",
        "list" => "Mỗi lần hỏi nhiều nhất 500 mục.",
        "locale" => "Dùng vi (81.033,18) hoặc en (81,033.18).",
        "reckoning" => "Dùng flow (phát sinh) hoặc cumulative (lũy kế), hoặc bỏ trống.",
        "rounding" => "Ghi một lũy thừa của mười như 1000, 1 hoặc 0.1.",
        "row" => "Ghi số của một dòng nhật ký.",
        "scale" => "Dùng 1, 2 hoặc 3.",
        "size" => "Dùng card, hoặc bỏ trống.",
        "width" => "Dùng 320, 360, 640, 720, 960 hoặc 1200.",
        "theme" => "Dùng auto, light, dark, light-contrast hoặc dark-contrast.",
        "state" => "Ghi một ngày như 2022-12-20 hoặc số của một đợt công bố như 17.",
        "statement" => "Nêu một hoặc nhiều trong value, direction, plan và rank.",
        "choice" => "Chọn một trong những gì biểu đồ cho người đọc chọn.",
        "body" | "member" => "Gửi JSON gồm query, article, says, rounding, about, printed.",
        "question" => "Nêu câu hỏi như trong ví dụ ở /api.",
        "webhook address" => "Dùng địa chỉ https:// công khai, không có tên người dùng; máy này thì http://127.0.0.1 cũng được.",
        "tree" => "Dùng as-was, as-is hoặc một ngày như 2025-07-01.",
        "parameter" | "query" => "Viết một truy vấn như indicator=members-admitted&organization=hanoi&period=2022.",
        _ => return super::sentence(invalid.remedy),
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    /// What only operators meet, in English as the command line is, and what says itself by its remedy.
    const OF_OPERATORS: [&str; 7] =
        ["catalogue", "instant", "network", "number of a code", "receipt", "schema", "smallest count"];

    fn codes(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.path().is_dir() {
                codes(&entry.path(), found);
            } else if entry.path().extension().is_some_and(|end| end == "rs") {
                let text = std::fs::read_to_string(entry.path()).unwrap();
                let named = text
                    .split("Invalid::new(")
                    .skip(1)
                    .filter_map(|rest| rest.trim_start().strip_prefix('"'));
                let is_code = |code: &&str| code.bytes().all(|one| one.is_ascii_lowercase() || one == b' ');
                let named = named.filter_map(|rest| Some(rest.split_once('"')?.0));
                found.extend(named.filter(is_code).map(str::to_owned));
            }
        }
    }

    #[test]
    fn whatever_is_not_valid_is_named_in_vietnamese() {
        let mut found = BTreeSet::new();
        codes(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
        assert!(found.len() > 50, "{found:?}");
        for code in found.iter().filter(|one| !OF_OPERATORS.contains(&one.as_str())) {
            let code: &'static str = code.clone().leak();
            assert_ne!(thing_vi(&Invalid::new(code, "", "remedy")), "giá trị", "{code}");
        }
    }
}
