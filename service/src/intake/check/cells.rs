//! The cells of one row, each read as what its column holds.

use super::columns::{AS_OF, BREAKDOWN, FORM, INDICATOR, MEASURE, NOTE, QUALIFIER, STATUS, VALUE};
use crate::domain::{
    Breakdown, Catalogue, Date, FormCode, FormItem, Indicator, IndicatorCode, Invalid, Kind, Measure,
    PLAN_RATE_DECIMALS, Period, Status,
};
use crate::intake::fault::Fault;
use crate::intake::numbers::{MOST_DECIMALS, Numbers, Read, Written, units};
use crate::intake::problem::Problems;
use crate::intake::row::{self, Column, Row};

/// Units of which there cannot be fewer than none in a flow. A net change needs a unit of its own.
const COUNTED: &[&str] =
    &["person", "organization", "case", "task", "conference", "document", "site", "event", "household"];

/// The cells of one row and where their problems go.
pub(super) struct Cells<'r, 'p> {
    pub row: &'r Row<'r>,
    pub problems: &'p mut Problems,
}

impl Cells<'_, '_> {
    pub fn told(&mut self, column: Column, value: &str, fault: Fault) {
        self.problems.push(self.row.line, column.name, value, fault);
    }

    /// The text in a column, empty where nothing stands.
    fn text(&self, column: Column) -> &str {
        self.row.in_column(column).unwrap_or_default()
    }

    pub fn required<T>(&mut self, column: Column, parse: fn(&str) -> Result<T, Invalid>) -> Option<T> {
        match self.row.in_column(column)? {
            "" => {
                self.told(column, "", Fault::Required);
                None
            }
            text => self.problems.read(self.row.line, column.name, parse(text)),
        }
    }

    /// The outer `None`: something is wrong with it.
    pub fn optional<T>(
        &mut self,
        column: Column,
        parse: fn(&str) -> Result<T, Invalid>,
    ) -> Option<Option<T>> {
        match self.row.in_column(column)? {
            "" => Some(None),
            text => self.problems.read(self.row.line, column.name, parse(text)).map(Some),
        }
    }

    pub fn known<T>(&mut self, column: Column, found: Option<T>, fault: Fault) -> Option<T> {
        if found.is_none() {
            let text = self.row.in_column(column).unwrap_or_default();
            self.problems.push(self.row.line, column.name, text, fault);
        }
        found
    }

    /// Whether a row says anything: in a form's own workbook those that nobody filled in are there too.
    pub fn is_filled_in(&mut self, catalogue: &Catalogue) -> bool {
        let code = match self.row.in_column(FORM).unwrap_or_default() {
            "" => return true,
            text => text,
        };
        let form = FormCode::parse(code).ok().and_then(|code| catalogue.form(&code));
        let Some(form) = form else {
            self.told(FORM, code, Fault::UnknownForm);
            return false;
        };
        if [VALUE, STATUS, NOTE, QUALIFIER].iter().any(|column| !self.text(*column).is_empty()) {
            return true;
        }
        let read = (
            IndicatorCode::parse(self.text(INDICATOR)),
            Breakdown::parse(self.text(BREAKDOWN)),
            Measure::parse(self.text(MEASURE)),
        );
        let (Ok(indicator), Ok(breakdown), Ok(measure)) = read else { return true };
        let asks = |item: &FormItem| {
            item.required
                && item.indicator == indicator
                && item.measures.contains(&measure)
                && item.breakdown.covers(&breakdown)
        };
        if form.items.iter().any(asks) {
            self.told(VALUE, "", Fault::FormAsks);
        }
        false
    }

    /// A day to come would stand before every correction, since later data win. Data of a period do not end before it
    /// begins; a plan may be made then.
    pub fn cut_off(
        &mut self,
        indicator: Option<&Indicator>,
        (period, measure): (Option<(Period, Date)>, Option<Measure>),
        (day, closes): (Option<Date>, Option<Date>),
        today: Date,
    ) -> Option<Option<Date>> {
        let of_it = period.filter(|_| matches!(measure, Some(Measure::Actual | Measure::PlanRate)));
        if let Some((period, begins)) = of_it.filter(|(_, begins)| day.is_some_and(|day| day < *begins)) {
            let text = self.row.in_column(AS_OF).unwrap_or_default();
            self.told(AS_OF, text, Fault::AsOfBeforePeriod(period, begins));
            return None;
        }
        let day = day.or(closes);
        if day.is_some_and(|day| day > today) {
            let text = self.row.in_column(AS_OF).unwrap_or_default();
            self.told(AS_OF, text, Fault::AsOfInFuture);
            return None;
        }
        if day.is_none() && indicator.is_some_and(|one| one.kind == Kind::Cumulative) {
            self.told(AS_OF, "", Fault::AsOfRequired);
            return None;
        }
        Some(day)
    }

