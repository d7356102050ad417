//! Problems: each names the place, quotes the value and gives the remedy, in both languages.

use std::borrow::Cow;

pub use baocao_widget::locale::Lang;

use super::fault::Fault;
pub use super::fault::Severity;
pub use super::place::{At, Counted, Spot};
use crate::domain::{Invalid, unhidden};

/// The most problems that are listed; the last entry then says how many more there are.
pub const MOST_PROBLEMS: usize = 1_000;

/// One thing wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, when several are read at once (a catalogue).
    pub file: Option<&'static str>,
    /// In CSV the line, the header's being 1; in JSON the place of the figure in the list, counted from 1. `0` is the file
    /// as a whole.
    pub line: usize,
    /// What `line` counts.
    pub counted: Counted,
    /// The column (in JSON the field).
    pub column: Option<Cow<'static, str>>,
    /// The text as it came, at most 80 characters of it; empty when nothing stood there.
    pub value: String,
    /// What is wrong with it.
    pub fault: Fault,
    /// What follows.
    pub severity: Severity,
    /// In a workbook the cell.
    pub spot: Option<Spot>,
}

impl Problem {
    /// A stable code, such as `unknown-indicator`.
    #[must_use]
    pub fn code(&self) -> Cow<'static, str> {
        self.fault.code()
    }

    /// What is wrong, as a sentence that quotes the value in backticks.
    #[must_use]
    pub fn detail(&self, lang: Lang) -> String {
        self.fault.detail(self.column.as_deref().unwrap_or_default(), &self.value, lang)
    }

    /// What to do about it, as a sentence.
    #[must_use]
    pub fn remedy(&self, lang: Lang) -> String {
        match (self.severity, lang) {
            (Severity::Justified, Lang::Vi) => "Lý do được lưu cùng báo cáo.".into(),
            (Severity::Justified, Lang::En) => "The reason is kept with the filing.".into(),
            _ => self.fault.remedy(lang),
        }
    }

    /// Where it is: `figures.csv, dòng 12, cột value`.
    #[must_use]
    pub fn place(&self, lang: Lang) -> String {
        if let Some(spot) = &self.spot {
            return match lang {
                Lang::Vi => format!("trang tính `{}`, ô {}", spot.sheet, spot.cell()),
                Lang::En => format!("sheet `{}`, cell {}", spot.sheet, spot.cell()),
            };
        }
        let line = self.counted.word(lang);
        let column = match (self.counted, lang) {
            (Counted::Lines | Counted::Rows, Lang::Vi) => "cột",
            (Counted::Lines | Counted::Rows, Lang::En) => "column",
            (Counted::Items, Lang::Vi) => "trường",
            (Counted::Items, Lang::En) => "field",
        };
        let parts = [
            self.file.map(str::to_owned),
            (self.line > 0).then(|| format!("{line} {}", self.line)),
            self.column.as_ref().map(|name| format!("{column} {name}")),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// Collects the problems of one file.
#[derive(Debug, Default)]
pub(super) struct Problems {
    /// The file's name, when it matters.
    pub file: Option<&'static str>,
    /// What its places are counted in.
    pub counted: Counted,
    /// The rows of a catalogue that came to nothing, each with what others call it.
    pub skipped: Vec<(usize, String)>,
    listed: Vec<Problem>,
    more: usize,
    /// Whether any of those that are not listed is an error.
    more_are_errors: bool,
}

impl Problems {
    /// Of this file.
    pub fn of(file: &'static str) -> Self {
        Self { file: Some(file), ..Self::default() }
    }

    /// Notes a problem with a value in a column.
    pub fn push(&mut self, line: usize, column: impl Into<Cow<'static, str>>, value: &str, fault: Fault) {
        self.add(line, Some(column.into()), value, fault, Severity::Error);
    }

    /// Whether no more are listed, only counted: then nobody needs to put into words what they are about.
    pub fn is_full(&self) -> bool {
        self.listed.len() >= MOST_PROBLEMS
    }

    /// Notes what a rule found about a value.
    pub fn finding(&mut self, line: usize, value: &str, fault: Fault, severity: Severity) {
        self.add(line, Some("value".into()), value, fault, severity);
    }

    /// Notes a problem with a whole line, or with the whole file (line 0).
    pub fn whole(&mut self, line: usize, value: &str, fault: Fault) {
        self.add(line, None, value, fault, Severity::Error);
    }

    fn add(
        &mut self,
        line: usize,
        column: Option<Cow<'static, str>>,
        value: &str,
        fault: Fault,
        severity: Severity,
    ) {
        if !self.is_full() {
            let value = shown(value);
            let (file, counted) = (self.file, self.counted);
            self.listed.push(Problem { file, line, counted, column, value, fault, severity, spot: None });
        } else {
            self.more_are_errors |= severity == Severity::Error;
            self.more += 1;
        }
    }

    /// Adds those of a later part of the file.
    pub fn join(&mut self, mut later: Self) {
        let room = MOST_PROBLEMS - self.listed.len();
        let beyond = later.listed.split_off(room.min(later.listed.len()));
        self.listed.append(&mut later.listed);
        self.more += beyond.len() + later.more;
        self.more_are_errors |=
            later.more_are_errors || beyond.iter().any(|one| one.severity == Severity::Error);
    }

    /// Keeps what was read, or notes why it could not be.
    pub fn read<T>(&mut self, line: usize, column: &'static str, read: Result<T, Invalid>) -> Option<T> {
        read.map_err(|invalid| {
            let value = invalid.value.clone();
            self.push(line, column, &value, Fault::Invalid(invalid));
        })
        .ok()
    }

    /// Every problem, line by line.
    pub fn into_vec(mut self) -> Vec<Problem> {
        self.listed.sort_by_key(|problem| problem.line);
        if self.more > 0 {
            let fault = Fault::More(self.more);
            let (file, counted) = (self.file, self.counted);
            let severity = if self.more_are_errors { Severity::Error } else { Severity::Warning };
            let value = String::new();
            self.listed.push(Problem {
                file,
                line: 0,
                counted,
                column: None,
                value,
                fault,
                severity,
                spot: None,
            });
        }
        self.listed
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }
}

/// At most 80 characters: a problem repeats no megabytes.
fn shown(value: &str) -> String {
    let cut: String = value.chars().take(80).collect();
    let mut shown = unhidden(&cut);
    if cut.len() < value.len() && !shown.ends_with('…') {
        shown.push('…');
    }
    shown
}
