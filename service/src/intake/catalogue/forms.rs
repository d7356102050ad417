//! `forms.csv` and `form-items.csv`: who files what, for which periods, by when.

use std::collections::HashMap;

use super::fields::{Once, dates, items, names, rows, some};
use crate::domain::{
    Catalogue, CatalogueParts, ClosingDay, Form, FormBreakdown, FormCode, FormItem, IndicatorCode, Invalid,
    MOST_CELLS, Measure, MemberCode, MemberPattern, OrganizationKind, Partial, PeriodKind,
};
use crate::intake::fault::Fault;
use crate::intake::problem::{At, Problems};
use crate::intake::row::{Columns, Row};

const COLUMNS: Columns = Columns {
    all: &[
        "code",
        "name_vi",
        "name_en",
        "kinds",
        "periods",
        "closing_day",
        "due_days",
        "valid_from",
        "valid_to",
        "partial",
    ],
    optional: &["closing_day", "valid_from", "valid_to"],
};

const ITEM_COLUMNS: Columns = Columns {
    all: &["form", "indicator", "breakdown", "measures", "required"],
    optional: &["breakdown", "measures", "required"],
};

/// The forms, still without their items.
pub(super) fn read(bytes: &[u8], problems: &mut Problems) -> Vec<Form> {
    let mut once = Once::default();
    rows(bytes, COLUMNS, problems, |row, problems| {
        let code = some(row, "code", problems)
            .and_then(|text| problems.read(row.line, "code", FormCode::parse(text)));
        if let Some(code) = &code {
            once.check(row, "code", code.as_str(), problems);
        }
        let names = names(row, "name_vi", "name_en", problems);
        let kinds = list(row, "kinds", OrganizationKind::parse, problems);
        let periods = list(row, "periods", PeriodKind::parse, problems);
        let closing_day = match row.text("closing_day") {
            "" => Some(None),
            text => problems.read(row.line, "closing_day", ClosingDay::parse(text)).map(Some),
        };
        let due_days = some(row, "due_days", problems)
            .and_then(|text| problems.read(row.line, "due_days", due_days(text)));
        let validity = dates(row, problems);
        let partial = some(row, "partial", problems)
            .and_then(|text| problems.read(row.line, "partial", Partial::parse(text)));
        Some(Form {
            code: code?,
            names: names?,
            kinds: kinds?,
            periods: periods?,
            closing_day: closing_day?,
            due_days: due_days?,
            validity: validity?,
            partial: partial?,
            items: Vec::new(),
        })
    })
}

/// Gives the forms their items, each cell once.
pub(super) fn read_items(bytes: &[u8], parts: &CatalogueParts, problems: &mut Problems) -> Vec<Form> {
    let mut forms = parts.forms.clone();
    for form in &mut forms {
        form.items.clear();
    }
    // Of what was read so far only the names of members are asked, which stand by themselves.
    let members = CatalogueParts { members: parts.members.clone(), ..CatalogueParts::default() };
    let members = Catalogue::new(members).unwrap_or_default();
    let mut filled = HashMap::new();
    let read = rows(bytes, ITEM_COLUMNS, problems, |row, problems| {
        let form = some(row, "form", problems)
            .and_then(|text| problems.read(row.line, "form", FormCode::parse(text)));
        let item = item(row, parts, &members, problems);
        let (form, item) = (form?, item?);
        let Some(at) = forms.iter().position(|one| one.code == form) else {
            problems.push(row.line, "form", form.as_str(), Fault::UnknownForm);
            return None;
        };
        if item.size(&members) > MOST_CELLS {
            let wrong = Invalid::new("form item", row.text("breakdown"), "a form has at most 20,000 cells");
            problems.push(row.line, "breakdown", row.text("breakdown"), Fault::Invalid(wrong));
            return None;
        }
        for cell in item.cells(&members) {
            let value = format!("{} {} {}", cell.indicator, cell.breakdown, cell.measure);
            if let Some(first) = filled.insert((at, cell.indicator, cell.breakdown, cell.measure), row.line) {
                problems.push(row.line, "breakdown", &value, Fault::Twice(At::new(first, problems.counted)));
                break;
            }
        }
        Some((at, item))
    });
    for (at, item) in read {
        forms[at].items.push(item);
    }
    forms
}

