//! A form as a workbook to fill in: one row for each figure, in long form. Its codes stand in hidden columns and in a hidden
//! header, so that what reads any workbook reads this one; only what is to be filled in can be changed.

use rust_xlsxwriter::{
    Color, ConditionalFormatFormula, DataValidation, DataValidationErrorStyle, DataValidationRule,
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, ProtectionOptions, Workbook,
    Worksheet, XlsxError,
};

use super::words::{self, Words};
use super::{Document, Lang};
use crate::domain::{
    Amount, Catalogue, Date, Form, FormCell, Indicator, Kind, Measure, Names, Organization, Period, Status,
};

/// What to write.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The names.
    pub catalogue: &'a Catalogue,
    /// The form.
    pub form: &'a Form,
    /// Who fills it in.
    pub organization: &'a Organization,
    /// For which period.
    pub period: Period,
    /// Its cells, each with the value that is known of it, and that of the same period a year ago.
    pub cells: &'a [(FormCell, [Option<i64>; 2])],
    /// In which language.
    pub lang: Lang,
}

/// The workbook could not be written.
pub type WorkbookError = XlsxError;

/// The media type.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The rows above the first figure: titles, labels, and the codes of the columns.
const LABELS: u32 = 3;
const CODES: u32 = 4;
const FIRST: u32 = 5;

/// The columns in order: code, width, and whether nobody needs to see it. What begins with `#` is for people.
const COLUMNS: [(&str, u8, Seen); 17] = [
    ("form", 10, Seen::Never),
    ("indicator", 10, Seen::Never),
    ("organization", 10, Seen::Never),
    ("period", 10, Seen::Never),
    ("measure", 10, Seen::Never),
    ("breakdown", 10, Seen::Never),
    ("#required", 10, Seen::Never),
    ("#name", 44, Seen::Locked),
    ("#part", 30, Seen::Locked),
    ("#measure", 14, Seen::Locked),
    ("#unit", 14, Seen::Locked),
    ("#known", 16, Seen::Locked),
    ("#year-ago", 16, Seen::Locked),
    ("as_of", 13, Seen::Open),
    ("value", 18, Seen::Open),
    ("status", 12, Seen::Open),
    ("note", 36, Seen::Open),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seen {
    Never,
    Locked,
    Open,
}

/// The place of a column.
fn column(code: &str) -> u16 {
    COLUMNS
        .iter()
        .position(|(one, ..)| *one == code)
        .and_then(|at| u16::try_from(at).ok())
        .unwrap_or_default()
}

/// What the sheets say.
struct Says {
    sheet: &'static str,
    guide: &'static str,
    labels: [&'static str; 10],
    closes: &'static str,
    due: &'static str,
    required: &'static str,
    filled: &'static str,
    wrong_value: &'static str,
    wrong_status: &'static str,
    wrong_day: &'static str,
    steps: &'static [&'static str],
}

const VI: Says = Says {
    sheet: "Số liệu",
    guide: "Hướng dẫn",
    labels: [
        "Chỉ tiêu",
        "Phân tổ",
        "Loại số",
        "Đơn vị tính",
        "Đã nộp",
        "Cùng kỳ năm trước",
        "Chốt đến ngày",
        "Giá trị",
        "Trạng thái",
        "Ghi chú, lý do",
    ],
    closes: "Chốt số liệu",
    due: "Hạn nộp",
    required: "Số liệu phải điền",
    filled: "Đã điền",
    wrong_value: "Chỉ ghi số. Số có thể đếm thì không nhỏ hơn 0.",
    wrong_status: "Chọn một trạng thái trong danh sách, hoặc bỏ trống.",
    wrong_day: "Ghi một ngày, ví dụ 14/06/2025.",
    steps: &[
        "1. Điền cột «Giá trị» ở trang «Số liệu»; ô màu vàng là ô phải điền. Không có phát sinh thì ghi 0.",
        "2. Chưa có số thì để trống giá trị và chọn trạng thái: L chưa báo cáo, M không thể có, Q không công bố. Số có giá trị thì bỏ trống, hoặc P là số tạm tính, E số ước tính, V chưa thẩm tra, B gián đoạn chuỗi, A bình thường.",
        "3. Số khác thường thì ghi lý do vào cột «Ghi chú, lý do».",
        "4. Lưu tệp rồi nộp tại trang /desk/upload của dịch vụ (nút «Chỉ kiểm tra» không lưu gì); chương trình thì gửi POST /api/v1/filings hoặc `baocao file TỆP.xlsx`. Tệp có lỗi được trả lại với các ô lỗi được tô màu.",
        "5. Cột «Đã nộp» và «Cùng kỳ năm trước» để đối chiếu, không phải sửa. Các cột ẩn là mã, không đổi.",
    ],
};

const EN: Says = Says {
    sheet: "Figures",
    guide: "Instructions",
    labels: [
        "Indicator",
        "Breakdown",
        "Measure",
        "Unit",
        "Filed already",
        "Same period last year",
        "As of",
        "Value",
        "Status",
        "Note, reason",
    ],
    closes: "Closes",
    due: "Due",
    required: "Figures to fill in",
    filled: "Filled in",
    wrong_value: "Write a number. What is counted is not below 0.",
    wrong_status: "Choose a status of the list, or leave it empty.",
    wrong_day: "Write a day, such as 14/06/2025.",
    steps: &[
        "1. Fill in the column Value of the sheet Figures; yellow cells must be filled in. Write 0 for none.",
        "2. Where there is no figure yet, leave the value empty and choose a status: L not reported, M cannot exist, Q not to be shown. A figure needs none; P is provisional, E an estimate, V not validated, B a break in the series, A normal.",
        "3. Give the reason for unusual figures in the column Note, reason.",
        "4. Save the file and file it at the service’s page /desk/upload (Check only keeps nothing); programs use POST /api/v1/filings or `baocao file FILE.xlsx`. A faulty file comes back with its faulty cells coloured.",
        "5. The columns Filed already and Same period last year are there to compare with. The hidden columns are codes; leave them as they are.",
    ],
};

/// The workbook: the same bytes each time.
///
/// # Errors
/// When it cannot be written, which is our fault.
pub fn workbook(wanted: &Wanted<'_>) -> Result<Document, WorkbookError> {
    let says = match wanted.lang {
        Lang::Vi => &VI,
        Lang::En => &EN,
    };
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_author("Báo Cáo").set_creation_datetime(&made));
    let last = FIRST + u32::try_from(wanted.cells.len().saturating_sub(1)).unwrap_or_default();
    figures(workbook.add_worksheet(), wanted, says, last)?;
    guide(workbook.add_worksheet(), wanted, says, last)?;
    Ok(Document { bytes: workbook.save_to_buffer()?, content_type: XLSX })
}

