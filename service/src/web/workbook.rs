//! `GET /api/v1/forms/{form}/workbook.xlsx`: a form to fill in.

use actix_web::http::{StatusCode, header};

use super::ask::Parameters;
use super::door::{Done, Visit};
use super::problem::Problem;
use crate::app::{FillIn, NoFillIn};
use crate::domain::{Actor, FormCode, Invalid, OrganizationCode, Period};
use crate::publish::workbook::{Wanted, workbook};
use crate::rollup::Refusal;

/// The form's workbook for an organization and a period, with what is known already.
pub(super) fn form(visit: &Visit, actor: &Actor) -> Result<Done, Problem> {
    let mut parameters = Parameters::parse(&visit.query);
    let lang = parameters.lang();
    let organization = parameters.take_as("organization", OrganizationCode::parse);
    let period = parameters.take_as("period", Period::parse);
    parameters.finish("a form's workbook takes organization, period and lang")?;
    let missing = |name| Invalid::new("query", name, "name the organization and the period that it is for");
    let organization = organization.ok_or_else(|| Problem::Invalid(vec![missing("organization")]))?;
    let period = period.ok_or_else(|| Problem::Invalid(vec![missing("period")]))?;
    let form = FormCode::parse(visit.name("form")).map_err(|wrong| Problem::Invalid(vec![wrong]))?;
    let asked = (&form, &organization, period);
    let fill_in = visit.app().fill_in(asked, actor, visit.at.day).map_err(|why| match why {
        NoFillIn::UnknownForm => Problem::NoSuchForm(form.to_string()),
        NoFillIn::UnknownOrganization => {
            Problem::Refused(Refusal::UnknownOrganization(organization.to_string()))
        }
        NoFillIn::NotYours => Problem::NotYours(organization.to_string()),
        NoFillIn::NotExpected => Problem::NotExpected(format!("{form}, {organization}, {period}")),
    })?;
    let FillIn { catalogue, form, organization, period, cells } = &fill_in;
    let (Some(form), Some(organization)) = (catalogue.form(form), catalogue.organization(organization))
    else {
        return Err(Problem::internal("a form without its catalogue"));
    };
    let wanted = Wanted { catalogue, form, organization, period: *period, cells, lang };
    let document = workbook(&wanted).map_err(Problem::internal)?;
    let name = format!("attachment; filename=\"{}-{}-{period}.xlsx\"", form.code, organization.code);
    Ok(Done::document(StatusCode::OK, document).with(header::CONTENT_DISPOSITION, name))
}