/// A form that asks for nothing could not be filed.
pub(super) fn check_items(forms: &[Form], problems: &mut Problems) {
    for form in forms.iter().filter(|form| form.items.is_empty()) {
        let remedy = "name at least one indicator of the form in form-items.csv";
        let code = form.code.as_str();
        problems.push(0, "form", code, Fault::Invalid(Invalid::new("form without items", code, remedy)));
    }
}

fn item(
    row: &Row<'_>,
    parts: &CatalogueParts,
    members: &Catalogue,
    problems: &mut Problems,
) -> Option<FormItem> {
    let code = some(row, "indicator", problems)
        .and_then(|text| problems.read(row.line, "indicator", IndicatorCode::parse(text)));
    let indicator = code.and_then(|code| {
        let found = parts.indicators.iter().find(|one| one.code == code);
        if found.is_none() {
            problems.push(row.line, "indicator", code.as_str(), Fault::UnknownIndicator);
        }
        found
    });
    let breakdown = problems.read(row.line, "breakdown", FormBreakdown::parse(row.text("breakdown")));
    let measures = match row.text("measures") {
        "" => Some(vec![Measure::Actual]),
        _ => list(row, "measures", Measure::parse, problems),
    };
    let required = match row.text("required") {
        "" | "yes" => Some(true),
        "no" => Some(false),
        text => problems.read(row.line, "required", Err(Invalid::new("flag", text, "write yes or no"))),
    };
    let (indicator, breakdown) = (indicator?, breakdown?);
    let mut good = true;
    for (dimension, pattern) in breakdown.iter() {
        if !indicator.breakdowns.contains(dimension) {
            let (breakdowns, indicator) = (indicator.breakdowns.clone(), indicator.code.clone());
            let fault = Fault::NotBrokenDown { indicator, breakdowns };
            problems.push(row.line, "breakdown", dimension.as_str(), fault);
            good = false;
            continue;
        }
        let all: Vec<&MemberCode> = members.members(dimension).collect();
        let named = match pattern {
            MemberPattern::These(named) => named.as_slice(),
            MemberPattern::All => &[],
        };
        let known = || all.iter().map(|one| one.as_str()).collect::<Vec<_>>().join(", ");
        for unknown in named.iter().filter(|one| !all.contains(one)) {
            problems.push(row.line, "breakdown", unknown.as_str(), Fault::UnknownMember(known()));
            good = false;
        }
        if all.is_empty() && named.is_empty() {
            problems.push(row.line, "breakdown", "*", Fault::UnknownMember(String::new()));
            good = false;
        }
    }
    let item =
        FormItem { indicator: indicator.code.clone(), breakdown, measures: measures?, required: required? };
    good.then_some(item)
}

/// A list with at least one item, each once.
fn list<T: PartialEq>(
    row: &Row<'_>,
    column: &'static str,
    parse: fn(&str) -> Result<T, Invalid>,
    problems: &mut Problems,
) -> Option<Vec<T>> {
    let mut read = Vec::new();
    for text in items(some(row, column, problems)?) {
        let one = problems.read(row.line, column, parse(text))?;
        if !read.contains(&one) {
            read.push(one);
        }
    }
    if read.is_empty() {
        problems.push(row.line, column, "", Fault::Required);
        return None;
    }
    Some(read)
}

/// More than a year late is never.
fn due_days(text: &str) -> Result<u16, Invalid> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten().filter(|days| *days <= 366).ok_or_else(|| {
        Invalid::new("number of days", text, "write how many days after a period closes it is due, 0 to 366")
    })
}
