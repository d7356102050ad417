//! `POST /api/v1/filings`: figures come in.

use actix_web::http::{StatusCode, header};
use serde_json::{Number, Value, json};

use super::door::{Done, Visit};
use super::problem::{self, Problem};
use crate::app::{AcceptError, Accepted, Submission, Tried};
use crate::domain::{Actor, Figure, Invalid, Justification, parameters};
use crate::intake::difference::{Differences, State};
use crate::intake::problem::Lang;
use crate::intake::{self, Format, Handling};
use crate::publish::Document;
use crate::publish::json::breakdown;

/// 201 with the revision; 200 when the same bytes were filed before, and for a dry run, which keeps nothing. Who takes
/// workbooks and sent a faulty one has it back with its cells marked.
pub(super) fn accept(visit: &Visit, filer: &Actor) -> Result<Done, Problem> {
    let format = format(visit)?;
    let options = Options::parse(&visit.query).map_err(Problem::Invalid)?;
    visit.site.reading(format, || filed(visit, filer, format, &options))?
}

fn filed(visit: &Visit, filer: &Actor, format: Format, options: &Options) -> Result<Done, Problem> {
    let (filer, at) = (filer.clone(), visit.at.clone());
    let submission = Submission { bytes: &visit.body, format, filer, at, handling: options.handling() };
    let wants_marked = format == Format::Xlsx && visit.header(&header::ACCEPT).contains(format.media_type());
    let answered = |status, problems: &[intake::Problem]| {
        let lang = options.lang.unwrap_or_else(|| language(visit.header(&header::ACCEPT_LANGUAGE)));
        if wants_marked { marked(status, &submission, problems, lang) } else { None }
    };
    let done = if options.dry_run {
        visit.app().rehearse(&submission).map(|tried| {
            let marked = answered(StatusCode::OK, &tried.problems);
            marked.unwrap_or_else(|| Done::json(StatusCode::OK, &rehearsal(&tried)))
        })
    } else {
        visit.app().accept(&submission).map(|accepted| kept(&accepted))
    };
    match done {
        Ok(done) => Ok(done),
        Err(AcceptError::Faulty(problems)) => {
            answered(StatusCode::UNPROCESSABLE_ENTITY, &problems).ok_or(Problem::Faulty(problems))
        }
        Err(AcceptError::TooLarge(limit)) => Err(Problem::TooLarge(limit)),
        Err(AcceptError::Store(fault)) => Err(fault.into()),
    }
}

/// The workbook that was sent, with its cells marked; `None` for any other file, and where there is nothing to mark.
pub(super) fn marked(
    status: StatusCode,
    submission: &Submission<'_>,
    problems: &[intake::Problem],
    lang: Lang,
) -> Option<Done> {
    if submission.format != Format::Xlsx || problems.is_empty() {
        return None;
    }
    let bytes = intake::marked(submission.bytes, problems, lang).ok()?;
    let document = Document { content_type: submission.format.media_type(), bytes };
    let name = "attachment; filename=\"baocao-problems.xlsx\"".to_owned();
    Some(Done::document(status, document).with(header::CONTENT_DISPOSITION, name))
}

/// The language that is asked for first, of those we speak.
fn language(accepted: &str) -> Lang {
    let tags = accepted.split(',').map(|one| one.split([';', '-']).next().unwrap_or_default().trim());
    tags.filter_map(Lang::parse).next().unwrap_or(Lang::Vi)
}

/// What the address says beside the file.
#[derive(Debug, Default)]
struct Options {
    /// How its numbers are written.
    numbers: Option<Lang>,
    /// In which language a marked workbook speaks.
    lang: Option<Lang>,
    strict: bool,
    dry_run: bool,
    justification: Option<String>,
}

impl Options {
    fn parse(query: &str) -> Result<Self, Vec<Invalid>> {
        let mut options = Self::default();
        let mut wrong = Vec::new();
        for (name, value) in parameters(query) {
            let read = value.and_then(|value| options.take(&name, &value));
            wrong.extend(read.err());
        }
        if wrong.is_empty() { Ok(options) } else { Err(wrong) }
    }

