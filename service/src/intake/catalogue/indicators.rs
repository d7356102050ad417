//! `indicators.csv`, and `breakdowns.csv` with the names of what they are broken down by.

use super::fields::{Once, items, names, rows, some};
use crate::domain::{
    DimensionCode, Indicator, IndicatorCode, Invalid, Kind, Member, MemberCode, Names, Polarity, is_reserved,
};
use crate::intake::fault::Fault;
use crate::intake::problem::Problems;
use crate::intake::row::{Columns, Row};

const COLUMNS: Columns = Columns {
    all: &[
        "code",
        "name_vi",
        "name_en",
        "unit",
        "unit_vi",
        "kind",
        "decimals",
        "polarity",
        "sensitive",
        "breakdowns",
        "theme",
    ],
    optional: &["polarity", "sensitive", "breakdowns", "theme"],
};

const MEMBER_COLUMNS: Columns =
    Columns { all: &["breakdown", "member", "name_vi", "name_en"], optional: &["name_en"] };

pub(super) fn read(bytes: &[u8], problems: &mut Problems) -> Vec<Indicator> {
    let mut once = Once::default();
    rows(bytes, COLUMNS, problems, |row, problems| {
        let code = some(row, "code", problems)
            .and_then(|text| problems.read(row.line, "code", IndicatorCode::parse(text)));
        if let Some(code) = &code {
            once.check(row, "code", code.as_str(), problems);
        }
        let names = names(row, "name_vi", "name_en", problems);
        let unit = some(row, "unit", problems);
        let unit_vi = some(row, "unit_vi", problems);
        let kind =
            some(row, "kind", problems).and_then(|text| problems.read(row.line, "kind", Kind::parse(text)));
        let decimals = some(row, "decimals", problems)
            .and_then(|text| problems.read(row.line, "decimals", decimals(text)));
        let polarity = match row.text("polarity") {
            "" => Some(Polarity::Neutral),
            text => problems.read(row.line, "polarity", Polarity::parse(text)),
        };
        let sensitive = problems.read(row.line, "sensitive", yes(row.text("sensitive")));
        let breakdowns = breakdowns(row, problems);
        let unit = unit?.to_owned();
        // Its figures are added up, and percentages added up are no percentage.
        if kind == Some(Kind::Ratio) && ["percent", "%"].contains(&unit.as_str()) {
            let remedy = "name the unit of what is counted (actual is the N and universe the M of a ratio), or make a published \
                          percentage of kind index";
            let invalid = Invalid::new("unit of a ratio", &unit, remedy);
            problems.push(row.line, "unit", &unit, Fault::Invalid(invalid));
        }
        Some(Indicator {
            code: code?,
            names: names?,
            unit_names: Names { vi: unit_vi?.to_owned(), en: unit.replace('-', " ") },
            unit,
            kind: kind?,
            decimals: decimals?,
            polarity: polarity?,
            sensitive: sensitive?,
            breakdowns: breakdowns?,
            theme: row.text("theme").to_owned(),
        })
    })
}

pub(super) fn read_members(bytes: &[u8], problems: &mut Problems) -> Vec<Member> {
    let mut once = Once::default();
    rows(bytes, MEMBER_COLUMNS, problems, |row, problems| {
        let dimension = some(row, "breakdown", problems)
            .and_then(|text| problems.read(row.line, "breakdown", DimensionCode::parse(text)));
        let member = match row.get("member")? {
            "" => Some(None),
            text => problems.read(row.line, "member", MemberCode::parse(text)).map(Some),
        };
        let names = names(row, "name_vi", "name_en", problems);
        let code = format!("{}={}", row.text("breakdown"), row.text("member"));
        once.check(row, "member", &code, problems);
        Some(Member { dimension: dimension?, member: member?, names: names? })
    })
}

fn breakdowns(row: &Row<'_>, problems: &mut Problems) -> Option<Vec<DimensionCode>> {
    let mut read = Vec::new();
    for item in items(row.text("breakdowns")) {
        let code = problems.read(row.line, "breakdowns", DimensionCode::parse(item))?;
        if is_reserved(&code) {
            let remedy = "choose another name: this one is a parameter of every query";
            problems.push(
                row.line,
                "breakdowns",
                item,
                Fault::Invalid(Invalid::new("breakdown", item, remedy)),
            );
            return None;
        }
        read.push(code);
    }
    Some(read)
}

fn decimals(text: &str) -> Result<u8, Invalid> {
    text.parse()
        .ok()
        .filter(|decimals| *decimals <= 9)
        .ok_or_else(|| Invalid::new("number", text, "write how many decimals are kept, 0 to 9"))
}

fn yes(text: &str) -> Result<bool, Invalid> {
    match text {
        "yes" => Ok(true),
        "no" | "" => Ok(false),
        _ => Err(Invalid::new("flag", text, "write yes or no")),
    }
}
