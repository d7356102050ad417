//! Figures as readers read them outside of charts: the number with its unit, or why there is none, and whose it is.

use baocao_widget::locale;

use super::{Lang, json, name, words};
use crate::domain::{Amount, Breakdown, Catalogue, Figure, Indicator, Measure, Period, Status};
use crate::rollup::Row;

/// The actual of a row with its unit, or why there is none.
#[must_use]
pub fn actual(row: &Row, indicator: Option<&Indicator>, lang: Lang) -> String {
    match row.actual {
        Some(amount) => {
            format!("{}{}", words::qualifier(row.qualifier, lang), with_unit(amount, indicator, lang))
        }
        None => missing(row.status, lang).to_owned(),
    }
}

/// The same where the head of its column names the unit.
#[must_use]
pub fn number(row: &Row, lang: Lang) -> String {
    let exact = words::qualifier(row.qualifier, lang);
    let number = row.actual.map(|amount| format!("{exact}{}", words::number(amount, lang)));
    number.unwrap_or_else(|| missing(row.status, lang).to_owned())
}

/// An amount of an indicator with its unit.
#[must_use]
pub fn with_unit(amount: Amount, indicator: Option<&Indicator>, lang: Lang) -> String {
    let unit = indicator.map_or("", |one| words::unit(one, lang));
    locale::with_unit(&words::number(amount, lang), unit)
}

/// A rate with one decimal: `108,7%`.
#[must_use]
pub fn percent(rate: Amount, lang: Lang) -> String {
    locale::percent(tenths(rate), lang)
}

/// The same with its sign, for a change.
#[must_use]
pub fn change(rate: Amount, lang: Lang) -> String {
    locale::signed_percent(tenths(rate), lang)
}

/// A row's rate of plan; nothing where it has none.
#[must_use]
pub fn rate_of(row: &Row, lang: Lang) -> String {
    row.plan_rate.map(|rate| percent(rate, lang)).unwrap_or_default()
}

/// A row's change on the period it is compared with; nothing where it has none.
#[must_use]
pub fn change_of(row: &Row, lang: Lang) -> String {
    let percent = row.change.as_ref().and_then(|one| one.percent);
    percent.map(|percent| change(percent, lang)).unwrap_or_default()
}

fn tenths(rate: Amount) -> i64 {
    super::jsonstat::rescaled(rate, 1).unwrap_or(rate.units)
}

/// Why there is no number.
#[must_use]
pub fn missing(status: Status, lang: Lang) -> &'static str {
    let words = words::of(lang);
    match status {
        Status::Suppressed => words.confidential,
        Status::NotApplicable => words.cannot_exist,
        _ => words.not_reported,
    }
}

/// What must be known of a row's number: provisional, not of all organizations; nothing for most.
#[must_use]
pub fn note(row: &Row, lang: Lang) -> String {
    let words = words::of(lang);
    let provisional = matches!(row.status, Status::Provisional | Status::Estimated);
    let provisional = provisional.then(|| words.provisional.to_owned());
    let count = |number: u32| locale::number(i64::from(number), 0, lang);
    let gap = super::chart::is_partial(row).then(|| {
        let coverage = row.coverage;
        format!("{}/{} {}", count(coverage.reported), count(coverage.expected), words.organizations_reported)
    });
    provisional.into_iter().chain(gap).collect::<Vec<_>>().join(", ")
}

/// A part as readers call it: `Đảng viên, khiển trách`; nothing for the total.
#[must_use]
pub fn part(catalogue: &Catalogue, breakdown: &Breakdown, lang: Lang) -> String {
    let members = breakdown.iter().map(|(dimension, member)| {
        let named = catalogue.member(dimension, Some(member));
        named.map_or_else(|| member.to_string(), |one| name(&one.names, lang).to_owned())
    });
    let lowered = members.enumerate().map(|(at, name)| if at == 0 { name } else { name.to_lowercase() });
    lowered.collect::<Vec<_>>().join(", ")
}

/// A filed figure: `853 đảng viên`, `kế hoạch 900 đảng viên`.
#[must_use]
pub fn figure(catalogue: &Catalogue, figure: &Figure, lang: Lang) -> String {
    let indicator = catalogue.indicator(&figure.indicator);
    let Some(amount) = json::kept(catalogue, figure) else { return missing(figure.status, lang).to_owned() };
    let exact = words::qualifier(figure.qualifier, lang);
    let number = match figure.measure {
        Measure::PlanRate => percent(amount, lang),
        Measure::Actual | Measure::Plan | Measure::Universe => with_unit(amount, indicator, lang),
    };
    match figure.measure {
        Measure::Actual => format!("{exact}{number}"),
        measure => format!("{} {exact}{number}", words::measure(measure, lang).to_lowercase()),
    }
}

/// A period at the front of a line.
#[must_use]
pub fn period(period: Period, lang: Lang) -> String {
    words::capitalized(&words::period(period, lang))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::testing;

    #[test]
    fn a_number_has_its_unit_and_a_missing_one_its_reason() {
        let report = testing::report();
        let indicator = report.catalogue.indicator(&report.rows[0].indicator);
        let written = |lang| report.rows.iter().map(|row| actual(row, indicator, lang)).collect::<Vec<_>>();
        assert_eq!(written(Lang::Vi), ["81.033,18\u{a0}tỷ đồng", "chưa báo cáo", "bảo mật"]);
        assert_eq!(written(Lang::En), ["81,033.18\u{a0}billion đồng", "not reported", "confidential"]);
    }
}
