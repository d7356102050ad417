//! The Vietnamese sentences of [`Fault`]s.

use baocao_widget::locale::Lang;

use super::{invalid, list};
use crate::domain::Date;
use crate::intake::fault::Fault;

/// What is wrong.
pub(super) fn detail(fault: &Fault, column: &str, value: &str) -> String {
    match fault {
        Fault::NotUtf8 => "Tệp không đọc được dưới dạng UTF-8, UTF-16 hay Windows-1258.".into(),
        Fault::Empty => "Tệp trống, không có dòng tiêu đề.".into(),
        Fault::NoFigures => "Tệp không có số liệu nào.".into(),
        Fault::MalformedJson(says) => format!("Tệp không phải là JSON đúng cú pháp ({says})."),
        Fault::NotAList => "JSON không phải là danh sách số liệu.".into(),
        Fault::NotAnObject => format!("`{value}` không phải là một đối tượng JSON."),
        Fault::NotText => format!("`{value}` ở `{column}` không phải là chữ hoặc số."),
        Fault::MissingColumn => format!("Thiếu cột `{column}`."),
        Fault::UnknownColumn(_) => format!("Không có cột nào tên là `{value}`."),
        Fault::DuplicateColumn => format!("Cột `{value}` xuất hiện hai lần."),
        Fault::UnnamedColumn => format!("`{value}` nằm ở một cột không có tên."),
        Fault::AboveHeader => format!("`{value}` đứng trên dòng tiêu đề, nên không rõ ô nào thuộc cột nào."),
        Fault::UnevenRow { expected, found } => {
            format!("Dòng có {found} ô, trong khi dòng tiêu đề có {expected} ô.")
        }
        Fault::Workbook(refusal) => refusal.detail(Lang::Vi),
        Fault::NoTable => "Không trang tính nào có dòng tiêu đề của bảng số liệu.".into(),
        Fault::HiddenSheet => format!("Trang tính `{value}` có bảng số liệu nhưng đang bị ẩn."),
        Fault::FormAsks => "Biểu mẫu yêu cầu số liệu này, nhưng ô đang bỏ trống.".into(),
        Fault::InexactNumber => {
            format!("`{value}` có nhiều chữ số hơn mức bảng tính giữ được chính xác (15).")
        }
        Fault::NoFolder => format!("Không có thư mục `{value}`."),
        Fault::MissingFile => "Thư mục thiếu tệp này.".into(),
        Fault::UnreadableFile(says) => format!("Không đọc được tệp ({says})."),
        Fault::Required => format!("Ô `{column}` bị bỏ trống."),
        Fault::Invalid(invalid) => format!("`{value}` không phải là {} hợp lệ.", invalid::thing_vi(invalid)),
        Fault::UnknownIndicator => format!("Danh mục không có chỉ tiêu `{value}`."),
        Fault::UnknownOrganization => format!("Danh mục không có đơn vị `{value}`."),
        Fault::UnknownSource => format!("Danh mục không có nguồn `{value}`."),
        Fault::UnknownForm => format!("Danh mục không có biểu mẫu `{value}`."),
        Fault::UnknownMember(_) => format!("Phân tổ không có thành phần `{value}`."),
        Fault::NotBrokenDown { indicator, .. } => {
            format!("Chỉ tiêu `{indicator}` không có phân tổ `{value}`.")
        }
        Fault::AmbiguousNumber { vi, en } => format!(
            "`{value}` đọc được hai cách: là {} theo cách viết của Việt Nam, là {} theo cách viết quốc tế.",
            comma(vi),
            comma(en)
        ),
        Fault::OtherNumbers { settled, by } => {
            let way = match settled {
                Lang::Vi => "Việt Nam (dấu phẩy trước phần thập phân)",
                Lang::En => "quốc tế (dấu chấm trước phần thập phân)",
            };
            let by = match by {
                Some((at, text)) => format!("như `{text}` ở {}", at.words(Lang::Vi)),
                None => "đã khai cho tệp".to_owned(),
            };
            format!("`{value}` không viết theo cách của {way} {by}.")
        }
        Fault::ScaledTwice { unit, whole } => format!(
            "`{value}` đọc được hai cách, vì đơn vị tính đã là {}: đúng như đã viết, hoặc là {} {0}.",
            unit.vi,
            comma(whole)
        ),
        Fault::TooManyDecimals(_) => format!("`{value}` có quá nhiều chữ số thập phân."),
        Fault::AsOfRequired => "Số lũy kế phải có ngày chốt số liệu.".into(),
        Fault::AsOfInFuture => format!("Ngày chốt số liệu `{value}` chưa đến."),
        Fault::AsOfBeforePeriod(period, begins) => {
            format!("Ngày chốt số liệu `{value}` đứng trước {} là ngày đầu của kỳ {period}.", on_day(*begins))
        }
        Fault::AsOfLongAfter { period, as_of } => format!(
            "Số liệu của kỳ {period} chốt đến {}, muộn hơn kỳ ấy từ một năm trở lên: có thể năm bị gõ nhầm.",
            on_day(*as_of)
        ),
        Fault::ValueRequired => "Không có giá trị, cũng không có trạng thái cho biết vì sao.".into(),
        Fault::ValueNotAllowed(status) => {
            format!("Có giá trị `{value}`, nhưng trạng thái `{status}` nghĩa là không có giá trị.")
        }
        Fault::Negative => format!("`{value}` nhỏ hơn mức có thể đếm được."),
        Fault::FallingCumulative { other, day, later: false } => {
            format!("Số lũy kế `{value}` nhỏ hơn số `{}` đã chốt đến {}.", comma(other), on_day(*day))
        }
        Fault::FallingCumulative { other, day, later: true } => {
            format!("Số lũy kế `{value}` lớn hơn số `{}` chốt về sau, đến {}.", comma(other), on_day(*day))
        }
        Fault::BelowPredecessors { from, sum, on } => format!(
            "Số lũy kế `{value}` nhỏ hơn `{}` nhận từ `{}` {}: số lũy kế từ đầu năm tính tiếp qua sáp nhập, chia tách, đổi tên.",
            comma(sum),
            list(from).replace(", ", "`, `"),
            on_day(*on)
        ),
        Fault::AboveSuccessor { to, other, day, sum, on } => format!(
            "Với số `{value}`, `{to}` nhận `{}` {}, nhiều hơn số lũy kế `{}` mà đơn vị này đã báo cáo, chốt đến {}.",
            comma(sum),
            on_day(*on),
            comma(other),
            on_day(*day)
        ),
        Fault::ChildrenExceed { parent, period, whole, sum } => format!(
            "Kỳ {period}, các đơn vị trực thuộc `{parent}` cộng lại đã là `{}`, nhiều hơn số `{}` của chính `{parent}`.",
            comma(sum),
            comma(whole)
        ),
        Fault::ChildrenDiffer { parent, period, whole, sum } => format!(
            "Kỳ {period}, tất cả các đơn vị trực thuộc `{parent}` cộng lại là `{}`, khác số `{}` của chính `{parent}`.",
            comma(sum),
            comma(whole)
        ),
        Fault::NegativeCumulative => {
            format!("Số lũy kế `{value}` nhỏ hơn không, trong khi năm nào cũng bắt đầu từ không.")
        }
        Fault::FarAdded { added, usual, count } => format!(
            "Số lũy kế `{value}` tăng thêm `{}`, hơn 10 lần mức thường tăng trong chừng ấy thời gian (`{}`, trung vị của \
             {count} lần báo cáo trước).",
            comma(added),
            comma(usual)
        ),
        Fault::FlowInCumulative { before, day, flow, sum } => format!(
            "`{value}` giống số phát sinh (lần trước là `{}`) hơn là số lũy kế: số lũy kế chốt đến {} đã là `{}`, cộng \
             thêm thì được `{}`.",
            comma(flow),
            on_day(*day),
            comma(before),
            comma(sum)
        ),
        Fault::RepeatedCumulative { day } => format!(
            "Số lũy kế `{value}` đúng bằng số chốt đến {}, trong khi trước đó kỳ nào cũng có phát sinh.",
            on_day(*day)
        ),
        Fault::FarFromHistory { median, count, above } => format!(
            "`{value}` {} 10 lần so với mức thường thấy của chính đơn vị (trung vị của {count} kỳ trước là `{}`).",
            if *above { "lớn hơn" } else { "nhỏ hơn" },
            comma(median)
        ),
        Fault::MoreThanAll { actual, universe } => {
            format!("`{}` trên tổng số `{}`: phần lớn hơn tổng số.", comma(actual), comma(universe))
        }
        Fault::PartsExceed { dimension, sum } => {
            format!("Các phần theo `{dimension}` cộng lại là `{}`, lớn hơn tổng số `{value}`.", comma(sum))
        }
        Fault::PartsDiffer { dimension, sum } => {
            format!("Các phần theo `{dimension}` cộng lại là `{}`, khác tổng số `{value}`.", comma(sum))
        }
        Fault::PeriodsDiffer { period, value, parts, sum } => {
            format!("Kỳ {period} là `{}`, nhưng các kỳ {parts} cộng lại là `{}`.", comma(value), comma(sum))
        }
        Fault::OtherClosingDay { form, period, closes, as_of } => format!(
            "Số liệu chốt đến {}, trong khi biểu mẫu “{}” chốt kỳ {period} vào {}.",
            on_day(*as_of),
            form.vi,
            on_day(*closes)
        ),
        Fault::SameDayDiffers { period, day, other } => {
            format!("`{value}` khác số của kỳ {period}, cũng chốt đến {}: `{}`.", on_day(*day), comma(other))
        }
        Fault::Twice(at) => format!("`{value}` đã có ở {}.", at.words(Lang::Vi)),
        Fault::NotYours(yours) => {
            format!("`{value}` không phải là `{yours}`, cũng không trực thuộc đơn vị này.")
        }
        Fault::NotThen(period) => format!("Đơn vị `{value}` không tồn tại trong kỳ {period}."),
        Fault::ReservedSource => format!("Mã nguồn `{value}` được dành cho báo cáo không ghi nguồn."),
        Fault::Overlap => {
            format!("Đơn vị `{value}` có hai thời gian hiệu lực trùng nhau, hoặc kết thúc trước khi bắt đầu.")
        }
        Fault::InUse => format!("Đã có số liệu dùng `{value}`, nhưng danh mục mới không còn mã này."),
        Fault::DecimalsInUse(kept) => {
            format!("Số liệu của `{value}` đã được lưu với {kept} chữ số thập phân.")
        }
        Fault::ChartDropped => {
            format!("Danh mục mới không còn biểu đồ `{value}`, nên các trang đang dùng sẽ hiện chỗ trống.")
        }
        Fault::OtherMeaning => {
            format!("Biểu đồ `{value}` sẽ trả lời một câu hỏi khác, trong khi các trang vẫn dùng tên này.")
        }
        Fault::ChartWithdrawn(on) => format!("Biểu đồ `{value}` đã được rút {}.", on_day(*on)),
        Fault::Follow(count) => {
            let named =
                if value.is_empty() { String::new() } else { format!(" ở chỗ nhắc đến `{value}`") };
            format!("{count} lỗi khác{named} chỉ do lỗi này mà ra, nên không liệt kê.")
        }
        Fault::More(more) => format!("Còn {more} lỗi khác."),
    }
}

