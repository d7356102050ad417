//! `/api/v1/forms`, `/api/v1/forms/{form}` and `/api/v1/forms/{form}/progress`: who files what, and who has.

use actix_web::http::StatusCode;

use super::answer::Answer;
use super::ask::{Ask, Parameters};
use super::door::{Done, Visit};
use super::headers::Policy;
use super::problem::Problem;
use crate::domain::{Actor, Catalogue, Form, FormCode, Invalid, Period};
use crate::publish::forms;

pub(super) fn list(ask: &mut Ask) -> Result<Answer, Problem> {
    ask.parameters.finish("this list takes no parameters")?;
    let snapshot = ask.app().snapshot();
    Ok(Answer::new(forms::forms(snapshot.catalogue(), snapshot.revision()), Policy::Data))
}

pub(super) fn form(ask: &mut Ask) -> Result<Answer, Problem> {
    let snapshot = ask.app().snapshot();
    let catalogue = snapshot.catalogue();
    let form = named(catalogue, &ask.name)?;
    let period = ask.parameters.take_as("period", |text| period_of(form, text));
    ask.parameters.finish("a form takes only a period")?;
    Ok(Answer::new(forms::form(catalogue, form, period, snapshot.revision()), Policy::Data))
}

/// Of the organization that the token is for, and those below it.
pub(super) fn progress(visit: &Visit, by: &Actor) -> Result<Done, Problem> {
    let catalogue = visit.app().snapshot().catalogue().clone();
    let form = named(&catalogue, visit.name("form"))?;
    let mut parameters = Parameters::parse(&visit.query);
    let period = parameters.take_as("period", |text| period_of(form, text));
    parameters.finish("progress takes only a period")?;
    let required = || Problem::Invalid(vec![Invalid::new("query", "period", "this parameter is required")]);
    let period = period.ok_or_else(required)?;
    let progress = visit.app().progress(&form.code, period, by.organization.as_ref(), visit.at.day)?;
    let progress = progress.ok_or_else(|| no_such_form(visit.name("form")))?;
    Ok(Done::json(StatusCode::OK, &forms::progress(&catalogue, &progress)))
}

fn named<'c>(catalogue: &'c Catalogue, name: &str) -> Result<&'c Form, Problem> {
    let code = FormCode::parse(name).ok();
    code.and_then(|code| catalogue.form(&code)).ok_or_else(|| no_such_form(name))
}

fn no_such_form(name: &str) -> Problem {
    Problem::NoSuchForm(name.chars().take(80).collect())
}

/// A period for which the form is filed.
fn period_of(form: &Form, text: &str) -> Result<Period, Invalid> {
    let period = Period::parse(text)?;
    let remedy = "the form is filed for periods of the kinds and times that /api/v1/forms names";
    if form.is_for(period) { Ok(period) } else { Err(Invalid::new("period of the form", text, remedy)) }
}
