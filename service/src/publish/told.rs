//! What a release changed, in words: by indicator, how many figures are new, revised, withdrawn, and the first of them.

use serde::Serialize;

use super::{Lang, name, words, written};
use crate::domain::{Figure, IndicatorCode};
use crate::rollup::vintages::{Difference, DifferenceKind, Differences};

/// The changes of one indicator.
#[derive(Debug, Serialize)]
pub struct Group {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// `3 số mới, 1 số sửa đổi`
    pub counts: String,
    /// The first of them, a line each.
    pub lines: Vec<String>,
    /// How many more there are.
    pub more: usize,
}

/// The changes by indicator, in the order of their codes; of each at most so many lines.
#[must_use]
pub fn groups(page: &Differences, lines: usize, lang: Lang) -> Vec<Group> {
    let mut found: Vec<(IndicatorCode, Vec<&Difference>)> = Vec::new();
    for one in &page.changes {
        let Some(figure) = one.figure() else { continue };
        match found.last_mut().filter(|(code, _)| *code == figure.indicator) {
            Some((_, changes)) => changes.push(one),
            None => found.push((figure.indicator.clone(), vec![one])),
        }
    }
    let named = |code: &IndicatorCode| {
        let indicator = page.catalogue.indicator(code);
        indicator.map_or_else(|| code.to_string(), |one| name(&one.names, lang).to_owned())
    };
    let told = found.iter().map(|(code, changes)| Group {
        code: code.to_string(),
        name: named(code),
        counts: counts(changes.iter().copied(), lang),
        lines: changes.iter().take(lines).filter_map(|one| line(page, one, lang)).collect(),
        more: changes.len().saturating_sub(lines),
    });
    told.collect()
}

/// `92 số mới, 3 số sửa đổi`; `hơn` where the page does not hold all.
#[must_use]
pub fn summary(page: &Differences, lang: Lang) -> String {
    let all = counts(page.changes.iter(), lang);
    match (page.rest.is_some(), lang) {
        (false, _) => all,
        (true, Lang::Vi) => format!("hơn {all}"),
        (true, Lang::En) => format!("more than {all}"),
    }
}

fn counts<'a>(changes: impl Iterator<Item = &'a Difference>, lang: Lang) -> String {
    let mut counted = [0_usize; 5];
    for one in changes {
        counted[place(one.kind)] += 1;
    }
    let told = counted.iter().enumerate().filter(|(_, count)| **count > 0).map(|(at, count)| {
        let number = baocao_widget::locale::number(i64::try_from(*count).unwrap_or(i64::MAX), 0, lang);
        match lang {
            Lang::Vi => {
                format!(
                    "{number} số {}",
                    ["mới", "sửa đổi", "thu hồi", "xác nhận lại", "bảo mật nộp lại"][at]
                )
            }
            Lang::En => {
                let figures = if *count == 1 { "figure" } else { "figures" };
                format!(
                    "{number} {figures} {}",
                    ["new", "revised", "withdrawn", "confirmed", "filed anew and confidential"][at]
                )
            }
        }
    });
    let told: Vec<String> = told.collect();
    match (told.is_empty(), lang) {
        (false, _) => told.join(", "),
        (true, Lang::Vi) => "không có số nào thay đổi".to_owned(),
        (true, Lang::En) => "no figure changed".to_owned(),
    }
}

fn place(kind: DifferenceKind) -> usize {
    match kind {
        DifferenceKind::New => 0,
        DifferenceKind::Revised => 1,
        DifferenceKind::Withdrawn => 2,
        DifferenceKind::Confirmed => 3,
        DifferenceKind::Hidden => 4,
    }
}

/// `Đảng bộ thành phố Hà Nội, năm 2022, khiển trách: 850 → 853 trường hợp`
fn line(page: &Differences, change: &Difference, lang: Lang) -> Option<String> {
    let catalogue = &page.catalogue;
    let figure = change.figure()?;
    let organization = catalogue.organization(&figure.organization);
    let organization =
        organization.map_or_else(|| figure.organization.to_string(), |one| name(&one.names, lang).to_owned());
    let part = written::part(catalogue, &figure.breakdown, lang).to_lowercase();
    let cell = [organization, words::period(figure.period, lang), part];
    let cell: Vec<String> = cell.into_iter().filter(|text| !text.is_empty()).collect();
    let said = |figure: &Figure| written::figure(catalogue, figure, lang);
    let before = change.before.as_ref().map(|one| said(&one.figure));
    let after = change.after.as_ref().map(|one| said(&one.figure));
    let told = match (before, after, lang) {
        (Some(before), Some(after), _) if before != after => format!("{before} → {after}"),
        (Some(before), None, Lang::Vi) => format!("{before} → đã thu hồi"),
        (Some(before), None, Lang::En) => format!("{before} → withdrawn"),
        (_, Some(after), _) => after,
        (None, None, _) => return None,
    };
    Some(format!("{}: {told}", cell.join(", ")))
}