fn figures(sheet: &mut Worksheet, wanted: &Wanted<'_>, says: &Says, last: u32) -> Result<(), XlsxError> {
    sheet.set_name(says.sheet)?;
    for (at, (code, width, seen)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(at, f64::from(width))?;
        sheet.write_string(CODES, at, code)?;
        if seen == Seen::Never {
            sheet.set_column_hidden(at)?;
        }
    }
    sheet.set_row_hidden(CODES)?;
    title(sheet, wanted, says)?;
    let head = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(Color::RGB(0x00e3_eaf3))
        .set_border(FormatBorder::Thin);
    for (at, label) in (column("#name")..).zip(says.labels) {
        sheet.write_string_with_format(LABELS, at, label, &head)?;
    }
    sheet.set_freeze_panes(FIRST, column("#part"))?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(LABELS, LABELS)?;
    for (row, (cell, known)) in (FIRST..).zip(wanted.cells) {
        // A form's indicators are in its catalogue.
        if let Some(indicator) = wanted.catalogue.indicator(&cell.indicator) {
            Row { sheet, wanted, row, cell, indicator }.write(*known)?;
        }
    }
    rules(sheet, says, last)?;
    sheet.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::default()
    });
    Ok(())
}

fn title(sheet: &mut Worksheet, wanted: &Wanted<'_>, says: &Says) -> Result<(), XlsxError> {
    let Wanted { form, organization, period, lang, .. } = *wanted;
    let at = column("#name");
    sheet.write_string_with_format(
        0,
        at,
        name(&form.names, lang),
        &Format::new().set_bold().set_font_size(14),
    )?;
    let day = |day: Date| words::day(day, lang);
    let part = form.part(organization, period).map(|(from, to)| format!(" ({} – {})", day(from), day(to)));
    let period_of_it = words::period(period, lang) + &part.unwrap_or_default();
    let who = format!("{} – {period_of_it}", name(&organization.names, lang));
    sheet.write_string_with_format(1, at, who, &Format::new().set_bold())?;
    let closes = form.closes_for(organization, period);
    let when = format!("{}: {}. {}: {}.", says.closes, day(closes), says.due, day(form.due(period)));
    sheet.write_string(2, at, when)?;
    Ok(())
}