/// What to do.
pub(super) fn remedy(fault: &Fault) -> String {
    match fault {
        Fault::NotUtf8 => "Lưu lại tệp dưới dạng CSV UTF-8.".into(),
        Fault::Empty => "Dòng đầu ghi tên các cột, mỗi dòng sau ghi một số liệu.".into(),
        Fault::NoFigures => "Ghi ít nhất một số liệu.".into(),
        Fault::MalformedJson(_) => "Sửa cú pháp tại vị trí được nêu.".into(),
        Fault::NotAList => "Gửi [{…}] hoặc {\"figures\": [{…}]}.".into(),
        Fault::NotAnObject => "Mỗi số liệu là một đối tượng {\"indicator\": …, \"value\": …}.".into(),
        Fault::NotText => "Ghi một chuỗi hoặc một số.".into(),
        Fault::MissingColumn => "Thêm cột này vào dòng tiêu đề.".into(),
        Fault::UnknownColumn(known) => format!("Bỏ cột này, hoặc dùng một trong các cột: {}.", known.join(", ")),
        Fault::DuplicateColumn => "Chỉ giữ lại một cột.".into(),
        Fault::UnnamedColumn => "Ghi tên cột vào dòng tiêu đề, hoặc xóa ô này; ô tiêu đề gộp phải được tách ra.".into(),
        Fault::AboveHeader => "Chuyển dòng này xuống dưới dòng tiêu đề.".into(),
        Fault::UnevenRow { .. } => {
            "Ghi đủ số ô như dòng tiêu đề; đặt trong ngoặc kép những ô có dấu phẩy.".into()
        }
        Fault::Workbook(refusal) => refusal.remedy(Lang::Vi).into(),
        Fault::NoTable => {
            "Ghi tên các cột vào một trong 20 dòng đầu: indicator, organization, period, measure, value.".into()
        }
        Fault::HiddenSheet => "Bỏ ẩn trang tính để nộp số liệu của nó, hoặc xóa trang tính.".into(),
        Fault::FormAsks => "Ghi giá trị; số không thì ghi 0, chưa có số thì chọn trạng thái L.".into(),
        Fault::InexactNumber => "Làm tròn bằng hàm ROUND, hoặc gõ lại số này.".into(),
        Fault::NoFolder => "Nêu thư mục chứa indicators.csv, organizations.csv và sources.csv.".into(),
        Fault::MissingFile => "Thêm tệp này vào thư mục.".into(),
        Fault::UnreadableFile(_) => "Kiểm tra xem tệp có tồn tại và được phép đọc không.".into(),
        Fault::Required => "Điền ô này.".into(),
        Fault::Invalid(invalid) => invalid::remedy_vi(invalid),
        Fault::UnknownIndicator => "Dùng một mã trong indicators.csv, xem /api/v1/indicators.".into(),
        Fault::UnknownOrganization => "Dùng một mã trong organizations.csv, xem /api/v1/organizations.".into(),
        Fault::UnknownSource => {
            "Thêm nguồn vào sources.csv rồi nạp lại danh mục, hoặc bỏ trống để chính báo cáo này là nguồn.".into()
        }
        Fault::UnknownForm => "Dùng mã có trong forms.csv (xem /api/v1/forms), hoặc bỏ trống cột form.".into(),
        Fault::UnknownMember(known) => format!("Dùng một trong các thành phần: {known}."),
        Fault::NotBrokenDown { breakdowns, .. } if breakdowns.is_empty() => {
            "Bỏ trống ô breakdown: chỉ tiêu này không có phân tổ.".into()
        }
        Fault::NotBrokenDown { breakdowns, .. } => format!("Chỉ tiêu này có các phân tổ: {}.", list(breakdowns)),
        Fault::AmbiguousNumber { .. } => {
            "Nêu cách viết số của tệp bằng locale=vi hoặc locale=en, hoặc bỏ dấu tách hàng nghìn.".into()
        }
        Fault::OtherNumbers { .. } => "Viết mọi số của tệp theo một cách.".into(),
        Fault::ScaledTwice { unit, .. } => format!("Chỉ ghi số, tính theo {}.", unit.vi),
        Fault::TooManyDecimals(0) => {
            "Số này không có phần thập phân; nếu dấu chấm dùng để tách hàng nghìn thì bỏ dấu chấm.".into()
        }
        Fault::TooManyDecimals(most) => format!(
            "Số này có nhiều nhất {most} chữ số thập phân; nếu dấu chấm dùng để tách hàng nghìn thì bỏ dấu chấm."
        ),
        Fault::AsOfRequired => "Ghi ngày chốt số liệu, ví dụ 2024-09-25.".into(),
        Fault::AsOfInFuture => "Ghi ngày mà số liệu đã chốt đến, không sau hôm nay.".into(),
        Fault::AsOfBeforePeriod(..) => "Ghi ngày mà số liệu đã chốt đến, hoặc sửa lại kỳ.".into(),
        Fault::AsOfLongAfter { .. } => {
            "Sửa năm của ngày chốt; nếu đúng thì ghi lý do vào cột note (cho cả tệp: justification).".into()
        }
        Fault::ValueRequired => {
            "Ghi giá trị, hoặc ghi status: L (chưa báo cáo), M (không thể có), Q (không công bố). Số không thì ghi 0.".into()
        }
        Fault::ValueNotAllowed(_) => "Bỏ giá trị, hoặc bỏ trống ô status.".into(),
        Fault::Negative => "Ghi số đúng của cả kỳ; muốn sửa số cũ thì nộp lại số đúng, không nộp số âm.".into(),
        Fault::FallingCumulative { .. } | Fault::MoreThanAll { .. } | Fault::PartsExceed { .. } => {
            "Sửa số này, hoặc ghi lý do vào cột note (cho cả tệp: justification).".into()
        }
        Fault::BelowPredecessors { .. } => {
            "Ghi số lũy kế từ đầu năm, gồm cả phần của các đơn vị trước, hoặc ghi lý do vào cột note (cho cả tệp: \
             justification)."
                .into()
        }
        Fault::AboveSuccessor { .. } => {
            "Sửa số này, hoặc đề nghị đơn vị kế thừa nộp lại số của họ; nếu đúng thì ghi lý do vào cột note (cho cả tệp: \
             justification)."
                .into()
        }
        Fault::ChildrenExceed { .. } => {
            "Sửa số của cấp trên hoặc của cấp dưới; nếu cả hai đều đúng thì ghi lý do vào cột note (cho cả tệp: justification).".into()
        }
        Fault::FlowInCumulative { sum, .. } => format!(
            "Ghi số lũy kế từ đầu năm (có lẽ là {}), hoặc ghi lý do vào cột note (cho cả tệp: justification).",
            comma(sum)
        ),
        Fault::RepeatedCumulative { .. }
        | Fault::NegativeCumulative
        | Fault::FarFromHistory { .. }
        | Fault::FarAdded { .. }
        | Fault::PartsDiffer { .. }
        | Fault::ChildrenDiffer { .. }
        | Fault::PeriodsDiffer { .. }
        | Fault::OtherClosingDay { .. }
        | Fault::SameDayDiffers { .. } => {
            "Kiểm tra lại; nếu đúng thì ghi lý do vào cột note (cho cả tệp: justification).".into()
        }
        Fault::Twice(_) => "Chỉ giữ lại một dòng.".into(),
        Fault::NotYours(_) => "Bỏ dòng này, hoặc dùng mã truy cập của đơn vị cấp trên.".into(),
        Fault::NotThen(_) => "Dùng đơn vị kế thừa, hoặc một kỳ mà đơn vị còn hoạt động.".into(),
        Fault::ReservedSource => "Đặt một mã không bắt đầu bằng filing-.".into(),
        Fault::Overlap => "Sửa valid_from, valid_to; valid_to là ngày đầu tiên không còn hiệu lực.".into(),
        Fault::InUse => "Giữ lại mã này trong danh mục.".into(),
        Fault::DecimalsInUse(kept) => {
            format!("Giữ decimals là {kept}, hoặc lập một chỉ tiêu có mã khác.")
        }
        Fault::ChartDropped => "Giữ lại dòng này và ghi withdrawn_on, withdrawn_vi để rút biểu đồ.".into(),
        Fault::OtherMeaning => {
            "Giữ nguyên chỉ tiêu, đơn vị và phân tổ đã có, hoặc đặt slug khác cho câu hỏi mới.".into()
        }
        Fault::ChartWithdrawn(_) => "Slug đã rút không bao giờ được dùng lại; đặt một slug khác.".into(),
        Fault::Follow(_) => "Sửa lỗi đứng trước rồi tải lại.".into(),
        Fault::More(_) => "Sửa những lỗi trên rồi nộp lại.".into(),
    }
}

/// A day as Vietnamese is written.
fn on_day(day: Date) -> String {
    format!("ngày {}/{}/{}", day.day(), day.month(), day.year())
}

/// A plain number as Vietnamese is written, without marks between thousands, which could be misread again.
fn comma(plain: &str) -> String {
    plain.replace('.', ",")
}