    /// The value in units of the measure; the outer `None`: something is wrong with it.
    pub fn value(
        &mut self,
        indicator: Option<&Indicator>,
        measure: Option<Measure>,
        status: Option<Status>,
        numbers: &mut Numbers,
    ) -> Option<Option<Read>> {
        let text = self.row.in_column(VALUE)?;
        if text.is_empty() {
            if status.is_some_and(Status::has_value) {
                self.told(VALUE, "", Fault::ValueRequired);
                return None;
            }
            return Some(None);
        }
        if let Some(status) = status.filter(|status| !status.has_value()) {
            self.told(VALUE, text, Fault::ValueNotAllowed(status));
            return None;
        }
        let read = self.number(text, indicator, measure, numbers);
        read.map_err(|fault| self.told(VALUE, text, fault)).ok().map(Some)
    }

    fn number(
        &self,
        text: &str,
        indicator: Option<&Indicator>,
        measure: Option<Measure>,
        numbers: &mut Numbers,
    ) -> Result<Read, Fault> {
        let decimals = match (measure, indicator) {
            (Some(Measure::PlanRate), _) => PLAN_RATE_DECIMALS,
            (_, Some(indicator)) => indicator.decimals,
            // What it counts in is unknown, so only that it is a number can be told.
            (_, None) => MOST_DECIMALS,
        };
        let negative = text.strip_prefix(['-', '\u{2212}']);
        let negative = negative.is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit()));
        let is_below = |least| negative || least > 0 && text == "0";
        let least = || indicator.zip(measure).and_then(|(one, measure)| least(one, measure));
        if (negative || text == "0") && least().is_some_and(is_below) {
            return Err(Fault::Negative);
        }
        let percent =
            measure == Some(Measure::PlanRate) || indicator.is_some_and(|one| one.unit == "percent");
        let number = text.strip_suffix('%').filter(|_| percent).map_or(text, str::trim_end);
        match self.row.value {
            row::Written::AsText => {}
            row::Written::AsNumber => return units(text, number, decimals).map(Read::Units),
            row::Written::Inexactly => return Err(Fault::InexactNumber),
        }
        if let Some(units) = digits(number, decimals) {
            return Ok(Read::Units(units));
        }
        let Some(written) = Written::parse(number) else {
            let remedy = "write digits, such as 81033.18, 81,033.18 or 81.033,18";
            return Err(Fault::Invalid(Invalid::new("number", text, remedy)));
        };
        if let Some(indicator) = indicator.filter(|one| written.scale > 0 && is_scaled(&one.unit)) {
            let whole = written.any().to_owned();
            return Err(Fault::ScaledTwice { unit: indicator.unit_names.clone(), whole });
        }
        numbers.read(self.row.line, text, written, decimals, self.problems.counted)
    }
}

/// The units of a number that is written in digits alone, which reads alike in every way; `None` for any other, and for one
/// that does not fit.
fn digits(text: &str, decimals: u8) -> Option<i64> {
    if !(1..=18).contains(&text.len()) || decimals > MOST_DECIMALS {
        return None;
    }
    let read = text
        .bytes()
        .try_fold(0_i64, |read, byte| byte.is_ascii_digit().then(|| read * 10 + i64::from(byte - b'0')))?;
    read.checked_mul(10_i64.pow(decimals.into()))
}

/// Units that count in thousands or more already: a word such as `tỷ` after the number may be theirs.
fn is_scaled(unit: &str) -> bool {
    ["thousand", "million", "billion", "trillion"].iter().any(|scale| unit.contains(scale))
}

/// The least that can have been counted; `None` where there is none.
fn least(indicator: &Indicator, measure: Measure) -> Option<i64> {
    match (indicator.kind, measure) {
        (_, Measure::PlanRate) => None,
        (Kind::Rank, _) => Some(1),
        (_, Measure::Universe) => Some(0),
        (Kind::Flow, _) if COUNTED.contains(&indicator.unit.as_str()) => Some(0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::intake::problem::Counted;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

        /// The short way over digits leads where the long one does.
        #[test]
        fn digits_alone_are_read_as_any_number_is(text in "[0-9]{1,22}|[0-9.,-]{0,9}", decimals in 0_u8..=9) {
            let long = Written::parse(&text).map(|written| {
                Numbers::new(None).read(1, &text, written, decimals, Counted::Lines)
            });
            if let Some(units) = digits(&text, decimals) {
                prop_assert_eq!(long, Some(Ok(Read::Units(units))));
            } else {
                let is_plain = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.is_empty();
                prop_assert!(!is_plain || text.len() > 18 || matches!(long, Some(Err(_))), "`{}`", text);
            }
        }
    }
}