/// One figure to fill in.
struct Row<'s, 'w> {
    sheet: &'s mut Worksheet,
    wanted: &'w Wanted<'w>,
    row: u32,
    cell: &'w FormCell,
    indicator: &'w Indicator,
}

impl Row<'_, '_> {
    fn write(&mut self, known: [Option<i64>; 2]) -> Result<(), XlsxError> {
        let Wanted { catalogue, form, organization, period, lang, .. } = *self.wanted;
        let (cell, indicator) = (self.cell, self.indicator);
        for (code, text) in [
            ("form", form.code.to_string()),
            ("indicator", cell.indicator.to_string()),
            ("organization", organization.code.to_string()),
            ("period", period.to_string()),
            ("measure", cell.measure.to_string()),
            ("breakdown", cell.breakdown.to_string()),
            ("#required", if cell.required { "x" } else { "" }.to_owned()),
        ] {
            self.text(code, &text, &Format::new())?;
        }
        let members = cell.breakdown.iter().map(|(dimension, member)| {
            let found = catalogue.member(dimension, Some(member));
            found.map_or_else(|| member.to_string(), |member| name(&member.names, lang).to_owned())
        });
        let part = members.collect::<Vec<_>>().join(", ");
        let unit = if cell.measure == Measure::PlanRate { "%" } else { words::unit(indicator, lang) };
        let framed = Format::new().set_border(FormatBorder::Thin).set_text_wrap().set_align(FormatAlign::Top);
        self.text("#name", name(&indicator.names, lang), &framed)?;
        self.text("#part", &part, &framed)?;
        self.text("#measure", measure(cell.measure, words::of(lang)), &framed)?;
        self.text("#unit", unit, &framed)?;
        let decimals = indicator.decimals_of(cell.measure);
        let number = framed.clone().set_num_format(number_format(decimals));
        for (code, known) in ["#known", "#year-ago"].into_iter().zip(known) {
            // Only to look at: what is filed stands in the store, and is never read from here.
            match known.and_then(|units| Amount::new(units, decimals).to_string().parse::<f64>().ok()) {
                Some(known) => self.sheet.write_number_with_format(self.row, column(code), known, &number)?,
                None => self.sheet.write_blank(self.row, column(code), &framed)?,
            };
        }
        let open = |format: &Format| format.clone().set_unlocked();
        let day = open(&framed).set_num_format("dd/mm/yyyy");
        let closes = form.closes_for(organization, period);
        if form.closing_day.is_some() || indicator.kind == Kind::Cumulative {
            let (year, month, date) = (closes.year(), closes.month(), closes.day());
            let closes = ExcelDateTime::from_ymd(
                u16::try_from(year).unwrap_or_default(),
                u8::try_from(month).unwrap_or_default(),
                u8::try_from(date).unwrap_or_default(),
            )?;
            self.sheet.write_datetime_with_format(self.row, column("as_of"), &closes, &day)?;
        } else {
            self.sheet.write_blank(self.row, column("as_of"), &day)?;
        }
        self.sheet.write_blank(self.row, column("value"), &open(&number))?;
        self.sheet.write_blank(self.row, column("status"), &open(&framed))?;
        self.sheet.write_blank(self.row, column("note"), &open(&framed))?;
        self.value_rule()
    }

