//! Rows into figures, checked against the catalogue.

use std::collections::HashMap;

use super::Rules;
use super::closing;
use super::fault::Fault;
use super::numbers::{MOST_DECIMALS, Numbers, Read, Written, units};
use super::problem::{At, Counted, Lang, Problem, Problems};
use super::row::{self, Columns, Row};
use crate::domain::{
    Breakdown, Catalogue, Date, DimensionCode, Figure, FormCode, FormItem, Indicator, IndicatorCode, Invalid,
    Kind, Measure, Organization, OrganizationCode, PLAN_RATE_DECIMALS, Period, Qualifier, SourceId, Status,
    day,
};

/// The columns of a filing. One that is left out is empty in every row: without sources the filing is its own, without
/// statuses all are normal.
pub(super) const COLUMNS: Columns = Columns {
    all: &[
        "source",
        "indicator",
        "organization",
        "period",
        "as_of",
        "measure",
        "breakdown",
        "value",
        "qualifier",
        "status",
        "note",
        "form",
    ],
    optional: &["source", "as_of", "breakdown", "qualifier", "status", "note", "form"],
};

/// Units of which there cannot be fewer than none in a flow. A net change needs a unit of its own.
const COUNTED: &[&str] =
    &["person", "organization", "case", "task", "conference", "document", "site", "event", "household"];

/// Checks row by row, and at the end the rows against each other.
pub(super) struct Check<'a> {
    catalogue: &'a Catalogue,
    /// The only organization that may be filed for, with those below it; `None` is all.
    within: Option<&'a OrganizationCode>,
    figures: Vec<Figure>,
    lines: Vec<usize>,
    notes: HashMap<usize, String>,
    /// Values that are not plain digits, as they came, by the places of their figures.
    texts: HashMap<usize, String>,
    numbers: Numbers,
    /// The places of the figures whose as-of day is the one on which their form closes.
    closed: Vec<usize>,
    /// Whether any form has a closing day.
    has_closing: bool,
    /// The day it is filed.
    today: Date,
    /// What was found out about an organization's right to be in this filing.
    allowed: HashMap<OrganizationCode, bool>,
}

impl<'a> Check<'a> {
    pub fn new(rules: Rules<'a>) -> Self {
        let Rules { catalogue, within, today, handling, .. } = rules;
        Self {
            catalogue,
            within,
            today,
            numbers: Numbers::new(handling.numbers),
            closed: Vec::new(),
            has_closing: catalogue.forms().iter().any(|form| form.closing_day.is_some()),
            figures: Vec::new(),
            lines: Vec::new(),
            notes: HashMap::new(),
            texts: HashMap::new(),
            allowed: HashMap::new(),
        }
    }

    /// Checks one row; keeps its figure when nothing is wrong with it.
    pub fn row(&mut self, row: &Row<'_>, problems: &mut Problems) {
        let mut cells = Cells { row, problems };
        if !cells.is_filled_in(self.catalogue) {
            return;
        }
        let indicator = cells.required("indicator", IndicatorCode::parse).and_then(|code| {
            cells.known("indicator", self.catalogue.indicator(&code), Fault::UnknownIndicator)
        });
        let organization = cells.required("organization", OrganizationCode::parse).and_then(|code| {
            cells.known("organization", self.catalogue.organization(&code), Fault::UnknownOrganization)
        });
        let period = cells.required("period", Period::parse);
        let measure = cells.required("measure", Measure::parse);
        let as_of = cells.optional("as_of", day);
        let qualifier = cells.optional("qualifier", Qualifier::parse);
        let status = cells.optional("status", Status::parse).map(|status| status.unwrap_or(Status::Normal));
        let source = cells.optional("source", SourceId::parse).and_then(|id| match id {
            None => Some(None),
            Some(id) => cells
                .known("source", self.catalogue.source(&id), Fault::UnknownSource)
                .map(|it| Some(it.id.clone())),
        });
        let breakdown = cells.breakdown();
        let breakdown = breakdown.and_then(|read| match indicator {
            Some(indicator) => self.members(indicator, &read, &mut cells).then_some(read),
            None => Some(read),
        });
        let note = cells.optional("note", note);
        let placed = self.placed(organization, period, &mut cells);
        let cell = period.zip(measure).zip(breakdown.as_ref());
        let closes = cell
            .filter(|_| self.has_closing && as_of == Some(None))
            .zip(indicator.zip(organization))
            .and_then(|(((period, measure), breakdown), of)| self.closes(of, (period, measure, breakdown)));
        let as_of = as_of.and_then(|day| cells.cut_off(indicator, day.or(closes), self.today));
        let value = cells.value(indicator, measure, status, &mut self.numbers);
        let (Some(indicator), Some(organization), Some(period), Some(measure)) =
            (indicator, organization, period, measure)
        else {
            return;
        };
        let (Some(as_of), Some(qualifier), Some(status), Some(source), Some(breakdown), Some(value), true) =
            (as_of, qualifier, status, source, breakdown, value, placed && note.is_some())
        else {
            return;
        };
        let value = value.map(|read| match read {
            Read::Units(units) => units,
            Read::Open => {
                self.numbers.belongs(self.figures.len());
                0
            }
        });
        if let Some(note) = note.flatten() {
            self.notes.insert(self.figures.len(), note);
        }
        let text = row.text("value");
        if !text.bytes().all(|byte| byte.is_ascii_digit()) {
            self.texts.insert(self.figures.len(), text.to_owned());
        }
        if closes.is_some() {
            self.closed.push(self.figures.len());
        }
        self.lines.push(row.line);
        self.figures.push(Figure {
            indicator: indicator.code.clone(),
            organization: organization.code.clone(),
            period,
            measure,
            breakdown,
            value,
            as_of,
            qualifier,
            status,
            source,
        });
    }

