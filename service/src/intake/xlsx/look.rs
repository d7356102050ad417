//! Formats of cells, as far as they change what a number says: a day, a month, a percentage.

use std::io::Read;

use super::xml::{Event, Xml};
use crate::intake::refusal::{Measure, Refusal, Why};

/// Excel itself keeps no more.
pub(super) const MOST_FORMATS: usize = 65_490;

/// What a number is shown as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Look {
    #[default]
    Number,
    Day,
    /// A date without its day: `2022-09` becomes one when it is typed.
    Month,
    Percent,
}

/// The looks of a workbook's cell formats, by their number.
pub(super) fn looks(mut xml: Xml<'_, impl Read>) -> Result<Vec<Look>, Refusal> {
    let mut codes: Vec<(u32, Look)> = Vec::new();
    let mut looks = Vec::new();
    let mut within_cells = false;
    loop {
        match xml.token()?.kind {
            Event::Start(tag) if tag.name == "numFmt" && codes.len() < MOST_FORMATS => {
                let id = tag.get("numFmtId").and_then(|id| id.parse().ok());
                codes.extend(id.zip(tag.get("formatCode").map(|code| of_code(&code))));
            }
            Event::Start(tag) if tag.name == "cellXfs" => {
                within_cells = true;
                codes.sort_by_key(|(id, _)| *id);
            }
            Event::End("cellXfs") => within_cells = false,
            Event::Start(tag) if tag.name == "xf" && within_cells => {
                let id = tag.get("numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
                let own = codes.binary_search_by_key(&id, |(id, _)| *id).ok().map(|at| codes[at].1);
                looks.push(own.unwrap_or_else(|| built_in(id)));
                if looks.len() > MOST_FORMATS {
                    return Err(Why::TooMuch(Measure::Formats, MOST_FORMATS as u64).within("styles.xml"));
                }
            }
            Event::Done => return Ok(looks),
            _ => {}
        }
    }
}

/// Formats that a file need not write out (ECMA-376, 18.8.30).
fn built_in(id: u32) -> Look {
    match id {
        9 | 10 => Look::Percent,
        14..=16 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => Look::Day,
        17 | 55 | 56 => Look::Month,
        _ => Look::Number,
    }
}

/// What the code shows of positive numbers.
fn of_code(code: &str) -> Look {
    let (mut day, mut month, mut year, mut percent) = (false, false, false, false);
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter.to_ascii_lowercase() {
            '"' => {
                letters.by_ref().find(|c| *c == '"');
            }
            '[' => {
                letters.by_ref().find(|c| *c == ']');
            }
            '\\' | '_' | '*' => {
                letters.next();
            }
            ';' => break,
            '%' => percent = true,
            'd' => day = true,
            'm' => month = true,
            'y' => year = true,
            // General.
            'g' if code.eq_ignore_ascii_case("general") => return Look::Number,
            _ => {}
        }
    }
    match (day, year, month, percent) {
        (true, ..) => Look::Day,
        (_, true, ..) => Look::Month,
        (.., true) => Look::Percent,
        _ => Look::Number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_tells_days_months_and_percentages() {
        for (code, look) in [
            ("General", Look::Number),
            ("#,##0.00", Look::Number),
            ("#,##0\\ \"đồng/năm\"", Look::Number),
            ("[Red]0;[Blue]dd", Look::Number),
            ("_-* #,##0\\ _d_-", Look::Number),
            ("h:mm", Look::Number),
            ("0.0%", Look::Percent),
            ("dd/mm/yyyy", Look::Day),
            ("[$-42A]dd\\ mmmm\\ yyyy;@", Look::Day),
            ("mmm\\-yy", Look::Month),
            ("yyyy-mm", Look::Month),
        ] {
            assert_eq!(of_code(code), look, "{code}");
        }
    }
}