    fn text(&mut self, code: &str, text: &str, format: &Format) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(self.row, column(code), text, format).map(|_| ())
    }

    /// What can be counted has no less than none.
    fn value_rule(&mut self) -> Result<(), XlsxError> {
        let counted = self.indicator.kind == Kind::Flow && self.indicator.decimals == 0;
        let least = if counted { 0.0 } else { -1e15 };
        let says = if self.wanted.lang == Lang::En { &EN } else { &VI };
        let rule = DataValidation::new()
            .allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(least))
            .set_error_style(DataValidationErrorStyle::Stop)
            .set_error_message(says.wrong_value)?;
        let at = column("value");
        self.sheet.add_data_validation(self.row, at, self.row, at, &rule)?;
        Ok(())
    }
}

/// What may stand in the other open columns, and the colour of what must be filled in and is not.
fn rules(sheet: &mut Worksheet, says: &Says, last: u32) -> Result<(), XlsxError> {
    let statuses: Vec<&str> = Status::ALL.iter().map(|one| one.as_str()).collect();
    let statuses =
        DataValidation::new().allow_list_strings(&statuses)?.set_error_message(says.wrong_status)?;
    sheet.add_data_validation(FIRST, column("status"), last, column("status"), &statuses)?;
    let first = ExcelDateTime::from_ymd(1990, 1, 1)?;
    let days = DataValidation::new()
        .allow_date(DataValidationRule::GreaterThanOrEqualTo(first))
        .set_error_message(says.wrong_day)?;
    sheet.add_data_validation(FIRST, column("as_of"), last, column("as_of"), &days)?;
    let [required, value, status] = ["#required", "value", "status"].map(letter);
    let row = FIRST + 1;
    let empty = format!("=AND(${required}{row}=\"x\",${value}{row}=\"\",${status}{row}=\"\")");
    let yellow = Format::new().set_background_color(Color::RGB(0x00ff_f2b3));
    let rule = ConditionalFormatFormula::new().set_rule(empty.as_str()).set_format(yellow);
    sheet.add_conditional_format(FIRST, column("value"), last, column("value"), &rule)?;
    Ok(())
}

/// How to fill it in, and how much of it is.
fn guide(sheet: &mut Worksheet, wanted: &Wanted<'_>, says: &Says, last: u32) -> Result<(), XlsxError> {
    sheet.set_name(says.guide)?;
    sheet.set_column_width(0, 100)?;
    title_of_guide(sheet, wanted)?;
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (row, step) in (2..).zip(says.steps) {
        sheet.write_string_with_format(row, 0, *step, &wrapped)?;
    }
    let row = 3 + u32::try_from(says.steps.len()).unwrap_or_default();
    let range = |code| format!("'{0}'!${1}${2}:${1}${3}", says.sheet, letter(code), FIRST + 1, last + 1);
    let [required, value, status] = ["#required", "value", "status"].map(range);
    let count = wanted.cells.iter().filter(|(cell, _)| cell.required).count();
    sheet.write_string(row, 0, format!("{}: {count}", says.required))?;
    let filled = format!(
        "=\"{}: \"&SUMPRODUCT(({required}=\"x\")*((({value}<>\"\")+({status}<>\"\"))>0))",
        says.filled
    );
    sheet.write_formula(row + 1, 0, Formula::new(filled).set_result(format!("{}: 0", says.filled)))?;
    sheet.protect();
    Ok(())
}

fn title_of_guide(sheet: &mut Worksheet, wanted: &Wanted<'_>) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_font_size(14);
    sheet.write_string_with_format(0, 0, name(&wanted.form.names, wanted.lang), &bold)?;
    Ok(())
}

fn letter(code: &str) -> char {
    ('A'..='Z').nth(usize::from(column(code))).unwrap_or('A')
}

fn number_format(decimals: u8) -> String {
    match decimals {
        0 => "#,##0".to_owned(),
        some => format!("#,##0.{}", "0".repeat(usize::from(some))),
    }
}

fn measure(measure: Measure, words: &Words) -> &'static str {
    match measure {
        Measure::Actual => words.actual,
        Measure::Plan => words.plan,
        Measure::Universe => words.universe,
        Measure::PlanRate => words.plan_rate,
    }
}

fn name(names: &Names, lang: Lang) -> &str {
    match lang {
        Lang::Vi => &names.vi,
        Lang::En => &names.en,
    }
}
