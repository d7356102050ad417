//! Collects what the rules find of the figures of a filing, with what follows from it and the reasons that were filed.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use super::number::number;
use crate::domain::{Figure, Indicator, Justification};
use crate::intake::difference::Differences;
use crate::intake::fault::{Fault, Severity};
use crate::intake::problem::{Problem, Problems};
use crate::intake::terms::Handling;

/// The figures of a filing and where they stand in it.
#[derive(Clone, Copy, Debug)]
pub(in crate::intake) struct Filed<'a> {
    pub figures: &'a [Figure],
    pub lines: &'a [usize],
    /// Reasons that were filed with figures, by their places.
    pub notes: &'a HashMap<usize, String>,
    /// Values that are not plain digits, as they came.
    pub texts: &'a HashMap<usize, String>,
}

/// What the rules say of a filing.
#[derive(Debug)]
pub(in crate::intake) struct Judged {
    pub findings: Vec<Problem>,
    pub refused: bool,
    pub justifications: Vec<Justification>,
    pub differences: Differences,
}

/// Collects what the rules find.
pub(super) struct Findings<'a> {
    pub filed: Filed<'a>,
    handling: Handling<'a>,
    problems: Problems,
    refused: bool,
    /// The codes of what was found about each figure.
    codes: HashMap<usize, BTreeSet<Cow<'static, str>>>,
}

impl<'a> Findings<'a> {
    pub fn of(filed: Filed<'a>, handling: Handling<'a>, problems: Problems) -> Self {
        Self { filed, handling, problems, refused: false, codes: HashMap::new() }
    }

    /// Adds what was found of other subjects, after what was found of these.
    pub fn join(&mut self, others: Self) {
        self.problems.join(others.problems);
        self.refused |= others.refused;
        self.codes.extend(others.codes);
    }

    /// Notes something about a filed figure.
    pub fn tell(&mut self, indicator: &Indicator, place: usize, fault: Fault) {
        let figure = &self.filed.figures[place];
        let justified = self.handling.justification.is_some() || self.filed.notes.contains_key(&place);
        let severity = match fault.severity() {
            _ if justified && fault.may_be_justified() => Severity::Justified,
            Severity::Warning if self.handling.strict => Severity::Error,
            severity => severity,
        };
        self.refused |= severity == Severity::Error;
        self.codes.entry(place).or_default().insert(fault.code());
        let plain = || figure.value.map(|units| number(indicator, figure.measure, units)).unwrap_or_default();
        let value = self.filed.texts.get(&place).map_or_else(plain, Clone::clone);
        self.problems.finding(self.filed.lines[place], &value, fault, severity);
    }

    pub fn judged(self, differences: Differences) -> Judged {
        let Self { filed, handling, problems, refused, codes } = self;
        let mut places: Vec<_> = filed.notes.iter().collect();
        places.sort_by_key(|(place, _)| **place);
        let joined =
            |codes: BTreeSet<&Cow<'static, str>>| codes.into_iter().map(ToString::to_string).collect();
        let noted = places.into_iter().map(|(place, text)| Justification {
            about: Some(cell(&filed.figures[*place])),
            findings: joined(codes.get(place).into_iter().flatten().collect()),
            text: text.clone(),
        });
        let others = codes.iter().filter(|(place, _)| !filed.notes.contains_key(*place));
        let whole = handling.justification.map(|text| Justification {
            about: None,
            findings: joined(others.flat_map(|(_, codes)| codes).collect()),
            text: text.to_owned(),
        });
        let justifications = whole.into_iter().chain(noted).collect();
        Judged { findings: problems.into_vec(), refused, justifications, differences }
    }
}

/// The cell of a figure, in words.
fn cell(figure: &Figure) -> String {
    let Figure { indicator, organization, period, measure, breakdown, .. } = figure;
    format!("{indicator} {organization} {period} {measure} {breakdown}").trim_end().to_owned()
}
