//! `GET /api/v1/filings/{filing}`: what has become of a filing, for who acts for all of it.

use actix_web::http::StatusCode;
use serde_json::{Value, json};

use super::desk::{hex, number};
use super::door::{Done, Visit};
use super::problem::{self, Problem};
use super::{ask::Parameters, filings};
use crate::app::Inspected;
use crate::domain::{Actor, Decided, Moment, Revision};

/// The filing, the reasons that came with it, what was decided, and what it would change of what is public now.
pub(super) fn inspected(visit: &Visit, actor: &Actor) -> Result<Done, Problem> {
    Parameters::parse(&visit.query).finish("a filing takes no parameters")?;
    let filing = number(visit.name("filing")).ok_or(Problem::NoSuchAddress)?;
    let inspected = visit.app().inspect(Revision(filing), actor, &visit.at)?;
    let Inspected { filing, decided, justifications, figures, findings, differences } =
        inspected.ok_or(Problem::NoSuchAddress)?;
    let body = json!({
        "filing": filing.filing.to_string(),
        "state": filing.stage.as_str(),
        "filed": Moment::of_millis(filing.filed).instant,
        "by": filing.by,
        "organizations": filing.organizations.iter().map(|code| code.as_str()).collect::<Vec<_>>(),
        "figures": filing.figures,
        "sha256": hex(&filing.sha256),
        "justifications": filings::reasons(&justifications),
        "decided": decided.iter().map(decision).collect::<Vec<_>>(),
        "errors": problem::errors(&findings),
        "warnings": problem::warnings(&findings),
        "same": differences.same,
        "different": differences.different,
        "differences": filings::differences(&differences, &figures),
    });
    Ok(Done::json(StatusCode::OK, &body))
}

fn decision(one: &Decided) -> Value {
    json!({
        "decision": one.kind.to_string(),
        "at": Moment::of_millis(one.made).instant,
        "by": one.by,
        "reason": one.reason,
        "due": one.due.map(|due| Moment::of_millis(due).instant),
    })
}