    /// The day to which data run that do not say so, where a form closes the period on a day of its own.
    fn closes(
        &self,
        (indicator, organization): (&Indicator, &Organization),
        cell: (Period, Measure, &Breakdown),
    ) -> Option<Date> {
        let form = closing::forms(self.catalogue, indicator, organization, cell).next();
        form.map(|form| closing::given(form, cell.0, self.today))
    }

    /// Whether the indicator is broken down so, and the members are those that the catalogue names, where it names any.
    fn members(&self, indicator: &Indicator, breakdown: &Breakdown, cells: &mut Cells<'_, '_>) -> bool {
        let mut good = true;
        for (dimension, member) in breakdown.iter() {
            if !indicator.breakdowns.contains(dimension) {
                let fault = Fault::NotBrokenDown {
                    indicator: indicator.code.clone(),
                    breakdowns: indicator.breakdowns.clone(),
                };
                cells.told("breakdown", dimension.as_str(), fault);
                good = false;
                continue;
            }
            let known = self.known_members(dimension);
            if !known.is_empty() && !known.contains(&member.as_str()) {
                cells.told("breakdown", member.as_str(), Fault::UnknownMember(known.join(", ")));
                good = false;
            }
        }
        good
    }

    fn known_members(&self, dimension: &DimensionCode) -> Vec<&'a str> {
        let members = self.catalogue.parts().members.iter().filter(|one| one.dimension == *dimension);
        members.filter_map(|one| one.member.as_ref().map(|code| code.as_str())).collect()
    }

    /// Whether the organization may be in this filing, and existed.
    fn placed(
        &mut self,
        organization: Option<&Organization>,
        period: Option<Period>,
        cells: &mut Cells<'_, '_>,
    ) -> bool {
        let Some(organization) = organization else { return false };
        let code = &organization.code;
        if let Some(within) = self.within {
            let allowed = *self
                .allowed
                .entry(code.clone())
                .or_insert_with(|| self.catalogue.stands_within(code, within, self.today));
            if !allowed {
                cells.told("organization", code.as_str(), Fault::NotYours(within.clone()));
                return false;
            }
        }
        match period {
            Some(period) if organization.parent_within(period.start(), period.end()).is_none() => {
                cells.told("organization", code.as_str(), Fault::NotThen(period));
                false
            }
            _ => true,
        }
    }

    /// What was read, and everything that is wrong with its rows.
    pub fn finish(mut self, mut problems: Problems) -> Checked {
        for (at, units) in self.numbers.settle(&mut problems) {
            self.figures[at].value = units;
        }
        let mut cells = HashMap::with_capacity(self.figures.len());
        // Those of one subject and one source mostly come together, and are then told by a number.
        let (mut subjects, mut before) = (HashMap::new(), None::<(&Figure, usize)>);
        for (figure, line) in self.figures.iter().zip(&self.lines) {
            let Figure { indicator, organization, period, measure, breakdown, as_of, source, .. } = figure;
            let is_like = |(other, _): &(&Figure, usize)| {
                other.organization == *organization
                    && other.indicator == *indicator
                    && other.source == *source
            };
            let subject = before.filter(is_like).map_or_else(
                || {
                    let next = subjects.len();
                    *subjects.entry((indicator, organization, source)).or_insert(next)
                },
                |(_, subject)| subject,
            );
            before = Some((figure, subject));
            let cell = (subject, period, measure, breakdown, as_of);
            if let Some(first) = cells.insert(cell, *line) {
                let what = format!("{indicator} {organization} {period} {measure} {breakdown}");
                problems.whole(*line, what.trim_end(), Fault::Twice(At::new(first, problems.counted)));
            }
        }
        if problems.is_empty() && self.figures.is_empty() {
            problems.whole(0, "", Fault::NoFigures);
        }
        let Self { figures, lines, notes, texts, closed, numbers, .. } = self;
        let counted = problems.counted;
        Checked {
            figures,
            lines,
            notes,
            texts,
            closed,
            numbers: numbers.settled(),
            counted,
            problems: problems.into_vec(),
        }
    }
}

