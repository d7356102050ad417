//! Why a workbook is not read at all, and its sentences in both languages.

use std::fmt;

use baocao_widget::locale::Lang;

/// What about a workbook is not read here, and in which of its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The part of the zip, such as `xl/workbook.xml`; empty for the file as a whole.
    pub part: String,
    /// What about it.
    pub why: Why,
}

/// The kinds of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// No zip, or one that breaks off.
    NotAWorkbook,
    /// The container of old workbooks, and of those with a password.
    OldOrEncrypted,
    /// A workbook of another kind: XLSB, ODS.
    OtherFormat(&'static str),
    /// A zip that says something else than it holds.
    Damaged,
    /// More than so many of something.
    TooMuch(Measure, u64),
    /// No XML, or none that is read here.
    Malformed,
    /// A document type: it can make text grow without end or name files of the machine.
    DocumentType,
    /// A link to something outside of the file.
    ExternalLink,
    /// Macros, embedded objects, connections.
    ActiveContent,
}

/// What a workbook can have too much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Parts of the zip.
    Parts,
    /// Bytes, unpacked.
    Unpacked,
    /// Times its packed size.
    Ratio,
    /// Elements within elements.
    Depth,
    /// Bytes of one element or text.
    Token,
    /// Elements and texts between them.
    Tokens,
    /// Attributes of one element.
    Attributes,
    /// Sheets.
    Sheets,
    /// Distinct texts.
    Strings,
    /// Bytes of text.
    Text,
    /// Formats of cells.
    Formats,
    /// Merged ranges.
    Merges,
    /// Cells that hold something.
    Cells,
    /// Comments on cells.
    Comments,
}

impl Why {
    /// In a part.
    pub fn within(self, part: &str) -> Refusal {
        Refusal { part: part.chars().take(120).collect(), why: self }
    }
}

impl Refusal {
    /// Its stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self.why {
            Why::NotAWorkbook => "not-a-workbook",
            Why::OldOrEncrypted => "old-or-encrypted-workbook",
            Why::OtherFormat(_) => "other-workbook",
            Why::Damaged => "damaged-workbook",
            Why::TooMuch(..) => "workbook-too-large",
            Why::Malformed => "malformed-workbook",
            Why::DocumentType => "document-type",
            Why::ExternalLink => "external-link",
            Why::ActiveContent => "active-content",
        }
    }

    /// What is wrong, as a sentence.
    pub(super) fn detail(&self, lang: Lang) -> String {
        let part = match (self.part.as_str(), lang) {
            ("", Lang::Vi) => "Tệp".to_owned(),
            ("", Lang::En) => "The file".to_owned(),
            (part, Lang::Vi) => format!("Phần `{part}` của tệp"),
            (part, Lang::En) => format!("The file's part `{part}`"),
        };
        let says = match lang {
            Lang::Vi => self.says_vi(),
            Lang::En => self.says_en(),
        };
        format!("{part} {says}.")
    }

    fn says_vi(&self) -> String {
        match self.why {
            Why::NotAWorkbook => "không phải là bảng tính .xlsx".into(),
            Why::OldOrEncrypted => "là bảng tính kiểu cũ (.xls) hoặc có mật khẩu".into(),
            Why::OtherFormat(name) => format!("là bảng tính kiểu {name}, không phải .xlsx"),
            Why::Damaged => "bị hỏng: nội dung không đúng với kích thước, mã kiểm tra hoặc tên đã ghi".into(),
            Why::TooMuch(measure, most) => format!("vượt mức {most} {}", measure.vi()),
            Why::Malformed => "không đúng cú pháp XML của bảng tính".into(),
            Why::DocumentType => "khai báo kiểu tài liệu (DOCTYPE)".into(),
            Why::ExternalLink => "liên kết ra ngoài tệp".into(),
            Why::ActiveContent => "có macro, đối tượng nhúng hoặc kết nối dữ liệu".into(),
        }
    }

    fn says_en(&self) -> String {
        match self.why {
            Why::NotAWorkbook => "is no .xlsx workbook".into(),
            Why::OldOrEncrypted => "is an old workbook (.xls) or has a password".into(),
            Why::OtherFormat(name) => format!("is a workbook of the kind {name}, not .xlsx"),
            Why::Damaged => "is damaged: what it holds is not what its sizes, checksums or names say".into(),
            Why::TooMuch(measure, most) => format!("has more than {most} {}", measure.en()),
            Why::Malformed => "is not the XML of a workbook".into(),
            Why::DocumentType => "declares a document type (DOCTYPE)".into(),
            Why::ExternalLink => "links to something outside of the file".into(),
            Why::ActiveContent => "has macros, embedded objects or data connections".into(),
        }
    }

    /// What to do about it, as a sentence.
    pub(super) fn remedy(&self, lang: Lang) -> &'static str {
        match (self.why, lang) {
            (Why::TooMuch(..), Lang::Vi) => {
                "Chép các dòng số liệu sang một bảng tính mới, hoặc nộp thành nhiều tệp."
            }
            (Why::TooMuch(..), Lang::En) => "Copy the rows of figures into a new workbook, or file in parts.",
            (Why::ExternalLink | Why::ActiveContent, Lang::Vi) => {
                "Chép giá trị (không kèm công thức) sang một bảng tính mới rồi lưu dạng .xlsx."
            }
            (Why::ExternalLink | Why::ActiveContent, Lang::En) => {
                "Copy the values, without formulas, into a new workbook and save it as .xlsx."
            }
            (Why::OldOrEncrypted, Lang::Vi) => "Bỏ mật khẩu và lưu lại dạng Excel Workbook (.xlsx).",
            (Why::OldOrEncrypted, Lang::En) => "Take the password off and save it as Excel Workbook (.xlsx).",
            (_, Lang::Vi) => "Mở tệp bằng phần mềm bảng tính và lưu lại dạng Excel Workbook (.xlsx).",
            (_, Lang::En) => "Open the file in a spreadsheet program and save it as Excel Workbook (.xlsx).",
        }
    }
}

impl Measure {
    fn vi(self) -> &'static str {
        match self {
            Self::Parts => "phần",
            Self::Unpacked => "byte sau khi giải nén",
            Self::Ratio => "lần kích thước nén",
            Self::Depth => "phần tử lồng nhau",
            Self::Token => "byte trong một phần tử",
            Self::Tokens => "phần tử",
            Self::Attributes => "thuộc tính trong một phần tử",
            Self::Sheets => "trang tính",
            Self::Strings => "chuỗi",
            Self::Text => "byte chữ",
            Self::Formats => "định dạng ô",
            Self::Merges => "vùng ô gộp",
            Self::Cells => "ô trong một dòng",
            Self::Comments => "ghi chú",
        }
    }

    fn en(self) -> &'static str {
        match self {
            Self::Parts => "parts",
            Self::Unpacked => "bytes once unpacked",
            Self::Ratio => "times its packed size",
            Self::Depth => "elements within each other",
            Self::Token => "bytes in one element",
            Self::Tokens => "elements",
            Self::Attributes => "attributes in one element",
            Self::Sheets => "sheets",
            Self::Strings => "strings",
            Self::Text => "bytes of text",
            Self::Formats => "formats of cells",
            Self::Merges => "merged ranges",
            Self::Cells => "cells in one row",
            Self::Comments => "comments",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail(Lang::En))
    }
}

impl std::error::Error for Refusal {}
