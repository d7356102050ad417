//! `/api/v1/changes`: what somebody who knew this much does not know yet, and what became known between two days.

use actix_web::http::header;

use super::answer::Answer;
use super::ask::Ask;
use super::headers::Policy;
use super::problem::Problem;
use crate::domain::{IndicatorCode, Invalid, OrganizationCode, Since};
use crate::publish::changes;
use crate::rollup::vintages::{Differences, Wanted};

/// Changes on a page, unless fewer are asked for.
pub(super) const MOST: usize = 1_000;

pub(super) fn json(ask: &mut Ask) -> Result<Answer, Problem> {
    let (page, further) = page(ask, "/api/v1/changes")?;
    Ok(linked(Answer::new(changes::json(&page), Policy::Data), &further))
}

pub(super) fn csv(ask: &mut Ask) -> Result<Answer, Problem> {
    let lang = ask.parameters.lang();
    let (page, further) = page(ask, "/api/v1/changes.csv")?;
    Ok(linked(Answer::new(changes::table(&page, lang), Policy::Data), &further))
}

/// Where the reader goes on, as RFC 8288 writes it: a file has no other place for it.
fn linked(answer: Answer, further: &str) -> Answer {
    answer
        .with(header::LINK, &format!("<{further}>; rel=\"next\""))
        .with(header::ACCESS_CONTROL_EXPOSE_HEADERS, "ETag, Link")
}

/// A page of changes, and the address of the next one.
fn page(ask: &mut Ask, path: &str) -> Result<(Differences, String), Problem> {
    let parameters = &mut ask.parameters;
    let since = parameters.take_as("since", Since::parse);
    let (from, to) = (parameters.take_as("from", state), parameters.take_as("to", state));
    let most = parameters.take_as("limit", |text| {
        let limit = text.parse().ok().filter(|limit| (1..=MOST).contains(limit));
        limit.ok_or_else(|| Invalid::new("limit", text, "write a number from 1 to 1000"))
    });
    let wanted = Wanted {
        indicators: parameters.list("indicator", IndicatorCode::parse),
        organizations: parameters.list("organization", OrganizationCode::parse),
        most: most.unwrap_or(MOST),
    };
    match (&since, &from, &to) {
        (Some(_), None, None) => {}
        (None, Some(from), Some(to)) if is_before(to, from) => {
            parameters.fault(Invalid::new("date", &to.to_string(), "`to` is not before `from`"));
        }
        (None, Some(_), _) => {}
        _ => parameters.fault(Invalid::new(
            "question",
            "",
            "ask with since=2022-12-20, since=17 or since= with the `next` of an earlier answer; or with from= and to=",
        )),
    }
    parameters.finish("use since, or from and to; indicator, organization, limit")?;
    let today = Since::Day(ask.today);
    let page = match since {
        Some(since) => ask.app().changes(&wanted, &since, ask.today),
        None => {
            let between = (from.as_ref().unwrap_or(&today), to.as_ref().unwrap_or(&today));
            ask.app().changes_between(&wanted, between, ask.today)
        }
    };
    let page = page.map_err(Problem::Refused)?;
    let further = further(path, &wanted, most, &page);
    Ok((page, further))
}

/// A day, a revision, or both.
fn state(text: &str) -> Result<Since, Invalid> {
    let invalid = || Invalid::new("state", text, "write a day such as 2022-12-20 or a revision such as 17");
    Since::parse(text).ok().filter(|since| !matches!(since, Since::Rest { .. })).ok_or_else(invalid)
}

fn is_before(one: &Since, other: &Since) -> bool {
    match (one, other) {
        (Since::Day(one), Since::Day(other)) => one < other,
        (Since::Revision(one), Since::Revision(other)) => one < other,
        _ => false,
    }
}

fn further(path: &str, wanted: &Wanted, most: Option<usize>, page: &Differences) -> String {
    let mut address = format!("{path}?since={}", changes::next(page));
    let joined = |codes: Vec<&str>| codes.join(",");
    let indicators = joined(wanted.indicators.iter().map(|code| code.as_str()).collect());
    let organizations = joined(wanted.organizations.iter().map(|code| code.as_str()).collect());
    let limit = most.map(|most| most.to_string()).unwrap_or_default();
    for (name, value) in [("indicator", indicators), ("organization", organizations), ("limit", limit)] {
        if !value.is_empty() {
            address.push_str(&format!("&{name}={value}"));
        }
    }
    address
}