/// The good rows of a filing, and the problems of the others.
#[derive(Debug)]
pub(super) struct Checked {
    pub figures: Vec<Figure>,
    pub lines: Vec<usize>,
    /// Reasons that stand beside figures, by their places.
    pub notes: HashMap<usize, String>,
    /// Values that are not plain digits, as they came.
    pub texts: HashMap<usize, String>,
    /// The places of figures that got the day on which their form closes.
    pub closed: Vec<usize>,
    /// How numbers are written, where any shows it.
    pub numbers: Option<Lang>,
    pub counted: Counted,
    pub problems: Vec<Problem>,
}

/// A reason, as long as a few sentences.
pub(super) fn note(text: &str) -> Result<String, Invalid> {
    if text.chars().count() > LONGEST_NOTE {
        return Err(Invalid::new("note", text, "write at most 500 characters"));
    }
    Ok(text.to_owned())
}

const LONGEST_NOTE: usize = 500;

/// The cells of one row and where their problems go.
struct Cells<'r, 'p> {
    row: &'r Row<'r>,
    problems: &'p mut Problems,
}

impl Cells<'_, '_> {
    fn told(&mut self, column: &'static str, value: &str, fault: Fault) {
        self.problems.push(self.row.line, column, value, fault);
    }

    fn required<T>(&mut self, column: &'static str, parse: fn(&str) -> Result<T, Invalid>) -> Option<T> {
        match self.row.get(column)? {
            "" => {
                self.told(column, "", Fault::Required);
                None
            }
            text => self.problems.read(self.row.line, column, parse(text)),
        }
    }

    /// The outer `None`: something is wrong with it.
    fn optional<T>(
        &mut self,
        column: &'static str,
        parse: fn(&str) -> Result<T, Invalid>,
    ) -> Option<Option<T>> {
        match self.row.get(column)? {
            "" => Some(None),
            text => self.problems.read(self.row.line, column, parse(text)).map(Some),
        }
    }

    fn known<T>(&mut self, column: &'static str, found: Option<T>, fault: Fault) -> Option<T> {
        if found.is_none() {
            let text = self.row.text(column);
            self.problems.push(self.row.line, column, text, fault);
        }
        found
    }

    /// Whether a row says anything: in a form's own workbook those that nobody filled in are there too.
    fn is_filled_in(&mut self, catalogue: &Catalogue) -> bool {
        let code = match self.row.text("form") {
            "" => return true,
            text => text,
        };
        let form = FormCode::parse(code).ok().and_then(|code| catalogue.form(&code));
        let Some(form) = form else {
            self.told("form", code, Fault::UnknownForm);
            return false;
        };
        if ["value", "status", "note", "qualifier"].iter().any(|name| !self.row.text(name).is_empty()) {
            return true;
        }
        let read = (
            IndicatorCode::parse(self.row.text("indicator")),
            Breakdown::parse(self.row.text("breakdown")),
            Measure::parse(self.row.text("measure")),
        );
        let (Ok(indicator), Ok(breakdown), Ok(measure)) = read else { return true };
        let asks = |item: &FormItem| {
            item.required
                && item.indicator == indicator
                && item.measures.contains(&measure)
                && item.breakdown.covers(&breakdown)
        };
        if form.items.iter().any(asks) {
            self.told("value", "", Fault::FormAsks);
        }
        false
    }

    fn breakdown(&mut self) -> Option<Breakdown> {
        self.optional("breakdown", Breakdown::parse).map(Option::unwrap_or_default)
    }

    /// A day to come would stand before every correction, since later data win.
    fn cut_off(
        &mut self,
        indicator: Option<&Indicator>,
        day: Option<Date>,
        today: Date,
    ) -> Option<Option<Date>> {
        if day.is_some_and(|day| day > today) {
            let text = self.row.text("as_of");
            self.told("as_of", text, Fault::AsOfInFuture);
            return None;
        }
        if day.is_none() && indicator.is_some_and(|one| one.kind == Kind::Cumulative) {
            self.told("as_of", "", Fault::AsOfRequired);
            return None;
        }
        Some(day)
    }

    /// The value in units of the measure; the outer `None`: something is wrong with it.
    fn value(
        &mut self,
        indicator: Option<&Indicator>,
        measure: Option<Measure>,
        status: Option<Status>,
        numbers: &mut Numbers,
    ) -> Option<Option<Read>> {
        let text = self.row.get("value")?;
        if text.is_empty() {
            if status.is_some_and(Status::has_value) {
                self.told("value", "", Fault::ValueRequired);
                return None;
            }
            return Some(None);
        }
        if let Some(status) = status.filter(|status| !status.has_value()) {
            self.told("value", text, Fault::ValueNotAllowed(status));
            return None;
        }
        let read = self.number(text, indicator, measure, numbers);
        read.map_err(|fault| self.told("value", text, fault)).ok().map(Some)
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
        if indicator.zip(measure).and_then(|(one, measure)| least(one, measure)).is_some_and(is_below) {
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
