//! `/desk/upload`: a file comes in by a form, and its problems come back on the page.

use actix_web::http::{StatusCode, header};

use super::multipart::{self, Part};
use super::{Looking, acts, as_finding};
use crate::app::{AcceptError, Submission};
use crate::domain::{Actor, Stage};
use crate::intake::{self, Format, Handling};
use crate::publish::Lang;
use crate::publish::pages::{Finding, Sheet, Told, UploadSheet};
use crate::web::door::{Done, Visit};
use crate::web::filings;
use crate::web::problem::Problem;

/// The form.
pub(in crate::web) fn form(visit: &Visit, actor: &Actor) -> Result<Done, Problem> {
    let (looking, told) = Looking::parse(visit, actor, "/desk/upload".to_owned())?;
    looking.page(
        StatusCode::OK,
        &Sheet::Upload(UploadSheet { told, acceptable: true, ..UploadSheet::default() }),
    )
}

/// The form as it was sent.
pub(in crate::web) fn file(visit: &Visit, actor: &Actor) -> Result<Done, Problem> {
    let boundary = multipart::boundary(visit.header(&header::CONTENT_TYPE)).ok_or(Problem::Unreadable)?;
    let parts = multipart::parts(&visit.body, &boundary).ok_or(Problem::Unreadable)?;
    let text = |name: &str| {
        let part = parts.iter().find(|part| part.name == name)?;
        std::str::from_utf8(part.bytes).ok().map(str::to_owned)
    };
    let lang = text("lang").and_then(|lang| Lang::parse(&lang)).unwrap_or_default();
    let part = parts.iter().find(|part| part.name == "file").ok_or(Problem::Unreadable)?;
    let format = format(part).ok_or_else(|| Problem::WrongType(part.file.clone().unwrap_or_default()))?;
    let justification = text("justification").map(|text| intake::justification(&text)).transpose();
    let justification = justification.map_err(|invalid| Problem::Invalid(vec![invalid]))?;
    let justification = justification.filter(|text| !text.is_empty());
    let handling = Handling { justification: justification.as_deref(), ..Handling::default() };
    let (filer, at) = (actor.clone(), visit.at.clone());
    let submission = Submission { bytes: part.bytes, format, filer, at, handling };
    let looking = Looking { visit, actor, lang, path: "/desk/upload".to_owned() };
    if text("answer").as_deref() == Some("marked") {
        return visit.site.reading(format, || tried(&looking, &submission))?;
    }
    match visit.site.reading(format, || visit.app().accept(&submission))? {
        Ok(accepted) => {
            let done = match (accepted.unchanged, accepted.stage) {
                (true, _) => "unchanged",
                (false, Stage::Public) => "public",
                (false, _) => "filed",
            };
            Ok(acts::see(&format!("/desk/filings/{}", accepted.filing), lang, done))
        }
        Err(AcceptError::Faulty(problems)) => looking.faulty(&problems),
        Err(AcceptError::TooLarge(limit)) => Err(Problem::TooLarge(limit)),
        Err(AcceptError::Store(fault)) => Err(fault.into()),
    }
}

/// The file is looked through and not kept: a workbook comes back with its cells marked, of any other the problems are listed.
fn tried(looking: &Looking<'_>, submission: &Submission<'_>) -> Result<Done, Problem> {
    let (acceptable, problems, (counts, differences)) = match looking.visit.app().rehearse(submission) {
        Ok(tried) => {
            let differences = looking.differences(&tried.differences, &tried.figures);
            (tried.acceptable, tried.problems, differences)
        }
        Err(AcceptError::Faulty(problems)) => (false, problems, Default::default()),
        Err(AcceptError::TooLarge(limit)) => return Err(Problem::TooLarge(limit)),
        Err(AcceptError::Store(fault)) => return Err(fault.into()),
    };
    // Browsers keep what is handed to them only where it comes as a success.
    match filings::marked(StatusCode::OK, submission, &problems, looking.lang) {
        Some(done) => Ok(done),
        None if acceptable => {
            let said = if problems.is_empty() { "done_checked" } else { "done_checked_so_far" };
            let told = Told { notice: Some(looking.said(said)), refused: None };
            let problems = looking.findings(&problems);
            let sheet = UploadSheet { told, acceptable, problems, counts, differences };
            looking.page(StatusCode::OK, &Sheet::Upload(sheet))
        }
        None => looking.faulty(&problems),
    }
}

impl Looking<'_> {
    fn findings(&self, problems: &[intake::Problem]) -> Vec<Finding> {
        problems.iter().map(|one| as_finding(one, one.place(self.lang), self.lang)).collect()
    }

    fn faulty(&self, problems: &[intake::Problem]) -> Result<Done, Problem> {
        let problems = self.findings(problems);
        let sheet = UploadSheet { problems, ..UploadSheet::default() };
        self.page(StatusCode::UNPROCESSABLE_ENTITY, &Sheet::Upload(sheet))
    }
}

/// By the ending of the file's name: what browsers say of media types is not reliable.
fn format(part: &Part<'_>) -> Option<Format> {
    let ending = part.file.as_deref()?.rsplit_once('.')?.1.to_lowercase();
    match ending.as_str() {
        "csv" => Some(Format::Csv),
        "json" => Some(Format::Json),
        "xlsx" => Some(Format::Xlsx),
        _ => None,
    }
}
