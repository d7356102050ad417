//! What is wrong and what to do: English for programs, Vietnamese where a page can ask for what is not there or not answered.

use super::Problem;
use crate::app::StoreError;
use crate::intake::problem::Severity;
use crate::intake::{Format, TooLarge};
use crate::web::refusals::refused;
use crate::web::words;

impl Problem {
    /// What is wrong and what to do, quoting the value.
    pub(super) fn detail(&self) -> String {
        match self {
            Self::Invalid(problems) => {
                problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
            }
            Self::Refused(refusal) => refused(refusal),
            Self::BadHost => "send a Host header with a name or an address and an optional port".into(),
            Self::NoSuchAddress => "every address is listed at /api".into(),
            Self::NoSuchPage(missing) => missing.detail(),
            Self::NoSuchChart(slug) => format!("`{slug}` is no chart; /api/v1/charts lists them"),
            Self::NoSuchForm(code) => format!("`{code}` is no form; /api/v1/forms lists them"),
            Self::NotYours(code) => format!("`{code}` is neither the token's organization nor below it"),
            Self::NotExpected(what) => format!(
                "`{what}`: the form is for other kinds of organizations or periods, or the organization did not exist then"
            ),
            Self::NoSuchToken(name) => {
                format!("`{name}` is the name of no token; `baocao token list` names them")
            }
            Self::NoSuch(what, number) => {
                format!("`{number}` is the number of no {what}, or of one that has ended")
            }
            Self::NoSentence(reason) | Self::Untrue(reason) => reason.clone(),
            Self::PictureTooLarge(size) => format!("{size}; use a smaller scale or width, or the SVG"),
            Self::NoWidget => {
                "run `just widget`, then build the service again; charts are static until then".into()
            }
            Self::NotAllowed(methods) => format!("use {methods}"),
            Self::Undecided(why) => words::undecided(why)[1].clone(),
            Self::NoToken => "send `Authorization: Bearer …`; `baocao token new` makes a token".into(),
            Self::BadToken => "the token is unknown, expired or revoked; ask for a new one".into(),
            Self::MayNot(role, act) if role.may(*act) => format!(
                "`{act}` concerns the whole service, and the token is for one organization; ask somebody whose token is \
                 for all (`baocao token new` without --organization)"
            ),
            Self::MayNot(role, act) => {
                format!("a token with the role `{role}` may not do `{act}`; ask somebody whose token may")
            }
            Self::OtherSite(origin) => {
                format!("`{origin}` is not where this service is; open the page here and send its form again")
            }
            Self::TooManyTries(seconds) => format!("try again in {seconds} seconds"),
            Self::TooLarge(TooLarge::Bytes(most)) => format!("at most {most} bytes; file it in parts"),
            Self::TooLarge(TooLarge::Rows(most)) => format!("at most {most} rows; file it in parts"),
            Self::WrongType(got) => format!(
                "`{got}` is not read here; send text/csv, application/json or {}",
                Format::Xlsx.media_type()
            ),
            Self::Unreadable => "send the whole body again; the same bytes twice change nothing".into(),
            Self::Faulty(problems) => {
                let errors = problems.iter().filter(|one| one.severity == Severity::Error).count();
                format!("problems: {errors}; mend them and file again")
            }
            Self::NoSuchCoding => "take br, gzip or identity in Accept-Encoding".into(),
            Self::NoSuchType(types) => format!("take one of {types} in Accept"),
            Self::WrongQuestion(got) => format!(
                "`{got}` is not read here; send application/x-www-form-urlencoded or application/json"
            ),
            Self::QuestionTooLong(most) => format!("at most {most} bytes; ask in parts"),
            Self::NoSuchFormat(format) => format!("`{format}` is not offered; use json or xml"),
            Self::Busy => "ask again in a second".into(),
            Self::StoreBusy => StoreError::Busy.to_string(),
            Self::StoreFull => StoreError::Full.to_string(),
            Self::Internal(_) => "the cause was logged; ask again later".into(),
        }
    }

    /// The same in Vietnamese, where a page can ask for what is not there or not answered.
    pub(super) fn detail_vi(&self) -> Option<String> {
        match self {
            Self::Invalid(problems) => Some(words::invalid(problems)),
            Self::Refused(refusal) => Some(words::refused(refusal)),
            Self::NoSuchPage(missing) => Some(missing.detail_vi()),
            Self::MayNot(role, act) if role.may(*act) => Some(format!(
                "Việc `{act}` thuộc toàn dịch vụ, còn mã này chỉ dành cho một đơn vị; hãy nhờ người có mã cho mọi đơn vị \
                 (`baocao token new` không kèm --organization)."
            )),
            Self::MayNot(role, act) => {
                Some(format!("Mã có vai trò `{role}` không được làm việc `{act}`; hãy nhờ người có quyền."))
            }
            Self::NotYours(code) => {
                Some(format!("`{code}` không phải là đơn vị của bạn, cũng không trực thuộc đơn vị đó."))
            }
            Self::OtherSite(origin) => Some(format!(
                "Biểu mẫu được gửi từ `{origin}`, không phải từ trang của dịch vụ này. Hãy mở trang tại đây rồi gửi lại."
            )),
            Self::TooManyTries(seconds) => {
                Some(format!("Đăng nhập quá nhiều lần. Hãy thử lại sau {seconds} giây."))
            }
            Self::Undecided(why) => Some(words::undecided(why)[0].clone()),
            Self::NoToken => Some(
                "Bạn chưa đăng nhập, hoặc phiên làm việc đã hết. Hãy đăng nhập lại; chương trình thì gửi \
                 `Authorization: Bearer …`."
                    .into(),
            ),
            Self::BadToken => Some("Mã không có thật, đã hết hạn hoặc đã bị thu hồi. Hãy xin mã mới.".into()),
            Self::TooLarge(TooLarge::Bytes(most)) => {
                Some(format!("Tệp quá lớn: nhiều nhất {most} byte. Hãy chia tệp ra và nộp từng phần."))
            }
            Self::TooLarge(TooLarge::Rows(most)) => {
                Some(format!("Tệp quá lớn: nhiều nhất {most} dòng. Hãy chia tệp ra và nộp từng phần."))
            }
            Self::WrongType(got) => {
                Some(format!("`{got}` không đọc được ở đây. Hãy gửi tệp CSV, JSON hoặc XLSX."))
            }
            Self::BadHost => Some("Yêu cầu không nêu tên máy chủ đúng cách (tiêu đề Host).".into()),
            _ => None,
        }
    }
}
