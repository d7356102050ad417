//! Rows into figures, checked against the catalogue.

mod cells;
mod columns;
mod said;
mod twice;

use std::collections::HashMap;

use super::closing;
use super::fault::Fault;
use super::numbers::{Numbers, Read};
use super::problem::{At, Counted, Lang, Problem, Problems};
use super::row::Row;
use super::terms::Rules;
use crate::domain::{
    Breakdown, Catalogue, Date, DimensionCode, Figure, Indicator, IndicatorCode, Invalid, Measure,
    Organization, OrganizationCode, Period, Qualifier, SourceId, Status, day, plain,
};
use cells::Cells;
pub(super) use columns::COLUMNS;
use columns::{AS_OF, BREAKDOWN, INDICATOR, MEASURE, NOTE, ORGANIZATION, PERIOD, QUALIFIER, SOURCE, STATUS};
use said::{Parts, Said};
use twice::{in_words, twice};

/// Checks row by row, and at the end the rows against each other.
pub(super) struct Check<'a> {
    catalogue: &'a Catalogue,
    /// The only organization that may be filed for, with those below it; `None` is all.
    within: Option<&'a OrganizationCode>,
    figures: Vec<Figure>,
    /// The numbers of their breakdowns.
    parts: Vec<u32>,
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
    said: Before<'a>,
}

