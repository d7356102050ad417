//! What is wrong with a filing, as the documents of problems list it.

use serde_json::{Value, json};

use crate::intake;
use crate::intake::problem::{Lang, Severity};

/// Problems of a filing speak both languages: who files reads them at once.
fn finding(problem: &intake::Problem) -> Value {
    let mut document = json!({
        "line": problem.line,
        "column": problem.column,
        "value": problem.value,
        "severity": problem.severity.as_str(),
        "code": problem.code(),
        "detail": problem.detail(Lang::En),
        "remedy": problem.remedy(Lang::En),
        "detail_vi": problem.detail(Lang::Vi),
        "remedy_vi": problem.remedy(Lang::Vi),
    });
    if let intake::Fault::AmbiguousNumber { vi, en } = &problem.fault {
        document["readings"] = json!({ "vi": vi, "en": en });
    }
    if let Some(spot) = &problem.spot {
        document["sheet"] = (*spot.sheet).into();
        document["cell"] = spot.cell().into();
    }
    document
}

/// Those that refuse a filing.
pub(in crate::web) fn errors(problems: &[intake::Problem]) -> Vec<Value> {
    problems.iter().filter(|one| one.severity == Severity::Error).map(finding).collect()
}

/// Those that do not.
pub(in crate::web) fn warnings(problems: &[intake::Problem]) -> Vec<Value> {
    problems.iter().filter(|one| one.severity != Severity::Error).map(finding).collect()
}
