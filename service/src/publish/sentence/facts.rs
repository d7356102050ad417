//! What the macros of claims may say: everything written out, in the language of the sentence.

use baocao_widget::locale;
use serde_json::{Map, Value};

use super::point::is_running;
use crate::domain::{Amount, Breakdown, Indicator, Kind, Status};
use crate::publish::{Lang, chart, name, words};
use crate::rollup::{Report, Row};

/// Facts about one row, by the names that macros know them by.
#[derive(Clone, Debug)]
pub(super) struct Facts<'a> {
    report: &'a Report,
    pub indicator: Option<&'a Indicator>,
    pub lang: Lang,
    /// Its place among those beside it, from 1.
    pub place: Option<usize>,
    said: Map<String, Value>,
}

impl<'a> Facts<'a> {
    /// Of whom, what and when.
    pub(super) fn of(report: &'a Report, row: &Row, lang: Lang) -> Self {
        Self::about(report, row, &row.breakdown, lang)
    }

    /// The same, named after a breakdown that the row is a part of.
    pub(super) fn about(report: &'a Report, row: &Row, named: &Breakdown, lang: Lang) -> Self {
        let indicator = report.catalogue.indicator(&row.indicator);
        let mut facts = Self { report, indicator, lang, place: None, said: Map::new() };
        let period = words::period_in_sentence(row.period, lang);
        facts.say("Period", words::capitalized(&period));
        facts.say("period", period);
        if let Some(one) = report.catalogue.organization(&row.organization) {
            facts.say("organization", name(&one.names, lang).to_owned());
        }
        let what = indicator.map_or("", |one| name(&one.names, lang));
        let part = facts.members(named);
        let part = if part.is_empty() { part } else { format!(" ({part})") };
        facts.say("Indicator", format!("{what}{part}"));
        facts.say("indicator", format!("{}{part}", lowered(what)));
        let kind = indicator.map(|one| one.kind);
        if let Some(day) = row.as_of
            && (is_running(row) || kind == Some(Kind::Stock))
        {
            facts.say("as_of", words::day(day, lang));
        }
        if let Some(actual) = row.actual {
            let exact = words::qualifier(row.qualifier, lang);
            facts.say("actual", format!("{exact}{}", facts.with_unit(actual)));
            facts.say("number", format!("{exact}{}", words::number(actual, lang)));
        }
        let partial = chart::is_partial(row);
        if partial {
            facts.say("reported", row.coverage.reported.to_string());
            facts.say("expected", row.coverage.expected.to_string());
        }
        facts.set("is_brief", false);
        facts.set("is_partial", partial);
        facts.set("is_provisional", row.status == Status::Provisional);
        facts.set("is_estimated", row.status == Status::Estimated);
        facts.set("is_unvalidated", row.status == Status::Unvalidated);
        facts
    }

    pub(super) fn say(&mut self, key: &str, text: String) {
        self.said.insert(key.to_owned(), text.into());
    }

    pub(super) fn set(&mut self, key: &str, is: bool) {
        self.said.insert(key.to_owned(), is.into());
    }

    /// The same facts, but of no organization and without its number.
    pub(super) fn of_all(mut self) -> Self {
        for key in ["organization", "actual", "number"] {
            self.said.remove(key);
        }
        self
    }

    pub(super) fn value(&self) -> Value {
        Value::Object(self.said.clone())
    }

    /// The same for a clause that stands beside the value.
    pub(super) fn brief(&self) -> Value {
        let mut said = self.said.clone();
        said.insert("is_brief".to_owned(), true.into());
        Value::Object(said)
    }

    /// A number with its unit; a rank's unit is said by its claim.
    pub(super) fn with_unit(&self, amount: Amount) -> String {
        let unit = self.indicator.filter(|one| one.kind != Kind::Rank);
        let unit = unit.map_or("", |one| words::unit(one, self.lang));
        locale::with_unit(&words::number(amount, self.lang), unit)
    }

    /// A difference: percentages differ by points.
    pub(super) fn difference(&self, amount: Amount) -> String {
        if self.indicator.is_some_and(|one| one.unit == "percent") {
            let points = match self.lang {
                Lang::Vi => "điểm phần trăm",
                Lang::En => "percentage points",
            };
            return locale::with_unit(&words::number(amount, self.lang), points);
        }
        self.with_unit(amount)
    }

    /// A place in a ranking: Vietnamese writes the number, English its ordinal.
    pub(super) fn placed(&self, rank: Amount) -> String {
        match self.lang {
            Lang::Vi => words::number(rank, self.lang),
            Lang::En => ordinal(rank.units),
        }
    }

    /// A rate with one decimal.
    pub(super) fn percent(&self, tenths: i64) -> String {
        locale::percent(tenths, self.lang)
    }

    /// An organization's name.
    pub(super) fn name_of(&self, row: &Row) -> String {
        let one = self.report.catalogue.organization(&row.organization);
        one.map_or("", |one| name(&one.names, self.lang)).to_owned()
    }

    /// The members of a breakdown.
    pub(super) fn members(&self, breakdown: &Breakdown) -> String {
        let members = breakdown.iter().map(|(dimension, member)| {
            let named = self.report.catalogue.member(dimension, Some(member));
            named.map_or_else(|| member.to_string(), |one| name(&one.names, self.lang).to_lowercase())
        });
        members.collect::<Vec<_>>().join(", ")
    }
}

/// With a small letter in front, unless it begins with an abbreviation.
fn lowered(text: &str) -> String {
    let mut letters = text.chars();
    let (Some(first), second) = (letters.next(), letters.clone().next()) else { return String::new() };
    if second.is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    first.to_lowercase().chain(letters).collect()
}

/// `1st`, `12th`.
fn ordinal(number: i64) -> String {
    let end = match (number % 10, number % 100) {
        (1..=3, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{end}")
}