    fn take(&mut self, name: &str, value: &str) -> Result<(), Invalid> {
        match name {
            "locale" => {
                let invalid = || Invalid::new("locale", value, "write vi (81.033,18) or en (81,033.18)");
                self.numbers = Some(Lang::parse(value).ok_or_else(invalid)?);
            }
            "lang" => {
                let invalid = || Invalid::new("language", value, "write vi or en");
                self.lang = Some(Lang::parse(value).ok_or_else(invalid)?);
            }
            "strict" => self.strict = yes(value)?,
            "dry_run" => self.dry_run = yes(value)?,
            "justification" => {
                self.justification = Some(intake::justification(value)?).filter(|text| !text.is_empty());
            }
            _ => {
                let remedy = "a filing takes locale, lang, strict, dry_run and justification";
                return Err(Invalid::new("parameter", name, remedy));
            }
        }
        Ok(())
    }

    fn handling(&self) -> Handling<'_> {
        let justification = self.justification.as_deref();
        Handling { numbers: self.numbers, strict: self.strict, justification }
    }
}

fn yes(value: &str) -> Result<bool, Invalid> {
    match value {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(Invalid::new("flag", value, "write true or false")),
    }
}

fn format(visit: &Visit) -> Result<Format, Problem> {
    let header = visit.header(&header::CONTENT_TYPE);
    let media_type = header.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    Format::ALL
        .into_iter()
        .find(|format| format.media_type() == media_type)
        .ok_or_else(|| Problem::WrongType(media_type.chars().take(80).collect()))
}

fn kept(accepted: &Accepted) -> Done {
    let body = json!({
        "filing": accepted.filing.to_string(),
        "state": accepted.stage.as_str(),
        "revision": accepted.revision.map(|revision| revision.to_string()),
        "figures": accepted.figures,
        "unchanged": accepted.unchanged,
        "receipt": accepted.receipt.map(|receipt| receipt.to_string()),
        "warnings": problem::warnings(&accepted.warnings),
        "justifications": reasons(&accepted.justifications),
    });
    Done::json(if accepted.unchanged { StatusCode::OK } else { StatusCode::CREATED }, &body)
}

/// The reasons that are kept with a filing.
pub(super) fn reasons(justifications: &[Justification]) -> Vec<Value> {
    let one = |reason: &Justification| json!({ "about": reason.about, "findings": reason.findings, "text": reason.text });
    justifications.iter().map(one).collect()
}

/// What would become of a filing.
fn rehearsal(tried: &Tried) -> Value {
    json!({
        "acceptable": tried.acceptable,
        "figures": tried.figures.len(),
        "filed_before": tried.filed_before.map(|before| before.filing.to_string()),
        "numbers": tried.numbers.map(Lang::tag),
        "errors": problem::errors(&tried.problems),
        "warnings": problem::warnings(&tried.problems),
        "same": tried.differences.same,
        "different": tried.differences.different,
        "differences": differences(&tried.differences, &tried.figures),
    })
}

/// Each figure that differs, beside what is known.
pub(super) fn differences(differences: &Differences, figures: &[Figure]) -> Vec<Value> {
    let listed = differences.listed.iter().map(|one| {
        let figure = &figures[one.place];
        json!({
            "indicator": figure.indicator.as_str(),
            "organization": figure.organization.as_str(),
            "period": figure.period.to_string(),
            "measure": figure.measure.as_str(),
            "breakdown": breakdown(&figure.breakdown),
            "change": one.change.as_str(),
            "known": one.known.as_ref().map(state),
            "filed": state(&one.filed),
        })
    });
    listed.collect()
}

fn state(state: &State) -> Value {
    // Digits and a point are a number of JSON's, exactly as they stand.
    let value = state.value.and_then(|value| value.to_string().parse::<Number>().ok());
    json!({
        "value": value,
        "as_of": state.as_of.to_string(),
        "qualifier": state.qualifier.map(|qualifier| qualifier.as_str()),
        "status": state.status.as_str(),
    })
}
