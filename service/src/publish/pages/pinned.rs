//! What a chart that is pinned to a day tells its reader: which day, and what was published since.

use baocao_widget::locale;
use serde::Serialize;

use super::Shown;
use crate::domain::{Amount, Status};
use crate::publish::embed::Place;
use crate::publish::{Lang, notes, words};
use crate::rollup::vintages::{ChangedRow, Newer};
use crate::rollup::{Report, Row};

/// Changes that are told one by one; of more, how many.
const TOLD: usize = 5;

/// A chart's pin.
#[derive(Serialize)]
pub(super) struct Pinned {
    /// The day whose knowledge is shown.
    day: String,
    /// The same chart, not pinned; none where the pin is the chart's own.
    newest: Option<String>,
    /// That there are newer figures, and how many of the chart's have changed.
    newer: Option<String>,
    /// The first of them: what, before, after.
    changes: Vec<String>,
    /// How many more.
    more: Option<String>,
}

/// `None` for a chart that follows the newest figures.
pub(super) fn pinned(shown: &Shown<'_>) -> Option<Pinned> {
    shown.report.query.known_on?;
    let (place, lang) = (shown.place, shown.place.lang);
    let live = Place { base: "", known_on: None, ..place.clone() };
    let changed = shown.newer.as_ref().map(|newer| newer.changed.as_slice()).unwrap_or_default();
    let more = changed.len().saturating_sub(TOLD);
    Some(Pinned {
        day: words::day(shown.report.known_on, lang),
        newest: place.known_on.map(|_| live.address("charts", shown.spec, "", &[])),
        newer: shown.newer.as_ref().map(|newer| told(newer, lang)),
        changes: changed.iter().take(TOLD).map(|one| change(shown.report, one, lang)).collect(),
        more: (more > 0).then(|| match lang {
            Lang::Vi => format!("và {more} số khác"),
            Lang::En => format!("and {more} more"),
        }),
    })
}

fn told(newer: &Newer, lang: Lang) -> String {
    let day = words::day(newer.known_on, lang);
    let (changed, cells) = (newer.changed.len(), newer.cells);
    match (lang, changed) {
        (Lang::Vi, 0) => {
            format!("Đã có số liệu mới hơn, công bố đến ngày {day}; các số của biểu đồ này không đổi.")
        }
        (Lang::Vi, _) => {
            format!(
                "Đã có số liệu mới hơn, công bố đến ngày {day}: {changed} trên {cells} số của biểu đồ này đã khác."
            )
        }
        (Lang::En, 0) => {
            format!("Newer figures were published, up to {day}; none in this chart has changed.")
        }
        (Lang::En, _) => {
            let have = if changed == 1 { "has" } else { "have" };
            format!(
                "Newer figures were published, up to {day}: {changed} of {cells} in this chart {have} changed."
            )
        }
    }
}

/// `Đảng viên kết nạp, Đảng bộ thành phố Hà Nội, 2022: 10.183 → 10.190`
fn change(report: &Report, changed: &ChangedRow, lang: Lang) -> String {
    let Some(row) = changed.row() else { return String::new() };
    let cell = format!("{} {} {} {}", row.indicator, row.organization, row.period, row.breakdown);
    let name = notes::named(&report.catalogue, cell.trim_end(), lang);
    let (before, after) = (changed.before.as_ref(), changed.after.as_ref());
    let words = words::of(lang);
    let differing = |label: &str, of: &dyn Fn(Option<&Row>) -> String| {
        let (before, after) = (of(before), of(after));
        (before != after).then(|| format!("{label}{before} → {after}"))
    };
    let plain = |amount: Option<Amount>, after: &str| {
        amount.map_or_else(|| "–".to_owned(), |one| locale::number(one.units, one.decimals, lang) + after)
    };
    let labelled = |label: &str| format!("{} ", label.to_lowercase());
    let told = [
        differing("", &|row| actual(row, lang)),
        differing(&labelled(words.plan), &|row| plain(row.and_then(|row| row.plan), "")),
        differing(&labelled(words.universe), &|row| plain(row.and_then(|row| row.universe), "")),
        differing(&labelled(words.plan_rate), &|row| plain(row.and_then(|row| row.plan_rate), "%")),
        differing("", &|row| {
            let coverage = row.filter(|row| row.coverage.expected > 1);
            let coverage = coverage.map(|row| format!("{}/{}", row.coverage.reported, row.coverage.expected));
            format!("{} {}", coverage.unwrap_or_default(), words.organizations_reported)
        }),
    ];
    let told: Vec<String> = told.into_iter().flatten().collect();
    // What is left is the comparison with the year before, which changed because that year's figure did.
    if told.is_empty() {
        format!("{name}: {}", words.change.to_lowercase())
    } else {
        format!("{name}: {}", told.join("; "))
    }
}

/// The actual as a reader is shown it, or why there is none.
fn actual(row: Option<&Row>, lang: Lang) -> String {
    let words = words::of(lang);
    let Some(row) = row else { return words.not_applicable.to_owned() };
    let Some(amount) = row.actual else {
        return match row.status {
            Status::Suppressed => words.confidential,
            Status::NotApplicable => words.cannot_exist,
            _ => words.not_reported,
        }
        .to_owned();
    };
    let number = locale::number(amount.units, amount.decimals, lang);
    let provisional =
        if row.status == Status::Provisional { format!(" ({})", words.provisional) } else { String::new() };
    format!("{}{number}{provisional}", words::qualifier(row.qualifier, lang))
}
