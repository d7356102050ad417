//! The sheet that lists what is wrong: it comes first in a marked workbook.

use super::entities::escaped;
use super::namespaces::{MAIN, OFFICE};
use super::painted::{Formats, Paint};
use crate::intake::problem::{Lang, Problem, Severity};

/// Its names, by which an older one is found and replaced.
pub(super) const NAMES: [(Lang, &str); 2] = [(Lang::Vi, "Báo Cáo - lỗi"), (Lang::En, "Báo Cáo - problems")];

/// Its name in a language.
pub(super) fn name(lang: Lang) -> &'static str {
    NAMES.iter().find(|(one, _)| *one == lang).map_or("Báo Cáo", |(_, name)| name)
}

/// The sheet.
pub(super) fn sheet(problems: &[Problem], lang: Lang, formats: &mut Formats) -> String {
    let (head, plain) = (formats.painted(0, Paint::Head), formats.painted(0, Paint::Plain));
    let [error, warning] = [Paint::Error, Paint::Warning].map(|paint| formats.painted(0, paint));
    let errors = problems.iter().filter(|one| one.severity == Severity::Error).count();
    let others = problems.len() - errors;
    let title = match lang {
        Lang::Vi => format!("Số lỗi: {errors}; cảnh báo: {others}. Chưa lưu số liệu nào."),
        Lang::En => format!("Errors: {errors}; warnings: {others}. Nothing was kept."),
    };
    let advice = match lang {
        Lang::Vi => {
            "Sửa các ô được tô màu trong những trang tính sau rồi nộp lại tệp này; trang này không phải xóa."
        }
        Lang::En => {
            "Mend the coloured cells in the sheets that follow and file this workbook again; this sheet may stay."
        }
    };
    let heads = match lang {
        Lang::Vi => ["Mức", "Trang tính", "Ô", "Giá trị", "Vì sao", "Cách sửa"],
        Lang::En => ["Severity", "Sheet", "Cell", "Value", "What is wrong", "What to do"],
    };
    let mut rows = row(1, &[(head, title.as_str())]);
    rows += &row(2, &[(0, advice)]);
    rows += &row(4, &heads.map(|text| (head, text)));
    let mut links = String::new();
    for (number, problem) in (5_u32..).zip(problems) {
        let (sheet, cell) = match &problem.spot {
            Some(spot) => (spot.sheet.to_string(), spot.cell()),
            None => (String::new(), String::new()),
        };
        if !cell.is_empty() {
            let to = format!("'{}'!{cell}", sheet.replace('\'', "''"));
            links +=
                &format!("<hyperlink ref=\"C{number}\" location=\"{0}\" display=\"{0}\"/>", escaped(&to));
        }
        let paint = if problem.severity == Severity::Error { error } else { warning };
        let (why, remedy) = (problem.detail(lang), problem.remedy(lang));
        rows += &row(
            number,
            &[
                (paint, severity(problem.severity, lang)),
                (plain, &sheet),
                (plain, &cell),
                (plain, &problem.value),
                (plain, &why),
                (plain, &remedy),
            ],
        );
    }
    let links = if links.is_empty() { links } else { format!("<hyperlinks>{links}</hyperlinks>") };
    let widths: String = [10, 22, 8, 24, 60, 60]
        .iter()
        .enumerate()
        .map(|(at, width)| {
            format!("<col min=\"{0}\" max=\"{0}\" width=\"{width}\" customWidth=\"1\"/>", at + 1)
        })
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\">\
         <sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView tabSelected=\"1\" workbookViewId=\"0\"><pane ySplit=\"4\" topLeftCell=\"A5\" \
         activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>{widths}</cols><sheetData>{rows}</sheetData>\
         <mergeCells count=\"2\"><mergeCell ref=\"A1:F1\"/><mergeCell ref=\"A2:F2\"/></mergeCells>{links}<pageSetup \
         orientation=\"landscape\" fitToHeight=\"0\"/></worksheet>"
    )
}

fn severity(severity: Severity, lang: Lang) -> &'static str {
    match (severity, lang) {
        (Severity::Error, Lang::Vi) => "Lỗi",
        (Severity::Error, Lang::En) => "Error",
        (Severity::Warning, Lang::Vi) => "Cảnh báo",
        (Severity::Warning, Lang::En) => "Warning",
        (Severity::Justified, Lang::Vi) => "Có lý do",
        (Severity::Justified, Lang::En) => "Justified",
    }
}

fn row(number: u32, cells: &[(usize, &str)]) -> String {
    let cell = |(column, (format, text)): (char, &(usize, &str))| {
        // Text, whatever it begins with: nothing of it is a formula.
        format!(
            "<c r=\"{column}{number}\" s=\"{format}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
            escaped(text)
        )
    };
    format!("<row r=\"{number}\">{}</row>", ('A'..).zip(cells).map(cell).collect::<String>())
}
