//! The answer as a workbook: one sheet of figures under the columns of the CSV, another that says what was asked, what must be known
//! beside the rows, and where they were published. The same bytes each time.

use std::fmt;

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::columns::{self, Type};
use super::dialect::Dialect;
use super::{Document, Lang, csv, notes, words};
use crate::rollup::{Report, Row};

/// The media type.
pub const CONTENT_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Numbers of more digits are not exact in a workbook, whose cells are binary: they are written as text.
const EXACT: i64 = 999_999_999_999_999;

/// A workbook that could not be written.
#[derive(Debug)]
pub struct Unwritten(String);

impl fmt::Display for Unwritten {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a file could not be written: {}", self.0)
    }
}

impl std::error::Error for Unwritten {}

impl From<XlsxError> for Unwritten {
    fn from(fault: XlsxError) -> Self {
        Self(fault.to_string())
    }
}

struct Says {
    sheet: &'static str,
    about: &'static str,
    asked: &'static str,
    state: &'static str,
    columns: &'static str,
    notes: &'static str,
    sources: &'static str,
}

const VI: Says = Says {
    sheet: "Số liệu",
    about: "Giới thiệu",
    asked: "Câu hỏi",
    state: "Trạng thái số liệu",
    columns: "Các cột",
    notes: "Lưu ý",
    sources: "Nguồn",
};

const EN: Says = Says {
    sheet: "Figures",
    about: "About",
    asked: "Query",
    state: "State of the figures",
    columns: "Columns",
    notes: "Notes",
    sources: "Sources",
};

/// The report as a workbook, in the reader's language.
///
/// # Errors
/// When it cannot be written, which is our fault.
pub fn document(report: &Report, lang: Lang) -> Result<Document, Unwritten> {
    let says = if lang == Lang::En { &EN } else { &VI };
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_author("Báo Cáo").set_creation_datetime(&made));
    figures(workbook.add_worksheet(), report, lang, says)?;
    about(workbook.add_worksheet(), report, lang, says)?;
    Ok(Document { bytes: workbook.save_to_buffer()?, content_type: CONTENT_TYPE })
}

fn bold() -> Format {
    Format::new().set_bold().set_background_color(Color::RGB(0x00e3_eaf3)).set_border(FormatBorder::Thin)
}

fn figures(sheet: &mut Worksheet, report: &Report, lang: Lang, says: &Says) -> Result<(), XlsxError> {
    sheet.set_name(says.sheet)?;
    let head = bold();
    for (at, column) in (0_u16..).zip(&columns::FIGURES) {
        sheet.write_string_with_format(0, at, column.name, &head)?;
        let wide = matches!(column.name, "indicator_name" | "organization_name");
        sheet.set_column_width(at, if wide { 40.0 } else { 14.0 })?;
    }
    sheet.set_freeze_panes(1, 3)?;
    let formats: Vec<Format> =
        (0..=9).map(|decimals| Format::new().set_num_format(number_format(decimals))).collect();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let mut last = 0;
    for (at, row) in (1_u32..).zip(&report.rows) {
        self::row(sheet, at, report, row, lang, (&formats, &day))?;
        last = at;
    }
    let width = u16::try_from(columns::FIGURES.len() - 1).unwrap_or(u16::MAX);
    sheet.autofilter(0, 0, last, width)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

fn row(
    sheet: &mut Worksheet,
    at: u32,
    report: &Report,
    row: &Row,
    lang: Lang,
    (formats, day): (&[Format], &Format),
) -> Result<(), XlsxError> {
    let cells = csv::cells(report, row, lang, Dialect::Standard);
    for (place, (column, cell)) in (0_u16..).zip(columns::FIGURES.iter().zip(&cells)) {
        if cell.is_empty() {
            continue;
        }
        match column.holds {
            Type::Text => sheet.write_string(at, place, cell.strip_prefix('\'').unwrap_or(cell))?,
            Type::Day => match ExcelDateTime::parse_from_str(cell) {
                Ok(date) => sheet.write_datetime_with_format(at, place, &date, day)?,
                Err(_) => sheet.write_string(at, place, cell)?,
            },
            Type::Number | Type::Count => {
                let decimals = cell.split_once('.').map_or(0, |(_, decimals)| decimals.len());
                let digits: String = cell.chars().filter(char::is_ascii_digit).collect();
                let is_exact = digits.parse::<i64>().is_ok_and(|digits| digits <= EXACT);
                match (is_exact, cell.parse::<f64>(), formats.get(decimals)) {
                    (true, Ok(number), Some(format)) => {
                        sheet.write_number_with_format(at, place, number, format)?
                    }
                    _ => sheet.write_string(at, place, cell)?,
                }
            }
        };
    }
    Ok(())
}

fn number_format(decimals: usize) -> String {
    if decimals == 0 { "#,##0".to_owned() } else { format!("#,##0.{}", "0".repeat(decimals)) }
}

/// What was asked, in which state it was answered, what the columns are, notes and sources.
fn about(sheet: &mut Worksheet, report: &Report, lang: Lang, says: &Says) -> Result<(), XlsxError> {
    sheet.set_name(says.about)?;
    sheet.set_column_width(0, 24)?.set_column_width(1, 100)?;
    let (head, wrapped) = (bold(), Format::new().set_text_wrap().set_align(FormatAlign::Top));
    let mut lines: Vec<[String; 2]> = vec![[says.asked.to_owned(), String::new()]];
    lines.extend(report.query.parameters().into_iter().map(|(name, value)| [name, value]));
    lines.push([says.state.to_owned(), String::new()]);
    lines.push(["revision".to_owned(), report.revision.to_string()]);
    lines.push(["known_on".to_owned(), report.known_on.to_string()]);
    if !report.notes.is_empty() {
        lines.push([says.notes.to_owned(), String::new()]);
        let text = |note| [String::new(), notes::text(&report.catalogue, note, lang)];
        lines.extend(report.notes.iter().map(text));
    }
    let sources = sources(report, lang);
    if !sources.is_empty() {
        lines.push([says.sources.to_owned(), String::new()]);
        lines.extend(sources);
    }
    lines.push([says.columns.to_owned(), String::new()]);
    lines.extend(columns::FIGURES.iter().map(|one| [one.name.to_owned(), one.about(lang).to_owned()]));
    for (at, [name, text]) in (0_u32..).zip(&lines) {
        let is_head = text.is_empty();
        sheet.write_string_with_format(at, 0, name, if is_head { &head } else { &wrapped })?;
        if !is_head {
            sheet.write_string_with_format(at, 1, text, &wrapped)?;
        }
    }
    Ok(())
}

/// The sources of the rows: id, and who published what on which day.
fn sources(report: &Report, lang: Lang) -> Vec<[String; 2]> {
    let catalogue = &report.catalogue;
    let used = |id| report.rows.iter().any(|row| row.sources.contains(id));
    let sources = catalogue.parts().sources.iter().filter(|one| used(&one.id));
    sources
        .map(|one| {
            let text = format!("{}: {} ({})", one.publisher, one.title, words::day(one.published_on, lang));
            [one.id.to_string(), text]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::testing;

    #[test]
    fn a_workbook_has_the_same_bytes_each_time() {
        let made = || document(&testing::report(), Lang::Vi).unwrap().bytes;
        assert_eq!(made(), made());
    }
}
