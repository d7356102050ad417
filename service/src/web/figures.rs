//! `/api/v1/figures`: the answer to a query, in each format. What is too large to be held is sent in parts, as CSV.

use actix_web::http::header;

use super::answer::Answer;
use super::ask::Ask;
use super::headers::Policy;
use super::parts::{InParts, Table};
use super::problem::Problem;
use crate::publish::{Format, csvw, package};

pub(super) fn json(ask: &mut Ask) -> Result<Answer, Problem> {
    figures(ask, Format::Json)
}

/// With a link to what its columns are, since a CSV cannot say it.
pub(super) fn csv(ask: &mut Ask) -> Result<Answer, Problem> {
    let dialect = ask.parameters.dialect();
    let metadata = metadata_link(ask);
    let answer = saved(figures(ask, Format::Csv(dialect))?, "figures.csv");
    Ok(answer.with(header::LINK, &metadata).with(header::ACCESS_CONTROL_EXPOSE_HEADERS, "ETag, Link"))
}

pub(super) fn jsonstat(ask: &mut Ask) -> Result<Answer, Problem> {
    figures(ask, Format::JsonStat)
}

pub(super) fn sdmx(ask: &mut Ask) -> Result<Answer, Problem> {
    Ok(saved(figures(ask, Format::Sdmx)?, "figures.sdmx.csv"))
}

pub(super) fn xlsx(ask: &mut Ask) -> Result<Answer, Problem> {
    Ok(saved(figures(ask, Format::Xlsx)?, "figures.xlsx"))
}

pub(super) fn zip(ask: &mut Ask) -> Result<Answer, Problem> {
    let address = format!("{}/api/v1/figures?{}", ask.base, ask.query);
    let lang = ask.parameters.lang();
    let query = std::mem::take(&mut ask.parameters).query()?;
    let report = ask.report(&query)?;
    let version = ask.app().version(report.revision);
    let document = package::document(&report, version, lang, &address).map_err(Problem::internal)?;
    Ok(saved(Answer::new(document, Policy::Data), "figures.zip"))
}

/// What the columns of the CSV of the same question are.
pub(super) fn metadata(ask: &mut Ask) -> Result<Answer, Problem> {
    let lang = ask.parameters.lang();
    let dialect = ask.parameters.dialect();
    let address = format!("figures.csv?{}", ask.query);
    std::mem::take(&mut ask.parameters).query()?;
    let version = ask.app().version(ask.app().snapshot().revision());
    Ok(Answer::new(csvw::document(&address, version, lang, dialect), Policy::Data))
}

pub(super) fn csv_in_parts(ask: &mut Ask) -> Result<InParts, Problem> {
    let dialect = ask.parameters.dialect();
    in_parts(ask, Table::Csv(dialect))
}

pub(super) fn sdmx_in_parts(ask: &mut Ask) -> Result<InParts, Problem> {
    in_parts(ask, Table::Sdmx)
}

fn in_parts(ask: &mut Ask, table: Table) -> Result<InParts, Problem> {
    let lang = ask.parameters.lang();
    let query = std::mem::take(&mut ask.parameters).query()?;
    let parts = ask.app().answer_in_parts(&query, ask.today).map_err(Problem::Refused)?;
    Ok(InParts { parts, table, lang })
}

fn figures(ask: &mut Ask, format: Format) -> Result<Answer, Problem> {
    let lang = ask.parameters.lang();
    let query = std::mem::take(&mut ask.parameters).query()?;
    let report = ask.report(&query)?;
    let document = format.document(&report, lang).map_err(Problem::internal)?;
    Ok(Answer::new(document, Policy::Data))
}

fn saved(answer: Answer, file: &str) -> Answer {
    answer.with(header::CONTENT_DISPOSITION, &format!("attachment; filename=\"{file}\""))
}

fn metadata_link(ask: &Ask) -> String {
    format!(
        "</api/v1/figures.csv-metadata.json?{}>; rel=\"describedby\"; type=\"{}\"",
        ask.query,
        csvw::CONTENT_TYPE
    )
}