/// What the columns said in the rows before, and what that was read as.
#[derive(Default)]
struct Before<'a> {
    indicator: Said<&'a Indicator>,
    organization: Said<&'a Organization>,
    period: Said<Period>,
    as_of: Said<Option<Date>>,
    source: Said<Option<SourceId>>,
    breakdowns: Parts<'a>,
    /// Who was found to have existed, and when.
    placed: Option<(&'a IndicatorCode, &'a OrganizationCode, Period)>,
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
            parts: Vec::new(),
            lines: Vec::new(),
            notes: HashMap::new(),
            texts: HashMap::new(),
            allowed: HashMap::new(),
            said: Before::default(),
        }
    }

    /// Checks one row; keeps its figure when nothing is wrong with it.
    pub fn row(&mut self, row: &Row<'_>, problems: &mut Problems) {
        if !row.is_plain(problems) {
            return;
        }
        let mut cells = Cells { row, problems };
        if !cells.is_filled_in(self.catalogue) {
            return;
        }
        let (catalogue, said) = (self.catalogue, &mut self.said);
        let indicator = said.indicator.again_or(row.in_column(INDICATOR), || {
            let code = cells.required(INDICATOR, IndicatorCode::parse)?;
            cells.known(INDICATOR, catalogue.indicator(&code), Fault::UnknownIndicator)
        });
        let organization = said.organization.again_or(row.in_column(ORGANIZATION), || {
            let code = cells.required(ORGANIZATION, OrganizationCode::parse)?;
            cells.known(ORGANIZATION, catalogue.organization(&code), Fault::UnknownOrganization)
        });
        let period = said.period.again_or(row.in_column(PERIOD), || cells.required(PERIOD, Period::parse));
        let measure = cells.required(MEASURE, Measure::parse);
        let as_of = said.as_of.again_or(row.in_column(AS_OF), || cells.optional(AS_OF, day));
        let qualifier = cells.optional(QUALIFIER, Qualifier::parse);
        let status = cells.optional(STATUS, Status::parse).map(|status| status.unwrap_or(Status::Normal));
        let source = said.source.again_or(row.in_column(SOURCE), || {
            match cells.optional(SOURCE, SourceId::parse)? {
                None => Some(None),
                Some(id) => cells
                    .known(SOURCE, catalogue.source(&id), Fault::UnknownSource)
                    .map(|it| Some(it.id.clone())),
            }
        });
        let read = said.breakdowns.read(row.in_column(BREAKDOWN), || {
            cells.optional(BREAKDOWN, Breakdown::parse).map(Option::unwrap_or_default)
        });
        let breakdown = read.and_then(|(part, read)| match indicator {
            Some(indicator) => self.members(indicator, (part, &read), &mut cells).then_some((part, read)),
            None => Some((part, read)),
        });
        let note = cells.optional(NOTE, note);
        let placed = self.placed(indicator, organization, period, &mut cells);
        let cell = period.zip(measure).zip(breakdown.as_ref().map(|(_, read)| read));
        let closes = cell
            .filter(|_| self.has_closing && as_of == Some(None))
            .zip(indicator.zip(organization))
            .and_then(|(((period, measure), breakdown), of)| self.closes(of, (period, measure, breakdown)));
        let is_early = |period: &Period| as_of.flatten().is_some_and(|day: Date| day < period.start());
        let begins = period.map(|period| {
            let start = period.start();
            (period, if is_early(&period) { self.begins(indicator, organization, period) } else { start })
        });
        let as_of =
            as_of.and_then(|day| cells.cut_off(indicator, (begins, measure), (day, closes), self.today));
        let value = cells.value(indicator, measure, status, &mut self.numbers);
        let (Some(indicator), Some(organization), Some(period), Some(measure)) =
            (indicator, organization, period, measure)
        else {
            return;
        };
        let (
            Some(as_of),
            Some(qualifier),
            Some(status),
            Some(source),
            Some((part, breakdown)),
            Some(value),
            true,
        ) = (as_of, qualifier, status, source, breakdown, value, placed && note.is_some())
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
        let text = row.in_column(columns::VALUE).unwrap_or_default();
        if !text.bytes().all(|byte| byte.is_ascii_digit()) {
            self.texts.insert(self.figures.len(), text.to_owned());
        }
        if closes.is_some() {
            self.closed.push(self.figures.len());
        }
        self.lines.push(row.line);
        self.parts.push(part);
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
        form.map(|form| closing::given(form, organization, cell.0, self.today))
    }

    /// Whether the indicator is broken down so, and the members are those that the catalogue names, where it names any.
    fn members(
        &mut self,
        indicator: &'a Indicator,
        (part, breakdown): (u32, &Breakdown),
        cells: &mut Cells<'_, '_>,
    ) -> bool {
        if self.said.breakdowns.is_good(part, indicator) {
            return true;
        }
        let mut good = true;
        for (dimension, member) in breakdown.iter() {
            if !indicator.breakdowns.contains(dimension) {
                let fault = Fault::NotBrokenDown {
                    indicator: indicator.code.clone(),
                    breakdowns: indicator.breakdowns.clone(),
                };
                cells.told(BREAKDOWN, dimension.as_str(), fault);
                good = false;
                continue;
            }
            let known = self.known_members(dimension);
            if !known.is_empty() && !known.contains(&member.as_str()) {
                cells.told(BREAKDOWN, member.as_str(), Fault::UnknownMember(known.join(", ")));
                good = false;
            }
        }
        if good {
            self.said.breakdowns.note_good(part, indicator);
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
        indicator: Option<&'a Indicator>,
        organization: Option<&'a Organization>,
        period: Option<Period>,
        cells: &mut Cells<'_, '_>,
    ) -> bool {
        let Some(organization) = organization else { return false };
        let code = &organization.code;
        let here = indicator.zip(period).map(|(indicator, period)| (&indicator.code, code, period));
        if here.is_some() && here == self.said.placed {
            return true;
        }
        if let Some(within) = self.within {
            let allowed = *self
                .allowed
                .entry(code.clone())
                .or_insert_with(|| self.catalogue.stands_within(code, within, self.today));
            if !allowed {
                cells.told(ORGANIZATION, code.as_str(), Fault::NotYours(within.clone()));
                return false;
            }
        }
        match period {
            Some(period) if !self.was_there(indicator, organization, period) => {
                cells.told(ORGANIZATION, code.as_str(), Fault::NotThen(period));
                false
            }
            _ => {
                self.said.placed = here;
                true
            }
        }
    }

    /// The first day that a figure of the period tells of.
    fn begins(
        &self,
        indicator: Option<&Indicator>,
        organization: Option<&Organization>,
        period: Period,
    ) -> Date {
        let known = indicator.zip(organization).filter(|_| self.has_closing);
        known.map_or(period.start(), |(indicator, one)| {
            self.catalogue.opens(&indicator.code, Some(one.kind), period)
        })
    }

    /// Whether figures of the organization can tell of the period; of an unknown indicator, whether it existed in it.
    fn was_there(&self, indicator: Option<&Indicator>, organization: &Organization, period: Period) -> bool {
        let existed = || organization.parent_within(period.start(), period.end());
        let parent = indicator.map_or_else(existed, |indicator| {
            self.catalogue.parent_in(&indicator.code, organization, period)
        });
        parent.is_some()
    }

    /// What was read, and everything that is wrong with its rows.
    pub fn finish(mut self, mut problems: Problems) -> Checked {
        for (at, units) in self.numbers.settle(&mut problems) {
            self.figures[at].value = units;
        }
        let again = twice(&self.figures, &self.parts);
        for &(at, first) in &again {
            let first = At::new(self.lines[first], problems.counted);
            let what = if problems.is_full() { String::new() } else { in_words(&self.figures[at]) };
            problems.whole(self.lines[at], &what, Fault::Twice(first));
        }
        if problems.is_empty() && self.figures.is_empty() {
            problems.whole(0, "", Fault::NoFigures);
        }
        let Self { figures, lines, notes, texts, closed, numbers, .. } = self;
        let counted = problems.counted;
        let mut checked = Checked {
            figures,
            lines,
            notes,
            texts,
            closed,
            numbers: numbers.settled(),
            counted,
            problems: problems.into_vec(),
        };
        checked.leave_out(&again);
        checked
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
    plain(text)?;
    if text.chars().count() > LONGEST_NOTE {
        return Err(Invalid::new("note", text, "write at most 500 characters"));
    }
    Ok(text.to_owned())
}

const LONGEST_NOTE: usize = 500;
